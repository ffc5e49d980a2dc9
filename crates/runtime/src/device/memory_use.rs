//! How much memory a device's buffers take.

use std::fmt;

/// Memory of a device, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct MemoryUse {
    /// What buffers take now.
    pub in_use_bytes: usize,
    /// What they took at most; on the host with what was kept.
    pub peak_bytes: usize,
    /// What is kept for later buffers.
    pub cached_bytes: usize,
    /// What the device has.
    pub total_bytes: usize,
}

impl fmt::Display for MemoryUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            in_use_bytes,
            peak_bytes,
            cached_bytes,
            total_bytes,
        } = self;
        write!(
            f,
            "{in_use_bytes} bytes are in use ({peak_bytes} at most so far) and {cached_bytes} kept, of {total_bytes}"
        )
    }
}
