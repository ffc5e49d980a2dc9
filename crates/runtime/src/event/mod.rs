//! Completion of one piece of work on a stream.
//!
//! Not a stream: an event orders nothing by itself. The idea: work completes once, with a result that
//! stays; whoever asks later gets the same answer at once. On the host a [`Completion`] is the right to
//! complete, held by whoever does the work. A device's work completes by itself: there the event is
//! asked whether it has ([`Pending`]).
//!
//! Four ways to learn of it: wait ([`Event::wait`]), ask ([`Event::is_done`]), be called
//! ([`Event::on_complete`]), or `.await` the event, with any executor.

mod callback;

pub(crate) use callback::quietly;

use crate::{error::Error, tensor::Tensor};
use std::{
    fmt,
    future::{Future, IntoFuture},
    pin::Pin,
    sync::{
        Arc, Condvar, Mutex, OnceLock, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    task::{Context, Poll, Waker},
    time::Duration,
};

/// Completion of one launch, or of several. Cloning is cheap and gives the same one.
///
/// # Examples
///
/// ```
/// use kernsmith_runtime::{Device, Stream};
/// use std::sync::mpsc;
///
/// let stream = Stream::new(&Device::cpu())?;
/// // ... launches ...
/// let (sender, receiver) = mpsc::channel();
/// stream.event()?.on_complete(move |result| sender.send(result).unwrap());
/// // ... other work of the host, meanwhile ...
/// assert!(receiver.recv().unwrap().is_ok());
/// # Ok::<(), kernsmith_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Event(Arc<State<dyn Pending>>);

struct State<P: ?Sized> {
    outcome: OnceLock<Outcome>,
    /// What is done once the work has ended.
    waiting: Mutex<Vec<Then>>,
    done: Condvar,
    /// Whether somebody was told of the failure.
    reported: AtomicBool,
    pending: P,
}

type Then = Box<dyn FnOnce(Result<(), Error>) + Send>;

/// What knows whether work has ended.
pub(crate) trait Pending: Send + Sync {
    /// How it ended, if it has; waits for it where that is asked for. Always `None` where somebody
    /// completes the event.
    fn poll(&self, wait: bool) -> Option<Outcome>;

    /// Whether the event has to be asked.
    fn asks_a_device(&self) -> bool;
}

/// The event will be completed.
struct Told;

impl Pending for Told {
    fn poll(&self, _wait: bool) -> Option<Outcome> {
        None
    }

    fn asks_a_device(&self) -> bool {
        false
    }
}

/// How a piece of work ended.
pub(crate) struct Outcome {
    pub(crate) result: Result<(), Error>,
    /// Duration of each run of the kernel; `None` where nobody asked for times.
    pub(crate) durations: Option<Vec<Duration>>,
}

impl Outcome {
    /// A failure, without times.
    pub(crate) fn failed(error: Error) -> Self {
        Self {
            result: Err(error),
            durations: Some(Vec::new()),
        }
    }

    /// A success of what runs no kernel.
    pub(crate) fn fine() -> Self {
        Self {
            result: Ok(()),
            durations: Some(Vec::new()),
        }
    }
}

/// The right to complete an [`Event`].
pub(crate) struct Completion(Event);

impl Event {
    /// An event that has not happened, with the right to make it happen.
    pub(crate) fn new() -> (Self, Completion) {
        let event = Self::pending(Told);
        (event.clone(), Completion(event))
    }

    /// An event that is asked whether it has happened.
    pub(crate) fn pending(pending: impl Pending + 'static) -> Self {
        Self(Arc::new(State {
            outcome: OnceLock::new(),
            waiting: Mutex::default(),
            done: Condvar::new(),
            reported: AtomicBool::new(false),
            pending,
        }))
    }

    /// An event that has happened.
    pub(crate) fn ended(outcome: Outcome) -> Self {
        let (event, completion) = Self::new();
        completion.complete(outcome);
        event
    }

    /// The completion of all of these.
    ///
    /// Its result is the first failure there is, in the order of the events. Its durations are theirs,
    /// one after the other.
    #[must_use]
    pub fn all(events: impl IntoIterator<Item = Self>) -> Self {
        let events: Arc<[Self]> = events.into_iter().collect();
        let (event, completion) = Self::new();
        let left = Arc::new(AtomicUsize::new(events.len()));
        let completion = Arc::new(Mutex::new(Some(completion)));
        if events.is_empty() {
            return Self::ended(Outcome::fine());
        }
        for each in events.iter() {
            let (left, completion) = (Arc::clone(&left), Arc::clone(&completion));
            let all = Arc::clone(&events);
            each.then(Box::new(move |_| {
                if left.fetch_sub(1, Ordering::AcqRel) == 1
                    && let Some(completion) = lock(&completion).take()
                {
                    completion.complete(together(&all));
                }
            }));
        }
        event
    }

    /// The completion of all launches that write these tensors. A tensor that the host has filled is
    /// there already.
    ///
    /// # Examples
    ///
    /// ```
    /// use kernsmith_runtime::{DType, Device, Event, Tensor};
    ///
    /// let x = Tensor::full(&Device::cpu(), 1.0, DType::F32, [3])?;
    /// let (sender, receiver) = std::sync::mpsc::channel();
    /// Event::after([&x]).on_complete(move |_| sender.send(()).unwrap());
    /// receiver.recv().unwrap();
    /// # Ok::<(), kernsmith_runtime::Error>(())
    /// ```
    #[must_use]
    pub fn after<'t>(tensors: impl IntoIterator<Item = &'t Tensor>) -> Self {
        Self::all(tensors.into_iter().filter_map(Tensor::event).cloned())
    }

    /// Whether the work has ended, well or not.
    #[must_use]
    pub fn is_done(&self) -> bool {
        if self.0.outcome.get().is_some() {
            return true;
        }
        let outcome = self.0.pending.poll(false);
        outcome.is_some_and(|outcome| {
            self.happen(outcome);
            true
        })
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

    /// Calls `then` with the result once the work has ended, on a thread of the library's that all such
    /// calls share: what takes long, or waits, belongs on a thread of its own. Returns at once. A panic
    /// in it ends that call and nothing else.
    pub fn on_complete(&self, then: impl FnOnce(Result<(), Error>) + Send + 'static) {
        self.then(Box::new(then));
    }

    /// Waits, then gives the kernel's own execution time: from its first thread to its last, without
    /// queueing, copies or compilation. One for each of [`Launch::repeats`](crate::Launch::repeats).
    ///
    /// # Errors
    /// Whatever the work failed with; [`Error::NotTimed`] on devices that measure only where
    /// [`Launch::timed`](crate::Launch::timed) or `repeats` asks for it.
    pub fn durations(&self) -> Result<&[Duration], Error> {
        self.wait()?;
        self.outcome().durations.as_deref().ok_or(Error::NotTimed)
    }

    /// Waits, then gives the total of [`durations`](Self::durations).
    ///
    /// # Errors
    /// As [`durations`](Self::durations).
    pub fn duration(&self) -> Result<Duration, Error> {
        Ok(self.durations()?.iter().sum())
    }

    /// Waits without telling anybody of a failure.
    pub(crate) fn outcome(&self) -> &Outcome {
        if let Some(outcome) = self.0.outcome.get() {
            return outcome;
        }
        if let Some(outcome) = self.0.pending.poll(true) {
            self.happen(outcome);
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

    fn then(&self, then: Then) {
        let mut waiting = lock(&self.0.waiting);
        if self.0.outcome.get().is_none() {
            waiting.push(then);
            let first = waiting.len() == 1;
            drop(waiting);
            if first && self.0.pending.asks_a_device() {
                callback::watch(self.clone());
            }
            return;
        }
        drop(waiting);
        self.call(vec![then]);
    }

    /// The first outcome counts: two threads may ask a device at the same time.
    fn happen(&self, outcome: Outcome) {
        let _ = self.0.outcome.set(outcome);
        // Taken so that no waiter sits between its look at the cell and its wait.
        let then = std::mem::take(&mut *lock(&self.0.waiting));
        self.0.done.notify_all();
        self.call(then);
    }

    fn call(&self, then: Vec<Then>) {
        if then.is_empty() {
            return;
        }
        let event = self.clone();
        callback::run(Box::new(move || {
            for then in then {
                let result = event.wait();
                quietly(|| then(result));
            }
        }));
    }
}

/// What events that have all happened come to.
fn together(events: &[Event]) -> Outcome {
    let mut durations = Some(Vec::new());
    let mut result = Ok(());
    for event in events {
        result = result.and(event.wait());
        let more = event.outcome().durations.as_ref();
        durations = durations.zip(more).map(|(mut all, more)| {
            all.extend(more);
            all
        });
    }
    Outcome { result, durations }
}

impl Completion {
    /// Makes the event happen and wakes all who wait.
    pub(crate) fn complete(self, outcome: Outcome) {
        self.0.happen(outcome);
    }
}

/// Waiting for an [`Event`] in asynchronous code.
#[derive(Debug)]
pub struct Completed {
    event: Event,
    /// Who is woken; `None` until somebody asked.
    waker: Option<Arc<Mutex<Waker>>>,
}

impl IntoFuture for Event {
    type Output = Result<(), Error>;
    type IntoFuture = Completed;

    fn into_future(self) -> Completed {
        Completed {
            event: self,
            waker: None,
        }
    }
}

impl Future for Completed {
    type Output = Result<(), Error>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.event.is_done() {
            return Poll::Ready(self.event.wait());
        }
        match &self.waker {
            Some(waker) => lock(waker).clone_from(context.waker()),
            None => {
                let waker = Arc::new(Mutex::new(context.waker().clone()));
                self.waker = Some(Arc::clone(&waker));
                self.event.on_complete(move |_| lock(&waker).wake_by_ref());
            }
        }
        // It may have ended after the first look and before the waker was there.
        match self.event.0.outcome.get() {
            Some(_) => Poll::Ready(self.event.wait()),
            None => Poll::Pending,
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
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

#[cfg(test)]
mod tests {
    use super::{Event, Outcome};
    use crate::error::Error;
    use std::{
        future::{Future, IntoFuture},
        pin::pin,
        sync::{Arc, mpsc},
        task::{Context, Poll, Wake, Waker},
        thread,
        time::Duration,
    };

    #[test]
    fn who_asks_to_be_called_is_called_once_before_and_after() {
        let (event, completion) = Event::new();
        let (sender, receiver) = mpsc::channel();
        let ask = |number: u32| {
            let sender = sender.clone();
            event.on_complete(move |result| sender.send((number, result.is_err())).unwrap());
        };
        ask(1);
        event.on_complete(|_| panic!("a call that panics"));
        ask(2);
        assert!(receiver.try_recv().is_err());
        completion.complete(Outcome::failed(Error::Abandoned));
        ask(3);
        let told: Vec<_> = (0..3).map(|_| receiver.recv().unwrap()).collect();
        assert_eq!(told, [(1, true), (2, true), (3, true)]);
    }

    #[test]
    fn all_of_several_happens_with_the_last_and_tells_the_first_failure() {
        let (first, one) = Event::new();
        let (second, two) = Event::new();
        let all = Event::all([first, second]);
        two.complete(Outcome::failed(Error::NotTimed));
        assert!(!all.is_done());
        one.complete(Outcome::failed(Error::Abandoned));
        assert!(matches!(all.wait(), Err(Error::Abandoned)));
        assert!(Event::all([]).is_done());
    }

    struct Unpark(thread::Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    #[test]
    fn an_event_can_be_awaited() {
        let (event, completion) = Event::new();
        let waker = Waker::from(Arc::new(Unpark(thread::current())));
        let mut future = pin!(event.into_future());
        let mut context = Context::from_waker(&waker);
        assert!(future.as_mut().poll(&mut context).is_pending());
        let worker = thread::spawn(move || {
            thread::sleep(Duration::from_millis(5));
            completion.complete(Outcome::fine());
        });
        loop {
            match future.as_mut().poll(&mut context) {
                Poll::Ready(result) => break result.unwrap(),
                Poll::Pending => thread::park(),
            }
        }
        worker.join().unwrap();
    }
}
