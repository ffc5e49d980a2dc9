//! A launch that was bound before: only its outputs are new each time.
//!
//! Not every launch: one whose inputs are copied row after row first, whose outputs begin with
//! something, whose kernel logs, that is repeated or timed, or that has no threads, is bound each time
//! ([`launch`]).
//!
//! [`launch`]: super::launch

use super::{
    launch::{Arguments, Bound, Shape, Source, program},
    mark::Mark,
    memory::Memory,
    program::Param,
    queue::Queue,
};
use crate::{
    buffer::Buffer,
    error::Error,
    event::Event,
    submission::{Argument, Launched, Start, Submission},
    tensor::Tensor,
};
use std::sync::Arc;

/// A launch that can be made again and again, from many threads.
pub(crate) struct Prepared {
    submission: Arc<Submission>,
    /// What the kernel reads, constants included.
    reads: Vec<Arc<Memory>>,
    arguments: Arguments,
    /// Arguments that are outputs: their place, and the output's.
    outputs: Vec<(usize, usize)>,
    shape: Shape,
}

impl Prepared {
    /// Binds all that is the same each time; `None` where something else has to be done each time.
    pub(crate) fn new(
        queue: &Arc<Queue>,
        submission: &Arc<Submission>,
    ) -> Result<Option<Self>, Error> {
        let plain = submission.repeats == 1
            && !submission.timed
            && !program(submission).logs()
            && submission.extents.has_threads()
            && submission.inputs.iter().all(|input| !input.is_copied())
            && submission
                .outputs
                .iter()
                .all(|output| matches!(output.start, Start::Undefined));
        if !plain {
            return Ok(None);
        }
        let bound = Bound::new(queue, submission, Vec::new())?;
        let inputs = bound.inputs.iter().filter_map(|input| match input {
            Source::View(memory, _) => Some(Arc::clone(memory)),
            Source::Packed(_) => None,
        });
        let params = program(submission).params.iter().enumerate();
        let outputs = params.filter_map(|(place, param)| match param {
            Param::Buffer(index) => match submission.arguments.get(*index as usize) {
                Some(Argument::Output(output)) => Some((place, *output)),
                _ => None,
            },
            Param::Threadgroup(_) => None,
        });
        for input in bound.inputs.iter() {
            if let Source::View(memory, _) = input {
                // Asked now, so that later launches know.
                memory.is_written()?;
            }
        }
        Ok(Some(Self {
            reads: inputs.chain(bound.constants.iter().cloned()).collect(),
            outputs: outputs.collect(),
            arguments: bound.arguments.clone(),
            shape: bound.shape.clone(),
            submission: Arc::clone(submission),
        }))
    }

    /// What errors call the kernel.
    pub(crate) fn kernel(&self) -> &str {
        &self.submission.kernel
    }

    /// Enqueues it with new outputs.
    pub(crate) fn submit(&self, queue: &Arc<Queue>) -> Result<Launched, Error> {
        let submission = &*self.submission;
        for memory in &self.reads {
            memory.ready_on(queue)?;
        }
        let mut outputs = Vec::with_capacity(submission.outputs.len());
        for output in &submission.outputs {
            outputs.push(Arc::new(Memory::new(queue, output.room.bytes)?));
        }
        let mut arguments = self.arguments.clone();
        for &(place, output) in &self.outputs {
            arguments.values[place] = outputs[output].address();
        }
        let program = program(submission);
        let Shape {
            form,
            threads,
            shared_bytes,
            ..
        } = self.shape;
        let code = program.code(form, threads, shared_bytes)?;
        let enqueued = queue.enqueue(Some(&program.kernel), |stream| {
            self.shape.launch(code, stream, &arguments)
        });
        let ticket = enqueued.clone().unwrap_or_else(|_| queue.last_ticket());
        for memory in &self.reads {
            memory.used_by(queue, ticket);
        }
        for memory in &outputs {
            memory.written_by(ticket);
        }
        enqueued?;
        let event = Event::pending(Mark {
            queue: Arc::clone(queue),
            ticket,
            timing: None,
        });
        let outputs = outputs.into_iter().zip(&submission.outputs);
        let tensors = outputs.map(|(memory, output)| {
            let buffer = Buffer::on_cuda(memory, output.room.bytes, Some(event.clone()));
            Tensor::of(buffer, &output.room, &submission.device)
        });
        let outputs = tensors.collect();
        Ok(Launched { outputs, event })
    }
}
