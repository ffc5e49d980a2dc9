//! The worker of a stream on the host: one thread that runs work in order.
//!
//! Not a thread pool. A queue holds [`QUEUED`] launches; whoever submits more waits, which bounds the
//! memory of a host that runs ahead.

use crate::{
    error::{Error, Failures},
    event::Event,
};
use std::{
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

/// What a worker does for a launch.
pub(crate) type Work = Box<dyn FnOnce() + Send>;

struct Job {
    event: Event,
    work: Work,
}

/// A worker and the way to it. The worker ends when the last stream of it is dropped, after the work
/// that was submitted.
pub(crate) struct Worker {
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

impl Worker {
    /// A new worker.
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

    /// Waits for everything; [`Stream::synchronize`](super::Stream::synchronize) says what it tells.
    pub(crate) fn synchronize(&self) -> Result<(), Error> {
        let last = lock(&self.submission).last.clone();
        let Some(last) = last else { return Ok(()) };
        last.outcome();
        let Failed {
            mut events,
            mut more,
            counted,
        } = std::mem::take(&mut *lock(&self.failed));
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
        let mut submission = lock(&self.submission);
        submission.last = Some(event.clone());
        let sent = (submission.sender).send(Job {
            event: event.clone(),
            work,
        });
        // A worker that is gone drops the work, which completes its event with an error.
        drop(sent);
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
