//! Launches: what is bound, then one call into the driver.
//!
//! ```text
//! bind:     addresses of inputs (copied row after row first where that is asked for), of constants
//!           and of new outputs; other streams' work is waited for by the stream, not by the host
//! enqueue:  for each repeat: fill outputs; launch, between two events where times are asked for
//! ```
//!
//! The kernel gets the buffers' addresses, the places of threadgroup arguments, numbers that say how many
//! threads and threadgroups there are, and its log buffer (`emit::cuda` has the contract). What it logs
//! is told when its work is known to have ended ([`log`](super::log)). A library's product is bound and enqueued
//! in the same places as a kernel ([`blas`]).

use super::{
    blas,
    device::{Context, Direction, PooledEvent},
    driver::{LaunchAttribute, LaunchConfig, StreamHandle},
    log::{self, Told},
    mark::Mark,
    memory::{
        Memory,
        fill::{copy, fill},
        pack::Packed,
    },
    program::{self, Code, Form, Param, Program},
    queue::Queue,
};
use crate::{
    backend::{self, Compiled},
    buffer::Buffer,
    error::Error,
    event::Event,
    submission::{Argument, BoundInput, Launched, Output, Start, Submission},
    tensor::Tensor,
};
use std::{
    ffi::{c_uint, c_void},
    ptr,
    sync::Arc,
};

/// Arguments of a kernel: 31 buffers and 31 threadgroup arguments are all that Metal has.
const MAX_ARGUMENTS: usize = 62;
/// Threadgroups along each axis that a launch of the driver's may have.
const MAX_GROUPS: [u32; 3] = [0x7fff_ffff, 65_535, 65_535];
/// From this one on (`sm_90`), a kernel can wait for the one before it: `emit::cuda` begins kernels so.
const WAITING_ARCHITECTURE: i32 = 90;
/// Threads of a warp.
const WARP: u32 = 32;
/// What places of threadgroup arguments are multiples of.
const THREADGROUP_ALIGN_BYTES: u32 = 16;

/// Enqueues a launch.
pub(crate) fn submit(queue: &Arc<Queue>, submission: &Submission) -> Result<Launched, Error> {
    let bound = Bound::new(queue, submission, Vec::new())?;
    let timing = match submission.timed && submission.extents.has_threads() {
        true => Some(timing_events(queue.context(), submission.repeats)?),
        false => submission.timed.then(Vec::new),
    };
    let enqueued = bound.enqueue(queue, timing.as_deref());
    bound.note(
        queue,
        enqueued.clone().unwrap_or_else(|_| queue.last_ticket()),
    );
    let ticket = enqueued?;
    let event = Event::pending(Mark {
        queue: Arc::clone(queue),
        ticket,
        timing,
    });
    if bound.log.is_some() {
        // Somebody has to ask, so that messages arrive.
        event.on_complete(|_| {});
    }
    let outputs = bound.outputs.into_iter().zip(&submission.outputs);
    let outputs = outputs.map(|(memory, output)| {
        let buffer = Buffer::on_cuda(memory, output.room.bytes, Some(event.clone()));
        Tensor::of(buffer, &output.room, &submission.device)
    });
    let outputs = outputs.collect();
    Ok(Launched { outputs, event })
}

/// A view's elements in row-major order, copied on the device; and how many bytes they are.
pub(crate) fn packed(tensor: &Tensor) -> Result<(Arc<Memory>, usize), Error> {
    let source = tensor.buffer.cuda()?;
    let queue = source.context().copies(Direction::ToDevice)?;
    source.ready_on(queue)?;
    let packed = Packed::new(queue, tensor)?;
    let ticket = queue.enqueue(None, |stream| packed.issue(queue.context(), stream))?;
    packed.note(queue, ticket);
    let bytes = tensor.elements() * tensor.dtype().size_bytes();
    Ok((Arc::clone(packed.room()), bytes))
}

/// The code of a launch with this grid and threadgroup, for an architecture such as 90. Needs no GPU.
pub(crate) fn cubin(
    compiled: &Compiled,
    architecture: i32,
    (grid, threadgroup): ([u32; 3], [u32; 3]),
) -> Result<Vec<u8>, Error> {
    program::cubin(compiled, architecture, Shape::new(grid, threadgroup).form)
}

/// The program of a launch on a CUDA device.
pub(super) fn program(submission: &Submission) -> &Program {
    match &submission.pipeline.program {
        backend::Program::Cuda(program) => program,
        _ => unreachable!("a kernel on a CUDA device has a program of it"),
    }
}

/// What errors call the work of a launch.
fn name(submission: &Submission) -> &Arc<str> {
    match &submission.pipeline.program {
        backend::Program::Cuda(program) => &program.kernel,
        _ => &submission.kernel,
    }
}

/// What a launch calls.
enum Work<'a> {
    /// Nothing: there are no threads.
    Nothing,
    Kernel(&'a Code),
    Product(Box<blas::Bound>),
}

fn timing_events(
    context: &'static Context,
    repeats: u32,
) -> Result<Vec<(PooledEvent, PooledEvent)>, Error> {
    context.bind()?;
    let pairs = (0..repeats).map(|_| Ok((context.timing_event()?, context.timing_event()?)));
    pairs.collect()
}

/// A launch whose addresses are known.
pub(super) struct Bound<'a> {
    submission: &'a Submission,
    context: &'static Context,
    work: Work<'a>,
    pub(super) inputs: Vec<Source<'a>>,
    pub(super) outputs: Vec<Arc<Memory>>,
    /// What outputs begin as copies of.
    starts: Vec<Option<Source<'a>>>,
    pub(super) constants: Vec<Arc<Memory>>,
    /// Where the kernel logs.
    pub(super) log: Option<Arc<Memory>>,
    pub(super) arguments: Arguments,
    pub(super) shape: Shape,
}

/// An array that the launch reads.
pub(super) enum Source<'a> {
    /// As it lies, from this address.
    View(&'a Arc<Memory>, u64),
    /// Copied row after row first.
    Packed(Box<Packed<'a>>),
}

impl<'a> Bound<'a> {
    /// Binds a launch on a queue. `outputs` are used where they are given; otherwise there are new ones.
    pub(super) fn new(
        queue: &Arc<Queue>,
        submission: &'a Submission,
        outputs: Vec<Arc<Memory>>,
    ) -> Result<Self, Error> {
        let context = queue.context();
        let sources = submission
            .inputs
            .iter()
            .map(|input| Source::of(queue, input));
        let inputs: Vec<Source<'_>> = sources.collect::<Result<_, _>>()?;
        let mut starts = Vec::new();
        let given = outputs.len();
        let mut outputs = outputs;
        for (at, output) in submission.outputs.iter().enumerate() {
            let in_place = match at < given {
                true => None,
                false => in_place(queue, submission, output),
            };
            starts.push(match &output.start {
                Start::Copied(input) if in_place.is_none() => Some(Source::of(queue, input)?),
                _ => None,
            });
            if at >= given {
                let new = || Memory::new(queue, output.room.bytes).map(Arc::new);
                outputs.push(in_place.map_or_else(new, Ok)?);
            }
        }
        let mut bound = Self {
            submission,
            context,
            work: Work::Nothing,
            inputs,
            outputs,
            starts,
            constants: Vec::new(),
            log: None,
            arguments: Arguments::default(),
            shape: Shape::of(submission),
        };
        match &submission.pipeline.program {
            backend::Program::CudaProduct(product) => bound.bind_product(queue, product)?,
            _ if submission.extents.has_threads() => bound.bind_kernel(queue, submission)?,
            _ => {}
        }
        Ok(bound)
    }

    fn bind_product(&mut self, queue: &Arc<Queue>, product: &blas::Product) -> Result<(), Error> {
        let submission = self.submission;
        let arguments = submission.arguments.iter();
        let addresses: Vec<u64> =
            (arguments.map(|argument| self.address(argument))).collect::<Result<_, _>>()?;
        let workspace_bytes = product.workspace_bytes(self.context)?;
        let mut workspace = 0;
        if workspace_bytes > 0 {
            let memory = Arc::new(Memory::new(queue, workspace_bytes)?);
            workspace = memory.address();
            // Kept and noted as constants are: other work of this queue has it after this one.
            self.constants.push(memory);
        }
        let bound = product.bind(self.context, &addresses, workspace)?;
        self.work = Work::Product(Box::new(bound));
        Ok(())
    }

    fn bind_kernel(&mut self, queue: &Arc<Queue>, submission: &'a Submission) -> Result<(), Error> {
        let program: &'a Program = program(submission);
        if program.logs() {
            let log = Arc::new(Memory::new(queue, log::BUFFER_BYTES)?);
            self.arguments.log = Some(log.address());
            self.log = Some(log);
        }
        let mut shared_bytes = program.threadgroup_bytes();
        for param in &program.params {
            let value = match *param {
                Param::Buffer(index) => {
                    let argument = submission.arguments.get(index as usize);
                    self.address(argument.unwrap_or(&Argument::Nothing))?
                }
                Param::Threadgroup(index) => {
                    let at = shared_bytes.next_multiple_of(THREADGROUP_ALIGN_BYTES);
                    let lengths = &submission.threadgroup_lengths;
                    shared_bytes = at + lengths.get(index as usize).copied().unwrap_or(0);
                    u64::from(at)
                }
            };
            self.arguments.push(value);
        }
        // An atomic on fewer bytes reads the whole word that they lie in.
        let shared_bytes = shared_bytes.next_multiple_of(THREADGROUP_ALIGN_BYTES);
        if shared_bytes > self.context.facts().shared_bytes {
            return Err(Error::ThreadgroupMemory {
                kernel: submission.kernel.to_string(),
                need_bytes: shared_bytes.into(),
                limit_bytes: self.context.facts().shared_bytes,
                device: self.context.name().to_owned(),
            });
        }
        self.shape.shared_bytes = shared_bytes;
        let Shape { form, threads, .. } = self.shape;
        self.work = Work::Kernel(program.code(form, threads, shared_bytes)?);
        Ok(())
    }

    fn address(&mut self, argument: &Argument) -> Result<u64, Error> {
        Ok(match argument {
            Argument::Nothing => 0,
            Argument::Input(at) => self.inputs[*at].address(),
            Argument::Output(at) => self.outputs[*at].address(),
            Argument::Bytes(bytes) => {
                let context = self.context;
                let constant = context.constants.find(context, bytes.bytes())?;
                let address = constant.address();
                self.constants.push(constant);
                address
            }
        })
    }

    /// Enqueues it, and gives the ticket of its end. A kernel that logs has one buffer, so each run's
    /// messages are told before the next run; otherwise nothing waits.
    fn enqueue(
        &self,
        queue: &Queue,
        timing: Option<&[(PooledEvent, PooledEvent)]>,
    ) -> Result<u64, Error> {
        let kernel = Some(name(self.submission));
        let Some(told) = self.told() else {
            return queue.enqueue(kernel, |stream| self.issue(stream, timing));
        };
        let mut ticket = queue.enqueue(None, |stream| self.gather(stream))?;
        for run in 0..self.submission.repeats as usize {
            if run > 0 {
                queue.wait(ticket)?;
            }
            let work = |stream| self.run(stream, timing.and_then(|pairs| pairs.get(run)));
            ticket = queue.enqueue_logging(kernel, vec![told.clone()], work)?;
        }
        Ok(ticket)
    }

    /// What is told once it has ended, if it logs.
    pub(super) fn told(&self) -> Option<Told> {
        let log = self.log.as_ref()?;
        Some(Told::new(Arc::clone(log), self.submission.teller()))
    }

    /// Calls the driver. The stream's lock is held.
    pub(super) fn issue(
        &self,
        stream: StreamHandle,
        timing: Option<&[(PooledEvent, PooledEvent)]>,
    ) -> Result<(), Error> {
        self.gather(stream)?;
        for run in 0..self.submission.repeats as usize {
            self.run(stream, timing.and_then(|pairs| pairs.get(run)))?;
        }
        Ok(())
    }

    /// Copies what is copied row after row.
    fn gather(&self, stream: StreamHandle) -> Result<(), Error> {
        for source in self.inputs.iter().chain(self.starts.iter().flatten()) {
            if let Source::Packed(packed) = source {
                packed.issue(self.context, stream)?;
            }
        }
        Ok(())
    }

    /// One run, between two events where times are asked for.
    fn run(
        &self,
        stream: StreamHandle,
        times: Option<&(PooledEvent, PooledEvent)>,
    ) -> Result<(), Error> {
        self.fill(stream)?;
        if matches!(self.work, Work::Nothing) {
            return Ok(());
        }
        if let Some(log) = &self.log {
            let header = (log.address(), log::HEADER_BYTES);
            fill(self.context, stream, header, &[0])?;
        }
        if let Some((begin, _)) = times {
            begin.record(stream)?;
        }
        match &self.work {
            Work::Nothing => {}
            Work::Kernel(code) => self.shape.launch(code, stream, &self.arguments)?,
            Work::Product(product) => product.issue(stream)?,
        }
        if let Some((_, end)) = times {
            end.record(stream)?;
        }
        Ok(())
    }

    /// Gives outputs what they begin with.
    fn fill(&self, stream: StreamHandle) -> Result<(), Error> {
        let outputs = self.submission.outputs.iter().zip(&self.outputs);
        for ((output, memory), copied) in outputs.zip(&self.starts) {
            let bytes = output.room.bytes;
            if bytes == 0 {
                continue;
            }
            match (&output.start, copied) {
                (Start::Undefined, _) | (Start::Copied(_), None) => {}
                (Start::Poison(byte), _) => {
                    fill(self.context, stream, (memory.address(), bytes), &[*byte])?;
                }
                (Start::Filled(element), _) => {
                    fill(self.context, stream, (memory.address(), bytes), element)?;
                }
                (Start::Copied(_), Some(source)) => {
                    let from = source.address();
                    copy(self.context, stream, (memory.address(), bytes), from)?;
                }
            }
        }
        Ok(())
    }

    /// Waits until what the launch reads is there, and adds all that it uses to `used`.
    pub(super) fn wait_written(&self, used: &mut Vec<Arc<Memory>>) -> Result<(), Error> {
        for source in self.inputs.iter().chain(self.starts.iter().flatten()) {
            let memory = match source {
                Source::View(memory, _) => memory,
                Source::Packed(packed) => {
                    used.push(Arc::clone(packed.room()));
                    packed.source()
                }
            };
            memory.wait_written()?;
            used.push(Arc::clone(memory));
        }
        let own = self.constants.iter().chain(&self.outputs);
        used.extend(own.chain(&self.log).cloned());
        Ok(())
    }

    /// Remembers in the memory that was bound which work uses it.
    pub(super) fn note(&self, queue: &Arc<Queue>, ticket: u64) {
        for source in self.inputs.iter().chain(self.starts.iter().flatten()) {
            match source {
                Source::View(memory, _) => memory.used_by(queue, ticket),
                Source::Packed(packed) => packed.note(queue, ticket),
            }
        }
        for constant in &self.constants {
            constant.used_by(queue, ticket);
        }
        for output in self.outputs.iter().chain(&self.log) {
            output.written_by(ticket);
        }
    }
}

/// The memory of the array that an output begins as a copy of, where nobody else has that array: then it is written in
/// place. What was enqueued to read it comes first, since all of that is on the same queue.
fn in_place(queue: &Arc<Queue>, submission: &Submission, output: &Output) -> Option<Arc<Memory>> {
    let Start::Copied(input) = &output.start else {
        return None;
    };
    let (tensor, bytes) = (&input.tensor, output.room.bytes);
    let is_whole =
        !input.is_copied() && tensor.offset() == 0 && tensor.buffer.length_bytes() == bytes;
    let memory = tensor.buffer.only_cuda()?;
    let is_ours = Arc::strong_count(memory) == 1 && memory.is_of(queue);
    (submission.repeats == 1 && is_whole && is_ours).then(|| Arc::clone(memory))
}

impl<'a> Source<'a> {
    fn of(queue: &Arc<Queue>, input: &'a BoundInput) -> Result<Self, Error> {
        let tensor = &input.tensor;
        let memory = tensor.buffer.cuda()?;
        memory.ready_on(queue)?;
        if input.is_copied() {
            let packed = Packed::new(queue, tensor)?;
            return Ok(Self::Packed(Box::new(packed)));
        }
        let start = tensor.offset() * tensor.dtype().size_bytes();
        Ok(Self::View(memory, memory.address() + start as u64))
    }

    fn address(&self) -> u64 {
        match self {
            Self::View(_, address) => *address,
            Self::Packed(packed) => packed.address(),
        }
    }
}

/// The values of a kernel's parameters, one after the other.
#[derive(Clone)]
pub(super) struct Arguments {
    pub(super) values: [u64; MAX_ARGUMENTS],
    count: usize,
    /// The log buffer's address, of kernels that have one.
    log: Option<u64>,
}

impl Default for Arguments {
    fn default() -> Self {
        Self {
            values: [0; MAX_ARGUMENTS],
            count: 0,
            log: None,
        }
    }
}

impl Arguments {
    /// Adds an address, or a 32-bit number, whose bytes come first as processors with CUDA have them.
    fn push(&mut self, value: u64) {
        self.values[self.count] = value;
        self.count += 1;
    }

    fn pointers(&self, numbers: &[u32; 12]) -> [*mut c_void; MAX_ARGUMENTS + 2] {
        let mut pointers = [ptr::null_mut(); MAX_ARGUMENTS + 2];
        let values = self.values[..self.count].iter();
        for (pointer, value) in pointers.iter_mut().zip(values) {
            *pointer = ptr::from_ref(value).cast_mut().cast();
        }
        pointers[self.count] = ptr::from_ref(numbers).cast_mut().cast();
        if let Some(log) = &self.log {
            pointers[self.count + 1] = ptr::from_ref(log).cast_mut().cast();
        }
        pointers
    }
}

/// How many threads a launch has, as the driver and the kernel are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shape {
    pub(super) form: Form,
    /// Blocks.
    groups: [c_uint; 3],
    /// Threads of a block: whole warps in a row.
    pub(super) threads: c_uint,
    pub(super) shared_bytes: c_uint,
    /// Threads of the grid, of a threadgroup, threadgroups, and the first threadgroup.
    numbers: [u32; 12],
}

impl Shape {
    fn of(submission: &Submission) -> Self {
        Self::new(submission.extents.grid, submission.extents.threadgroup)
    }

    fn new(grid: [u32; 3], threadgroup: [u32; 3]) -> Self {
        let groups: [u32; 3] =
            std::array::from_fn(|axis| grid[axis].div_ceil(threadgroup[axis].max(1)));
        let in_rows = threadgroup[1] <= 1 && threadgroup[2] <= 1;
        let in_parts = groups.iter().zip(MAX_GROUPS).any(|(has, most)| *has > most);
        let mut numbers = [0; 12];
        for (number, value) in numbers.iter_mut().zip([grid, threadgroup, groups].concat()) {
            *number = value;
        }
        Self {
            form: Form::new(in_rows, in_parts),
            groups,
            threads: threadgroup.iter().product::<u32>().next_multiple_of(WARP),
            shared_bytes: 0,
            numbers,
        }
    }

    /// Calls the driver, once for each part.
    pub(super) fn launch(
        &self,
        code: &Code,
        stream: StreamHandle,
        arguments: &Arguments,
    ) -> Result<(), Error> {
        if !self.form.in_parts {
            return self.launch_part(
                code,
                stream,
                &arguments.pointers(&self.numbers),
                self.groups,
            );
        }
        for (first, groups) in self.parts() {
            let mut numbers = self.numbers;
            numbers[9..].copy_from_slice(&first);
            self.launch_part(code, stream, &arguments.pointers(&numbers), groups)?;
        }
        Ok(())
    }

    /// The first threadgroup of each part, and its number of threadgroups.
    fn parts(&self) -> impl Iterator<Item = ([u32; 3], [u32; 3])> {
        let groups = self.groups;
        let starts = move |axis: usize| (0..groups[axis]).step_by(MAX_GROUPS[axis] as usize);
        starts(2)
            .flat_map(move |z| starts(1).flat_map(move |y| starts(0).map(move |x| [x, y, z])))
            .map(move |first| {
                let left = |axis: usize| (groups[axis] - first[axis]).min(MAX_GROUPS[axis]);
                (first, std::array::from_fn(left))
            })
    }

    fn launch_part(
        &self,
        code: &Code,
        stream: StreamHandle,
        pointers: &[*mut c_void],
        blocks: [c_uint; 3],
    ) -> Result<(), Error> {
        let context = code.context();
        let overlaps = context.facts().architecture >= WAITING_ARCHITECTURE;
        let config = LaunchConfig {
            blocks,
            threads: [self.threads, 1, 1],
            shared_bytes: self.shared_bytes,
            stream,
            attributes: &LaunchAttribute::OVERLAPPED,
            attribute_count: overlaps.into(),
        };
        let launch = context.driver().functions.cuLaunchKernelEx;
        // SAFETY: the function's parameters are those that the arguments were made for; the driver only
        // reads them and the configuration, and before it returns.
        let result = unsafe {
            let params = pointers.as_ptr().cast_mut();
            launch(&raw const config, code.function, params, ptr::null_mut())
        };
        context.check("cuLaunchKernelEx", result)
    }
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Form, Shape};

    #[test]
    fn a_block_is_whole_warps_and_groups_are_counted_up() {
        let shape = Shape::new([100, 3, 1], [32, 3, 1]);
        assert_eq!((shape.groups, shape.threads), ([4, 1, 1], 96));
        assert_eq!(shape.numbers, [100, 3, 1, 32, 3, 1, 4, 1, 1, 0, 0, 0]);
        assert_eq!(shape.form, Form::new(false, false));
        let row = Shape::new([5, 1, 1], [5, 1, 1]);
        assert_eq!((row.threads, row.form), (32, Form::new(true, false)));
    }

    #[test]
    fn more_groups_than_cuda_has_are_several_launches() {
        let shape = Shape::new([2, 70_000, 3], [2, 1, 1]);
        assert_eq!(shape.form, Form::new(true, true));
        let parts: Vec<_> = shape.parts().collect();
        assert_eq!(
            parts,
            [([0, 0, 0], [1, 65_535, 3]), ([0, 65_535, 0], [1, 4465, 3])]
        );
    }

    #[test]
    fn the_numbers_come_after_the_arguments() {
        let mut arguments = Arguments::default();
        arguments.push(7);
        arguments.log = Some(8);
        let numbers = [1; 12];
        let pointers = arguments.pointers(&numbers);
        assert_eq!(
            pointers[0],
            (&raw const arguments.values[0]).cast_mut().cast()
        );
        assert_eq!(pointers[1], (&raw const numbers).cast_mut().cast());
        let log = arguments.log.as_ref().unwrap();
        assert_eq!(pointers[2], std::ptr::from_ref(log).cast_mut().cast());
        assert!(pointers[3].is_null());
    }
}
