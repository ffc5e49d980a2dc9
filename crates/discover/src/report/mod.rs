//! What follows from a run's records: the winner, the report, the pinned kernels.
//!
//! Pure functions of [`Meta`] and [`History`]: the same records give the same bytes, however often
//! and wherever they are read.
//!
//! A speed-up is the median over adjacent pairs of the reference variant's time over the
//! candidate's; over several shapes it is the geometric mean. Claims are made with the lower end
//! of its interval, and only beyond a margin: what the reference variant, timed against itself,
//! seems to gain or lose in the same run, and 1 % at least. Below that it is a tie, and the
//! reference stays.

mod choose;
mod markdown;
mod pinned;

use std::{collections::BTreeMap, path::Path};

use serde::Serialize;
use serde_json::Value;

use crate::{
    Error,
    evaluate::stats::Interval,
    record::{History, Meta, Store, schema::Shape, store},
};

pub(crate) use choose::{finalists, gbps, leader};

/// The report's file.
pub const REPORT: &str = "report.md";
/// The file of pinned kernels.
pub const PINNED: &str = "best_kernels.json";

/// What a run says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The winner is faster than the reference variant, beyond doubt and margin.
    Faster,
    /// No candidate can be told from the reference variant, or none is faster: it stays.
    Tie,
    /// The run has not come to its finals.
    Unfinished,
}

/// A candidate and how fast it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Standing {
    /// The candidate.
    pub candidate_id: String,
    /// The variant's name.
    pub func_name: String,
    /// Its knobs.
    pub knobs: BTreeMap<String, Value>,
    /// Its speed-up against the reference variant, over all shapes.
    pub speedup: Interval,
}

/// The winner on a shape, beside the reference variant and beside a copy of as many bytes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShapeSummary {
    /// The shape.
    pub shape: Shape,
    /// The winner's median time of a launch.
    pub winner_us: f64,
    /// The reference variant's, in the same pairs.
    pub reference_us: f64,
    /// The ratio.
    pub speedup: Interval,
    /// Bytes that any implementation moves over the winner's time, in 10^9 a second.
    pub gbps: f64,
    /// Bytes a second that a plain copy of as many bytes moves in the same run.
    pub copy_gbps: f64,
    /// The one over the other.
    pub share_of_copy: f64,
    /// The candidate that is pinned for this shape.
    pub pinned_id: String,
    /// Its speed-up on this shape.
    pub pinned_speedup: Interval,
    /// Its median time.
    pub pinned_us: f64,
}

/// The result of a run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// The operation.
    pub op_name: String,
    /// Element type.
    pub dtype: String,
    /// The suite.
    pub shape_suite: String,
    /// What it says.
    pub verdict: Verdict,
    /// Candidates to evaluate.
    pub budget: usize,
    /// Candidates that were measured.
    pub benchmarked: usize,
    /// Candidates that failed.
    pub failed: usize,
    /// Speed-ups up to this much above 1 count as none.
    pub margin: f64,
    /// The fastest; the reference variant where it is a tie. None before anything is measured.
    pub winner: Option<Standing>,
    /// The reference variant. None before it is measured.
    pub reference: Option<Standing>,
    /// Candidates that cannot be told from the winner.
    pub tied_with: Vec<String>,
    /// Each shape; empty before the finals.
    pub shapes: Vec<ShapeSummary>,
}

impl Summary {
    /// The result of these records.
    #[must_use]
    pub fn of(meta: &Meta, history: &History) -> Self {
        choose::summary(meta, history)
    }

    /// Geometric mean of the winner's bytes a second over the shapes; none before the finals.
    #[must_use]
    pub fn gbps(&self) -> Option<f64> {
        self.mean(|shape| shape.gbps)
    }

    /// Geometric mean of the winner's share of the copy bandwidth; none before the finals.
    #[must_use]
    pub fn share_of_copy(&self) -> Option<f64> {
        self.mean(|shape| shape.share_of_copy)
    }

    fn mean(&self, of: impl Fn(&ShapeSummary) -> f64) -> Option<f64> {
        let count = self.shapes.len() as f64;
        let logs: f64 = self.shapes.iter().map(|shape| of(shape).ln()).sum();
        (count > 0.0).then(|| (logs / count).exp())
    }
}

/// Writes `report.md` and `best_kernels.json` of a run again, from its records.
///
/// # Errors
/// [`Error::NoRun`], [`Error::Locked`], [`Error::CorruptRecord`], [`Error::CorruptFile`],
/// [`Error::Io`].
pub fn rebuild(dir: &Path) -> Result<Summary, Error> {
    let (meta, history) = Store::read(dir)?;
    write(dir, &meta, &history)
}

/// Writes the files that follow from the records.
pub(crate) fn write(dir: &Path, meta: &Meta, history: &History) -> Result<Summary, Error> {
    let summary = Summary::of(meta, history);
    store::write_json(&dir.join(PINNED), &pinned::file(meta, history, &summary))?;
    store::write_atomically(
        &dir.join(REPORT),
        &markdown::report(meta, history, &summary),
    )?;
    Ok(summary)
}
