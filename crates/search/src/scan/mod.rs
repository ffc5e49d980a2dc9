//! Reading lists: every query against the vectors of the lists that it probes.
//!
//! ```text
//! probes of queries -> queries of lists -> items (blocks of a list, its queries) -> threads, each with its own
//! first `k` of every query -> merged
//! ```
//!
//! Not the choice of lists. On the host a list is read once for all queries of a batch; which thread reads what makes
//! no difference, since the first `k` in the order are the same however the parts are cut.

mod batch;
mod candidates;
mod host;
mod items;
mod probes;
mod tile;
mod vectors;
mod work;

pub use batch::BATCH;
pub(crate) use batch::{Every, distances, queries_of_pass};
pub use candidates::CANDIDATES;
pub(crate) use candidates::{Candidates, Meetings, unbounded};
pub(crate) use host::{Scan, scan};
pub(crate) use items::{Items, PART, Rows, entries, probed, search, threads};
pub use probes::PROBES;
pub(crate) use probes::{ProbeScan, fits, probe_threads};
pub(crate) use tile::Tiles;
pub(crate) use vectors::KernelScan;
pub use vectors::SCAN;
pub(crate) use work::{Item, Work};

/// No list.
pub(crate) const NO_LIST: u32 = u32::MAX;
