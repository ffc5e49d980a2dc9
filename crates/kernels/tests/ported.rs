//! Kernels of whole files: against their references, and as the bodies that they become.

use half::bf16;
use kernsmith_kernels::{
    Error,
    activation::{SOFT_CAP, soft_cap},
    bank::{InputSet, Range},
    copy::{MEMCPY, memcpy},
    mlstm::{self, STEP_FULL, StepArrays, StepInputs, step_full},
    plan::WholeFile,
};
use kernsmith_msl::{
    contract::port::{Ported, to_body},
    ir::MathMode,
    source::{Origin, SourceMap},
    unit::Unit,
};
use kernsmith_runtime::{Call, DType, Device, Input, Kernel, Launch, Library, Stream, Tensor};

fn stream() -> Stream {
    Stream::new(&Device::cpu()).expect("there are threads")
}

fn devices() -> [Stream; 2] {
    let check = Stream::new(&Device::check()).expect("there are threads");
    [stream(), check]
}

fn floats(stream: &Stream, values: &[f64], shape: &[usize]) -> Tensor {
    let values: Vec<f32> = values.iter().map(|value| *value as f32).collect();
    Tensor::from_slice(stream.device(), &values, shape).expect("there is room")
}

/// Values that a float holds.
fn draw(operand: u64, elems: usize) -> Vec<f64> {
    let values = InputSet::Normal(7).values(operand, elems, elems, Range::squared(DType::F32));
    values
        .iter()
        .map(|value| f64::from(*value as f32))
        .collect()
}

#[track_caller]
fn assert_near(found: &Tensor, expected: &[f64], tolerance: f64) {
    let found = found.to_vec::<f32>().expect("it ran");
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        let gap = (f64::from(*found) - expected).abs();
        let allowed = tolerance * (1.0 + expected.abs());
        assert!(gap <= allowed, "{found} against {expected}");
    }
}

/// The kernel as a body, which is the one written by hand.
fn ported(file: &WholeFile, kernel: &str, by_hand: &str) -> Ported {
    let mut sources = SourceMap::default();
    let id = sources.add(file.file, file.text, Origin::User);
    let unit = Unit::new(vec![id], MathMode::Safe);
    let ported = to_body(sources, &unit, Some(kernel)).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(ported.kernel.source, by_hand, "{kernel}");
    ported
}

fn launch(ported: &Ported, inputs: Vec<Input>, outputs: &[&Tensor], grid: [u32; 3]) -> Launch {
    let mut launch = Launch::new()
        .inputs(inputs)
        .grid(grid)
        .threadgroup([64, 1, 1]);
    for (name, value) in &ported.template {
        launch = launch.template(name, *value);
    }
    outputs.iter().fold(launch, |launch, output| {
        launch.output(output.shape(), output.dtype())
    })
}

/// What the whole file's kernel gives.
fn whole(file: &WholeFile, kernel: &str, stream: &Stream, call: &Call) -> Vec<Tensor> {
    let library = Library::from_source(file.text).expect("it compiles");
    let function = library.function(kernel).expect("it has this kernel");
    let outputs = function.call(stream, call);
    outputs.unwrap_or_else(|error| panic!("{error}"))
}

/// The body gives the bits that the whole file's kernel gave.
fn check(stream: &Stream, ported: &Ported, inputs: Vec<Input>, whole: &[&Tensor], grid: [u32; 3]) {
    let kernel = Kernel::builder(&ported.kernel.name)
        .inputs(&ported.kernel.inputs)
        .outputs(&ported.kernel.outputs)
        .header(&ported.kernel.header)
        .source(&ported.kernel.source)
        .build()
        .expect("its names are fine");
    let outputs = kernel.call(stream, &launch(ported, inputs, whole, grid));
    let outputs = outputs.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(outputs.len(), whole.len());
    for (body, whole) in outputs.iter().zip(whole) {
        let [body, whole] = [body, *whole].map(|output| output.to_bytes().expect("it ran"));
        assert_eq!(body, whole, "{}", ported.kernel.name);
    }
}

#[test]
fn soft_cap_is_near_its_reference_in_both_forms() {
    let by_hand = include_str!("body/soft_cap.metal");
    let ported = ported(&SOFT_CAP, "soft_cap_kernel", by_hand);
    for stream in devices() {
        for size in [0, 1, 7, 33, 1000] {
            let values: Vec<f64> = draw(0, size).iter().map(|value| 30.0 * value).collect();
            let x = floats(&stream, &values, &[size]);
            let y = soft_cap(&stream, &x, Some(15.0)).expect("it launches");
            let expected: Vec<f64> = values.iter().map(|x| 15.0 * (x / 15.0).tanh()).collect();
            assert_near(&y, &expected, 1e-6);
            let threads = size as u32;
            let call = Call::new()
                .buffer(0, &x)
                .output(1, [size], DType::F32)
                .value(2, 15.0f32)
                .value(3, threads)
                .grid([threads, 1, 1])
                .threadgroup([64, 1, 1]);
            let y = &whole(&SOFT_CAP, "soft_cap_kernel", &stream, &call)[0];
            assert_near(y, &expected, 1e-6);
            let inputs = vec![(&x).into(), 15.0f32.into(), threads.into()];
            check(&stream, &ported, inputs, &[y], [threads, 1, 1]);
        }
    }
}

/// Golden vector G1, and what is no number.
#[test]
fn soft_cap_gives_the_golden_vector() {
    let stream = stream();
    let x = floats(&stream, &[20.0, -3.0, f64::INFINITY, f64::NAN, 0.0], &[5]);
    let y = soft_cap(&stream, &x, Some(15.0)).expect("it launches");
    let y = y.to_vec::<f32>().expect("it ran");
    assert!((y[0] - 13.050_925).abs() < 2e-6 && (y[1] + 2.960_629_8).abs() < 1e-6);
    assert_eq!((y[2], y[4]), (15.0, 0.0));
    assert!(y[3].is_nan());
    let same = soft_cap(&stream, &x, None).expect("nothing is launched");
    assert_eq!(
        same.to_bytes().expect("it is x"),
        x.to_bytes().expect("it is there")
    );
    let half = bf16::from_f32(50.0);
    let x = Tensor::from_slice(stream.device(), &[half], [1]).expect("there is room");
    let y = soft_cap(&stream, &x, Some(30.0)).expect("it launches");
    assert_eq!(
        y.to_vec::<bf16>().expect("it ran"),
        [bf16::from_f64(27.933_288_26)]
    );
    let x = Tensor::from_slice(stream.device(), &[1i32], [1]).expect("there is room");
    assert!(matches!(
        soft_cap(&stream, &x, Some(1.0)),
        Err(Error::ElementType { .. })
    ));
}

#[test]
fn memcpy_keeps_every_bit_in_both_forms() {
    let by_hand = include_str!("body/memcpy.metal");
    let ported = ported(&MEMCPY, "memcpy_kernel_ulong", by_hand);
    for stream in devices() {
        let values: Vec<u64> = (0..100).map(|i| u64::MAX / (i + 1)).collect();
        let x = Tensor::from_slice(stream.device(), &values, [4, 25]).expect("there is room");
        let y = memcpy(&stream, &x).expect("it launches");
        assert_eq!(y.to_vec::<u64>().expect("it ran"), values);
        let call = Call::new()
            .buffer(0, &x)
            .output(1, [4, 25], DType::U64)
            .value(2, 100u32)
            .grid([100, 1, 1])
            .threadgroup([64, 1, 1]);
        let y = &whole(&MEMCPY, "memcpy_kernel_ulong", &stream, &call)[0];
        assert_eq!(y.to_vec::<u64>().expect("it ran"), values);
        let inputs = vec![(&x).into(), 100u32.into()];
        check(&stream, &ported, inputs, &[y], [100, 1, 1]);
    }
}

#[test]
fn memcpy_takes_every_real_type() {
    let stream = stream();
    let taken = DType::of_kernels().iter().copied();
    for dtype in taken.filter(|dtype| *dtype != DType::C64) {
        // 0 and 1 are bits of every type; the other patterns hold NaN of every float.
        let bytes: Vec<u8> = match dtype {
            DType::Bool => vec![0, 1, 1],
            _ => (0..3 * dtype.size_bytes())
                .map(|i| 0xff - i as u8 % 4)
                .collect(),
        };
        let x = Tensor::from_bytes(stream.device(), &bytes, dtype, [3]).expect("there is room");
        let y = memcpy(&stream, &x).expect("it launches");
        assert_eq!(y.to_bytes().expect("it ran"), bytes, "{dtype}");
    }
    let complex = Tensor::from_bytes(stream.device(), &[0; 8], DType::C64, [1]);
    let found = memcpy(&stream, &complex.expect("there is room"));
    assert!(matches!(found, Err(Error::ElementType { .. })), "{found:?}");
}

/// Sizes of a step: batch, heads, width of keys, width of values.
const STEPS: [[usize; 4]; 4] = [[1, 1, 1, 1], [2, 3, 5, 7], [1, 2, 33, 31], [2, 1, 8, 300]];

fn step_arrays([b, nh, dhqk, dhhv]: [usize; 4]) -> StepArrays {
    let heads = b * nh;
    let gates = |operand, scale: f64| {
        let gates = draw(operand, heads).into_iter();
        gates.map(|gate| f64::from((scale * gate) as f32)).collect()
    };
    StepArrays {
        q: draw(1, heads * dhqk),
        k: draw(2, heads * dhqk),
        v: draw(3, heads * dhhv),
        i: gates(4, 20.0),
        f: gates(5, 50.0),
        c: draw(6, heads * dhqk * dhhv),
        n: draw(7, heads * dhqk),
        m: gates(8, 5.0),
    }
}

#[test]
fn a_step_of_the_mlstm_is_near_its_reference_in_both_forms() {
    let by_hand = include_str!("body/step_full.metal");
    let ported = ported(&STEP_FULL, "mlstm_step_full_kernel", by_hand);
    for stream in devices() {
        for sizes @ [b, nh, dhqk, dhhv] in STEPS {
            let host = step_arrays(sizes);
            let [q, k, n] = [&host.q, &host.k, &host.n].map(|x| floats(&stream, x, &[b, nh, dhqk]));
            let [i, f, m] = [&host.i, &host.f, &host.m].map(|x| floats(&stream, x, &[b, nh]));
            let v = floats(&stream, &host.v, &[b, nh, dhhv]);
            let c = floats(&stream, &host.c, &[b, nh, dhqk, dhhv]);
            let eps = 1e-6f32;
            let inputs = StepInputs {
                q: &q,
                k: &k,
                v: &v,
                i: &i,
                f: &f,
                c: &c,
                n: &n,
                m: &m,
            };
            let found = step_full(&stream, &inputs, eps).expect("it launches");
            let found = [found.c, found.n, found.m, found.h];
            let expected = mlstm::step(&host, f64::from(eps));
            let call = [&q, &k, &v, &i, &f, &c, &n, &m]
                .into_iter()
                .zip(0..)
                .fold(Call::new(), |call, (input, index)| {
                    call.buffer(index, input)
                });
            let call = [&c, &n, &m, &v]
                .into_iter()
                .zip(8..)
                .fold(call, |call, (like, index)| {
                    call.output(index, like.shape(), DType::F32)
                })
                .value(12, nh as u32)
                .value(13, dhqk as u32)
                .value(14, dhhv as u32)
                .value(15, eps)
                .grid([dhhv as u32, nh as u32, b as u32])
                .threadgroup([64, 1, 1]);
            let whole = whole(&STEP_FULL, "mlstm_step_full_kernel", &stream, &call);
            for found in [&found[..], &whole] {
                assert_eq!(found.len(), expected.len());
                for (found, expected) in found.iter().zip(&expected) {
                    assert_near(found, expected, 2e-4);
                }
            }
            let whole: Vec<&Tensor> = whole.iter().collect();
            let mut inputs: Vec<Input> = [&q, &k, &v, &i, &f, &c, &n, &m].map(Input::from).into();
            inputs.extend([nh, dhqk, dhhv].map(|extent| Input::from(extent as u32)));
            inputs.push(eps.into());
            let grid = [dhhv as u32, nh as u32, b as u32];
            check(&stream, &ported, inputs, &whole, grid);
        }
    }
}

#[test]
fn arguments_of_a_step_have_to_fit() {
    let stream = stream();
    let ones = |shape: &[usize]| floats(&stream, &vec![1.0; shape.iter().product()], shape);
    let (vector, gate, matrix) = (ones(&[1, 1, 4]), ones(&[1, 1]), ones(&[1, 1, 4, 4]));
    let inputs = StepInputs {
        q: &vector,
        k: &vector,
        v: &vector,
        i: &gate,
        f: &gate,
        c: &vector,
        n: &vector,
        m: &gate,
    };
    assert_eq!(
        step_full(&stream, &inputs, 0.0)
            .expect_err("c is a matrix")
            .to_string(),
        "mlstm_step_full: expected `c` of shape [1, 1, 4, 4], found [1, 1, 4]"
    );
    let inputs = StepInputs {
        c: &matrix,
        q: &gate,
        ..inputs
    };
    assert_eq!(
        step_full(&stream, &inputs, 0.0)
            .expect_err("q has three dimensions")
            .to_string(),
        "mlstm_step_full: expected `q` of shape [B, NH, D], found [1, 1]"
    );
}

/// Without values there is nothing to give, without keys nothing is remembered; the states of what there
/// is take their step all the same.
#[test]
fn a_step_without_keys_or_values_is_a_step() {
    let stream = stream();
    for sizes @ [b, nh, dhqk, dhhv] in [[2, 2, 3, 0], [2, 2, 0, 3], [0, 2, 3, 3]] {
        let host = step_arrays(sizes);
        let [q, k, n] = [&host.q, &host.k, &host.n].map(|x| floats(&stream, x, &[b, nh, dhqk]));
        let [i, f, m] = [&host.i, &host.f, &host.m].map(|x| floats(&stream, x, &[b, nh]));
        let inputs = StepInputs {
            q: &q,
            k: &k,
            v: &floats(&stream, &host.v, &[b, nh, dhhv]),
            i: &i,
            f: &f,
            c: &floats(&stream, &host.c, &[b, nh, dhqk, dhhv]),
            n: &n,
            m: &m,
        };
        let found = step_full(&stream, &inputs, 1e-6).expect("it launches");
        let expected = mlstm::step(&host, 1e-6);
        for (found, expected) in [found.c, found.n, found.m].iter().zip(&expected) {
            assert_near(found, expected, 2e-4);
        }
        assert_near(&found.h, &vec![0.0; b * nh * dhhv], 0.0);
    }
}
