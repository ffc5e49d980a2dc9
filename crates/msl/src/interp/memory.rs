//! The buffers of one launch, which all its threadgroups share.
//!
//! Bytes live in atomic words with a bit each for "was written", so threadgroups may run in
//! parallel with no unsafe code. An access of up to eight aligned bytes is a single one: it never
//! tears, and the kernel's atomics are real ones. Alignment is relative to the buffer's first byte.

use std::{
    ops::Range,
    sync::atomic::{
        AtomicU8, AtomicU64,
        Ordering::{Relaxed, SeqCst},
    },
};

/// Up to eight bytes, zero-extended, and whether all of them were written.
pub(super) type Word = (u64, bool);

/// Bytes of a word.
const WORD_BYTES: usize = 8;

/// A buffer before a launch.
#[derive(Clone, Debug)]
pub struct BufferInit {
    /// Its content.
    pub bytes: Vec<u8>,
    /// Whether the content was ever written. Reading a byte that was not is a finding.
    pub initialized: bool,
    /// Whether a kernel may write it. Otherwise a write is a finding, and is dropped.
    pub writable: bool,
}

/// The buffers of one launch. Buffer `i` is what `[[buffer(i)]]` binds.
#[derive(Debug)]
pub struct Memory {
    buffers: Vec<Buffer>,
}

#[derive(Debug)]
struct Buffer {
    words: Vec<AtomicU64>,
    written: Vec<AtomicU8>,
    len_bytes: usize,
    /// Where a kernel's pointer points at first.
    start_bytes: usize,
    writable: bool,
}

impl Memory {
    /// Takes over the buffers.
    #[must_use]
    pub fn new(buffers: Vec<BufferInit>) -> Self {
        Self {
            buffers: buffers.into_iter().map(Buffer::new).collect(),
        }
    }

    /// Lets the kernel's pointer to a buffer begin further on than at its first byte, as for a view
    /// with negative strides.
    ///
    /// # Panics
    /// If there is no such buffer.
    #[must_use]
    pub fn starting_at(mut self, buffer: usize, start_bytes: usize) -> Self {
        self.buffers[buffer].start_bytes = start_bytes;
        self
    }

    /// Hands the buffers' content back. Bytes that were never written are as they came.
    #[must_use]
    pub fn into_buffers(self) -> Vec<Vec<u8>> {
        let bytes = |buffer: Buffer| {
            let words = buffer.words.into_iter();
            let mut bytes: Vec<u8> = words
                .flat_map(|word| word.into_inner().to_le_bytes())
                .collect();
            bytes.truncate(buffer.len_bytes);
            bytes
        };
        self.buffers.into_iter().map(bytes).collect()
    }

    /// The byte ranges of a buffer that were never written, in order.
    ///
    /// # Panics
    /// If there is no such buffer.
    #[must_use]
    pub fn never_written(&self, buffer: usize) -> Vec<Range<usize>> {
        let buffer = &self.buffers[buffer];
        let mut ranges: Vec<Range<usize>> = Vec::new();
        for at in (0..buffer.len_bytes).filter(|&at| !buffer.is_written(at)) {
            match ranges.last_mut() {
                Some(last) if last.end == at => last.end += 1,
                _ => ranges.push(at..at + 1),
            }
        }
        ranges
    }

    /// How many buffers there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.buffers.len()
    }

    /// Whether there is no buffer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.buffers.is_empty()
    }

    /// Bytes of a buffer, if it exists.
    pub(super) fn len_bytes(&self, buffer: usize) -> Option<usize> {
        self.buffers.get(buffer).map(|buffer| buffer.len_bytes)
    }

    /// Where the kernel's pointer to a buffer points at first; 0 if there is no such buffer.
    pub(super) fn start_bytes(&self, buffer: usize) -> usize {
        self.buffers
            .get(buffer)
            .map_or(0, |buffer| buffer.start_bytes)
    }

    pub(super) fn is_writable(&self, buffer: usize) -> bool {
        self.buffers[buffer].writable
    }

    /// Up to eight bytes within bounds, zero-extended, and whether all were written.
    pub(super) fn read(&self, buffer: usize, at: usize, size: usize) -> Word {
        let buffer = &self.buffers[buffer];
        let shift = at % WORD_BYTES;
        if shift + size <= WORD_BYTES {
            let word = buffer.words[at / WORD_BYTES].load(Relaxed);
            let written = buffer.written[at / WORD_BYTES].load(Relaxed);
            let mask = byte_bits(size) << shift;
            return (
                word >> (8 * shift) & low_bytes(size),
                written & mask == mask,
            );
        }
        let mut value = 0;
        let mut all = true;
        for byte in 0..size {
            let at = at + byte;
            let word = buffer.words[at / WORD_BYTES].load(Relaxed);
            value |= (word >> (8 * (at % WORD_BYTES)) & 0xff) << (8 * byte);
            all &= buffer.is_written(at);
        }
        (value, all)
    }

    /// Writes up to eight bytes within bounds, with whether they have a value.
    pub(super) fn write(&self, buffer: usize, at: usize, size: usize, value: Word) {
        let buffer = &self.buffers[buffer];
        let (value, written) = value;
        let first = (WORD_BYTES - at % WORD_BYTES).min(size);
        buffer.write_in_word(at, first, value, written);
        if first < size {
            buffer.write_in_word(at + first, size - first, value >> (8 * first), written);
        }
    }

    /// Replaces an aligned scalar in one step, in the one order of all such steps; returns what was
    /// there, and whether it was written.
    pub(super) fn update(
        &self,
        buffer: usize,
        at: usize,
        size: usize,
        next: impl Fn(u64) -> Option<u64>,
    ) -> (u64, bool) {
        let buffer = &self.buffers[buffer];
        let shift = 8 * (at % WORD_BYTES);
        let mask = low_bytes(size) << shift;
        let word = &buffer.words[at / WORD_BYTES];
        let updated = word.fetch_update(SeqCst, SeqCst, |word| {
            next((word & mask) >> shift).map(|new| word & !mask | new << shift & mask)
        });
        let bits = byte_bits(size) << (at % WORD_BYTES);
        let written = &buffer.written[at / WORD_BYTES];
        let (old, known) = match updated {
            Ok(old) => (old, written.fetch_or(bits, SeqCst)),
            Err(old) => (old, written.load(SeqCst)),
        };
        ((old & mask) >> shift, known & bits == bits)
    }
}

impl Buffer {
    fn new(init: BufferInit) -> Self {
        let len_bytes = init.bytes.len();
        let word = |chunk: &[u8]| {
            let mut bytes = [0; WORD_BYTES];
            bytes[..chunk.len()].copy_from_slice(chunk);
            AtomicU64::new(u64::from_le_bytes(bytes))
        };
        let words: Vec<AtomicU64> = init.bytes.chunks(WORD_BYTES).map(word).collect();
        let bits = if init.initialized { 0xff } else { 0 };
        let written = words.iter().map(|_| AtomicU8::new(bits)).collect();
        Self {
            words,
            written,
            len_bytes,
            start_bytes: 0,
            writable: init.writable,
        }
    }

    fn is_written(&self, at: usize) -> bool {
        self.written[at / WORD_BYTES].load(Relaxed) >> (at % WORD_BYTES) & 1 == 1
    }

    fn write_in_word(&self, at: usize, size: usize, value: u64, written: bool) {
        let word = &self.words[at / WORD_BYTES];
        let shift = at % WORD_BYTES;
        if size == WORD_BYTES {
            word.store(value, Relaxed);
        } else {
            let mask = low_bytes(size) << (8 * shift);
            let value = value << (8 * shift) & mask;
            let replace = |word: u64| Some(word & !mask | value);
            let _always = word.fetch_update(Relaxed, Relaxed, replace);
        }
        let bits = byte_bits(size) << shift;
        let known = &self.written[at / WORD_BYTES];
        if written {
            known.fetch_or(bits, Relaxed);
        } else {
            known.fetch_and(!bits, Relaxed);
        }
    }
}

/// A mask of the low `size` bytes.
fn low_bytes(size: usize) -> u64 {
    u64::MAX >> (64 - 8 * size)
}

/// A mask of one bit a byte.
fn byte_bits(size: usize) -> u8 {
    u8::MAX >> (WORD_BYTES - size)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn memory(len_bytes: usize, initialized: bool) -> Memory {
        Memory::new(vec![BufferInit {
            bytes: (0..len_bytes).map(|at| at as u8).collect(),
            initialized,
            writable: true,
        }])
    }

    #[test]
    fn reads_cross_words() {
        let memory = memory(19, true);
        assert_eq!(memory.read(0, 6, 4), (0x0908_0706, true));
        assert_eq!(memory.read(0, 8, 8), (0x0f0e_0d0c_0b0a_0908, true));
    }

    #[test]
    fn a_write_touches_only_its_bytes() {
        let memory = memory(16, false);
        memory.write(0, 6, 4, (0xffff_ffff, true));
        assert_eq!(memory.read(0, 6, 4), (0xffff_ffff, true));
        assert_eq!(memory.read(0, 5, 4), (0x00ff_ffff << 8 | 5, false));
        assert_eq!(memory.never_written(0), vec![0..6, 10..16]);
        let mut expected: Vec<u8> = (0..16).collect();
        expected[6..10].fill(0xff);
        assert_eq!(memory.into_buffers(), vec![expected]);
    }

    #[test]
    fn an_update_gives_the_former_content() {
        let memory = memory(16, true);
        let (old, known) = memory.update(0, 4, 4, |old| Some(old + 1));
        assert_eq!((old, known), (0x0706_0504, true));
        assert_eq!(memory.read(0, 4, 4).0, 0x0706_0505);
        assert_eq!(memory.read(0, 0, 4).0, 0x0302_0100);
    }
}
