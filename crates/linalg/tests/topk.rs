//! The largest singular values.

use kernsmith_kernels::settings::{SvdOverrides, scoped_svd};
use kernsmith_linalg::{
    Executor, Policy,
    svd::{SvdMode, SvdOptions, TopkOptions, svd, topk_svd},
};
use kernsmith_runtime::{Complex64, DType};

use crate::matrix::{Kind, Matrix, POLICY, complex_noise, gpu_or_host, host, noise, numbers};

/// A matrix whose singular values fall by a fifth each.
fn falling(m: usize, n: usize) -> Matrix {
    let reflect = |side: usize, seed: u64| {
        let v = noise(side, seed);
        let square: f64 = v.iter().map(|x| x * x).sum();
        Matrix::from_fn(side, side, |i, j| {
            f64::from(u8::from(i == j)) - 2.0 * v[i] * v[j] / square
        })
    };
    let middle = Matrix::from_fn(
        m,
        n,
        |i, j| if i == j { 0.8f64.powi(i as i32) } else { 0.0 },
    );
    reflect(m, 1).times(&middle).times(&reflect(n, 2))
}

#[test]
fn leading_values_are_known_ones_and_residuals_are_true() {
    let stream = host();
    for [m, n] in [[90, 60], [60, 90], [40, 40], [200, 12]] {
        for (dtype, bound) in [(DType::F32, 1e-5), (DType::F64, 1e-8), (DType::C64, 1e-6)] {
            for k in [0, 1, 5, 12] {
                let a = falling(m, n);
                let what = format!("{m}x{n} {dtype} {k}");
                let options = TopkOptions {
                    iterations: 30,
                    ..TopkOptions::default()
                };
                let found =
                    topk_svd(&stream, &a.tensor(stream.device(), dtype), k, &options).unwrap();
                let (u, vt) = (Matrix::of(&found.u), Matrix::of(&found.vt));
                assert_eq!(
                    (u.rows, u.columns, vt.rows, vt.columns),
                    (m, k, k, n),
                    "{what}"
                );
                u.assert_orthonormal(1e-5, &what);
                vt.transpose().assert_orthonormal(1e-5, &what);
                let (s, rests) = (numbers(&found.s), numbers(&found.residuals));
                let (av, atu) = (a.times(&vt.transpose()), a.transpose().times(&u));
                for j in 0..k {
                    let right = 0.8f64.powi(j as i32);
                    assert!(
                        (s[j] - right).abs() <= bound * right,
                        "{what} {j}: {} {right}",
                        s[j]
                    );
                    let rest = |image: &Matrix, to: &dyn Fn(usize) -> f64| {
                        let square =
                            (0..image.rows).map(|i| (image.at(i, j) - s[j] * to(i)).powi(2));
                        square.sum::<f64>().sqrt()
                    };
                    let left = rest(&av, &|i| u.at(i, j));
                    let right = rest(&atu, &|i| vt.at(j, i));
                    assert!(left <= 3e-6 && right <= 3e-6, "{what} {j}: {left} {right}");
                    let told = if m < n { right } else { left };
                    assert!(
                        (told - rests[j]).abs() <= 2e-6,
                        "{what} {j}: {told} {}",
                        rests[j]
                    );
                    let largest = (0..m).fold(0.0f64, |most, i| {
                        if u.at(i, j).abs() > most.abs() {
                            u.at(i, j)
                        } else {
                            most
                        }
                    });
                    assert!(largest > 0.0, "{what} {j}");
                }
                let turns = found.iterations.item::<i64>().unwrap();
                assert!((1..=30).contains(&turns), "{what}: {turns}");
            }
        }
    }
}

/// By kernels: the values that are known, vectors that fit them, and the host's turns where there are none.
#[test]
fn kernels_find_the_same_pairs() {
    let stream = gpu_or_host();
    let policy = Policy {
        executor: Executor::Kernels,
        ..Policy::default()
    };
    // Rows of a multiple of four elements have products of their own.
    for ([m, n], tolerance) in [
        ([70, 45], 1e-6),
        ([45, 70], 0.0),
        ([68, 36], 0.0),
        ([36, 68], 0.0),
    ] {
        let a = falling(m, n);
        let options = TopkOptions {
            iterations: 4,
            tolerance,
            policy,
            ..TopkOptions::default()
        };
        let tensor = a.tensor(stream.device(), DType::F32);
        let found = topk_svd(&stream, &tensor, 5, &options).unwrap();
        let what = format!("{m}x{n}");
        let (u, vt) = (Matrix::of(&found.u), Matrix::of(&found.vt));
        assert_eq!((u.rows, u.columns, vt.rows, vt.columns), (m, 5, 5, n));
        u.assert_orthonormal(1e-5, &what);
        vt.transpose().assert_orthonormal(1e-5, &what);
        let s = numbers(&found.s);
        for (j, value) in s.iter().enumerate() {
            let right = 0.8f64.powi(j as i32);
            assert!((value - right).abs() <= 1e-5 * right, "{what} {j}: {value}");
        }
        let scaled = Matrix::from_fn(m, 5, |i, j| u.at(i, j) * s[j]);
        let image = a.times(&vt.transpose());
        image.assert_near(&scaled, 1e-5, &what);
        assert!(
            numbers(&found.residuals).iter().all(|rest| *rest <= 1e-5),
            "{what}"
        );
        let on_host = TopkOptions {
            policy: Policy::default(),
            ..options
        };
        let right = topk_svd(&stream, &tensor, 5, &on_host).unwrap();
        Matrix::of(&right.u).assert_near(&u, 1e-4, &what);
    }
    let zero = Matrix::of_kind(Kind::Zero, 20, 10).tensor(stream.device(), DType::F32);
    let options = TopkOptions {
        policy,
        ..TopkOptions::default()
    };
    let found = topk_svd(&stream, &zero, 3, &options).unwrap();
    Matrix::of(&found.u).assert_orthonormal(1e-5, "zero");
    let batch = zero.reshape([2, 10, 10]).unwrap();
    let error = topk_svd(&stream, &batch, 3, &options).unwrap_err();
    assert!(error.to_string().contains("kernels for batches"), "{error}");
}

/// Columns of a launch, and streams that launches go to, change no bit: neither of few columns, nor of more than a launch
/// takes, nor of rows that are no multiples of four.
#[test]
fn bands_and_streams_change_no_bit() {
    let stream = gpu_or_host();
    let options = TopkOptions {
        iterations: 2,
        tolerance: 0.0,
        policy: Policy {
            executor: Executor::Kernels,
            ..Policy::default()
        },
        ..TopkOptions::default()
    };
    for ([m, n], k) in [([70, 45], 20), ([36, 140], 3), ([130, 68], 51)] {
        let tensor = falling(m, n).tensor(stream.device(), DType::F32);
        let bits = |band, streams| {
            let asked = SvdOverrides {
                band: Some(band),
                streams: Some(streams),
            };
            let found = scoped_svd(asked, || topk_svd(&stream, &tensor, k, &options)).unwrap();
            let found = found.unwrap();
            let parts = [found.u, found.s, found.vt, found.residuals];
            parts.map(|part| part.to_bytes().unwrap())
        };
        let all = bits(0, 1);
        for (band, streams) in [(8, 1), (8, 3), (16, 2), (32, 2), (48, 8)] {
            assert!(bits(band, streams) == all, "{m}x{n}, {k}: {band} {streams}");
        }
    }
}

#[test]
fn it_says_when_it_was_stopped_too_early() {
    let stream = host();
    let a = Matrix::of_kind(Kind::Random, 120, 100).tensor(stream.device(), DType::F64);
    let with = |iterations| {
        let options = TopkOptions {
            iterations,
            ..TopkOptions::default()
        };
        let found = topk_svd(&stream, &a, 4, &options).unwrap();
        (
            numbers(&found.residuals),
            numbers(&found.s),
            found.iterations.item::<i64>().unwrap(),
        )
    };
    let (early, late) = (with(1), with(40));
    assert_eq!(early.2, 1);
    assert!(
        early.0[3] > 1e-2 && late.0[3] < early.0[3] / 100.0,
        "{early:?} {late:?}"
    );
    let values = SvdOptions {
        mode: SvdMode::Values,
        policy: POLICY,
    };
    let right = numbers(&svd(&stream, &a, &values).unwrap().s);
    for (j, &right) in right.iter().enumerate().take(4) {
        assert!(early.1[j] <= right * (1.0 + 1e-12), "never too large");
        assert!(
            (early.1[j] - right).abs() <= early.0[j],
            "off by at most the residual"
        );
    }
}

#[test]
fn rank_deficient_matrices_have_orthonormal_vectors() {
    let stream = host();
    for kind in [Kind::Zero, Kind::Duplicated, Kind::ZeroColumn] {
        let a = Matrix::of_kind(kind, 30, 10).tensor(stream.device(), DType::F32);
        let found = topk_svd(&stream, &a, 10, &TopkOptions::default()).unwrap();
        Matrix::of(&found.u).assert_orthonormal(1e-5, &format!("{kind:?}"));
        Matrix::of(&found.vt)
            .transpose()
            .assert_orthonormal(1e-5, &format!("{kind:?}"));
        let s = numbers(&found.s);
        let zeros = s.iter().filter(|s| **s <= 1e-5 * s.max(1.0)).count();
        let expected = [10, 5, 1][[Kind::Zero, Kind::Duplicated, Kind::ZeroColumn]
            .iter()
            .position(|x| *x == kind)
            .unwrap()];
        assert_eq!(zeros, expected, "{kind:?} {s:?}");
    }
}

#[test]
fn complex_vectors_are_those_of_the_matrix() {
    let stream = host();
    for shape in [[30, 20], [20, 30]] {
        let a = complex_noise(stream.device(), &shape, 9);
        let options = TopkOptions {
            iterations: 60,
            ..TopkOptions::default()
        };
        let found = topk_svd(&stream, &a, 20, &options).unwrap();
        // All of them, so that they multiply to the matrix.
        let [u, vt] = [&found.u, &found.vt].map(|tensor| tensor.to_vec::<Complex64>().unwrap());
        let s = numbers(&found.s);
        let a = a.to_vec::<Complex64>().unwrap();
        for (at, right) in a.iter().enumerate() {
            let (i, j) = (at / shape[1], at % shape[1]);
            let (mut re, mut im) = (0.0, 0.0);
            for k in 0..20 {
                let (x, y) = (u[i * 20 + k], vt[k * shape[1] + j]);
                re += s[k] * (x.re * y.re - x.im * y.im);
                im += s[k] * (x.re * y.im + x.im * y.re);
            }
            assert!((re - right.re).hypot(im - right.im) < 1e-12, "{shape:?}");
        }
    }
}

#[test]
fn more_values_than_there_are_is_an_error() {
    let stream = host();
    let a = Matrix::of_kind(Kind::Random, 5, 3).tensor(stream.device(), DType::F32);
    let error = topk_svd(&stream, &a, 4, &TopkOptions::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "topk_svd: expected `k` to be at most the shorter side, 3, found 4"
    );
}
