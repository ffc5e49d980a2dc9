//! Streams: work in order, while the host goes on.
//!
//! On a GPU a stream is the driver's, and the thread that asks enqueues the work itself. On the host
//! it is one worker ([`worker`]) that starts one launch after the other; each launch spreads over the
//! device's threads by itself. Work on different streams overlaps. A launch that reads what another
//! stream writes waits for just that launch, and cannot deadlock: it depends on launches only that were
//! submitted before it.

mod graph;
mod worker;

pub use graph::Graph;
pub(crate) use graph::Recording;
pub(crate) use worker::Worker;

use crate::{
    backend::cuda,
    device::Device,
    error::Error,
    event::{Event, Outcome},
    tensor::Tensor,
};
use std::{fmt, sync::Arc};

/// A sequence of launches on a device. Cloning is cheap and gives the same sequence.
///
/// # Examples
///
/// ```
/// use kernsmith_runtime::{Device, Stream};
///
/// let stream = Stream::new(&Device::cpu())?;
/// // ... launches ...
/// stream.synchronize()?;
/// # Ok::<(), kernsmith_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Stream {
    device: Device,
    queue: Queue,
}

/// What a stream's work goes to.
#[derive(Clone)]
pub(crate) enum Queue {
    /// A thread of the host.
    Worker(Arc<Worker>),
    /// A stream of the driver's.
    Cuda(Arc<cuda::Queue>),
    /// A list that a graph is made of.
    Recording(Arc<Recording>),
}

impl Queue {
    /// A new one for work of this device.
    pub(crate) fn new(device: &Device) -> Result<Self, Error> {
        match device.cuda_context() {
            Some(context) => cuda::Queue::new(context).map(Self::Cuda),
            None => Worker::start().map(Self::Worker),
        }
    }
}

impl Stream {
    /// A new stream.
    ///
    /// # Errors
    /// If the system gives no thread for it, or the driver no stream.
    pub fn new(device: &Device) -> Result<Self, Error> {
        Ok(Self::on(device, Queue::new(device)?))
    }

    pub(crate) fn on(device: &Device, queue: Queue) -> Self {
        let device = device.clone();
        Self { device, queue }
    }

    /// Where it runs.
    #[must_use]
    pub fn device(&self) -> &Device {
        &self.device
    }

    pub(crate) fn queue(&self) -> &Queue {
        &self.queue
    }

    /// Waits until everything that was submitted has run.
    ///
    /// # Errors
    /// On the host, those of all launches that failed since the last call, and of whose failure nobody
    /// was told yet (by reading an output, say): the error itself where it is one, otherwise
    /// [`Error::Failures`]. On a GPU, that the device's context is lost.
    pub fn synchronize(&self) -> Result<(), Error> {
        match &self.queue {
            Queue::Worker(worker) => worker.synchronize(),
            Queue::Cuda(queue) => queue.synchronize(),
            Queue::Recording(_) => Err(Error::Recorded),
        }
    }

    /// The completion of everything that was submitted so far. It tells of no failure of theirs, but
    /// that a device is lost: each launch has an event of its own for that.
    ///
    /// # Errors
    /// If the stream only records for a graph, or the device is lost.
    pub fn event(&self) -> Result<Event, Error> {
        match &self.queue {
            Queue::Worker(worker) => {
                let (event, completion) = Event::new();
                worker.submit(&event, Box::new(|| completion.complete(Outcome::fine())));
                Ok(event)
            }
            Queue::Cuda(queue) => Ok(cuda::event_of_now(queue)),
            Queue::Recording(_) => Err(Error::Recorded),
        }
    }

    /// Records what `record` launches on the stream that it is given, to be run again and again with
    /// other inputs. Nothing runs now, and what the launches give cannot be read: see [`Graph`].
    ///
    /// # Errors
    /// Those of `record`, and those of making the graph.
    pub fn capture(
        &self,
        inputs: &[&Tensor],
        record: impl FnOnce(&Self, &[Tensor]) -> Result<Vec<Tensor>, Error>,
    ) -> Result<Graph, Error> {
        Graph::capture(self, inputs, record)
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stream(on {})", self.device.name())
    }
}

#[cfg(test)]
mod tests {
    use super::{Queue, Stream};
    use crate::{
        buffer::Production,
        device::Device,
        error::Error,
        event::{Event, Outcome},
    };
    use std::sync::{Arc, Mutex};

    fn submit(stream: &Stream, work: impl FnOnce() -> Outcome + Send + 'static) -> Event {
        let (production, _, event) = Production::new(&[]).unwrap();
        let Queue::Worker(worker) = stream.queue() else {
            panic!("a stream of the host has a worker")
        };
        worker.submit(&event, Box::new(move || production.run("test", |_| work())));
        event
    }

    fn fine() -> Outcome {
        Outcome::fine()
    }

    #[test]
    fn work_runs_in_the_order_of_submission() {
        let stream = Stream::new(&Device::cpu()).unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        // More than a queue holds, so that submitting has to wait.
        for number in 0..1000 {
            let seen = Arc::clone(&seen);
            submit(&stream, move || {
                seen.lock().unwrap().push(number);
                fine()
            });
        }
        stream.synchronize().unwrap();
        assert!(seen.lock().unwrap().iter().copied().eq(0..1000));
    }

    #[test]
    fn a_stream_goes_on_after_a_panic_and_tells_of_it_once() {
        let stream = Stream::new(&Device::cpu()).unwrap();
        submit(&stream, || panic!("first"));
        submit(&stream, || Outcome::failed(Error::Abandoned));
        let last = submit(&stream, fine);
        let error = stream.synchronize().unwrap_err();
        let expected = "2 launches failed:\n\
                        internal error: a launch of kernel `test` panicked: first\n\
                        the stream ended before the launch ran";
        assert_eq!(error.to_string(), expected);
        last.wait().unwrap();
        stream.synchronize().unwrap();
    }

    #[test]
    fn all_failures_are_told_with_those_that_are_too_many() {
        let stream = Stream::new(&Device::cpu()).unwrap();
        for number in 0..300 {
            submit(&stream, move || panic!("number {number}"));
        }
        let error = stream.synchronize().unwrap_err();
        let Error::Failures(failures) = &error else {
            panic!("{error}")
        };
        // The last launch is known to the stream apart from the list.
        assert_eq!((failures.list.len(), failures.more), (257, 43));
        let last = failures.list.last().unwrap().to_string();
        assert!(last.contains("number 299"), "{last}");
        stream.synchronize().unwrap();
    }

    #[test]
    fn a_failure_that_was_told_is_not_told_again() {
        let stream = Stream::new(&Device::cpu()).unwrap();
        let event = submit(&stream, || Outcome::failed(Error::Abandoned));
        assert!(event.wait().is_err() && event.wait().is_err());
        stream.synchronize().unwrap();
    }

    #[test]
    fn work_outlives_its_stream() {
        let stream = Stream::new(&Device::cpu()).unwrap();
        let slow = submit(&stream, || {
            std::thread::sleep(std::time::Duration::from_millis(20));
            fine()
        });
        let after = submit(&stream, fine);
        drop(stream);
        slow.wait().unwrap();
        after.wait().unwrap();
    }
}
