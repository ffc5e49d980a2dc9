//! The factorization.

use kernsmith_runtime::{Stream, Tensor};

use crate::{
    Error, Policy,
    error::runtime,
    host::{Call, Elimination, Operand, Output, Scalar, Stack, by_scalar},
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
/// A singular matrix has factors, with zeros on the diagonal of `U`. NaN or infinities in a matrix make both of its
/// factors NaN.
///
/// # Errors
/// [`Error::Shape`], [`Error::ElementType`], [`Error::NotFinite`] if asked for, [`Error::Unbuilt`],
/// [`Error::Runtime`].
pub fn lu(stream: &Stream, a: &Tensor, policy: Policy) -> Result<Lu, Error> {
    let call = Call::host(NAME, stream, policy, &[("a", a)])?;
    let a = call.matrices("a", a)?;
    by_scalar!(a.tensor.dtype(), factor(&call, a))
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
