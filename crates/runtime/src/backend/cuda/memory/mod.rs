//! Memory of a device that one party writes once: what a buffer is on CUDA.
//!
//! Not an allocator: blocks come from [`allocator`] and go back to it with the
//! places where they were last used, so that nobody waits for the host before a block is used again.
//! The stream that writes a block is its home; tickets say when it was written and last used there,
//! and on which other streams it was used.

pub(crate) mod allocator;
pub(crate) mod constant;
pub(crate) mod fill;
pub(crate) mod pack;
mod pinned;
mod ring;
pub(crate) mod staging;

use crate::backend::cuda::{
    device::{Context, lock},
    queue::Queue,
};
use crate::error::Error;
use allocator::Block;
pub(crate) use pinned::PinnedBytes;
use std::sync::{
    Arc, Mutex,
    atomic::{AtomicU64, Ordering},
};

/// Memory on a device.
pub(crate) struct Memory {
    context: &'static Context,
    block: Block,
    /// `None` only while it is dropped.
    home: Option<Arc<Queue>>,
    /// The ticket of home after which the contents are there.
    written: AtomicU64,
    /// The last ticket of home that used it.
    used: AtomicU64,
    /// The last tickets of other queues that used it.
    elsewhere: Mutex<Vec<Use>>,
}

/// Work that used a block.
pub(crate) struct Use {
    pub(crate) queue: Arc<Queue>,
    pub(crate) ticket: u64,
}

/// Who used a block last.
pub(crate) struct Uses {
    home: Option<Use>,
    elsewhere: Vec<Use>,
}

impl Uses {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Use> {
        self.home.iter().chain(&self.elsewhere)
    }

    /// Forgets those that are known to have ended.
    pub(crate) fn forget_ended(&mut self) {
        let is_open = |used: &Use| !used.queue.is_known_complete(used.ticket);
        self.home = self.home.take().filter(is_open);
        self.elsewhere.retain(is_open);
    }
}

impl Memory {
    /// Memory that work on this queue will write.
    pub(crate) fn new(home: &Arc<Queue>, bytes: usize) -> Result<Self, Error> {
        let context = home.context();
        Ok(Self {
            context,
            block: context.allocator.take(bytes, home)?,
            home: Some(Arc::clone(home)),
            written: AtomicU64::new(0),
            used: AtomicU64::new(0),
            elsewhere: Mutex::default(),
        })
    }

    pub(crate) fn context(&self) -> &'static Context {
        self.context
    }

    /// Where it begins.
    pub(crate) fn address(&self) -> u64 {
        self.block.address
    }

    /// Says which work of home writes it.
    pub(crate) fn written_by(&self, ticket: u64) {
        self.written.fetch_max(ticket, Ordering::AcqRel);
        self.used.fetch_max(ticket, Ordering::AcqRel);
    }

    /// What a queue enqueues from now on finds the contents.
    pub(crate) fn ready_on(&self, queue: &Arc<Queue>) -> Result<(), Error> {
        match Arc::ptr_eq(queue, self.home()) {
            true => Ok(()),
            false => queue.wait_for(self.home(), self.written.load(Ordering::Acquire)),
        }
    }

    /// Waits until the contents are there.
    pub(crate) fn wait_written(&self) -> Result<(), Error> {
        self.home().wait(self.written.load(Ordering::Acquire))
    }

    /// Whether the contents are there.
    pub(crate) fn is_written(&self) -> Result<bool, Error> {
        self.home().has_ended(self.written.load(Ordering::Acquire))
    }

    /// Waits until what was logged by the work that writes it was told.
    pub(crate) fn hear(&self) -> Result<(), Error> {
        self.home().hear(self.written.load(Ordering::Acquire))
    }

    fn home(&self) -> &Arc<Queue> {
        self.home
            .as_ref()
            .expect("memory has a home while it lives")
    }

    /// Whether this queue writes it, and no other one has used it.
    pub(crate) fn is_of(&self, queue: &Arc<Queue>) -> bool {
        Arc::ptr_eq(queue, self.home()) && lock(&self.elsewhere).is_empty()
    }

    /// Notes that work uses it.
    pub(crate) fn used_by(&self, queue: &Arc<Queue>, ticket: u64) {
        if Arc::ptr_eq(queue, self.home()) {
            self.used.fetch_max(ticket, Ordering::AcqRel);
            return;
        }
        let mut elsewhere = lock(&self.elsewhere);
        match elsewhere
            .iter_mut()
            .find(|known| Arc::ptr_eq(&known.queue, queue))
        {
            Some(known) => known.ticket = known.ticket.max(ticket),
            None => elsewhere.push(Use {
                queue: Arc::clone(queue),
                ticket,
            }),
        }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        let uses = Uses {
            home: self.home.take().map(|queue| Use {
                queue,
                ticket: *self.used.get_mut(),
            }),
            elsewhere: std::mem::take(&mut *lock(&self.elsewhere)),
        };
        self.context.allocator.give_back(self.block, uses);
    }
}
