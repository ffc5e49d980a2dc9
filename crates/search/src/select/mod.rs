//! The first `k` of many, in the order of a search: by value, then id, NaN after all numbers.
//!
//! Not a sort: a threadgroup keeps the first `k` and appends only what comes before the last of them, so that most
//! values cost one comparison. The queue is sorted by a bitonic network whenever it is full, as in WarpSelect (Johnson,
//! Douze and Jegou 2017), but in threadgroup memory and for a whole threadgroup. For more than [`MOST`] a device's
//! values are selected on the host.

mod select_k;

pub use select_k::{MOST, SELECT_K, device_topk_merge, topk};
pub(crate) use select_k::{Segment, expect_type, groups, merge_parts, room, select, shape};
