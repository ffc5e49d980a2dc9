//! Eigenvalues of symmetric matrices, and least squares, by kernels.

use kernsmith_linalg::{
    Executor, Policy,
    eigen::{EighMethod, EighOptions, Order, eigh},
    svd::{LstsqOptions, SvdMethod, lstsq},
};
use kernsmith_runtime::DType;

use crate::matrix::{Kind, Matrix, POLICY, gpu_or_host, host, numbers};

const KERNELS: Policy = Policy {
    executor: Executor::Kernels,
    check_finite: false,
};

/// The lower half, with what must not be read above it.
fn lower(a: &Matrix, scale: f64) -> Matrix {
    Matrix::from_fn(a.rows, a.rows, |i, j| match i >= j {
        true => f64::from((a.at(i, j) * scale) as f32),
        false => f64::NAN,
    })
}

fn check(kind: Kind, n: usize, order: Order, scale: f64) {
    let stream = gpu_or_host();
    let half = lower(&Matrix::of_kind(kind, n, n), scale);
    let a = Matrix::from_fn(n, n, |i, j| half.at(i.max(j), i.min(j)));
    let options = EighOptions {
        order,
        policy: KERNELS,
        ..EighOptions::default()
    };
    let found = eigh(&stream, &half.tensor(stream.device(), DType::F32), &options).unwrap();
    let what = format!("{kind:?} {n} {order:?} {scale:e}");
    assert_eq!(found.method, EighMethod::Jacobi, "{what}");
    let vectors = Matrix::of(found.vectors.as_ref().unwrap());
    vectors.assert_orthonormal(2e-6, &what);
    let values = numbers(&found.values);
    let sorted = |pair: &[f64]| match order {
        Order::Ascending => pair[0] <= pair[1],
        Order::Descending => pair[0] >= pair[1],
    };
    assert!(values.windows(2).all(sorted), "{what}: {values:?}");
    let exact = EighOptions {
        policy: POLICY,
        ..options
    };
    let exact = eigh(&stream, &half.tensor(stream.device(), DType::F64), &exact).unwrap();
    let exact = numbers(&exact.values);
    let largest = exact.iter().fold(0.0f64, |most, x| most.max(x.abs()));
    for (found, right) in values.iter().zip(&exact) {
        assert!(
            (found - right).abs() <= 3e-6 * largest,
            "{what}: {found} {right}"
        );
    }
    let scaled = Matrix::from_fn(n, n, |i, j| vectors.at(i, j) * values[j]);
    a.assert_near(&scaled.times(&vectors.transpose()), 5e-6, &what);
}

#[test]
fn kernels_find_the_eigenvalues_of_every_kind() {
    for (kind, n) in [
        (Kind::Random, 1),
        (Kind::Random, 66),
        (Kind::Hilbert, 20),
        (Kind::Duplicated, 31),
        (Kind::Zero, 9),
    ] {
        let order = match n % 2 {
            0 => Order::Ascending,
            _ => Order::Descending,
        };
        check(kind, n, order, 1.0);
    }
    for exponent in [-120, 120] {
        check(Kind::Random, 5, Order::Ascending, 2f64.powi(exponent));
    }
}

/// Pairs of values of both signs, which singular values do not tell apart.
#[test]
fn values_of_both_signs_are_told_apart() {
    let stream = gpu_or_host();
    let a = Matrix::from_fn(6, 6, |i, j| f64::from(u8::from(i + j == 5)));
    let options = EighOptions {
        policy: KERNELS,
        ..EighOptions::default()
    };
    let found = eigh(&stream, &a.tensor(stream.device(), DType::F32), &options).unwrap();
    for (at, value) in numbers(&found.values).into_iter().enumerate() {
        let right = if at < 3 { -1.0 } else { 1.0 };
        assert!((value - right).abs() < 2e-6, "{value}");
    }
    let vectors = Matrix::of(found.vectors.as_ref().unwrap());
    let images = a.times(&vectors);
    for j in 0..6 {
        let sign = if j < 3 { -1.0 } else { 1.0 };
        for i in 0..6 {
            assert!((images.at(i, j) - sign * vectors.at(i, j)).abs() < 3e-6);
        }
    }
}

#[test]
fn symmetric_matrices_that_are_not_finite_are_left_to_the_host() {
    let stream = gpu_or_host();
    let mut a = Matrix::of_kind(Kind::Random, 9, 9);
    a.numbers[9] = f64::INFINITY;
    let options = EighOptions {
        policy: KERNELS,
        ..EighOptions::default()
    };
    let found = eigh(&stream, &a.tensor(stream.device(), DType::F32), &options).unwrap();
    assert_eq!(found.method, EighMethod::TridiagonalAfterJacobi);
    assert!(numbers(&found.values).iter().all(|value| value.is_nan()));
}

/// Each matrix of a batch has its own scale and bound.
#[test]
fn batches_of_symmetric_matrices() {
    // A GPU's library makes products of one matrix and of several in ways of their own.
    let stream = host();
    let all = Matrix::of_kind(Kind::Random, 2 * 7, 7);
    let scaled = Matrix::from_fn(14, 7, |i, j| {
        all.at(i, j) * if i < 7 { 1.0 } else { 4096.0 }
    });
    let batch = scaled
        .tensor(stream.device(), DType::F32)
        .reshape([2, 7, 7])
        .unwrap();
    let options = EighOptions {
        policy: KERNELS,
        ..EighOptions::default()
    };
    let found = eigh(&stream, &batch, &options).unwrap();
    assert_eq!(found.values.shape(), [2, 7]);
    for at in 0..2 {
        let alone = batch.slice(0, at..at + 1).unwrap();
        let alone = eigh(&stream, &alone, &options).unwrap();
        let of_batch = found.values.slice(0, at..at + 1).unwrap();
        assert_eq!(numbers(&of_batch), numbers(&alone.values));
    }
}

/// As on the host, to the precision of the type.
#[test]
fn least_squares_by_kernels() {
    let stream = gpu_or_host();
    for (kind, [m, n]) in [
        (Kind::Random, [70, 20]),
        (Kind::Random, [20, 41]),
        (Kind::Duplicated, [30, 12]),
        (Kind::Zero, [6, 4]),
    ] {
        let (a, b) = (
            Matrix::of_kind(kind, m, n),
            Matrix::of_kind(Kind::Random, m, 3),
        );
        let [ta, tb] = [&a, &b].map(|matrix| matrix.tensor(stream.device(), DType::F32));
        let [found, right] = [KERNELS, POLICY].map(|policy| {
            let options = LstsqOptions {
                policy,
                ..LstsqOptions::default()
            };
            lstsq(&stream, &ta, &tb, &options).unwrap()
        });
        let what = format!("{kind:?} {m}x{n}");
        assert!(
            matches!(found.method, SvdMethod::Jacobi | SvdMethod::JacobiAfterQr),
            "{what}"
        );
        let [rank, right_rank] = [&found, &right].map(|fit| fit.rank.item::<i64>().unwrap());
        assert_eq!(rank, right_rank, "{what}");
        assert_eq!(found.x.shape(), right.x.shape(), "{what}");
        Matrix::of(&right.x).assert_near(&Matrix::of(&found.x), 2e-5, &what);
        for (x, y) in numbers(&found.residuals)
            .iter()
            .zip(numbers(&right.residuals))
        {
            assert!((x - y).abs() <= 1e-5 * (1.0 + y), "{what}: {x} {y}");
        }
    }
    let a = Matrix::of_kind(Kind::Random, 9, 4).tensor(stream.device(), DType::F32);
    let mut b = Matrix::of_kind(Kind::Random, 9, 1);
    b.numbers[3] = f64::NAN;
    let b = b.tensor(stream.device(), DType::F32).reshape([9]).unwrap();
    let options = LstsqOptions {
        policy: KERNELS,
        ..LstsqOptions::default()
    };
    let found = lstsq(&stream, &a, &b, &options).unwrap();
    assert_eq!(found.method, SvdMethod::BidiagonalAfterJacobi);
    assert_eq!(
        (found.x.shape(), found.residuals.shape()),
        (&[4][..], &[][..])
    );
    assert!(numbers(&found.x).iter().all(|number| number.is_nan()));
}
