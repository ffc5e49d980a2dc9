//! Projections and updates: by kernels on every device and on the host, against sums in float64.

use kernsmith_kernels::{
    dispatch::{kernel, prepare},
    plan::{BodySource, Plan},
    settings::{DotMode, QrOverrides, scoped_qr},
    sum::AccumMode,
};
use kernsmith_linalg::{
    Executor, Policy,
    projection::{
        PROJECT, ProjectionOptions, UPDATE, power_iter_step, project_coeffs, projection_mode,
        update_vector,
    },
};
use kernsmith_msl::diagnostic::RenderStyle;
use kernsmith_runtime::{DType, Device, Stream, TemplateValue, Tensor};

use crate::matrix::{Kind, Matrix, host, numbers, tensor};

const KERNELS: Policy = Policy {
    executor: Executor::Kernels,
    check_finite: false,
};

fn check(stream: &Stream, [m, k]: [usize; 2], executor: Executor, mode: DotMode) {
    let device = stream.device();
    let (q, v, c) = (
        Matrix::of_kind(Kind::Random, m, k),
        Matrix::of_kind(Kind::Random, m, 1),
        Matrix::of_kind(Kind::Random, k, 1),
    );
    let of = |matrix: &Matrix| tensor(device, DType::F32, &matrix.numbers, &[matrix.rows]);
    let policy = Policy {
        executor,
        ..Policy::default()
    };
    let options = ProjectionOptions {
        mode: Some(mode),
        policy,
        ..ProjectionOptions::default()
    };
    let what = format!("{m}x{k} {executor} {mode} on {device}");
    let tq = q.tensor(device, DType::F32);
    let near = |found: &Tensor, right: &Matrix, terms: usize| {
        let found = numbers(found);
        assert_eq!(found.len(), right.rows, "{what}");
        for (found, right) in found.iter().zip(&right.numbers) {
            assert!(
                (found - right).abs() <= 6e-8 * (terms as f64 + 2.0),
                "{what}: {found} {right}"
            );
        }
    };
    let found = project_coeffs(stream, &tq, &of(&v), &options).unwrap();
    near(&found, &q.transpose().times(&v), m);
    let found = update_vector(stream, &tq, &of(&c), &of(&v), policy).unwrap();
    near(&found, &v.minus(&q.times(&c)), k);
}

#[test]
fn sums_are_within_their_bounds() {
    let shapes = [
        [0, 3],
        [3, 0],
        [1, 1],
        [7, 33],
        [31, 5],
        [600, 40],
        [1025, 3],
        [128, 16],
        [600, 132],
    ];
    for device in Device::all() {
        let stream = device.default_stream().unwrap();
        for shape in shapes {
            for mode in [DotMode::Auto, DotMode::Simd, DotMode::Simple] {
                check(&stream, shape, Executor::Kernels, mode);
            }
            check(&stream, shape, Executor::Host, DotMode::Auto);
        }
    }
    check(&host(), [5000, 70], Executor::Kernels, DotMode::Simd);
}

#[test]
fn the_same_bits_on_every_device_and_from_views() {
    let of = |device: &Device| {
        let stream = device.default_stream().unwrap();
        let q = Matrix::of_kind(Kind::Random, 700, 50).tensor(device, DType::F32);
        let q = q.slice(1, 3..40).unwrap();
        let v = tensor(
            device,
            DType::F32,
            &Matrix::of_kind(Kind::Random, 700, 1).numbers,
            &[700],
        );
        let options = ProjectionOptions {
            policy: KERNELS,
            ..ProjectionOptions::default()
        };
        let c = project_coeffs(&stream, &q, &v, &options).unwrap();
        let rest = update_vector(&stream, &q, &c, &v, KERNELS).unwrap();
        [c, rest].map(|tensor| tensor.to_bytes().unwrap())
    };
    for device in Device::all() {
        assert_eq!(of(&device), of(&Device::check()), "{device}");
    }
}

/// Rows that are whole accesses, and the same rows where they begin elsewhere.
#[test]
fn wide_accesses_change_no_bit() {
    let stream = host();
    let device = stream.device();
    let [q, c, v] = [[300, 140], [140, 1], [300, 1]]
        .map(|[m, n]| Matrix::of_kind(Kind::Random, m, n).tensor(device, DType::F32));
    let [c, v] = [&c, &v].map(|of| of.reshape([of.elements()]).unwrap());
    let of = |q: &Tensor| {
        let options = ProjectionOptions {
            policy: KERNELS,
            ..ProjectionOptions::default()
        };
        let project = project_coeffs(&stream, q, &v, &options).unwrap();
        let update = update_vector(&stream, q, &c, &v, KERNELS).unwrap();
        [project, update].map(|found| found.to_bytes().unwrap())
    };
    // The same numbers, one element further on.
    let mut shifted = vec![0.0f32];
    shifted.extend(q.to_vec::<f32>().unwrap());
    let shifted = Tensor::from_slice(device, &shifted, [300 * 140 + 1]).unwrap();
    let shifted = shifted.slice(0, 1..300 * 140 + 1).unwrap();
    assert_eq!(of(&q), of(&shifted.reshape([300, 140]).unwrap()));
}

#[test]
fn the_mode_is_a_setting() {
    let stream = host();
    let mode = |asked, rows| {
        let options = ProjectionOptions {
            mode: asked,
            policy: KERNELS,
            ..ProjectionOptions::default()
        };
        projection_mode(&stream, rows, &options)
            .unwrap()
            .to_string()
    };
    assert_eq!(
        mode(Some(DotMode::Simple), 4096),
        "simple (asked for by the call)"
    );
    let overrides = QrOverrides {
        dot_mode: Some(DotMode::Simple),
    };
    scoped_qr(overrides, || {
        assert_eq!(mode(None, 4096), "simple (set for a block)");
        assert_eq!(mode(Some(DotMode::Simd), 1), "simd (asked for by the call)");
    });
}

#[test]
fn what_cancels_is_left_where_sums_are_exact() {
    let stream = host();
    let of = |numbers: &[f64], shape: &[usize]| tensor(stream.device(), DType::F32, numbers, shape);
    let q = of(&[1e8, 1.0, 1.0, 2.0, -1e8, 4.0], &[3, 2]);
    let v = of(&[1e8, 1.0, 1e8], &[3]);
    let said = |accum, executor| {
        let options = ProjectionOptions {
            accum,
            policy: Policy {
                executor,
                ..Policy::default()
            },
            ..ProjectionOptions::default()
        };
        project_coeffs(&stream, &q, &v, &options).map(|found| numbers(&found))
    };
    let found = said(AccumMode::Exact, Executor::Auto).unwrap();
    assert_eq!(found, [1.0, f64::from(5e8f32)]);
    assert_eq!(
        said(AccumMode::Kahan, Executor::Host)
            .unwrap_err()
            .to_string(),
        "project_coeffs: a sum of kind `kahan` on the host is not built; help: ask for \
         `Executor::Kernels`, which sum so on the device `cpu` too"
    );
}

#[test]
fn a_power_step_is_two_products() {
    for (device, executor) in [
        (Device::cpu(), Executor::Host),
        (Device::cpu(), Executor::Kernels),
        (Device::check(), Executor::Auto),
    ] {
        let stream = device.default_stream().unwrap();
        let (a, v) = (
            Matrix::of_kind(Kind::Random, 20, 12),
            Matrix::of_kind(Kind::Random, 12, 3),
        );
        let policy = Policy {
            executor,
            ..Policy::default()
        };
        let [ta, tv] = [&a, &v].map(|matrix| matrix.tensor(&device, DType::F32));
        let found = power_iter_step(&stream, &ta, &tv, policy).unwrap();
        let right = a.transpose().times(&a.times(&v));
        right.assert_near(&Matrix::of(&found), 1e-6, "power step");
    }
}

#[test]
fn what_does_not_fit_is_named() {
    let stream = host();
    let full = |dtype, shape: &[usize]| Tensor::full(stream.device(), 1.0, dtype, shape).unwrap();
    let options = ProjectionOptions {
        policy: KERNELS,
        ..ProjectionOptions::default()
    };
    let said = |q: &Tensor, v: &Tensor| {
        project_coeffs(&stream, q, v, &options)
            .unwrap_err()
            .to_string()
    };
    let q = full(DType::F32, &[4, 2]);
    assert_eq!(
        said(&q, &full(DType::F32, &[2])),
        "project_coeffs: expected `v` of shape [4], found [2]"
    );
    assert_eq!(
        said(&full(DType::F64, &[4, 2]), &full(DType::F64, &[4])),
        "project_coeffs: its form as kernels for float64, for device `cpu`, is not built; help: ask for \
         `Executor::Host`, which computes on the processor"
    );
    let error = update_vector(
        &stream,
        &q,
        &full(DType::F32, &[4]),
        &full(DType::F32, &[4]),
        KERNELS,
    );
    assert_eq!(
        error.unwrap_err().to_string(),
        "update_vector: expected `c` of shape [2], found [4]"
    );
}

/// Nothing is to be said of the kernels, and they compile for NVIDIA GPUs.
#[test]
fn kernels_have_no_warning_and_compile_for_gpus() {
    let device = Device::cpu();
    let full = |shape: &[usize]| Tensor::full(&device, 1.0, DType::F32, shape).unwrap();
    let check =
        |source: &'static BodySource, template: &[(&'static str, i32)], inputs: &[&Tensor]| {
            let plan = Plan {
                op: "test",
                source,
                function: String::new(),
                template: template
                    .iter()
                    .map(|(name, value)| (*name, TemplateValue::Int(*value)))
                    .collect(),
                grid: [32, 64, 1],
                threadgroup: [32, 8, 1],
                outputs: vec![(vec![64], DType::F32)],
                align_elems: 1,
                memory_bytes: None,
            };
            let launch = prepare(&plan, inputs);
            let kernel = kernel("test", source).unwrap();
            let (warnings, sources) = kernel.warnings(&device, &launch).unwrap();
            let said = warnings.render(&sources, RenderStyle::Plain);
            assert!(warnings.is_empty(), "{said}");
            // A machine without NVRTC has nothing to try; CI brings one.
            if Device::cuda_report().nvrtc.is_ok() {
                kernel.cubin_for(&device, &launch, 90).unwrap();
            }
        };
    let (q, v, c) = (full(&[64, 32]), full(&[64]), full(&[32]));
    let cut = |rows, weighted, wide| {
        [
            ("ROWS", rows),
            ("SLICES", 8),
            ("LANES", 32),
            ("UNROLL", 8),
            ("WEIGHTED", weighted),
            ("WIDE", wide),
        ]
    };
    check(&PROJECT, &cut(512, 1, 1), &[&q, &v]);
    check(&PROJECT, &cut(512, 1, 0), &[&q, &v]);
    check(&PROJECT, &cut(64, 0, 1), &[&q, &q]);
    check(&UPDATE, &[("EACH", 4), ("WIDE", 0)], &[&q, &c, &v]);
    check(&UPDATE, &[("EACH", 4), ("WIDE", 1)], &[&q, &c, &v]);
}
