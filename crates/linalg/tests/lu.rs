//! LU, and what follows from it.

use kernsmith_linalg::{
    Error, Executor, Policy,
    cholesky::Triangle,
    lu::{SolveOptions, det, inv, lu, slogdet, solve},
    triangular::{TriangularOptions, inv_triangular, solve_triangular},
};
use kernsmith_runtime::{Complex64, DType};

use crate::matrix::{
    Kind, Matrix, POLICY, SIDES, complex_noise, gpu_or_host, host, is_tried, numbers, tensor, unit,
};

const TYPES: [DType; 4] = [DType::F32, DType::F64, DType::C64, DType::C128];

#[test]
fn factors_multiply_to_the_matrix() {
    let stream = host();
    for kind in Kind::ALL {
        for m in SIDES {
            for n in SIDES {
                if !is_tried(kind, m, n) {
                    continue;
                }
                for dtype in if m < 40 && n < 40 {
                    &TYPES[..]
                } else {
                    &TYPES[..1]
                } {
                    let a = Matrix::of_kind(kind, m, n);
                    let found = lu(&stream, &a.tensor(stream.device(), *dtype), POLICY).unwrap();
                    let product = Matrix::of(&found.reconstruct(&stream, POLICY).unwrap());
                    let what = format!("{kind:?} {m}x{n} {dtype}");
                    a.assert_near(&product, 8.0 * m.max(n) as f64 * unit(*dtype), &what);
                    let l = Matrix::of(&found.l);
                    assert!(
                        l.numbers.iter().all(|x| x.abs() <= 1.0 + 1e-6),
                        "{what}: pivots are the largest"
                    );
                }
            }
        }
    }
}

#[test]
fn solutions_are_refined() {
    let stream = host();
    for n in SIDES {
        for dtype in TYPES {
            let mut a = Matrix::of_kind(Kind::Random, n, n);
            (0..n).for_each(|k| a.numbers[k * (n + 1)] += 4.0);
            let x = Matrix::of_kind(Kind::Random, n, 3);
            let b = a.times(&x);
            let [ta, tb] = [&a, &b].map(|matrix| matrix.tensor(stream.device(), dtype));
            let found = solve(&stream, &ta, &tb, &SolveOptions::default()).unwrap();
            x.assert_near(
                &Matrix::of(&found),
                200.0 * unit(dtype),
                &format!("{n} {dtype}"),
            );
            let inverse = Matrix::of(&inv(&stream, &ta, POLICY).unwrap());
            let one = Matrix::from_fn(n, n, |i, j| f64::from(u8::from(i == j)));
            one.assert_near(
                &a.times(&inverse),
                1e4 * unit(dtype),
                &format!("{n} {dtype}"),
            );
            if n > 0 {
                let vector = tensor(
                    stream.device(),
                    dtype,
                    &numbers(&tb).iter().copied().step_by(3).collect::<Vec<_>>(),
                    &[n],
                );
                let found = solve(&stream, &ta, &vector, &SolveOptions::default()).unwrap();
                assert_eq!(found.shape(), [n]);
                assert!((numbers(&found)[0] - x.at(0, 0)).abs() <= 200.0 * unit(dtype));
            }
        }
    }
}

/// With the residual in double precision, the solution is the matrix's own to rounding: its condition is 1e4.
#[test]
fn refinement_beats_the_condition() {
    let stream = host();
    let n = 60;
    let a = Matrix::from_fn(n, n, |i, j| {
        let wave = ((i + 1) * (j + 1)) as f64;
        f64::from((wave.sin() + if i == j { 1e-2 } else { 0.0 }) as f32)
    });
    let x = Matrix::from_fn(n, 1, |i, _| 1.0 / (1 + i) as f64);
    let x = Matrix::from_fn(n, 1, |i, _| f64::from(x.at(i, 0) as f32));
    let b = a.times(&x).tensor(stream.device(), DType::F32);
    let error = |refine| {
        let options = SolveOptions {
            refine,
            policy: POLICY,
        };
        let a = a.tensor(stream.device(), DType::F32);
        // The rounded right side has a solution of its own.
        let exact = solve(
            &stream,
            &Matrix::of(&a).tensor(stream.device(), DType::F64),
            &Matrix::of(&b).tensor(stream.device(), DType::F64),
            &SolveOptions::default(),
        );
        let found = solve(&stream, &a, &b, &options).unwrap();
        let exact = Matrix::of(&exact.unwrap());
        exact.minus(&Matrix::of(&found)).size() / exact.size()
    };
    let (plain, refined) = (error(false), error(true));
    assert!(refined < 1e-6 && refined < plain / 4.0, "{plain} {refined}");
}

/// Sides whose rows several threads exchange; few right sides and many go different ways.
#[test]
fn large_systems_are_solved_to_the_last_digits() {
    let stream = host();
    for (n, sides) in [(700, 1), (400, 6)] {
        let a = Matrix::of_kind(Kind::Random, n, n);
        let x = Matrix::of_kind(Kind::Random, n, sides);
        let b = a.times(&x);
        let [ta, tb] = [&a, &b].map(|matrix| matrix.tensor(stream.device(), DType::F32));
        let found = solve(&stream, &ta, &tb, &SolveOptions::default()).unwrap();
        let again = a.times(&Matrix::of(&found));
        b.assert_near(&again, 1e-5, &format!("{n}, {sides} right sides"));
        let lu = lu(&stream, &ta, POLICY).unwrap();
        let product = Matrix::of(&lu.reconstruct(&stream, POLICY).unwrap());
        a.assert_near(&product, 1e-4, "L U");
    }
}

#[test]
fn determinants_are_known_ones() {
    let stream = host();
    for dtype in TYPES {
        let a = tensor(
            stream.device(),
            dtype,
            &[2.0, 1.0, 3.0, 4.0, 0.0, 1.0, 1.0, 0.0, 2.0, 4.0, 1.0, 2.0],
            &[3, 2, 2],
        );
        let found = numbers(&det(&stream, &a, POLICY).unwrap());
        for (found, right) in found.iter().zip([5.0, -1.0, 0.0]) {
            assert!((found - right).abs() < 1e-6, "{dtype}: {found}");
        }
        let logs = slogdet(&stream, &a, POLICY).unwrap();
        assert_eq!(numbers(&logs.sign)[1..], [-1.0, 0.0]);
        assert_eq!(numbers(&logs.log_magnitude)[1..], [0.0, f64::NEG_INFINITY]);
    }
    let large = Matrix::from_fn(50, 50, |i, j| if i == j { -1e30 } else { 0.0 });
    let large = large.tensor(stream.device(), DType::F32);
    assert_eq!(
        numbers(&det(&stream, &large, POLICY).unwrap()),
        [f64::INFINITY]
    );
    let logs = slogdet(&stream, &large, POLICY).unwrap();
    assert_eq!(numbers(&logs.sign), [1.0]);
    assert!((numbers(&logs.log_magnitude)[0] - 50.0 * 1e30f64.ln()).abs() < 1e-3);
    // The product of pivots leaves float32 on its way, and comes back.
    let pairs = Matrix::from_fn(
        40,
        40,
        |i, j| if i == j { [1e30, 1e-30][i % 2] } else { 0.0 },
    );
    let found = numbers(&det(&stream, &pairs.tensor(stream.device(), DType::F32), POLICY).unwrap());
    assert!((found[0] - 1.0).abs() < 1e-4, "{found:?}");
}

#[test]
fn a_complex_determinant_is_the_product_of_both() {
    let stream = host();
    let [a, b] = [1, 2].map(|seed| complex_noise(stream.device(), &[6, 6], seed));
    let of = |x| {
        det(&stream, x, POLICY)
            .unwrap()
            .item::<Complex64>()
            .unwrap()
    };
    let x = solve(&stream, &a, &b, &SolveOptions::default()).unwrap();
    let (da, db, dx) = (of(&a), of(&b), of(&x));
    let product = [da.re * dx.re - da.im * dx.im, da.re * dx.im + da.im * dx.re];
    assert!((product[0] - db.re).hypot(product[1] - db.im) < 1e-12);
}

#[test]
fn a_singular_matrix_is_named() {
    let stream = host();
    let a = tensor(
        stream.device(),
        DType::F32,
        &[1.0, 0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 4.0],
        &[2, 2, 2],
    );
    let expected = |error: Error| match error {
        Error::Singular { matrix, pivot, .. } => assert_eq!((matrix, pivot), (vec![1], 1)),
        other => panic!("{other}"),
    };
    expected(solve(&stream, &a, &a, &SolveOptions::default()).unwrap_err());
    let error = inv(&stream, &a, POLICY).unwrap_err();
    assert_eq!(
        error.to_string(),
        "inv: matrix [1] is singular: pivot 1 is zero"
    );
    expected(error);
}

#[test]
fn triangles_are_solved_in_every_form() {
    let stream = gpu_or_host();
    let kernels = Policy {
        executor: Executor::Kernels,
        ..POLICY
    };
    let sides = [0, 1, 2, 33, 64].map(|n| (n, POLICY, DType::F64, 1e-13));
    // By kernels in one block, in two, and in two groups of blocks.
    let by_kernels = [2, 70, 263].map(|n| (n, kernels, DType::F32, 1e-5));
    for (n, policy, dtype, bound) in sides.into_iter().chain(by_kernels) {
        for case in 0..if n < 100 { 8 } else { 1 } {
            let flag = |bit: usize| case >> bit & 1 == 1;
            let options = TriangularOptions {
                triangle: if flag(0) {
                    Triangle::Upper
                } else {
                    Triangle::Lower
                },
                transpose: flag(1),
                unit: flag(2),
                policy,
            };
            let noise = Matrix::of_kind(Kind::Random, n, n);
            let kept = |i: usize, j: usize| if flag(0) { i < j } else { i > j };
            let whole = Matrix::from_fn(n, n, |i, j| match (i == j, kept(i, j)) {
                (true, _) if flag(2) => 1.0,
                (true, _) => 2.0 + noise.at(i, j),
                (_, true) => noise.at(i, j) / n as f64,
                _ => 0.0,
            });
            // What is not to be read is poisoned.
            let half = Matrix::from_fn(n, n, |i, j| match (i == j, kept(i, j)) {
                (true, _) if flag(2) => f64::NAN,
                (false, false) => f64::NAN,
                _ => whole.at(i, j),
            });
            let whole = if flag(1) { whole.transpose() } else { whole };
            let x = Matrix::of_kind(Kind::Random, n, 4);
            let [half, b] =
                [&half, &whole.times(&x)].map(|matrix| matrix.tensor(stream.device(), dtype));
            let what = format!("{n} {options:?}");
            x.assert_near(
                &Matrix::of(&solve_triangular(&stream, &half, &b, &options).unwrap()),
                bound,
                &what,
            );
            let inverse = Matrix::of(&inv_triangular(&stream, &half, &options).unwrap());
            let one = Matrix::from_fn(n, n, |i, j| f64::from(u8::from(i == j)));
            one.assert_near(&whole.times(&inverse), bound, &what);
        }
    }
}
