//! What there is of CUDA on a machine, for people who wonder why there is no device.

use super::DeviceInfo;
use crate::{
    backend::cuda::{Context, CudaUnavailable, Lt, Nvrtc},
    submission::NoProduct,
};
use std::path::PathBuf;

/// What there is of CUDA here, and for each part that is missing the reason.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct CudaReport {
    /// The version of CUDA that the driver is for, such as `12.4`.
    pub driver: Result<String, CudaUnavailable>,
    /// The compiler.
    pub nvrtc: Result<Library, CudaUnavailable>,
    /// NVIDIA's products of matrices, which kernels stand in for.
    pub products: Result<Library, NoProduct>,
    /// The devices that the driver finds.
    pub devices: Vec<Result<DeviceInfo, CudaUnavailable>>,
}

/// A library that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Library {
    /// Its version.
    pub version: String,
    /// Where it lies, or what the loader knows it by.
    pub path: PathBuf,
}

impl CudaReport {
    pub(super) fn new() -> Self {
        let devices = (0..Context::count().unwrap_or(0)).map(|index| {
            let context = Context::of(index)?;
            Ok(DeviceInfo::of_cuda(context, super::Limits::default()))
        });
        Self {
            driver: Context::driver_version(),
            nvrtc: Nvrtc::any().map(|found| Library {
                version: found.version_text(),
                path: found.path().to_owned(),
            }),
            products: Lt::get().map(|found| Library {
                version: found.version_text(),
                path: found.path().to_owned(),
            }),
            devices: devices.collect(),
        }
    }
}
