//! Orthogonal factors of a matrix with many more rows than columns, in parts that stay in a core's cache.
//!
//! ```text
//! each part of the rows = Q_p R_p        one thread each, by reflections
//! all R_p below each other = Q' R        by reflections
//! Q = diag(Q_p) Q'
//! ```
//!
//! As orthogonal as reflections of the whole, whatever the rank, since nothing but reflections is applied; a column is
//! read from memory once, and not once for each column before it.
//!
//! Source: Demmel, Grigori, Hoemmen and Langou (2012).

use faer::{Mat, MatRef, Par};
use rayon::prelude::*;

use super::{
    householder::Reflections,
    scalar::Scalar,
    storage::{by_column, by_row},
};

/// Numbers of a part: 512 KiB of float32, a quarter to a half of a core's second cache.
const PART: usize = 1 << 17;
/// Rows of a part for each column at least: the triangles take a tenth of the work or less.
const ROWS_PER_COLUMN: usize = 8;
/// Parts from which on they are worth it.
const LEAST: usize = 4;

/// `A = Q R` in parts.
pub(crate) struct Tall<T> {
    rows: usize,
    columns: usize,
    part_rows: usize,
    parts: Vec<Reflections<T>>,
    triangles: Reflections<T>,
}

/// Whether a matrix of so many rows and columns is factored in parts.
pub(crate) const fn is_in_parts(rows: usize, columns: usize) -> bool {
    columns > 0 && rows / part_rows(columns) >= LEAST
}

const fn part_rows(columns: usize) -> usize {
    let (by_size, least) = (PART / columns, ROWS_PER_COLUMN * columns);
    if by_size > least { by_size } else { least }
}

impl<T: Scalar> Tall<T> {
    /// Factors `factor` times a matrix of finite numbers.
    pub(crate) fn factor(a: MatRef<'_, T>, factor: f64) -> Self {
        let (rows, columns) = a.shape();
        let part_rows = part_rows(columns);
        let parts = (0..rows.div_ceil(part_rows)).into_par_iter().map(|part| {
            let first = part * part_rows;
            let height = part_rows.min(rows - first);
            let mut own = by_column(a.subrows(first, height));
            if factor != 1.0 {
                let factor = T::of(factor);
                for column in own.col_iter_mut() {
                    column.iter_mut().for_each(|entry| *entry *= factor);
                }
            }
            Reflections::factor_by(own, Par::Seq)
        });
        let parts: Vec<_> = parts.collect();
        // A last part of few rows has a low triangle; the rows below it are zero, and remain so in `Q'`.
        let mut triangles = Mat::zeros(parts.len() * columns, columns);
        for (at, part) in parts.iter().enumerate() {
            let r = part.r(columns.min(rows - at * part_rows));
            let mut place = triangles.as_mut().subrows_mut(at * columns, r.nrows());
            place.copy_from(&r);
        }
        Self {
            rows,
            columns,
            part_rows,
            parts,
            triangles: Reflections::factor(triangles),
        }
    }

    /// `R`.
    pub(crate) fn r(&self) -> Mat<T> {
        self.triangles.r(self.columns)
    }

    /// `Q inner`, row by row.
    pub(crate) fn write_by_row(&self, inner: MatRef<'_, T>, target: &mut [T]) {
        let small = self.small(inner);
        let lines = target.par_chunks_mut(self.part_rows * inner.ncols());
        let all = lines.enumerate();
        all.for_each(|(at, lines)| by_row(self.part(at, small.as_ref()).as_ref(), lines));
    }

    /// `Q inner`.
    pub(crate) fn times(&self, inner: MatRef<'_, T>) -> Mat<T> {
        let small = self.small(inner);
        let mut product = Mat::zeros(self.rows, inner.ncols());
        let places = product.as_mut().par_row_chunks_mut(self.part_rows);
        let all = places.enumerate();
        all.for_each(|(at, mut place)| place.copy_from(self.part(at, small.as_ref())));
        product
    }

    /// `Q' inner`.
    fn small(&self, inner: MatRef<'_, T>) -> Mat<T> {
        let mut small = Mat::zeros(self.parts.len() * self.columns, inner.ncols());
        small.as_mut().subrows_mut(0, self.columns).copy_from(inner);
        self.triangles.apply_q(small.as_mut());
        small
    }

    fn part(&self, at: usize, small: MatRef<'_, T>) -> Mat<T> {
        let height = self.part_rows.min(self.rows - at * self.part_rows);
        let given = height.min(self.columns);
        let mut part = Mat::zeros(height, small.ncols());
        part.as_mut()
            .subrows_mut(0, given)
            .copy_from(small.subrows(at * self.columns, given));
        self.parts[at].apply_q(part.as_mut());
        part
    }
}
