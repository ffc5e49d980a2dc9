//! Time that this thread computed: on a busy machine other programs take turns, and theirs do not count.

use std::time::Duration;

/// A point of time to measure from.
pub(super) struct Stopwatch(Duration);

impl Stopwatch {
    pub(super) fn start() -> Self {
        Self(computed())
    }

    /// What this thread computed since.
    pub(super) fn elapsed(&self) -> Duration {
        computed().saturating_sub(self.0)
    }
}

#[cfg(unix)]
fn computed() -> Duration {
    use rustix::time::{ClockId, clock_gettime};

    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

/// What passed, where no system says more.
#[cfg(not(unix))]
fn computed() -> Duration {
    use std::{sync::LazyLock, time::Instant};

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}
