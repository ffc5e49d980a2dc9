//! Grid and threadgroup: rules 8 and 9 of the contract.

use crate::{device::Device, error::Error, launch::Extent, pipeline::Pipeline};

/// The extents that a caller gave.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    pub(crate) grid: Option<&'a Extent>,
    pub(crate) threadgroup: Option<&'a Extent>,
}

/// Extents that a launch may have, but for limits that depend on the compiled code.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Extents {
    pub(crate) grid: [u32; 3],
    /// Clamped to the grid.
    pub(crate) threadgroup: [u32; 3],
    /// The product as given, before clamping.
    pub(crate) threads_as_given: u128,
}

impl Extents {
    /// Rule 8, but for the device's limit.
    pub(crate) fn new(kernel: &str, given: Given<'_>) -> Result<Self, Error> {
        let grid = extent(kernel, "a grid", given.grid)?;
        let threadgroup = extent(kernel, "a threadgroup", given.threadgroup)?;
        if threadgroup.contains(&0) {
            return Err(Error::ZeroThreadgroup {
                kernel: kernel.to_owned(),
                threadgroup,
            });
        }
        if product(grid) >= 1 << 63 {
            return Err(Error::GridTooLarge {
                kernel: kernel.to_owned(),
                grid,
            });
        }
        Ok(Self {
            grid,
            threadgroup: std::array::from_fn(|axis| threadgroup[axis].min(grid[axis])),
            threads_as_given: product(threadgroup),
        })
    }

    /// Whether there is any thread to run.
    pub(crate) fn has_threads(&self) -> bool {
        !self.grid.contains(&0)
    }

    /// Rule 9. `given_bytes` is what threadgroup arguments take, besides the kernel's own variables.
    pub(crate) fn check_limits(
        &self,
        kernel: &str,
        device: &Device,
        pipeline: &Pipeline,
        given_bytes: u64,
    ) -> Result<(), Error> {
        let limits = device.limits();
        let most = limits.max_threads_per_threadgroup;
        let limit = pipeline.max_threads.map_or(most, |own| own.min(most));
        if self.threads_as_given > u128::from(limit) {
            return Err(Error::ThreadgroupTooLarge {
                kernel: kernel.to_owned(),
                threads: self.threads_as_given,
                limit,
                device: device.name().to_owned(),
            });
        }
        let limit_bytes = limits.threadgroup_memory_bytes;
        let need_bytes = pipeline.threadgroup_bytes.saturating_add(given_bytes);
        if need_bytes > u64::from(limit_bytes) {
            return Err(Error::ThreadgroupMemory {
                kernel: kernel.to_owned(),
                need_bytes,
                limit_bytes,
                device: device.name().to_owned(),
            });
        }
        Ok(())
    }
}

fn extent(kernel: &str, what: &'static str, extent: Option<&Extent>) -> Result<[u32; 3], Error> {
    match extent {
        Some(Ok(extent)) => Ok(*extent),
        Some(Err((axis, value))) => Err(Error::ExtentOutOfRange {
            kernel: kernel.to_owned(),
            what,
            axis: *axis,
            value: value.clone(),
        }),
        None => Err(Error::ExtentMissing {
            kernel: kernel.to_owned(),
            what,
        }),
    }
}

fn product(extent: [u32; 3]) -> u128 {
    extent.into_iter().map(u128::from).product()
}
