//! Orthonormal columns, rows and bases.

use kernsmith_linalg::{
    lu::det,
    orthogonal::{
        Determinant, OrthogonalOptions, RotationOptions, complete_basis, orthogonal,
        orthogonalize_blocked, orthogonalize_nonsquare, orthonormal_columns, orthonormal_rows,
        random_rotation,
    },
};
use kernsmith_runtime::{DType, Tensor};

use crate::matrix::{Kind, Matrix, POLICY, host, numbers};

/// What a crate of another kind lists as sizes for orthogonal arrays that are not square.
const SHAPES: [[usize; 2]; 9] = [
    [100, 10],
    [10, 100],
    [128, 64],
    [65, 33],
    [200, 199],
    [3, 100],
    [1, 1],
    [5, 0],
    [0, 5],
];

fn assert_orthonormal(q: &Matrix, what: &str) {
    let tall = if q.rows < q.columns {
        q.transpose()
    } else {
        q.clone()
    };
    tall.assert_orthonormal(2e-6, what);
}

#[test]
fn arrays_are_orthonormal_whatever_their_sides_and_rank() {
    let stream = host();
    for [m, n] in SHAPES {
        for kind in Kind::ALL {
            let what = format!("{kind:?} {m}x{n}");
            let x = Matrix::of_kind(kind, m, n);
            let tensor = x.tensor(stream.device(), DType::F32);
            let q = Matrix::of(&orthogonalize_nonsquare(&stream, &tensor, POLICY).unwrap());
            assert_eq!((q.rows, q.columns), (m, n), "{what}");
            assert_orthonormal(&q, &what);
            if m >= n {
                let blocks: &[usize] = if m > 130 { &[32] } else { &[1, 7, 32, 1000] };
                for &block in blocks {
                    let blocked = orthogonalize_blocked(&stream, &tensor, block, POLICY).unwrap();
                    assert_orthonormal(&Matrix::of(&blocked), &format!("{what} by {block}"));
                }
                // The columns span what they did: their projections are themselves.
                let projected = q.times(&q.transpose().times(&x));
                x.assert_near(&projected, 5e-6, &what);
            }
        }
    }
}

#[test]
fn too_many_columns_or_rows_are_named() {
    let stream = host();
    let x = Tensor::full(stream.device(), 1.0, DType::F32, [2, 3]).unwrap();
    let error = orthonormal_columns(&stream, &x, POLICY).unwrap_err();
    assert_eq!(
        error.to_string(),
        "orthonormal_columns: expected `x` of shape [..., m, n] with m >= n, found [2, 3]"
    );
    let error = orthonormal_rows(&stream, &x.transpose(), POLICY).unwrap_err();
    assert_eq!(
        error.to_string(),
        "orthonormal_rows: expected `x` of shape [..., m, n] with m <= n, found [3, 2]"
    );
    assert!(orthogonalize_blocked(&stream, &x.transpose(), 0, POLICY).is_err());
    let error = orthogonal(&stream, [3], &OrthogonalOptions::default()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "orthogonal: expected `shape` to be two axes or more, found [3]"
    );
}

#[test]
fn a_basis_is_completed_and_keeps_what_is_given() {
    let stream = host();
    for [m, r] in [[5, 0], [5, 2], [5, 5], [64, 1], [70, 33], [1, 1], [0, 0]] {
        let random = Matrix::of_kind(Kind::Random, m, r).tensor(stream.device(), DType::F32);
        let given = orthonormal_columns(&stream, &random, POLICY).unwrap();
        let basis = Matrix::of(&complete_basis(&stream, &given, POLICY).unwrap());
        assert_eq!((basis.rows, basis.columns), (m, m));
        basis.assert_orthonormal(2e-6, &format!("{m}x{r}"));
        let given = Matrix::of(&given);
        assert!(
            (0..m * r).all(|k| basis.at(k / r, k % r) == given.numbers[k]),
            "{m}x{r}"
        );
    }
    let twice = Tensor::full(stream.device(), 0.5, DType::F32, [4, 2]).unwrap();
    let error = complete_basis(&stream, &twice, POLICY)
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        "complete_basis: expected `q` to be columns with |q^H q - 1| of at most 0.001, found 1.000 in matrix []"
    );
}

#[test]
fn random_arrays_are_those_of_their_seed() {
    let stream = host();
    for [m, n] in SHAPES {
        let of = |seed| {
            let options = OrthogonalOptions {
                seed,
                gain: 2.0,
                policy: POLICY,
            };
            orthogonal(&stream, [m, n], &options).unwrap()
        };
        let q = Matrix::of(&of(1));
        let half = Matrix::from_fn(m, n, |i, j| q.at(i, j) / 2.0);
        assert_orthonormal(&half, &format!("{m}x{n}"));
        assert_eq!(of(1).to_bytes().unwrap(), of(1).to_bytes().unwrap());
        assert!(m * n == 0 || of(1).to_bytes().unwrap() != of(2).to_bytes().unwrap() || m * n == 1);
    }
    let deep = orthogonal(&stream, [4, 3, 2], &OrthogonalOptions::default()).unwrap();
    assert_eq!(deep.shape(), [4, 3, 2]);
}

/// Haar's measure: every entry has a mean of 0 and a variance of 1 / n. Without the signs of R, the first entry of a
/// column would not be negative as often as positive.
#[test]
fn random_rotations_prefer_no_direction() {
    let stream = host();
    let n = 3;
    let (mut sum, mut squares, mut turned) = ([0.0; 9], [0.0; 9], 0);
    let count = 400;
    for seed in 0..count {
        let options = RotationOptions {
            seed,
            policy: POLICY,
            ..RotationOptions::default()
        };
        let q = random_rotation(&stream, n, &options).unwrap();
        for (k, entry) in numbers(&q).into_iter().enumerate() {
            sum[k] += entry;
            squares[k] += entry * entry;
        }
        let determinant = numbers(&det(&stream, &q, POLICY).unwrap())[0];
        assert!((determinant.abs() - 1.0).abs() < 1e-5);
        turned += u64::from(determinant < 0.0);
        let strict = RotationOptions {
            determinant: Determinant::One,
            ..options
        };
        if seed < 20 {
            let q = random_rotation(&stream, n, &strict).unwrap();
            assert!((numbers(&det(&stream, &q, POLICY).unwrap())[0] - 1.0).abs() < 1e-5);
        }
    }
    // Four standard deviations of a mean of 400.
    let near = |found: f64, right: f64, spread: f64| {
        (found / count as f64 - right).abs() < 4.0 * spread / 20.0
    };
    for k in 0..9 {
        assert!(near(sum[k], 0.0, 0.577), "{k}: {}", sum[k]);
        assert!(near(squares[k], 1.0 / 3.0, 0.3), "{k}: {}", squares[k]);
    }
    assert!(near(turned as f64, 0.5, 0.5), "{turned}");
}
