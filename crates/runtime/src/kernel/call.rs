//! Submitting a launch: what is done now, and what the stream's worker does.
//!
//! ```text
//! now:     allocate outputs, whose event has not happened; hand the rest to the stream
//! worker:  wait for the inputs' launches; copy inputs that must be row-contiguous
//!          for each repeat: fill outputs; run, timed
//!          the event happens
//! ```

use super::{
    Kernel,
    plan::{BoundInput, Plan},
};
use crate::{
    backend::{Binding, Dispatch},
    buffer::{Buffer, Memory, Production, Writer, failed},
    device::{DeviceKind, on_kernel_threads},
    error::Error,
    event::{Event, Outcome},
    pipeline::Pipeline,
    stream::Stream,
    tensor::{Layout, Tensor, checked_bytes, element_bytes, fill, pack},
    time::timed,
};
use kernsmith_msl::{contract::Slot, dtype::DType};
use rayon::prelude::*;
use std::{ops::Range, sync::Arc};

/// A launch that was submitted.
#[derive(Clone, Debug)]
pub struct Launched {
    /// The outputs; reading one waits.
    pub outputs: Vec<Tensor>,
    /// Its completion.
    pub event: Event,
}

pub(super) fn submit(
    kernel: &Kernel,
    stream: &Stream,
    plan: Plan,
    pipeline: Arc<Pipeline>,
) -> Result<Launched, Error> {
    let described = describe_inputs(&plan, &pipeline)?;
    let lengths = plan.outputs.iter().map(|output| {
        checked_bytes("kernel output", &output.shape, output.dtype).map(|(_, bytes)| bytes)
    });
    let lengths: Vec<usize> = lengths.collect::<Result<_, _>>()?;
    let (production, buffers, event) = Production::new(&lengths)?;
    let outputs = buffers.into_iter().zip(&plan.outputs);
    let outputs = outputs
        .map(|(buffer, output)| Tensor::whole(buffer, output.dtype, &plan.device, &output.shape))
        .collect();
    let kernel = kernel.clone();
    stream.submit(
        &event,
        Box::new(move || {
            production.run(kernel.name(), |writers| {
                let work = LaunchWork {
                    kernel: &kernel,
                    plan: &plan,
                    pipeline: &pipeline,
                    described: &described,
                };
                work.run(writers).unwrap_or_else(failed)
            });
        }),
    );
    Ok(Launched { outputs, event })
}

struct LaunchWork<'a> {
    kernel: &'a Kernel,
    plan: &'a Plan,
    pipeline: &'a Pipeline,
    described: &'a [Memory],
}

impl LaunchWork<'_> {
    fn run(&self, writers: &mut [Writer]) -> Result<Outcome, Error> {
        let (plan, pipeline) = (self.plan, self.pipeline);
        let inputs: Vec<Bound<'_>> = plan.inputs.iter().map(bind).collect::<Result<_, _>>()?;
        let dispatch = Dispatch {
            device: &plan.device,
            grid: plan.grid,
            threadgroup: plan.threadgroup,
        };
        let mut outcome = Outcome {
            result: Ok(()),
            durations: Vec::new(),
        };
        if plan.has_threads() {
            pipeline.program.prepare(&dispatch);
        }
        for _ in 0..plan.repeats {
            for (writer, output) in writers.iter_mut().zip(&plan.outputs) {
                self.prepare(writer.bytes_mut(), output.dtype);
            }
            // The checker has something to say about outputs that no thread writes.
            if !plan.has_threads() && plan.device.kind() != DeviceKind::Check {
                continue;
            }
            let mut bindings = self.bindings(&inputs, writers);
            let run = || pipeline.program.run(&dispatch, &mut bindings);
            let (result, duration) = timed(run);
            if plan.has_threads() {
                outcome.durations.push(duration);
            }
            outcome.result = result;
            if outcome.result.is_err() {
                break;
            }
        }
        Ok(outcome)
    }

    /// What is bound at each buffer index.
    fn bindings<'b>(
        &'b self,
        inputs: &'b [Bound<'b>],
        writers: &'b mut [Writer],
    ) -> Vec<Binding<'b>> {
        let names = &self.kernel.0.body.outputs;
        let mut writers: Vec<Option<&mut Writer>> = writers.iter_mut().map(Some).collect();
        let mut described = self.described.iter();
        let mut metadata = || {
            let memory = described
                .next()
                .expect("`describe_inputs` went through the same slots");
            Binding::Read {
                bytes: memory.bytes(),
                start_bytes: 0,
            }
        };
        let slots = self.pipeline.slots.iter();
        slots
            .map(|slot| match *slot {
                Slot::Input(index) => inputs[index].binding(),
                Slot::Shape(_) | Slot::Strides(_) | Slot::Ndim(_) => metadata(),
                Slot::Output(index) => Binding::Write {
                    bytes: writers[index]
                        .take()
                        .expect("an output has one slot")
                        .bytes_mut(),
                    initialized: self.plan.init_value.is_some(),
                    element_bytes: self.plan.outputs[index].dtype.size_bytes(),
                    name: &names[index],
                },
            })
            .collect()
    }

    /// Fills an output as the launch asks.
    fn prepare(&self, bytes: &mut [u8], dtype: DType) {
        let pattern = match (self.plan.init_value, self.plan.poison) {
            (Some(value), _) => element_bytes(value, dtype),
            (None, Some(byte)) => vec![byte],
            (None, None) => return,
        };
        // A multiple of every pattern's length.
        const CHUNK_BYTES: usize = 1 << 18;
        if bytes.len() <= CHUNK_BYTES {
            return fill(bytes, &pattern);
        }
        on_kernel_threads(|| {
            bytes
                .par_chunks_mut(CHUNK_BYTES)
                .for_each(|chunk| fill(chunk, &pattern));
        });
    }
}

/// An input's memory.
enum Bound<'a> {
    /// From the lowest element of a view to its highest; and where the first one lies.
    View(&'a [u8], usize),
    Copy(Memory, usize),
}

impl Bound<'_> {
    fn binding(&self) -> Binding<'_> {
        match self {
            Self::View(bytes, start_bytes) => Binding::Read {
                bytes,
                start_bytes: *start_bytes,
            },
            Self::Copy(memory, length_bytes) => Binding::Read {
                bytes: &memory.bytes()[..*length_bytes],
                start_bytes: 0,
            },
        }
    }
}

/// Waits for an input's launch, and copies the input where that is asked for.
fn bind(input: &BoundInput) -> Result<Bound<'_>, Error> {
    let tensor = &input.tensor;
    let source = tensor.buffer.bytes()?;
    let element_bytes = tensor.dtype().size_bytes();
    if !input.copied {
        let (bytes, start_bytes) = view_bytes(&input.layout, element_bytes);
        return Ok(Bound::View(&source[bytes], start_bytes));
    }
    let length_bytes = tensor.elements() * element_bytes;
    let mut memory = Buffer::room(length_bytes)?;
    let target = &mut memory.bytes_mut()[..length_bytes];
    on_kernel_threads(|| pack(source, &tensor.layout, element_bytes, target));
    Ok(Bound::Copy(memory, length_bytes))
}

/// The bytes of the buffer that a view reaches, and where among them its first element lies.
fn view_bytes(layout: &Layout, element_bytes: usize) -> (Range<usize>, usize) {
    let Some(Ok((low, high))) = layout.reach() else {
        return (0..0, 0);
    };
    let at = |distance: i64| {
        let place = isize::try_from(distance)
            .ok()
            .and_then(|d| layout.offset_elems.checked_add_signed(d));
        place.expect("a view lies within its buffer") * element_bytes
    };
    let start = at(low);
    (start..at(high) + element_bytes, at(0) - start)
}

/// The arrays that tell a kernel about its inputs' layouts (rule 4), in the order of their slots.
fn describe_inputs(plan: &Plan, pipeline: &Pipeline) -> Result<Vec<Memory>, Error> {
    let mut described = Vec::new();
    for slot in &pipeline.slots {
        described.push(match *slot {
            Slot::Input(_) | Slot::Output(_) => continue,
            Slot::Shape(index) => copied(&shape_bytes(&plan.inputs[index])?)?,
            Slot::Strides(index) => {
                let strides = &plan.inputs[index].layout.strides;
                copied(
                    &strides
                        .iter()
                        .flat_map(|s| s.to_ne_bytes())
                        .collect::<Vec<u8>>(),
                )?
            }
            Slot::Ndim(index) => {
                let axes = plan.inputs[index].layout.shape.len();
                let axes = i32::try_from(axes).expect("a shape in memory has fewer than 2^31 axes");
                copied(&axes.to_ne_bytes())?
            }
        });
    }
    Ok(described)
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

fn copied(bytes: &[u8]) -> Result<Memory, Error> {
    let mut memory = Buffer::exactly(bytes.len())?;
    memory.bytes_mut().copy_from_slice(bytes);
    Ok(memory)
}
