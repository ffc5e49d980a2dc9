//! Time that this thread computed: on a busy machine other programs take turns, and theirs do not count.

use std::{
    fs,
    time::{Duration, Instant},
};

/// A point of time to measure from.
pub(super) struct Stopwatch {
    computed: Option<Duration>,
    wall: Instant,
}

impl Stopwatch {
    pub(super) fn start() -> Self {
        Self {
            computed: computed(),
            wall: Instant::now(),
        }
    }

    /// What this thread computed since; what passed, where the system does not say.
    pub(super) fn elapsed(&self) -> Duration {
        match (self.computed, computed()) {
            (Some(start), Some(now)) => now.saturating_sub(start),
            _ => self.wall.elapsed(),
        }
    }
}

/// Linux says in the first number how many nanoseconds the thread ran.
fn computed() -> Option<Duration> {
    let text = fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanos = text.split_whitespace().next()?.parse().ok()?;
    Some(Duration::from_nanos(nanos))
}
