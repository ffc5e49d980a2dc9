//! A stream of the driver's, with what tells how far it has come.
//!
//! Not [`crate::Stream`], which holds one of these. Work is enqueued by the thread that asks, and
//! everything that is enqueued gets a ticket, one more than the last. "Ticket `t` of this queue" is
//! all that a buffer or an event remembers of work: that the driver records an event after each
//! launch would cost a large part of a launch. It records one after each of the first launches since
//! somebody waited, and then after every [`SPACING`]th; whoever asks for a ticket waits for the first
//! recorded one that is not before it, or else for one that is recorded then.
//!
//! ```text
//! tickets   1 2 3 ... 15 16 17 18 ... 31 32 33
//! recorded  * * * ...  *  *                  *      (nobody waited since the first)
//! ```
//!
//! So a program that reads a result at each step waits for just that step, and one that launches
//! thousands of kernels pays for few events.
//!
//! What kernels log is told by whoever learns that their work has ended, before that is known to others.

use super::{
    device::{Context, PooledEvent, lock},
    driver::{NOT_READY, SUCCESS, StreamHandle},
    log::{Told, is_telling},
};
use crate::error::Error;
use std::{
    collections::VecDeque,
    fmt,
    sync::{
        Arc, Mutex, TryLockError,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
};

/// Work between two events, once a host runs ahead. Not tuned.
const SPACING: u64 = 16;
/// Events that are kept; of what is older, the oldest kept one tells.
const KEPT_EVENTS: usize = 64;
/// Names of kernels that are remembered, for the case that one fails.
const KEPT_NAMES: usize = 32;

/// A stream of the driver's.
pub(crate) struct Queue {
    context: &'static Context,
    handle: StreamHandle,
    /// No other queue has it.
    number: u64,
    /// All work up to this ticket is known to have ended.
    completed: AtomicU64,
    state: Mutex<State>,
    /// Launches whose messages nobody has been told.
    untold: AtomicUsize,
    /// Held while messages are told, so that they come in order.
    telling: Mutex<()>,
}

#[derive(Default)]
struct State {
    /// The last one that was given.
    ticket: u64,
    /// The last one when somebody waited.
    observed: u64,
    recorded: VecDeque<(u64, Arc<PooledEvent>)>,
    /// Up to which ticket this stream has waited for other queues, by their numbers.
    waited: Vec<(u64, u64)>,
    kernels: VecDeque<(u64, Arc<str>)>,
    logs: VecDeque<(u64, Told)>,
    /// Work goes into a graph, so that no event can tell of it.
    capturing: bool,
}

impl Queue {
    pub(crate) fn new(context: &'static Context) -> Result<Arc<Self>, Error> {
        context.bind()?;
        let mut handle = StreamHandle::NULL;
        // SAFETY: the context is bound and the handle is written. 1: CU_STREAM_NON_BLOCKING, so that
        // other libraries' work on the default stream does not order ours.
        let code = unsafe { (context.driver().functions.cuStreamCreate)(&raw mut handle, 1) };
        context.check("cuStreamCreate", code)?;
        Ok(Arc::new(Self {
            context,
            handle,
            number: context.next_queue(),
            completed: AtomicU64::new(0),
            state: Mutex::default(),
            untold: AtomicUsize::new(0),
            telling: Mutex::default(),
        }))
    }

    pub(crate) fn context(&self) -> &'static Context {
        self.context
    }

    /// Enqueues work, of a kernel where it is one. Gives its ticket.
    pub(super) fn enqueue(
        &self,
        kernel: Option<&Arc<str>>,
        work: impl FnOnce(StreamHandle) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        self.enqueue_logging(kernel, Vec::new(), work)
    }

    /// As [`enqueue`](Self::enqueue); these messages are told when the work has ended.
    pub(super) fn enqueue_logging(
        &self,
        kernel: Option<&Arc<str>>,
        logs: Vec<Told>,
        work: impl FnOnce(StreamHandle) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        self.context.bind()?;
        let mut state = lock(&self.state);
        // What fails half way has enqueued something, which has a ticket too.
        state.ticket += 1;
        work(self.handle)?;
        if let Some(kernel) = kernel {
            state.note_kernel(kernel);
        }
        let ticket = state.ticket;
        self.untold.fetch_add(logs.len(), Ordering::AcqRel);
        state
            .logs
            .extend(logs.into_iter().map(|told| (ticket, told)));
        let since = state.ticket - state.observed;
        if !state.capturing && (since <= SPACING || since.is_multiple_of(SPACING)) {
            self.record(&mut state)?;
        }
        Ok(state.ticket)
    }

    /// The last ticket that was given.
    pub(super) fn last_ticket(&self) -> u64 {
        lock(&self.state).ticket
    }

    /// Says whether work goes into a graph.
    pub(super) fn set_capturing(&self, capturing: bool) {
        lock(&self.state).capturing = capturing;
    }

    /// Whether the work of a ticket is known to have ended. Asks nobody.
    pub(super) fn is_known_complete(&self, ticket: u64) -> bool {
        self.completed.load(Ordering::Acquire) >= ticket
    }

    /// Whether the work of a ticket has ended and all that it logged was told, which is done now unless
    /// another thread is at it.
    pub(super) fn is_complete(&self, ticket: u64) -> Result<bool, Error> {
        if !self.has_ended(ticket)? {
            return Ok(false);
        }
        if self.untold.load(Ordering::Acquire) == 0 || is_telling() {
            return Ok(true);
        }
        match self.telling.try_lock() {
            Ok(_order) => self.tell(ticket).map(|()| true),
            Err(TryLockError::Poisoned(order)) => {
                let _order = order.into_inner();
                self.tell(ticket).map(|()| true)
            }
            Err(TryLockError::WouldBlock) => Ok(false),
        }
    }

    /// Whether the work of a ticket has ended. Calls nobody.
    pub(super) fn has_ended(&self, ticket: u64) -> Result<bool, Error> {
        let Some((reached, event)) = self.event_of(ticket)? else {
            return Ok(true);
        };
        // SAFETY: the event is one of this context's, and lives as long as `event`.
        let code = unsafe { (self.context.driver().functions.cuEventQuery)(event.handle) };
        match code {
            SUCCESS => {
                self.complete(reached);
                Ok(true)
            }
            NOT_READY => Ok(false),
            code => Err(self.failed("cuEventQuery", code)),
        }
    }

    /// Waits until the work of a ticket has ended, and all that it logged was told.
    pub(super) fn wait(&self, ticket: u64) -> Result<(), Error> {
        if let Some((reached, event)) = self.event_of(ticket)? {
            let wait = self.context.driver().functions.cuEventSynchronize;
            // SAFETY: as above.
            match unsafe { wait(event.handle) } {
                SUCCESS => self.complete(reached),
                code => return Err(self.failed("cuEventSynchronize", code)),
            }
        }
        self.wait_told(ticket)
    }

    /// Waits until all that was logged up to a ticket, whose work has ended, was told.
    fn wait_told(&self, ticket: u64) -> Result<(), Error> {
        if self.untold.load(Ordering::Acquire) == 0 || is_telling() {
            return Ok(());
        }
        let _order = lock(&self.telling);
        self.tell(ticket)
    }

    /// As [`wait`](Self::wait), where there is something to be told.
    pub(super) fn hear(&self, ticket: u64) -> Result<(), Error> {
        match self.untold.load(Ordering::Acquire) {
            0 => Ok(()),
            _ => self.wait(ticket),
        }
    }

    /// Tells what was logged up to a ticket, whose work has ended. The lock `telling` is held.
    fn tell(&self, ticket: u64) -> Result<(), Error> {
        loop {
            let told = {
                let mut state = lock(&self.state);
                let is_due = state.logs.front().is_some_and(|(at, _)| *at <= ticket);
                match is_due {
                    true => state.logs.pop_front(),
                    false => None,
                }
            };
            let Some((_, told)) = told else { return Ok(()) };
            let result = told.tell();
            self.untold.fetch_sub(1, Ordering::AcqRel);
            result?;
        }
    }

    /// Waits until everything that was enqueued has ended.
    pub(crate) fn synchronize(&self) -> Result<(), Error> {
        self.wait(self.last_ticket())
    }

    /// What is enqueued here from now on waits for a ticket of another queue.
    pub(super) fn wait_for(&self, other: &Self, ticket: u64) -> Result<(), Error> {
        if self.number == other.number || other.is_known_complete(ticket) {
            return Ok(());
        }
        if lock(&self.state).has_waited(other.number, ticket) {
            return Ok(());
        }
        let Some((reached, event)) = other.event_of(ticket)? else {
            return Ok(());
        };
        let mut state = lock(&self.state);
        // SAFETY: stream and event are of live owners; the driver notes what the event now stands for.
        let code = unsafe {
            (self.context.driver().functions.cuStreamWaitEvent)(self.handle, event.handle, 0)
        };
        self.context.check("cuStreamWaitEvent", code)?;
        state.note_wait(other.number, reached);
        Ok(())
    }

    /// A recorded event that happens when the work of a ticket has ended, and the ticket that it was
    /// recorded at; `None` where that is known to have happened.
    fn event_of(&self, ticket: u64) -> Result<Option<(u64, Arc<PooledEvent>)>, Error> {
        if self.is_known_complete(ticket) {
            return Ok(None);
        }
        self.context.bind()?;
        let mut state = lock(&self.state);
        state.observed = state.ticket;
        let place = state.recorded.partition_point(|(at, _)| *at < ticket);
        if let Some((at, event)) = state.recorded.get(place) {
            return Ok(Some((*at, Arc::clone(event))));
        }
        self.record(&mut state)?;
        Ok(state
            .recorded
            .back()
            .map(|(at, event)| (*at, Arc::clone(event))))
    }

    fn record(&self, state: &mut State) -> Result<(), Error> {
        let event = self.context.take_event()?;
        // SAFETY: the event is new to us and on this context.
        let code =
            unsafe { (self.context.driver().functions.cuEventRecord)(event.handle, self.handle) };
        if code != SUCCESS {
            return Err(self
                .context
                .failure("cuEventRecord", code, || state.suspects(0)));
        }
        if state.recorded.len() == KEPT_EVENTS {
            state.recorded.pop_front();
        }
        let ticket = state.ticket;
        state.recorded.push_back((ticket, Arc::new(event)));
        Ok(())
    }

    fn complete(&self, ticket: u64) {
        self.completed.fetch_max(ticket, Ordering::AcqRel);
        let mut state = lock(&self.state);
        while state.recorded.front().is_some_and(|(at, _)| *at <= ticket) {
            state.recorded.pop_front();
        }
    }

    fn failed(&self, call: &'static str, code: u32) -> Error {
        // They have this queue as their memory's home.
        let lost = std::mem::take(&mut lock(&self.state).logs);
        self.untold.fetch_sub(lost.len(), Ordering::AcqRel);
        let completed = self.completed.load(Ordering::Acquire);
        self.context
            .failure(call, code, || lock(&self.state).suspects(completed))
    }
}

impl State {
    /// The kernels after a ticket, each once.
    fn suspects(&self, completed: u64) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for (_, kernel) in self
            .kernels
            .iter()
            .filter(|(ticket, _)| *ticket > completed)
        {
            if !names.iter().any(|name| **name == **kernel) {
                names.push(kernel.to_string());
            }
        }
        names
    }

    /// Remembers the kernel of the last ticket; of a kernel that is launched again and again, its last
    /// one.
    fn note_kernel(&mut self, kernel: &Arc<str>) {
        let ticket = self.ticket;
        match self.kernels.back_mut() {
            Some((last, name)) if Arc::ptr_eq(name, kernel) => *last = ticket,
            _ => {
                if self.kernels.len() == KEPT_NAMES {
                    self.kernels.pop_front();
                }
                self.kernels.push_back((ticket, Arc::clone(kernel)));
            }
        }
    }

    fn has_waited(&self, queue: u64, ticket: u64) -> bool {
        self.waited
            .iter()
            .any(|(number, at)| *number == queue && *at >= ticket)
    }

    fn note_wait(&mut self, queue: u64, ticket: u64) {
        /// Queues that are remembered; a wait that is forgotten is only made again.
        const KEPT: usize = 16;
        self.waited.retain(|(number, _)| *number != queue);
        if self.waited.len() == KEPT {
            self.waited.remove(0);
        }
        self.waited.push((queue, ticket));
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        if self.context.bind().is_ok() {
            // SAFETY: nobody has the stream any more; the driver frees it once its work has ended.
            unsafe { (self.context.driver().functions.cuStreamDestroy_v2)(self.handle) };
        }
    }
}

impl fmt::Debug for Queue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Queue({} of {})", self.number, self.context.name())
    }
}

#[cfg(test)]
mod tests {
    use super::State;

    #[test]
    fn suspects_are_what_has_not_ended_each_once() {
        let mut state = State::default();
        for (ticket, name) in [(1, "a"), (2, "b"), (3, "c"), (4, "b")] {
            state.kernels.push_back((ticket, name.into()));
        }
        assert_eq!(state.suspects(1), ["b", "c"]);
    }

    #[test]
    fn a_wait_is_remembered_by_queue() {
        let mut state = State::default();
        state.note_wait(7, 10);
        assert!(state.has_waited(7, 10) && state.has_waited(7, 3));
        assert!(!state.has_waited(7, 11) && !state.has_waited(8, 1));
        (0..16).for_each(|queue| state.note_wait(100 + queue, 1));
        assert!(!state.has_waited(7, 10));
    }
}
