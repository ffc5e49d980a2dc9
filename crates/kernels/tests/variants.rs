//! Every variant of every operation, on shapes that are no multiple of anything.

use kernsmith_kernels::{
    HostTensor, OpSpec,
    bank::InputSet,
    dispatch, host,
    knob::{Configuration, KnobValue},
    ops,
    shape::Signature,
};
use kernsmith_msl::diagnostic::RenderStyle;
use kernsmith_runtime::{DType, Device, Stream, Tensor};

/// Shapes that reach every tail: fewer elements than a vector, than a simdgroup, than a threadgroup;
/// odd, and one more than a power of two.
fn ragged(op: &dyn OpSpec) -> &'static [&'static [u64]] {
    match op.name() {
        "rope" => &[
            &[1, 1, 1, 2],
            &[2, 3, 5, 6],
            &[3, 2, 33, 10],
            &[1, 5, 16, 64],
        ],
        "mlstm_step_full" => &[
            &[1, 1, 1, 1],
            &[2, 3, 5, 7],
            &[1, 2, 33, 31],
            &[2, 1, 8, 300],
        ],
        _ => &[
            &[1, 1],
            &[2, 3],
            &[5, 7],
            &[3, 33],
            &[1, 100],
            &[2, 1000],
            &[2, 2049],
        ],
    }
}

/// All configurations of a search space.
fn configurations(op: &dyn OpSpec) -> Vec<Configuration> {
    op.knobs().iter().fold(vec![op.baseline()], |all, knob| {
        let with = |configuration: &Configuration| {
            let configuration = configuration.clone();
            knob.values
                .iter()
                .map(move |value| configuration.clone().with(knob.name, *value))
        };
        all.iter().flat_map(with).collect()
    })
}

struct Case<'a> {
    op: &'a dyn OpSpec,
    dtype: DType,
    shape: Signature,
    set: InputSet,
    /// Of the bank's sets.
    is_first: bool,
    inputs: Vec<Tensor>,
    expected: Vec<Vec<f64>>,
}

impl<'a> Case<'a> {
    fn all(op: &'a dyn OpSpec, dtype: DType, sizes: &[u64], stream: &Stream) -> Vec<Self> {
        let shape = op.signature(sizes);
        let case = |(at, set): (usize, InputSet)| {
            let host = op.generate(&shape, dtype, set);
            let upload = |host: &HostTensor| dispatch::upload(op.name(), stream, host);
            Case {
                op,
                dtype,
                set,
                is_first: at == 0,
                inputs: host
                    .iter()
                    .map(upload)
                    .collect::<Result<_, _>>()
                    .expect("there is room"),
                expected: op.reference(&shape, &host),
                shape: shape.clone(),
            }
        };
        InputSet::bank(op.rows(&shape).count)
            .into_iter()
            .enumerate()
            .map(case)
            .collect()
    }

    /// Runs a configuration into poisoned outputs and compares each element.
    fn check(&self, stream: &Stream, configuration: &Configuration) {
        let Case {
            op, dtype, shape, ..
        } = self;
        let what = format!(
            "{} {dtype} {shape} {} {configuration}",
            op.name(),
            self.set.name()
        );
        let plan = op
            .plan(shape, *dtype, configuration)
            .expect("it is in the space");
        let kernel = dispatch::kernel(op.name(), op.kernel()).expect("its names are fine");
        let inputs: Vec<&Tensor> = self.inputs.iter().collect();
        let launch = dispatch::prepare(&plan, &inputs).poison_outputs(0xff);
        // What is said of a launch is the same for every content.
        if self.is_first {
            let (warnings, sources) = kernel
                .warnings(stream.device(), &launch)
                .unwrap_or_else(|error| panic!("{what}: {error}"));
            let said = warnings.render(&sources, RenderStyle::Plain);
            assert!(warnings.is_empty(), "{what}:\n{said}");
        }
        let outputs = kernel
            .call(stream, &launch)
            .unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(outputs.len(), self.expected.len(), "{what}");
        for (output, expected) in outputs.iter().zip(&self.expected) {
            let closeness = op.closeness(output.dtype());
            let bytes = output
                .to_bytes()
                .unwrap_or_else(|error| panic!("{what}: {error}"));
            let found = host::decode(output.dtype(), &bytes);
            let gap = closeness.compare(output.dtype(), op.rows(shape).elems, &found, expected);
            assert!(gap.passes(), "{what}: {gap:?}");
        }
    }
}

#[test]
fn every_variant_computes_what_the_reference_says() {
    let stream = Stream::new(&Device::cpu()).expect("there are threads");
    for op in ops::OPS {
        for sizes in ragged(*op) {
            let cases = Case::all(*op, DType::F16, sizes, &stream);
            for configuration in configurations(*op) {
                cases
                    .iter()
                    .for_each(|case| case.check(&stream, &configuration));
            }
        }
    }
}

/// The widest and the narrowest variant in the other element types.
#[test]
fn every_element_type_computes_what_the_reference_says() {
    let stream = Stream::new(&Device::cpu()).expect("there are threads");
    for op in ops::OPS {
        let last = |configuration: Configuration, knob: &kernsmith_kernels::knob::Knob| {
            configuration.with(knob.name, *knob.values.last().expect("it has values"))
        };
        let widest = op.knobs().iter().fold(op.baseline(), last);
        for dtype in [DType::BF16, DType::F32] {
            for sizes in ragged(*op) {
                for case in Case::all(*op, dtype, sizes, &stream) {
                    case.check(&stream, &op.baseline());
                    case.check(&stream, &widest);
                }
            }
        }
    }
}

/// Rows longer than what the cache holds, of whole vectors.
#[test]
fn a_row_longer_than_the_cache_is_read_from_both() {
    let stream = Stream::new(&Device::cpu()).expect("there are threads");
    let op = ops::find("rmsnorm").expect("it exists");
    for case in Case::all(op, DType::F32, &[2, 4100], &stream) {
        for width in [1, 2, 4] {
            let configuration = op
                .baseline()
                .with("vec_width", KnobValue::Int(width))
                .with("use_threadgroup_cache", KnobValue::Bool(true));
            case.check(&stream, &configuration);
        }
    }
}

/// No variant reads or writes out of bounds, misaligned or uninitialized memory, and no barrier
/// diverges.
#[test]
fn the_checking_device_finds_nothing_in_any_variant() {
    let stream = Stream::new(&Device::check()).expect("there are threads");
    for op in ops::OPS {
        let shapes: [&[u64]; 2] = match op.name() {
            "rope" => [&[1, 2, 3, 4], &[2, 1, 4, 2]],
            "mlstm_step_full" => [&[1, 2, 3, 5], &[2, 1, 9, 40]],
            _ => [&[2, 37], &[1, 132]],
        };
        for sizes in shapes {
            let cases = Case::all(*op, DType::F16, sizes, &stream);
            for configuration in configurations(*op) {
                cases[0].check(&stream, &configuration);
            }
        }
    }
}

#[test]
fn inputs_are_the_same_for_everybody() {
    for op in ops::OPS {
        let shape = op.signature(ragged(*op)[2]);
        for set in InputSet::bank(1) {
            let draw = || op.generate(&shape, DType::F16, set);
            assert_eq!(draw(), draw(), "{}: {}", op.name(), set.name());
            assert_eq!(draw().len(), op.inputs().len());
        }
    }
}

/// Wide accesses need arrays that begin at a multiple of their width.
#[test]
fn a_misaligned_view_is_refused_by_wide_variants_only() {
    let stream = Stream::new(&Device::cpu()).expect("there are threads");
    let op = ops::find("swiglu").expect("it exists");
    let array = Tensor::from_slice(stream.device(), &[1.0f32; 9], [9]).expect("there is room");
    let view = array.slice(0, 1..9).expect("it has so many");
    let shape = op.signature(&[1, 8]);
    let launch = |width| {
        let configuration = op.baseline().with("vec_width", KnobValue::Int(width));
        let plan = op
            .plan(&shape, DType::F32, &configuration)
            .expect("it is in the space");
        dispatch::launch(&stream, &plan, &[&view, &view])
    };
    launch(1).expect("one element is always aligned");
    assert_eq!(
        launch(4).expect_err("four are not").to_string(),
        "swiglu: expected `g` to begin at a multiple of 4 elements of its buffer, found element 1; \
         help: take a variant with narrower accesses, or copy the view"
    );
}
