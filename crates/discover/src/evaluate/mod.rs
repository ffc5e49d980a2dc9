//! What becomes of a candidate: compiled, verified, measured.
//!
//! An [`Evaluator`] is the seam between a session, which decides what to evaluate and keeps what
//! was found, and a device, which takes its time. Tests put a synthetic one in its place.

mod case;
mod compile;
mod device;
pub mod measure;
pub mod stats;
mod verify;

pub use device::DeviceEvaluator;

use crate::{
    Candidate, Error,
    record::{Timing, replay::Outcome},
};

/// Evaluates candidates on the shapes of a run.
pub trait Evaluator {
    /// The device's copy bandwidth for the bytes of each shape, in 10^9 bytes read and written a
    /// second.
    ///
    /// # Errors
    /// If the device fails.
    fn copy_gbps(&mut self) -> Result<Vec<f64>, Error>;

    /// Compiles, verifies and measures a candidate against the reference variant.
    ///
    /// # Errors
    /// If the device fails; a candidate that fails is an outcome.
    fn evaluate(&mut self, candidate: &Candidate) -> Result<Outcome, Error>;

    /// Measures `right` against `left`, thoroughly; the speed-up is left's time over right's.
    ///
    /// # Errors
    /// If the device fails, or one of the two does.
    fn compare(&mut self, left: &Candidate, right: &Candidate) -> Result<Vec<Timing>, Error>;
}
