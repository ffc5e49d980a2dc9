//! What is at the edges: nothing, too much, NaN, views, batches, other types and other devices.

use kernsmith_linalg::{
    Error, Executor, Policy,
    cholesky::{CholeskyOptions, cholesky},
    eigen::{EighOptions, eig, eigh},
    expm::expm,
    lu::{SolveOptions, det, inv, lu, slogdet, solve},
    norm::{NormOptions, norm},
    plan::{Operation, plan},
    qr::{QrMode, QrOptions, qr},
    svd::{LstsqOptions, SvdOptions, lstsq, svd},
};
use kernsmith_runtime::{DType, Device, Stream, Tensor};

use crate::matrix::{Kind, Matrix, POLICY, host, numbers, tensor};

/// Every function of a square matrix, to what it gives first.
fn all_of(
    stream: &Stream,
    a: &Tensor,
    policy: Policy,
) -> Vec<(&'static str, Result<Tensor, Error>)> {
    let solve_options = SolveOptions {
        policy,
        ..SolveOptions::default()
    };
    let eigh_options = EighOptions {
        policy,
        ..EighOptions::default()
    };
    let qr_options = QrOptions {
        policy,
        ..QrOptions::default()
    };
    let svd_options = SvdOptions {
        policy,
        ..SvdOptions::default()
    };
    let norm_options = NormOptions {
        policy,
        ..NormOptions::default()
    };
    let lstsq_options = LstsqOptions {
        policy,
        ..LstsqOptions::default()
    };
    let cholesky_options = CholeskyOptions {
        policy,
        ..CholeskyOptions::default()
    };
    vec![
        ("qr", qr(stream, a, &qr_options).map(|found| found.r)),
        ("svd", svd(stream, a, &svd_options).map(|found| found.s)),
        (
            "cholesky",
            cholesky(stream, a, &cholesky_options).map(|found| found.factor),
        ),
        ("lu", lu(stream, a, policy).map(|found| found.u)),
        ("solve", solve(stream, a, a, &solve_options)),
        ("inv", inv(stream, a, policy)),
        ("det", det(stream, a, policy)),
        (
            "slogdet",
            slogdet(stream, a, policy).map(|found| found.log_magnitude),
        ),
        (
            "lstsq",
            lstsq(stream, a, a, &lstsq_options).map(|found| found.x),
        ),
        (
            "eigh",
            eigh(stream, a, &eigh_options).map(|found| found.values),
        ),
        ("eig", eig(stream, a, policy).map(|found| found.values)),
        ("expm", expm(stream, a, policy)),
        ("norm", norm(stream, a, &norm_options)),
    ]
}

#[test]
fn nan_goes_through_or_is_named() {
    let stream = host();
    for bad in [f64::NAN, f64::INFINITY] {
        let mut a = Matrix::from_fn(4, 4, |i, j| if i == j { 2.0 } else { 0.5 });
        a.numbers[9] = bad;
        let a = a.tensor(stream.device(), DType::F32);
        for (name, found) in all_of(&stream, &a, POLICY) {
            let found = numbers(&found.unwrap());
            let goes_through = |x: &f64| x.is_nan() || name == "norm" && *x == f64::INFINITY;
            assert!(found.iter().all(goes_through), "{name}: {found:?}");
        }
        let policy = Policy {
            check_finite: true,
            ..POLICY
        };
        for (name, found) in all_of(&stream, &a, policy) {
            match found.unwrap_err() {
                Error::NotFinite { index, .. } => assert_eq!(index, [2, 1], "{name}"),
                other => panic!("{name}: {other}"),
            }
        }
    }
}

/// Only the matrix that has NaN gives NaN, and each matrix of a batch gives what it gives alone.
#[test]
fn a_batch_is_its_matrices() {
    let stream = host();
    let one = |seed: usize| {
        Matrix::from_fn(5, 5, |i, j| {
            1.0 / (1 + seed + i + j) as f64 + if i == j { 2.0 } else { 0.0 }
        })
    };
    let mut all = Vec::new();
    for seed in 0..6 {
        all.extend(one(seed).numbers);
    }
    all[2 * 25 + 7] = f64::NAN;
    let batch = tensor(stream.device(), DType::F64, &all, &[2, 3, 5, 5]);
    let alone: Vec<_> = (0..6)
        .map(|at| {
            all_of(
                &stream,
                &tensor(stream.device(), DType::F64, &all[at * 25..][..25], &[5, 5]),
                POLICY,
            )
        })
        .collect();
    for (which, (name, found)) in all_of(&stream, &batch, POLICY).into_iter().enumerate() {
        if name == "norm" {
            continue;
        }
        let found = found.unwrap();
        assert_eq!(found.shape()[..2], [2, 3], "{name}");
        let found = numbers(&found);
        let size = found.len() / 6;
        for (at, alone) in alone.iter().enumerate() {
            let right = numbers(alone[which].1.as_ref().unwrap());
            let same = |(x, y): (&f64, &f64)| x == y || (at == 2 && x.is_nan());
            assert!(
                found[at * size..][..size].iter().zip(&right).all(same),
                "{name} {at}"
            );
        }
    }
}

#[test]
fn views_are_read_as_they_are() {
    let stream = host();
    let large = Matrix::of_kind(Kind::Random, 14, 12).tensor(stream.device(), DType::F32);
    let view = large
        .slice_step(0, 1..13, 2)
        .unwrap()
        .slice(1, 3..9)
        .unwrap()
        .transpose();
    let copy = view.contiguous().unwrap();
    for ((name, a), (_, b)) in all_of(&stream, &view, POLICY)
        .into_iter()
        .zip(all_of(&stream, &copy, POLICY))
    {
        match (a, b) {
            (Ok(a), Ok(b)) => assert_eq!(a.to_bytes().unwrap(), b.to_bytes().unwrap(), "{name}"),
            (Err(a), Err(b)) => assert_eq!(a.to_string(), b.to_string()),
            (a, b) => panic!("{name}: {a:?} {b:?}"),
        }
    }
}

#[test]
fn nothing_is_a_matrix_too() {
    let stream = host();
    let empty = tensor(stream.device(), DType::F32, &[], &[2, 0, 0]);
    let shapes = all_of(&stream, &empty, POLICY)
        .into_iter()
        .map(|(name, found)| (name, found.unwrap()));
    for (name, found) in shapes {
        let elements = match name {
            "det" => vec![1.0, 1.0],
            "slogdet" => vec![0.0, 0.0],
            "norm" => vec![0.0],
            _ => vec![],
        };
        assert_eq!(numbers(&found), elements, "{name}");
    }
    let complete = QrOptions {
        mode: QrMode::Complete,
        ..QrOptions::default()
    };
    let tall = tensor(stream.device(), DType::F32, &[], &[3, 0]);
    let q = qr(&stream, &tall, &complete).unwrap().q.unwrap();
    assert_eq!(numbers(&q), [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0]);
    // More matrices of nothing than can be counted in reasonable time, and more room than there is.
    let many = tensor(stream.device(), DType::F32, &[], &[1 << 40, 0, 0]);
    for (name, found) in all_of(&stream, &many, POLICY) {
        assert!(name == "norm" || found.is_err(), "{name}");
    }
    let high = tensor(stream.device(), DType::F32, &[], &[1 << 30, 0]);
    assert!(matches!(
        qr(&stream, &high, &complete),
        Err(Error::Runtime { .. })
    ));
}

#[test]
fn extreme_scales_change_nothing() {
    let stream = host();
    let a = Matrix::of_kind(Kind::Random, 20, 20);
    for exponent in [-100, 100] {
        let scale = 2f64.powi(exponent);
        let scaled = Matrix::from_fn(20, 20, |i, j| a.at(i, j) * scale);
        let [plain, far] = [&a, &scaled].map(|matrix| {
            let tensor = matrix.tensor(stream.device(), DType::F32);
            let s = svd(&stream, &tensor, &SvdOptions::default()).unwrap().s;
            let r = qr(&stream, &tensor, &QrOptions::default()).unwrap().r;
            let w = eigh(&stream, &tensor, &EighOptions::default())
                .unwrap()
                .values;
            [s, r, w].map(|tensor| numbers(&tensor)).concat()
        });
        for (plain, far) in plain.iter().zip(&far) {
            assert!(
                (plain - far / scale).abs() < 1e-5,
                "{exponent}: {plain} {far}"
            );
        }
    }
}

#[test]
fn what_does_not_fit_is_named() {
    let stream = host();
    let full = |dtype, shape: &[usize]| Tensor::full(stream.device(), 1.0, dtype, shape).unwrap();
    let said = |a: &Tensor, b: &Tensor| {
        solve(&stream, a, b, &SolveOptions::default())
            .unwrap_err()
            .to_string()
    };
    let square = full(DType::F32, &[3, 3]);
    assert_eq!(
        said(&full(DType::F32, &[2, 3]), &square),
        "solve: expected `a` of shape [..., n, n], found [2, 3]"
    );
    assert_eq!(
        said(&square, &full(DType::F32, &[2, 3])),
        "solve: expected `b` of shape [3, k] or [3], found [2, 3]"
    );
    assert_eq!(
        said(&full(DType::F32, &[4, 3, 3]), &full(DType::F32, &[3])),
        "solve: expected `b` of shape [4, 3, k], found [3]"
    );
    assert_eq!(
        said(&square, &full(DType::F64, &[3])),
        "solve: expected `b` of type `float32`, found `float64`"
    );
    assert_eq!(
        said(&full(DType::I32, &[3, 3]), &full(DType::I32, &[3])),
        "solve: expected `a` of type `float32`, `float64`, `complex64` or `complex128`, found `int32`"
    );
    let error = qr(&stream, &full(DType::F32, &[3]), &QrOptions::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "qr: expected `a` of shape [..., rows, columns], found [3]"
    );
}

#[test]
fn another_device_says_what_it_lacks_and_the_processor_computes() {
    let device = Device::check();
    let stream = device.default_stream().unwrap();
    let a = tensor(&device, DType::F32, &[3.0, 0.0, 0.0, 2.0], &[2, 2]);
    let kernels = Policy {
        executor: Executor::Kernels,
        ..Policy::default()
    };
    let error = eig(&stream, &a, kernels).unwrap_err();
    assert_eq!(
        error.to_string(),
        "eig: its form as kernels, for device `check`, is not built; help: ask for `Executor::Host`, which computes \
         on the processor"
    );
    for executor in [Executor::Auto, Executor::Host] {
        let policy = Policy {
            executor,
            ..Policy::default()
        };
        let types = [DType::F32, DType::F64, DType::C64];
        // The processor's own answers are the same for all who ask for them.
        for dtype in types
            .into_iter()
            .skip(if executor == Executor::Host { 2 } else { 0 })
        {
            let a = tensor(&device, dtype, &[3.0, 1.0, 1.0, 2.0], &[2, 2]);
            let on_host = tensor(host().device(), dtype, &[3.0, 1.0, 1.0, 2.0], &[2, 2]);
            let right = all_of(&host(), &on_host, policy);
            for ((name, found), (_, right)) in all_of(&stream, &a, policy).into_iter().zip(right) {
                let (found, right) = (found.unwrap(), right.unwrap());
                assert_eq!(found.device().name(), "check", "{name}");
                let apart = numbers(&found)
                    .into_iter()
                    .zip(numbers(&right))
                    .map(|(found, right)| (found - right).abs());
                assert!(apart.fold(0.0, f64::max) <= 2e-6, "{name} {dtype}");
            }
        }
    }
    let moved = qr(&host(), &a, &QrOptions::default())
        .unwrap_err()
        .to_string();
    assert_eq!(
        moved,
        "qr: `a`: expected a tensor on device `cpu`, found one on `check`"
    );
}

#[test]
fn plans_say_who_computes_and_why() {
    let device = Device::check();
    let reason = |dtype, executor| {
        let policy = Policy {
            executor,
            ..Policy::default()
        };
        let plan = plan(&device, Operation::Eig, [9, 9], dtype, policy).unwrap();
        plan.executor.to_string()
    };
    assert_eq!(
        reason(DType::F32, Executor::Auto),
        "host (no kernels for this function: the processor computes)"
    );
    let of = |operation, dtype| {
        let plan = plan(&device, operation, [900, 40], dtype, Policy::default());
        plan.unwrap().executor.to_string()
    };
    let kernels = "kernels (the arrays are on a device of its own)";
    for operation in [
        Operation::Qr,
        Operation::Cholesky,
        Operation::CholeskyInverse,
        Operation::Lu,
        Operation::Solve,
        Operation::Inverse,
        Operation::Determinant,
        Operation::SolveTriangular,
        Operation::InverseTriangular,
        Operation::Svd,
        Operation::TopkSvd(5),
        Operation::Lstsq,
        Operation::Eigh,
        Operation::ProjectCoeffs,
        Operation::UpdateVector,
        Operation::PowerStep(3),
    ] {
        assert_eq!(of(operation, DType::F32), kernels, "{operation:?}");
        assert_eq!(
            of(operation, DType::F64),
            "host (no kernels for float64: the processor computes)"
        );
    }
    for operation in [Operation::Expm, Operation::Norm] {
        assert_eq!(
            of(operation, DType::F32),
            reason(DType::F32, Executor::Auto)
        );
    }
    let large = plan(
        &device,
        Operation::Lu,
        [4097, 3],
        DType::F32,
        Policy::default(),
    );
    assert_eq!(
        large.unwrap().executor.to_string(),
        "host (no kernels for more than 4096 rows, which threads hold: the processor computes)"
    );
    assert_eq!(
        of(Operation::PivotedQr, DType::F32),
        "host (no kernels for pivoting: the processor computes)"
    );
    assert_eq!(
        reason(DType::F64, Executor::Host),
        "host (asked for by the call)"
    );
}

/// By hand: `Q^T v` of 900x40 reads the matrix and `v` and writes 40 numbers.
#[test]
fn plans_count_operations_and_bytes() {
    for (operation, sides, dtype, operations, elements) in [
        (
            Operation::ProjectCoeffs,
            [900, 40],
            DType::F32,
            72_000,
            36_940,
        ),
        (
            Operation::UpdateVector,
            [900, 40],
            DType::F64,
            72_000,
            37_840,
        ),
        (Operation::Inverse, [30, 30], DType::F32, 54_000, 1800),
        // A product of complex numbers is four.
        (Operation::SolveTriangular, [30, 30], DType::C128, 3600, 960),
    ] {
        let found = plan(&Device::cpu(), operation, sides, dtype, Policy::default()).unwrap();
        let words = found.to_string();
        let bytes = elements * dtype.size_bytes();
        assert!(
            words.contains(&format!("operations: {operations}\n")),
            "{words}"
        );
        assert!(words.contains(&format!("bytes: {bytes}")), "{words}");
    }
}
