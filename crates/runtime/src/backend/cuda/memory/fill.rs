//! Memory filled and copied on a stream, without a kernel of ours.

use crate::backend::cuda::{
    device::{Context, Direction},
    driver::{SUCCESS, StreamHandle},
    memory::Memory,
};
use crate::error::Error;

impl Memory {
    /// Memory that holds copies of an element.
    pub(crate) fn filled(
        context: &'static Context,
        bytes: usize,
        element: &[u8],
    ) -> Result<Self, Error> {
        let queue = context.copies(Direction::ToDevice)?;
        let memory = Self::new(queue, bytes)?;
        let room = (memory.address(), bytes);
        let ticket = queue.enqueue(None, |stream| match bytes {
            0 => Ok(()),
            _ => fill(context, stream, room, element),
        })?;
        memory.written_by(ticket);
        Ok(memory)
    }
}

/// Fills memory, an address and a number of bytes, with copies of an element of 1, 2, 4, 8 or 16 bytes.
pub(crate) fn fill(
    context: &Context,
    stream: StreamHandle,
    (address, bytes): (u64, usize),
    element: &[u8],
) -> Result<(), Error> {
    let functions = &context.driver().functions;
    let count = bytes / element.len();
    let word = |at: usize| {
        u32::from_ne_bytes([
            element[at],
            element[at + 1],
            element[at + 2],
            element[at + 3],
        ])
    };
    // SAFETY: the caller's memory has as many bytes, and is a multiple of the element's.
    let code = unsafe {
        match element.len() {
            1 => (functions.cuMemsetD8Async)(address, element[0], count, stream),
            2 => {
                let value = u16::from_ne_bytes([element[0], element[1]]);
                (functions.cuMemsetD16Async)(address, value, count, stream)
            }
            4 => (functions.cuMemsetD32Async)(address, word(0), count, stream),
            // As zero and -1 are.
            bytes if element.chunks_exact(4).all(|word| *word == element[..4]) => {
                (functions.cuMemsetD32Async)(address, word(0), count * bytes / 4, stream)
            }
            // Columns of a table: first all the first words, then all the second ones.
            _ => {
                let column = functions.cuMemsetD2D32Async;
                let codes = (0..element.len()).step_by(4).map(|at| {
                    column(
                        address + at as u64,
                        element.len(),
                        word(at),
                        1,
                        count,
                        stream,
                    )
                });
                codes
                    .into_iter()
                    .find(|code| *code != SUCCESS)
                    .unwrap_or(SUCCESS)
            }
        }
    };
    context.check("cuMemsetAsync", code)
}

/// Copies so many bytes to memory from another address of the device.
pub(crate) fn copy(
    context: &Context,
    stream: StreamHandle,
    (address, bytes): (u64, usize),
    from: u64,
) -> Result<(), Error> {
    let copy = context.driver().functions.cuMemcpyDtoDAsync_v2;
    // SAFETY: both blocks have as many bytes.
    let code = unsafe { copy(address, from, bytes, stream) };
    context.check("cuMemcpyDtoDAsync", code)
}
