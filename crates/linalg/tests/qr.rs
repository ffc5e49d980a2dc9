//! QR.

use kernsmith_linalg::{
    Executor, Policy,
    qr::{QrMethod, QrMode, QrOptions, qr},
};
use kernsmith_runtime::{Complex64, DType, Device, Stream};

use crate::matrix::{Kind, Matrix, POLICY, SIDES, complex_noise, gpu_or_host, host, is_tried};

fn check(kind: Kind, [m, n]: [usize; 2], dtype: DType, mode: QrMode, pivot: bool) {
    let stream = host();
    let a = Matrix::of_kind(kind, m, n);
    let options = QrOptions {
        mode,
        pivot,
        policy: POLICY,
    };
    let what = format!("{kind:?} {m}x{n} {dtype} {options:?}");
    let found = qr(&stream, &a.tensor(stream.device(), dtype), &options).unwrap();
    let (q, r) = (Matrix::of(found.q.as_ref().unwrap()), Matrix::of(&found.r));
    let inner = if mode == QrMode::Complete {
        m
    } else {
        m.min(n)
    };
    assert_eq!(
        (q.rows, q.columns, r.rows, r.columns),
        (m, inner, inner, n),
        "{what}"
    );
    let bound = if dtype == DType::F32 { 2e-6 } else { 5e-15 };
    q.assert_orthonormal(bound, &what);
    for i in 0..r.rows {
        assert!(r.columns <= i || r.at(i, i) >= 0.0, "{what}");
        assert!(
            (0..i.min(n)).all(|j| r.at(i, j) == 0.0),
            "{what}: below the diagonal"
        );
    }
    let product = Matrix::of(&found.reconstruct(&stream, POLICY).unwrap());
    a.assert_near(&product, bound, &what);
    // Each column by itself, so that no small one hides behind a large one.
    for j in 0..n {
        let column = |of: &Matrix| Matrix::from_fn(m, 1, |i, _| of.at(i, j));
        column(&a).assert_near(&column(&product), bound, &format!("{what} column {j}"));
    }
}

#[test]
fn factors_multiply_to_the_matrix_and_q_is_orthonormal() {
    for kind in Kind::ALL {
        for m in SIDES {
            for n in SIDES {
                if !is_tried(kind, m, n) {
                    continue;
                }
                let pivot = (m + n) % 2 == 1;
                check(kind, [m, n], DType::F32, QrMode::Reduced, pivot);
                if m < 40 && n < 40 {
                    check(kind, [m, n], DType::F32, QrMode::Complete, !pivot);
                    check(kind, [m, n], DType::F64, QrMode::Complete, pivot);
                }
            }
        }
    }
}

#[test]
fn long_columns_and_many_panels() {
    check(Kind::Random, [513, 300], DType::F32, QrMode::Reduced, false);
    check(
        Kind::Hilbert,
        [300, 200],
        DType::F32,
        QrMode::Reduced,
        false,
    );
    check(Kind::Graded, [127, 127], DType::F64, QrMode::Reduced, false);
    check(Kind::Random, [2000, 5], DType::F32, QrMode::Reduced, false);
}

/// From 32768 rows of 16 columns on: in parts, the last of 7 rows or of 31.
#[test]
fn many_rows_are_factored_in_parts() {
    for (kind, rows) in [
        (Kind::Random, 32_775),
        (Kind::Duplicated, 32_799),
        (Kind::ZeroColumn, 32_775),
        (Kind::Graded, 32_799),
        (Kind::Zero, 32_775),
    ] {
        check(kind, [rows, 16], DType::F32, QrMode::Reduced, false);
    }
}

#[test]
fn complex_parts_are_those_of_the_whole() {
    let stream = host();
    let a = complex_noise(stream.device(), &[32_775, 16], 3);
    let numbers = a.to_vec::<Complex64>().unwrap();
    let size = |x: &[Complex64]| {
        let squares = x.iter().map(|x| x.re * x.re + x.im * x.im);
        squares.sum::<f64>().sqrt()
    };
    let r = |pivot| {
        let options = QrOptions {
            pivot,
            ..QrOptions::default()
        };
        let found = qr(&stream, &a, &options).unwrap();
        let product = found.reconstruct(&stream, POLICY).unwrap();
        let mut rest = product.to_vec::<Complex64>().unwrap();
        for (rest, right) in rest.iter_mut().zip(&numbers) {
            (rest.re, rest.im) = (rest.re - right.re, rest.im - right.im);
        }
        assert!(size(&rest) < 1e-14 * size(&numbers), "{}", size(&rest));
        found.r.to_vec::<Complex64>().unwrap()
    };
    let parts = r(false);
    assert!((0..16).all(|k| parts[k * 17].im == 0.0 && parts[k * 17].re > 0.0));
    // With pivots nothing is in parts; the size of the whole is the same.
    assert!((size(&parts) / size(&r(true)) - 1.0).abs() < 1e-13);
}

#[test]
fn r_alone_is_the_r_of_both() {
    let stream = host();
    for rows in [33, 32_775] {
        let a = Matrix::of_kind(Kind::Random, rows, 16).tensor(stream.device(), DType::F32);
        let with = |mode| {
            let options = QrOptions {
                mode,
                ..QrOptions::default()
            };
            qr(&stream, &a, &options).unwrap()
        };
        let (r, both) = (with(QrMode::R), with(QrMode::Reduced));
        assert!(r.q.is_none() && r.rank.is_none() && r.columns.is_none());
        assert_eq!(r.r.to_bytes().unwrap(), both.r.to_bytes().unwrap());
    }
}

#[test]
fn pivoting_tells_the_rank() {
    let stream = host();
    for (kind, n, rank) in [
        (Kind::Duplicated, 30, 15),
        (Kind::Zero, 5, 0),
        (Kind::Random, 30, 30),
        (Kind::ZeroColumn, 9, 8),
    ] {
        for dtype in [DType::F32, DType::F64] {
            let a = Matrix::of_kind(kind, 40, n).tensor(stream.device(), dtype);
            let options = QrOptions {
                pivot: true,
                ..QrOptions::default()
            };
            let found = qr(&stream, &a, &options).unwrap();
            assert_eq!(found.rank.unwrap().item::<i64>().unwrap(), rank, "{kind:?}");
            let diagonal = Matrix::of(&found.r);
            assert!(
                (1..n).all(|k| diagonal.at(k, k) <= diagonal.at(k - 1, k - 1) * 1.0001),
                "{kind:?}"
            );
        }
    }
}

#[test]
fn complex_factors_have_a_real_diagonal() {
    let stream = host();
    let a = complex_noise(stream.device(), &[40, 23], 3);
    for pivot in [false, true] {
        let options = QrOptions {
            pivot,
            ..QrOptions::default()
        };
        let found = qr(&stream, &a, &options).unwrap();
        let r = found.r.to_vec::<Complex64>().unwrap();
        assert!((0..23).all(|k| r[k * 24].im == 0.0 && r[k * 24].re > 0.0));
        let product = found
            .reconstruct(&stream, POLICY)
            .unwrap()
            .to_vec::<Complex64>()
            .unwrap();
        let numbers = a.to_vec::<Complex64>().unwrap();
        for (found, right) in product.iter().zip(&numbers) {
            assert!((found.re - right.re).hypot(found.im - right.im) < 1e-14);
        }
        let q = found.q.unwrap();
        let square = qr(&stream, &q, &QrOptions::default())
            .unwrap()
            .r
            .to_vec::<Complex64>()
            .unwrap();
        for (k, entry) in square.iter().enumerate() {
            let right = f64::from(u8::from(k % 24 == 0));
            assert!(
                (entry.re - right).hypot(entry.im) < 1e-14,
                "Q is orthonormal, so its R is the identity"
            );
        }
    }
}

/// On a device other than the processor: by kernels, and it is said when they were not enough.
#[test]
fn kernels_are_within_the_same_bounds_for_every_kind() {
    use QrMethod::{Cholesky, ReflectionsAfterCholesky, ShiftedCholesky};
    let policy = Policy {
        executor: Executor::Kernels,
        ..Policy::default()
    };
    let options = QrOptions {
        policy,
        ..QrOptions::default()
    };
    let try_one = |stream: &Stream, kind, [m, n]: [usize; 2]| {
        let a = Matrix::of_kind(kind, m, n);
        let found = qr(stream, &a.tensor(stream.device(), DType::F32), &options).unwrap();
        let what = format!("{kind:?} {m}x{n} {:?}", found.method);
        let (q, r) = (Matrix::of(found.q.as_ref().unwrap()), Matrix::of(&found.r));
        q.assert_orthonormal(2e-6, &what);
        assert!(
            (0..r.rows).all(|i| (0..i).all(|j| r.at(i, j) == 0.0) && r.at(i, i) >= 0.0),
            "{what}"
        );
        let product = q.times(&r);
        for j in 0..n {
            let column = |of: &Matrix| Matrix::from_fn(m, 1, |i, _| of.at(i, j));
            column(&a).assert_near(&column(&product), 2e-6, &format!("{what} column {j}"));
        }
        found.method
    };
    for (kind, shape, methods) in [
        (Kind::Random, [150, 70], &[Cholesky][..]),
        (Kind::Random, [700, 5], &[Cholesky]),
        (Kind::Random, [70, 100], &[Cholesky, ShiftedCholesky]),
        (
            Kind::Duplicated,
            [70, 66],
            &[ShiftedCholesky, ReflectionsAfterCholesky],
        ),
        (Kind::ZeroColumn, [80, 10], &[ReflectionsAfterCholesky]),
        (Kind::Zero, [9, 9], &[ReflectionsAfterCholesky]),
    ] {
        let method = try_one(&gpu_or_host(), kind, shape);
        assert!(methods.contains(&method), "{kind:?} {shape:?} {method:?}");
    }
}

/// Nothing that the checking device finds: no race, no access beyond an array.
#[test]
fn the_checking_device_finds_nothing() {
    let stream = Device::check().default_stream().unwrap();
    let a = Matrix::of_kind(Kind::Random, 7, 3).tensor(stream.device(), DType::F32);
    let found = qr(&stream, &a, &QrOptions::default()).unwrap();
    assert_eq!(found.method, QrMethod::Cholesky);
    Matrix::of(&found.q.unwrap()).assert_orthonormal(2e-6, "7x3 on `check`");
}

/// Each matrix of a batch is what it is alone, to the bit, and views are read as they are.
#[test]
fn kernels_take_batches_and_views() {
    let stream = gpu_or_host();
    let policy = Policy {
        executor: Executor::Kernels,
        ..Policy::default()
    };
    let options = QrOptions {
        policy,
        ..QrOptions::default()
    };
    let all = Matrix::of_kind(Kind::Random, 3 * 90, 70).tensor(stream.device(), DType::F32);
    let batch = all.reshape([3, 90, 70]).unwrap().slice(2, 0..67).unwrap();
    let found = qr(&stream, &batch, &options).unwrap();
    assert_eq!(found.method, QrMethod::Cholesky);
    for at in 0..3 {
        let one = batch.slice(0, at..at + 1).unwrap();
        let alone = qr(&stream, &one, &options).unwrap();
        for (all, one) in [
            (found.q.as_ref(), alone.q.as_ref()),
            (Some(&found.r), Some(&alone.r)),
        ] {
            let of_batch = all
                .unwrap()
                .slice(0, at..at + 1)
                .unwrap()
                .contiguous()
                .unwrap();
            assert_eq!(
                of_batch.to_bytes().unwrap(),
                one.unwrap().to_bytes().unwrap()
            );
        }
    }
}
