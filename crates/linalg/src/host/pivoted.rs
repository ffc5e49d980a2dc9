//! QR with column pivoting: the next column is the one of the largest rest.
//!
//! Not blocked: a tall matrix is factored without pivots first, so that this sees at most a square. Norms of the
//! rests are computed anew at every step, in float64; nothing is downdated, so nothing cancels.
//!
//! Source: Businger and Golub (1965).

use faer::{Mat, MatRef};

use super::{
    householder::{Reflections, reflect_column, reflection, squares},
    scalar::Scalar,
    storage::by_column,
};

/// `A P = Q R` for the first columns of `Q`.
pub(crate) struct Pivoted<T> {
    pub(crate) q: Mat<T>,
    /// As many rows as `q` has columns.
    pub(crate) r: Mat<T>,
    /// Column `j` of `A P` is column `columns[j]` of `A`.
    pub(crate) columns: Vec<usize>,
}

/// Factors a matrix of finite numbers; `Q` gets so many columns.
pub(crate) fn pivoted<T: Scalar>(matrix: MatRef<'_, T>, q_columns: usize) -> Pivoted<T> {
    let (rows, columns) = matrix.shape();
    if rows > columns {
        let first = Reflections::factor(by_column(matrix));
        let inner = unblocked(first.r(columns), columns);
        let mut q = Mat::zeros(rows, q_columns);
        q.as_mut()
            .submatrix_mut(0, 0, columns, columns)
            .copy_from(&inner.q);
        for j in columns..q_columns {
            q[(j, j)] = T::of(1.0);
        }
        first.apply_q(q.as_mut());
        let mut r = Mat::zeros(q_columns, columns);
        r.as_mut().subrows_mut(0, columns).copy_from(&inner.r);
        return Pivoted {
            q,
            r,
            columns: inner.columns,
        };
    }
    unblocked(by_column(matrix), q_columns)
}

fn unblocked<T: Scalar>(mut a: Mat<T>, q_columns: usize) -> Pivoted<T> {
    let (rows, columns) = (a.nrows(), a.ncols());
    let mut order: Vec<usize> = (0..columns).collect();
    let steps = rows.min(columns);
    let mut taus = Vec::with_capacity(steps);
    for j in 0..steps {
        let mut best = (j, -1.0);
        for k in j..columns {
            let rest = squares(&a.col_as_slice(k)[j..]);
            if rest > best.1 {
                best = (k, rest);
            }
        }
        swap_columns(&mut a, j, best.0);
        order.swap(j, best.0);
        let tau = reflection(&mut a.col_as_slice_mut(j)[j..]);
        taus.push(tau);
        let v: Vec<T> = a.col_as_slice(j)[j + 1..].to_vec();
        for k in j + 1..columns {
            reflect_column(T::of(tau), &v, &mut a.col_as_slice_mut(k)[j..]);
        }
    }
    let mut q = Mat::identity(rows, q_columns);
    for (j, &tau) in taus.iter().enumerate().rev() {
        let v: Vec<T> = a.col_as_slice(j)[j + 1..].to_vec();
        for k in j..q_columns {
            reflect_column(T::of(tau), &v, &mut q.col_as_slice_mut(k)[j..]);
        }
    }
    Pivoted {
        q,
        r: super::upper(a.as_ref().subrows(0, q_columns.min(rows))),
        columns: order,
    }
}

fn swap_columns<T: Scalar>(a: &mut Mat<T>, j: usize, k: usize) {
    if j != k {
        let (left, right) = a.as_mut().two_cols_mut(j, k);
        left.iter_mut()
            .zip(right.iter_mut())
            .for_each(|(left, right)| std::mem::swap(left, right));
    }
}
