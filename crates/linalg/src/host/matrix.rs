//! Small things that are done with matrices everywhere.

use faer::{Accum, Mat, MatMut, MatRef, get_global_parallelism, linalg::matmul};

use super::scalar::Scalar;

/// `a b`.
pub(crate) fn multiply<T: Scalar>(a: MatRef<'_, T>, b: MatRef<'_, T>) -> Mat<T> {
    let mut product = Mat::zeros(a.nrows(), b.ncols());
    add_product(product.as_mut(), 1.0, a, b);
    product
}

/// `c += factor a b`.
pub(crate) fn add_product<T: Scalar>(
    c: MatMut<'_, T>,
    factor: f64,
    a: MatRef<'_, T>,
    b: MatRef<'_, T>,
) {
    let par = get_global_parallelism();
    matmul::matmul(c, Accum::Add, a, b, T::of(factor), par);
}

/// The upper triangle, with zeros below.
pub(crate) fn upper<T: Scalar>(matrix: MatRef<'_, T>) -> Mat<T> {
    Mat::from_fn(matrix.nrows(), matrix.ncols(), |i, j| match i <= j {
        true => matrix[(i, j)],
        false => T::of(0.0),
    })
}

/// A power of two that brings the largest element to about 1, where it is so far away that squares could
/// overflow or vanish; 1 otherwise. Elements are finite.
pub(crate) fn power_of_two<T: Scalar>(matrix: MatRef<'_, T>) -> f64 {
    let mut largest = 0.0f64;
    for j in 0..matrix.ncols() {
        for i in 0..matrix.nrows() {
            largest = largest.max(matrix[(i, j)].magnitude());
        }
    }
    let far = match T::EPSILON > f64::EPSILON {
        true => 2f64.powi(24),
        false => 2f64.powi(200),
    };
    if largest == 0.0 || (largest < far && largest > 1.0 / far) {
        return 1.0;
    }
    // Within the kind's range, even where its least number is scaled up.
    let exponent = -largest.log2().floor();
    let most = if T::EPSILON > f64::EPSILON {
        126.0
    } else {
        1022.0
    };
    exponent.clamp(-most, most).exp2()
}
