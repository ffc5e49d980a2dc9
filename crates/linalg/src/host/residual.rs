//! What is left of equations, summed in float64.
//!
//! Few right sides are multiplied row by row as the matrix lies, so that it is read once and not copied; for many, a
//! product of a wider copy is faster.

use faer::{ColRef, Mat, MatRef, get_global_parallelism};
use pulp::{Arch, Simd, WithSimd};
use rayon::prelude::*;

use super::{matrix::multiply, scalar::Scalar};

/// Right sides that are multiplied one by one. Not tuned.
const FEW: usize = 4;
/// Numbers of the matrix from which on a second thread is worth its start.
const SHARED: usize = 1 << 17;
/// Rows of a thread's turn.
const ROWS: usize = 32;

/// `b - A x` of real numbers, rounded once. `A` lies row by row.
pub(crate) fn residual<T: Scalar>(a: MatRef<'_, T>, b: MatRef<'_, T>, x: MatRef<'_, T>) -> Mat<T> {
    let (n, sides) = b.shape();
    let wide = |x: &T| x.parts()[0];
    if sides > FEW {
        let rows = a.row_iter().flat_map(|row| row.iter().map(wide));
        let numbers: Vec<f64> = rows.collect();
        let a = MatRef::from_row_major_slice(&numbers, n, n);
        let x = Mat::from_fn(n, sides, |i, j| wide(&x[(i, j)]));
        let product = multiply(a, x.as_ref());
        return Mat::from_fn(n, sides, |i, j| T::of(wide(&b[(i, j)]) - product[(i, j)]));
    }
    let mut rest = Mat::zeros(n, sides);
    for j in 0..sides {
        let x: Vec<f64> = x.col(j).iter().map(wide).collect();
        let rows = |(at, rest): (usize, &mut [T])| {
            Arch::new().dispatch(Rows {
                a: a.subrows(at * ROWS, rest.len()),
                b: b.col(j).subrows(at * ROWS, rest.len()),
                x: &x,
                rest,
            });
        };
        let rest = rest.col_as_slice_mut(j);
        match n * n < SHARED || get_global_parallelism().degree() == 1 {
            true => rest.chunks_mut(ROWS).enumerate().for_each(rows),
            false => rest.par_chunks_mut(ROWS).enumerate().for_each(rows),
        }
    }
    rest
}

struct Rows<'a, T> {
    a: MatRef<'a, T>,
    b: ColRef<'a, T>,
    x: &'a [f64],
    rest: &'a mut [T],
}

impl<T: Scalar> WithSimd for Rows<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for (i, rest) in self.rest.iter_mut().enumerate() {
            let row = self.a.row(i).try_as_row_major();
            let row = row.expect("rows are contiguous").as_slice();
            *rest = T::of(self.b[i].parts()[0] - dot(row, self.x));
        }
    }
}

/// The sum of products, in thirty-two parts.
#[inline(always)]
fn dot<T: Scalar>(x: &[T], y: &[f64]) -> f64 {
    let mut sums = [0.0; 32];
    let (x, x_rest) = x.as_chunks::<32>();
    let (y, y_rest) = y.as_chunks::<32>();
    for (x, y) in x.iter().zip(y) {
        for ((sum, x), y) in sums.iter_mut().zip(x).zip(y) {
            *sum += x.parts()[0] * y;
        }
    }
    let rest = x_rest.iter().zip(y_rest);
    let rest: f64 = rest.map(|(x, y)| x.parts()[0] * y).sum();
    sums.iter().sum::<f64>() + rest
}
