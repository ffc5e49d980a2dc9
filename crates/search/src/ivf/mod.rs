//! Inverted files: vectors in lists by their nearest center, of which a query reads a few (Jegou, Douze and Schmid
//! 2011).
//!
//! Not exact over all vectors, but over those of the lists that are read: [`Flat`](crate::Flat) over them finds the same.

mod coarse;
mod device;
mod flat;
mod list_topk;
mod pq;

pub(crate) use coarse::{Batches, Coarse, Kept, Pass, Read};
pub use flat::IvfFlat;
pub use list_topk::{ListTopk, ivf_list_topk_l2, ivf_list_topk_l2_batch, ivf_list_topk_l2_chunked};
pub use pq::IvfPq;
