//! How fast the host's memory can be copied: the ceiling that kernels are measured against.

use super::on_kernel_threads;
use crate::{buffer::Buffer, error::Error, time::timed};
use rayon::prelude::*;
use std::time::Duration;

/// What a thread copies at a time; small enough to share evenly, large enough that sharing is free.
const CHUNK_BYTES: usize = 1 << 20;
/// Copies that are timed, after one that is not.
const SAMPLES: usize = 7;

/// A measured copy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CopyBandwidth {
    /// Bytes copied; twice as many cross the memory bus.
    pub bytes: usize,
    /// Median time of a copy.
    pub time: Duration,
}

impl CopyBandwidth {
    /// Bytes read and written together, in 10^9 bytes a second.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a rate, not a count")]
    pub fn gb_per_s(&self) -> f64 {
        2.0 * self.bytes as f64 / self.time.as_secs_f64() / 1e9
    }
}

pub(super) fn measure(bytes: usize) -> Result<CopyBandwidth, Error> {
    let bytes = bytes.max(1);
    let mut from = Buffer::room(bytes)?;
    let mut to = Buffer::room(bytes)?;
    let source = &mut from.bytes_mut()[..bytes];
    for (chunk, number) in source.chunks_mut(64).zip(0u32..) {
        chunk.fill(number.wrapping_mul(0x9e37_79b9).to_le_bytes()[3]);
    }
    let target = &mut to.bytes_mut()[..bytes];
    target.fill(0);
    let mut times = Vec::with_capacity(SAMPLES);
    on_kernel_threads(|| {
        copy(source, target);
        for _ in 0..SAMPLES {
            times.push(timed(|| copy(source, target)).1);
        }
    });
    assert!(source == target, "a copy equals its source");
    times.sort_unstable();
    Ok(CopyBandwidth {
        bytes,
        time: times[SAMPLES / 2].max(Duration::from_nanos(1)),
    })
}

fn copy(source: &[u8], target: &mut [u8]) {
    target
        .par_chunks_mut(CHUNK_BYTES)
        .zip(source.par_chunks(CHUNK_BYTES))
        .for_each(|(target, source)| target.copy_from_slice(source));
}
