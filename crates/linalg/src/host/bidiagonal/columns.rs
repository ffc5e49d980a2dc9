//! Sums over columns, four at a time: the inner loops of the reduction.
//!
//! Slices that belong together have the same length. It is a multiple of [`LANES`] wherever time matters.

use faer::MatRef;
use pulp::{Simd, WithSimd};

use super::{super::scalar::Scalar, lanes::Lanes};

/// Numbers of the widest register: of AVX-512 for float32.
pub(super) const LANES: usize = 16;
/// Columns that share what is read of a vector.
pub(super) const COLUMNS: usize = 4;

/// The columns from `j` on, the last one again where there are fewer.
#[inline(always)]
fn four<'a, T>(a: MatRef<'a, T>, j: usize) -> [&'a [T]; COLUMNS] {
    std::array::from_fn(|k| contiguous(a, (j + k).min(a.ncols() - 1)))
}

/// A column as it is in memory.
#[inline(always)]
pub(super) fn contiguous<T>(a: MatRef<'_, T>, j: usize) -> &[T] {
    let column = a.col(j).try_as_col_major();
    column.expect("columns are contiguous").as_slice()
}

/// The products of four columns with `x`.
#[inline(always)]
fn dots<T: Lanes, S: Simd>(simd: S, columns: [&[T]; COLUMNS], x: &[T]) -> [T; COLUMNS] {
    let zero = T::splat(simd, T::of(0.0));
    let mut sums = [zero; COLUMNS];
    let (x, x_rest) = T::split::<S>(x);
    let [(a, a_rest), (b, b_rest), (c, c_rest), (d, d_rest)] = columns.map(T::split::<S>);
    for ((((&x, &a), &b), &c), &d) in x.iter().zip(a).zip(b).zip(c).zip(d) {
        sums[0] = T::multiply_add(simd, a, x, sums[0]);
        sums[1] = T::multiply_add(simd, b, x, sums[1]);
        sums[2] = T::multiply_add(simd, c, x, sums[2]);
        sums[3] = T::multiply_add(simd, d, x, sums[3]);
    }
    let rests = [a_rest, b_rest, c_rest, d_rest];
    std::array::from_fn(|k| {
        let rest = rests[k].iter().zip(x_rest);
        rest.fold(T::sum(simd, sums[k]), |sum, (&entry, &x)| sum + entry * x)
    })
}

/// `y += columns factors`.
#[inline(always)]
fn add<T: Lanes, S: Simd>(simd: S, y: &mut [T], columns: [&[T]; COLUMNS], factors: [T; COLUMNS]) {
    let wide = factors.map(|factor| T::splat(simd, factor));
    let (y, y_rest) = T::split_mut::<S>(y);
    let [(a, a_rest), (b, b_rest), (c, c_rest), (d, d_rest)] = columns.map(T::split::<S>);
    for ((((y, &a), &b), &c), &d) in y.iter_mut().zip(a).zip(b).zip(c).zip(d) {
        let sum = T::multiply_add(simd, a, wide[0], *y);
        let sum = T::multiply_add(simd, b, wide[1], sum);
        let sum = T::multiply_add(simd, c, wide[2], sum);
        *y = T::multiply_add(simd, d, wide[3], sum);
    }
    for (at, y) in y_rest.iter_mut().enumerate() {
        *y += a_rest[at] * factors[0] + b_rest[at] * factors[1];
        *y += c_rest[at] * factors[2] + d_rest[at] * factors[3];
    }
}

/// The factors of the columns from `j` on, zeros where there are fewer.
#[inline(always)]
fn factors<T: Scalar>(all: &[T], j: usize) -> [T; COLUMNS] {
    std::array::from_fn(|k| all.get(j + k).copied().unwrap_or(T::of(0.0)))
}

/// `out = a^T x`.
pub(super) struct Products<'a, T> {
    pub(super) a: MatRef<'a, T>,
    pub(super) x: &'a [T],
    pub(super) out: &'a mut [T],
}

impl<T: Lanes> WithSimd for Products<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        for (at, out) in self.out.chunks_mut(COLUMNS).enumerate() {
            let found = dots(simd, four(self.a, at * COLUMNS), self.x);
            for (out, found) in out.iter_mut().zip(found) {
                *out = found;
            }
        }
    }
}

/// `y += a x`.
pub(super) struct Combination<'a, T> {
    pub(super) a: MatRef<'a, T>,
    pub(super) x: &'a [T],
    pub(super) y: &'a mut [T],
}

impl<T: Lanes> WithSimd for Combination<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        for j in (0..self.x.len()).step_by(COLUMNS) {
            add(simd, self.y, four(self.a, j), factors(self.x, j));
        }
    }
}

/// What one step of the reduction asks of the columns right of its own, in one pass: while a column is in a core's first
/// cache it is multiplied by the left reflection's vector, which tells what becomes of the pivot row, and is added to
/// the product with that row.
pub(super) struct Pass<'a, T> {
    /// Columns as they were before the panel, from some row above the pivot row on.
    pub(super) a: MatRef<'a, T>,
    /// The pivot row's place in them.
    pub(super) pivot: usize,
    /// The left reflection, with zeros above the pivot row.
    pub(super) u: &'a [T],
    pub(super) tau: T,
    /// What the panel's earlier steps take off the product with `u`; becomes `tau` times the rest.
    pub(super) y: &'a mut [T],
    /// What they take off the pivot row; becomes the row after the left reflection.
    pub(super) row: &'a mut [T],
    /// The sum of all columns, each multiplied by its element of that row, is added.
    pub(super) sum: &'a mut [T],
}

impl<T: Lanes> WithSimd for Pass<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let own = self.y.chunks_mut(COLUMNS);
        for (at, (y, row)) in own.zip(self.row.chunks_mut(COLUMNS)).enumerate() {
            let columns = four(self.a, at * COLUMNS);
            let products = dots(simd, columns, self.u);
            for (k, (y, row)) in y.iter_mut().zip(row.iter_mut()).enumerate() {
                *y = self.tau * (products[k] - *y);
                *row = columns[k][self.pivot] - *row - *y;
            }
            add(simd, self.sum, columns, factors(row, 0));
        }
    }
}
