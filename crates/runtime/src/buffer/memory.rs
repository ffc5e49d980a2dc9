//! A block of host memory: aligned, zeroed when new, freed when dropped.
//!
//! What a `Box<[u8]>` is, but for the alignment and for running out of memory being an error. Small
//! blocks are aligned to a cache line, large ones to a page. A large block is taken with an ordinary
//! alignment and moved up by hand, because only then does the system's allocator hand out pages
//! that are zero without anybody writing them.

use std::{
    alloc::{Layout, alloc_zeroed, dealloc},
    ptr::NonNull,
    sync::atomic::{AtomicUsize, Ordering},
};

/// What all blocks take now, and took at most.
static TAKEN_BYTES: AtomicUsize = AtomicUsize::new(0);
static PEAK_BYTES: AtomicUsize = AtomicUsize::new(0);

/// What all blocks take now, and took at most.
pub(super) fn taken() -> (usize, usize) {
    (
        TAKEN_BYTES.load(Ordering::Relaxed),
        PEAK_BYTES.load(Ordering::Relaxed),
    )
}

/// A cache line of the machines we know.
const SMALL_ALIGN_BYTES: usize = 64;
/// A page of the machines we know, or a divisor of one.
const LARGE_ALIGN_BYTES: usize = 4096;
/// Blocks of at least this size are large.
const LARGE_BYTES: usize = 64 << 10;

/// A block of initialised bytes.
pub(crate) struct Memory {
    /// What the allocator gave; `None` for a block of no bytes.
    allocation: Option<(NonNull<u8>, Layout)>,
    data: NonNull<u8>,
    capacity_bytes: usize,
}

// SAFETY: a `Memory` owns its block alone, as a `Box<[u8]>` does.
unsafe impl Send for Memory {}
// SAFETY: shared access only reads plain bytes.
unsafe impl Sync for Memory {}

impl Memory {
    /// A block of zeros; `None` where there is no room.
    pub(crate) fn zeroed(capacity_bytes: usize) -> Option<Self> {
        if capacity_bytes == 0 {
            return Some(Self::empty());
        }
        let large = capacity_bytes >= LARGE_BYTES;
        let layout = if large {
            let room = capacity_bytes.checked_add(LARGE_ALIGN_BYTES)?;
            Layout::from_size_align(room, 16).ok()?
        } else {
            Layout::from_size_align(capacity_bytes, SMALL_ALIGN_BYTES).ok()?
        };
        // SAFETY: the layout's size is not zero.
        let start = NonNull::new(unsafe { alloc_zeroed(layout) })?;
        let skip = if large {
            start.as_ptr().align_offset(LARGE_ALIGN_BYTES)
        } else {
            0
        };
        let taken = TAKEN_BYTES.fetch_add(capacity_bytes, Ordering::Relaxed) + capacity_bytes;
        PEAK_BYTES.fetch_max(taken, Ordering::Relaxed);
        // SAFETY: `skip` is less than LARGE_ALIGN_BYTES, by which a large block was made longer.
        let data = unsafe { start.add(skip) };
        Some(Self {
            allocation: Some((start, layout)),
            data,
            capacity_bytes,
        })
    }

    fn empty() -> Self {
        Self {
            allocation: None,
            data: NonNull::<Line>::dangling().cast(),
            capacity_bytes: 0,
        }
    }

    /// How many bytes there are.
    pub(crate) fn capacity_bytes(&self) -> usize {
        self.capacity_bytes
    }

    /// The bytes.
    pub(crate) fn bytes(&self) -> &[u8] {
        // SAFETY: `data` is valid for `capacity_bytes` initialised bytes (zeroed when made) for as
        // long as `self` lives, and nobody writes them while `self` is borrowed.
        unsafe { std::slice::from_raw_parts(self.data.as_ptr(), self.capacity_bytes) }
    }

    /// The bytes, to write.
    pub(crate) fn bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: as in `bytes`, and the borrow is exclusive.
        unsafe { std::slice::from_raw_parts_mut(self.data.as_ptr(), self.capacity_bytes) }
    }
}

impl Drop for Memory {
    fn drop(&mut self) {
        if let Some((start, layout)) = self.allocation {
            TAKEN_BYTES.fetch_sub(self.capacity_bytes, Ordering::Relaxed);
            // SAFETY: `start` came from the allocator with this layout, and is freed once.
            unsafe { dealloc(start.as_ptr(), layout) }
        }
    }
}

/// Gives an empty block an aligned address.
#[repr(align(4096))]
struct Line;

#[cfg(test)]
mod tests {
    use super::Memory;

    #[test]
    fn blocks_are_zero_and_aligned() {
        for (bytes, align) in [
            (0, 4096),
            (1, 64),
            (100, 64),
            (64 << 10, 4096),
            (1 << 20, 4096),
        ] {
            let mut memory = Memory::zeroed(bytes).unwrap();
            assert_eq!(memory.bytes().as_ptr() as usize % align, 0, "{bytes}");
            assert_eq!(memory.capacity_bytes(), bytes);
            assert!(memory.bytes().iter().all(|&b| b == 0));
            memory.bytes_mut().fill(7);
            assert!(memory.bytes().iter().all(|&b| b == 7));
        }
    }

    #[test]
    fn too_much_is_an_answer_and_no_abort() {
        assert!(Memory::zeroed(usize::MAX).is_none());
        assert!(Memory::zeroed(usize::MAX / 2 - 5000).is_none());
    }
}
