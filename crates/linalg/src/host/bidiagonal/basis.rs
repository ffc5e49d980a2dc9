//! The vectors of two halves beside each other, and how they become those of the whole.

use std::ops::Range;

use faer::{Accum, Mat, MatMut, Par, linalg::matmul::matmul};

use super::{
    super::{matrix::threads, scalar::Scalar},
    arrow::Solved,
    deflation::Deflated,
    halves::Piece,
};

/// A column for each place of the arrow: the one of the row between the halves, then those of the halves.
pub(super) struct Basis<T> {
    pub(super) left: Mat<T>,
    pub(super) right: Mat<T>,
    /// Rows of the first half; of the left vectors the last of them is the row between.
    split: usize,
    /// What the row between is multiplied by.
    pub(super) norm: f64,
    /// The right vector that belongs to no value.
    none: Vec<T>,
}

impl<T: Scalar> Basis<T> {
    /// Of two halves and the numbers of the row between. Without vectors only the whole's first and last row.
    pub(super) fn new(
        [first, second]: [&Piece<T>; 2],
        [alpha, beta]: [f64; 2],
        vectors: bool,
    ) -> Self {
        let (n1, n2) = (first.d.len(), second.d.len());
        let n = n1 + n2 + 1;
        let (split, rows) = if vectors { (n1 + 1, n + 1) } else { (1, 2) };
        let v1 = first.v.as_ref().subrows(0, split);
        let v2 = second.v.as_ref();
        let v2 = v2.subrows(v2.nrows() - (rows - split), rows - split);
        let mut right = Mat::zeros(rows, n);
        let (mut upper, mut lower) = right.as_mut().split_at_row_mut(split);
        let mut first_columns = upper.as_mut().subcols_mut(1, n1);
        first_columns.copy_from(v1.subcols(0, n1));
        let mut second_columns = lower.as_mut().subcols_mut(n1 + 1, n2);
        second_columns.copy_from(v2.subcols(0, n2));

        // The two columns that belong to no value become one that the row between sees, and one that it does not.
        let a = alpha * first.v[(first.v.nrows() - 1, n1)].parts()[0];
        let b = beta * second.v[(0, n2)].parts()[0];
        let norm = a.hypot(b);
        let [cosine, sine] = match norm > 0.0 {
            true => [a / norm, b / norm].map(T::of),
            false => [1.0, 0.0].map(T::of),
        };
        let mut none = Vec::with_capacity(rows);
        for (row, &x) in v1.col(n1).iter().enumerate() {
            upper[(row, 0)] = x * cosine;
            none.push(-(x * sine));
        }
        for (row, &x) in v2.col(n2).iter().enumerate() {
            lower[(row, 0)] = x * sine;
            none.push(x * cosine);
        }
        let left = match vectors {
            true => beside(&first.u, &second.u),
            false => Mat::zeros(0, n),
        };
        Self {
            left,
            right,
            split,
            norm,
            none,
        }
    }

    /// The vectors of the whole: of the arrow's values, of those that were taken out, and of none.
    pub(super) fn turned(
        &self,
        solved: &Solved<T>,
        deflated: &Deflated,
        d: &[f64],
        par: Par,
    ) -> Piece<T> {
        let (n, kept) = (d.len(), solved.order.len());
        let mut u = Mat::zeros(self.left.nrows(), n);
        let mut v = Mat::zeros(self.right.nrows(), n + 1);
        for (own, all) in [(&mut u, &self.left), (&mut v, &self.right)] {
            for (at, &place) in deflated.dropped.iter().enumerate() {
                own.as_mut().col_mut(kept + at).copy_from(all.col(place));
            }
        }
        v.col_as_slice_mut(n).copy_from_slice(&self.none);
        let own = v.as_mut().subcols_mut(0, kept);
        self.turn([&self.right, &solved.right], solved, own, par);
        if self.left.nrows() > 0 {
            let own = u.as_mut().subcols_mut(0, kept);
            self.turn([&self.left, &solved.left], solved, own, par);
        }
        let dropped = deflated.dropped.iter().map(|&place| d[place]);
        Piece {
            d: solved.values.iter().copied().chain(dropped).collect(),
            u,
            v,
        }
    }

    /// `out = basis vectors`, without the columns that are zero in a half.
    fn turn(
        &self,
        [basis, vectors]: [&Mat<T>; 2],
        solved: &Solved<T>,
        out: MatMut<'_, T>,
        par: Par,
    ) {
        let [both, second] = solved.groups;
        let (upper, lower) = out.split_at_row_mut(self.split);
        let halves = [
            (0, 0..second, upper),
            (self.split, both..solved.order.len(), lower),
        ];
        for (row, range, out) in halves {
            let gathered = gather(basis, (row, out.nrows()), &solved.order, range.clone());
            let depth = range.len();
            let par = threads(par, out.nrows() * depth * out.ncols());
            let vectors = vectors.as_ref().subrows(range.start, depth);
            let one = T::of(1.0);
            matmul(out, Accum::Replace, gathered.as_ref(), vectors, one, par);
        }
    }
}

/// Left vectors of both halves, with those of the row between.
fn beside<T: Scalar>(first: &Mat<T>, second: &Mat<T>) -> Mat<T> {
    let (n1, n2) = (first.ncols(), second.ncols());
    let n = n1 + n2 + 1;
    let mut both = Mat::zeros(n, n);
    both[(n1, 0)] = T::of(1.0);
    both.as_mut().submatrix_mut(0, 1, n1, n1).copy_from(first);
    let mut lower = both.as_mut().submatrix_mut(n1 + 1, n1 + 1, n2, n2);
    lower.copy_from(second);
    both
}

/// Rows of columns in some order.
fn gather<T: Scalar>(
    basis: &Mat<T>,
    (row, rows): (usize, usize),
    order: &[usize],
    range: Range<usize>,
) -> Mat<T> {
    let mut gathered = Mat::zeros(rows, range.len());
    for (at, &place) in order[range].iter().enumerate() {
        let from = basis.col(place).subrows(row, rows);
        gathered.as_mut().col_mut(at).copy_from(from);
    }
    gathered
}
