//! A ring of pinned chunks, and the copy of one array through it.
//!
//! Threads take slices of an array in order. To the device, whoever fills the last slice of a piece starts its copy; to the
//! host, whoever empties the last slice of a piece starts the copy of the next one that goes through its chunk.
//!
//! ```text
//! to the device:  fill slices of piece 0, 1, 2, ...    0 is full: copy it ...   8 goes where 0 was: wait for that copy
//! to the host:    copy 0 to 7    wait for 0: empty its slices    0 is empty: copy 8 to where it was ...
//! ```
//!
//! A piece is large, since the bus rests between copies: on the host of an H100, 1 GiB of pinned memory went at 55.0 GB/s
//! in one copy, at 54.1 in pieces of 8 MiB, 53.3 of 4, 51.3 of 2 and 32.7 of 1. A slice is small, so that the first copy
//! starts early and threads end together. No thread waits but for the device: a slice is taken after all those of the
//! pieces before.

use std::{
    ffi::c_void,
    ops::Range,
    ptr,
    sync::{
        Arc, Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use rayon::prelude::*;

use crate::backend::cuda::{
    device::{Context, PooledEvent, lock},
    queue::Queue,
};
use crate::{device::on_kernel_threads, error::Error};

/// Chunks of a ring, at most.
const CHUNKS: usize = 8;
/// A chunk, and a piece but the last one.
const CHUNK_BYTES: usize = 4 << 20;
/// What a thread takes at once.
pub(super) const SLICE_BYTES: usize = 512 << 10;

/// Pinned memory, never given back.
pub(super) struct Chunk {
    address: *mut u8,
    /// The last copy of an earlier transfer.
    copied: Mutex<Option<PooledEvent>>,
}

// SAFETY: a chunk owns its memory.
unsafe impl Send for Chunk {}

// SAFETY: threads that share a chunk have slices of it that do not overlap.
unsafe impl Sync for Chunk {}

impl Chunk {
    /// Makes chunks until there are enough for so many bytes.
    pub(super) fn make(
        context: &Context,
        chunks: &mut Vec<Self>,
        bytes: usize,
    ) -> Result<(), Error> {
        while chunks.len() < bytes.div_ceil(CHUNK_BYTES).min(CHUNKS) {
            context.bind()?;
            let mut address = ptr::null_mut::<c_void>();
            let functions = &context.driver().functions;
            // SAFETY: the context is bound and one address is written. 1: CU_MEMHOSTALLOC_PORTABLE.
            let code = unsafe { (functions.cuMemHostAlloc)(&raw mut address, CHUNK_BYTES, 1) };
            context.check("cuMemHostAlloc", code)?;
            chunks.push(Self {
                address: address.cast(),
                copied: Mutex::default(),
            });
        }
        Ok(())
    }

    /// Where it begins.
    pub(super) fn address(&self) -> *mut u8 {
        self.address
    }
}

/// What a thread takes of an array.
pub(super) struct Slice<'a> {
    /// The piece that it is of.
    pub(super) piece: usize,
    /// Its place in the array.
    pub(super) place: Range<usize>,
    chunk: &'a Chunk,
}

impl Slice<'_> {
    /// Its bytes in the chunk, which the device does not use: the waits of [`Transfer`] come before.
    pub(super) fn room(&mut self) -> &mut [u8] {
        let start = self.place.start % CHUNK_BYTES;
        // SAFETY: a slice lies within its piece, which is no longer than a chunk, and is taken once, by one thread.
        // Pinned memory comes zeroed or with what was copied here, so that it is initialized.
        unsafe { std::slice::from_raw_parts_mut(self.chunk.address.add(start), self.place.len()) }
    }
}

/// What goes through a chunk at once.
struct Piece {
    /// Slices that are not filled, or not emptied.
    left: AtomicUsize,
    /// The device's copy; none where the transfer failed before.
    copied: OnceLock<Option<PooledEvent>>,
}

/// The copy of one array.
pub(super) struct Transfer<'a> {
    queue: &'a Arc<Queue>,
    chunks: &'a [Chunk],
    bytes: usize,
    /// Threads that fill or empty slices, at most.
    copiers: usize,
    pieces: Vec<Piece>,
    next: AtomicUsize,
    failed: OnceLock<Error>,
}

impl<'a> Transfer<'a> {
    pub(super) fn new(
        queue: &'a Arc<Queue>,
        chunks: &'a [Chunk],
        bytes: usize,
        copiers: usize,
    ) -> Self {
        let piece = |start: usize| Piece {
            left: AtomicUsize::new(CHUNK_BYTES.min(bytes - start).div_ceil(SLICE_BYTES)),
            copied: OnceLock::new(),
        };
        Self {
            queue,
            chunks,
            bytes,
            copiers,
            pieces: (0..bytes).step_by(CHUNK_BYTES).map(piece).collect(),
            next: AtomicUsize::new(0),
            failed: OnceLock::new(),
        }
    }

    /// How many pieces there are.
    pub(super) fn pieces(&self) -> usize {
        self.pieces.len()
    }

    /// The place of a piece in the array, and its chunk.
    pub(super) fn piece(&self, piece: usize) -> (Range<usize>, &'a Chunk) {
        let start = piece * CHUNK_BYTES;
        let place = start..self.bytes.min(start + CHUNK_BYTES);
        (place, &self.chunks[piece % self.chunks.len()])
    }

    /// Threads fill or empty all slices by `touch`; `done` is called for each piece whose last slice was.
    pub(super) fn run(
        &self,
        touch: impl Fn(&mut Slice<'a>) -> Result<(), Error> + Sync,
        done: impl Fn(usize) + Sync,
    ) {
        let threads = self.copiers.min(self.bytes.div_ceil(SLICE_BYTES));
        let work = |_| {
            while let Some(mut slice) = self.take() {
                if self.failed.get().is_none() {
                    self.note(touch(&mut slice));
                }
                // What failed is counted, too: others wait for the piece.
                if self.pieces[slice.piece].left.fetch_sub(1, Ordering::AcqRel) == 1 {
                    done(slice.piece);
                }
            }
        };
        on_kernel_threads(|| (0..threads).into_par_iter().for_each(work));
    }

    fn take(&self) -> Option<Slice<'a>> {
        let start = self.next.fetch_add(1, Ordering::Relaxed) * SLICE_BYTES;
        let piece = start / CHUNK_BYTES;
        (start < self.bytes).then(|| Slice {
            piece,
            place: start..self.bytes.min(start + SLICE_BYTES),
            chunk: self.piece(piece).1,
        })
    }

    /// Starts the copy of a piece.
    pub(super) fn start(&self, piece: usize, copy: impl FnOnce(usize) -> Result<(), Error>) {
        let copied = match self.failed.get() {
            Some(_) => None,
            None => self.note(copy(piece).and_then(|()| self.mark())),
        };
        let first = self.pieces[piece].copied.set(copied);
        assert!(first.is_ok(), "a piece is copied once");
    }

    /// What happens when the device has done what was enqueued so far.
    fn mark(&self) -> Result<PooledEvent, Error> {
        let event = self.queue.context().take_event()?;
        self.queue.enqueue(None, |stream| event.record(stream))?;
        Ok(event)
    }

    /// Waits until the device has copied a piece, which was started or will be by another thread.
    pub(super) fn wait_copied(&self, piece: usize) -> Result<(), Error> {
        match self.pieces[piece].copied.wait() {
            Some(event) => self.wait(event),
            None => Ok(()),
        }
    }

    /// Waits until the device has done with what was in a piece's chunk before.
    pub(super) fn wait_free(&self, piece: usize) -> Result<(), Error> {
        match piece.checked_sub(self.chunks.len()) {
            Some(before) => self.wait_copied(before),
            None => match lock(&self.chunks[piece].copied).take() {
                Some(event) => self.wait(&event),
                None => Ok(()),
            },
        }
    }

    fn wait(&self, event: &PooledEvent) -> Result<(), Error> {
        let context = self.queue.context();
        context.bind()?;
        // SAFETY: the event lives.
        let code = unsafe { (context.driver().functions.cuEventSynchronize)(event.handle) };
        context.check("cuEventSynchronize", code)
    }

    /// Keeps the first error.
    fn note<T>(&self, result: Result<T, Error>) -> Option<T> {
        result.map_err(|error| self.failed.set(error)).ok()
    }

    /// Leaves to the chunks which copies still use them, and tells what failed.
    pub(super) fn finish(self) -> Result<(), Error> {
        for (number, piece) in self.pieces.into_iter().enumerate() {
            if let Some(Some(event)) = piece.copied.into_inner() {
                *lock(&self.chunks[number % self.chunks.len()].copied) = Some(event);
            }
        }
        self.failed.into_inner().map_or(Ok(()), Err)
    }
}
