//! A step of a power iteration on `A^T A`.

use kernsmith_kernels::gemm::{gemm_at_b, gemm_av};
use kernsmith_runtime::{Stream, Tensor};

use crate::{
    Error, Executor, Policy,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar, multiply},
    policy::Built,
};

const NAME: &str = "power_iter_step";

/// `A^H (A V)`, in two products; `A^H A` is not formed.
///
/// # Shapes
/// `a`: `[..., m, n]`, `v`: `[..., n, k]` with the same outer extents; the result `[..., n, k]`.
///
/// # Errors
/// [`Error::Shape`], [`Error::ElementType`], [`Error::Unbuilt`] where kernels are asked for on other types than float32, [`Error::Kernels`],
/// [`Error::Runtime`].
pub fn power_iter_step(
    stream: &Stream,
    a: &Tensor,
    v: &Tensor,
    policy: Policy,
) -> Result<Tensor, Error> {
    let (call, executor) = Call::begin(NAME, stream, policy, &[("a", a), ("v", v)], Built::Single)?;
    let (matrix, block) = (call.matrices("a", a)?, call.matrices("v", v)?);
    if block.rows != matrix.columns || block.outer != matrix.outer {
        let outer: String = matrix
            .outer
            .iter()
            .map(|extent| format!("{extent}, "))
            .collect();
        return Err(call.shape("v", format!("[{outer}{}, k]", matrix.columns), v.shape()));
    }
    if executor == Executor::Kernels {
        let image = gemm_av(stream, a, v)?;
        return Ok(gemm_at_b(stream, a, &image)?);
    }
    by_scalar!(a.dtype(), on_host(&call, matrix, block))
}

fn on_host<T: Scalar>(call: &Call<'_>, a: Operand<'_>, v: Operand<'_>) -> Result<Tensor, Error> {
    let mut all = Output::<T>::new(call, a.tensor.dtype(), &[], v.tensor.shape())?;
    let (matrices, blocks) = (Stack::<T>::read(call, &a)?, Stack::<T>::read(call, &v)?);
    for at in 0..matrices.count() {
        let image = multiply(matrices.matrix(at), blocks.matrix(at));
        let adjoint = matrices.matrix(at).adjoint().to_owned();
        all.push(multiply(adjoint.as_ref(), image.as_ref()).as_ref());
    }
    all.into_tensor(call)
}
