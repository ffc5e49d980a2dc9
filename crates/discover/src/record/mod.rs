//! What a run leaves behind: its header, its log, and how both are read again.
//!
//! | file | written | holds |
//! |---|---|---|
//! | `run_meta.json` | once, at the start | [`Meta`]: everything that decides what the run does |
//! | `run.ndjson` | a line at a time, synced to disk | [`Record`]s, strict JSON, keys sorted |
//! | `report.md`, `best_kernels.json` | at the end, and by `report` | what follows from the two above |
//! | `run.lock` | held while a process works on the run | nothing |
//!
//! A log is only ever appended to. A line without its line feed is what a killed process was
//! writing: it is dropped when the run goes on. Any other damage is an error that names the line.

pub mod replay;
pub mod schema;
pub mod store;

pub use replay::History;
pub use schema::{Failure, FailureKind, Meta, Metrics, Record, Runtime, ShapeMetrics, Timing};
pub use store::Store;
