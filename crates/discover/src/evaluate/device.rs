//! Evaluation on a device.

use kernsmith_kernels::{
    OpSpec, bank::InputSet, close::Gap, dispatch, knob::Configuration, plan::Plan, shape::Signature,
};
use kernsmith_runtime::{DType, Device, Kernel, Launch, Stream};
use rand_chacha::ChaCha8Rng;

use super::{
    Evaluator,
    case::ShapeCase,
    compile,
    measure::{Bench, Paired, Sampling, Side, paired},
    stats::{Interval, median},
    verify::Verification,
};
use crate::{
    Candidate, Error,
    record::{Failure, FailureKind, Metrics, ShapeMetrics, Timing, replay::Outcome},
    report::gbps,
    strategy::generator,
};

/// Small shapes on the device that finds what is wrong with a kernel's accesses and barriers.
struct Checks {
    stream: Stream,
    cases: Vec<ShapeCase>,
}

/// Evaluates candidates of an operation on a device.
pub struct DeviceEvaluator {
    op: &'static dyn OpSpec,
    dtype: DType,
    stream: Stream,
    signatures: Vec<Signature>,
    /// Made at the first use: inputs and references take time and memory.
    cases: Vec<ShapeCase>,
    checks: Option<Checks>,
    screening: Sampling,
    finals: Sampling,
    seed: u64,
}

impl DeviceEvaluator {
    /// An evaluator for these shapes.
    #[must_use]
    pub fn new(
        op: &'static dyn OpSpec,
        dtype: DType,
        stream: Stream,
        signatures: Vec<Signature>,
    ) -> Self {
        Self {
            op,
            dtype,
            stream,
            signatures,
            cases: Vec::new(),
            checks: None,
            screening: Sampling::screening(),
            finals: Sampling::finals(),
            seed: 0,
        }
    }

    /// With other amounts of measurement.
    #[must_use]
    pub fn with_sampling(mut self, screening: Sampling, finals: Sampling) -> Self {
        (self.screening, self.finals) = (screening, finals);
        self
    }

    /// With another seed for the order within pairs.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    fn prepare(&mut self) -> Result<(), Error> {
        while self.cases.len() < self.signatures.len() {
            let signature = self.signatures[self.cases.len()].clone();
            let sets = InputSet::bank(self.op.rows(&signature).count);
            let case = ShapeCase::new(self.op, self.dtype, &self.stream, signature, &sets)?;
            self.cases.push(case);
        }
        if self.checks.is_none() {
            self.checks = Some(self.prepare_checks()?);
        }
        Ok(())
    }

    fn prepare_checks(&self) -> Result<Checks, Error> {
        let stream = Stream::new(&Device::check()).map_err(|error| self.device_error(error))?;
        let case = |sizes: &&[u64]| {
            let signature = self.op.signature(sizes);
            ShapeCase::new(
                self.op,
                self.dtype,
                &stream,
                signature,
                &[InputSet::Normal(1)],
            )
        };
        let cases = self
            .op
            .check_shapes()
            .iter()
            .map(case)
            .collect::<Result<_, _>>()?;
        Ok(Checks { stream, cases })
    }

    fn plan(&self, case: &ShapeCase, configuration: &Configuration) -> Result<Plan, Error> {
        Ok(self.op.plan(&case.signature, self.dtype, configuration)?)
    }

    /// Everything about a candidate, or how it failed; `Err` where the session cannot go on.
    fn metrics(&self, candidate: &Candidate) -> Result<Result<Metrics, Box<Failure>>, Error> {
        let configuration = &candidate.configuration;
        let plans: Vec<Plan> = self
            .cases
            .iter()
            .map(|case| self.plan(case, configuration))
            .collect::<Result<_, _>>()?;
        let compiled = match compile::compile(&self.stream, &plans[0], &self.cases[0].timed()) {
            Ok(compiled) => compiled,
            Err(failure) => return Ok(Err(failure)),
        };
        if let Err(failure) = self.check(&compiled.kernel, configuration)? {
            return Ok(Err(failure));
        }
        let gaps = match self.verify(&compiled.kernel, &plans) {
            Ok(gaps) => gaps,
            Err(failure) => return Ok(Err(failure)),
        };
        let mut per_shape = Vec::new();
        for ((shape, plan), gap) in self.cases.iter().enumerate().zip(&plans).zip(&gaps) {
            let reference = self.plan(shape.1, &self.op.baseline())?;
            let purpose = (candidate.step as u64 + 1) << 16 | shape.0 as u64;
            let pair = Pair {
                kernel: &compiled.kernel,
                stream: &self.stream,
                launches: [&reference, plan].map(|plan| dispatch::prepare(plan, &shape.1.timed())),
            };
            let mut generator = generator(self.seed, purpose);
            match pair.measure(&self.screening, &mut generator) {
                Ok(timing) => per_shape.push(shape_metrics(shape.1, timing, gap)),
                Err(error) => return Ok(Err(benchmark_failure(shape.1, &error))),
            }
        }
        Ok(Ok(overall(compiled.time_ms, per_shape, &gaps)))
    }

    /// Runs a configuration on the checking device.
    fn check(
        &self,
        kernel: &Kernel,
        configuration: &Configuration,
    ) -> Result<Result<(), Box<Failure>>, Error> {
        let checks = self.checks.as_ref().expect("`prepare` made them");
        let verification = Verification {
            op: self.op,
            dtype: self.dtype,
            stream: &checks.stream,
            kernel,
        };
        for case in &checks.cases {
            let plan = self.plan(case, configuration)?;
            if let Err(failure) = verification.run(&plan, case) {
                return Ok(Err(failure));
            }
        }
        Ok(Ok(()))
    }

    fn verify(&self, kernel: &Kernel, plans: &[Plan]) -> Result<Vec<Gap>, Box<Failure>> {
        let verification = Verification {
            op: self.op,
            dtype: self.dtype,
            stream: &self.stream,
            kernel,
        };
        self.cases
            .iter()
            .zip(plans)
            .map(|(case, plan)| verification.run(plan, case))
            .collect()
    }

    fn device_error(&self, source: kernsmith_runtime::Error) -> Error {
        Error::Device {
            op: self.op.name(),
            device: self.stream.device().name().to_owned(),
            source: Box::new(source),
        }
    }
}

impl Evaluator for DeviceEvaluator {
    fn copy_gbps(&mut self) -> Result<Vec<f64>, Error> {
        self.prepare()?;
        let measure = |case: &ShapeCase| {
            // Half of the bytes are read and half are written.
            let bytes = usize::try_from(case.bytes_moved / 2).unwrap_or(usize::MAX);
            self.stream
                .device()
                .copy_bandwidth(bytes)
                .map(|copy| copy.gb_per_s())
        };
        let all = self.cases.iter().map(measure).collect::<Result<_, _>>();
        all.map_err(|error| self.device_error(error))
    }

    fn evaluate(&mut self, candidate: &Candidate) -> Result<Outcome, Error> {
        self.prepare()?;
        Ok(match self.metrics(candidate)? {
            Ok(metrics) => Outcome::Measured(Box::new(metrics)),
            Err(failure) => Outcome::Failed(failure),
        })
    }

    fn compare(&mut self, left: &Candidate, right: &Candidate) -> Result<Vec<Timing>, Error> {
        self.prepare()?;
        let kernel = dispatch::kernel(self.op.name(), self.op.kernel())?;
        let mut timings = Vec::new();
        for (index, case) in self.cases.iter().enumerate() {
            let plans = [
                self.plan(case, &left.configuration)?,
                self.plan(case, &right.configuration)?,
            ];
            let pair = Pair {
                kernel: &kernel,
                stream: &self.stream,
                launches: plans
                    .each_ref()
                    .map(|plan| dispatch::prepare(plan, &case.timed())),
            };
            let steps = (left.step as u64 + 1) << 40 | (right.step as u64 + 1) << 16;
            let mut generator = generator(self.seed, steps | index as u64);
            let timing = pair.measure(&self.finals, &mut generator);
            timings.push(timing.map_err(|error| self.device_error(error))?);
        }
        Ok(timings)
    }
}

/// Two launches of a kernel on the same inputs.
struct Pair<'a> {
    kernel: &'a Kernel,
    stream: &'a Stream,
    /// The reference's, the candidate's.
    launches: [Launch; 2],
}

impl Pair<'_> {
    fn measure(
        mut self,
        sampling: &Sampling,
        generator: &mut ChaCha8Rng,
    ) -> Result<Timing, kernsmith_runtime::Error> {
        Ok(timing(&paired(&mut self, sampling, generator)?, sampling))
    }
}

impl Bench for Pair<'_> {
    type Error = kernsmith_runtime::Error;

    fn sample(&mut self, side: Side, launches: u32) -> Result<f64, Self::Error> {
        let launch = &self.launches[usize::from(side == Side::Candidate)];
        let launched = self
            .kernel
            .launch(self.stream, &launch.clone().repeats(launches))?;
        let durations = launched.event.durations()?;
        let times: Vec<f64> = durations
            .iter()
            .map(|time| time.as_secs_f64() * 1e6)
            .collect();
        Ok(median(&times))
    }
}

fn timing(paired: &Paired, sampling: &Sampling) -> Timing {
    let [latency_us, p10_us, p90_us] = paired.candidate_summary();
    let [reference_latency_us, reference_p10_us, reference_p90_us] = paired.reference_summary();
    Timing {
        latency_us,
        p10_us,
        p90_us,
        reference_latency_us,
        reference_p10_us,
        reference_p90_us,
        speedup_vs_ref: paired.speedup,
        confidence: sampling.confidence,
        pairs: paired.candidate_us.len(),
        launches_per_sample: paired.launches,
    }
}

fn shape_metrics(case: &ShapeCase, timing: Timing, gap: &Gap) -> ShapeMetrics {
    ShapeMetrics {
        shape: case.shape(),
        gbps_est: gbps(case.bytes_moved, timing.latency_us),
        timing,
        max_abs_err: gap.max_abs,
        max_rel_err: gap.max_rel,
        max_ulps: gap.max_ulps,
    }
}

fn overall(compile_time_ms: f64, per_shape: Vec<ShapeMetrics>, gaps: &[Gap]) -> Metrics {
    let mut all = Gap::default();
    gaps.iter().for_each(|gap| all.merge(gap));
    let speedups = per_shape.iter().map(|shape| &shape.timing.speedup_vs_ref);
    Metrics {
        compile_time_ms,
        speedup_vs_ref: Interval::geometric_mean(speedups),
        correctness_max_abs_err: all.max_abs,
        correctness_max_rel_err: all.max_rel,
        correctness_max_ulps: all.max_ulps,
        correctness_mean_ulps: all.mean_ulps,
        per_shape,
    }
}

fn benchmark_failure(case: &ShapeCase, error: &kernsmith_runtime::Error) -> Box<Failure> {
    Box::new(Failure {
        kind: FailureKind::BenchmarkError,
        reason: error.to_string(),
        shape: Some(case.shape()),
        input_set: None,
        worst: None,
    })
}
