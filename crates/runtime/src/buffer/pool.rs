//! Freed blocks, kept for the next launch.
//!
//! A kernel's outputs are new buffers at each call. Fresh pages from the system cost more to touch
//! for the first time than many kernels take, so large blocks go back to here and are handed out
//! again as they are: an output is undefined until the kernel writes it. Blocks are kept by size
//! class (eight to each power of two), and no more of them than [`KEPT_BYTES`].

use super::memory::{self, Memory};
use crate::device::MemoryUse;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

/// Smaller blocks are left to the system's allocator, which is quick with them.
const POOLED_BYTES: usize = 64 << 10;
/// What is kept at most; not tuned.
const KEPT_BYTES: usize = 1 << 30;

static FREE: Mutex<Free> = Mutex::new(Free {
    classes: BTreeMap::new(),
    kept_bytes: 0,
});

struct Free {
    classes: BTreeMap<usize, Vec<Memory>>,
    kept_bytes: usize,
}

/// A block of at least so many bytes, its contents initialised but arbitrary; `None` where
/// there is no room.
pub(super) fn take(bytes: usize) -> Option<Memory> {
    if bytes < POOLED_BYTES {
        return Memory::zeroed(bytes);
    }
    let class = class_bytes(bytes)?;
    let kept = free().take(class);
    kept.or_else(|| Memory::zeroed(class)).or_else(|| {
        free().clear();
        Memory::zeroed(class)
    })
}

/// Takes a block back.
pub(super) fn give_back(memory: Memory) {
    let bytes = memory.capacity_bytes();
    if bytes < POOLED_BYTES || class_bytes(bytes) != Some(bytes) {
        return;
    }
    let mut free = free();
    if free.kept_bytes.saturating_add(bytes) <= KEPT_BYTES {
        free.kept_bytes += bytes;
        free.classes.entry(bytes).or_default().push(memory);
    }
}

/// How much of the host's memory buffers take.
pub(crate) fn memory_use() -> MemoryUse {
    let cached_bytes = free().kept_bytes;
    let (taken_bytes, peak_bytes) = memory::taken();
    let total = super::host_memory_bytes().unwrap_or(0);
    MemoryUse {
        in_use_bytes: taken_bytes.saturating_sub(cached_bytes),
        peak_bytes,
        cached_bytes,
        total_bytes: usize::try_from(total).unwrap_or(usize::MAX),
    }
}

fn free() -> std::sync::MutexGuard<'static, Free> {
    FREE.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Free {
    fn clear(&mut self) {
        self.classes.clear();
        self.kept_bytes = 0;
    }

    fn take(&mut self, class: usize) -> Option<Memory> {
        let memory = self.classes.get_mut(&class)?.pop()?;
        self.kept_bytes -= class;
        Some(memory)
    }
}

/// The size rounded up to a multiple of an eighth of its power of two.
pub(crate) fn class_bytes(bytes: usize) -> Option<usize> {
    let step = (bytes.checked_next_power_of_two()? / 16).max(1);
    bytes.checked_next_multiple_of(step)
}

#[cfg(test)]
mod tests {
    use super::{class_bytes, give_back, take};

    #[test]
    fn classes_waste_at_most_an_eighth() {
        for bytes in [1, 65, 1000, 65_537, 1 << 20, (1 << 20) + 1, 12_345_678] {
            let class = class_bytes(bytes).unwrap();
            assert!(
                class >= bytes && class - bytes <= bytes / 8,
                "{bytes} {class}"
            );
            assert_eq!(class_bytes(class), Some(class));
        }
        assert_eq!(class_bytes(usize::MAX), None);
    }

    #[test]
    fn a_block_comes_round_again() {
        // A size that no other test uses, as the pool is the whole process's.
        let mut memory = take(7_654_321).unwrap();
        memory.bytes_mut()[0] = 42;
        let address = memory.bytes().as_ptr();
        give_back(memory);
        let again = take(7_654_000).unwrap();
        assert_eq!((again.bytes().as_ptr(), again.bytes()[0]), (address, 42));
    }
}
