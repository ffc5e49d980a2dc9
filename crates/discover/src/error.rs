//! What stops a session.

use std::{io, path::PathBuf};

use kernsmith_runtime::DType;

/// A session cannot begin or go on.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A suite does not exist.
    #[error("{op}: expected a suite of shapes, found `{found}`; help: one of {known}")]
    UnknownSuite {
        /// The operation.
        op: &'static str,
        /// What was given.
        found: String,
        /// Names that exist.
        known: String,
    },
    /// The operation has no kernel for an element type.
    #[error("{op}: expected an element type among {known}, found `{found}`")]
    ElementType {
        /// The operation.
        op: &'static str,
        /// What was given.
        found: DType,
        /// Element types that exist.
        known: String,
    },
    /// A device whose times say nothing about a kernel.
    #[error("{op}: expected a device that runs kernels at their full speed, found `{device}`")]
    Untimed {
        /// The operation.
        op: &'static str,
        /// The device.
        device: String,
    },
    /// A budget of nothing.
    #[error("{op}: expected a budget of at least 1, found 0")]
    ZeroBudget {
        /// The operation.
        op: &'static str,
    },
    /// The folder holds a run already.
    #[error(
        "expected an empty folder, found a run in `{}`; help: continue it with `--resume`, or \
         choose another folder", dir.display()
    )]
    RunExists {
        /// The folder.
        dir: PathBuf,
    },
    /// The folder holds something that is no run.
    #[error("expected an empty folder, found other files in `{}`", dir.display())]
    NotEmpty {
        /// The folder.
        dir: PathBuf,
    },
    /// The folder holds no run.
    #[error("expected a run in `{}`, found no `run_meta.json`", dir.display())]
    NoRun {
        /// The folder.
        dir: PathBuf,
    },
    /// The run in the folder is another one.
    #[error(
        "expected the run in `{}` to have `{field}` {expected}, found {found}; help: a run is \
         continued with what it was started with", dir.display()
    )]
    AnotherRun {
        /// The folder.
        dir: PathBuf,
        /// What differs.
        field: String,
        /// The value asked for.
        expected: String,
        /// The value in the folder.
        found: String,
    },
    /// Another process writes to the folder.
    #[error("the run in `{}` is being written by another process", dir.display())]
    Locked {
        /// The folder.
        dir: PathBuf,
    },
    /// A record in the middle of the log is damaged.
    #[error("`{}` line {line}: expected a record, found {problem}", path.display())]
    CorruptRecord {
        /// The log.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// A file of a run is damaged.
    #[error("`{}`: {problem}", path.display())]
    CorruptFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// A file could not be read or written.
    #[error("{action} `{}`: {source}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// The file.
        path: PathBuf,
        /// Why it failed.
        #[source]
        source: io::Error,
    },
    /// The reference variant does not do what the reference says, so nothing can be compared with it.
    #[error("{op}: the reference variant fails: {reason}")]
    ReferenceFails {
        /// The operation.
        op: &'static str,
        /// How.
        reason: String,
    },
    /// An operation refused a plan.
    #[error(transparent)]
    Kernels(#[from] kernsmith_kernels::Error),
    /// The device failed.
    #[error("{op} on `{device}`: {source}")]
    Device {
        /// The operation.
        op: &'static str,
        /// The device.
        device: String,
        /// How it failed.
        #[source]
        source: Box<kernsmith_runtime::Error>,
    },
}

impl Error {
    /// An I/O failure with its file.
    pub(crate) fn io(
        action: &'static str,
        path: impl Into<PathBuf>,
    ) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io {
            action,
            path,
            source,
        }
    }
}
