//! Why there is no CUDA here, each reason as one sentence.

use std::path::PathBuf;

use super::places::in_words;

/// Why a machine has no CUDA device that kernels could run on.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CudaUnavailable {
    /// No driver is installed.
    #[error("no NVIDIA driver: the library `{library}` is not found")]
    NoDriver {
        /// What was looked for.
        library: &'static str,
    },
    /// The library that toolkits link against, which drives nothing.
    #[error(
        "the library `{library}` is the stub of a CUDA toolkit and not a driver; help: install the NVIDIA driver, and keep the toolkit's `stubs` out of the loader's path"
    )]
    Stub {
        /// What was found.
        library: &'static str,
    },
    /// A driver that lacks a function.
    #[error("the NVIDIA driver is too old: it lacks `{function}`, which CUDA 11.8 and newer have")]
    OldDriver {
        /// What it lacks.
        function: &'static str,
    },
    /// A driver that does not start.
    #[error("the NVIDIA driver does not start: {name} ({text})")]
    Init {
        /// The driver's name for it, such as `CUDA_ERROR_SYSTEM_DRIVER_MISMATCH`.
        name: String,
        /// The driver's words for it.
        text: String,
    },
    /// A driver, and nothing to drive.
    #[error("the NVIDIA driver finds no device")]
    NoDevice,
    /// Another device than there is.
    #[error("expected a CUDA device below {count}, found {index}")]
    NoSuchDevice {
        /// What was asked for.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// No compiler.
    #[error(
        "no NVRTC, the compiler of CUDA: none is found in {}; help: `pip install nvidia-cuda-nvrtc-cu12`, or set `KERNSMITH_NVRTC` to its folder",
        in_words(looked_in)
    )]
    NoNvrtc {
        /// Where it was looked for.
        looked_in: Vec<PathBuf>,
    },
    /// A compiler whose code the driver cannot load.
    #[error(
        "NVRTC {nvrtc} in `{}` is newer than the driver, which is of CUDA {driver}; help: install an NVRTC of CUDA {} or update the driver",
        path.display(),
        driver.split('.').next().unwrap_or_default()
    )]
    NewerNvrtc {
        /// Where it is.
        path: PathBuf,
        /// Its version.
        nvrtc: String,
        /// The driver's version.
        driver: String,
    },
    /// A compiler that is older than the device.
    #[error(
        "NVRTC {nvrtc} in `{}` knows no device of architecture `{arch}`; help: install a newer one",
        path.display()
    )]
    OlderNvrtc {
        /// Where it is.
        path: PathBuf,
        /// Its version.
        nvrtc: String,
        /// What the device needs.
        arch: String,
    },
}

#[cfg(test)]
mod tests {
    use super::CudaUnavailable;

    #[test]
    fn each_reason_is_a_sentence_that_says_what_to_do() {
        let none = CudaUnavailable::NoNvrtc {
            looked_in: vec!["/a".into()],
        };
        assert_eq!(
            none.to_string(),
            "no NVRTC, the compiler of CUDA: none is found in the loader's path, `/a`; help: \
             `pip install nvidia-cuda-nvrtc-cu12`, or set `KERNSMITH_NVRTC` to its folder"
        );
        let newer = CudaUnavailable::NewerNvrtc {
            path: "/n".into(),
            nvrtc: "13.1".to_owned(),
            driver: "12.4".to_owned(),
        };
        assert_eq!(
            newer.to_string(),
            "NVRTC 13.1 in `/n` is newer than the driver, which is of CUDA 12.4; help: install an \
             NVRTC of CUDA 12 or update the driver"
        );
    }
}
