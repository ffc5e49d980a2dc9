//! An evaluator with a made-up device: times follow from knobs, without noise.

use std::{path::Path, thread::sleep, time::Duration};

use kernsmith_discover::{
    Candidate, Error, Request, Sampling,
    evaluate::{Evaluator, stats::Interval},
    record::{
        Failure, FailureKind, Metrics, ShapeMetrics, Timing,
        replay::Outcome,
        schema::{Shape, WorstElement},
    },
};
use kernsmith_kernels::{OpSpec, ops};
use kernsmith_runtime::Device;

/// Microseconds that a candidate takes.
pub(crate) type Model = fn(&Candidate) -> f64;

pub(crate) struct Synthetic {
    pub(crate) shapes: Vec<Shape>,
    pub(crate) model: Model,
    /// Candidates for which this holds fail.
    pub(crate) fails: fn(&Candidate) -> bool,
    /// Time that each evaluation takes.
    pub(crate) pause: Duration,
}

/// The operation of most tests: 72 candidates.
pub(crate) fn op() -> &'static dyn OpSpec {
    ops::find("rmsnorm_residual").expect("it exists")
}

pub(crate) fn request(dir: &Path) -> Request {
    Request::new(op(), Device::cpu(), dir)
}

/// As little measurement as gives an interval.
pub(crate) fn quick() -> Sampling {
    Sampling {
        min_pairs: 9,
        max_pairs: 9,
        sample_us: 20.0,
        ..Sampling::screening()
    }
}

/// Wide accesses and few threads are fast.
pub(crate) fn smooth(candidate: &Candidate) -> f64 {
    let knob = |name| f64::from(candidate.configuration.number(name));
    200.0 / (1.0 + knob("vec_width").ln()) + (knob("threadgroup_x") / 128.0).ln().abs()
}

impl Synthetic {
    pub(crate) fn new(model: Model) -> Self {
        let suite = &op().suites()[0];
        let shape = |sizes: &&[u64]| -> Shape {
            let signature = op().signature(sizes);
            signature
                .iter()
                .map(|(name, size)| (name.to_owned(), size))
                .collect()
        };
        Self {
            shapes: suite.shapes.iter().map(shape).collect(),
            model,
            fails: |_| false,
            pause: Duration::ZERO,
        }
    }

    fn timing(&self, left: &Candidate, right: &Candidate, confidence: f64) -> Timing {
        let [left, right] = [left, right].map(self.model);
        let speedup = left / right;
        Timing {
            latency_us: right,
            p10_us: right * 0.99,
            p90_us: right * 1.01,
            reference_latency_us: left,
            reference_p10_us: left * 0.99,
            reference_p90_us: left * 1.01,
            speedup_vs_ref: Interval {
                low: speedup * 0.995,
                median: speedup,
                high: speedup * 1.005,
            },
            confidence,
            pairs: 9,
            launches_per_sample: 1,
        }
    }
}

/// The variant that all others are compared with.
fn reference(of: &Candidate) -> Candidate {
    Candidate {
        step: 0,
        configuration: op().baseline(),
        ..of.clone()
    }
}

impl Evaluator for Synthetic {
    fn copy_gbps(&mut self) -> Result<Vec<f64>, Error> {
        Ok(vec![10.0; self.shapes.len()])
    }

    fn evaluate(&mut self, candidate: &Candidate) -> Result<Outcome, Error> {
        sleep(self.pause);
        if (self.fails)(candidate) {
            return Ok(Outcome::Failed(Box::new(Failure {
                kind: FailureKind::CorrectnessError,
                reason: "expected `y`[7] to be 1.0, found NaN".to_owned(),
                shape: Some(self.shapes[0].clone()),
                input_set: Some("normal-1".to_owned()),
                worst: Some(WorstElement {
                    output: "y".to_owned(),
                    index: 7,
                    found: None,
                    expected: Some(1.0),
                    failing: 3,
                }),
            })));
        }
        let timing = self.timing(&reference(candidate), candidate, 0.95);
        let per_shape = self.shapes.iter().map(|shape| ShapeMetrics {
            shape: shape.clone(),
            timing: timing.clone(),
            gbps_est: 5.0,
            max_abs_err: 1e-3,
            max_rel_err: 1e-3,
            max_ulps: 0.5,
        });
        Ok(Outcome::Measured(Box::new(Metrics {
            compile_time_ms: 1.0,
            speedup_vs_ref: timing.speedup_vs_ref,
            correctness_max_abs_err: 1e-3,
            correctness_max_rel_err: 1e-3,
            correctness_max_ulps: 0.5,
            correctness_mean_ulps: 0.1,
            per_shape: per_shape.collect(),
        })))
    }

    fn compare(&mut self, left: &Candidate, right: &Candidate) -> Result<Vec<Timing>, Error> {
        sleep(self.pause);
        Ok(vec![self.timing(left, right, 0.99); self.shapes.len()])
    }
}
