//! The factorization.

use kernsmith_runtime::{Stream, Tensor};

use super::pivoted;
use crate::{
    Error, Executor, Policy,
    error::runtime,
    host::{Call, Elimination, Operand, Output, Scalar, Stack, by_scalar},
    policy::Built,
};

const NAME: &str = "lu";

/// The factors.
#[derive(Clone, Debug)]
pub struct Lu {
    /// Lower triangular with ones on the diagonal.
    pub l: Tensor,
    /// Upper triangular.
    pub u: Tensor,
    /// Row `i` of `L U` is row `rows[i]` of `A`, as int64.
    pub rows: Tensor,
}

/// `P A = L U` with the largest entry of each column as its pivot, for each matrix of a batch.
///
/// # Shapes
/// `a`: `[..., m, n]`; `L`: `[..., m, min(m, n)]`, `U`: `[..., min(m, n), n]`, `rows`: `[..., m]`.
///
/// # Numerics
/// Kernels, in float32, eliminate with the largest of each column too, of equally large ones the first, so that no entry
/// of `L` is above 1. A singular matrix has factors, with zeros on the diagonal of `U`. NaN or infinities in a matrix make both of its
/// factors NaN.
///
/// # Errors
/// [`Error::Shape`], [`Error::ElementType`], [`Error::NotFinite`] if asked for, [`Error::Unbuilt`],
/// [`Error::Runtime`].
pub fn lu(stream: &Stream, a: &Tensor, policy: Policy) -> Result<Lu, Error> {
    let (call, executor) = Call::begin(NAME, stream, policy, &[("a", a)], built_for(a, policy))?;
    let a = call.matrices("a", a)?;
    if executor == Executor::Kernels
        && let Some(found) = by_kernels(stream, a)?
    {
        return Ok(found);
    }
    by_scalar!(a.tensor.dtype(), factor(&call, a))
}

/// What there is as kernels for the factors of a matrix.
pub(super) fn built_for(a: &Tensor, policy: Policy) -> Built {
    match a.shape() {
        [.., rows, columns] => pivoted::built([*rows, *columns], policy.check_finite),
        _ => Built::NO_SIDES,
    }
}

fn by_kernels(stream: &Stream, a: Operand<'_>) -> Result<Option<Lu>, Error> {
    let (found, status) = pivoted::factor((NAME, stream), a)?;
    if pivoted::zeros(NAME, &status)?.is_none() {
        return Ok(None);
    }
    let inner = a.rows.min(a.columns);
    let shaped = |tensor: &Tensor, extents: &[usize]| {
        let shape = [a.outer, extents].concat();
        tensor.reshape(shape).map_err(runtime(NAME))
    };
    Ok(Some(Lu {
        l: shaped(&found.l, &[a.rows, inner])?,
        u: shaped(&found.u, &[inner, a.columns])?,
        rows: shaped(&found.rows, &[a.rows])?,
    }))
}

fn factor<T: Scalar>(call: &Call<'_>, a: Operand<'_>) -> Result<Lu, Error> {
    let (dtype, inner) = (a.tensor.dtype(), a.rows.min(a.columns));
    let mut l = Output::<T>::new(call, dtype, a.outer, &[a.rows, inner])?;
    let mut u = Output::<T>::new(call, dtype, a.outer, &[inner, a.columns])?;
    let mut rows = Vec::new();
    let stack = Stack::<T>::read(call, &a)?;
    for at in 0..stack.count() {
        if !stack.is_finite(at) {
            l.push_nan(a.rows * inner);
            u.push_nan(inner * a.columns);
            rows.extend(0..a.rows as i64);
            continue;
        }
        let factors = Elimination::of(stack.matrix(at));
        l.push(factors.l().as_ref());
        u.push(factors.u().as_ref());
        rows.extend(factors.rows().iter().map(|row| *row as i64));
    }
    let rows = Tensor::from_slice(call.device, &rows, [a.outer, &[a.rows]].concat());
    Ok(Lu {
        l: l.into_tensor(call)?,
        u: u.into_tensor(call)?,
        rows: rows.map_err(runtime(NAME))?,
    })
}
