//! What a launch may ask of a device.

/// Limits that are checked before anything runs. The defaults are Apple's, on every device, so
/// that a kernel that runs here runs there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Limits {
    /// Threads of a threadgroup.
    pub max_threads_per_threadgroup: u32,
    /// Threadgroup memory of a kernel.
    pub threadgroup_memory_bytes: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_threads_per_threadgroup: 1024,
            threadgroup_memory_bytes: 32 << 10,
        }
    }
}

impl Limits {
    /// With another number of threads of a threadgroup.
    #[must_use]
    pub fn with_max_threads_per_threadgroup(mut self, threads: u32) -> Self {
        self.max_threads_per_threadgroup = threads;
        self
    }

    /// With another amount of threadgroup memory.
    #[must_use]
    pub fn with_threadgroup_memory_bytes(mut self, bytes: u32) -> Self {
        self.threadgroup_memory_bytes = bytes;
        self
    }
}
