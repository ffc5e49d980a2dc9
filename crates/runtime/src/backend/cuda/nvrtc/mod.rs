//! NVRTC: CUDA C++ text to code of one architecture, without a GPU and without a toolkit.
//!
//! Not the driver's compiler: the result is a cubin, which the driver loads as it is. What NVRTC says
//! of a text is in [`log`].
//!
//! Source: the NVRTC documentation.

mod log;

pub use log::CudaRefused;

use super::{
    driver::library::{Library, functions},
    driver::places::{Wanted, places},
    driver::unavailable::CudaUnavailable,
};
use crate::environment;
use std::{
    ffi::{CString, c_char, c_int, c_void},
    path::{Path, PathBuf},
    ptr,
    sync::LazyLock,
};

type ProgramHandle = *mut c_void;

functions! {
    /// What NVRTC can do.
    struct Functions;
    fn nvrtcVersion(*mut c_int, *mut c_int) -> u32;
    fn nvrtcGetNumSupportedArchs(*mut c_int) -> u32;
    fn nvrtcGetSupportedArchs(*mut c_int) -> u32;
    fn nvrtcCreateProgram(
        *mut ProgramHandle, *const c_char, *const c_char, c_int, *const *const c_char,
        *const *const c_char
    ) -> u32;
    fn nvrtcDestroyProgram(*mut ProgramHandle) -> u32;
    fn nvrtcCompileProgram(ProgramHandle, c_int, *const *const c_char) -> u32;
    fn nvrtcGetCUBINSize(ProgramHandle, *mut usize) -> u32;
    fn nvrtcGetCUBIN(ProgramHandle, *mut c_char) -> u32;
    fn nvrtcGetPTXSize(ProgramHandle, *mut usize) -> u32;
    fn nvrtcGetPTX(ProgramHandle, *mut c_char) -> u32;
    fn nvrtcGetProgramLogSize(ProgramHandle, *mut usize) -> u32;
    fn nvrtcGetProgramLog(ProgramHandle, *mut c_char) -> u32;
}

/// What it is called, and where it may lie.
const WANTED: Wanted = Wanted {
    #[cfg(not(windows))]
    names: &[
        "libnvrtc.so.13",
        "libnvrtc.so.12",
        "libnvrtc.so.11.2",
        "libnvrtc.so",
    ],
    #[cfg(windows)]
    names: &[
        "nvrtc64_130_0.dll",
        "nvrtc64_120_0.dll",
        "nvrtc64_112_0.dll",
    ],
    wheel_folders: &[
        "nvidia/cu13/lib",
        "nvidia/cuda_nvrtc/lib",
        "nvidia/cu12/lib",
        "nvidia/cuda_nvrtc/bin",
    ],
    variable: environment::NVRTC,
};

/// `NVRTC_SUCCESS`.
const SUCCESS: u32 = 0;
/// Leaves out what our texts never mention (textures, the CUDA runtime), whose declarations take a sixth of
/// the time of a small kernel.
const MINIMAL: &str = "--minimal";
/// The first version that knows it.
const MINIMAL_SINCE: (c_int, c_int) = (12, 4);

/// A compiler that was found.
pub(crate) struct Nvrtc {
    functions: Functions,
    path: PathBuf,
    version: (c_int, c_int),
    /// Architectures that it has code for, such as 90.
    architectures: Vec<c_int>,
}

/// Every compiler of this machine, in the order of their places; and the places.
static FOUND: LazyLock<(Vec<Nvrtc>, Vec<PathBuf>)> = LazyLock::new(|| {
    let places = places(&WANTED);
    let found = places
        .files
        .iter()
        .filter_map(|file| Nvrtc::load(file))
        .collect();
    (found, places.folders)
});

/// What was compiled.
pub(crate) struct Code {
    /// For one architecture.
    pub(crate) cubin: Vec<u8>,
    /// What the cubin was made of.
    pub(crate) ptx: String,
}

/// Bytes, or what NVRTC says instead.
type Outcome = Result<Vec<u8>, String>;

impl Nvrtc {
    /// The first compiler that there is. Loads it at the first call.
    pub(crate) fn any() -> Result<&'static Self, CudaUnavailable> {
        let (found, looked_in) = &*FOUND;
        found.first().ok_or_else(|| CudaUnavailable::NoNvrtc {
            looked_in: looked_in.clone(),
        })
    }

    /// The first compiler whose code a driver of this version loads on a device of this architecture.
    pub(super) fn matching(
        driver: (c_int, &str),
        architecture: c_int,
    ) -> Result<&'static Self, CudaUnavailable> {
        let any = Self::any()?;
        let (version, driver) = driver;
        let mut fitting = FOUND
            .0
            .iter()
            .filter(|found| found.version.0 <= version / 1000);
        let Some(first) = fitting.clone().next() else {
            return Err(CudaUnavailable::NewerNvrtc {
                path: any.path.clone(),
                nvrtc: any.version_text(),
                driver: driver.to_owned(),
            });
        };
        let knowing = fitting.find(|found| found.architectures.contains(&architecture));
        knowing.ok_or_else(|| CudaUnavailable::OlderNvrtc {
            path: first.path.clone(),
            nvrtc: first.version_text(),
            arch: format!("sm_{architecture}"),
        })
    }

    /// Such as `12.9`.
    pub(crate) fn version_text(&self) -> String {
        format!("{}.{}", self.version.0, self.version.1)
    }

    /// Where it lies, or what the loader knows it by.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    fn load(file: &Path) -> Option<Self> {
        let library = Library::open(file)?;
        let functions = Functions::load(&library).ok()?;
        let (mut major, mut minor, mut count) = (0, 0, 0);
        // SAFETY: each writes numbers to where it is told.
        let code = unsafe {
            (functions.nvrtcVersion)(&raw mut major, &raw mut minor)
                | (functions.nvrtcGetNumSupportedArchs)(&raw mut count)
        };
        let mut architectures = vec![0; usize::try_from(count).ok()?];
        // SAFETY: the array has room for as many as the library has.
        let code = code | unsafe { (functions.nvrtcGetSupportedArchs)(architectures.as_mut_ptr()) };
        (code == SUCCESS).then(|| Self {
            functions,
            path: file.to_owned(),
            version: (major, minor),
            architectures,
        })
    }

    /// Compiles a text for a device such as `sm_90`.
    pub(crate) fn compile(&self, text: &str, options: &[&str]) -> Result<Code, String> {
        let text = CString::new(text).map_err(|_| "the text has a zero byte".to_owned())?;
        let options: Vec<CString> = options
            .iter()
            .chain((self.version >= MINIMAL_SINCE).then_some(&MINIMAL))
            .map(|option| CString::new(*option).expect("our options have no zero bytes"))
            .collect();
        let options: Vec<*const c_char> = options.iter().map(|option| option.as_ptr()).collect();
        let mut handle = ptr::null_mut();
        // SAFETY: the text ends with a zero and is copied; there are no headers.
        let code = unsafe {
            (self.functions.nvrtcCreateProgram)(
                &raw mut handle,
                text.as_ptr(),
                c"kernel.cu".as_ptr(),
                0,
                ptr::null(),
                ptr::null(),
            )
        };
        if code != SUCCESS {
            return Err(format!("NVRTC cannot begin: error {code}"));
        }
        let program = Program {
            nvrtc: self,
            handle,
        };
        let count = c_int::try_from(options.len()).expect("our options are few");
        // SAFETY: the program was made above; the options are as many as said and end with zeros.
        let code = unsafe { (self.functions.nvrtcCompileProgram)(handle, count, options.as_ptr()) };
        match code {
            SUCCESS => program.code(),
            code => Err(program.log(code)),
        }
    }
}

struct Program<'a> {
    nvrtc: &'a Nvrtc,
    handle: ProgramHandle,
}

impl Program<'_> {
    fn code(&self) -> Result<Code, String> {
        let functions = &self.nvrtc.functions;
        let ptx = self.bytes(functions.nvrtcGetPTXSize, functions.nvrtcGetPTX)?;
        let ptx = String::from_utf8_lossy(&ptx);
        Ok(Code {
            cubin: self.bytes(functions.nvrtcGetCUBINSize, functions.nvrtcGetCUBIN)?,
            ptx: ptx.trim_end_matches('\0').to_owned(),
        })
    }

    fn log(&self, code: u32) -> String {
        let functions = &self.nvrtc.functions;
        let log = self.bytes(
            functions.nvrtcGetProgramLogSize,
            functions.nvrtcGetProgramLog,
        );
        let log = log.unwrap_or_default();
        let text = String::from_utf8_lossy(&log);
        match text.trim_end_matches(['\0', '\n']) {
            "" => format!("NVRTC fails without a word: error {code}"),
            text => text.to_owned(),
        }
    }

    fn bytes(
        &self,
        size: unsafe extern "system" fn(ProgramHandle, *mut usize) -> u32,
        get: unsafe extern "system" fn(ProgramHandle, *mut c_char) -> u32,
    ) -> Outcome {
        let mut length = 0;
        // SAFETY: the program lives, and the function writes one number.
        let mut code = unsafe { size(self.handle, &raw mut length) };
        let mut bytes = vec![0u8; length];
        if code == SUCCESS {
            // SAFETY: the array has as many bytes as the library just said.
            code = unsafe { get(self.handle, bytes.as_mut_ptr().cast()) };
        }
        match code {
            SUCCESS => Ok(bytes),
            code => Err(format!("NVRTC does not hand out its result: error {code}")),
        }
    }
}

impl Drop for Program<'_> {
    fn drop(&mut self) {
        // SAFETY: the program was made by this library and is destroyed once.
        unsafe { (self.nvrtc.functions.nvrtcDestroyProgram)(&raw mut self.handle) };
    }
}

#[cfg(test)]
mod tests {
    use super::Nvrtc;
    use kernsmith_msl::emit::cuda::guard_faults;

    #[test]
    fn a_text_becomes_code_and_a_wrong_one_a_log() {
        // Where there is none, there is nothing to try: CI brings one.
        let Ok(nvrtc) = Nvrtc::any() else { return };
        let architecture = nvrtc.architectures.last().unwrap();
        let option = format!("--gpu-architecture=sm_{architecture}");
        let text = "extern \"C\" __global__ void k(float* x) { x[threadIdx.x] = 1.0f; }";
        let code = nvrtc.compile(text, &[&option]).unwrap();
        assert_eq!(&code.cubin[..4], b"\x7fELF");
        assert!(code.ptx.contains(".entry k("), "{}", code.ptx);
        let log = nvrtc.compile("#line 7 \"a.metal\"\nint f() { return x; }", &[&option]);
        let log = log.err().unwrap();
        assert!(log.contains("a.metal(7): error"), "{log}");
        assert!(nvrtc.compile("\0", &[]).is_err());
    }

    #[test]
    fn what_the_assembler_gets_wrong_is_found_in_real_ptx() {
        let Ok(nvrtc) = Nvrtc::any() else { return };
        let of = |test: &str| {
            let text = format!(
                "extern \"C\" __global__ void k(const int* a, int* out, int most) {{
                    int x = a[threadIdx.x];
                    {test}
                    out[threadIdx.x] = x;
                }}"
            );
            let code = nvrtc.compile(&text, &["--gpu-architecture=sm_90"]).unwrap();
            guard_faults(&code.ptx) != code.ptx
        };
        assert!(of(
            "x = x < 0 ? 0 : x > 255 ? 255 : x; if (x != 255) x += a[x];"
        ));
        assert!(of(
            "if (x > most) x = most; if (x < 0) x = 0; if (x == most) x += a[x];"
        ));
        assert!(!of(
            "x = x < 1 ? 1 : x > 255 ? 255 : x; if (x != 255) x += a[x];"
        ));
        assert!(!of("x = x < 0 ? 0 : x > 255 ? 255 : x;"));
        assert!(of(
            "short y = (short)(0 - (unsigned)(short)x); x = y > (short)most ? y : (short)most;"
        ));
        assert!(!of("x = 0 - x;"));
    }
}
