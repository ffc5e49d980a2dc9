//! `A = L L^H` on the host, halving the matrix.
//!
//! ```text
//! factor(A11);  A21 = A21 L11^-H;  A22 -= A21 A21^H;  factor(A22)
//! ```
//!
//! What is small is faer's, on one thread. Threads meet twice for each half, and not for each block.
//!
//! Source: Gustavson (1997), *Recursion leads to automatic variable blocking*.

use faer::{
    Accum, MatMut, MatRef, Par, Spec,
    dyn_stack::{MemBuffer, MemStack},
    get_global_parallelism,
    linalg::{
        cholesky::llt::factor::{
            LltError, LltRegularization, cholesky_in_place, cholesky_in_place_scratch,
        },
        matmul::triangular::{self, BlockStructure},
        triangular_solve::solve_lower_triangular_in_place,
    },
};
use rayon::prelude::*;

use crate::host::{Scalar, threads};

/// Rows and columns that one thread factors. Not tuned further.
const LEAF: usize = 256;
/// Columns of a product with its own adjoint. faer 0.24 reads the adjoint across its columns (measured: at a depth of 1024
/// half as fast as at 128).
const DEPTH: usize = 128;

/// Factors a lower half of finite numbers in place, or gives the first pivot that is not positive.
pub(super) fn factor<T: Scalar>(a: MatMut<'_, T>) -> Result<(), usize> {
    let n = a.nrows();
    if n <= LEAF {
        return factor_leaf(a);
    }
    // Columns of the leaves are as many as a product likes.
    let half = (n / 2).next_multiple_of(16);
    let (mut a11, _, mut a21, mut a22) = a.split_at_mut(half, half);
    factor(a11.as_mut())?;
    divide(a11.as_ref(), a21.as_mut());
    subtract(a21.as_ref(), a22.as_mut());
    factor(a22).map_err(|pivot| half + pivot)
}

/// `a -= b b^H` on and below the diagonal.
fn subtract<T: Scalar>(b: MatRef<'_, T>, mut a: MatMut<'_, T>) {
    let (rows, depth) = b.shape();
    for first in (0..depth).step_by(DEPTH) {
        let part = b.subcols(first, DEPTH.min(depth - first));
        let products = rows * rows * part.ncols() / 2;
        triangular::matmul(
            a.as_mut(),
            BlockStructure::TriangularLower,
            Accum::Add,
            part,
            BlockStructure::Rectangular,
            part.adjoint(),
            BlockStructure::Rectangular,
            T::of(-1.0),
            threads(get_global_parallelism(), products),
        );
    }
}

fn factor_leaf<T: Scalar>(a: MatMut<'_, T>) -> Result<(), usize> {
    let (n, par) = (a.nrows(), Par::Seq);
    let mut memory = MemBuffer::new(cholesky_in_place_scratch::<T>(n, par, Spec::default()));
    let stack = MemStack::new(&mut memory);
    let as_it_is = LltRegularization::default();
    match cholesky_in_place(a, as_it_is, par, stack, Spec::default()) {
        Ok(_) => Ok(()),
        Err(LltError::NonPositivePivot { index }) => Err(index),
    }
}

/// `a = a L^-H`, in as many parts as there are threads.
fn divide<T: Scalar>(l: MatRef<'_, T>, a: MatMut<'_, T>) {
    let (rows, side) = a.shape();
    let divide = |part: MatMut<'_, T>| {
        solve_lower_triangular_in_place(l.conjugate(), part.transpose_mut(), Par::Seq);
    };
    match threads(get_global_parallelism(), rows * side * side / 2) {
        Par::Seq => divide(a),
        par @ Par::Rayon(_) => a
            .par_row_chunks_mut(rows.div_ceil(par.degree()))
            .for_each(divide),
    }
}
