//! Products of matrices: every form, shape and setting against sums in double precision, element by element.

use std::num::NonZero;

use kernsmith_kernels::{
    HostTensor,
    dispatch::{kernel, prepare},
    gemm::{
        Activation, Bounded, GemmCall, Maker, Unit, gemm, gemm_at_b, gemm_av, gemm_plan,
        gemm_reference, head, head_plan,
    },
    host,
    settings::{GemmOverrides, ModelOverrides, Place, Tile, scoped, scoped_model},
};
use kernsmith_msl::diagnostic::RenderStyle;
use kernsmith_runtime::{DType, Device, DeviceKind, Stream, Tensor};

/// Rows, columns, steps.
const SHAPES: &[[usize; 3]] = &[
    [1, 1, 1],
    [3, 5, 7],
    [33, 29, 31],
    [64, 32, 128],
    [70, 130, 17],
    [128, 80, 96],
    [2, 300, 5],
    [4, 3, 0],
];

/// Numbers between -1 and 1 that the element type holds.
fn numbers(count: usize, seed: u64, dtype: DType) -> Vec<f64> {
    let mut state = NonZero::new(seed * 0x9e37_79b9 + 1).unwrap().get();
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        host::round(dtype, ((state >> 40) as f64) / f64::from(1 << 23) - 1.0)
    };
    (0..count).map(|_| next()).collect()
}

fn tensor(device: &Device, dtype: DType, values: &[f64], shape: &[usize]) -> Tensor {
    if dtype == DType::F64 {
        return Tensor::from_slice(device, values, shape).unwrap();
    }
    let host = HostTensor::from_values(dtype, shape, values);
    Tensor::from_bytes(device, &host.bytes, dtype, shape).unwrap()
}

/// A product with everything that can be asked for, and what it should be.
struct Case {
    shape: [usize; 3],
    transpose: [bool; 2],
    dtype: DType,
    activation: Activation,
    a: Vec<f64>,
    b: Vec<f64>,
    c: Vec<f64>,
    bias: Vec<f64>,
}

const ALPHA: f32 = 0.75;
const BETA: f32 = -0.5;

impl Case {
    fn new(shape: [usize; 3], transpose: [bool; 2], dtype: DType, activation: Activation) -> Self {
        let [m, n, k] = shape;
        Self {
            shape,
            transpose,
            dtype,
            activation,
            a: numbers(m * k, 1, dtype),
            b: numbers(k * n, 2, dtype),
            c: numbers(m * n, 3, dtype),
            bias: numbers(n, 4, dtype),
        }
    }

    fn expected(&self) -> Vec<Bounded> {
        let [m, n, _] = self.shape;
        (0..m * n).map(|at| self.element(at)).collect()
    }

    /// What the element at a place should be.
    fn element(&self, at: usize) -> Bounded {
        let [m, n, k] = self.shape;
        let a = |i: usize, p: usize| {
            self.a[if self.transpose[0] {
                p * m + i
            } else {
                i * k + p
            }]
        };
        let b = |p: usize, j: usize| {
            self.b[if self.transpose[1] {
                j * k + p
            } else {
                p * n + j
            }]
        };
        let (i, j) = (at / n, at % n);
        let products: Vec<_> = (0..k).map(|p| [a(i, p), b(p, j)]).collect();
        gemm_reference(
            &products,
            [ALPHA, BETA].map(f64::from),
            [self.c[at], self.bias[j]],
            self.activation,
        )
    }

    fn run(&self, stream: &Stream) -> Vec<f64> {
        let [m, n, k] = self.shape;
        let device = stream.device();
        let flip = |[x, y]: [usize; 2], flip: bool| if flip { [y, x] } else { [x, y] };
        let a = tensor(
            device,
            self.dtype,
            &self.a,
            &flip([m, k], self.transpose[0]),
        );
        let b = tensor(
            device,
            self.dtype,
            &self.b,
            &flip([k, n], self.transpose[1]),
        );
        let call = GemmCall {
            transpose_a: self.transpose[0],
            transpose_b: self.transpose[1],
            alpha: ALPHA,
            beta: BETA,
            c: Some(&tensor(device, self.dtype, &self.c, &[m, n])),
            bias: Some(&tensor(device, self.dtype, &self.bias, &[n])),
            activation: self.activation,
        };
        let product = gemm(stream, &a, &b, &call).unwrap();
        assert_eq!(product.shape(), [m, n]);
        host::decode(self.dtype, &product.to_bytes().unwrap())
    }

    #[track_caller]
    fn check(&self, stream: &Stream) -> Vec<f64> {
        let found = self.run(stream);
        for (at, (found, expected)) in found.iter().zip(self.expected()).enumerate() {
            let (shape, transpose, dtype) = (self.shape, self.transpose, self.dtype);
            assert!(
                expected.admits(dtype, *found),
                "{shape:?} {transpose:?} {dtype} {at}: {found}, {expected:?}"
            );
        }
        found
    }
}

/// With the device's library or without it.
fn by(library: bool) -> GemmOverrides {
    GemmOverrides {
        library: Some(library),
        ..GemmOverrides::default()
    }
}

/// The fastest device at hand: a GPU where there is one.
fn stream() -> Stream {
    let mut devices = Device::all();
    devices.retain(|device| device.kind() != DeviceKind::Check);
    Stream::new(devices.last().unwrap()).unwrap()
}

const FORMS: [[bool; 2]; 4] = [[false, false], [true, false], [false, true], [true, true]];

#[test]
fn all_forms_shapes_and_types_are_within_their_bounds() {
    let stream = stream();
    for &shape in SHAPES {
        for transpose in FORMS {
            for dtype in [DType::F32, DType::F16, DType::BF16] {
                let case = Case::new(shape, transpose, dtype, Activation::None);
                for library in [true, false] {
                    scoped(by(library), || case.check(&stream));
                }
            }
        }
    }
}

/// Also where rows are whole accesses, and where they are not.
#[test]
fn products_by_simdgroup_matrices_are_within_their_bounds() {
    let overrides = |tile: &str, double_buffer| GemmOverrides {
        simdgroups: Some(true),
        double_buffer: Some(double_buffer),
        tile_av: tile.parse().ok(),
        tile_atb: tile.parse().ok(),
        ..GemmOverrides::default()
    };
    let fast = stream();
    let shapes = [[70, 136, 24], [33, 29, 31], [1, 8, 64], [40, 64, 0]];
    for (transpose, double_buffer) in FORMS.into_iter().zip([false, true, true, false]) {
        for shape in shapes {
            for (dtype, tile) in [(DType::F16, "64x32"), (DType::BF16, "32x128")] {
                let case = Case::new(shape, transpose, dtype, Activation::Silu);
                scoped(overrides(tile, double_buffer), || case.check(&fast));
            }
        }
        let check = Stream::new(&Device::check()).unwrap();
        let case = Case::new([17, 16, 24], transpose, DType::BF16, Activation::None);
        scoped(overrides("16x16", double_buffer), || case.check(&check));
    }
}

#[test]
fn activations_are_within_their_bounds() {
    let stream = stream();
    for activation in [Activation::Relu, Activation::Silu, Activation::Gelu] {
        let case = Case::new([33, 29, 31], [false, true], DType::F32, activation);
        for library in [true, false] {
            scoped(by(library), || case.check(&stream));
        }
    }
}

#[test]
fn the_reference_interpreter_finds_nothing() {
    let stream = Stream::new(&Device::check()).unwrap();
    for (transpose, double_buffer) in FORMS.into_iter().zip([false, true, true, false]) {
        let overrides = GemmOverrides {
            double_buffer: Some(double_buffer),
            tile_av: "16x8".parse().ok(),
            tile_atb: "8x16".parse().ok(),
            ..GemmOverrides::default()
        };
        let case = Case::new([17, 9, 21], transpose, DType::F32, Activation::None);
        scoped(overrides, || case.check(&stream));
    }
}

/// Tiles of 256x128 need the threadgroup memory of a large GPU, and a product that fills it; elsewhere nothing is tried.
#[test]
fn the_largest_tiles_are_within_their_bounds() {
    let Ok(device) = Device::cuda(0) else {
        return;
    };
    if device.threadgroup_memory_bytes() < 204 << 10 {
        return;
    }
    let stream = Stream::new(&device).unwrap();
    let shape = [4104, 4104, 136];
    for (transpose, dtype) in FORMS.into_iter().zip([DType::F16, DType::BF16].repeat(2)) {
        let case = Case::new(shape, transpose, dtype, Activation::Silu);
        let found = scoped(by(false), || case.run(&stream));
        for at in (0..found.len()).step_by(4001).chain([found.len() - 1]) {
            let expected = case.element(at);
            assert!(
                expected.admits(dtype, found[at]),
                "{transpose:?} {dtype} at {at}: {} is not {expected:?}",
                found[at]
            );
        }
    }
    let a = Tensor::full(&device, 1.0, DType::F16, [4104, 4104]).unwrap();
    let plan = gemm_plan(&device, &a, &a, &GemmCall::default()).unwrap();
    assert_eq!(
        (plan.tiling.tile.rows, plan.tiling.tile.columns),
        (256, 128)
    );
}

/// Of 16-bit results with an odd number of columns, to which nothing is added.
#[test]
fn products_alone_are_rounded_once() {
    let stream = stream();
    let [m, n, k] = [33, 29, 31];
    for dtype in [DType::F16, DType::BF16] {
        let (a, b) = (numbers(m * k, 1, dtype), numbers(k * n, 2, dtype));
        let [left, right] = [(&a, [m, k]), (&b, [k, n])]
            .map(|(values, shape)| tensor(stream.device(), dtype, values, &shape));
        for library in [true, false] {
            let product = scoped(by(library), || gemm_av(&stream, &left, &right)).unwrap();
            let found = host::decode(dtype, &product.to_bytes().unwrap());
            for (at, found) in found.iter().enumerate() {
                let (i, j) = (at / n, at % n);
                let products: Vec<_> = (0..k).map(|p| [a[i * k + p], b[p * n + j]]).collect();
                let expected = gemm_reference(&products, [1.0, 0.0], [0.0; 2], Activation::None);
                assert!(
                    expected.admits(dtype, *found),
                    "{library} {dtype} at {at}: {found} is not {expected:?}"
                );
            }
        }
    }
}

/// Settings choose how, never what: every combination gives the same bits, and launches what it compiled.
#[test]
fn settings_never_change_a_result() {
    let stream = stream();
    for transpose in [[false, false], [true, false]] {
        let case = Case::new([45, 37, 50], transpose, DType::F32, Activation::None);
        let mut results = Vec::new();
        for bits in 0..8 {
            for tile in ["32x8", "8x32", "16x16", "64x64", "128x128", "4x100"] {
                let flag = |bit: u32| Some(bits >> bit & 1 == 1);
                let overrides = GemmOverrides {
                    pad: flag(0),
                    align_execw: flag(1),
                    double_buffer: flag(2),
                    simdgroups: None,
                    split_k: None,
                    library: None,
                    tile_av: tile.parse().ok(),
                    tile_atb: tile.parse().ok(),
                };
                results.push(scoped(overrides, || case.check(&stream)));
            }
        }
        assert!(results.iter().all(|result| *result == results[0]));
    }
}

/// `k` in parts, the last one shorter and not, of all forms and types; and whole where it is not asked for.
#[test]
fn long_sums_in_parts_are_within_their_bounds() {
    let with = |split_k| GemmOverrides {
        split_k: Some(split_k),
        ..by(false)
    };
    let parts = |[m, n, k]: [usize; 3], split_k, dtype| {
        let device = Device::cpu();
        let a = Tensor::full(&device, 1.0, dtype, [k, m]).unwrap();
        let b = Tensor::full(&device, 1.0, dtype, [k, n]).unwrap();
        let call = GemmCall {
            transpose_a: true,
            ..GemmCall::default()
        };
        scoped(with(split_k), || gemm_plan(&device, &a, &b, &call))
            .unwrap()
            .parts
    };
    let fast = stream();
    let check = Stream::new(&Device::check()).unwrap();
    for (stream, shape, count, dtype) in [
        (&fast, [20, 32, 2048], 4, DType::F32),
        (&fast, [5, 7, 1541], 3, DType::F32),
        (&fast, [33, 9, 1056], 2, DType::BF16),
        (&check, [2, 1, 1025], 2, DType::F16),
    ] {
        assert_eq!(parts(shape, true, dtype).value, count);
        for (transpose, activation) in FORMS.into_iter().zip([
            Activation::Silu,
            Activation::None,
            Activation::None,
            Activation::Relu,
        ]) {
            // The interpreter takes its time.
            if stream.device().kind() != DeviceKind::Check || transpose[0] != transpose[1] {
                let case = Case::new(shape, transpose, dtype, activation);
                let overrides = match stream.device().kind() {
                    // A small tile has few threads, each of which it takes step by step.
                    DeviceKind::Check => GemmOverrides {
                        tile_av: "8x8".parse().ok(),
                        tile_atb: "8x8".parse().ok(),
                        ..with(true)
                    },
                    _ => with(true),
                };
                scoped(overrides, || case.check(stream));
            }
        }
    }
    let tall = [40, 64, 2048];
    for (found, place) in [
        (parts(tall, false, DType::F32), "1 (set for a block)"),
        (
            parts(tall, true, DType::F64),
            "1 (parts are for one product that has elements)",
        ),
        (
            parts([4, 4, 1000], true, DType::F32),
            "1 (there are tiles enough, or few steps)",
        ),
        (
            parts([640, 640, 2048], true, DType::F32),
            "2 (a long `k`, and few tiles)",
        ),
        (
            parts([1024, 1024, 2048], true, DType::F32),
            "1 (there are tiles enough, or few steps)",
        ),
    ] {
        assert_eq!(found.to_string(), place);
    }
}

#[test]
fn a_plan_says_what_is_launched_and_why() {
    let device = Device::cpu();
    let a = Tensor::full(&device, 1.0, DType::F32, [64, 64]).unwrap();
    let plan = |overrides| {
        scoped(overrides, || {
            gemm_plan(&device, &a, &a, &GemmCall::default())
        })
        .unwrap()
    };
    let tall = GemmOverrides {
        tile_av: "32x8".parse().ok(),
        ..GemmOverrides::default()
    };
    let tile = plan(tall).tile;
    assert_eq!(
        (tile.value, tile.place),
        (Tile::new(32, 8).unwrap(), Place::Block)
    );
    let aligned = GemmOverrides {
        align_execw: Some(true),
        ..tall
    };
    assert_eq!(plan(aligned).tile.value, Tile::new(32, 32).unwrap());
    let said = plan(tall).to_string();
    assert!(
        said.starts_with(
            "by: kernels (tiles are set, and a library has none)\n\
             candidate: kernels, 32x8, 16 steps of k, 1x1 each thread\n\
             candidate: faer\n\
             tile: 32x8 (set for a block)\n\
             cut: 32x8, 16 steps of k, 1x1 each thread\n"
        ),
        "{said}"
    );
    assert!(said.ends_with("operations: 524288\nbytes: 49152"), "{said}");
    assert!(matches!(
        plan(GemmOverrides::default()).tile.place,
        Place::Rule(_)
    ));
}

/// Float64 is the library's alone, and views of any strides are read where they lie.
#[test]
fn float64_and_views_are_multiplied_by_the_library() {
    let stream = Stream::new(&Device::cpu()).unwrap();
    let device = stream.device();
    let call = GemmCall {
        transpose_b: true,
        ..GemmCall::default()
    };
    for dtype in [DType::F64, DType::F32, DType::BF16] {
        let [m, n, k] = [21, 34, 40];
        // What float32 holds, float64 holds.
        let grid = if dtype == DType::F64 {
            DType::F32
        } else {
            dtype
        };
        let (a, b) = (numbers(2 * m * k, 1, grid), numbers(n * 2 * k, 2, grid));
        let every_second = tensor(device, dtype, &a, &[2 * m, k])
            .slice_step(0, 0..2 * m, 2)
            .unwrap();
        let backwards = tensor(device, dtype, &b, &[n, 2 * k])
            .slice_step(1, 0..2 * k, -2)
            .unwrap();
        let product = gemm(&stream, &every_second, &backwards, &call).unwrap();
        let found = match dtype {
            DType::F64 => product.to_vec::<f64>().unwrap(),
            _ => host::decode(dtype, &product.to_bytes().unwrap()),
        };
        for (at, found) in found.into_iter().enumerate() {
            let (i, j) = (at / n, at % n);
            let products: Vec<_> = (0..k)
                .map(|p| [a[2 * i * k + p], b[j * 2 * k + 2 * k - 1 - 2 * p]])
                .collect();
            let expected = gemm_reference(&products, [1.0, 0.0], [0.0; 2], Activation::None);
            assert!(
                expected.admits(dtype, found),
                "{dtype} {at}: {found}, {expected:?}"
            );
            if dtype == DType::F64 {
                assert!(
                    (found - expected.value).abs() <= 1e-13,
                    "{found}, {expected:?}"
                );
            }
        }
    }
    let doubles = tensor(device, DType::F64, &[1.0; 4], &[2, 2]);
    let refused = |stream: &Stream, a: &Tensor| gemm(stream, a, a, &call).unwrap_err().to_string();
    assert_eq!(
        scoped(by(false), || refused(&stream, &doubles)),
        "gemm: kernels take no `float64`, and libraries are not asked: set for a block"
    );
}

#[test]
fn batches_share_a_matrix_or_have_their_own() {
    let stream = Stream::new(&Device::cpu()).unwrap();
    let device = stream.device();
    let (a, b) = (
        numbers(3 * 4 * 5, 1, DType::F32),
        numbers(3 * 5 * 6, 2, DType::F32),
    );
    let batched = tensor(device, DType::F32, &a, &[3, 4, 5]);
    let own = tensor(device, DType::F32, &b, &[3, 5, 6]);
    let shared = tensor(device, DType::F32, &b[..30], &[5, 6]);
    let whole = gemm(&stream, &batched, &own, &GemmCall::default()).unwrap();
    let one = gemm(&stream, &batched, &shared, &GemmCall::default()).unwrap();
    assert_eq!(
        (whole.shape(), one.shape()),
        (&[3, 4, 6][..], &[3, 4, 6][..])
    );
    for batch in 0..3 {
        let a = tensor(device, DType::F32, &a[20 * batch..][..20], &[4, 5]);
        let b = tensor(device, DType::F32, &b[30 * batch..][..30], &[5, 6]);
        let part = |tensor: &Tensor| tensor.to_vec::<f32>().unwrap()[24 * batch..][..24].to_vec();
        assert_eq!(
            gemm_av(&stream, &a, &b).unwrap().to_vec::<f32>().unwrap(),
            part(&whole)
        );
        assert_eq!(
            gemm_av(&stream, &a, &shared)
                .unwrap()
                .to_vec::<f32>()
                .unwrap(),
            part(&one)
        );
    }
}

#[test]
fn what_is_beyond_a_matrix_is_not_multiplied() {
    for library in [true, false] {
        scoped(by(library), not_finite_goes_through);
    }
}

fn not_finite_goes_through() {
    let stream = Stream::new(&Device::cpu()).unwrap();
    let device = stream.device();
    let infinite = Tensor::full(device, f32::INFINITY, DType::F32, [3, 3]).unwrap();
    let ones = Tensor::full(device, 1.0, DType::F32, [3, 3]).unwrap();
    let product = gemm_at_b(&stream, &infinite, &ones)
        .unwrap()
        .to_vec::<f32>()
        .unwrap();
    assert_eq!(product, [f32::INFINITY; 9]);
    let zeros = Tensor::full(device, 0.0, DType::F32, [3, 3]).unwrap();
    let product = gemm_av(&stream, &infinite, &zeros)
        .unwrap()
        .to_vec::<f32>()
        .unwrap();
    assert!(product.iter().all(|value| value.is_nan()));
    let none = Tensor::full(device, 0.0, DType::F32, [0, 3]).unwrap();
    assert_eq!(gemm_av(&stream, &none, &ones).unwrap().shape(), [0, 3]);
}

/// A model's head has the same words with `fast_head` as without it, and each is made by whom it says.
#[test]
fn heads_have_the_same_words_either_way() {
    let stream = stream();
    let device = stream.device().clone();
    let (rows, words, features) = (5, 70, 48);
    let (x, weight) = (
        numbers(rows * features, 1, DType::F32),
        numbers(words * features, 2, DType::F32),
    );
    let logits: Vec<f64> = (0..rows * words)
        .map(|at| {
            let (x, weight) = (
                &x[at / words * features..],
                &weight[at % words * features..],
            );
            let terms = x.iter().zip(weight).take(features);
            terms.map(|(x, weight)| x * weight).sum()
        })
        .collect();
    let x = tensor(&device, DType::F32, &x, &[rows, features]);
    let weight = tensor(&device, DType::F32, &weight, &[words, features]);
    for (fast, maker) in [(true, Maker::Kernels), (false, Maker::Library)] {
        let fast_head = Some(fast);
        let with = |library: Option<bool>| {
            let gemm = GemmOverrides {
                library,
                ..GemmOverrides::default()
            };
            let head = || {
                let plan = head_plan(&device, &x, &weight).unwrap();
                (head(&stream, &x, &weight).unwrap(), plan.by.value)
            };
            scoped(gemm, || scoped_model(ModelOverrides { fast_head }, head))
        };
        // Settings of products hold for the fast one alone.
        assert_eq!(with(Some(false)).1, maker);
        for library in [None, Some(false)] {
            let found = with(library).0.to_vec::<f32>().unwrap();
            assert_eq!(found.len(), logits.len());
            for (row, (found, right)) in (found.chunks(words).zip(logits.chunks(words))).enumerate()
            {
                let best = |of: &dyn Fn(usize) -> f64| {
                    (0..words).max_by(|i, j| of(*i).total_cmp(&of(*j))).unwrap()
                };
                for (found, right) in found.iter().zip(right) {
                    assert!((f64::from(*found) - right).abs() <= 1e-4, "{fast} {row}");
                }
                let (chosen, word) = (best(&|at| f64::from(found[at])), best(&|at| right[at]));
                let gap = right[word] - right[chosen];
                assert!(chosen == word || gap <= 1e-3, "{fast} {row}: {gap}");
            }
        }
    }
}

#[test]
fn arguments_that_do_not_fit_are_named() {
    let stream = Stream::new(&Device::cpu()).unwrap();
    let full = |dtype, shape: &[usize]| Tensor::full(stream.device(), 1.0, dtype, shape).unwrap();
    let (a, v) = (full(DType::F32, &[2, 3]), full(DType::F32, &[3]));
    let error = |a: &Tensor, b: &Tensor| gemm_av(&stream, a, b).unwrap_err().to_string();
    assert_eq!(
        error(&a, &a),
        "gemm: expected `b` of shape [3, n], found [2, 3]"
    );
    assert_eq!(
        error(&a, &v),
        "gemm: expected `b` of shape [..., rows, columns], found [3]"
    );
    assert_eq!(
        error(&a, &full(DType::F16, &[3, 2])),
        "gemm: expected `b` of type `float32`, found `float16`"
    );
    assert_eq!(
        error(&full(DType::I32, &[2, 3]), &a),
        "gemm: expected `a` of type `float16`, `bfloat16`, `float32` or `float64`, found `int32`"
    );
    let error = gemm_at_b(&stream, &a, &v.reshape([3, 1]).unwrap()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "gemm: expected `b` of shape [2, n], found [3, 1]"
    );
}

#[test]
fn nothing_is_to_be_said_of_the_kernel_and_it_compiles_for_gpus() {
    let device = Device::cpu();
    for (transpose, dtype) in
        FORMS
            .into_iter()
            .zip([DType::F32, DType::F16, DType::BF16, DType::F32])
    {
        let a = Tensor::full(&device, 1.0, dtype, [64, 64]).unwrap();
        let factors = Tensor::full(&device, 1.0, DType::F32, [2]).unwrap();
        let call = GemmCall {
            transpose_a: transpose[0],
            transpose_b: transpose[1],
            ..GemmCall::default()
        };
        let overrides = GemmOverrides {
            double_buffer: Some(transpose[0]),
            simdgroups: Some(true),
            tile_av: "128x128".parse().ok(),
            ..GemmOverrides::default()
        };
        let plan = scoped(overrides, || gemm_plan(&device, &a, &a, &call)).unwrap();
        let unit = if dtype == DType::F32 {
            Unit::Threads
        } else {
            Unit::Simdgroups
        };
        assert_eq!(plan.tiling.unit, unit);
        let batch = a.reshape([1, 64, 64]).unwrap();
        let inputs = [&batch, &batch, &batch, &batch, &factors];
        let launch = prepare(plan.launch(), &inputs);
        let kernel = kernel("gemm", plan.launch().source).unwrap();
        let (warnings, sources) = kernel.warnings(&device, &launch).unwrap();
        let said = warnings.render(&sources, RenderStyle::Plain);
        assert!(warnings.is_empty(), "{said}");
        // A machine without NVRTC has nothing to try; CI brings one.
        if Device::cuda_report().nvrtc.is_ok() {
            kernel.cubin_for(&device, &launch, 90).unwrap();
        }
    }
}
