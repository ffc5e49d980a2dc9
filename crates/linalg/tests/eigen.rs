//! Eigenvalues.

use kernsmith_linalg::eigen::{EighOptions, Order, eig, eigh, eigvals};
use kernsmith_runtime::{Complex32, Complex64, DType};

use crate::matrix::{Kind, Matrix, POLICY, SIDES, complex_noise, host, numbers, unit};

fn symmetric(kind: Kind, n: usize) -> Matrix {
    let a = Matrix::of_kind(kind, n, n);
    Matrix::from_fn(n, n, |i, j| if i >= j { a.at(i, j) } else { a.at(j, i) })
}

#[test]
fn hermitian_matrices_have_orthonormal_vectors() {
    let stream = host();
    for kind in Kind::ALL {
        for n in SIDES {
            // Large ones of every kind take long, and tell no more.
            if n > 40 && !matches!(kind, Kind::Random | Kind::Duplicated) {
                continue;
            }
            for dtype in [DType::F32, DType::F64] {
                let a = symmetric(kind, n);
                // The upper half is not read.
                let half = Matrix::from_fn(n, n, |i, j| if i >= j { a.at(i, j) } else { f64::NAN });
                let order = if n % 2 == 0 {
                    Order::Ascending
                } else {
                    Order::Descending
                };
                let options = EighOptions {
                    order,
                    ..EighOptions::default()
                };
                let half = half.tensor(stream.device(), dtype);
                let found = eigh(&stream, &half, &options).unwrap();
                let what = format!("{kind:?} {n} {dtype}");
                let bound: f64 = if dtype == DType::F32 { 1e-5 } else { 2e-14 };
                Matrix::of(found.vectors.as_ref().unwrap())
                    .assert_orthonormal(bound.min(2e-6), &what);
                let product = Matrix::of(&found.reconstruct(&stream, POLICY).unwrap());
                a.assert_near(&product, bound, &what);
                let values = numbers(&found.values);
                let sorted = |pair: &[f64]| match order {
                    Order::Ascending => pair[0] <= pair[1],
                    Order::Descending => pair[0] >= pair[1],
                };
                assert!(values.windows(2).all(sorted), "{what}: {values:?}");
                let alone = EighOptions {
                    vectors: false,
                    ..options
                };
                let alone = eigh(&stream, &half, &alone).unwrap();
                assert!(alone.vectors.is_none());
                for (x, y) in numbers(&alone.values).iter().zip(&values) {
                    assert!((x - y).abs() <= bound * a.size(), "{what}: {x} {y}");
                }
            }
        }
    }
}

#[test]
fn complex_hermitian_matrices() {
    let stream = host();
    let a = complex_noise(stream.device(), &[12, 12], 8)
        .to_vec::<Complex64>()
        .unwrap();
    let entry = |k: usize| {
        let (i, j) = (k / 12, k % 12);
        let (x, y) = (a[i * 12 + j], a[j * 12 + i]);
        Complex64 {
            re: x.re + y.re,
            im: x.im - y.im,
        }
    };
    let all: Vec<_> = (0..144).map(entry).collect();
    let a = kernsmith_runtime::Tensor::from_slice(stream.device(), &all, [12, 12]).unwrap();
    let found = eigh(&stream, &a, &EighOptions::default()).unwrap();
    assert_eq!(found.values.dtype(), DType::F64);
    let product = found
        .reconstruct(&stream, POLICY)
        .unwrap()
        .to_vec::<Complex64>()
        .unwrap();
    for (found, right) in product.iter().zip(&all) {
        assert!((found.re - right.re).hypot(found.im - right.im) < 1e-13);
    }
}

/// `A V = V diag(w)`, with real and imaginary parts apart.
#[test]
fn general_matrices_have_complex_pairs() {
    let stream = host();
    for kind in [
        Kind::Random,
        Kind::Hilbert,
        Kind::Duplicated,
        Kind::Zero,
        Kind::ZeroColumn,
    ] {
        for n in SIDES {
            for dtype in [DType::F32, DType::F64, DType::C128] {
                if n > 40 && (kind != Kind::Random || dtype != DType::F32) {
                    continue;
                }
                let a = Matrix::of_kind(kind, n, n);
                let found = eig(&stream, &a.tensor(stream.device(), dtype), POLICY).unwrap();
                let [values, vectors] =
                    [&found.values, &found.vectors].map(|tensor| match tensor.dtype() {
                        DType::C64 => {
                            let wide = |x: Complex32| Complex64 {
                                re: x.re.into(),
                                im: x.im.into(),
                            };
                            tensor
                                .to_vec::<Complex32>()
                                .unwrap()
                                .into_iter()
                                .map(wide)
                                .collect()
                        }
                        _ => tensor.to_vec::<Complex64>().unwrap(),
                    });
                let magnitude = |x: &Complex64| x.re.hypot(x.im);
                let falls =
                    |pair: &[Complex64]| magnitude(&pair[0]) >= magnitude(&pair[1]) * (1.0 - 1e-6);
                assert!(values.windows(2).all(falls), "{kind:?} {n} {dtype}");
                let part = |of: fn(&Complex64) -> f64| {
                    Matrix::from_fn(n, n, |i, j| of(&vectors[i * n + j]))
                };
                let (re, im) = (part(|x| x.re), part(|x| x.im));
                let (are, aim) = (a.times(&re), a.times(&im));
                let bound = 50.0 * n as f64 * unit(dtype) * a.size();
                for (j, &w) in values.iter().enumerate() {
                    let off = |i: usize| {
                        let (x, y) = (re.at(i, j), im.at(i, j));
                        let (dx, dy) = (
                            are.at(i, j) - w.re * x + w.im * y,
                            aim.at(i, j) - w.re * y - w.im * x,
                        );
                        dx.hypot(dy)
                    };
                    let most = (0..n).map(off).fold(0.0, f64::max);
                    assert!(most <= bound, "{kind:?} {n} {dtype} {j}: {most} {bound}");
                    let length: f64 = (0..n)
                        .map(|i| re.at(i, j).powi(2) + im.at(i, j).powi(2))
                        .sum();
                    assert!(
                        (length - 1.0).abs() < 1e-5,
                        "{kind:?} {n} {dtype} {j}: {length}"
                    );
                }
                let alone = eigvals(&stream, &a.tensor(stream.device(), dtype), POLICY).unwrap();
                assert_eq!(alone.dtype(), found.values.dtype());
                let sum: f64 = numbers(&alone).iter().sum();
                let trace: f64 = (0..n).map(|k| a.at(k, k)).sum();
                assert!(
                    (sum - trace).abs() <= bound + 1e-30,
                    "{kind:?} {n} {dtype}: {sum} {trace}"
                );
            }
        }
    }
}
