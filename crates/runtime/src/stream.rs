//! Streams: work in order, while the host goes on.
//!
//! Not a thread pool: a stream is one worker that starts one launch after the other; each launch
//! spreads over the device's threads by itself. Work on different streams overlaps. A launch that
//! reads what another stream writes waits for just that launch, and cannot deadlock: it depends on
//! launches only that were submitted before it. A queue holds [`QUEUED`] launches; whoever submits
//! more waits, which bounds the memory of a host that runs ahead.

use crate::{
    device::Device,
    error::{Error, Failures},
    event::Event,
};
use std::{
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
};

/// Launches that may wait in a queue.
const QUEUED: usize = 256;
/// Failed launches that a stream remembers until it is synchronized; of more it knows the number.
const REMEMBERED_FAILURES: usize = 256;

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
    queue: Arc<Queue>,
}

impl Stream {
    /// A new stream.
    ///
    /// # Errors
    /// If the system gives no thread for it.
    pub fn new(device: &Device) -> Result<Self, Error> {
        Ok(Self::on(device, Queue::start()?))
    }

    pub(crate) fn on(device: &Device, queue: Arc<Queue>) -> Self {
        let device = device.clone();
        Self { device, queue }
    }

    /// Where it runs.
    #[must_use]
    pub fn device(&self) -> &Device {
        &self.device
    }

    /// Waits until everything that was submitted has run.
    ///
    /// # Errors
    /// Those of all launches that failed since the last call, and of whose failure nobody was told
    /// yet (by reading an output, say): the error itself where it is one, otherwise
    /// [`Error::Failures`].
    pub fn synchronize(&self) -> Result<(), Error> {
        let last = lock(&self.queue.submission).last.clone();
        let Some(last) = last else { return Ok(()) };
        last.outcome();
        let Failed {
            mut events,
            mut more,
            counted,
        } = std::mem::take(&mut *lock(&self.queue.failed));
        // The worker notes a failure after its event has happened, but before the next launch: the
        // last one may not be noted yet.
        more -= usize::from(counted.is_some_and(|event| event.is_same(&last)));
        events.push(last);
        let mut list = Vec::new();
        for event in &events {
            // Being told of marks an event, so that the last one counts once.
            if event.is_unreported_failure() {
                list.extend(event.wait().err());
            }
        }
        match list.len() {
            0 => Ok(()),
            1 if more == 0 => Err(list.swap_remove(0)),
            _ => Err(Error::Failures(Arc::new(Failures { list, more }))),
        }
    }

    /// Hands work to the worker. It completes `event`.
    pub(crate) fn submit(&self, event: &Event, work: Work) {
        let mut submission = lock(&self.queue.submission);
        submission.last = Some(event.clone());
        let sent = (submission.sender).send(Job {
            event: event.clone(),
            work,
        });
        // A worker that is gone drops the work, which completes its event with an error.
        drop(sent);
    }
}

impl fmt::Debug for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Stream(on {})", self.device.name())
    }
}

/// What a worker does for a launch.
pub(crate) type Work = Box<dyn FnOnce() + Send>;

struct Job {
    event: Event,
    work: Work,
}

/// A worker and the way to it. The worker ends when the last stream of it is dropped, after the work
/// that was submitted.
pub(crate) struct Queue {
    submission: Mutex<Submission>,
    failed: Arc<Mutex<Failed>>,
}

/// Launches that failed, in order.
#[derive(Default)]
struct Failed {
    events: Vec<Event>,
    /// How many there were that are not in the list.
    more: usize,
    /// The last of those.
    counted: Option<Event>,
}

struct Submission {
    sender: SyncSender<Job>,
    last: Option<Event>,
}

impl Queue {
    pub(crate) fn start() -> Result<Arc<Self>, Error> {
        let (sender, jobs) = sync_channel(QUEUED);
        let failed = Arc::new(Mutex::new(Failed::default()));
        let failed_of_worker = Arc::clone(&failed);
        thread::Builder::new()
            .name("kernsmith-stream".to_owned())
            .spawn(move || work(&jobs, &failed_of_worker))
            .map_err(|error| Error::NoThread {
                message: error.to_string(),
            })?;
        let submission = Mutex::new(Submission { sender, last: None });
        Ok(Arc::new(Self { submission, failed }))
    }
}

fn work(jobs: &Receiver<Job>, failed: &Mutex<Failed>) {
    for job in jobs {
        (job.work)();
        if job.event.is_unreported_failure() {
            let mut failed = lock(failed);
            failed.events.retain(Event::is_unreported_failure);
            if failed.events.len() < REMEMBERED_FAILURES {
                failed.events.push(job.event);
            } else {
                failed.more += 1;
                failed.counted = Some(job.event);
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::Stream;
    use crate::{
        buffer::{Production, failed},
        device::Device,
        error::Error,
        event::{Event, Outcome},
    };
    use std::sync::{Arc, Mutex};

    fn submit(stream: &Stream, work: impl FnOnce() -> Outcome + Send + 'static) -> Event {
        let (production, _, event) = Production::new(&[]).unwrap();
        stream.submit(&event, Box::new(move || production.run("test", |_| work())));
        event
    }

    fn fine() -> Outcome {
        Outcome {
            result: Ok(()),
            durations: Vec::new(),
        }
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
        submit(&stream, || failed(Error::Abandoned));
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
        let event = submit(&stream, || failed(Error::Abandoned));
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
