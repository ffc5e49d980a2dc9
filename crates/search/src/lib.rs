//! Nearest vectors: indexes that are built, added to, searched, saved and loaded.
//!
//! Not a database: vectors are in memory, in 32 or 16 bits a number ([`Storage`]), and ids are numbers of the caller's.
//!
//! ```
//! use kernsmith_runtime::Device;
//! use kernsmith_search::{Flat, Index, Metric, Search};
//!
//! let mut index = Flat::new(2, Metric::L2)?;
//! index.add(&[0.0, 0.0, 3.0, 4.0, 1.0, 0.0])?;
//! let stream = Device::cpu().default_stream()?;
//! let found = index.search(&stream, &[1.0, 0.0], &Search::new(2))?;
//! assert_eq!(found.ids(), [2, 0]);
//! assert_eq!(found.distances(), [0.0, 1.0]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! | index | what a search reads | answers |
//! |---|---|---|
//! | [`Flat`] | every vector | exact |
//! | [`IvfFlat`] | vectors of the `probes` nearest lists | exact on these lists |
//! | [`IvfPq`] | codes of the `probes` nearest lists | exact sums of tables on these lists |
//!
//! Two executors, one order. [`Executor::Host`] runs vector loops of this crate on all processors,
//! [`Executor::Kernels`] Metal kernels on any device; [`Index::explain`] says which one a search would take
//! and what that costs at least. Both add the same products in the same order and sort by distance, then id, NaN last, so
//! that what they find is the same, whatever the threads, the chunks and the other queries of a batch.
#![forbid(unsafe_code)]

mod error;
mod flat;
mod index;
mod io;
pub mod ivf;
pub mod kmeans;
mod list;
mod metric;
mod plan;
pub mod pq;
mod rank;
mod scan;
pub mod select;
pub mod sources;
pub mod transform;

pub use error::Error;
pub use flat::Flat;
pub use index::{Index, Neighbors, Search, Transformed};
pub use io::AnyIndex;
pub use ivf::{IvfFlat, IvfPq};
pub use list::Storage;
pub use metric::Metric;
pub use plan::{Executor, SearchPlan, TrainPlan};
