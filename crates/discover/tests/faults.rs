//! Kernels that are wrong, each in its own way, on a real device. None may be timed.

use kernsmith_discover::{
    Candidate, Sampling, Verdict,
    evaluate::{DeviceEvaluator, Evaluator},
    record::{FailureKind, replay::Outcome},
};
use kernsmith_kernels::{
    Error, HostTensor, OpSpec, Operand, Rows,
    bank::{InputSet, Range},
    knob::{Configuration, Knob, KnobPlace, KnobValue},
    plan::{BodySource, Plan},
    shape::{Signature, Suite},
};
use kernsmith_runtime::{DType, Device, Stream, TemplateValue};

use crate::{sessions::run, synthetic::quick};

/// Doubles its input, or does not.
struct Double;

static KERNEL: BodySource = BodySource {
    name: "double_with_faults",
    file: "double.metal",
    source: "
        threadgroup float much[FAULT == 7 ? 100000 : 1];
        const uint i = thread_position_in_grid.x;
        const uint n = x_shape[0];
        if (FAULT == 7) { much[0] = 0.0f; }
        T value = x[i] + x[i];
        if (FAULT == 1 && i == 3) { value = T(NAN); }
        if (FAULT == 2 && i == n - 1) { return; }
        if (FAULT == 3) { value = T(0.0f); }
        if (FAULT == 4 && i == 5) { value = T(float(value) * 1.01f); }
        if (FAULT == 5 && i == 0) { y[n] = value; }
        if (FAULT == 6 && i >= 64) { return; }
        y[i] = value;
    ",
    header: "",
    inputs: &["x"],
    outputs: &["y"],
};

const FAULT: Knob = Knob {
    name: "fault",
    place: KnobPlace::Template,
    values: &[
        KnobValue::Int(0),
        KnobValue::Int(1),
        KnobValue::Int(2),
        KnobValue::Int(3),
        KnobValue::Int(4),
        KnobValue::Int(5),
        KnobValue::Int(6),
        KnobValue::Int(7),
    ],
    baseline: KnobValue::Int(0),
};

impl OpSpec for Double {
    fn name(&self) -> &'static str {
        "double"
    }

    fn summary(&self) -> &'static str {
        "y = 2 x"
    }

    fn kernel(&self) -> &'static BodySource {
        &KERNEL
    }

    fn launch_kind(&self) -> &'static str {
        "flat"
    }

    fn inputs(&self) -> &'static [Operand] {
        const { &[Operand::of("x", &["N"])] }
    }

    fn outputs(&self) -> &'static [Operand] {
        const { &[Operand::of("y", &["N"])] }
    }

    /// A kernel that bakes in the size of the first shape is right on the first shape.
    fn suites(&self) -> &'static [Suite] {
        const {
            &[Suite {
                name: "two",
                shapes: &[&[64], &[4096]],
            }]
        }
    }

    fn dimensions(&self) -> &'static [&'static str] {
        &["N"]
    }

    fn signature(&self, sizes: &[u64]) -> Signature {
        Signature::zip(&["N"], sizes)
    }

    fn check_shapes(&self) -> &'static [&'static [u64]] {
        &[&[33]]
    }

    fn rows(&self, shape: &Signature) -> Rows {
        Rows {
            count: 1,
            elems: shape.elems("N"),
        }
    }

    fn knobs(&self) -> &'static [Knob] {
        const { &[FAULT] }
    }

    fn plan(
        &self,
        shape: &Signature,
        dtype: DType,
        configuration: &Configuration,
    ) -> Result<Plan, Error> {
        let fault = configuration.number("fault");
        Ok(Plan {
            op: "double",
            source: &KERNEL,
            function: format!("double_{fault}"),
            template: vec![
                ("T", TemplateValue::Type(dtype)),
                ("FAULT", TemplateValue::Int(fault)),
            ],
            grid: [u32::try_from(shape.size("N")).expect("small"), 1, 1],
            threadgroup: [64, 1, 1],
            outputs: vec![(vec![shape.elems("N")], dtype)],
            align_elems: 1,
            memory_bytes: None,
        })
    }

    fn generate(&self, shape: &Signature, dtype: DType, set: InputSet) -> Vec<HostTensor> {
        let elems = shape.elems("N");
        let values = set.values(0, elems, elems, Range::multiplied(dtype));
        vec![HostTensor::from_values(dtype, &[elems], &values)]
    }

    fn reference(&self, _shape: &Signature, inputs: &[HostTensor]) -> Vec<Vec<f64>> {
        vec![inputs[0].values().iter().map(|value| 2.0 * value).collect()]
    }

    fn bytes_moved(&self, shape: &Signature, dtype: DType) -> u64 {
        2 * shape.size("N") * dtype.size_bytes() as u64
    }

    fn flops(&self, shape: &Signature) -> u64 {
        shape.size("N")
    }
}

fn evaluate(fault: i32) -> Outcome {
    let stream = Stream::new(&Device::cpu()).expect("there are threads");
    let signatures: Vec<Signature> = Double.suites()[0]
        .shapes
        .iter()
        .map(|sizes| Double.signature(sizes))
        .collect();
    let candidate = Candidate {
        step: 1,
        id: format!("double_{fault}"),
        function: format!("double_{fault}"),
        configuration: Double.baseline().with("fault", KnobValue::Int(fault)),
    };
    DeviceEvaluator::new(&Double, DType::F32, stream, signatures)
        .with_sampling(quick(), quick())
        .evaluate(&candidate)
        .expect("the device is fine")
}

#[track_caller]
fn failure(fault: i32) -> kernsmith_discover::record::Failure {
    match evaluate(fault) {
        Outcome::Failed(failure) => *failure,
        Outcome::Measured(metrics) => panic!("it was timed: {metrics:?}"),
    }
}

#[test]
fn a_right_kernel_is_timed() {
    let outcome = evaluate(0);
    let metrics = outcome.metrics().expect("it is right");
    assert_eq!(
        (metrics.correctness_max_abs_err, metrics.per_shape.len()),
        (0.0, 2)
    );
}

#[test]
fn a_nan_is_refused() {
    let failure = failure(1);
    assert_eq!(failure.kind, FailureKind::CorrectnessError);
    let worst = failure.worst.expect("an element");
    assert_eq!((worst.index, worst.found, worst.failing), (3, None, 1));
}

#[test]
fn an_element_that_is_not_written_is_refused() {
    let failure = failure(2);
    assert!(
        matches!(
            failure.kind,
            FailureKind::CorrectnessError | FailureKind::CheckFinding
        ),
        "{failure:?}"
    );
}

#[test]
fn zeros_are_refused() {
    assert_eq!(failure(3).kind, FailureKind::CorrectnessError);
}

#[test]
fn one_element_that_is_a_percent_off_is_refused() {
    let failure = failure(4);
    assert_eq!(failure.kind, FailureKind::CorrectnessError);
    assert_eq!(
        failure.worst.map(|worst| (worst.index, worst.failing)),
        Some((5, 1))
    );
}

#[test]
fn a_write_behind_the_end_is_refused() {
    let failure = failure(5);
    assert_eq!(failure.kind, FailureKind::CheckFinding, "{failure:?}");
}

/// Right on the first shape of the suite and on the small ones, wrong on the second.
#[test]
fn a_size_that_is_baked_in_is_refused() {
    let failure = failure(6);
    assert_eq!(failure.kind, FailureKind::CorrectnessError);
    assert_eq!(failure.shape.map(|shape| shape["N"]), Some(4096));
}

#[test]
fn what_does_not_compile_is_a_compile_error() {
    let failure = failure(7);
    assert_eq!(failure.kind, FailureKind::CompileError);
    assert!(
        failure.reason.contains("threadgroup memory"),
        "{}",
        failure.reason
    );
}

/// The same kernel twice, on the real device.
#[test]
fn a_kernel_is_not_faster_than_itself() {
    let stream = Stream::new(&Device::cpu()).expect("there are threads");
    let mut evaluator = DeviceEvaluator::new(
        &Double,
        DType::F32,
        stream,
        vec![Double.signature(&[1 << 16])],
    )
    .with_sampling(
        Sampling::screening(),
        Sampling {
            // So that this fails by chance once in ten thousand runs.
            confidence: 0.9999,
            ..Sampling::finals()
        },
    );
    let candidate = Candidate {
        step: 0,
        id: "double_0".to_owned(),
        function: "double_0".to_owned(),
        configuration: Double.baseline(),
    };
    let timings = evaluator
        .compare(&candidate, &candidate)
        .expect("the device is fine");
    let speedup = timings[0].speedup_vs_ref;
    assert!(speedup.admits(1.0, 0.01), "{speedup:?}");
}

/// A session over all faults: one candidate is right, and it is the reference.
#[test]
fn a_session_keeps_what_is_right() {
    let dir = tempfile::tempdir().expect("there is room");
    let mut request = kernsmith_discover::Request::new(&Double, Device::cpu(), dir.path());
    (request.screening, request.finals) = (quick(), quick());
    request.dtype = Some(DType::F32);
    let mut session = kernsmith_discover::Session::open(&request).expect("the folder is new");
    let summary = run(&mut session);
    assert_eq!((summary.benchmarked, summary.failed), (1, 7));
    assert_eq!(summary.verdict, Verdict::Tie);
    assert!(
        summary
            .shapes
            .iter()
            .all(|shape| shape.copy_gbps > 0.0 && shape.gbps > 0.0)
    );
}
