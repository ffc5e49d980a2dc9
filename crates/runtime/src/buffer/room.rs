//! How much memory the host has.
//!
//! Systems promise more memory than there is and end the process that touches too much of it. What
//! is larger than all of the memory is therefore refused here.

use std::{fs, sync::LazyLock};

static HOST_MEMORY_BYTES: LazyLock<Option<u64>> = LazyLock::new(|| {
    let text = fs::read_to_string("/proc/meminfo").ok()?;
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kib.checked_mul(1024)
});

/// All of the host's memory, where it is known.
pub(crate) fn host_memory_bytes() -> Option<u64> {
    *HOST_MEMORY_BYTES
}

/// Whether so many bytes could be had at all.
pub(crate) fn has_room(bytes: usize) -> bool {
    host_memory_bytes().is_none_or(|most| u64::try_from(bytes).is_ok_and(|bytes| bytes <= most))
}
