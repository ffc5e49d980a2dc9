//! The fields of a run's files. Numbers that may be infinite or no numbers at all are optional:
//! JSON has none, and `null` says so.

use std::collections::BTreeMap;

use kernsmith_kernels::shape::Signature;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::evaluate::{measure::Sampling, stats::Interval};

/// Version of the run's files; another one is not read.
pub const SCHEMA_VERSION: &str = "1";

/// Sizes of a shape, by name.
pub type Shape = BTreeMap<String, u64>;

/// A signature as records have it.
pub(crate) fn shape_of(signature: &Signature) -> Shape {
    signature
        .iter()
        .map(|(name, size)| (name.to_owned(), size))
        .collect()
}

/// `run_meta.json`: everything that decides what a run does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Meta {
    /// [`SCHEMA_VERSION`].
    pub schema_version: String,
    /// When the run was started first.
    pub created_at: String,
    /// The operation.
    pub op_name: String,
    /// Seed of the order of the visit and of the pairs.
    pub seed: u64,
    /// Candidates that are evaluated.
    pub budget: usize,
    /// Candidates that were asked for, where they are more than there are.
    pub budget_requested: usize,
    /// Configurations in the search space.
    pub space_size: usize,
    /// Knobs with their values.
    pub space: BTreeMap<String, Vec<Value>>,
    /// How the order was made.
    pub strategy: String,
    /// Element type.
    pub dtype: String,
    /// Name of the suite.
    pub shape_suite: String,
    /// Its shapes.
    pub shapes: Vec<Shape>,
    /// Shapes on which the checking device looks for faults.
    pub check_shapes: Vec<Shape>,
    /// What else decides what is computed.
    pub attributes: BTreeMap<String, f64>,
    /// Bytes that any implementation moves, for each shape.
    pub bytes_moved: Vec<u64>,
    /// Operations on numbers, for each shape.
    pub flops: Vec<u64>,
    /// How much is measured at first, and of those that may be best.
    pub screening: Sampling,
    /// The same for finals.
    pub finals: Sampling,
    /// Candidates at most that are measured again, besides the reference.
    pub finalists: usize,
    /// What speed-ups are relative to.
    pub timing_reference: String,
    /// The kernel.
    pub kernel: KernelText,
    /// The device and what ran on it.
    pub runtime: Runtime,
}

/// The kernel's text, once for all candidates.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KernelText {
    /// Its name.
    pub name: String,
    /// Header and body.
    pub metal_source: String,
    /// SHA-256 of the canonical JSON `{"metal_source": ...}`.
    pub source_hash: String,
    /// Inputs, with names for sizes.
    pub inputs_spec: Vec<Value>,
    /// Outputs, with names for sizes.
    pub outputs_spec: Vec<Value>,
}

/// Where a run was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Runtime {
    /// The device's name.
    pub device: String,
    /// The processor or accelerator.
    pub device_name: String,
    /// Its architecture and instruction set.
    pub device_arch: String,
    /// The device's own fingerprint.
    pub fingerprint: String,
    /// Threads that kernels run on.
    pub threads: usize,
    /// Operating system.
    pub os: String,
    /// This program's version.
    pub kernsmith_version: String,
    /// For readers of the schema's other dialect; nothing was measured with MLX.
    pub mlx_version: String,
}

/// A line of `run.ndjson`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Record {
    /// The device's copy bandwidth at the shapes' sizes.
    Calibration {
        /// When.
        ts: String,
        /// Bytes read and written together, in 10^9 bytes a second, for each shape.
        copy_gbps: Vec<f64>,
    },
    /// A candidate that was verified and measured.
    Evaluation {
        /// When.
        ts: String,
        /// Who.
        #[serde(flatten)]
        candidate: CandidateRecord,
        /// `benchmarked`.
        status: String,
        /// What was found.
        metrics: Box<Metrics>,
    },
    /// A candidate that failed.
    Failure {
        /// When.
        ts: String,
        /// Who.
        #[serde(flatten)]
        candidate: CandidateRecord,
        /// `failed`.
        status: String,
        /// How it failed.
        failure: Box<Failure>,
    },
    /// Two finalists measured against each other; the first of them is what the ratio is relative to.
    Final {
        /// When.
        ts: String,
        /// The one that the ratio's numerator is of.
        left: String,
        /// The other.
        right: String,
        /// For each shape.
        per_shape: Vec<Timing>,
    },
    /// The end of the run.
    Finished {
        /// When.
        ts: String,
        /// Candidates that were measured.
        benchmarked: usize,
        /// Candidates that failed.
        failed: usize,
    },
}

/// Who a record is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CandidateRecord {
    /// Place in the order of the visit.
    pub step: usize,
    /// Seed of the run.
    pub seed: u64,
    /// The operation.
    pub op_name: String,
    /// The candidate.
    pub candidate_id: String,
    /// The candidate that it was made from; none where candidates are enumerated.
    pub parent_id: Option<String>,
    /// The variant's name.
    pub func_name: String,
    /// Knobs of the code.
    pub template_params: BTreeMap<String, Value>,
    /// Knobs of the launch, and how its geometry follows from the shape.
    pub launch_params: BTreeMap<String, Value>,
}

impl CandidateRecord {
    /// All knobs.
    #[must_use]
    pub fn knobs(&self) -> BTreeMap<String, Value> {
        let launch = self
            .launch_params
            .iter()
            .filter(|(name, _)| *name != "launch_kind");
        let all = self.template_params.iter().chain(launch);
        all.map(|(name, value)| (name.clone(), value.clone()))
            .collect()
    }
}

/// What was found about a candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Metrics {
    /// Time to compile, in milliseconds.
    pub compile_time_ms: f64,
    /// Geometric mean of the speed-ups over the shapes, with that of the intervals' ends.
    pub speedup_vs_ref: Interval,
    /// Largest absolute error over shapes, inputs and outputs.
    pub correctness_max_abs_err: f64,
    /// Largest error over the reference's magnitude.
    pub correctness_max_rel_err: f64,
    /// Largest error in units in the last place.
    pub correctness_max_ulps: f64,
    /// Mean error in units in the last place.
    pub correctness_mean_ulps: f64,
    /// Each shape.
    pub per_shape: Vec<ShapeMetrics>,
}

/// What was found about a candidate on a shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShapeMetrics {
    /// The shape.
    pub shape: Shape,
    /// Times.
    #[serde(flatten)]
    pub timing: Timing,
    /// Bytes that any implementation moves over the time, in 10^9 bytes a second.
    pub gbps_est: f64,
    /// Largest absolute error.
    pub max_abs_err: f64,
    /// Largest relative error.
    pub max_rel_err: f64,
    /// Largest error in units in the last place.
    pub max_ulps: f64,
}

/// Two kernels' times on a shape.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Timing {
    /// The candidate's median time of a launch, in microseconds.
    pub latency_us: f64,
    /// A tenth of the candidate's samples is faster.
    pub p10_us: f64,
    /// A tenth of the candidate's samples is slower.
    pub p90_us: f64,
    /// The reference's median time, in the same pairs.
    pub reference_latency_us: f64,
    /// A tenth of the reference's samples is faster.
    pub reference_p10_us: f64,
    /// A tenth of the reference's samples is slower.
    pub reference_p90_us: f64,
    /// Median of the pairs' ratios with its interval.
    pub speedup_vs_ref: Interval,
    /// Confidence of the interval.
    pub confidence: f64,
    /// Pairs.
    pub pairs: usize,
    /// Launches of a sample.
    pub launches_per_sample: u32,
}

/// Where a candidate failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FailureKind {
    /// Its source or its plan was refused.
    CompileError,
    /// It could not be launched, or not to its end.
    RuntimeError,
    /// The checking device found a fault.
    CheckFinding,
    /// Its outputs are not near enough to the reference.
    CorrectnessError,
    /// It failed while it was timed.
    BenchmarkError,
}

impl FailureKind {
    /// Its name in records.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::CompileError => "compile_error",
            Self::RuntimeError => "runtime_error",
            Self::CheckFinding => "check_finding",
            Self::CorrectnessError => "correctness_error",
            Self::BenchmarkError => "benchmark_error",
        }
    }
}

/// How a candidate failed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Failure {
    /// Where.
    pub kind: FailureKind,
    /// What happened, in words.
    pub reason: String,
    /// The shape, where there was one.
    pub shape: Option<Shape>,
    /// The set of inputs.
    pub input_set: Option<String>,
    /// The element that was furthest off.
    pub worst: Option<WorstElement>,
}

/// An element that is not what it should be.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WorstElement {
    /// The output.
    pub output: String,
    /// Position in the output.
    pub index: usize,
    /// What the candidate gave; none where it is not finite.
    pub found: Option<f64>,
    /// What the reference says; none where it is not finite.
    pub expected: Option<f64>,
    /// Elements beyond their allowance.
    pub failing: u64,
}

/// The number, where JSON has it.
#[must_use]
pub(crate) fn finite(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
}
