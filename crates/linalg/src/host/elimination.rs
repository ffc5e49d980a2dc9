//! `P A = L U` by elimination with row pivoting, halving the columns.
//!
//! ```text
//! factor(columns): factor(left half); exchange rows of the right half; solve its head with L; subtract the product
//!                  from its tail; factor(the tail); exchange rows of the left half
//! ```
//!
//! A column whose pivot is exactly zero needs no elimination, so that singular matrices have factors too; faer 0.24
//! divides by such a pivot.
//!
//! Source: Toledo, *Locality of Reference in LU Decomposition with Partial Pivoting* (1997).

use faer::{
    Accum, Mat, MatMut, MatRef, Par, get_global_parallelism,
    linalg::{
        matmul::triangular::{self, BlockStructure},
        triangular_inverse::{invert_unit_lower_triangular, invert_upper_triangular},
        triangular_solve::{solve_unit_lower_triangular_in_place, solve_upper_triangular_in_place},
    },
};
use pulp::{Arch, Simd, WithSimd};

use rayon::prelude::*;

use super::{
    householder::column,
    matrix::{add_product, threads},
    scalar::Scalar,
    storage::by_column,
};

/// Columns that are eliminated one by one (measured: 8 and 32 take a tenth longer).
const LEAF: usize = 16;
/// Exchanges from which on a second thread is worth its start.
const SHARED: usize = 1 << 15;
/// Columns of a thread's turn.
const BAND: usize = 32;

/// Both factors in one matrix, and where its rows come from.
pub(crate) struct Elimination<T> {
    factors: Mat<T>,
    rows: Vec<usize>,
}

impl<T: Scalar> Elimination<T> {
    /// Factors a matrix of finite numbers.
    pub(crate) fn of(a: MatRef<'_, T>) -> Self {
        let mut factors = by_column(a);
        let mut rows: Vec<usize> = (0..a.nrows()).collect();
        let inner = a.nrows().min(a.ncols());
        let (mut left, mut right) = factors.as_mut().split_at_col_mut(inner);
        let mut exchanges = vec![0; inner];
        eliminate(left.as_mut(), &mut exchanges);
        for (k, &row) in exchanges.iter().enumerate() {
            rows.swap(k, row);
        }
        if right.ncols() > 0 {
            exchange(right.as_mut(), &exchanges);
            solve_unit_lower(left.as_ref().subrows(0, inner), right);
        }
        Self { factors, rows }
    }

    /// Lower, with ones on the diagonal.
    pub(crate) fn l(&self) -> Mat<T> {
        let f = &self.factors;
        let inner = f.nrows().min(f.ncols());
        Mat::from_fn(f.nrows(), inner, |i, j| match i.cmp(&j) {
            std::cmp::Ordering::Greater => f[(i, j)],
            std::cmp::Ordering::Equal => T::of(1.0),
            std::cmp::Ordering::Less => T::of(0.0),
        })
    }

    /// Upper.
    pub(crate) fn u(&self) -> Mat<T> {
        let inner = self.factors.nrows().min(self.factors.ncols());
        super::upper(self.factors.as_ref().subrows(0, inner))
    }

    /// Row `i` of `L U` is row `rows[i]` of the matrix.
    pub(crate) fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// The diagonal of `U`.
    pub(crate) fn pivots(&self) -> impl Iterator<Item = T> {
        let inner = self.factors.nrows().min(self.factors.ncols());
        (0..inner).map(|k| self.factors[(k, k)])
    }

    /// The first pivot that is zero.
    pub(crate) fn zero_pivot(&self) -> Option<usize> {
        self.pivots().position(|pivot| pivot.magnitude() == 0.0)
    }

    /// The solution of `A x = b` for a square matrix without a pivot of zero.
    pub(crate) fn solve(&self, b: MatRef<'_, T>) -> Mat<T> {
        let products = b.nrows() * b.nrows() * b.ncols();
        let par = threads(get_global_parallelism(), products);
        let mut x = Mat::from_fn(b.nrows(), b.ncols(), |i, j| b[(self.rows[i], j)]);
        solve_unit_lower_triangular_in_place(self.factors.as_ref(), x.as_mut(), par);
        solve_upper_triangular_in_place(self.factors.as_ref(), x.as_mut(), par);
        x
    }

    /// `U^-1 L^-1 P` of a square matrix without a pivot of zero.
    pub(crate) fn inverse(&self) -> Mat<T> {
        let par = get_global_parallelism();
        let n = self.factors.nrows();
        let (mut l, mut u, mut product) = (Mat::zeros(n, n), Mat::zeros(n, n), Mat::zeros(n, n));
        invert_unit_lower_triangular(l.as_mut(), self.factors.as_ref(), par);
        invert_upper_triangular(u.as_mut(), self.factors.as_ref(), par);
        triangular::matmul(
            product.as_mut(),
            BlockStructure::Rectangular,
            Accum::Replace,
            u.as_ref(),
            BlockStructure::TriangularUpper,
            l.as_ref(),
            BlockStructure::UnitTriangularLower,
            T::of(1.0),
            par,
        );
        let mut inverse = Mat::zeros(n, n);
        for (k, &row) in self.rows.iter().enumerate() {
            inverse.as_mut().col_mut(row).copy_from(product.col(k));
        }
        inverse
    }
}

/// Whether an order of rows is an odd number of exchanges.
pub(crate) fn is_odd(rows: &[usize]) -> bool {
    let mut seen = vec![false; rows.len()];
    let mut odd = false;
    for first in 0..rows.len() {
        let (mut at, mut length) = (first, 0);
        while !seen[at] {
            seen[at] = true;
            at = rows[at];
            length += 1;
        }
        odd ^= length > 0 && length % 2 == 0;
    }
    odd
}

/// Factors a matrix of at least as many rows as columns; row `k` was exchanged with row `exchanges[k]`.
fn eliminate<T: Scalar>(a: MatMut<'_, T>, exchanges: &mut [usize]) {
    let (rows, columns) = a.shape();
    if columns <= LEAF {
        return Arch::new().dispatch(Leaf { a, exchanges });
    }
    let half = columns / 2;
    let (mut left, mut right) = a.split_at_col_mut(half);
    let (first, second) = exchanges.split_at_mut(half);
    eliminate(left.as_mut(), first);
    exchange(right.as_mut(), first);
    let (mut head, mut tail) = right.split_at_row_mut(half);
    solve_unit_lower(left.as_ref().subrows(0, half), head.as_mut());
    let below = left.as_ref().subrows(half, rows - half);
    add_product(tail.as_mut(), -1.0, below, head.as_ref());
    eliminate(tail, second);
    exchange(left.subrows_mut(half, rows - half), second);
    second.iter_mut().for_each(|row| *row += half);
}

/// `right = L^-1 right`, in as many parts as there are threads: they meet once.
fn solve_unit_lower<T: Scalar>(l: MatRef<'_, T>, right: MatMut<'_, T>) {
    let (side, columns) = right.shape();
    match threads(get_global_parallelism(), side * side * columns / 2) {
        Par::Seq => solve_unit_lower_triangular_in_place(l, right, Par::Seq),
        par @ Par::Rayon(_) => right
            .par_col_chunks_mut(columns.div_ceil(par.degree()))
            .for_each(|part| solve_unit_lower_triangular_in_place(l, part, Par::Seq)),
    }
}

fn exchange<T: Scalar>(a: MatMut<'_, T>, exchanges: &[usize]) {
    let all = |mut a: MatMut<'_, T>| {
        for j in 0..a.ncols() {
            let column = column(a.as_mut(), j);
            for (k, &row) in exchanges.iter().enumerate() {
                column.swap(k, row);
            }
        }
    };
    match a.ncols() * exchanges.len() < SHARED || get_global_parallelism().degree() == 1 {
        true => all(a),
        false => a.par_col_chunks_mut(BAND).for_each(all),
    }
}

/// A few columns that are eliminated one by one.
struct Leaf<'a, T> {
    a: MatMut<'a, T>,
    exchanges: &'a mut [usize],
}

impl<T: Scalar> WithSimd for Leaf<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { mut a, exchanges } = self;
        for k in 0..a.ncols() {
            let (at, most) = pivot(&column(a.as_mut(), k)[k..]);
            exchanges[k] = k + at;
            for j in 0..a.ncols() {
                column(a.as_mut(), j).swap(k, k + at);
            }
            if most == 0.0 {
                continue;
            }
            let (left, mut right) = a.as_mut().split_at_col_mut(k + 1);
            let (head, factors) = column(left, k).split_at_mut(k + 1);
            let by = head[k];
            factors.iter_mut().for_each(|factor| *factor /= by);
            for j in 0..right.ncols() {
                let (upper, lower) = column(right.as_mut(), j).split_at_mut(k + 1);
                let head = upper[k];
                for (entry, &factor) in lower.iter_mut().zip(&*factors) {
                    *entry -= factor * head;
                }
            }
        }
    }
}

/// Where the largest number is, and its absolute value; NaN is passed over.
#[inline(always)]
fn pivot<T: Scalar>(column: &[T]) -> (usize, f64) {
    let mut most = [-1.0f64; 16];
    let (chunks, rest) = column.as_chunks::<16>();
    for chunk in chunks {
        for (most, entry) in most.iter_mut().zip(chunk) {
            let magnitude = entry.magnitude();
            if magnitude > *most {
                *most = magnitude;
            }
        }
    }
    let rest = rest.iter().map(|entry| entry.magnitude());
    let most = most.into_iter().chain(rest).fold(-1.0, f64::max);
    let at = column.iter().position(|entry| entry.magnitude() == most);
    (at.unwrap_or(0), most)
}
