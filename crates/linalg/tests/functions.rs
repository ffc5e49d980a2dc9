//! Norms, exponentials and diagonals.

use kernsmith_linalg::{
    Error,
    diagonal::{diag, diagonal},
    expm::expm,
    norm::{Axes, NormOptions, Order, norm},
};
use kernsmith_runtime::{Complex32, DType, Device, Tensor};

use crate::matrix::{Kind, Matrix, POLICY, host, numbers, tensor};

fn norm_of(x: &Tensor, order: Order, axes: Axes) -> Result<Vec<f64>, Error> {
    let options = NormOptions {
        order,
        axes,
        ..NormOptions::default()
    };
    Ok(numbers(&norm(&host(), x, &options)?))
}

/// Against NumPy's answers for the same arrays.
#[test]
fn every_order_of_vectors_and_matrices() {
    let device = Device::cpu();
    let v = tensor(&device, DType::F64, &[3.0, 0.0, -4.0], &[3]);
    let vectors = [
        (Order::Euclidean, 5.0),
        (Order::P(2.0), 5.0),
        (Order::P(1.0), 7.0),
        (Order::P(0.0), 2.0),
        (Order::P(3.0), 91f64.cbrt()),
        (Order::P(f64::INFINITY), 4.0),
        (Order::P(f64::NEG_INFINITY), 0.0),
        (Order::P(-1.0), 0.0),
    ];
    for (order, right) in vectors {
        for axes in [Axes::All, Axes::One(0), Axes::One(-1)] {
            let found = norm_of(&v, order, axes).unwrap();
            assert!((found[0] - right).abs() < 1e-14, "{order:?}: {found:?}");
        }
    }
    let m = tensor(&device, DType::F64, &[1.0, -2.0, 3.0, 4.0], &[2, 2]);
    let root = 221f64.sqrt();
    let matrices = [
        (Order::Frobenius, 30f64.sqrt()),
        (Order::P(1.0), 6.0),
        (Order::P(-1.0), 4.0),
        (Order::P(f64::INFINITY), 7.0),
        (Order::P(f64::NEG_INFINITY), 3.0),
        (
            Order::P(2.0),
            f64::midpoint(30.0, 2.0 * (225f64 - 100.0).sqrt()).sqrt(),
        ),
    ];
    // Singular values of [[1, -2], [3, 4]]: squares are 15 +- sqrt(125).
    let squares = [15.0 + 125f64.sqrt(), 15.0 - 125f64.sqrt()];
    for (order, right) in matrices {
        let found = norm_of(&m, order, Axes::All).unwrap()[0];
        assert!(
            (found - right).abs() < 1e-13,
            "{order:?}: {found} {right} {root}"
        );
        assert_eq!(norm_of(&m, order, Axes::Two(0, -1)).unwrap(), [found]);
    }
    let least = norm_of(&m, Order::P(-2.0), Axes::All).unwrap()[0];
    assert!((least - squares[1].sqrt()).abs() < 1e-13);
    let sum = norm_of(&m, Order::Nuclear, Axes::All).unwrap()[0];
    assert!((sum - squares[0].sqrt() - squares[1].sqrt()).abs() < 1e-13);
}

#[test]
fn axes_go_or_stay_and_views_are_read_as_they_are() {
    let device = Device::cpu();
    let counted: Vec<f64> = (0..24).map(f64::from).collect();
    let x = tensor(&device, DType::F32, &counted, &[2, 3, 4]);
    let length = |at: &[usize]| at.iter().map(|&k| (k * k) as f64).sum::<f64>().sqrt();
    let found = norm_of(&x, Order::Euclidean, Axes::One(1)).unwrap();
    assert!((found[5] - length(&[13, 17, 21])).abs() < 1e-5);
    let flipped = norm_of(&x.transpose(), Order::Euclidean, Axes::One(1)).unwrap();
    assert!((flipped[3] - length(&[13, 17, 21])).abs() < 1e-5);
    let matrices = norm_of(&x, Order::Frobenius, Axes::Two(0, 2)).unwrap();
    assert!((matrices[1] - length(&[4, 5, 6, 7, 16, 17, 18, 19])).abs() < 1e-5);
    let by_rows = norm_of(&x, Order::P(1.0), Axes::Two(2, 0)).unwrap();
    assert_eq!(by_rows[0], 12.0 + 13.0 + 14.0 + 15.0);
    let options = NormOptions {
        axes: Axes::Two(0, 2),
        keepdim: true,
        ..NormOptions::default()
    };
    assert_eq!(norm(&host(), &x, &options).unwrap().shape(), [1, 3, 1]);
    let whole = NormOptions {
        keepdim: true,
        ..NormOptions::default()
    };
    assert_eq!(norm(&host(), &x, &whole).unwrap().shape(), [1, 1, 1]);
}

#[test]
fn large_and_small_numbers_neither_overflow_nor_vanish() {
    let device = Device::cpu();
    for (dtype, sizes) in [
        (DType::F32, [1e30, 1e-30, 1e-42]),
        (DType::F64, [1e300, 1e-300, 1e-320]),
    ] {
        for size in sizes {
            let x = tensor(&device, dtype, &[3.0 * size, 4.0 * size], &[1, 2]);
            for order in [
                Order::Euclidean,
                Order::Frobenius,
                Order::P(2.0),
                Order::Nuclear,
            ] {
                let found = norm_of(&x, order, Axes::All).unwrap()[0];
                assert!(
                    (found / size - 5.0).abs() < 5e-3,
                    "{dtype} {size} {order:?}: {found}"
                );
            }
            let cubes = norm_of(&x, Order::P(3.0), Axes::One(1)).unwrap()[0];
            assert!(
                (cubes / size - 91f64.cbrt()).abs() < 5e-3,
                "{dtype} {size}: {cubes}"
            );
        }
    }
    let complex = Tensor::from_slice(
        &device,
        &[Complex32 {
            re: 3e30,
            im: -4e30,
        }],
        [1],
    )
    .unwrap();
    let found = norm(&host(), &complex, &NormOptions::default()).unwrap();
    assert_eq!(
        (found.dtype(), numbers(&found)[0] as f32),
        (DType::F32, 5e30)
    );
}

#[test]
fn nothing_has_a_norm_of_zero_and_nan_stays() {
    let device = Device::cpu();
    let empty = tensor(&device, DType::F32, &[], &[0, 3]);
    for order in [
        Order::Frobenius,
        Order::P(1.0),
        Order::P(f64::INFINITY),
        Order::P(-2.0),
        Order::Nuclear,
    ] {
        assert_eq!(
            norm_of(&empty, order, Axes::All).unwrap(),
            [0.0],
            "{order:?}"
        );
    }
    assert_eq!(
        norm_of(&empty, Order::P(-1.0), Axes::One(0)).unwrap(),
        [0.0; 3]
    );
    let nan = tensor(
        &device,
        DType::F32,
        &[1.0, f64::NAN, f64::INFINITY, 0.0],
        &[2, 2],
    );
    for p in [1.0, -1.0, 2.0, -2.0, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(
            norm_of(&nan, Order::P(p), Axes::All).unwrap()[0].is_nan(),
            "{p}"
        );
    }
    let rows = norm_of(&nan, Order::P(1.0), Axes::One(1)).unwrap();
    assert!(rows[0].is_nan() && rows[1] == f64::INFINITY);
}

#[test]
fn orders_and_axes_that_do_not_fit_are_named() {
    let x = tensor(&Device::cpu(), DType::F32, &[0.0; 8], &[2, 2, 2]);
    let said = |order, axes| norm_of(&x, order, axes).unwrap_err().to_string();
    assert_eq!(
        said(Order::Euclidean, Axes::One(3)),
        "norm: expected `axes` to be different ones of the 3 axes of `x`, found [3]"
    );
    assert_eq!(
        said(Order::Euclidean, Axes::Two(1, -2)),
        "norm: expected `axes` to be different ones of the 3 axes of `x`, found [1, -2]"
    );
    assert_eq!(
        said(Order::P(3.0), Axes::Two(0, 1)),
        "norm: expected `order` to be 1, -1, 2, -2, an infinity, Frobenius or nuclear for a matrix, found P(3.0)"
    );
    assert_eq!(
        said(Order::Nuclear, Axes::One(0)),
        "norm: expected `order` to be Euclidean or a number for a vector, found Nuclear"
    );
    assert_eq!(
        said(Order::P(1.0), Axes::All),
        "norm: expected `order` to be Euclidean for an array of 3 axes, found P(1.0)"
    );
}

/// `e^(t J)` of a turn is the turn by `t`; that of a nilpotent matrix is a polynomial.
#[test]
fn exponentials_are_known_ones() {
    let stream = host();
    for (dtype, bound) in [
        (DType::F32, 3e-6),
        (DType::F64, 1e-13),
        (DType::C64, 1e-6),
        (DType::C128, 1e-13),
    ] {
        for t in [0.0, 1e-3, 0.01, 0.2, 0.4, 0.9, 1.5, 2.0, 3.5, 5.0, 12.0] {
            let a = Matrix::from_fn(2, 2, |i, j| t * f64::from(j as i32 - i as i32))
                .tensor(stream.device(), dtype);
            let t = numbers(&a)[1];
            let found = numbers(&expm(&stream, &a, POLICY).unwrap());
            for (found, right) in found.iter().zip([t.cos(), t.sin(), -t.sin(), t.cos()]) {
                assert!(
                    (found - right).abs() <= bound,
                    "{dtype} {t}: {found} {right}"
                );
            }
            let shift = Matrix::from_fn(4, 4, |i, j| if j == i + 1 { t } else { 0.0 });
            let found =
                Matrix::of(&expm(&stream, &shift.tensor(stream.device(), dtype), POLICY).unwrap());
            let factorials = [1.0, 1.0, 2.0, 6.0];
            let right = Matrix::from_fn(4, 4, |i, j| match j.checked_sub(i) {
                Some(k) => t.powi(k as i32) / factorials[k],
                None => 0.0,
            });
            right.assert_near(&found, bound, &format!("{dtype} {t}"));
        }
    }
    // e^A e^-A = I for any size of matrix, and e^0 = I.
    for n in [0, 1, 31, 64] {
        let a = Matrix::of_kind(Kind::Random, n, n);
        let minus = Matrix::from_fn(n, n, |i, j| -a.at(i, j));
        let of = |matrix: &Matrix| {
            Matrix::of(&expm(&stream, &matrix.tensor(stream.device(), DType::F64), POLICY).unwrap())
        };
        let one = Matrix::from_fn(n, n, |i, j| f64::from(u8::from(i == j)));
        one.assert_near(&of(&a).times(&of(&minus)), 1e-9, &format!("{n}"));
        assert_eq!(of(&Matrix::of_kind(Kind::Zero, n, n)), one);
    }
}

#[test]
fn diagonals_are_views() {
    let x = tensor(
        &Device::cpu(),
        DType::F32,
        &(0..24).map(f64::from).collect::<Vec<_>>(),
        &[2, 3, 4],
    );
    let at = |offset, axes| {
        let found = diagonal(&x, offset, axes).unwrap();
        (found.shape().to_vec(), numbers(&found))
    };
    assert_eq!(
        at(0, [1, 2]),
        (vec![2, 3], vec![0.0, 5.0, 10.0, 12.0, 17.0, 22.0])
    );
    assert_eq!(at(2, [1, 2]), (vec![2, 2], vec![2.0, 7.0, 14.0, 19.0]));
    assert_eq!(
        at(-1, [2, 1]),
        (vec![2, 3], vec![1.0, 6.0, 11.0, 13.0, 18.0, 23.0])
    );
    assert_eq!(at(0, [0, 2]).0, [3, 2]);
    assert_eq!(at(9, [1, 2]), (vec![2, 0], vec![]));
    assert_eq!(at(i64::MIN, [1, 2]), (vec![2, 0], vec![]));
    let view = x.slice(1, 1..3).unwrap();
    assert_eq!(
        numbers(&diagonal(&view, 0, [1, 2]).unwrap()),
        [4.0, 9.0, 16.0, 21.0]
    );
    assert!(diagonal(&x, 0, [1, 1]).is_err() && diagonal(&x, 0, [0, 3]).is_err());
    assert!(matches!(diag(&x, 0).unwrap().shape(), [2, 3]));
    let v = tensor(&Device::cpu(), DType::F64, &[1.0, 2.0], &[2]);
    assert_eq!(
        numbers(&diag(&v, -1).unwrap()),
        [0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 2.0, 0.0]
    );
    assert!(diag(&v, i64::MAX).is_err());
}
