//! Why a library does not make a product, each reason as one sentence.

use std::path::PathBuf;

use crate::backend::cuda::in_words;

/// Why a device's library makes no product, or not this one.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoProduct {
    /// A device that runs kernels and nothing else.
    #[error("device `{device}` has no library of products: it runs kernels only")]
    Device {
        /// The device.
        device: &'static str,
    },
    /// No library.
    #[error(
        "no cuBLASLt, NVIDIA's library of products: none is found in {}; help: `pip install nvidia-cublas-cu12`, or set `KERNSMITH_CUBLASLT` to its folder",
        in_words(looked_in)
    )]
    Missing {
        /// Where it was looked for.
        looked_in: Vec<PathBuf>,
    },
    /// Libraries of a newer CUDA than the driver's.
    #[error(
        "cuBLASLt {version} in `{}` is newer than the driver, which is of CUDA {driver}; help: install a cuBLAS of CUDA {} or update the driver",
        path.display(),
        driver.split('.').next().unwrap_or_default()
    )]
    Newer {
        /// Where it is.
        path: PathBuf,
        /// Its version.
        version: String,
        /// The driver's version.
        driver: String,
    },
    /// A library that lacks a function.
    #[error("the cuBLASLt in `{}` is too old: it lacks `{function}`, which CUDA 11.8 and newer have", path.display())]
    Old {
        /// Where it is.
        path: PathBuf,
        /// What it lacks.
        function: &'static str,
    },
    /// A call of the library that failed.
    #[error("device `{device}`: {call} failed: {name} ({code})")]
    Failed {
        /// The device.
        device: &'static str,
        /// The function.
        call: &'static str,
        /// The library's name for it, such as `CUBLAS_STATUS_INTERNAL_ERROR`.
        name: String,
        /// Its number.
        code: u32,
    },
    /// What the library would do otherwise than the product is defined.
    #[error("{library} does not make {what}")]
    Refused {
        /// The library.
        library: &'static str,
        /// What was asked for.
        what: &'static str,
    },
    /// No way to make it.
    #[error("{library} knows no way to make a product of {m}x{n}x{k} `{dtype}`, {batches} of them")]
    NoAlgorithm {
        /// The library.
        library: &'static str,
        /// Rows of the result.
        m: usize,
        /// Columns of the result.
        n: usize,
        /// What is summed over.
        k: usize,
        /// How many matrices.
        batches: usize,
        /// Element type.
        dtype: &'static str,
    },
    /// An argument that does not fit.
    #[error("product: expected `{argument}` of {expected}, found {found}")]
    Argument {
        /// The argument.
        argument: &'static str,
        /// What would fit.
        expected: String,
        /// What it is.
        found: String,
    },
}
