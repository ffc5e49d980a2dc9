//! Copies between the host's memory and the device's, at the speed of the bus.
//!
//! The device reads and writes only pinned memory at full speed. So what is large and not pinned already
//! goes through pinned chunks, in pieces of their size. Each of a few threads has two chunks of its own: while the device
//! copies one, the thread fills or empties the other. No thread waits for another one, and all chunks
//! together stay in the processor's caches.
//!
//! ```text
//! thread 0, to the device:  fill piece 0, start its copy; fill piece 16, start; wait for 0; fill 32 ...
//! thread 1:                 fill piece 1, start its copy; fill piece 17, start; wait for 1; fill 33 ...
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

/// Threads that copy, at most. On the host of an H100, with 16 processors and a bus that takes 55 GB/s,
/// sixteen threads copied 46 to 48 GB/s to the device and 45 to 50 back, eight 45 and 38.
const COPIERS: usize = 16;
/// Chunks of a thread. Three went no faster; nor did short pieces at the ends of an array.
const CHUNKS: usize = 2;
/// From 1.5 to 3 MiB it made no difference, 8 MiB halved the rate. Chunks that all threads fill together,
/// and then the next, went 0.8 times as fast back.
const CHUNK_BYTES: usize = 2 << 20;
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
        context.bind()?;
        if context.is_pinned(bytes) {
            let ticket = copy_to_device(queue, memory.address(), bytes.as_ptr(), bytes.len())?;
            memory.written_by(ticket);
            queue.wait(ticket)?;
            return Ok(memory);
        }
        let pieces: Vec<(usize, &[u8])> = bytes.chunks(CHUNK_BYTES).enumerate().collect();
        let copiers = pieces.len().min(COPIERS);
        let mut chunks = lock(&context.staging.to_device);
        Chunk::make(context, &mut chunks, copiers * CHUNKS)?;
        let chunks = &mut chunks[..];
        on_kernel_threads(|| {
            let own = chunks.par_chunks_mut(CHUNKS).take(copiers).enumerate();
            own.try_for_each(|(copier, chunks)| {
                let pieces = pieces.iter().skip(copier).step_by(copiers);
                for (turn, &(number, piece)) in pieces.enumerate() {
                    let chunk = &mut chunks[turn % CHUNKS];
                    chunk.wait(context)?;
                    chunk.bytes(piece.len()).copy_from_slice(piece);
                    let address = memory.address() + (number * CHUNK_BYTES) as u64;
                    let ticket = copy_to_device(queue, address, chunk.address, piece.len())?;
                    chunk.mark(queue)?;
                    memory.written_by(ticket);
                }
                Ok::<(), Error>(())
            })
        })?;
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
        let start = self.address() + start_bytes as u64;
        context.bind()?;
        if target.len() > AT_ONCE_BYTES && context.is_pinned(target) {
            let ticket = copy_to_host(queue, target.as_mut_ptr(), start, target.len())?;
            self.used_by(queue, ticket);
            return queue.wait(ticket);
        }
        let mut pieces: Vec<(usize, &mut [u8])> =
            target.chunks_mut(CHUNK_BYTES).enumerate().collect();
        let copiers = pieces.len().min(COPIERS);
        let mut chunks = lock(&context.staging.to_host);
        Chunk::make(context, &mut chunks, copiers * CHUNKS)?;
        let chunks = &mut chunks[..];
        // Each copier gets every so manyth piece.
        let mut shares: Vec<Vec<(u64, &mut [u8])>> = (0..copiers).map(|_| Vec::new()).collect();
        for (number, piece) in pieces.drain(..) {
            shares[number % copiers].push((start + (number * CHUNK_BYTES) as u64, piece));
        }
        on_kernel_threads(|| {
            let own = chunks.par_chunks_mut(CHUNKS).take(copiers).zip(shares);
            own.try_for_each(|(chunks, share)| self.empty(queue, chunks, share))
        })
    }

    /// Copies one thread's share through its chunks.
    fn empty(
        &self,
        queue: &Arc<Queue>,
        chunks: &mut [Chunk],
        mut share: Vec<(u64, &mut [u8])>,
    ) -> Result<(), Error> {
        let begin = |chunk: &mut Chunk, (address, piece): &(u64, &mut [u8])| {
            let ticket = copy_to_host(queue, chunk.address, *address, piece.len())?;
            self.used_by(queue, ticket);
            chunk.mark(queue)
        };
        for (chunk, piece) in chunks.iter_mut().zip(&share) {
            begin(chunk, piece)?;
        }
        for turn in 0..share.len() {
            let chunk = &mut chunks[turn % CHUNKS];
            chunk.wait(self.context())?;
            let piece = &mut *share[turn].1;
            piece.copy_from_slice(chunk.bytes(piece.len()));
            if let Some(next) = share.get(turn + CHUNKS) {
                begin(chunk, next)?;
            }
        }
        Ok(())
    }
}

impl Chunk {
    /// Makes chunks until there are so many.
    fn make(context: &Context, chunks: &mut Vec<Self>, count: usize) -> Result<(), Error> {
        while chunks.len() < count {
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
        Ok(())
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
        // SAFETY: the block has room for as many bytes; the source is small and ordinary, which the driver
        // has read when it returns, or a pinned chunk, which stays as it is until its event, or the
        // caller's pinned memory, which is borrowed until the copy was waited for.
        let code = unsafe { copy(address, source.cast(), bytes, stream) };
        context.check("cuMemcpyHtoDAsync", code)
    })
}

fn copy_to_host(queue: &Queue, target: *mut u8, address: u64, bytes: usize) -> Result<u64, Error> {
    let context = queue.context();
    queue.enqueue(None, |stream| {
        let copy = context.driver().functions.cuMemcpyDtoHAsync_v2;
        // SAFETY: the target has at least as many bytes, and is a pinned chunk, which nobody reads before
        // its event, or the caller's, which is borrowed until the copy was waited for; the bytes lie
        // within a block.
        let code = unsafe { copy(target.cast(), address, bytes, stream) };
        context.check("cuMemcpyDtoHAsync", code)
    })
}
