//! A launch checked against its kernel: rules 3, 7, 11 and 12 of the contract.

use super::Kernel;
use crate::{
    device::Device,
    error::Error,
    launch::Launch,
    submission::{BoundInput, Extents, Given, Output, Start},
};
use kernsmith_msl::contract::{self, InputForm, Specialization};
use std::sync::Arc;

/// Inputs of fewer elements lie in constant memory (rule 3).
const CONSTANT_ELEMS: usize = 8;

/// A launch that may be submitted, but for limits that depend on the compiled code.
pub(super) struct Plan {
    pub(super) device: Device,
    pub(super) inputs: Vec<BoundInput>,
    pub(super) outputs: Vec<Output>,
    pub(super) extents: Extents,
    pub(super) repeats: u32,
    pub(super) timed: bool,
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
        let given = Given {
            grid: launch.grid.as_ref(),
            threadgroup: launch.threadgroup.as_ref(),
        };
        let extents = Extents::new(kernel.name(), given)?;
        let inputs = launch.inputs.iter().zip(&body.inputs).map(|(input, name)| {
            let what = || format!("input `{name}` of kernel `{}`", kernel.name());
            BoundInput::new(device, input, kernel.0.ensure_row_contiguous, what)
        });
        let inputs: Vec<BoundInput> = inputs.collect::<Result<_, _>>()?;
        let mut outputs = Vec::with_capacity(launch.outputs.len());
        for (output, name) in launch.outputs.iter().zip(&kernel.0.output_names) {
            outputs.push(Output {
                name: Arc::clone(name),
                room: output.room.clone()?,
                start: Start::of(launch.init_value, launch.poison, output.dtype),
            });
        }
        let device = match launch.limits {
            Some(limits) => device.with_limits(limits),
            None => device.clone(),
        };
        Ok(Self {
            device,
            outputs,
            inputs,
            extents,
            repeats: launch.repeats.unwrap_or(1),
            timed: launch.is_timed(),
        })
    }

    /// What is compiled for this plan of a launch.
    pub(super) fn specialization(&self, launch: &Launch) -> Specialization {
        Specialization {
            inputs: self.inputs.iter().map(form).collect(),
            outputs: launch.outputs.iter().map(|output| output.dtype).collect(),
            template: launch.template.clone(),
        }
    }

    /// Whether that is what is compiled for it.
    pub(super) fn is_of(&self, launch: &Launch, known: &Specialization) -> bool {
        known
            .inputs
            .iter()
            .copied()
            .eq(self.inputs.iter().map(form))
            && known
                .outputs
                .iter()
                .copied()
                .eq(launch.outputs.iter().map(|output| output.dtype))
            && known.template == launch.template
    }
}

fn form(input: &BoundInput) -> InputForm {
    InputForm {
        dtype: input.tensor.dtype(),
        scalar: input.tensor.ndim() == 0,
        constant: input.tensor.elements() < CONSTANT_ELEMS,
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
