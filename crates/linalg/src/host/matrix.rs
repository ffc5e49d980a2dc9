//! Small things that are done with matrices everywhere.

use faer::{Accum, Mat, MatMut, MatRef, Par, get_global_parallelism, linalg::matmul};

use super::{scalar::Scalar, storage::largest};

/// `a b`.
pub(crate) fn multiply<T: Scalar>(a: MatRef<'_, T>, b: MatRef<'_, T>) -> Mat<T> {
    let mut product = Mat::zeros(a.nrows(), b.ncols());
    add_product(product.as_mut(), 1.0, a, b);
    product
}

/// Products of two numbers from which on several threads are worth their meeting: about 40 us of one. faer 0.24 starts
/// them for a hundredth of that.
const SHARED: usize = 1 << 21;

/// The threads for so many products.
pub(crate) fn threads(most: Par, products: usize) -> Par {
    if products < SHARED { Par::Seq } else { most }
}

/// `c += factor a b`.
pub(crate) fn add_product<T: Scalar>(
    c: MatMut<'_, T>,
    factor: f64,
    a: MatRef<'_, T>,
    b: MatRef<'_, T>,
) {
    let par = threads(get_global_parallelism(), a.nrows() * a.ncols() * b.ncols());
    matmul::matmul(c, Accum::Add, a, b, T::of(factor), par);
}

/// The upper triangle, with zeros below.
pub(crate) fn upper<T: Scalar>(matrix: MatRef<'_, T>) -> Mat<T> {
    let mut upper = Mat::zeros(matrix.nrows(), matrix.ncols());
    for j in 0..matrix.ncols() {
        let height = matrix.nrows().min(j + 1);
        let mut column = upper.as_mut().col_mut(j).subrows_mut(0, height);
        column.copy_from(matrix.col(j).subrows(0, height));
    }
    upper
}

/// A power of two that brings the largest element to about 1, where it is so far away that squares could
/// overflow or vanish; 1 otherwise. Elements are finite.
pub(crate) fn power_of_two<T: Scalar>(matrix: MatRef<'_, T>) -> f64 {
    power_of_two_for::<T>(largest(matrix))
}

/// The same of a matrix's largest part.
pub(crate) fn power_of_two_for<T: Scalar>(largest: f64) -> f64 {
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
