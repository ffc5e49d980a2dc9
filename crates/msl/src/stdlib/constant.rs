//! The enumerators that calls of the standard library take, as `uint` constants.
//!
//! The numbers are ours: a kernel names them and never sees their values.

use crate::ir::{MemoryFlags, MemoryOrder};

const FLAGS: [(&str, u64); 6] = [
    ("mem_none", 0),
    ("mem_device", 1),
    ("mem_threadgroup", 2),
    ("mem_texture", 4),
    ("mem_threadgroup_imageblock", 8),
    ("mem_object_data", 16),
];

const ORDERS: [(&str, u64); 5] = [
    ("memory_order_relaxed", 0),
    ("memory_order_acquire", 1),
    ("memory_order_release", 2),
    ("memory_order_acq_rel", 3),
    ("memory_order_seq_cst", 4),
];

const SCOPES: [(&str, u64); 4] = [
    ("thread_scope_thread", 0),
    ("thread_scope_simdgroup", 1),
    ("thread_scope_threadgroup", 2),
    ("thread_scope_device", 3),
];

/// The value of an enumerator, a `uint`, by its last name: `mem_device` of
/// `mem_flags::mem_device`, `memory_order_relaxed`, `thread_scope_device`. No two share a name.
#[must_use]
pub fn named_constant(name: &str) -> Option<u64> {
    let mut all = FLAGS.iter().chain(&ORDERS).chain(&SCOPES);
    all.find(|(known, _)| *known == name)
        .map(|(_, value)| *value)
}

/// The enumerators of `mem_flags`.
pub fn memory_flag_names() -> impl Iterator<Item = &'static str> {
    FLAGS.iter().map(|(name, _)| *name)
}

/// Whether this is an enumerator of `mem_flags`.
#[must_use]
pub fn is_memory_flag(name: &str) -> bool {
    memory_flag_names().any(|known| known == name)
}

/// The memory that the bits of `mem_flags` name. Textures and image blocks are not memory here.
pub(super) fn memory_flags(bits: u64) -> MemoryFlags {
    MemoryFlags {
        device: bits & 1 != 0,
        threadgroup: bits & 2 != 0,
    }
}

/// The order that a constant names.
pub(super) fn memory_order(value: u64) -> Option<MemoryOrder> {
    Some(match value {
        0 => MemoryOrder::Relaxed,
        1 => MemoryOrder::Acquire,
        2 => MemoryOrder::Release,
        3 => MemoryOrder::AcquireRelease,
        4 => MemoryOrder::SequentiallyConsistent,
        _ => return None,
    })
}
