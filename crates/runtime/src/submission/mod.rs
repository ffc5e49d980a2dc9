//! Submitting a launch: what is done now, and what the stream's worker does.
//!
//! Not the checks of a launch against its kernel: those differ between the forms of a kernel, and are
//! made before. What comes here says what is bound at each buffer index.
//!
//! ```text
//! now:     allocate outputs, whose event has not happened; hand the rest to the stream
//! worker:  wait for the inputs' launches; copy inputs that must be row-contiguous
//!          for each repeat: fill outputs; run, timed
//!          the event happens
//! ```
//!
//! On a GPU there is no worker: `backend::cuda::launch` enqueues all of it now.

mod again;
mod extent;
mod input;
mod log;
mod product;
mod warning;

pub(crate) use again::{Again, Target};
pub(crate) use extent::{Extents, Given};
pub(crate) use input::{BoundInput, Rebind};
pub use log::{LogMessage, Logged};
pub(crate) use log::{LogSink, Teller};
pub(crate) use product::{Leading, Matrix, Request};
pub use product::{NoProduct, Product, ProductLibrary};

use crate::{
    backend::{Binding, Dispatch, cuda},
    buffer::{Memory, Production, Writer},
    device::{Device, DeviceKind, on_kernel_threads},
    error::Error,
    event::{Event, Outcome},
    pipeline::Pipeline,
    stream::{Queue, Stream, Worker},
    tensor::{Room, Tensor, element_bytes, fill},
    time::timed,
};
use input::Ready;
use kernsmith_msl::{dtype::DType, ir::log::LogBuffer};
use rayon::prelude::*;
use std::sync::Arc;

/// A launch that was submitted.
#[derive(Clone, Debug)]
pub struct Launched {
    /// The outputs; reading one waits.
    pub outputs: Vec<Tensor>,
    /// Its completion.
    pub event: Event,
}

/// A launch that was checked.
#[derive(Clone)]
pub(crate) struct Submission {
    /// What errors call the kernel.
    pub(crate) kernel: Arc<str>,
    pub(crate) device: Device,
    pub(crate) pipeline: Arc<Pipeline>,
    /// Arrays that the kernel reads.
    pub(crate) inputs: Vec<BoundInput>,
    pub(crate) outputs: Vec<Output>,
    /// What is bound at each buffer index.
    pub(crate) arguments: Vec<Argument>,
    /// Length of each threadgroup argument, in the order of their indices.
    pub(crate) threadgroup_lengths: Vec<u32>,
    pub(crate) extents: Extents,
    pub(crate) repeats: u32,
    /// Whether times are asked for.
    pub(crate) timed: bool,
    /// Who takes what the kernel logs.
    pub(crate) log: LogSink,
}

/// What is bound at a buffer index.
#[derive(Clone)]
pub(crate) enum Argument {
    /// Nothing: the kernel has no such parameter.
    Nothing,
    /// An input, by its place among them.
    Input(usize),
    /// Bytes that the host has.
    Bytes(Arc<Memory>),
    /// An output, by its place among them.
    Output(usize),
}

/// Something that the launch makes.
#[derive(Clone)]
pub(crate) struct Output {
    /// What the kernel calls it.
    pub(crate) name: Arc<str>,
    pub(crate) room: Room,
    pub(crate) start: Start,
}

/// What an output holds before the kernel runs.
#[derive(Clone)]
pub(crate) enum Start {
    /// Anything.
    Undefined,
    /// A pattern that means nothing, so that what the kernel does not write stands out.
    Poison(u8),
    /// Everywhere the same element.
    Filled(Vec<u8>),
    /// What this array holds.
    Copied(BoundInput),
}

/// Hands a launch to the stream. Returns at once.
pub(crate) fn submit(stream: &Stream, submission: Submission) -> Result<Launched, Error> {
    match stream.queue() {
        Queue::Worker(worker) => submit_to_worker(worker, submission),
        Queue::Cuda(queue) => cuda::submit(queue, &submission),
        Queue::Recording(recording) => Ok(recording.note(submission)),
    }
}

fn submit_to_worker(worker: &Worker, submission: Submission) -> Result<Launched, Error> {
    let outputs = &submission.outputs;
    let lengths: Vec<usize> = outputs.iter().map(|output| output.room.bytes).collect();
    let (production, buffers, event) = Production::new(&lengths)?;
    let tensors = buffers
        .into_iter()
        .zip(outputs)
        .map(|(buffer, output)| Tensor::of(buffer, &output.room, &submission.device));
    let outputs = tensors.collect();
    let work = move || {
        let name = Arc::clone(&submission.kernel);
        production.run(&name, |writers| {
            submission.run(writers).unwrap_or_else(Outcome::failed)
        });
    };
    worker.submit(&event, Box::new(work));
    Ok(Launched { outputs, event })
}

impl Submission {
    /// The same launch with other arrays of the same shapes.
    pub(crate) fn rebound(&self, rebind: &Rebind<'_>) -> Result<Self, Error> {
        let mut submission = self.clone();
        for input in &mut submission.inputs {
            *input = input.rebound(rebind)?;
        }
        for output in &mut submission.outputs {
            if let Start::Copied(input) = &mut output.start {
                *input = input.rebound(rebind)?;
            }
        }
        Ok(submission)
    }

    fn run(&self, writers: &mut [Writer]) -> Result<Outcome, Error> {
        let inputs = self.inputs.iter().map(BoundInput::ready);
        let inputs: Vec<Ready<'_>> = inputs.collect::<Result<_, _>>()?;
        let starts = self.outputs.iter().map(|output| output.start.ready());
        let starts: Vec<Option<Ready<'_>>> = starts.collect::<Result<_, _>>()?;
        let dispatch = Dispatch {
            device: &self.device,
            grid: self.extents.grid,
            threadgroup: self.extents.threadgroup,
            threadgroup_lengths: &self.threadgroup_lengths,
        };
        let mut result = Ok(());
        let mut durations = Vec::new();
        let has_threads = self.extents.has_threads();
        if has_threads {
            self.pipeline.program.prepare(&dispatch);
        }
        for _ in 0..self.repeats {
            for ((writer, output), start) in writers.iter_mut().zip(&self.outputs).zip(&starts) {
                prepare(writer.bytes_mut(), &output.start, start.as_ref());
            }
            // The checker has something to say about outputs that no thread writes.
            if !has_threads && self.device.kind() != DeviceKind::Check {
                continue;
            }
            let mut bindings = self.bindings(&inputs, writers);
            let run = || self.pipeline.program.run(&dispatch, &mut bindings);
            let ((ended, log), duration) = timed(run);
            self.tell(log);
            if has_threads {
                durations.push(duration);
            }
            result = ended;
            if result.is_err() {
                break;
            }
        }
        Ok(Outcome {
            result,
            durations: Some(durations),
        })
    }

    /// Hands on what a run logged.
    fn tell(&self, log: LogBuffer) {
        if log.is_empty() {
            return;
        }
        self.teller().tell(log);
    }

    /// What makes messages of this launch's records.
    pub(crate) fn teller(&self) -> Teller {
        Teller {
            kernel: Arc::clone(&self.kernel),
            pipeline: Arc::clone(&self.pipeline),
            threadgroup: self.extents.threadgroup,
            sink: self.log.clone(),
        }
    }

    /// What is bound at each buffer index.
    fn bindings<'b>(
        &'b self,
        inputs: &'b [Ready<'b>],
        writers: &'b mut [Writer],
    ) -> Vec<Binding<'b>> {
        let mut writers: Vec<Option<&mut Writer>> = writers.iter_mut().map(Some).collect();
        let bound = self.arguments.iter().map(|argument| match argument {
            Argument::Nothing => Binding::Read {
                bytes: &[],
                start_bytes: 0,
            },
            Argument::Input(index) => inputs[*index].binding(),
            Argument::Bytes(memory) => Binding::Read {
                bytes: memory.bytes(),
                start_bytes: 0,
            },
            Argument::Output(index) => {
                let output = &self.outputs[*index];
                let writer = writers[*index].take();
                Binding::Write {
                    bytes: writer.expect("an output is bound once").bytes_mut(),
                    initialized: output.start.is_defined(),
                    element_bytes: output.room.dtype.size_bytes(),
                    name: &output.name,
                }
            }
        });
        bound.collect()
    }
}

impl Start {
    /// What a launch asks for; an initial value comes before a pattern.
    pub(crate) fn of(init_value: Option<f32>, poison: Option<u8>, dtype: DType) -> Self {
        match (init_value, poison) {
            (Some(value), _) => Self::Filled(element_bytes(value, dtype)),
            (None, Some(byte)) => Self::Poison(byte),
            (None, None) => Self::Undefined,
        }
    }

    /// Whether a kernel may read the output before it writes it.
    const fn is_defined(&self) -> bool {
        matches!(self, Self::Filled(_) | Self::Copied(_))
    }

    /// Waits for the launch of what is copied.
    fn ready(&self) -> Result<Option<Ready<'_>>, Error> {
        match self {
            Self::Copied(input) => input.ready().map(Some),
            _ => Ok(None),
        }
    }
}

/// Gives an output what it begins with.
fn prepare(bytes: &mut [u8], start: &Start, copied: Option<&Ready<'_>>) {
    let pattern: &[u8] = match start {
        Start::Undefined => return,
        Start::Poison(byte) => std::slice::from_ref(byte),
        Start::Filled(element) => element,
        Start::Copied(_) => {
            let source = copied.expect("`Start::ready` gives what is copied");
            return source.copy_to(bytes);
        }
    };
    // A multiple of every pattern's length.
    const CHUNK_BYTES: usize = 1 << 18;
    if bytes.len() <= CHUNK_BYTES {
        return fill(bytes, pattern);
    }
    on_kernel_threads(|| {
        let chunks = bytes.par_chunks_mut(CHUNK_BYTES);
        chunks.for_each(|chunk| fill(chunk, pattern));
    });
}
