//! Eigenvalues by divide and conquer, and singular values where [`bidiagonal`](super::bidiagonal) does not find them:
//! faer's, with halves as small as pay here.
//!
//! faer 0.24 rotates whole problems of up to 128 values; for 256 values that is as much work as all the rest.

use faer::{
    Auto, Mat, MatRef, Par, Spec,
    diag::Diag,
    dyn_stack::{MemBuffer, MemStack},
    get_global_parallelism,
    linalg::{
        evd::{
            ComputeEigenvectors, SelfAdjointEvdParams, self_adjoint_evd, self_adjoint_evd_scratch,
        },
        svd::{ComputeSvdVectors, SvdParams, svd, svd_scratch},
    },
};

use super::{matrix::threads, scalar::Scalar};

/// Values that are found by rotations (measured: 256 singular values take 10 ms from 16 to 64, 18 ms at 128).
const ROTATED: usize = 48;

/// Times that the threads of one factorization meet, about: of 256x256, one thread is a third faster than two.
const MEETINGS: usize = 32;

fn threads_for(rows: usize, columns: usize) -> Par {
    threads(
        get_global_parallelism(),
        rows * columns * columns / MEETINGS,
    )
}

/// `A = U diag(s) V^H`.
pub(crate) struct Singular<T> {
    pub(crate) u: Mat<T>,
    pub(crate) s: Vec<f64>,
    pub(crate) v: Mat<T>,
}

/// The factors of a matrix of at least as many rows as columns, with so many columns of `U` and `V`, which are all,
/// as many as there are values, or none. `None` where the iteration did not converge.
pub(crate) fn singular<T: Scalar>(
    a: MatRef<'_, T>,
    [left, right]: [usize; 2],
) -> Option<Singular<T>> {
    let (rows, columns) = a.shape();
    let kind = |count: usize, side: usize| match count {
        0 => ComputeSvdVectors::No,
        count if count == side => ComputeSvdVectors::Full,
        _ => ComputeSvdVectors::Thin,
    };
    let kinds = [kind(left, rows), kind(right, columns)];
    let mut params = <SvdParams as Auto<T>>::auto();
    params.recursion_threshold = ROTATED;
    let (params, par) = (Spec::new(params), threads_for(rows, columns));
    let scratch = svd_scratch::<T>(rows, columns, kinds[0], kinds[1], par, params);
    let mut memory = MemBuffer::new(scratch);
    let (mut u, mut v) = (Mat::zeros(rows, left), Mat::zeros(columns, right));
    let mut s = Diag::<T>::zeros(columns);
    svd(
        a,
        s.as_mut(),
        (left > 0).then(|| u.as_mut()),
        (right > 0).then(|| v.as_mut()),
        par,
        MemStack::new(&mut memory),
        params,
    )
    .ok()?;
    let s = s.column_vector().iter().map(|value| value.parts()[0]);
    Some(Singular {
        s: s.collect(),
        u,
        v,
    })
}

/// Values in ascending order, and vectors if they are wanted, of the Hermitian matrix with this lower half.
pub(crate) fn eigen<T: Scalar>(half: MatRef<'_, T>, vectors: bool) -> Option<(Vec<f64>, Mat<T>)> {
    let n = half.nrows();
    let mut params = <SelfAdjointEvdParams as Auto<T>>::auto();
    params.recursion_threshold = ROTATED;
    let (params, par) = (Spec::new(params), threads_for(n, n));
    let (kind, columns) = match vectors {
        true => (ComputeEigenvectors::Yes, n),
        false => (ComputeEigenvectors::No, 0),
    };
    let mut memory = MemBuffer::new(self_adjoint_evd_scratch::<T>(n, kind, par, params));
    let (mut u, mut values) = (Mat::zeros(n, columns), Diag::<T>::zeros(n));
    self_adjoint_evd(
        half,
        values.as_mut(),
        vectors.then(|| u.as_mut()),
        par,
        MemStack::new(&mut memory),
        params,
    )
    .ok()?;
    let values = values.column_vector().iter().map(|value| value.parts()[0]);
    Some((values.collect(), u))
}
