//! Cholesky.

use kernsmith_linalg::{
    Error, Executor, Policy,
    cholesky::{CholeskyOptions, SpdOptions, Triangle, cholesky, cholesky_inv, is_spd},
};
use kernsmith_runtime::{Complex64, DType, Device, Stream};

use crate::matrix::{Kind, Matrix, POLICY, SIDES, complex_noise, gpu_or_host, host, unit};

/// `B B^T / n + I / 10`.
fn positive(n: usize) -> Matrix {
    let b = Matrix::of_kind(Kind::Random, n, n);
    let square = b.times(&b.transpose());
    Matrix::from_fn(n, n, |i, j| {
        f64::from((square.at(i, j) / n as f64 + 0.1 * f64::from(u8::from(i == j))) as f32)
    })
}

/// Sides that are halved, so that several threads compute.
#[test]
fn halves_make_a_whole() {
    let stream = host();
    for (n, triangle) in [(257, Triangle::Lower), (600, Triangle::Upper)] {
        let options = CholeskyOptions {
            triangle,
            policy: POLICY,
        };
        let a = positive(n);
        let llt = cholesky(&stream, &a.tensor(stream.device(), DType::F32), &options).unwrap();
        let product = Matrix::of(&llt.reconstruct(&stream, POLICY).unwrap());
        a.assert_near(&product, 10.0 * n as f64 * unit(DType::F32), "halves");
        // A pivot of the second half is named by its place in the whole.
        let mut bad = a.clone();
        bad.numbers[(n - 3) * (n + 1)] = -1.0;
        let error = cholesky(&stream, &bad.tensor(stream.device(), DType::F32), &options);
        let right = format!("pivot {} is not positive", n - 3);
        assert!(error.unwrap_err().to_string().ends_with(&right), "{right}");
    }
}

#[test]
fn factors_multiply_to_the_matrix_and_solve() {
    let stream = host();
    for n in SIDES {
        for dtype in [DType::F32, DType::F64, DType::C64, DType::C128] {
            for triangle in [Triangle::Lower, Triangle::Upper] {
                let what = format!("{n} {dtype} {triangle:?}");
                let a = positive(n);
                let mut half = a.tensor(stream.device(), dtype);
                if dtype == DType::F32 {
                    // The other half is not read.
                    let skip = |i: usize, j: usize| {
                        if triangle == Triangle::Lower {
                            j > i
                        } else {
                            i > j
                        }
                    };
                    let poisoned =
                        Matrix::from_fn(
                            n,
                            n,
                            |i, j| if skip(i, j) { f64::NAN } else { a.at(i, j) },
                        );
                    half = poisoned.tensor(stream.device(), dtype);
                }
                let options = CholeskyOptions {
                    triangle,
                    policy: POLICY,
                };
                let llt = cholesky(&stream, &half, &options).unwrap();
                let bound = 10.0 * n as f64 * unit(dtype);
                a.assert_near(
                    &Matrix::of(&llt.reconstruct(&stream, POLICY).unwrap()),
                    bound,
                    &what,
                );
                let factor = Matrix::of(&llt.factor);
                let zero = |i: usize, j: usize| {
                    if triangle == Triangle::Lower {
                        j > i
                    } else {
                        i > j
                    }
                };
                assert!(
                    (0..n * n).all(|k| !zero(k / n, k % n) || factor.numbers[k] == 0.0),
                    "{what}"
                );
                let x = Matrix::of_kind(Kind::Random, n, 3);
                let b = a.times(&x).tensor(stream.device(), dtype);
                let found = Matrix::of(&llt.solve(&stream, &b, POLICY).unwrap());
                x.assert_near(&found, 1e3 * bound + 1e-30, &what);
                let inverse = Matrix::of(&cholesky_inv(&stream, &half, &options).unwrap());
                let one = Matrix::from_fn(n, n, |i, j| f64::from(u8::from(i == j)));
                one.assert_near(&a.times(&inverse), 1e3 * bound + 1e-30, &what);
                assert_eq!(inverse, inverse.transpose(), "{what}");
            }
        }
    }
}

/// By kernels, on halves whose other one is not read; a pivot that fails is named as the host does.
#[test]
fn kernels_are_within_the_same_bounds() {
    let check = |stream: &Stream, n: usize, triangle: Triangle| {
        let options = CholeskyOptions {
            triangle,
            policy: Policy {
                executor: Executor::Kernels,
                ..Policy::default()
            },
        };
        let a = positive(n);
        let is_read = |i: usize, j: usize| (triangle == Triangle::Lower) == (i > j) || i == j;
        let half = Matrix::from_fn(
            n,
            n,
            |i, j| if is_read(i, j) { a.at(i, j) } else { f64::NAN },
        );
        let device = stream.device();
        let one = half.tensor(device, DType::F32);
        let found = cholesky(stream, &one, &options).unwrap();
        let factor = Matrix::of(&found.factor);
        let what = format!("{n} {triangle:?} on {device}");
        assert!(
            (0..n * n).all(|k| is_read(k / n, k % n) || factor.numbers[k] == 0.0),
            "{what}"
        );
        let product = match triangle {
            Triangle::Lower => factor.times(&factor.transpose()),
            Triangle::Upper => factor.transpose().times(&factor),
        };
        a.assert_near(&product, 10.0 * n as f64 * unit(DType::F32), &what);
        if n >= 100 {
            return;
        }
        let both = [&half.numbers[..], &half.numbers[..]].concat();
        let both = crate::matrix::tensor(device, DType::F32, &both, &[2, n, n]);
        let all = cholesky(stream, &both, &options).unwrap();
        let x = Matrix::of_kind(Kind::Random, n, 3);
        let b = a.times(&x).tensor(device, DType::F32);
        let solved = Matrix::of(&found.solve(stream, &b, options.policy).unwrap());
        x.assert_near(&solved, 1e-3, &what);
        let inverse = Matrix::of(
            &cholesky_inv(stream, &both, &options)
                .unwrap()
                .slice(0, 1..2)
                .unwrap()
                .reshape([n, n])
                .unwrap(),
        );
        let one = Matrix::from_fn(n, n, |i, j| f64::from(u8::from(i == j)));
        one.assert_near(&a.times(&inverse), 1e-3, &what);
        assert_eq!(inverse, inverse.transpose(), "{what}");
        let bytes = found.factor.to_bytes().unwrap();
        assert_eq!(
            all.factor.to_bytes().unwrap(),
            [&bytes[..], &bytes[..]].concat(),
            "{what}"
        );
        let mut bad = a;
        bad.numbers[(n - 1) * (n + 1)] = -1.0;
        match cholesky(stream, &bad.tensor(device, DType::F32), &options) {
            Err(Error::NotPositiveDefinite { pivot, .. }) => assert_eq!(pivot, n - 1, "{what}"),
            other => panic!("{what}: {other:?}"),
        }
    };
    for (n, triangle) in [(70, Triangle::Upper), (263, Triangle::Lower)] {
        check(&gpu_or_host(), n, triangle);
    }
    check(
        &Device::check().default_stream().unwrap(),
        20,
        Triangle::Lower,
    );
}

#[test]
fn complex_matrices_of_both_halves() {
    let stream = host();
    let b = complex_noise(stream.device(), &[9, 9], 1);
    let numbers = b.to_vec::<Complex64>().unwrap();
    let entry = |i: usize, j: usize| {
        let mut sum = Complex64 {
            re: f64::from(u8::from(i == j)),
            im: 0.0,
        };
        for k in 0..9 {
            let (x, y) = (numbers[i * 9 + k], numbers[j * 9 + k]);
            sum.re += x.re * y.re + x.im * y.im;
            sum.im += x.im * y.re - x.re * y.im;
        }
        sum
    };
    let all: Vec<_> = (0..81).map(|k| entry(k / 9, k % 9)).collect();
    let a = kernsmith_runtime::Tensor::from_slice(stream.device(), &all, [9, 9]).unwrap();
    for triangle in [Triangle::Lower, Triangle::Upper] {
        let options = CholeskyOptions {
            triangle,
            policy: POLICY,
        };
        let llt = cholesky(&stream, &a, &options).unwrap();
        let near = |found: &[Complex64], right: &[Complex64]| {
            let apart = found
                .iter()
                .zip(right)
                .map(|(x, y)| (x.re - y.re).hypot(x.im - y.im));
            assert!(apart.fold(0.0, f64::max) < 1e-12, "{triangle:?}");
        };
        near(
            &llt.reconstruct(&stream, POLICY).unwrap().to_vec().unwrap(),
            &all,
        );
        let inverse = cholesky_inv(&stream, &a, &options).unwrap();
        let x = llt
            .solve(&stream, &a, POLICY)
            .unwrap()
            .to_vec::<Complex64>()
            .unwrap();
        let one: Vec<_> = (0..81)
            .map(|k| Complex64 {
                re: f64::from(u8::from(k % 10 == 0)),
                im: 0.0,
            })
            .collect();
        near(&x, &one);
        let again = llt.solve(&stream, &inverse, POLICY).unwrap();
        let squared = cholesky(&stream, &inverse, &options)
            .unwrap()
            .solve(&stream, &again, POLICY)
            .unwrap();
        near(
            &squared.to_vec().unwrap(),
            &inverse.to_vec::<Complex64>().unwrap(),
        );
    }
}

#[test]
fn the_pivot_and_the_matrix_are_named() {
    let stream = host();
    for n in [2, 33, 127] {
        for scale in [1.0, 1e-12, 1e12] {
            let good = positive(n);
            let bad = n - 2;
            let both: Vec<f64> = (0..2 * n * n)
                .map(|k| {
                    let (at, i, j) = (k / (n * n), k / n % n, k % n);
                    let flip = if at == 1 && i == bad && j == bad {
                        -1.0
                    } else {
                        1.0
                    };
                    scale * flip * good.at(i, j)
                })
                .collect();
            let a = crate::matrix::tensor(stream.device(), DType::F32, &both, &[2, n, n]);
            match cholesky(&stream, &a, &CholeskyOptions::default()) {
                Err(Error::NotPositiveDefinite { matrix, pivot, .. }) => {
                    assert_eq!((matrix, pivot), (vec![1], bad));
                }
                other => panic!("{n} {scale}: {other:?}"),
            }
            let found = is_spd(&stream, &a, &SpdOptions::default()).unwrap();
            assert_eq!(
                found.to_vec::<bool>().unwrap(),
                [true, false],
                "{n} {scale}"
            );
        }
    }
}

#[test]
fn what_is_not_symmetric_is_not_positive() {
    let stream = host();
    let mut a = positive(20);
    a.numbers[3] += 1e-3;
    let test = |tolerance| {
        let options = SpdOptions {
            tolerance,
            policy: POLICY,
        };
        let a = a.tensor(stream.device(), DType::F32);
        is_spd(&stream, &a, &options)
            .unwrap()
            .item::<bool>()
            .unwrap()
    };
    assert_eq!((test(None), test(Some(1e-2))), (false, true));
    a.numbers[0] = f64::NAN;
    assert!(
        !is_spd(
            &stream,
            &a.tensor(stream.device(), DType::F32),
            &SpdOptions::default()
        )
        .unwrap()
        .item::<bool>()
        .unwrap()
    );
}
