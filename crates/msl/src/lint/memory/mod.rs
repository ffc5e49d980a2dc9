//! Lints about memory: where it lies, and who reads it next to whom.

pub(super) mod dynamic_local_array;
pub(super) mod missing_bounds_guard;
pub(super) mod threadgroup_bank_conflict;
pub(super) mod threadgroup_memory_over_limit;
pub(super) mod uncoalesced_access;
pub(super) mod unused_input;
