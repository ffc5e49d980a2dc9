//! One run: calibrate, evaluate every candidate, hold the finals, report.
//!
//! A session decides from its records what is left to do, so that going on with a run is the same
//! code as starting one. Nothing that is on disk is done again.

use std::{
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
};

use kernsmith_kernels::OpSpec;
use kernsmith_runtime::Stream;

use crate::{
    Candidate, Error, Request, Summary, candidate, clock,
    evaluate::{DeviceEvaluator, Evaluator},
    record::{History, Meta, Record, Store, replay::Outcome, schema::CandidateRecord},
    report,
};

/// What a session is doing.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// It begins, or goes on.
    Started {
        /// The run's header.
        meta: &'a Meta,
        /// Candidates that were evaluated before.
        done: usize,
        /// Candidates in all.
        total: usize,
    },
    /// A candidate's turn.
    Evaluating {
        /// The candidate.
        candidate: &'a Candidate,
    },
    /// A candidate was evaluated and is on record.
    Evaluated {
        /// The candidate.
        candidate: &'a Candidate,
        /// What became of it.
        outcome: &'a Outcome,
        /// Candidates that were evaluated.
        done: usize,
        /// Candidates in all.
        total: usize,
    },
    /// Two finalists are measured against each other.
    Final {
        /// The one that the ratio is relative to.
        left: &'a Candidate,
        /// The other.
        right: &'a Candidate,
    },
    /// The end; the report is written.
    Finished {
        /// What it says.
        summary: &'a Summary,
    },
}

/// Told of everything that a session does, as it happens.
pub trait Observer {
    /// Something happened.
    fn observe(&mut self, event: &Event<'_>);
}

/// An observer that does not care.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Observer for Silent {
    fn observe(&mut self, _event: &Event<'_>) {}
}

/// A run in its folder.
pub struct Session {
    meta: Meta,
    op: &'static dyn OpSpec,
    store: Store,
    history: History,
    candidates: Vec<Candidate>,
    evaluator: Box<dyn Evaluator>,
}

impl Session {
    /// Opens the folder for a request: a new run, or one to go on with.
    ///
    /// # Errors
    /// For a request that names what does not exist, a folder that holds another run or one that
    /// another process is writing; see [`Error`].
    pub fn open(request: &Request) -> Result<Self, Error> {
        let resolved = request.resolve()?;
        let device_error = |source| Error::Device {
            op: request.op.name(),
            device: request.device.name().to_owned(),
            source: Box::new(source),
        };
        let stream = Stream::new(&request.device).map_err(device_error)?;
        let evaluator =
            DeviceEvaluator::new(request.op, resolved.dtype, stream, resolved.signatures)
                .with_sampling(request.screening, request.finals)
                .with_seed(request.seed);
        Self::with_evaluator(request, Box::new(evaluator))
    }

    /// Opens the folder for a request whose candidates something else evaluates.
    ///
    /// # Errors
    /// As [`Session::open`].
    pub fn with_evaluator(request: &Request, evaluator: Box<dyn Evaluator>) -> Result<Self, Error> {
        let resolved = request.resolve()?;
        let (store, history) = Store::open(&request.dir, &resolved.meta, request.resume)?;
        // The header on disk says when the run was started first.
        let meta = store.meta()?;
        Ok(Self {
            meta,
            op: request.op,
            store,
            history,
            candidates: resolved.candidates,
            evaluator,
        })
    }

    /// The run's header.
    #[must_use]
    pub fn meta(&self) -> &Meta {
        &self.meta
    }

    /// The run's folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        self.store.dir()
    }

    /// What is to be evaluated, in order; the reference variant comes first.
    #[must_use]
    pub fn candidates(&self) -> &[Candidate] {
        &self.candidates
    }

    /// What is on record so far.
    #[must_use]
    pub fn history(&self) -> &History {
        &self.history
    }

    /// Does what is left to do and writes the report. Once `cancel` is set it stops at the next
    /// candidate; the report is then that of an unfinished run.
    ///
    /// # Errors
    /// [`Error::ReferenceFails`] if there is nothing to compare with, [`Error::Device`],
    /// [`Error::Io`]. What was found before is on record.
    pub fn run(
        &mut self,
        observer: &mut dyn Observer,
        cancel: &AtomicBool,
    ) -> Result<Summary, Error> {
        let (done, total) = (self.history.evaluated.len(), self.candidates.len());
        observer.observe(&Event::Started {
            meta: &self.meta,
            done,
            total,
        });
        if !self.history.finished && self.evaluate_all(observer, cancel)? {
            self.hold_finals(observer, cancel)?;
        }
        // From disk, so that a report made again later has the same bytes.
        let summary = report::write(self.store.dir(), &self.meta, &self.store.history()?)?;
        observer.observe(&Event::Finished { summary: &summary });
        Ok(summary)
    }

    /// Evaluates what has no record; whether it came to the end.
    fn evaluate_all(
        &mut self,
        observer: &mut dyn Observer,
        cancel: &AtomicBool,
    ) -> Result<bool, Error> {
        if self.history.copy_gbps.is_none() {
            let copy_gbps = self.evaluator.copy_gbps()?;
            self.record(Record::Calibration {
                ts: clock::now(),
                copy_gbps,
            })?;
        }
        for candidate in self.candidates.clone() {
            if !self.history.evaluated.contains_key(&candidate.step) {
                if cancel.load(Ordering::Relaxed) {
                    return Ok(false);
                }
                self.evaluate(&candidate, observer)?;
            }
            if candidate.is_reference() {
                self.expect_reference()?;
            }
        }
        Ok(true)
    }

    fn evaluate(
        &mut self,
        candidate: &Candidate,
        observer: &mut dyn Observer,
    ) -> Result<(), Error> {
        observer.observe(&Event::Evaluating { candidate });
        let outcome = self.evaluator.evaluate(candidate)?;
        let who = self.describe(candidate);
        let ts = clock::now();
        self.record(match outcome.clone() {
            Outcome::Measured(metrics) => Record::Evaluation {
                ts,
                candidate: who,
                status: "benchmarked".to_owned(),
                metrics,
            },
            Outcome::Failed(failure) => Record::Failure {
                ts,
                candidate: who,
                status: "failed".to_owned(),
                failure,
            },
        })?;
        observer.observe(&Event::Evaluated {
            candidate,
            outcome: &outcome,
            done: self.history.evaluated.len(),
            total: self.candidates.len(),
        });
        Ok(())
    }

    /// Without the reference variant there is nothing to be faster than.
    fn expect_reference(&self) -> Result<(), Error> {
        match self.history.evaluated.get(&0) {
            Some((_, Outcome::Failed(failure))) => Err(Error::ReferenceFails {
                op: self.op.name(),
                reason: failure.reason.clone(),
            }),
            _ => Ok(()),
        }
    }

    /// Every finalist against the reference variant, which is one of them; then the leader against
    /// the others.
    fn hold_finals(
        &mut self,
        observer: &mut dyn Observer,
        cancel: &AtomicBool,
    ) -> Result<(), Error> {
        let finalists = report::finalists(&self.meta, &self.history);
        for step in &finalists {
            if !self.hold_final(0, *step, observer, cancel)? {
                return Ok(());
            }
        }
        let leader = report::leader(&self.history, &self.candidates[0].id).and_then(|id| {
            self.candidates
                .iter()
                .position(|candidate| candidate.id == id)
        });
        let Some(leader) = leader else {
            return Ok(());
        };
        for step in finalists {
            let duel = step != 0 && leader != 0 && step != leader;
            if duel && !self.hold_final(step, leader, observer, cancel)? {
                return Ok(());
            }
        }
        self.record(Record::Finished {
            ts: clock::now(),
            benchmarked: self.history.measured().count(),
            failed: self.history.failed().count(),
        })
    }

    /// Measures two candidates unless that is on record; false if the session is to stop.
    fn hold_final(
        &mut self,
        left: usize,
        right: usize,
        observer: &mut dyn Observer,
        cancel: &AtomicBool,
    ) -> Result<bool, Error> {
        let (left, right) = (&self.candidates[left], &self.candidates[right]);
        let key = (left.id.clone(), right.id.clone());
        if self.history.finals.contains_key(&key) {
            return Ok(true);
        }
        if cancel.load(Ordering::Relaxed) {
            return Ok(false);
        }
        observer.observe(&Event::Final { left, right });
        let per_shape = self.evaluator.compare(left, right)?;
        self.record(Record::Final {
            ts: clock::now(),
            left: key.0,
            right: key.1,
            per_shape,
        })?;
        Ok(true)
    }

    /// First on disk, then in memory.
    fn record(&mut self, record: Record) -> Result<(), Error> {
        self.store.append(&record)?;
        self.history.add(record);
        Ok(())
    }

    fn describe(&self, candidate: &Candidate) -> CandidateRecord {
        let (template_params, launch_params) =
            candidate::parameters(self.op, &candidate.configuration);
        CandidateRecord {
            step: candidate.step,
            seed: self.meta.seed,
            op_name: self.meta.op_name.clone(),
            candidate_id: candidate.id.clone(),
            parent_id: None,
            func_name: candidate.function.clone(),
            template_params,
            launch_params,
        }
    }
}
