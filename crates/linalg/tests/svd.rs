//! Singular values, and least squares.

use kernsmith_linalg::svd::{LstsqOptions, SvdMode, SvdOptions, lstsq, svd};
use kernsmith_runtime::{Complex64, DType};

use crate::matrix::{Kind, Matrix, POLICY, SIDES, complex_noise, host, is_tried, numbers};

fn check(kind: Kind, [m, n]: [usize; 2], dtype: DType, mode: SvdMode) {
    let stream = host();
    let a = Matrix::of_kind(kind, m, n);
    let tensor = a.tensor(stream.device(), dtype);
    let options = SvdOptions {
        mode,
        policy: POLICY,
    };
    let what = format!("{kind:?} {m}x{n} {dtype} {mode:?}");
    let found = svd(&stream, &tensor, &options).unwrap();
    let (u, vt) = (
        Matrix::of(found.u.as_ref().unwrap()),
        Matrix::of(found.vt.as_ref().unwrap()),
    );
    let k = m.min(n);
    let [left, right] = if mode == SvdMode::Full {
        [m, n]
    } else {
        [k, k]
    };
    assert_eq!(
        (u.rows, u.columns, vt.rows, vt.columns),
        (m, left, right, n),
        "{what}"
    );
    let bound: f64 = if dtype == DType::F32 { 1e-5 } else { 2e-14 };
    let orthonormal = bound.min(2e-6);
    u.assert_orthonormal(orthonormal, &what);
    vt.transpose().assert_orthonormal(orthonormal, &what);
    let s = numbers(&found.s);
    assert!(
        s.iter().all(|s| *s >= 0.0) && s.windows(2).all(|s| s[0] >= s[1]),
        "{what}: {s:?}"
    );
    let product = Matrix::of(&found.reconstruct(&stream, POLICY).unwrap());
    a.assert_near(&product, bound, &what);
    let values = SvdOptions {
        mode: SvdMode::Values,
        policy: POLICY,
    };
    let alone = svd(&stream, &tensor, &values).unwrap();
    assert!(alone.u.is_none() && alone.vt.is_none());
    let most = s.first().copied().unwrap_or(0.0);
    for (alone, both) in numbers(&alone.s).iter().zip(&s) {
        assert!(
            (alone - both).abs() <= bound * most,
            "{what}: {alone} {both}"
        );
    }
}

/// From 32768 rows of 16 columns on.
#[test]
fn many_rows_are_factored_in_parts() {
    for kind in [Kind::Random, Kind::Duplicated] {
        check(kind, [32_775, 16], DType::F32, SvdMode::Thin);
        check(kind, [16, 32_775], DType::F64, SvdMode::Thin);
    }
}

#[test]
fn factors_multiply_to_the_matrix_and_vectors_are_orthonormal() {
    for kind in Kind::ALL {
        for m in SIDES {
            for n in SIDES {
                if !is_tried(kind, m, n) {
                    continue;
                }
                let mode = if (m + n) % 2 == 0 {
                    SvdMode::Thin
                } else {
                    SvdMode::Full
                };
                check(kind, [m, n], DType::F32, mode);
                if m < 40 && n < 40 {
                    check(kind, [m, n], DType::F64, mode);
                }
            }
        }
    }
}

#[test]
fn large_enough_to_be_divided() {
    check(Kind::Random, [300, 280], DType::F32, SvdMode::Thin);
    for kind in Kind::ALL {
        check(kind, [110, 170], DType::F32, SvdMode::Full);
        check(kind, [140, 140], DType::F64, SvdMode::Thin);
    }
}

/// A matrix of known values: `H1 diag H2` with two reflections.
#[test]
fn values_are_right_against_known_ones() {
    let stream = host();
    let n = 40;
    let values: Vec<f64> = (0..n).map(|k| 0.5f64.powi(k as i32)).collect();
    let reflect = |seed: u64| {
        let v = crate::matrix::noise(n, seed);
        let square: f64 = v.iter().map(|x| x * x).sum();
        Matrix::from_fn(n, n, |i, j| {
            f64::from(u8::from(i == j)) - 2.0 * v[i] * v[j] / square
        })
    };
    let middle = Matrix::from_fn(n, n, |i, j| if i == j { values[i] } else { 0.0 });
    let a = reflect(1).times(&middle).times(&reflect(2));
    for (dtype, bound) in [(DType::F32, 5e-7), (DType::F64, 1e-15), (DType::C64, 2e-7)] {
        let options = SvdOptions {
            mode: SvdMode::Values,
            policy: POLICY,
        };
        let found = numbers(
            &svd(&stream, &a.tensor(stream.device(), dtype), &options)
                .unwrap()
                .s,
        );
        for (found, right) in found.iter().zip(&values) {
            assert!((found - right).abs() <= bound, "{dtype}: {found} {right}");
        }
    }
}

#[test]
fn complex_vectors_are_conjugated() {
    let stream = host();
    for shape in [[20, 13], [13, 20], [40, 5]] {
        let a = complex_noise(stream.device(), &shape, 5);
        let found = svd(&stream, &a, &SvdOptions::default()).unwrap();
        let product = found
            .reconstruct(&stream, POLICY)
            .unwrap()
            .to_vec::<Complex64>()
            .unwrap();
        for (found, right) in product.iter().zip(&a.to_vec::<Complex64>().unwrap()) {
            assert!(
                (found.re - right.re).hypot(found.im - right.im) < 1e-13,
                "{shape:?}"
            );
        }
    }
}

/// What remains is orthogonal to the columns, and the solution to the null space.
#[test]
fn least_squares_leave_what_is_orthogonal() {
    let stream = host();
    for kind in [Kind::Random, Kind::Duplicated, Kind::ZeroColumn, Kind::Zero] {
        for [m, n] in [[40, 20], [20, 40], [30, 30], [5, 0], [0, 5]] {
            let (a, b) = (
                Matrix::of_kind(kind, m, n),
                Matrix::of_kind(Kind::Random, m, 3),
            );
            let [ta, tb] = [&a, &b].map(|matrix| matrix.tensor(stream.device(), DType::F64));
            let found = lstsq(&stream, &ta, &tb, &LstsqOptions::default()).unwrap();
            let x = Matrix::of(&found.x);
            let rest = b.minus(&a.times(&x));
            let beside = a.transpose().times(&rest);
            assert!(
                beside.size() <= 1e-12 * (1.0 + a.size()),
                "{kind:?} {m}x{n}: {}",
                beside.size()
            );
            for (j, square) in numbers(&found.residuals).into_iter().enumerate() {
                let right: f64 = (0..m).map(|i| rest.at(i, j).powi(2)).sum();
                assert!((square - right).abs() <= 1e-12, "{square} {right}");
            }
            let rank = usize::try_from(found.rank.item::<i64>().unwrap()).unwrap();
            let expected = match kind {
                Kind::Random => m.min(n),
                Kind::Duplicated => m.min(n.div_ceil(2)),
                Kind::Zero => 0,
                _ => m.min(n.saturating_sub(1)),
            };
            assert_eq!(rank, expected, "{kind:?} {m}x{n}");
        }
    }
}
