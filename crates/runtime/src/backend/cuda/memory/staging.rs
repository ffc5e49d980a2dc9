//! Copies between the host's memory and the device's, at the speed of the bus.
//!
//! The device reads and writes only pinned memory at full speed. So what is large and not pinned already
//! goes through a [ring](super::ring) of pinned chunks, piece by piece, which threads fill or empty together.

use std::sync::Mutex;

use crate::backend::cuda::{
    device::{Context, Direction, lock},
    memory::{
        Memory,
        ring::{Chunk, SLICE_BYTES, Transfer},
    },
    queue::Queue,
};
use crate::error::Error;

/// What the driver takes from ordinary memory at once, without waiting: the documentation's limit.
const AT_ONCE_BYTES: usize = 64 << 10;

/// Threads that fill chunks, and threads that empty them, at most. Not settled by measurement: on a shared host of an
/// H100, with 16 processors, one setting reached from 0.39 to 1.0 of a copy of pinned memory minutes apart, more than
/// these numbers were seen to change.
const FILLERS: usize = 12;
const EMPTIERS: usize = 16;

/// The chunks of a device, made when first needed.
#[derive(Default)]
pub(crate) struct Staging {
    to_device: Mutex<Vec<Chunk>>,
    to_host: Mutex<Vec<Chunk>>,
}

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
        let mut chunks = lock(&context.staging.to_device);
        Chunk::make(context, &mut chunks, bytes.len())?;
        let transfer = Transfer::new(queue, &chunks, bytes.len(), FILLERS);
        let copy = |piece| {
            let (place, chunk) = transfer.piece(piece);
            let address = memory.address() + place.start as u64;
            let ticket = copy_to_device(queue, address, chunk.address(), place.len())?;
            memory.written_by(ticket);
            Ok(())
        };
        transfer.run(
            |slice| {
                transfer.wait_free(slice.piece)?;
                let place = slice.place.clone();
                slice.room().copy_from_slice(&bytes[place]);
                Ok(())
            },
            |piece| transfer.start(piece, copy),
        );
        transfer.finish()?;
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
        let bytes = target.len();
        let parts: Vec<_> = target.chunks_mut(SLICE_BYTES).map(Mutex::new).collect();
        let mut chunks = lock(&context.staging.to_host);
        Chunk::make(context, &mut chunks, bytes)?;
        let transfer = Transfer::new(queue, &chunks, bytes, EMPTIERS);
        let copy = |piece| {
            let (place, chunk) = transfer.piece(piece);
            let address = start + place.start as u64;
            let ticket = copy_to_host(queue, chunk.address(), address, place.len())?;
            self.used_by(queue, ticket);
            Ok(())
        };
        for piece in 0..chunks.len().min(transfer.pieces()) {
            transfer.start(piece, copy);
        }
        transfer.run(
            |slice| {
                transfer.wait_copied(slice.piece)?;
                let mut part = lock(&parts[slice.place.start / SLICE_BYTES]);
                part.copy_from_slice(slice.room());
                Ok(())
            },
            |piece| match piece + chunks.len() {
                next if next < transfer.pieces() => transfer.start(next, copy),
                _ => {}
            },
        );
        transfer.finish()
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
