//! Singular values of real matrices: the bidiagonal form, then halves of it.
//!
//! faer 0.24 does both too. Its reduction passes over the matrix three times for each column, which took more than half
//! of the time for a thousand columns; ours passes once. Small matrices, and complex ones, are still faer's.
//!
//! ```text
//! reduction (columns, lanes)        A = U1 B V1^T
//! halves of B
//!     basis, deflation              what two halves are together, as an arrow
//!     arrow (secular)               its values and vectors
//! U1 and V1 times the vectors of B
//! ```

mod arrow;
mod basis;
mod columns;
mod deflation;
mod halves;
mod lanes;
mod reduction;
mod secular;

use faer::{Mat, Par, get_global_parallelism};

use super::{
    scalar::Scalar,
    spectral::{self, Singular},
};
use halves::{Piece, Plan};
use lanes::Lanes;
use reduction::{Bidiagonal, reduce};

/// What is zero beside the largest number of the bidiagonal matrix, in units of rounding.
const NEGLIGIBLE: f64 = 8.0;
/// Columns from which on it is faster than faer (measured: 1.3 times slower for 64, 1.1 times faster for 128).
const LEAST: usize = 96;
/// Columns from which on threads share the work.
const SHARED: usize = 128;

/// The factors of a matrix of at least as many rows as columns, with so many columns of `U` and `V`, which are all,
/// as many as there are values, or none. `None` where an iteration did not converge.
pub(super) fn singular<T: Lanes>(a: &Mat<T>, [left, right]: [usize; 2]) -> Option<Singular<T>> {
    let (rows, columns) = (a.nrows(), a.ncols());
    if columns < LEAST {
        return spectral::singular(a.as_ref(), [left, right]);
    }
    let par = match columns < SHARED {
        true => Par::Seq,
        false => get_global_parallelism(),
    };
    let form = reduce(a, par);
    let vectors = left.max(right) > 0;
    let found = factors(&form, vectors, par)?;
    let mut order: Vec<usize> = (0..columns).collect();
    order.sort_by(|&i, &j| found.d[j].total_cmp(&found.d[i]));
    let s = order.iter().map(|&at| found.d[at]).collect();
    let (mut u, mut v) = (Mat::identity(rows, left), Mat::identity(columns, right));
    if vectors {
        for (own, all) in [(&mut u, &found.u), (&mut v, &found.v)] {
            for (j, &at) in order.iter().enumerate().take(own.ncols()) {
                let to = own.col_as_slice_mut(j);
                to[..columns].copy_from_slice(&all.col_as_slice(at)[..columns]);
            }
        }
        form.left.apply_q(u.as_mut());
        form.right.apply_q(v.as_mut().subrows_mut(1, columns - 1));
    }
    Some(Singular { u, s, v })
}

/// Of the bidiagonal matrix, in any order.
fn factors<T: Scalar>(form: &Bidiagonal<T>, vectors: bool, par: Par) -> Option<Piece<T>> {
    let both = form.diagonal.iter().chain(&form.above);
    let largest = both.fold(0.0_f64, |largest, x| largest.max(x.abs()));
    let n = form.diagonal.len();
    if largest == 0.0 {
        let (d, u, v) = (vec![0.0; n], Mat::identity(n, n), Mat::identity(n, n));
        return Some(Piece { d, u, v });
    }
    let plan = Plan {
        vectors,
        tolerance: NEGLIGIBLE * T::EPSILON * largest,
    };
    // The last row has nothing right of it; a column of zeros makes it like those of other pieces.
    let above = [&form.above[..], &[0.0]].concat();
    let found = Piece::of(&form.diagonal, &above, plan, par)?;
    let is_finite = found.d.iter().all(|value| value.is_finite());
    is_finite.then_some(found)
}
