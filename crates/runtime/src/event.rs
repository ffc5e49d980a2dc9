//! Completion of one piece of work on a stream.
//!
//! Not a stream: an event orders nothing by itself, it is waited for. The idea: work completes
//! once, with a result that stays; whoever asks later gets the same answer at once. A [`Completion`]
//! is the right to complete, held by whoever does the work.

use crate::error::Error;
use std::{
    fmt,
    sync::{
        Arc, Condvar, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// Completion of one launch.
#[derive(Clone)]
pub struct Event(Arc<State>);

#[derive(Default)]
struct State {
    outcome: OnceLock<Outcome>,
    waiting: Mutex<()>,
    done: Condvar,
    /// Whether somebody was told of the failure.
    reported: AtomicBool,
}

/// How a piece of work ended.
pub(crate) struct Outcome {
    pub(crate) result: Result<(), Error>,
    /// Duration of each run of the kernel.
    pub(crate) durations: Vec<Duration>,
}

/// The right to complete an [`Event`].
pub(crate) struct Completion(Arc<State>);

impl Event {
    /// An event that has not happened, with the right to make it happen.
    pub(crate) fn new() -> (Self, Completion) {
        let state = Arc::new(State::default());
        (Self(Arc::clone(&state)), Completion(state))
    }

    /// Whether the work has ended, well or not.
    #[must_use]
    pub fn is_done(&self) -> bool {
        self.0.outcome.get().is_some()
    }

    /// Waits for the work to end.
    ///
    /// # Errors
    /// Whatever the work failed with; asking again gives the same answer.
    pub fn wait(&self) -> Result<(), Error> {
        let outcome = self.outcome();
        if outcome.result.is_err() {
            self.0.reported.store(true, Ordering::Relaxed);
        }
        outcome.result.clone()
    }

    /// Waits, then gives the kernel's own execution time: from its first thread to its last, without
    /// queueing, copies or compilation. One for each of [`Launch::repeats`](crate::Launch::repeats).
    ///
    /// # Errors
    /// Whatever the work failed with.
    pub fn durations(&self) -> Result<&[Duration], Error> {
        self.wait()?;
        Ok(&self.outcome().durations)
    }

    /// Waits, then gives the total of [`durations`](Self::durations).
    ///
    /// # Errors
    /// Whatever the work failed with.
    pub fn duration(&self) -> Result<Duration, Error> {
        Ok(self.durations()?.iter().sum())
    }

    /// Waits without telling anybody of a failure.
    pub(crate) fn outcome(&self) -> &Outcome {
        if let Some(outcome) = self.0.outcome.get() {
            return outcome;
        }
        let mut guard = lock(&self.0.waiting);
        loop {
            if let Some(outcome) = self.0.outcome.get() {
                return outcome;
            }
            guard = (self.0.done.wait(guard)).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Whether both are the completion of one piece of work.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Whether the work failed and nobody was told.
    pub(crate) fn is_unreported_failure(&self) -> bool {
        let failed = (self.0.outcome.get()).is_some_and(|outcome| outcome.result.is_err());
        failed && !self.0.reported.load(Ordering::Relaxed)
    }
}

impl Completion {
    /// Makes the event happen and wakes all who wait.
    pub(crate) fn complete(self, outcome: Outcome) {
        // A completion is used up here and exists once, so the cell is empty.
        let _ = self.0.outcome.set(outcome);
        // Taken so that no waiter sits between its look at the cell and its wait.
        drop(lock(&self.0.waiting));
        self.0.done.notify_all();
    }
}

fn lock(mutex: &Mutex<()>) -> std::sync::MutexGuard<'_, ()> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.0.outcome.get() {
            None => "pending",
            Some(outcome) if outcome.result.is_ok() => "done",
            Some(_) => "failed",
        };
        f.debug_tuple("Event").field(&state).finish()
    }
}
