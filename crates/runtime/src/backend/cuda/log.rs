//! What kernels log on a GPU: a buffer in the device's memory for each launch, read when the launch is
//! known to have ended.
//!
//! Not the buffer's layout and the order of messages, which all devices share (`ir::log`). A queue holds
//! what is still to be told ([`Told`]) with its ticket; whoever learns that the ticket's work has ended
//! tells it first, in the order of the tickets, so that who waits for a launch has heard its messages.
//!
//! Source: clause "Logging" of the specification.

use super::memory::Memory;
use crate::{error::Error, submission::Teller};
use kernsmith_msl::{emit::cuda::LOG_WORDS, ir::LOG_BUFFER_HEADER_WORDS};
use std::{cell::Cell, sync::Arc};

/// Bytes of a word.
const WORD_BYTES: usize = 4;
/// What a buffer begins with, zeros before the launch.
pub(super) const HEADER_BYTES: usize = LOG_BUFFER_HEADER_WORDS * WORD_BYTES;
/// Bytes of a buffer.
pub(super) const BUFFER_BYTES: usize = HEADER_BYTES + LOG_WORDS as usize * WORD_BYTES;

thread_local! {
    /// Whether this thread is telling messages.
    static TELLING: Cell<bool> = const { Cell::new(false) };
}

/// What a launch logs.
#[derive(Clone)]
pub(super) struct Told {
    memory: Arc<Memory>,
    teller: Teller,
}

impl Told {
    pub(super) fn new(memory: Arc<Memory>, teller: Teller) -> Self {
        Self { memory, teller }
    }

    /// The buffer.
    pub(super) fn memory(&self) -> &Arc<Memory> {
        &self.memory
    }

    /// The same for another buffer.
    pub(super) fn in_memory(&self, memory: Arc<Memory>) -> Self {
        Self::new(memory, self.teller.clone())
    }

    /// Reads the buffer of a launch that has ended, and tells what is in it.
    pub(super) fn tell(&self) -> Result<(), Error> {
        let before = TELLING.replace(true);
        let words = self.words();
        let told = words.map(|words| self.teller.tell_words(&words));
        TELLING.set(before);
        told
    }

    fn words(&self) -> Result<Vec<u32>, Error> {
        let header = self.read(HEADER_BYTES)?;
        let used_words = header[0].min(LOG_WORDS) as usize;
        match used_words {
            0 => Ok(header),
            _ => self.read(HEADER_BYTES + used_words * WORD_BYTES),
        }
    }

    fn read(&self, length_bytes: usize) -> Result<Vec<u32>, Error> {
        let mut bytes = vec![0; length_bytes];
        self.memory.download(0, &mut bytes)?;
        let words = bytes.chunks_exact(WORD_BYTES);
        let word = |word: &[u8]| u32::from_ne_bytes([word[0], word[1], word[2], word[3]]);
        Ok(words.map(word).collect())
    }
}

/// Whether this thread is telling messages, so that it must not wait for others to be told.
pub(super) fn is_telling() -> bool {
    TELLING.get()
}
