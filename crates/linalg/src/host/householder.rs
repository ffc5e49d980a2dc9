//! Orthogonal factors by blocked Householder reflections.
//!
//! ```text
//! for each panel of columns:
//!     reflect(left half), apply to the right half, reflect(right half), join     recursive, so products do the work
//!     trailing columns -= V T^H (V^H trailing)                                   I - V T V^H is the panel's product
//! ```
//!
//! A reflection `I - tau v v^H` with `v = (1, x / (alpha - beta))` and `beta = -phase(alpha) |x|` is Hermitian also for
//! complex numbers. Its norm is summed in float64, and `tau` is computed from `v` as it was rounded, so that the
//! reflection is orthogonal to working precision whatever the column. A column of zeros needs no reflection.
//! Nothing is dropped, however small it is beside its column.
//!
//! Source: Schreiber and Van Loan (1989) for the compact form; Elmroth and Gustavson (2000) for the recursion.

use std::{array::from_fn, ops::Add};

use faer::{
    Accum, Mat, MatMut, MatRef, Par, get_global_parallelism,
    linalg::matmul::{
        matmul,
        triangular::{self, BlockStructure},
    },
};
use pulp::{Arch, Simd, WithSimd};

use rayon::prelude::*;

use super::{
    matrix::threads,
    scalar::Scalar,
    storage::{by_column, largest},
};

/// Columns of a panel: the trailing update is a product of this depth. Not tuned further.
const PANEL: usize = 64;
/// Columns that are reflected one by one (measured: 8 take a tenth longer).
const LEAF: usize = 16;

/// The factor `R` above the diagonal, reflections on it and below, and the panels' triangles.
pub(crate) struct Reflections<T> {
    factors: Mat<T>,
    /// `T` of each panel of [`PANEL`] columns.
    triangles: Vec<Mat<T>>,
    par: Par,
}

impl<T: Scalar> Reflections<T> {
    /// Factors a matrix of finite numbers.
    pub(crate) fn factor(matrix: Mat<T>) -> Self {
        Self::factor_by(matrix, get_global_parallelism())
    }

    /// The same on so many threads, now and whenever `Q` is applied.
    pub(crate) fn factor_by(mut matrix: Mat<T>, par: Par) -> Self {
        let (rows, columns) = (matrix.nrows(), matrix.ncols());
        let mut triangles = Vec::new();
        for first in (0..rows.min(columns)).step_by(PANEL) {
            let width = PANEL.min(rows.min(columns) - first);
            let below = matrix.as_mut().subrows_mut(first, rows - first);
            let (_, from) = below.split_at_col_mut(first);
            let (mut panel, trailing) = from.split_at_col_mut(width);
            let mut triangle = Mat::zeros(width, width);
            reflect(panel.as_mut(), triangle.as_mut(), par);
            let block = (panel.as_ref(), triangle.as_ref());
            apply(block, Side::Adjoint, trailing, par);
            triangles.push(triangle);
        }
        Self {
            factors: matrix,
            triangles,
            par,
        }
    }

    /// The product of reflections that were made elsewhere: their vectors below the diagonal, and the factor of each.
    pub(crate) fn from_vectors(factors: Mat<T>, taus: &[f64], par: Par) -> Self {
        let starts: Vec<usize> = (0..taus.len()).step_by(PANEL).collect();
        let triangle = |&first: &usize| {
            let taus = &taus[first..taus.len().min(first + PANEL)];
            let rows = factors.nrows() - first;
            joined(factors.submatrix(first, first, rows, taus.len()), taus)
        };
        let triangles = match par {
            Par::Seq => starts.iter().map(triangle).collect(),
            Par::Rayon(_) => starts.par_iter().map(triangle).collect(),
        };
        Self {
            factors,
            triangles,
            par,
        }
    }

    /// `R` of as many rows as the matrix, or of as many as there are reflections.
    pub(crate) fn r(&self, rows: usize) -> Mat<T> {
        super::upper(self.factors.as_ref().subrows(0, rows))
    }

    /// The first columns of `Q`.
    pub(crate) fn q(&self, columns: usize) -> Mat<T> {
        let mut q = Mat::identity(self.factors.nrows(), columns);
        // What a panel changes of the identity is below and right of its place.
        self.apply_from(q.as_mut(), |first| first.min(columns));
        q
    }

    /// `c = Q c`.
    pub(crate) fn apply_q(&self, c: MatMut<'_, T>) {
        self.apply_from(c, |_| 0);
    }

    /// The same, where the panel that starts at a row changes columns from the one that is told.
    fn apply_from(&self, mut c: MatMut<'_, T>, column_of: impl Fn(usize) -> usize) {
        let (rows, columns) = (self.factors.nrows(), c.ncols());
        for (at, triangle) in self.triangles.iter().enumerate().rev() {
            let first = at * PANEL;
            let panel =
                self.factors
                    .as_ref()
                    .submatrix(first, first, rows - first, triangle.ncols());
            let column = column_of(first);
            let changed = c
                .as_mut()
                .submatrix_mut(first, column, rows - first, columns - column);
            apply((panel, triangle.as_ref()), Side::Plain, changed, self.par);
        }
    }
}

/// Which of `I - V T V^H` and its adjoint.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Plain,
    Adjoint,
}

/// Factors a panel of at least as many rows as columns, and its triangle.
fn reflect<T: Scalar>(panel: MatMut<'_, T>, mut triangle: MatMut<'_, T>, par: Par) {
    let (rows, columns) = panel.shape();
    if columns <= LEAF {
        return Arch::new().dispatch(Leaf { panel, triangle });
    }
    let half = columns / 2;
    let (mut left, mut right) = panel.split_at_col_mut(half);
    let (mut first, mut second) = (
        Mat::zeros(half, half),
        Mat::zeros(columns - half, columns - half),
    );
    reflect(left.as_mut(), first.as_mut(), par);
    let block = (left.as_ref(), first.as_ref());
    apply(block, Side::Adjoint, right.as_mut(), par);
    let below = right.as_mut().subrows_mut(half, rows - half);
    reflect(below, second.as_mut(), par);
    let (left, right) = (left.as_ref(), right.as_ref());
    let between = between(
        left.subrows(half, rows - half),
        BlockStructure::Rectangular,
        right.subrows(half, rows - half),
        par,
    );
    // T12 = -T11 (V1^H V2) T22
    let between = super::multiply(
        super::multiply(first.as_ref(), between.as_ref()).as_ref(),
        second.as_ref(),
    );
    triangle
        .as_mut()
        .submatrix_mut(0, 0, half, half)
        .copy_from(first);
    let mut corner = triangle
        .as_mut()
        .submatrix_mut(0, half, half, columns - half);
    corner.copy_from(&between);
    for column in corner.col_iter_mut() {
        column.iter_mut().for_each(|entry| *entry = -*entry);
    }
    triangle
        .submatrix_mut(half, half, columns - half, columns - half)
        .copy_from(second);
}

/// `V1^H V2`, where `V2` has a unit triangle at its head and the adjoint of `V1` has this structure there.
fn between<T: Scalar>(
    v1: MatRef<'_, T>,
    structure: BlockStructure,
    v2: MatRef<'_, T>,
    par: Par,
) -> Mat<T> {
    let (rows, columns) = v2.shape();
    let par = threads(par, rows * columns * v1.ncols());
    let mut product = Mat::zeros(v1.ncols(), columns);
    triangular::matmul(
        product.as_mut(),
        BlockStructure::Rectangular,
        Accum::Replace,
        v1.subrows(0, columns).adjoint(),
        structure,
        v2.subrows(0, columns),
        BlockStructure::UnitTriangularLower,
        T::of(1.0),
        par,
    );
    let (below1, below2) = (
        v1.subrows(columns, rows - columns),
        v2.subrows(columns, rows - columns),
    );
    matmul(
        product.as_mut(),
        Accum::Add,
        below1.adjoint(),
        below2,
        T::of(1.0),
        par,
    );
    product
}

/// `T` of a panel whose reflections are all known.
fn joined<T: Scalar>(panel: MatRef<'_, T>, taus: &[f64]) -> Mat<T> {
    let products = between(panel, BlockStructure::UnitTriangularUpper, panel, Par::Seq);
    let mut triangle = Mat::zeros(taus.len(), taus.len());
    for (j, &tau) in taus.iter().enumerate() {
        // T_{<j,j} = -tau T_{<j,<j} (V_{<j}^H v)
        let (before, mut own) = triangle.as_mut().split_at_col_mut(j);
        for k in 0..j {
            let factor = products[(k, j)] * T::of(-tau);
            for i in 0..=k {
                own[(i, 0)] += before[(i, k)] * factor;
            }
        }
        own[(j, 0)] = T::of(tau);
    }
    triangle
}

/// `c = (I - V T V^H) c`, or with `T^H`; in as many parts as there are threads, which meet once.
fn apply<T: Scalar>(
    (v, t): (MatRef<'_, T>, MatRef<'_, T>),
    side: Side,
    c: MatMut<'_, T>,
    par: Par,
) {
    let (rows, width) = v.shape();
    let columns = c.ncols();
    if columns == 0 || width == 0 {
        return;
    }
    match threads(par, rows * width * columns) {
        Par::Seq => apply_alone((v, t), side, c),
        par @ Par::Rayon(_) => c
            .par_col_chunks_mut(columns.div_ceil(par.degree()))
            .for_each(|part| apply_alone((v, t), side, part)),
    }
}

fn apply_alone<T: Scalar>((v, t): (MatRef<'_, T>, MatRef<'_, T>), side: Side, c: MatMut<'_, T>) {
    let par = Par::Seq;
    let (rows, width) = v.shape();
    let (head, tail) = (v.subrows(0, width), v.subrows(width, rows - width));
    let (mut upper, mut lower) = c.split_at_row_mut(width);
    let one = T::of(1.0);
    let mut w = Mat::zeros(width, upper.ncols());
    let all = BlockStructure::Rectangular;
    let unit_upper = BlockStructure::UnitTriangularUpper;
    triangular::matmul(
        w.as_mut(),
        all,
        Accum::Replace,
        head.adjoint(),
        unit_upper,
        upper.as_ref(),
        all,
        one,
        par,
    );
    matmul(
        w.as_mut(),
        Accum::Add,
        tail.adjoint(),
        lower.as_ref(),
        one,
        par,
    );
    let mut tw = Mat::zeros(width, upper.ncols());
    let minus = T::of(-1.0);
    match side {
        Side::Plain => {
            let shape = BlockStructure::TriangularUpper;
            triangular::matmul(
                tw.as_mut(),
                all,
                Accum::Replace,
                t,
                shape,
                w.as_ref(),
                all,
                one,
                par,
            );
        }
        Side::Adjoint => {
            let shape = BlockStructure::TriangularLower;
            triangular::matmul(
                tw.as_mut(),
                all,
                Accum::Replace,
                t.adjoint(),
                shape,
                w.as_ref(),
                all,
                one,
                par,
            );
        }
    }
    let unit_lower = BlockStructure::UnitTriangularLower;
    triangular::matmul(
        upper.as_mut(),
        all,
        Accum::Add,
        head,
        unit_lower,
        tw.as_ref(),
        all,
        minus,
        par,
    );
    matmul(lower.as_mut(), Accum::Add, tail, tw.as_ref(), minus, par);
}

/// A few columns that are reflected one by one.
struct Leaf<'a, T> {
    panel: MatMut<'a, T>,
    triangle: MatMut<'a, T>,
}

impl<T: Scalar> WithSimd for Leaf<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self {
            mut panel,
            mut triangle,
        } = self;
        for j in 0..panel.ncols() {
            let (left, mut right) = panel.as_mut().split_at_col_mut(j + 1);
            let (before, current) = left.split_at_col_mut(j);
            let x = column(current, 0);
            let tau = T::of(reflection(&mut x[j..]));
            let v = &x[j + 1..];
            for k in 0..right.ncols() {
                reflect_column(tau, v, &mut column(right.as_mut(), k)[j..]);
            }
            // T_{<j,j} = -tau T_{<j,<j} (V_{<j}^H v)
            let mut products = [T::of(0.0); LEAF];
            for (k, product) in products.iter_mut().enumerate().take(j) {
                let earlier = before
                    .as_ref()
                    .col(k)
                    .try_as_col_major()
                    .expect("columns are contiguous");
                let earlier = earlier.as_slice();
                *product = earlier[j].conjugate() + dot(&earlier[j + 1..], v);
            }
            for i in 0..j {
                let sum = (i..j).fold(T::of(0.0), |sum, k| sum + triangle[(i, k)] * products[k]);
                triangle[(i, j)] = -(tau * sum);
            }
            triangle[(j, j)] = tau;
        }
    }
}

/// `c = (I - tau v v^H) c`, where `v` is given without its leading one.
#[inline(always)]
pub(super) fn reflect_column<T: Scalar>(tau: T, v: &[T], c: &mut [T]) {
    let Some((head, tail)) = c.split_first_mut() else {
        return;
    };
    let step = tau * (*head + dot(v, tail));
    *head -= step;
    for (entry, &v) in tail.iter_mut().zip(v) {
        *entry -= step * v;
    }
}

#[inline(always)]
pub(super) fn column<'a, T>(matrix: MatMut<'a, T>, j: usize) -> &'a mut [T] {
    let column = matrix.col_mut(j).try_as_col_major_mut();
    column.expect("columns are contiguous").as_slice_mut()
}

/// Turns `x` into `beta` and the tail of `v`, and gives `tau`.
#[inline(always)]
pub(super) fn reflection<T: Scalar>(x: &mut [T]) -> f64 {
    let Some((head, tail)) = x.split_first_mut() else {
        return 0.0;
    };
    let tail_square = squares(tail);
    if tail_square == 0.0 {
        return 0.0;
    }
    let magnitude = head.magnitude();
    let norm = magnitude.hypot(tail_square.sqrt());
    let [re, im] = head.parts();
    let phase = match magnitude {
        0.0 => [1.0, 0.0],
        _ => [re / magnitude, im / magnitude],
    };
    let beta = T::of_parts(-phase[0] * norm, -phase[1] * norm);
    // alpha - beta = phase (|alpha| + norm)
    let by = 1.0 / (magnitude + norm);
    let factor = T::of_parts(phase[0] * by, -phase[1] * by);
    for entry in tail.iter_mut() {
        *entry *= factor;
    }
    *head = beta;
    2.0 / (1.0 + squares(tail))
}

/// The sum of the squares of the absolute values, in float64.
#[inline(always)]
pub(super) fn squares<T: Scalar>(x: &[T]) -> f64 {
    let mut sums = [0.0; 32];
    let (chunks, rest) = x.as_chunks::<32>();
    for chunk in chunks {
        for (sum, entry) in sums.iter_mut().zip(chunk) {
            *sum += entry.square();
        }
    }
    let rest: f64 = rest.iter().map(|entry| entry.square()).sum();
    summed(sums) + rest
}

/// `x^H y`, summed in thirty-two parts.
#[inline(always)]
pub(super) fn dot<T: Scalar>(x: &[T], y: &[T]) -> T {
    let zero = T::of(0.0);
    let mut sums = [zero; 32];
    let (x, x_rest) = x.as_chunks::<32>();
    let (y, y_rest) = y.as_chunks::<32>();
    for (x, y) in x.iter().zip(y) {
        for ((sum, &x), &y) in sums.iter_mut().zip(x).zip(y) {
            *sum += x.conjugate() * y;
        }
    }
    let rest = x_rest.iter().zip(y_rest);
    let rest = rest.fold(zero, |sum, (&x, &y)| sum + x.conjugate() * y);
    summed(sums) + rest
}

/// The sum of parts, halving their number: as vectors, not one after the other.
#[inline(always)]
fn summed<X: Copy + Add<Output = X>>(parts: [X; 32]) -> X {
    let sixteen: [X; 16] = from_fn(|k| parts[k] + parts[k + 16]);
    let eight: [X; 8] = from_fn(|k| sixteen[k] + sixteen[k + 8]);
    let four: [X; 4] = from_fn(|k| eight[k] + eight[k + 4]);
    (four[0] + four[2]) + (four[1] + four[3])
}

/// How far from orthonormal columns may be, in units of rounding: half of what is promised for float32, 2e-6.
const ORTHONORMAL: f64 = 8.0;

/// Columns of two matrices that are polished at the same time, by a thread each.
const SMALL: usize = 512;

/// [`polish`] of two matrices.
pub(crate) fn polish_both<T: Scalar>(u: &mut Mat<T>, v: &mut Mat<T>) {
    let par = get_global_parallelism();
    if u.nrows().max(v.nrows()) > SMALL || par.degree() == 1 {
        polish_by(u, par);
        polish_by(v, par);
        return;
    }
    rayon::join(|| polish_by(u, Par::Seq), || polish_by(v, Par::Seq));
}

/// One step of Newton and Schulz, `Q (3 I - Q^H Q) / 2`: columns that are orthonormal to many units become so to
/// about one; to few, they stay. In double precision nothing is done.
pub(crate) fn polish<T: Scalar>(q: &mut Mat<T>) {
    polish_by(q, get_global_parallelism());
}

fn polish_by<T: Scalar>(q: &mut Mat<T>, par: Par) {
    if T::EPSILON <= f64::EPSILON || q.ncols() == 0 {
        return;
    }
    let n = q.ncols();
    let mut rest = Mat::identity(n, n);
    triangular::matmul(
        rest.as_mut(),
        BlockStructure::TriangularLower,
        Accum::Add,
        q.as_ref().adjoint(),
        BlockStructure::Rectangular,
        q.as_ref(),
        BlockStructure::Rectangular,
        T::of(-1.0),
        par,
    );
    if largest(rest.as_ref()) <= ORTHONORMAL * T::EPSILON {
        return;
    }
    let turned = by_column(rest.transpose());
    for j in 1..n {
        let above = rest.col_as_slice_mut(j).iter_mut().take(j);
        for (entry, x) in above.zip(turned.col_as_slice(j)) {
            *entry = x.conjugate();
        }
    }
    let before = q.clone();
    matmul(
        q.as_mut(),
        Accum::Add,
        before.as_ref(),
        rest.as_ref(),
        T::of(0.5),
        par,
    );
}
