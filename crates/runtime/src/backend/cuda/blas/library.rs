//! cuBLASLt's functions, found when a product is first asked for.
//!
//! Not all of them. No bindings crate, as for the driver: a table that is filled at once says of a library that is too
//! old what it lacks, and results are plain numbers.

use super::super::driver::{
    StreamHandle, driver, handles,
    library::{Library, functions},
    places::{Wanted, places},
};
use crate::{environment, submission::NoProduct};
use std::{
    ffi::{CStr, c_char, c_int, c_void},
    path::{Path, PathBuf},
    sync::LazyLock,
};

handles!(LtHandle, Description, Layout, Preference);

functions! {
    /// What cuBLASLt can do.
    struct Functions;
    fn cublasLtGetVersion() -> usize;
    fn cublasLtGetStatusName(u32) -> *const c_char;
    fn cublasLtCreate(*mut LtHandle) -> u32;
    fn cublasLtMatmulDescCreate(*mut Description, u32, u32) -> u32;
    fn cublasLtMatmulDescDestroy(Description) -> u32;
    fn cublasLtMatmulDescSetAttribute(Description, u32, *const c_void, usize) -> u32;
    fn cublasLtMatrixLayoutCreate(*mut Layout, u32, u64, u64, i64) -> u32;
    fn cublasLtMatrixLayoutDestroy(Layout) -> u32;
    fn cublasLtMatrixLayoutSetAttribute(Layout, u32, *const c_void, usize) -> u32;
    fn cublasLtMatmulPreferenceCreate(*mut Preference) -> u32;
    fn cublasLtMatmulPreferenceDestroy(Preference) -> u32;
    fn cublasLtMatmulPreferenceSetAttribute(Preference, u32, *const c_void, usize) -> u32;
    fn cublasLtMatmulAlgoGetHeuristic(
        LtHandle, Description, Layout, Layout, Layout, Layout, Preference, c_int, *mut Heuristic,
        *mut c_int
    ) -> u32;
    fn cublasLtMatmul(
        LtHandle, Description, *const c_void, u64, Layout, u64, Layout, *const c_void, u64, Layout,
        u64, Layout, *const Algorithm, u64, usize, StreamHandle
    ) -> u32;
}

/// `cublasLtMatmulAlgo_t`: opaque.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub(crate) struct Algorithm([u64; 8]);

/// `cublasLtMatmulHeuristicResult_t`.
#[derive(Clone, Copy, Debug, Default)]
#[repr(C)]
pub(crate) struct Heuristic {
    pub(super) algorithm: Algorithm,
    pub(super) workspace_bytes: usize,
    pub(super) state: u32,
    waves: f32,
    reserved: [c_int; 4],
}

// As the library's header lays it out.
const _: () = assert!(size_of::<Heuristic>() == 96);

/// `CUBLAS_STATUS_SUCCESS`.
pub(super) const SUCCESS: u32 = 0;

/// What it is called, and where it may lie.
const WANTED: Wanted = Wanted {
    #[cfg(not(windows))]
    names: &[
        "libcublasLt.so.13",
        "libcublasLt.so.12",
        "libcublasLt.so.11",
        "libcublasLt.so",
    ],
    #[cfg(windows)]
    names: &[
        "cublasLt64_13.dll",
        "cublasLt64_12.dll",
        "cublasLt64_11.dll",
    ],
    wheel_folders: &[
        "nvidia/cu13/lib",
        "nvidia/cublas/lib",
        "nvidia/cu12/lib",
        "nvidia/cublas/bin",
    ],
    variable: environment::CUBLASLT,
};

/// A library that was found.
pub(crate) struct Lt {
    pub(super) functions: Functions,
    path: PathBuf,
    version: usize,
}

impl Lt {
    /// The first library that this machine's driver can run; any where there is no driver. Loads it at the first call.
    pub(crate) fn get() -> Result<&'static Self, NoProduct> {
        static FOUND: LazyLock<Result<Lt, NoProduct>> = LazyLock::new(|| {
            let driver = driver().ok();
            load(driver.map(|driver| (driver.version, driver.version_text())))
        });
        FOUND.as_ref().map_err(Clone::clone)
    }

    /// Such as `12.4`.
    pub(crate) fn version_text(&self) -> String {
        let (major, minor) = version(self.version);
        format!("{major}.{minor}")
    }

    /// Where it lies, or what the loader knows it by.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// The library's name of a result.
    pub(super) fn status(&self, code: u32) -> String {
        // SAFETY: the function gives a text of its own that is never freed, whatever the number.
        let name = unsafe { (self.functions.cublasLtGetStatusName)(code) };
        if name.is_null() {
            return "a status without a name".to_owned();
        }
        // SAFETY: as above, the text ends with a zero.
        unsafe { CStr::from_ptr(name) }
            .to_string_lossy()
            .into_owned()
    }
}

/// Major and minor version of a number: 120405 is 12.4, and 12103 of the older form 11.11.
const fn version(number: usize) -> (usize, usize) {
    match number {
        100_000.. => (number / 10_000, number % 10_000 / 100),
        11_000.. => (11, (number - 11_000) / 100),
        _ => (number / 1000, number % 1000 / 100),
    }
}

/// The first library that a driver of this version, such as 12040, can run.
fn load(driver: Option<(c_int, String)>) -> Result<Lt, NoProduct> {
    let places = places(&WANTED);
    let mut reason = None;
    for path in places.files {
        let Some(library) = Library::open(&path) else {
            continue;
        };
        let functions = match Functions::load(&library) {
            Ok(functions) => functions,
            Err(function) => {
                reason = reason.or(Some(NoProduct::Old { path, function }));
                continue;
            }
        };
        // SAFETY: the function takes nothing and gives a number.
        let number = unsafe { (functions.cublasLtGetVersion)() };
        let found = Lt {
            functions,
            path,
            version: number,
        };
        match &driver {
            Some((newest, text)) if version(number).0 > (newest / 1000).unsigned_abs() as usize => {
                let version = found.version_text();
                reason = reason.or(Some(NoProduct::Newer {
                    path: found.path,
                    version,
                    driver: text.clone(),
                }));
            }
            _ => return Ok(found),
        }
    }
    Err(reason.unwrap_or(NoProduct::Missing {
        looked_in: places.folders,
    }))
}

#[cfg(test)]
mod tests {
    use super::version;

    #[test]
    fn versions_of_both_forms_are_read() {
        for (number, expected) in [
            (120_405, (12, 4)),
            (130_000, (13, 0)),
            (12_103, (11, 11)),
            (11_103, (11, 1)),
            (10_202, (10, 2)),
        ] {
            assert_eq!(version(number), expected, "{number}");
        }
    }
}
