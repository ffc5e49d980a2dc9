//! What a program has set: for its whole process, and for blocks of a thread.

use std::{
    cell::RefCell,
    sync::{Mutex, PoisonError},
    thread::LocalKey,
};

/// Overrides of blocks, the outermost first.
pub(super) type Blocks<O> = LocalKey<RefCell<Vec<O>>>;

/// Overrides of one family of settings.
pub(super) struct Layers<O: 'static> {
    none: O,
    /// The first where it says something, the second where not.
    over: fn(O, O) -> O,
    process: Mutex<O>,
    blocks: &'static Blocks<O>,
}

impl<O: Copy> Layers<O> {
    /// Nothing is set, which `none` says.
    pub(super) const fn new(none: O, over: fn(O, O) -> O, blocks: &'static Blocks<O>) -> Self {
        Self {
            none,
            over,
            process: Mutex::new(none),
            blocks,
        }
    }

    /// Sets what `overrides` says, for the whole process.
    pub(super) fn configure(&self, overrides: O) {
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        *process = (self.over)(overrides, *process);
    }

    /// Takes back what was set for the process.
    pub(super) fn reset(&self) {
        *self.process.lock().unwrap_or_else(PoisonError::into_inner) = self.none;
    }

    /// Runs `work` with overrides for the calls of this thread in it, and not after it, also if it panics.
    pub(super) fn scoped<R>(&self, overrides: O, work: impl FnOnce() -> R) -> R {
        /// Leaves the block, whatever happens in it.
        struct Block<O: 'static>(&'static Blocks<O>);
        impl<O> Drop for Block<O> {
            fn drop(&mut self) {
                self.0.with_borrow_mut(Vec::pop);
            }
        }
        self.blocks.with_borrow_mut(|blocks| blocks.push(overrides));
        let _block = Block(self.blocks);
        work()
    }

    /// What is set now: for the blocks that the thread is in, and for the process.
    pub(super) fn now(&self) -> [O; 2] {
        let block = self.blocks.with_borrow(|blocks| {
            let inner_first = blocks.iter().rev();
            inner_first.fold(self.none, |all, outer| (self.over)(all, *outer))
        });
        let process = *self.process.lock().unwrap_or_else(PoisonError::into_inner);
        [block, process]
    }
}
