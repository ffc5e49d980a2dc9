//! What the driver says when something goes wrong, and what that means for the device.

use super::{Driver, OUT_OF_MEMORY};
use std::fmt;

/// A call of the driver that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CudaFailure {
    /// The device.
    pub device: &'static str,
    /// The function that said so, such as `cuModuleLoadData`.
    pub call: &'static str,
    /// The driver's name for it, such as `CUDA_ERROR_ILLEGAL_ADDRESS`.
    pub name: String,
    /// The driver's words for it.
    pub text: String,
    /// Where a kernel failed: those that had not ended on its stream, of which one is at fault.
    pub kernels: Vec<String>,
    /// Whether the device's context is lost, so that everything fails from now on.
    pub context_lost: bool,
}

impl CudaFailure {
    pub(crate) fn new(
        driver: &Driver,
        device: &'static str,
        call: &'static str,
        code: u32,
    ) -> Self {
        let (name, text) = driver.describe(code);
        Self {
            device,
            call,
            name,
            text,
            kernels: Vec::new(),
            context_lost: is_lost(code),
        }
    }
}

impl fmt::Display for CudaFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            device,
            call,
            name,
            text,
            kernels,
            ..
        } = self;
        match kernels.as_slice() {
            [] => write!(f, "device `{device}`: {call} failed: {name} ({text})")?,
            [kernel] => write!(
                f,
                "kernel `{kernel}` failed on device `{device}`: {name} ({text})"
            )?,
            _ => write!(
                f,
                "one of the kernels `{}` failed on device `{device}`: {name} ({text})",
                kernels.join("`, `")
            )?,
        }
        if self.context_lost {
            f.write_str(
                "; the device's context is lost with all memory in it, and nothing runs there until the process starts again; help: the device `check` says what a kernel does wrong",
            )?;
        }
        Ok(())
    }
}

/// Results after which every later call gives the same. Source: the driver's documentation of
/// `CUresult`, "this leaves the process in an inconsistent state".
const fn is_lost(code: u32) -> bool {
    matches!(code, 214 | 220 | 700 | 702 | 709 | 710 | 714..=719)
}

/// Whether there was no room.
pub(crate) const fn is_out_of_memory(code: u32) -> bool {
    code == OUT_OF_MEMORY
}

#[cfg(test)]
mod tests {
    use super::{CudaFailure, is_lost};

    #[test]
    fn a_failure_names_the_kernel_and_says_what_is_lost() {
        let mut failure = CudaFailure {
            device: "cuda",
            call: "cuEventSynchronize",
            name: "CUDA_ERROR_ILLEGAL_ADDRESS".to_owned(),
            text: "an illegal memory access was encountered".to_owned(),
            kernels: vec!["scale".to_owned()],
            context_lost: is_lost(700),
        };
        let said = failure.to_string();
        let expected = "kernel `scale` failed on device `cuda`: CUDA_ERROR_ILLEGAL_ADDRESS (an \
                        illegal memory access was encountered); the device's context is lost";
        assert!(said.starts_with(expected), "{said}");
        failure.kernels.push("add".to_owned());
        assert!(
            failure
                .to_string()
                .starts_with("one of the kernels `scale`, `add` failed")
        );
        failure.kernels.clear();
        failure.context_lost = is_lost(200);
        let expected = "device `cuda`: cuEventSynchronize failed: CUDA_ERROR_ILLEGAL_ADDRESS (an \
                        illegal memory access was encountered)";
        assert_eq!(failure.to_string(), expected);
    }
}
