//! Reading a log again.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::{Failure, Metrics, Record, Timing, schema::CandidateRecord};
use crate::Error;

/// A log's records, and how much of the file they are.
pub(super) struct Log {
    pub(super) records: Vec<Record>,
    pub(super) valid_bytes: u64,
    /// Whether the end of the file is a line that was not written to its end.
    pub(super) torn: bool,
}

/// Reads a log; what follows the last line feed is left out.
pub(super) fn read_log(path: &Path) -> Result<Log, Error> {
    let bytes = fs::read(path).map_err(Error::io("read", path))?;
    let valid = bytes
        .iter()
        .rposition(|byte| *byte == b'\n')
        .map_or(0, |last| last + 1);
    let mut records = Vec::new();
    for (line, text) in bytes[..valid]
        .split_inclusive(|byte| *byte == b'\n')
        .enumerate()
    {
        let record = serde_json::from_slice(text).map_err(|error| Error::CorruptRecord {
            path: path.into(),
            line: line + 1,
            problem: error.to_string(),
        })?;
        records.push(record);
    }
    Ok(Log {
        records,
        valid_bytes: valid as u64,
        torn: valid < bytes.len(),
    })
}

/// How a candidate fared.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Verified and measured.
    Measured(Box<Metrics>),
    /// Not.
    Failed(Box<Failure>),
}

impl Outcome {
    /// What was measured.
    #[must_use]
    pub fn metrics(&self) -> Option<&Metrics> {
        match self {
            Self::Measured(metrics) => Some(metrics),
            Self::Failed(_) => None,
        }
    }
}

/// A run so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// Copy bandwidth for each shape, once it was measured.
    pub copy_gbps: Option<Vec<f64>>,
    /// Candidates in the order of the visit, with what became of them.
    pub evaluated: BTreeMap<usize, (CandidateRecord, Outcome)>,
    /// Finals by the ids of the two.
    pub finals: BTreeMap<(String, String), Vec<Timing>>,
    /// Whether the run came to its end.
    pub finished: bool,
}

impl History {
    /// Takes in records in their order; of two about the same thing the later one counts.
    #[must_use]
    pub fn of(records: impl IntoIterator<Item = Record>) -> Self {
        let mut history = Self::default();
        for record in records {
            history.add(record);
        }
        history
    }

    /// Takes in one more record.
    pub fn add(&mut self, record: Record) {
        match record {
            Record::Calibration { copy_gbps, .. } => self.copy_gbps = Some(copy_gbps),
            Record::Evaluation {
                candidate, metrics, ..
            } => {
                self.evaluated
                    .insert(candidate.step, (candidate, Outcome::Measured(metrics)));
            }
            Record::Failure {
                candidate, failure, ..
            } => {
                self.evaluated
                    .insert(candidate.step, (candidate, Outcome::Failed(failure)));
            }
            Record::Final {
                left,
                right,
                per_shape,
                ..
            } => {
                self.finals.insert((left, right), per_shape);
            }
            Record::Finished { .. } => self.finished = true,
        }
    }

    /// Candidates that were measured, in the order of the visit.
    pub fn measured(&self) -> impl Iterator<Item = (&CandidateRecord, &Metrics)> {
        self.evaluated
            .values()
            .filter_map(|(candidate, outcome)| Some((candidate, outcome.metrics()?)))
    }

    /// Candidates that failed.
    pub fn failed(&self) -> impl Iterator<Item = (&CandidateRecord, &Failure)> {
        self.evaluated
            .values()
            .filter_map(|(candidate, outcome)| match outcome {
                Outcome::Failed(failure) => Some((candidate, &**failure)),
                Outcome::Measured(_) => None,
            })
    }

    /// The id of the reference variant, once it was measured.
    #[must_use]
    pub fn reference_id(&self) -> Option<&str> {
        let (candidate, outcome) = self.evaluated.get(&0)?;
        outcome.metrics().map(|_| candidate.candidate_id.as_str())
    }

    /// Ids of the candidates that were evaluated.
    #[must_use]
    pub fn ids(&self) -> BTreeSet<&str> {
        self.evaluated
            .values()
            .map(|(candidate, _)| candidate.candidate_id.as_str())
            .collect()
    }
}
