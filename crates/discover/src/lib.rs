//! Finds the fastest variant of a kernel on a device, and keeps what it found.
//!
//! What it is not: it knows no operation and launches nothing by itself. Operations come as
//! [`OpSpec`](kernsmith_kernels::OpSpec)s, devices from the runtime.
//!
//! The idea: an operation's search space is small enough to visit whole. Each candidate is
//! compiled, verified element by element against a double-precision reference on several inputs
//! and on every shape, and only then timed, in adjacent pairs with the operation's reference
//! variant, launched through the same path. The reference variant is itself a candidate, the first
//! one: timed against itself it shows how far two equal kernels seem apart. Candidates that may be
//! the best are timed again, against the reference and against each other; what cannot be told
//! apart is called a tie.
//!
//! | stage | type | module |
//! |---|---|---|
//! | what to visit, in which order | [`Candidate`] | [`space`], [`strategy`] |
//! | compile, verify, measure | [`Evaluator`](evaluate::Evaluator) | [`evaluate`] |
//! | what happened, line by line | [`Record`](record::Record) | [`record`] |
//! | what follows from it | [`Summary`] | [`report`] |
//! | one run from start to end | [`Session`] | [`Session`] |
//!
//! Everything that a report says is computed from the records on disk, and from nothing else.
#![forbid(unsafe_code)]

mod candidate;
mod clock;
mod error;
pub mod evaluate;
pub mod record;
pub mod report;
mod request;
mod session;
pub mod space;
pub mod strategy;

pub use candidate::Candidate;
pub use error::Error;
pub use evaluate::measure::Sampling;
pub use report::{ShapeSummary, Standing, Summary, Verdict};
pub use request::Request;
pub use session::{Event, Observer, Session, Silent};
