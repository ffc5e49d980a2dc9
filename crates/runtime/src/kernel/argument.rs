//! What a body-only kernel's buffer indices are bound to: rule 4 of the contract.

use super::{Kernel, Specialized, plan::Plan};
use crate::{
    buffer::Buffer,
    error::Error,
    submission::{Argument, BoundInput, Submission},
};
use kernsmith_msl::contract::Slot;
use std::sync::Arc;

/// Binds a plan's inputs and outputs, and what the kernel is told of their layouts.
pub(super) fn submission(
    kernel: &Kernel,
    plan: Plan,
    specialized: &Specialized,
) -> Result<Submission, Error> {
    let slots = specialized.slots.iter();
    let arguments = slots.map(|slot| argument(*slot, &plan.inputs));
    Ok(Submission {
        kernel: Arc::clone(&kernel.0.name),
        log: kernel.0.log.clone(),
        device: plan.device,
        pipeline: Arc::clone(&specialized.pipeline),
        arguments: arguments.collect::<Result<_, _>>()?,
        inputs: plan.inputs,
        outputs: plan.outputs,
        threadgroup_lengths: Vec::new(),
        extents: plan.extents,
        repeats: plan.repeats,
        timed: plan.timed,
    })
}

fn argument(slot: Slot, inputs: &[BoundInput]) -> Result<Argument, Error> {
    let bytes = match slot {
        Slot::Input(index) => return Ok(Argument::Input(index)),
        Slot::Output(index) => return Ok(Argument::Output(index)),
        Slot::Shape(index) => shape_bytes(&inputs[index])?,
        Slot::Strides(index) => {
            let strides = &inputs[index].layout.strides;
            strides.iter().flat_map(|s| s.to_ne_bytes()).collect()
        }
        Slot::Ndim(index) => {
            let axes = inputs[index].layout.shape.len();
            let axes = i32::try_from(axes).expect("a shape in memory has fewer than 2^31 axes");
            axes.to_ne_bytes().to_vec()
        }
    };
    Ok(Argument::Bytes(Arc::new(Buffer::copied(&bytes)?)))
}

fn shape_bytes(input: &BoundInput) -> Result<Vec<u8>, Error> {
    let shape = &input.layout.shape;
    let mut bytes = Vec::with_capacity(4 * shape.len());
    for &length in shape {
        let length = i32::try_from(length).map_err(|_| Error::ShapeTooLarge {
            op: "kernel input's shape as 32-bit integers",
            shape: shape.clone(),
            dtype: input.tensor.dtype(),
        })?;
        bytes.extend(length.to_ne_bytes());
    }
    Ok(bytes)
}
