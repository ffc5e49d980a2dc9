//! Graphs: launches that are recorded once and run again and again with other inputs.
//!
//! Not a lazy language: what is recorded are launches with their shapes, grids and kernels as they are.
//! While a graph is recorded, tensors stand for what a replay will give. A replay runs all launches in
//! order and gives new tensors, so what a caller holds of an earlier one stays as it is.
//!
//! On a GPU the list is one graph of the driver's, started by a single call. On the host the list is
//! submitted again, each launch with the buffers of this replay.

use super::{Queue, Stream};
use crate::{
    backend::cuda,
    buffer::Buffer,
    device::Device,
    error::Error,
    event::{Event, Outcome},
    submission::{Launched, Submission, submit},
    tensor::{Tensor, checked_bytes},
};
use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

/// Recorded launches.
///
/// # Examples
///
/// ```
/// use kernsmith_runtime::{DType, Device, Kernel, Launch, Tensor};
///
/// let device = Device::cpu();
/// let stream = device.default_stream()?;
/// let double = Kernel::builder("double")
///     .inputs(["a"])
///     .outputs(["out"])
///     .source("uint i = thread_position_in_grid.x; out[i] = 2 * a[i];")
///     .build()?;
/// let launch = |a: &Tensor| {
///     Launch::new().inputs([a]).output([3], DType::F32).grid([3, 1, 1]).threadgroup([3, 1, 1])
/// };
/// let x = Tensor::from_slice(&device, &[1.0f32, 2.0, 3.0], [3])?;
/// let graph = stream.capture(&[&x], |stream, inputs| {
///     let twice = double.call(stream, &launch(&inputs[0]))?.remove(0);
///     double.call(stream, &launch(&twice))
/// })?;
/// let outputs = graph.replay(&stream, &[&x])?.outputs;
/// assert_eq!(outputs[0].to_vec::<f32>()?, [4.0, 8.0, 12.0]);
///
/// // What is recorded has no contents of its own.
/// stream.capture(&[], |stream, _| {
///     let recorded = double.call(stream, &launch(&x))?.remove(0);
///     assert!(recorded.to_vec::<f32>().unwrap_err().to_string().starts_with("a recorded launch"));
///     Ok(vec![recorded])
/// })?;
/// # Ok::<(), kernsmith_runtime::Error>(())
/// ```
pub struct Graph {
    device: Device,
    inputs: Vec<Tensor>,
    outputs: Vec<Tensor>,
    launches: Vec<Recorded>,
    /// On a CUDA device.
    cuda: Option<OnCuda>,
}

/// A launch of a graph, with the buffers that stand for its outputs.
struct Recorded {
    submission: Submission,
    outputs: Vec<Buffer>,
}

/// Launches as they come.
#[derive(Default)]
pub(crate) struct Recording(Mutex<Vec<Recorded>>);

/// A graph of the driver's, with the memory behind each buffer that stands for something.
struct OnCuda {
    graph: cuda::Graph,
    memory: BTreeMap<usize, Arc<cuda::Memory>>,
}

/// The buffers of a replay, by what stands for them.
type Buffers = BTreeMap<usize, Buffer>;

impl Recording {
    /// Notes a launch. Its outputs can be bound, and not be read.
    pub(crate) fn note(&self, submission: Submission) -> Launched {
        let event = never();
        let outputs = submission.outputs.iter();
        let tensors = outputs.map(|output| {
            let buffer = Buffer::recorded(output.room.bytes, event.clone());
            Tensor::of(buffer, &output.room, &submission.device)
        });
        let tensors: Vec<Tensor> = tensors.collect();
        let recorded = Recorded {
            submission,
            outputs: tensors.iter().map(|tensor| tensor.buffer.clone()).collect(),
        };
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(recorded);
        Launched {
            outputs: tensors,
            event,
        }
    }
}

impl Graph {
    pub(crate) fn capture(
        stream: &Stream,
        inputs: &[&Tensor],
        record: impl FnOnce(&Stream, &[Tensor]) -> Result<Vec<Tensor>, Error>,
    ) -> Result<Self, Error> {
        if let Queue::Recording(_) = stream.queue() {
            return Err(Error::Recorded);
        }
        let device = stream.device().clone();
        let stand_ins = inputs.iter().map(|input| {
            let (_, bytes) = checked_bytes("capture", input.shape(), input.dtype())?;
            let buffer = Buffer::recorded(bytes, never());
            Ok(Tensor::whole(buffer, input.dtype(), &device, input.shape()))
        });
        let inputs: Vec<Tensor> = stand_ins.collect::<Result<_, Error>>()?;
        let recording = Arc::new(Recording::default());
        let recorder = Stream::on(&device, Queue::Recording(Arc::clone(&recording)));
        let outputs = record(&recorder, &inputs)?;
        let mut noted = recording.0.lock().unwrap_or_else(PoisonError::into_inner);
        let launches = std::mem::take(&mut *noted);
        drop(noted);
        let mut graph = Self {
            device,
            inputs,
            outputs,
            launches,
            cuda: None,
        };
        if let Some(context) = graph.device.cuda_context() {
            graph.cuda = Some(graph.on_cuda(context)?);
        }
        Ok(graph)
    }

    /// How many launches it has.
    #[must_use]
    pub fn launches(&self) -> usize {
        self.launches.len()
    }

    /// Runs all launches on a stream of the graph's device, with these inputs in place of those that
    /// it was recorded with. Returns at once. The outputs are those that the closure of
    /// [`Stream::capture`] gave.
    ///
    /// # Errors
    /// If an input is of another shape, element type or device than the recorded one, or there is no
    /// room. What goes wrong while it runs is told by whoever waits.
    pub fn replay(&self, stream: &Stream, inputs: &[&Tensor]) -> Result<Launched, Error> {
        let inputs = self.check(stream, inputs)?;
        match (stream.queue(), &self.cuda) {
            (Queue::Cuda(queue), Some(on_cuda)) => self.replay_on_cuda(queue, on_cuda, &inputs),
            (Queue::Worker(_), None) => self.replay_on_host(stream, &inputs),
            _ => Err(Error::Recorded),
        }
    }

    /// The inputs as row-contiguous arrays of the recorded shapes.
    fn check(&self, stream: &Stream, inputs: &[&Tensor]) -> Result<Vec<Tensor>, Error> {
        let say = |tensor: &Tensor| {
            let (dtype, shape) = (tensor.dtype(), tensor.shape());
            format!("`{dtype}` {shape:?} on `{}`", tensor.device().name())
        };
        if inputs.len() != self.inputs.len() || stream.device().id() != self.device.id() {
            return Err(Error::ReplayInput {
                index: inputs.len().min(self.inputs.len()),
                expected: format!("{} arrays on `{}`", self.inputs.len(), self.device.name()),
                found: format!(
                    "{} on a stream of `{}`",
                    inputs.len(),
                    stream.device().name()
                ),
            });
        }
        let pairs = inputs.iter().zip(&self.inputs).enumerate();
        let checked = pairs.map(|(index, (given, recorded))| {
            let same = given.shape() == recorded.shape()
                && given.dtype() == recorded.dtype()
                && given.device().id() == self.device.id();
            match same {
                true => given.contiguous(),
                false => Err(Error::ReplayInput {
                    index,
                    expected: say(recorded),
                    found: say(given),
                }),
            }
        });
        checked.collect()
    }

    fn replay_on_host(&self, stream: &Stream, inputs: &[Tensor]) -> Result<Launched, Error> {
        let mut bound: BTreeMap<usize, Tensor> = BTreeMap::new();
        for (recorded, given) in self.inputs.iter().zip(inputs) {
            bound.insert(recorded.buffer.identity(), given.clone());
        }
        let mut events = Vec::with_capacity(self.launches.len());
        for launch in &self.launches {
            let submission = launch
                .submission
                .rebound(&|tensor| rebind(tensor, &bound))?;
            let launched = submit(stream, submission)?;
            for (recorded, made) in launch.outputs.iter().zip(launched.outputs) {
                bound.insert(recorded.identity(), made);
            }
            events.push(launched.event);
        }
        let outputs = self.outputs.iter().map(|output| rebind(output, &bound));
        Ok(Launched {
            outputs: outputs.collect::<Result<_, _>>()?,
            event: Event::all(events),
        })
    }

    fn on_cuda(&self, context: &'static cuda::Context) -> Result<OnCuda, Error> {
        let queue = cuda::Queue::new(context)?;
        let (mut memory, mut buffers) = (BTreeMap::new(), Buffers::new());
        let inputs = self.inputs.iter().map(|input| &input.buffer);
        let made = self.launches.iter().flat_map(|launch| &launch.outputs);
        for buffer in inputs.chain(made) {
            let room = Arc::new(cuda::Memory::new(&queue, buffer.length_bytes())?);
            let standing = Buffer::on_cuda(Arc::clone(&room), buffer.length_bytes(), None);
            buffers.insert(buffer.identity(), standing);
            memory.insert(buffer.identity(), room);
        }
        let mut launches = Vec::with_capacity(self.launches.len());
        for launch in &self.launches {
            let submission = launch.submission.rebound(&|tensor: &Tensor| {
                let standing = buffers.get(&tensor.buffer.identity());
                Ok(standing.map_or_else(|| tensor.clone(), |buffer| tensor.in_buffer(buffer)))
            })?;
            let outputs: Vec<_> = (launch.outputs.iter())
                .map(|output| Arc::clone(&memory[&output.identity()]))
                .collect();
            launches.push((submission, outputs));
        }
        let launches: Vec<_> = launches
            .iter()
            .map(|(launch, out)| (launch, out.clone()))
            .collect();
        let graph = cuda::Graph::new(&queue, &launches)?;
        Ok(OnCuda { graph, memory })
    }

    fn replay_on_cuda(
        &self,
        queue: &Arc<cuda::Queue>,
        on_cuda: &OnCuda,
        inputs: &[Tensor],
    ) -> Result<Launched, Error> {
        let mut before = Vec::with_capacity(inputs.len());
        for (recorded, given) in self.inputs.iter().zip(inputs) {
            let start_bytes = (given.offset() * given.dtype().size_bytes()) as u64;
            let from = Arc::clone(given.buffer.cuda()?);
            let to = Arc::clone(&on_cuda.memory[&recorded.buffer.identity()]);
            before.push((from, start_bytes, to, recorded.buffer.length_bytes()));
        }
        let mut after = Vec::with_capacity(self.outputs.len());
        for output in &self.outputs {
            if let Some(from) = on_cuda.memory.get(&output.buffer.identity()) {
                let bytes = output.buffer.length_bytes();
                let to = Arc::new(cuda::Memory::new(queue, bytes)?);
                after.push((Arc::clone(from), 0, to, bytes));
            }
        }
        let event = on_cuda.graph.replay(queue, &before, &after)?;
        let mut copies = after.into_iter();
        let outputs = self.outputs.iter().map(|output| {
            if !on_cuda.memory.contains_key(&output.buffer.identity()) {
                return output.clone();
            }
            let (_, _, memory, bytes) = copies.next().expect("each output has its copy");
            output.in_buffer(&Buffer::on_cuda(memory, bytes, Some(event.clone())))
        });
        Ok(Launched {
            outputs: outputs.collect(),
            event: event.clone(),
        })
    }
}

/// What a tensor stands for in a replay.
fn rebind(tensor: &Tensor, bound: &BTreeMap<usize, Tensor>) -> Result<Tensor, Error> {
    match bound.get(&tensor.buffer.identity()) {
        // The array may be a part of its buffer, and the tensor a view of the array.
        Some(actual) => Ok(tensor.in_place_of(actual)),
        None if tensor.buffer.is_recorded() => Err(Error::Recorded),
        None => Ok(tensor.clone()),
    }
}

/// The event of what does not run.
fn never() -> Event {
    Event::ended(Outcome::failed(Error::Recorded))
}

impl fmt::Debug for Graph {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Graph({} launches on {})",
            self.launches.len(),
            self.device.name()
        )
    }
}
