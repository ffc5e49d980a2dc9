//! LU, and what follows from it, by kernels.

use kernsmith_linalg::{
    Error, Executor, Policy,
    lu::{Lu, SolveOptions, det, inv, lu, slogdet, solve},
};
use kernsmith_runtime::{DType, Device, Stream, Tensor};

use crate::matrix::{Kind, Matrix, POLICY, gpu_or_host, host, noise, numbers, tensor, unit};

const KERNELS: Policy = Policy {
    executor: Executor::Kernels,
    check_finite: false,
};

/// Sides that are one, a panel's and next to it, a block's and next to it, and several tiles'.
const SIDES: [usize; 11] = [1, 2, 16, 17, 31, 63, 64, 65, 127, 130, 200];

const SOLVE: SolveOptions = SolveOptions {
    refine: true,
    policy: KERNELS,
};

fn by_kernels(stream: &Stream, a: &Matrix) -> Lu {
    lu(stream, &a.tensor(stream.device(), DType::F32), KERNELS).unwrap()
}

/// The rows of a matrix in the order that was found, which is one of all rows.
#[track_caller]
fn ordered(a: &Matrix, rows: &Tensor, what: &str) -> Matrix {
    let rows = rows.to_vec::<i64>().unwrap();
    let mut sorted = rows.clone();
    sorted.sort_unstable();
    assert!(
        sorted.iter().copied().eq(0..a.rows as i64),
        "{what}: {rows:?}"
    );
    Matrix::from_fn(a.rows, a.columns, |i, j| a.at(rows[i] as usize, j))
}

/// `|P A - L U| <= n eps |L| |U|` element by element, triangles, and pivots that are the largest of their columns.
#[track_caller]
fn check(a: &Matrix, found: &Lu, what: &str) {
    let (l, u) = (Matrix::of(&found.l), Matrix::of(&found.u));
    let right = ordered(a, &found.rows, what);
    let inner = a.rows.min(a.columns);
    assert_eq!(
        [l.rows, l.columns, u.rows, u.columns],
        [a.rows, inner, inner, a.columns]
    );
    for i in 0..a.rows {
        assert!(
            (i..inner).all(|j| l.at(i, j) == f64::from(u8::from(i == j))),
            "{what}: L, row {i}"
        );
        assert!(
            (0..inner.min(i)).all(|j| l.at(i, j).abs() <= 1.0),
            "{what}: pivot of row {i}"
        );
    }
    for i in 0..inner {
        assert!(
            (0..i.min(a.columns)).all(|j| u.at(i, j) == 0.0),
            "{what}: U, row {i}"
        );
    }
    let size = |x: &Matrix| Matrix::from_fn(x.rows, x.columns, |i, j| x.at(i, j).abs());
    let (product, sizes) = (l.times(&u), size(&l).times(&size(&u)));
    for (at, &found) in product.numbers.iter().enumerate() {
        let bound = 2.0 * (inner as f64 + 1.0) * unit(DType::F32) * sizes.numbers[at] + 1e-44;
        let apart = (right.numbers[at] - found).abs();
        assert!(apart <= bound, "{what}: {apart:e} > {bound:e} at {at}");
    }
}

#[test]
fn kernels_factor_every_side() {
    let stream = gpu_or_host();
    for n in SIDES {
        let a = Matrix::of_kind(Kind::Random, n, n);
        check(&a, &by_kernels(&stream, &a), &format!("{n}"));
    }
    for [m, n] in [
        [1, 40],
        [40, 1],
        [20, 33],
        [33, 20],
        [70, 300],
        [150, 48],
        [600, 18],
        [2100, 12],
    ] {
        let a = Matrix::of_kind(Kind::Random, m, n);
        check(&a, &by_kernels(&stream, &a), &format!("{m}x{n}"));
    }
}

/// Numbers that float32 holds.
fn rounded(a: &Matrix) -> Matrix {
    Matrix::from_fn(a.rows, a.columns, |i, j| f64::from(a.at(i, j) as f32))
}

/// Where the last column doubles at each step.
fn wilkinson(n: usize) -> Matrix {
    Matrix::from_fn(n, n, |i, j| match () {
        () if j + 1 == n || i == j => 1.0,
        () if i > j => -1.0,
        () => 0.0,
    })
}

#[test]
fn kernels_factor_every_kind() {
    let stream = gpu_or_host();
    for kind in Kind::ALL {
        for n in [5, 66] {
            let a = Matrix::of_kind(kind, n, n);
            check(&a, &by_kernels(&stream, &a), &format!("{kind:?} {n}"));
        }
    }
    let a = wilkinson(66);
    let found = by_kernels(&stream, &a);
    check(&a, &found, "Wilkinson");
    assert_eq!(
        Matrix::of(&found.u).at(65, 65),
        2f64.powi(65),
        "it grows as it should"
    );
    // Pivots of which a reciprocal is no normal number, and far between.
    for exponent in [-140, -100, 100, 126] {
        let a = Matrix::of_kind(Kind::Random, 20, 20);
        let a = rounded(&Matrix::from_fn(20, 20, |i, j| {
            a.at(i, j) * 2f64.powi(exponent)
        }));
        check(&a, &by_kernels(&stream, &a), &format!("2^{exponent}"));
    }
}

/// Integers have many equally large pivots, and a permutation has one of each column: the order is the host's.
#[test]
fn equal_pivots_are_taken_as_the_host_takes_them() {
    let stream = gpu_or_host();
    let n = 70;
    let permutation = Matrix::from_fn(n, n, |i, j| f64::from(u8::from(j == (i * 33 + 5) % n)));
    let digits = noise(n * n, 3);
    let integers = Matrix::from_fn(n, n, |i, j| {
        let row = if i % 5 == 4 { i - 1 } else { i };
        (digits[row * n + j] * 3.0).round()
    });
    for (a, what) in [(&permutation, "permutation"), (&integers, "integers")] {
        // Before rounding differs, and there are no more ties.
        let a = Matrix::from_fn(n, 18, |i, j| a.at(i, j));
        let found = by_kernels(&stream, &a);
        check(&a, &found, what);
        let right = lu(&host(), &a.tensor(host().device(), DType::F32), POLICY).unwrap();
        let first = |rows: &Tensor| rows.to_vec::<i64>().unwrap()[..6].to_vec();
        assert_eq!(first(&found.rows), first(&right.rows), "{what}");
    }
    let found = by_kernels(&stream, &permutation);
    assert_eq!(
        Matrix::of(&found.u),
        Matrix::from_fn(n, n, |i, j| f64::from(u8::from(i == j)))
    );
    assert_eq!(
        Matrix::of(&found.reconstruct(&stream, POLICY).unwrap()),
        permutation
    );
}

#[test]
fn singular_matrices_have_factors_and_no_solutions() {
    let stream = gpu_or_host();
    let zero = Matrix::of_kind(Kind::Zero, 33, 33);
    let found = by_kernels(&stream, &zero);
    check(&zero, &found, "zero");
    assert_eq!(
        found.rows.to_vec::<i64>().unwrap(),
        (0..33).collect::<Vec<_>>()
    );
    let of_column = |column: usize| {
        let a = Matrix::of_kind(Kind::Random, 40, 40);
        Matrix::from_fn(40, 40, |i, j| if j == column { 0.0 } else { a.at(i, j) })
    };
    let good = Matrix::of_kind(Kind::Random, 40, 40);
    let batch = [
        good.numbers.clone(),
        of_column(20).numbers,
        of_column(3).numbers,
    ]
    .concat();
    let batch = tensor(stream.device(), DType::F32, &batch, &[3, 40, 40]);
    for error in [
        solve(&stream, &batch, &batch, &SOLVE).unwrap_err(),
        inv(&stream, &batch, KERNELS).unwrap_err(),
    ] {
        match error {
            Error::Singular { matrix, pivot, .. } => assert_eq!((matrix, pivot), (vec![1], 20)),
            other => panic!("{other}"),
        }
    }
    let found = numbers(&det(&stream, &batch, KERNELS).unwrap());
    assert!(found[0] != 0.0 && found[1..] == [0.0, 0.0], "{found:?}");
    let found = slogdet(&stream, &batch, KERNELS).unwrap();
    assert_eq!(numbers(&found.sign)[1..], [0.0, 0.0]);
    assert_eq!(numbers(&found.log_magnitude)[1..], [f64::NEG_INFINITY; 2]);
}

/// One matrix of a batch is not a number: the others are what they are.
#[test]
fn what_is_not_finite_goes_through() {
    let stream = gpu_or_host();
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut all = noise(2 * 17 * 17, 5);
        all[17 * 17 + 4 * 17 + 9] = bad;
        let a = tensor(stream.device(), DType::F32, &all, &[2, 17, 17]);
        let factors = lu(&stream, &a, KERNELS).unwrap();
        let found = [
            factors.l,
            factors.u,
            solve(&stream, &a, &a, &SOLVE).unwrap(),
            inv(&stream, &a, KERNELS).unwrap(),
            det(&stream, &a, KERNELS).unwrap(),
            slogdet(&stream, &a, KERNELS).unwrap().log_magnitude,
        ];
        for (at, found) in found.iter().enumerate() {
            let found = numbers(found);
            let (good, not) = found.split_at(found.len() / 2);
            assert!(good.iter().all(|x| x.is_finite()), "{bad} {at}");
            assert!(not.iter().all(|x| x.is_nan()), "{bad} {at}: {not:?}");
        }
    }
}

/// The solution in float64 of the same numbers.
fn exact(a: &Matrix, b: &Matrix) -> Matrix {
    let options = SolveOptions {
        policy: POLICY,
        ..SOLVE
    };
    let [a, b] = [a, b].map(|x| x.tensor(host().device(), DType::F64));
    Matrix::of(&solve(&host(), &a, &b, &options).unwrap())
}

/// Against the solution in float64 of the same numbers: refined, it is right to a few digits' last bits.
#[test]
fn solutions_and_inverses_are_near_the_exact_ones() {
    let stream = gpu_or_host();
    for (n, columns) in [(1, 1), (2, 33), (65, 1), (70, 33)] {
        let a = Matrix::of_kind(Kind::Random, n, n);
        let b = Matrix::of_kind(Kind::Random, n, columns);
        let right = exact(&a, &b);
        let [a32, b32] = [&a, &b].map(|x| x.tensor(stream.device(), DType::F32));
        let what = format!("{n}, {columns} right sides");
        let found = Matrix::of(&solve(&stream, &a32, &b32, &SOLVE).unwrap());
        right.assert_near(&found, 4.0 * unit(DType::F32), &what);
        let plain = SolveOptions {
            refine: false,
            ..SOLVE
        };
        let plain = Matrix::of(&solve(&stream, &a32, &b32, &plain).unwrap());
        let residual = b.minus(&a.times(&plain)).size();
        let bound = 4.0 * n as f64 * unit(DType::F32) * a.size() * plain.size();
        assert!(residual <= bound, "{what}: {residual:e} > {bound:e}");

        let wide = a.tensor(host().device(), DType::F64);
        let right = Matrix::of(&inv(&host(), &wide, POLICY).unwrap());
        let found = Matrix::of(&inv(&stream, &a32, KERNELS).unwrap());
        let one = Matrix::from_fn(n, n, |i, j| f64::from(u8::from(i == j)));
        let residual = one.minus(&a.times(&found)).size();
        let bound = 4.0 * n as f64 * unit(DType::F32) * a.size() * right.size();
        assert!(
            residual <= bound,
            "inverse of {n}: {residual:e} > {bound:e}"
        );
    }
}

/// Without the products' low halves, refinement would leave an error of the condition, which is 1e4 here.
#[test]
fn refinement_by_kernels_beats_the_condition() {
    let stream = gpu_or_host();
    let n = 60;
    let near = Matrix::of_kind(Kind::Random, n, n);
    let a = rounded(&Matrix::from_fn(n, n, |i, j| match j {
        7 => near.at(i, 8) + 1e-2 * near.at(i, 7),
        _ => near.at(i, j),
    }));
    for columns in [2, 12] {
        let b = Matrix::of_kind(Kind::Random, n, columns);
        let right = exact(&a, &b);
        let [a32, b32] = [&a, &b].map(|x| x.tensor(stream.device(), DType::F32));
        let error = |refine| {
            let options = SolveOptions { refine, ..SOLVE };
            let found = solve(&stream, &a32, &b32, &options).unwrap();
            right.minus(&Matrix::of(&found)).size() / right.size()
        };
        let (plain, refined) = (error(false), error(true));
        assert!(
            refined < 1e-6 && refined < plain / 10.0,
            "{columns}: {plain:e} {refined:e}"
        );
    }
}

#[test]
fn determinants_are_those_of_float64() {
    let stream = gpu_or_host();
    for n in [1, 2, 17, 66] {
        let a = Matrix::of_kind(Kind::Random, n, n);
        let wide = a.tensor(host().device(), DType::F64);
        let narrow = a.tensor(stream.device(), DType::F32);
        let right = det(&host(), &wide, POLICY).unwrap().item::<f64>().unwrap();
        let found = f64::from(
            det(&stream, &narrow, KERNELS)
                .unwrap()
                .item::<f32>()
                .unwrap(),
        );
        assert!(
            (found - right).abs() <= 1e-3 * right.abs(),
            "{n}: {found} {right}"
        );
        let found = slogdet(&stream, &narrow, KERNELS).unwrap();
        assert_eq!(numbers(&found.sign), [right.signum()]);
        assert!(
            (numbers(&found.log_magnitude)[0] - right.abs().ln()).abs() < 1e-3,
            "{n}"
        );
    }
}

/// Where a device checks bounds, races and what is read before it is written.
#[test]
fn nothing_is_found_on_the_checker() {
    let stream = Device::check().default_stream().unwrap();
    let a = Matrix::of_kind(Kind::Random, 18, 25);
    check(
        &a,
        &by_kernels(&stream, &a),
        "two panels, and columns beside them",
    );
    let a = Matrix::of_kind(Kind::Random, 2, 2).tensor(stream.device(), DType::F32);
    for columns in [1, 9] {
        let b = Matrix::of_kind(Kind::Random, 2, columns).tensor(stream.device(), DType::F32);
        solve(&stream, &a, &b, &SOLVE).unwrap();
    }
}

#[test]
fn views_vectors_and_batches_are_taken_as_they_are() {
    let stream = gpu_or_host();
    let whole = Matrix::of_kind(Kind::Random, 20, 20).tensor(stream.device(), DType::F32);
    let view = whole
        .slice(0, 2..11)
        .unwrap()
        .slice(1, 3..12)
        .unwrap()
        .transpose();
    let b = tensor(stream.device(), DType::F32, &noise(9, 1), &[9]);
    let x = solve(&stream, &view, &b, &SOLVE).unwrap();
    assert_eq!(x.shape(), [9]);
    let copy = view.contiguous().unwrap();
    let batch = [numbers(&copy), numbers(&copy)].concat();
    let batch = tensor(stream.device(), DType::F32, &batch, &[1, 2, 9, 9]);
    let sides = [numbers(&b), numbers(&b)].concat();
    let sides = tensor(stream.device(), DType::F32, &sides, &[1, 2, 9, 1]);
    let found = solve(&stream, &batch, &sides, &SOLVE).unwrap();
    assert_eq!(found.shape(), [1, 2, 9, 1]);
    assert_eq!(numbers(&found), [numbers(&x), numbers(&x)].concat());
    assert_eq!(det(&stream, &batch, KERNELS).unwrap().shape(), [1, 2]);
}
