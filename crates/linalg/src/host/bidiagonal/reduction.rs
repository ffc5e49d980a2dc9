//! The bidiagonal form, `A = U B V^T`, by reflections from the left and from the right in turn.
//!
//! Panels of columns are reduced before the rest of the matrix changes: within one, the matrix is `A - L R^T`, where `L`
//! and `R` have two columns for each step, and the rest of `A` gets them as one product. A step needs the rest of `A`
//! twice, for `A^T u` and for `A v`, where `v` is made of the row that `A^T u` changes. Both come of one pass over the
//! columns ([`Pass`]), since
//!
//! ```text
//! v = (r - beta e_1) / (r_1 - beta)      so      A v = (A r - beta A_1) / (r_1 - beta)
//! ```
//!
//! and a column's part of `A r` is known as soon as its part of `A^T u` is.
//!
//! Source: Dongarra, Hammarling and Sorensen (1989) for the panels; Howell, Demmel, Fulton, Hammarling and Marmol (2008)
//! for both products of one pass.

use faer::{Accum, Mat, MatRef, Par, linalg::matmul::matmul};
use pulp::Arch;
use rayon::prelude::*;

use super::{
    super::{
        householder::{Reflections, column, reflection},
        matrix::threads,
    },
    columns::{COLUMNS, Combination, LANES, Pass, Products, contiguous},
    lanes::Lanes,
};

/// Steps of a panel.
const PANEL: usize = 16;
/// Numbers of the rest of the matrix from which on several threads pass over it.
const SHARED: usize = 1 << 17;

/// `A = U B V^T`.
pub(super) struct Bidiagonal<T> {
    /// The diagonal of `B`.
    pub(super) diagonal: Vec<f64>,
    /// What is right of it, one number less.
    pub(super) above: Vec<f64>,
    /// `U`.
    pub(super) left: Reflections<T>,
    /// `V` without its first row and column, which are those of the identity.
    pub(super) right: Reflections<T>,
}

/// The form of a matrix of at least as many rows as columns, and of one column at least; its numbers are finite.
pub(super) fn reduce<T: Lanes>(a: &Mat<T>, par: Par) -> Bidiagonal<T> {
    let (rows, columns) = (a.nrows(), a.ncols());
    let mut work = Reduction::new(a, par);
    for first in (0..columns).step_by(PANEL) {
        let last = columns.min(first + PANEL);
        for step in first..last {
            work.step(first, step);
        }
        work.update(first, last);
    }
    work.a.truncate(rows, columns);
    let [left_taus, right_taus] = work.taus;
    Bidiagonal {
        diagonal: work.diagonal,
        above: work.above,
        left: Reflections::from_vectors(work.a, &left_taus, par),
        right: Reflections::from_vectors(work.right, &right_taus, par),
    }
}

struct Reduction<T> {
    rows: usize,
    columns: usize,
    par: Par,
    /// The matrix, below it rows of zeros up to a multiple of [`LANES`]; in columns that are done, the left reflections.
    a: Mat<T>,
    /// The right reflections, whose first row belongs to the second column.
    right: Mat<T>,
    taus: [Vec<f64>; 2],
    diagonal: Vec<f64>,
    above: Vec<f64>,
    /// `L` and `R` of the present panel: `u`, `x` and `y`, `v` of each step beside each other.
    l: Mat<T>,
    r: Mat<T>,
    /// The row that is being reduced.
    row: Vec<T>,
    /// Sums of columns, one for each part of them.
    sums: Vec<T>,
}

impl<T: Lanes> Reduction<T> {
    fn new(a: &Mat<T>, par: Par) -> Self {
        let (rows, columns) = (a.nrows(), a.ncols());
        let height = rows.next_multiple_of(LANES);
        let width = columns.next_multiple_of(LANES);
        let mut padded = Mat::zeros(height, columns);
        padded.as_mut().subrows_mut(0, rows).copy_from(a);
        Self {
            rows,
            columns,
            par,
            a: padded,
            right: Mat::zeros(columns - 1, columns - 1),
            taus: [Vec::new(), Vec::new()],
            diagonal: Vec::new(),
            above: Vec::new(),
            l: Mat::zeros(height, 2 * PANEL),
            r: Mat::zeros(width, 2 * PANEL),
            row: vec![T::of(0.0); width],
            sums: Vec::new(),
        }
    }

    /// Reduces one column and the row that begins beside it; the panel began at `first`.
    fn step(&mut self, first: usize, step: usize) {
        let tau = self.left(first, step);
        if step + 1 < self.columns {
            self.pass(first, step, tau);
            self.right(first, step);
        }
    }

    /// Brings the column up to date and reflects it.
    fn left(&mut self, first: usize, step: usize) -> T {
        let (at, top) = (2 * (step - first), aligned(step));
        let factors: Vec<T> = (0..at).map(|k| -self.r[(step, k)]).collect();
        let own = self.a.col_as_slice_mut(step);
        Arch::new().dispatch(Combination {
            a: below(self.l.as_ref().subcols(0, at), top),
            x: &factors,
            y: &mut own[top..],
        });
        let tau = reflection(&mut own[step..self.rows]);
        self.diagonal.push(own[step].parts()[0]);
        self.taus[0].push(tau);
        let u = self.l.col_as_slice_mut(at);
        u[top..step].fill(T::of(0.0));
        u[step] = T::of(1.0);
        u[step + 1..].copy_from_slice(&own[step + 1..]);
        T::of(tau)
    }

    /// `y` of the step, the row after the left reflection, and the sum of columns multiplied by it.
    fn pass(&mut self, first: usize, step: usize, tau: T) {
        self.correct(first, step);
        let (at, top, next) = (2 * (step - first), aligned(step), step + 1);
        let (height, count) = (self.a.nrows() - top, self.columns - next);
        let parts = match self.par {
            par @ Par::Rayon(_) if height * count >= SHARED => 2 * par.degree(),
            _ => 1,
        };
        let each = count.div_ceil(parts).next_multiple_of(COLUMNS);
        self.sums.clear();
        self.sums.resize(count.div_ceil(each) * height, T::of(0.0));
        let rest = self.a.as_ref().submatrix(top, next, height, count);
        let u = &self.l.col_as_slice(at)[top..];
        let y = &mut self.r.col_as_slice_mut(at)[next..self.columns];
        let row = &mut self.row[next..self.columns];
        let arch = Arch::new();
        let one = |part: usize, y: &mut [T], row: &mut [T], sum: &mut [T]| {
            arch.dispatch(Pass {
                a: rest.subcols(part * each, y.len()),
                pivot: step - top,
                u,
                tau,
                y,
                row,
                sum,
            });
        };
        if parts == 1 {
            return one(0, y, row, &mut self.sums);
        }
        let own = y.par_chunks_mut(each).zip(row.par_chunks_mut(each));
        own.zip(self.sums.par_chunks_mut(height))
            .enumerate()
            .for_each(|(part, ((y, row), sum))| one(part, y, row, sum));
    }

    /// What `L R^T` takes off the product with `u` and off the row: `R (L^T u)` and `R` times the row of `L`.
    fn correct(&mut self, first: usize, step: usize) {
        let (at, top, next) = (2 * (step - first), aligned(step), step + 1);
        let from = aligned(next);
        let arch = Arch::new();
        let mut products = vec![T::of(0.0); at];
        let (before, u) = self.l.as_ref().split_at_col(at);
        arch.dispatch(Products {
            a: below(before, top),
            x: &contiguous(u, 0)[top..],
            out: &mut products,
        });
        let pivots: Vec<T> = (0..at).map(|k| self.l[(step, k)]).collect();
        let (before, y) = self.r.as_mut().split_at_col_mut(at);
        let y = column(y, 0);
        let outs = [
            (&products, &mut y[from..]),
            (&pivots, &mut self.row[from..]),
        ];
        for (factors, out) in outs {
            out.fill(T::of(0.0));
            arch.dispatch(Combination {
                a: below(before.as_ref(), from),
                x: factors,
                y: out,
            });
        }
        // What is above would be multiplied by zeros, and must not grow from step to step until it is infinite.
        y[from..next].fill(T::of(0.0));
    }

    /// Reflects the row: `v` of the step, and `x` from the sum that the pass made.
    fn right(&mut self, first: usize, step: usize) {
        let (at, next) = (2 * (step - first), step + 1);
        let row = &mut self.row[next..self.columns];
        let alpha = row[0].parts()[0];
        let tau = reflection(row);
        let beta = row[0].parts()[0];
        self.above.push(beta);
        self.taus[1].push(tau);
        let v = self.r.col_as_slice_mut(at + 1);
        v.fill(T::of(0.0));
        if tau == 0.0 {
            return self.l.col_as_slice_mut(at + 1).fill(T::of(0.0));
        }
        v[next] = T::of(1.0);
        v[next + 1..self.columns].copy_from_slice(&row[1..]);
        self.right.col_as_slice_mut(step)[next..].copy_from_slice(&row[1..]);
        self.product(first, step, tau, [alpha, beta]);
    }

    /// `x = tau (A - L R^T) v`, where `A v = (sum - beta A_1) / (alpha - beta)`.
    fn product(&mut self, first: usize, step: usize, tau: f64, [alpha, beta]: [f64; 2]) {
        let (at, top, next) = (2 * (step - first), aligned(step), step + 1);
        let by = tau / (alpha - beta);
        let from = aligned(next);
        let arch = Arch::new();
        let mut factors = vec![T::of(0.0); at + 1];
        let (before, v) = self.r.as_ref().split_at_col(at + 1);
        arch.dispatch(Products {
            a: below(before, from),
            x: &contiguous(v, 0)[from..],
            out: &mut factors,
        });
        let minus = T::of(-tau);
        factors.iter_mut().for_each(|factor| *factor *= minus);

        let (before, x) = self.l.as_mut().split_at_col_mut(at + 1);
        let x = &mut column(x, 0)[top..];
        let adjacent = &self.a.col_as_slice(next)[top..];
        let scale = T::of(-by * beta);
        for (x, &entry) in x.iter_mut().zip(adjacent) {
            *x = scale * entry;
        }
        let scale = T::of(by);
        for sum in self.sums.chunks(x.len()) {
            for (x, &sum) in x.iter_mut().zip(sum) {
                *x += scale * sum;
            }
        }
        arch.dispatch(Combination {
            a: below(before.as_ref(), top),
            x: &factors,
            y: x,
        });
        x[..next - top].fill(T::of(0.0));
    }

    /// `A -= L R^T` right of the panel and below it.
    fn update(&mut self, first: usize, last: usize) {
        let (rows, columns) = (self.rows - last, self.columns - last);
        let depth = 2 * (last - first);
        let par = threads(self.par, rows * columns * depth);
        matmul(
            self.a.as_mut().submatrix_mut(last, last, rows, columns),
            Accum::Add,
            self.l.as_ref().submatrix(last, 0, rows, depth),
            self.r
                .as_ref()
                .submatrix(last, 0, columns, depth)
                .transpose(),
            T::of(-1.0),
            par,
        );
    }
}

/// The last row up to this one at which a register begins.
const fn aligned(row: usize) -> usize {
    row - row % LANES
}

/// From a row on.
fn below<T>(matrix: MatRef<'_, T>, row: usize) -> MatRef<'_, T> {
    matrix.subrows(row, matrix.nrows() - row)
}
