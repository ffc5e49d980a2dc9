//! Orthonormal columns block by block: what comes later never changes what is there.
//!
//! ```text
//! for each block W of columns:  repeat W -= Q (Q^H W), W = orth(W)  until  |Q^H W| is small;  append W to Q
//! ```
//!
//! Two turns are enough for independent columns. Where columns depend on those before them, what a turn leaves is
//! rounding, or nothing, whose directions are arbitrary; then reflections of `Q` and `W` together give the block.
//!
//! Source: Barlow and Smoktunowicz, *Reorthogonalized block classical Gram-Schmidt* (2013).

use faer::{Accum, Mat, get_global_parallelism, linalg::matmul::matmul};
use kernsmith_runtime::{Stream, Tensor};

use crate::{
    Error, Policy,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar, householder::Reflections},
};

const NAME: &str = "orthogonalize_blocked";

/// Turns after which a block's columns count as dependent on those before them.
const MOST_TURNS: usize = 3;

/// Orthonormal columns, computed in blocks of `block` columns: the first columns are the same whatever follows them.
///
/// # Shapes
/// `x`: `[..., m, n]` with `m >= n`, and so is the result.
///
/// # Numerics
/// Orthonormal to working precision for every rank. The block changes the speed and the last bits.
///
/// # Errors
/// [`Error::Choice`] for a block of no columns; [`Error::Shape`], [`Error::ElementType`], [`Error::NotFinite`] if asked
/// for, [`Error::Unbuilt`], [`Error::Runtime`].
pub fn orthogonalize_blocked(
    stream: &Stream,
    x: &Tensor,
    block: usize,
    policy: Policy,
) -> Result<Tensor, Error> {
    let call = Call::host(NAME, stream, policy, &[("x", x)])?;
    let operand = call.matrices("x", x)?;
    if operand.rows < operand.columns {
        return Err(call.shape("x", "[..., m, n] with m >= n", x.shape()));
    }
    if block == 0 {
        return Err(Error::Choice {
            op: NAME,
            option: "block",
            expected: "at least 1 column".to_owned(),
            found: "0".to_owned(),
        });
    }
    by_scalar!(x.dtype(), orthogonalize(&call, operand, block))
}

fn orthogonalize<T: Scalar>(
    call: &Call<'_>,
    x: Operand<'_>,
    block: usize,
) -> Result<Tensor, Error> {
    let (m, n) = (x.rows, x.columns);
    let mut all = Output::<T>::new(call, x.tensor.dtype(), x.outer, &[m, n])?;
    let stack = Stack::<T>::read(call, &x)?;
    for at in 0..stack.count() {
        if !stack.is_finite(at) {
            all.push_nan(m * n);
            continue;
        }
        let given = stack.matrix(at);
        let mut q = Mat::<T>::zeros(m, n);
        for first in (0..n).step_by(block) {
            let width = block.min(n - first);
            let w = next_block(&q, first, given.subcols(first, width).to_owned());
            q.as_mut().subcols_mut(first, width).copy_from(&w);
        }
        all.push(q.as_ref());
    }
    all.into_tensor(call)
}

/// Orthonormal columns that are orthogonal to the first `before` columns of `Q` and span with them what `w` does.
fn next_block<T: Scalar>(q: &Mat<T>, before: usize, mut w: Mat<T>) -> Mat<T> {
    let width = w.ncols();
    for turn in 0..MOST_TURNS {
        let overlap = project(q, before, &mut w);
        w = Reflections::factor(w).q(width);
        // What the first turn finds says nothing of the columns that it makes of zeros.
        if before == 0 || turn > 0 && overlap <= 8.0 * T::EPSILON {
            return w;
        }
    }
    let both = Mat::from_fn(q.nrows(), before + width, |i, j| {
        match j.checked_sub(before) {
            None => q[(i, j)],
            Some(j) => w[(i, j)],
        }
    });
    let both = Reflections::factor(both).q(before + width);
    both.as_ref().subcols(before, width).to_owned()
}

/// `w -= Q (Q^H w)` for the first columns of `Q`; the largest entry of `Q^H w`.
fn project<T: Scalar>(q: &Mat<T>, columns: usize, w: &mut Mat<T>) -> f64 {
    if columns == 0 {
        return 0.0;
    }
    let par = get_global_parallelism();
    let q = q.as_ref().subcols(0, columns);
    let mut overlap = Mat::zeros(columns, w.ncols());
    matmul(
        overlap.as_mut(),
        Accum::Replace,
        q.adjoint(),
        w.as_ref(),
        T::of(1.0),
        par,
    );
    matmul(
        w.as_mut(),
        Accum::Add,
        q,
        overlap.as_ref(),
        T::of(-1.0),
        par,
    );
    let mut most = 0.0f64;
    for j in 0..overlap.ncols() {
        let column = overlap.col_as_slice(j).iter();
        most = column.fold(most, |most, entry| most.max(entry.magnitude()));
    }
    most
}
