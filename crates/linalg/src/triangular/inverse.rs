//! The inverse of a triangular matrix.

use faer::{
    Mat, MatRef, get_global_parallelism,
    linalg::triangular_inverse::{invert_lower_triangular, invert_unit_lower_triangular},
};
use kernsmith_runtime::{Stream, Tensor};

use super::{
    TriangularOptions,
    solve::{built_for, check_diagonal, is_half_finite},
    substitution,
};
use crate::{
    Error, Executor,
    cholesky::Triangle,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar},
};

const NAME: &str = "inv_triangular";

/// `T^-1` for each triangular matrix of a batch, with zeros in the other half.
///
/// # Shapes
/// `a`: `[..., n, n]`, and so is the result.
///
/// # Errors
/// As [`solve_triangular`](super::solve_triangular).
pub fn inv_triangular(
    stream: &Stream,
    a: &Tensor,
    options: &TriangularOptions,
) -> Result<Tensor, Error> {
    let built = built_for(a, None, options.policy.check_finite);
    let (call, executor) = Call::begin(NAME, stream, options.policy, &[("a", a)], built)?;
    let a = call.squares("a", a)?;
    if executor == Executor::Kernels
        && let Some(inverse) = substitution::solve((NAME, stream), (a, None), options)?
    {
        return Ok(inverse);
    }
    by_scalar!(a.tensor.dtype(), invert(&call, a, options))
}

fn invert<T: Scalar>(
    call: &Call<'_>,
    a: Operand<'_>,
    options: &TriangularOptions,
) -> Result<Tensor, Error> {
    let mut all = Output::<T>::new(call, a.tensor.dtype(), &[], a.tensor.shape())?;
    let stack = Stack::<T>::read(call, &a)?;
    for at in 0..stack.count() {
        let matrix = stack.matrix(at);
        if !is_half_finite(matrix, options) {
            all.push_nan(a.rows * a.columns);
            continue;
        }
        check_diagonal(call, matrix, options, || stack.place(at))?;
        // The inverse of the transpose is the transpose of the inverse.
        let flip = options.triangle == Triangle::Upper;
        let inverse = lower(if flip { matrix.transpose() } else { matrix }, options.unit);
        all.push(match flip != options.transpose {
            true => inverse.as_ref().transpose(),
            false => inverse.as_ref(),
        });
    }
    all.into_tensor(call)
}

fn lower<T: Scalar>(a: MatRef<'_, T>, unit: bool) -> Mat<T> {
    let par = get_global_parallelism();
    let mut inverse = Mat::zeros(a.nrows(), a.nrows());
    if !unit {
        invert_lower_triangular(inverse.as_mut(), a, par);
        return inverse;
    }
    invert_unit_lower_triangular(inverse.as_mut(), a, par);
    for k in 0..a.nrows() {
        inverse[(k, k)] = T::of(1.0);
    }
    inverse
}
