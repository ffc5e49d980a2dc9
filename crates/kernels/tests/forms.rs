//! The forms that functions take where arrays and devices allow it, against the references: each element
//! type, lengths that are whole accesses and lengths that are not.

use kernsmith_kernels::{
    HostTensor, OpSpec,
    activation::{swiglu, swiglu_plan},
    bank::InputSet,
    dispatch::{kernel, prepare, upload},
    host,
    norm::{rms_norm_residual_row, rms_norm_row},
    ops::find,
    plan::Plan,
};
use kernsmith_msl::diagnostic::RenderStyle;
use kernsmith_runtime::{DType, Device, Stream, Tensor};

/// Rows and their length.
const SHAPES: &[[u64; 2]] = &[
    [1, 4],
    [3, 8],
    [2, 12],
    [5, 24],
    [1, 264],
    [2, 1000],
    [2, 4096],
    [3, 4104],
    [1, 8192],
];

/// What launches a form for the inputs of an operation.
type Form = fn(&[Tensor]) -> Option<Plan>;

const FORMS: [(&str, Form); 3] = [
    ("rmsnorm", |inputs| rms_norm_row(&inputs[0], &inputs[1])),
    ("rmsnorm_residual", |inputs| {
        rms_norm_residual_row(&inputs[0], &inputs[1], &inputs[2])
    }),
    ("swiglu", |inputs| swiglu_plan(&inputs[0], &inputs[1]).ok()),
];

/// Runs a form into poisoned outputs and compares each element.
fn check(device: &Device, (name, form): (&str, Form), sizes: [u64; 2], dtype: DType) {
    let op: &dyn OpSpec = find(name).unwrap();
    let stream = Stream::new(device).unwrap();
    let shape = op.signature(&sizes);
    let hosts = op.generate(&shape, dtype, InputSet::Normal(1));
    let expected = op.reference(&shape, &hosts);
    let upload = |host: &HostTensor| upload(op.name(), &stream, host).unwrap();
    let inputs: Vec<_> = hosts.iter().map(upload).collect();
    let plan = form(&inputs);
    let is_whole = sizes[1].is_multiple_of(16 / dtype.size_bytes() as u64);
    assert!(plan.is_some() || !is_whole, "{name} {dtype} {shape}");
    let Some(plan) = plan else { return };
    let launch = prepare(&plan, &inputs.iter().collect::<Vec<_>>()).poison_outputs(0xff);
    let kernel = kernel(plan.op, plan.source).unwrap();
    let outputs = kernel.call(&stream, &launch).unwrap();
    assert_eq!(outputs.len(), expected.len());
    for (output, expected) in outputs.iter().zip(&expected) {
        let found = host::decode(output.dtype(), &output.to_bytes().unwrap());
        let closeness = op.closeness(dtype);
        let gap = closeness.compare(dtype, op.rows(&shape).elems, &found, expected);
        assert!(
            gap.passes(),
            "{name} {dtype} {shape} {}: {gap:?}",
            device.name()
        );
    }
}

#[test]
fn forms_compute_what_the_references_say() {
    for form in FORMS {
        for sizes in SHAPES {
            for dtype in [DType::F16, DType::BF16, DType::F32] {
                check(&Device::cpu(), form, *sizes, dtype);
            }
        }
    }
}

#[test]
fn the_reference_interpreter_finds_nothing_in_the_forms() {
    for form in FORMS {
        for sizes in [[2, 8], [1, 264]] {
            check(&Device::check(), form, sizes, DType::BF16);
        }
    }
}

/// Arrays of rows that forms exist for, as an operation takes them.
fn whole(name: &str, dtype: DType, stream: &Stream) -> Vec<Tensor> {
    let op = find(name).unwrap();
    let hosts = op.generate(&op.signature(&[3, 2048]), dtype, InputSet::Normal(1));
    let upload = |host: &HostTensor| upload(op.name(), stream, host).unwrap();
    hosts.iter().map(upload).collect()
}

#[test]
fn nothing_is_to_be_said_of_the_forms_and_they_compile_for_gpus() {
    let device = Device::cpu();
    let stream = device.default_stream().unwrap();
    for (name, form) in FORMS {
        for dtype in [DType::F16, DType::F32] {
            let inputs = whole(name, dtype, &stream);
            let plan = form(&inputs).unwrap();
            let launch = prepare(&plan, &inputs.iter().collect::<Vec<_>>());
            let kernel = kernel(plan.op, plan.source).unwrap();
            let (warnings, sources) = kernel.warnings(&device, &launch).unwrap();
            let said = warnings.render(&sources, RenderStyle::Plain);
            assert!(warnings.is_empty(), "{name}:\n{said}");
            // A machine without NVRTC has nothing to try; CI brings one.
            if Device::cuda_report().nvrtc.is_ok() {
                kernel.cubin_for(&device, &launch, 90).unwrap();
            }
        }
    }
}

/// Arrays that begin within an access get the form that reads any.
#[test]
fn arrays_that_begin_elsewhere_take_another_form() {
    let stream = Stream::new(&Device::cpu()).unwrap();
    let long = Tensor::full(&Device::cpu(), 1.5, DType::F16, [17]).unwrap();
    let [x, w] = [1..17, 0..16].map(|part| long.slice(0, part).unwrap());
    assert!(rms_norm_row(&w, &w).is_some() && rms_norm_row(&x, &w).is_none());
    let y = swiglu(&stream, &x, &w).unwrap();
    let expected = swiglu(&stream, &w, &w).unwrap();
    assert_eq!(y.to_bytes().unwrap(), expected.to_bytes().unwrap());
}
