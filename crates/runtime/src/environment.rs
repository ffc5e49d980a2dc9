//! The environment of the process, as far as the library heeds it. Nothing else in the crate reads it.
//!
//! Not the command's settings, which have a place of their own: here is what decides where libraries
//! and compiled code are found, which a program that uses the library needs too.

use std::{env, ffi::OsString, path::PathBuf};

/// The folder or file of an NVRTC, before every other place.
pub(crate) const NVRTC: &str = "KERNSMITH_NVRTC";

/// The folder or file of a cuBLASLt, before every other place.
pub(crate) const CUBLASLT: &str = "KERNSMITH_CUBLASLT";

/// A variable that is set and not empty.
pub(crate) fn variable(name: &str) -> Option<OsString> {
    #[expect(clippy::disallowed_methods, reason = "this is the place that reads it")]
    env::var_os(name).filter(|value| !value.is_empty())
}

/// A variable that holds a path.
pub(crate) fn path(name: &str) -> Option<PathBuf> {
    variable(name).map(PathBuf::from)
}

/// The folders that programs are looked for in.
pub(crate) fn program_folders() -> Vec<PathBuf> {
    variable("PATH").map_or_else(Vec::new, |value| env::split_paths(&value).collect())
}
