//! Blocks of a device's memory, kept for the next buffer.
//!
//! ```text
//! take(bytes, queue):
//!     of the kept blocks of its size class, the last that nobody but `queue` still uses
//!     or else: new memory of the driver's
//!     or else: any kept block of its class, and `queue` waits for its users
//!     or else: wait for all kept blocks, hand them back to the driver, and try once more
//! ```
//!
//! A block that was only used by the queue that asks is handed out at once, since a stream does one
//! thing after the other: the host waits for nothing. The driver's own pools (`cuMemAllocAsync`) do
//! the same at the price of a call into the driver for each block.

use crate::backend::cuda::{
    device::{Context, lock},
    driver::SUCCESS,
    driver::failure::is_out_of_memory,
    memory::{Use, Uses},
    queue::Queue,
};
use crate::{buffer::class_bytes, device::MemoryUse, error::Error};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

/// Blocks are multiples of this, so that vector loads of any buffer are aligned.
const LEAST_BYTES: usize = 512;
/// Kept blocks that are looked at before new memory is asked for; not tuned.
const LOOKED_AT: usize = 8;

/// A piece of the device's memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Block {
    pub(crate) address: u64,
    class: usize,
}

/// The blocks of a device.
#[derive(Default)]
pub(crate) struct Allocator(Mutex<State>);

#[derive(Default)]
struct State {
    kept: BTreeMap<usize, Vec<Kept>>,
    in_use_bytes: usize,
    peak_bytes: usize,
    cached_bytes: usize,
}

struct Kept {
    block: Block,
    uses: Uses,
}

impl Allocator {
    /// A block of at least so many bytes, for work on a queue. Contents are arbitrary.
    pub(crate) fn take(&self, bytes: usize, queue: &Arc<Queue>) -> Result<Block, Error> {
        let context = queue.context();
        let none = || self.no_room(context, bytes);
        let class = class_bytes(bytes.max(LEAST_BYTES)).ok_or_else(none)?;
        if class > context.facts().memory_bytes {
            return Err(none());
        }
        if let Some(block) = lock(&self.0).take(class, queue) {
            return Ok(block);
        }
        if let Some(address) = new_memory(context, class)? {
            return Ok(lock(&self.0).use_new(Block { address, class }));
        }
        let kept = lock(&self.0).take_any(class);
        if let Some(kept) = kept {
            for used in kept.uses.iter() {
                queue.wait_for(&used.queue, used.ticket)?;
            }
            return Ok(kept.block);
        }
        self.empty(context)?;
        match new_memory(context, class)? {
            Some(address) => Ok(lock(&self.0).use_new(Block { address, class })),
            None => Err(none()),
        }
    }

    /// Takes a block back.
    pub(crate) fn give_back(&self, block: Block, mut uses: Uses) {
        uses.forget_ended();
        let mut state = lock(&self.0);
        state.in_use_bytes -= block.class;
        state.cached_bytes += block.class;
        state
            .kept
            .entry(block.class)
            .or_default()
            .push(Kept { block, uses });
    }

    /// How much is used and kept.
    pub(crate) fn memory_use(&self, context: &Context) -> MemoryUse {
        let state = lock(&self.0);
        MemoryUse {
            in_use_bytes: state.in_use_bytes,
            peak_bytes: state.peak_bytes,
            cached_bytes: state.cached_bytes,
            total_bytes: context.facts().memory_bytes,
        }
    }

    /// Hands everything that is kept back to the driver, once nobody uses it.
    pub(crate) fn empty(&self, context: &Context) -> Result<(), Error> {
        let kept = {
            let mut state = lock(&self.0);
            state.cached_bytes = 0;
            std::mem::take(&mut state.kept)
        };
        context.bind()?;
        for kept in kept.into_values().flatten() {
            for used in kept.uses.iter() {
                used.queue.wait(used.ticket)?;
            }
            // SAFETY: the block came from `new_memory`, nobody has it any more, and the work that
            // used it has ended.
            let code = unsafe { (context.driver().functions.cuMemFree_v2)(kept.block.address) };
            context.check("cuMemFree", code)?;
        }
        Ok(())
    }

    fn no_room(&self, context: &Context, bytes: usize) -> Error {
        Error::OutOfMemory {
            bytes,
            device: Some((context.name(), self.memory_use(context))),
        }
    }
}

/// Memory of the driver's; `None` where it has none.
fn new_memory(context: &Context, bytes: usize) -> Result<Option<u64>, Error> {
    context.bind()?;
    let mut address = 0;
    // SAFETY: the context is bound, and one address is written.
    let code = unsafe { (context.driver().functions.cuMemAlloc_v2)(&raw mut address, bytes) };
    match code {
        SUCCESS => Ok(Some(address)),
        code if is_out_of_memory(code) => Ok(None),
        code => Err(context.failure("cuMemAlloc", code, Vec::new)),
    }
}

impl State {
    /// A kept block that may be written by the next work on a queue.
    fn take(&mut self, class: usize, queue: &Arc<Queue>) -> Option<Block> {
        let kept = self.kept.get_mut(&class)?;
        let is_free = |kept: &Kept| {
            kept.uses.iter().all(|used| {
                Arc::ptr_eq(&used.queue, queue) || used.queue.is_known_complete(used.ticket)
            })
        };
        let place = (kept.len().saturating_sub(LOOKED_AT)..kept.len())
            .rev()
            .find(|&at| is_free(&kept[at]));
        // The oldest has waited longest; the driver is asked whether its users have ended.
        let place = place.or_else(|| {
            let oldest = kept.first()?;
            let ended = |used: &Use| used.queue.has_ended(used.ticket).unwrap_or(false);
            oldest.uses.iter().all(ended).then_some(0)
        })?;
        let block = kept.remove(place).block;
        self.note_use(block.class);
        Some(block)
    }

    /// A kept block that others may still use.
    fn take_any(&mut self, class: usize) -> Option<Kept> {
        let kept = self.kept.get_mut(&class)?.pop()?;
        self.note_use(class);
        Some(kept)
    }

    fn note_use(&mut self, class: usize) {
        self.cached_bytes -= class;
        self.in_use_bytes += class;
        self.peak_bytes = self.peak_bytes.max(self.in_use_bytes);
    }

    fn use_new(&mut self, block: Block) -> Block {
        self.cached_bytes += block.class;
        self.note_use(block.class);
        block
    }
}
