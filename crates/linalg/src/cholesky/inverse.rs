//! The inverse of a positive definite matrix.

use faer::{
    Accum, Mat, get_global_parallelism,
    linalg::{
        matmul::triangular::{BlockStructure, matmul},
        triangular_inverse::invert_lower_triangular,
    },
};
use kernsmith_kernels::gemm::{GemmCall, gemm};
use kernsmith_runtime::{Stream, Tensor};

use super::{
    CholeskyOptions, Triangle, blocked,
    factor::{Lower, lower},
};
use crate::{
    Error, Executor,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar},
    triangular::{self, TriangularOptions},
};

const NAME: &str = "cholesky_inv";

/// `A^-1 = L^-H L^-1`, for each matrix of a batch. Only one half of `A` is read; the result is Hermitian to the
/// last bit.
///
/// # Shapes
/// `a`: `[..., n, n]`, and so is the result.
///
/// # Errors
/// As [`cholesky`](super::cholesky()).
pub fn cholesky_inv(
    stream: &Stream,
    a: &Tensor,
    options: &CholeskyOptions,
) -> Result<Tensor, Error> {
    let side = a.shape().last().copied().unwrap_or(0);
    let built = blocked::built(side, options.policy.check_finite);
    let (call, executor) = Call::begin(NAME, stream, options.policy, &[("a", a)], built)?;
    let a = call.squares("a", a)?;
    if executor == Executor::Kernels
        && let Some(inverse) = by_kernels(&call, stream, a, options)?
    {
        return Ok(inverse);
    }
    by_scalar!(a.tensor.dtype(), inverse(&call, a, options))
}

/// `L^-1`, and its transpose times it; `None` where there is no factor.
fn by_kernels(
    call: &Call<'_>,
    stream: &Stream,
    a: Operand<'_>,
    options: &CholeskyOptions,
) -> Result<Option<Tensor>, Error> {
    let Some(factor) = blocked::factor((NAME, stream), a, options.triangle)? else {
        return Ok(None);
    };
    let half = TriangularOptions {
        triangle: options.triangle,
        transpose: options.triangle == Triangle::Upper,
        ..TriangularOptions::default()
    };
    let operand = call.squares("a", &factor)?;
    let Some(half) = triangular::solve((NAME, stream), (operand, None), &half)? else {
        return Ok(None);
    };
    let transposed = GemmCall {
        transpose_a: true,
        ..GemmCall::default()
    };
    Ok(Some(gemm(stream, &half, &half, &transposed)?))
}

fn inverse<T: Scalar>(
    call: &Call<'_>,
    a: Operand<'_>,
    options: &CholeskyOptions,
) -> Result<Tensor, Error> {
    let n = a.rows;
    let mut all = Output::<T>::new(call, a.tensor.dtype(), a.outer, &[n, n])?;
    let stack = Stack::<T>::read(call, &a)?;
    for at in 0..stack.count() {
        let l = match lower(stack.matrix(at), options.triangle) {
            Lower::Factor(l) => l,
            Lower::NotFinite => {
                all.push_nan(n * n);
                continue;
            }
            Lower::Pivot(pivot) => {
                return Err(Error::NotPositiveDefinite {
                    op: NAME,
                    matrix: stack.place(at),
                    pivot,
                });
            }
        };
        let inverse = of_factor(&l);
        // Of the upper half, the transpose was factored.
        all.push(match options.triangle {
            Triangle::Lower => inverse.as_ref(),
            Triangle::Upper => inverse.as_ref().transpose(),
        });
    }
    all.into_tensor(call)
}

fn of_factor<T: Scalar>(l: &Mat<T>) -> Mat<T> {
    let par = get_global_parallelism();
    let n = l.nrows();
    let mut inverse = Mat::zeros(n, n);
    invert_lower_triangular(inverse.as_mut(), l.as_ref(), par);
    let mut product = Mat::zeros(n, n);
    matmul(
        product.as_mut(),
        BlockStructure::TriangularLower,
        Accum::Replace,
        inverse.as_ref().adjoint(),
        BlockStructure::TriangularUpper,
        inverse.as_ref(),
        BlockStructure::TriangularLower,
        T::of(1.0),
        par,
    );
    for j in 0..n {
        product[(j, j)] = T::of(product[(j, j)].parts()[0]);
        for i in j + 1..n {
            product[(j, i)] = product[(i, j)].conjugate();
        }
    }
    product
}
