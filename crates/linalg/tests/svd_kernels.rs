//! Singular values by kernels.

use kernsmith_linalg::{
    Executor, Policy,
    svd::{SvdMethod, SvdMode, SvdOptions, svd},
};
use kernsmith_runtime::{DType, Device, Stream, Tensor};

use crate::matrix::{Kind, Matrix, POLICY, gpu_or_host, host, numbers};

/// On a device of its own, or on the processor's kernels.
const KERNELS: Policy = Policy {
    executor: Executor::Kernels,
    check_finite: false,
};

fn options(mode: SvdMode, policy: Policy) -> SvdOptions {
    SvdOptions { mode, policy }
}

/// What kernels find, against what the matrix says in float64.
fn check(stream: &Stream, a: &Matrix, what: &str) -> SvdMethod {
    let tensor = a.tensor(stream.device(), DType::F32);
    let found = svd(stream, &tensor, &options(SvdMode::Thin, KERNELS)).unwrap();
    let what = format!("{what} {}x{} {:?}", a.rows, a.columns, found.method);
    let (u, vt) = (
        Matrix::of(found.u.as_ref().unwrap()),
        Matrix::of(found.vt.as_ref().unwrap()),
    );
    let k = a.rows.min(a.columns);
    assert_eq!(
        (u.rows, u.columns, vt.rows, vt.columns),
        (a.rows, k, k, a.columns),
        "{what}"
    );
    u.assert_orthonormal(2e-6, &format!("{what} U"));
    vt.transpose()
        .assert_orthonormal(2e-6, &format!("{what} V"));
    let s = numbers(&found.s);
    let scaled = Matrix::from_fn(a.rows, k, |i, j| u.at(i, j) * s[j]);
    a.assert_near(&scaled.times(&vt), 5e-6, &what);
    check_values(a, &s, &what);
    found.method
}

fn check_values(a: &Matrix, s: &[f64], what: &str) {
    let stream = gpu_or_host();
    let exact = a.tensor(stream.device(), DType::F64);
    let right = svd(&stream, &exact, &options(SvdMode::Values, POLICY)).unwrap();
    let right = numbers(&right.s);
    assert!(s.windows(2).all(|s| s[0] >= s[1]), "{what}: {s:?}");
    let most = right.first().copied().unwrap_or(0.0);
    for (found, right) in s.iter().zip(&right) {
        assert!(
            (found - right).abs() <= 1e-5 * most,
            "{what}: {found} {right}"
        );
    }
}

#[test]
fn kernels_find_the_values_of_every_kind() {
    let stream = gpu_or_host();
    for (kind, shape) in [
        (Kind::Random, [1, 1]),
        (Kind::Random, [31, 33]),
        (Kind::Random, [66, 65]),
        (Kind::Random, [40, 1]),
        (Kind::Hilbert, [20, 24]),
        (Kind::Duplicated, [31, 31]),
        (Kind::ZeroColumn, [33, 40]),
        (Kind::Zero, [9, 7]),
        (Kind::Graded, [31, 31]),
    ] {
        let method = check(
            &stream,
            &Matrix::of_kind(kind, shape[0], shape[1]),
            &format!("{kind:?}"),
        );
        assert!(
            matches!(method, SvdMethod::Jacobi | SvdMethod::JacobiAfterQr),
            "{kind:?} {shape:?} {method:?}"
        );
    }
}

#[test]
fn tall_and_wide_matrices_are_factored_first() {
    let stream = gpu_or_host();
    let a = Matrix::of_kind(Kind::Random, 20, 130);
    assert_eq!(check(&stream, &a, "wide"), SvdMethod::JacobiAfterQr);
    // Columns that depend on each other have no such factors.
    let a = Matrix::of_kind(Kind::Duplicated, 130, 6);
    assert_eq!(check(&stream, &a, "dependent"), SvdMethod::Jacobi);
}

#[test]
fn values_alone_are_those_with_vectors() {
    let stream = gpu_or_host();
    let a = Matrix::of_kind(Kind::Random, 12, 12);
    let tensor = a.tensor(stream.device(), DType::F32);
    let [both, alone] = [SvdMode::Full, SvdMode::Values]
        .map(|mode| svd(&stream, &tensor, &options(mode, KERNELS)).unwrap());
    assert!(alone.u.is_none() && alone.vt.is_none());
    assert_eq!(numbers(&both.s), numbers(&alone.s));
}

/// Values that are all the same, and numbers near the ends of what float32 holds.
#[test]
fn repeated_values_and_extreme_numbers() {
    let stream = gpu_or_host();
    let noise = crate::matrix::noise(33, 3);
    let square: f64 = noise.iter().map(|x| x * x).sum();
    for scale in [2f64.powi(120), 2f64.powi(-120)] {
        let a = Matrix::from_fn(33, 33, |i, j| {
            let one = f64::from(u8::from(i == j));
            f64::from(((one - 2.0 * noise[i] * noise[j] / square) * scale) as f32)
        });
        assert_eq!(check(&stream, &a, "reflection"), SvdMethod::Jacobi);
    }
}

#[test]
fn numbers_that_are_not_finite_are_left_to_the_host() {
    let stream = gpu_or_host();
    let mut a = Matrix::of_kind(Kind::Random, 40, 33);
    for number in [f64::NAN, f64::INFINITY] {
        a.numbers[77] = number;
        let tensor = a.tensor(stream.device(), DType::F32);
        let found = svd(&stream, &tensor, &options(SvdMode::Thin, KERNELS)).unwrap();
        assert_eq!(found.method, SvdMethod::BidiagonalAfterJacobi);
        for tensor in [
            &found.s,
            found.u.as_ref().unwrap(),
            found.vt.as_ref().unwrap(),
        ] {
            assert!(numbers(tensor).iter().all(|number| number.is_nan()));
        }
    }
}

/// Each matrix of a batch is what it is alone, to the bit, and views are read as they are.
#[test]
fn batches_are_what_their_matrices_are_alone() {
    // A GPU's library makes products of one matrix and of several in ways of their own.
    let stream = host();
    let all = Matrix::of_kind(Kind::Random, 2 * 9, 8).tensor(stream.device(), DType::F32);
    let batch = all.reshape([2, 9, 8]).unwrap().slice(2, 0..7).unwrap();
    let thin = options(SvdMode::Thin, KERNELS);
    let found = svd(&stream, &batch, &thin).unwrap();
    assert_eq!(found.method, SvdMethod::Jacobi);
    for at in 0..2 {
        let one = batch.slice(0, at..at + 1).unwrap();
        let alone = svd(&stream, &one, &thin).unwrap();
        let pairs = [
            (Some(&found.s), Some(&alone.s)),
            (found.u.as_ref(), alone.u.as_ref()),
            (found.vt.as_ref(), alone.vt.as_ref()),
        ];
        for (all, one) in pairs {
            let of_batch = all.unwrap().slice(0, at..at + 1).unwrap();
            let of_batch: Tensor = of_batch.contiguous().unwrap();
            assert_eq!(
                of_batch.to_bytes().unwrap(),
                one.unwrap().to_bytes().unwrap()
            );
        }
    }
}

/// Nothing that the checking device finds: no race, no access beyond an array.
#[test]
fn the_checking_device_finds_nothing() {
    let stream = Device::check().default_stream().unwrap();
    // Two columns are orthogonal after one sweep.
    let a = Matrix::of_kind(Kind::Random, 2, 2);
    let tensor = a.tensor(stream.device(), DType::F32);
    let found = svd(&stream, &tensor, &SvdOptions::default()).unwrap();
    assert_eq!(found.method, SvdMethod::Jacobi);
    check_values(&a, &numbers(&found.s), "2x2 on `check`");
}

#[test]
fn what_kernels_do_not_have_is_said() {
    let stream = gpu_or_host();
    for (shape, mode, words) in [
        (vec![9, 4], SvdMode::Full, "not square"),
        (vec![2049, 2050], SvdMode::Thin, "more than 2048 values"),
        (vec![0, 4], SvdMode::Thin, "these sides"),
    ] {
        let a = Tensor::full(stream.device(), 1.0, DType::F32, &shape).unwrap();
        let error = svd(&stream, &a, &options(mode, KERNELS)).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
}
