//! Copies between the host's memory and the device's, at the speed of the bus.
//!
//! The device reads and writes only pinned memory at full speed. So what is large goes through a few
//! pinned chunks: while the device copies one, the threads of kernels fill or empty the next.
//!
//! ```text
//! to device:  host fills    | chunk 0 | chunk 1 | chunk 2 | chunk 3 | chunk 0 ...
//!             device copies           | chunk 0 | chunk 1 | chunk 2 | chunk 3 ...
//! ```

use crate::backend::cuda::{
    device::{Context, Direction, PooledEvent, lock},
    memory::Memory,
    queue::Queue,
};
use crate::{device::on_kernel_threads, error::Error};
use rayon::prelude::*;
use std::{
    ffi::c_void,
    ptr,
    sync::{Arc, Mutex},
};

/// Chunks of a direction. Three are enough to keep the device busy; one more evens out the host. On an
/// H100's host chunks of 8 MiB, filled by pieces of 512 KiB, reached 0.88 of a bare copy to the device.
const CHUNKS: usize = 4;
const CHUNK_BYTES: usize = 16 << 20;
/// What one thread copies at a time.
const PIECE_BYTES: usize = 256 << 10;
/// What the driver takes from ordinary memory at once, without waiting: the documentation's limit.
const AT_ONCE_BYTES: usize = 64 << 10;

/// The chunks of a device, made when first needed.
#[derive(Default)]
pub(crate) struct Staging {
    to_device: Mutex<Vec<Chunk>>,
    to_host: Mutex<Vec<Chunk>>,
}

/// Pinned memory, never given back.
struct Chunk {
    address: *mut u8,
    /// The device's last copy of it.
    copied: Option<Arc<PooledEvent>>,
}

// SAFETY: a chunk owns its memory.
unsafe impl Send for Chunk {}

impl Memory {
    /// Memory that holds these bytes.
    pub(crate) fn upload(context: &'static Context, bytes: &[u8]) -> Result<Self, Error> {
        let queue = context.copies(Direction::ToDevice)?;
        let memory = Self::new(queue, bytes.len())?;
        if bytes.len() <= AT_ONCE_BYTES {
            let ticket = copy_to_device(queue, memory.address(), bytes.as_ptr(), bytes.len())?;
            memory.written_by(ticket);
            return Ok(memory);
        }
        let mut chunks = lock(&context.staging.to_device);
        for (turn, bytes) in bytes.chunks(CHUNK_BYTES).enumerate() {
            let chunk = Chunk::of(context, &mut chunks, turn % CHUNKS)?;
            chunk.wait(context)?;
            copy_on_threads(bytes, chunk.bytes(bytes.len()));
            let address = memory.address() + (turn * CHUNK_BYTES) as u64;
            let ticket = copy_to_device(queue, address, chunk.address, bytes.len())?;
            chunk.mark(queue)?;
            memory.written_by(ticket);
        }
        Ok(memory)
    }

    /// Waits for the contents, and copies some of them to the host.
    pub(crate) fn download(&self, start_bytes: usize, target: &mut [u8]) -> Result<(), Error> {
        if target.is_empty() {
            return self.wait_written();
        }
        let context = self.context();
        let queue = context.copies(Direction::ToHost)?;
        self.ready_on(queue)?;
        let address = self.address() + start_bytes as u64;
        let mut chunks = lock(&context.staging.to_host);
        let turns = target.len().div_ceil(CHUNK_BYTES);
        let length = |turn: usize| CHUNK_BYTES.min(target.len() - turn * CHUNK_BYTES);
        let lengths: Vec<usize> = (0..turns).map(length).collect();
        let begin = |turn: usize, chunks: &mut Vec<Chunk>| {
            let chunk = Chunk::of(context, chunks, turn % CHUNKS)?;
            let from = address + (turn * CHUNK_BYTES) as u64;
            let ticket = copy_to_host(queue, chunk.address, from, lengths[turn])?;
            self.used_by(queue, ticket);
            chunk.mark(queue)
        };
        for turn in 0..turns.min(CHUNKS) {
            begin(turn, &mut chunks)?;
        }
        for (turn, part) in target.chunks_mut(CHUNK_BYTES).enumerate() {
            let chunk = Chunk::of(context, &mut chunks, turn % CHUNKS)?;
            chunk.wait(context)?;
            copy_on_threads(chunk.bytes(part.len()), part);
            if turn + CHUNKS < turns {
                begin(turn + CHUNKS, &mut chunks)?;
            }
        }
        Ok(())
    }
}

impl Chunk {
    fn of<'c>(
        context: &Context,
        chunks: &'c mut Vec<Self>,
        number: usize,
    ) -> Result<&'c mut Self, Error> {
        while chunks.len() <= number {
            context.bind()?;
            let mut address = ptr::null_mut::<c_void>();
            let functions = &context.driver().functions;
            // SAFETY: the context is bound and one address is written. 1: CU_MEMHOSTALLOC_PORTABLE.
            let code = unsafe { (functions.cuMemHostAlloc)(&raw mut address, CHUNK_BYTES, 1) };
            context.check("cuMemHostAlloc", code)?;
            chunks.push(Self {
                address: address.cast(),
                copied: None,
            });
        }
        Ok(&mut chunks[number])
    }

    /// The first bytes. The device does not use the chunk: `wait` comes before.
    fn bytes(&mut self, length: usize) -> &mut [u8] {
        assert!(length <= CHUNK_BYTES, "a part is no longer than a chunk");
        // SAFETY: the memory is ours alone, as long as said, and the borrow is exclusive. Pinned
        // memory comes zeroed or with what was copied here, so that it is initialized.
        unsafe { std::slice::from_raw_parts_mut(self.address, length) }
    }

    /// Waits until the device has done with it.
    fn wait(&mut self, context: &Context) -> Result<(), Error> {
        let Some(event) = self.copied.take() else {
            return Ok(());
        };
        context.bind()?;
        // SAFETY: the event lives.
        let code = unsafe { (context.driver().functions.cuEventSynchronize)(event.handle) };
        context.check("cuEventSynchronize", code)
    }

    /// Notes that the device uses it until what is enqueued now has ended.
    fn mark(&mut self, queue: &Queue) -> Result<(), Error> {
        let context = queue.context();
        let event = context.take_event()?;
        queue.enqueue(None, |stream| event.record(stream))?;
        self.copied = Some(Arc::new(event));
        Ok(())
    }
}

fn copy_to_device(
    queue: &Queue,
    address: u64,
    source: *const u8,
    bytes: usize,
) -> Result<u64, Error> {
    let context = queue.context();
    queue.enqueue(None, |stream| {
        let copy = context.driver().functions.cuMemcpyHtoDAsync_v2;
        if bytes == 0 {
            return Ok(());
        }
        // SAFETY: the block has room for as many bytes; the source is either small and ordinary, which
        // the driver has read when it returns, or a pinned chunk, which stays as it is until its event.
        let code = unsafe { copy(address, source.cast(), bytes, stream) };
        context.check("cuMemcpyHtoDAsync", code)
    })
}

fn copy_to_host(queue: &Queue, target: *mut u8, address: u64, bytes: usize) -> Result<u64, Error> {
    let context = queue.context();
    queue.enqueue(None, |stream| {
        let copy = context.driver().functions.cuMemcpyDtoHAsync_v2;
        // SAFETY: the target is a pinned chunk of at least as many bytes, which nobody reads before
        // its event; the bytes lie within a block.
        let code = unsafe { copy(target.cast(), address, bytes, stream) };
        context.check("cuMemcpyDtoHAsync", code)
    })
}

fn copy_on_threads(source: &[u8], target: &mut [u8]) {
    if source.len() <= PIECE_BYTES {
        return target.copy_from_slice(source);
    }
    on_kernel_threads(|| {
        let pieces = target
            .par_chunks_mut(PIECE_BYTES)
            .zip(source.par_chunks(PIECE_BYTES));
        pieces.for_each(|(target, source)| target.copy_from_slice(source));
    });
}
