//! A launch checked against its kernel and device: rules 3, 7 to 9, 11 and 12 of the contract.

use super::Kernel;
use crate::{
    device::Device,
    error::Error,
    launch::{Extent, Input, Launch, Output},
    pipeline::Pipeline,
    tensor::{Layout, Tensor},
};
use kernsmith_msl::contract::{self, InputForm, Specialization};

/// Inputs of fewer elements lie in constant memory (rule 3).
const CONSTANT_ELEMS: usize = 8;

/// A launch that may be submitted, but for limits that depend on the compiled code.
pub(super) struct Plan {
    pub(super) kernel: String,
    pub(super) device: Device,
    pub(super) inputs: Vec<BoundInput>,
    pub(super) outputs: Vec<Output>,
    pub(super) specialization: Specialization,
    pub(super) grid: [u32; 3],
    /// Clamped to the grid.
    pub(super) threadgroup: [u32; 3],
    /// The product as given, before clamping.
    threads_as_given: u128,
    pub(super) init_value: Option<f32>,
    pub(super) poison: Option<u8>,
    pub(super) repeats: u32,
}

/// An input and how it is bound.
pub(super) struct BoundInput {
    pub(super) tensor: Tensor,
    /// The layout that the kernel sees; another than the tensor's where it is copied first.
    pub(super) layout: Layout,
    pub(super) copied: bool,
}

impl Plan {
    pub(super) fn new(kernel: &Kernel, device: &Device, launch: &Launch) -> Result<Self, Error> {
        let body = &kernel.0.body;
        check_count(kernel, "inputs", body.inputs.len(), launch.inputs.len())?;
        check_count(
            kernel,
            "output_shapes",
            body.outputs.len(),
            launch.outputs.len(),
        )?;
        let grid = extent(kernel, "a grid", launch.grid.as_ref())?;
        let given = extent(kernel, "a threadgroup", launch.threadgroup.as_ref())?;
        check_extents(kernel, grid, given)?;
        let inputs = launch.inputs.iter().zip(&body.inputs);
        let inputs: Vec<BoundInput> = inputs
            .map(|(input, name)| bind(kernel, device, input, name))
            .collect::<Result<_, _>>()?;
        let form = |input: &BoundInput| InputForm {
            dtype: input.tensor.dtype(),
            scalar: input.tensor.ndim() == 0,
            constant: input.tensor.elements() < CONSTANT_ELEMS,
        };
        Ok(Self {
            kernel: kernel.name().to_owned(),
            device: device.clone(),
            specialization: Specialization {
                inputs: inputs.iter().map(form).collect(),
                outputs: launch.outputs.iter().map(|output| output.dtype).collect(),
                template: launch.template.clone(),
            },
            inputs,
            outputs: launch.outputs.clone(),
            grid,
            threadgroup: std::array::from_fn(|axis| given[axis].min(grid[axis])),
            threads_as_given: product(given),
            init_value: launch.init_value,
            poison: launch.poison,
            repeats: launch.repeats.unwrap_or(1),
        })
    }

    /// Rule 9.
    pub(super) fn check_limits(&self, pipeline: &Pipeline) -> Result<(), Error> {
        let limits = self.device.limits();
        let most = limits.max_threads_per_threadgroup;
        let limit = pipeline.max_threads.map_or(most, |own| own.min(most));
        if self.threads_as_given > u128::from(limit) {
            return Err(Error::ThreadgroupTooLarge {
                kernel: self.kernel.clone(),
                threads: self.threads_as_given,
                limit,
                device: self.device.name().to_owned(),
            });
        }
        let limit_bytes = limits.threadgroup_memory_bytes;
        if pipeline.threadgroup_bytes > u64::from(limit_bytes) {
            return Err(Error::ThreadgroupMemory {
                kernel: self.kernel.clone(),
                need_bytes: pipeline.threadgroup_bytes,
                limit_bytes,
                device: self.device.name().to_owned(),
            });
        }
        Ok(())
    }

    /// Whether there is any thread to run.
    pub(super) fn has_threads(&self) -> bool {
        !self.grid.contains(&0)
    }
}

fn check_count(
    kernel: &Kernel,
    what: &'static str,
    expected: usize,
    found: usize,
) -> Result<(), Error> {
    if expected == found {
        return Ok(());
    }
    Err(Error::Contract(contract::Error::CountMismatch {
        kernel: kernel.name().to_owned(),
        what,
        expected,
        found,
    }))
}

fn extent(kernel: &Kernel, what: &'static str, extent: Option<&Extent>) -> Result<[u32; 3], Error> {
    match extent {
        Some(Ok(extent)) => Ok(*extent),
        Some(Err((axis, value))) => Err(Error::ExtentOutOfRange {
            kernel: kernel.name().to_owned(),
            what,
            axis: *axis,
            value: value.clone(),
        }),
        None => Err(Error::ExtentMissing {
            kernel: kernel.name().to_owned(),
            what,
        }),
    }
}

/// Rule 8, but for the device's limit.
fn check_extents(kernel: &Kernel, grid: [u32; 3], threadgroup: [u32; 3]) -> Result<(), Error> {
    if threadgroup.contains(&0) {
        return Err(Error::ZeroThreadgroup {
            kernel: kernel.name().to_owned(),
            threadgroup,
        });
    }
    if product(grid) >= 1 << 63 {
        return Err(Error::GridTooLarge {
            kernel: kernel.name().to_owned(),
            grid,
        });
    }
    Ok(())
}

fn product(extent: [u32; 3]) -> u128 {
    extent.into_iter().map(u128::from).product()
}

fn bind(kernel: &Kernel, device: &Device, input: &Input, name: &str) -> Result<BoundInput, Error> {
    let tensor = match input {
        Input::Tensor(tensor) => tensor.clone(),
        Input::Number(number) => Tensor::scalar(device, *number)?,
    };
    if tensor.device().kind() != device.kind() {
        return Err(Error::DeviceMismatch {
            op: format!("input `{name}` of kernel `{}`", kernel.name()),
            expected: device.name().to_owned(),
            found: tensor.device().name().to_owned(),
        });
    }
    let copied = kernel.0.ensure_row_contiguous && !tensor.is_row_contiguous();
    let layout = if copied {
        Layout::row_major(tensor.shape())
    } else {
        tensor.layout.clone()
    };
    Ok(BoundInput {
        tensor,
        layout,
        copied,
    })
}
