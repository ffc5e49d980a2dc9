//! The inverse.

use kernsmith_runtime::{Stream, Tensor};

use super::{built_for_sides, refined};
use crate::{
    Error, Executor, Policy,
    host::{Call, Elimination, Operand, Output, Scalar, Stack, by_scalar},
};

const NAME: &str = "inv";

/// `A^-1` by LU with row pivoting, for each matrix of a batch. To solve equations, [`solve`](super::solve()) is
/// better.
///
/// # Shapes
/// `a`: `[..., n, n]`, and so is the result.
///
/// # Numerics
/// As [`solve`](super::solve()) of the identity, without refinement; the host inverts both factors and multiplies them.
///
/// # Errors
/// As [`solve`](super::solve()).
pub fn inv(stream: &Stream, a: &Tensor, policy: Policy) -> Result<Tensor, Error> {
    let side = a.shape().last().copied().unwrap_or(0);
    let built = built_for_sides(side, side, policy.check_finite);
    let (call, executor) = Call::begin(NAME, stream, policy, &[("a", a)], built)?;
    let a = call.squares("a", a)?;
    if executor == Executor::Kernels
        && let Some(inverse) = refined::solve((NAME, stream), (a, None), false)?
    {
        return Ok(inverse);
    }
    by_scalar!(a.tensor.dtype(), invert(&call, a))
}

fn invert<T: Scalar>(call: &Call<'_>, a: Operand<'_>) -> Result<Tensor, Error> {
    let mut all = Output::<T>::new(call, a.tensor.dtype(), &[], a.tensor.shape())?;
    let stack = Stack::<T>::read(call, &a)?;
    for at in 0..stack.count() {
        if !stack.is_finite(at) {
            all.push_nan(a.rows * a.columns);
            continue;
        }
        let factors = Elimination::of(stack.matrix(at));
        if let Some(pivot) = factors.zero_pivot() {
            return Err(Error::Singular {
                op: NAME,
                matrix: stack.place(at),
                pivot,
            });
        }
        all.push(factors.inverse().as_ref());
    }
    all.into_tensor(call)
}
