//! `A` from its factor.

use kernsmith_runtime::{Stream, Tensor};

use super::{Cholesky, Triangle};
use crate::{
    Error, Policy,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar, multiply},
};

const NAME: &str = "cholesky.reconstruct";

impl Cholesky {
    /// `L L^H`, or `U^H U`.
    ///
    /// # Errors
    /// [`Error::Runtime`] if an array cannot be read.
    pub fn reconstruct(&self, stream: &Stream, policy: Policy) -> Result<Tensor, Error> {
        let call = Call::host(NAME, stream, policy, &[("factor", &self.factor)])?;
        let factor = call.squares("factor", &self.factor)?;
        by_scalar!(factor.tensor.dtype(), product(&call, self.triangle, factor))
    }
}

fn product<T: Scalar>(
    call: &Call<'_>,
    triangle: Triangle,
    factor: Operand<'_>,
) -> Result<Tensor, Error> {
    let mut all = Output::<T>::new(call, factor.tensor.dtype(), &[], factor.tensor.shape())?;
    let stack = Stack::<T>::read(call, &factor)?;
    for at in 0..stack.count() {
        let factor = stack.matrix(at);
        let adjoint = factor.adjoint().to_owned();
        let product = match triangle {
            Triangle::Lower => multiply(factor, adjoint.as_ref()),
            Triangle::Upper => multiply(adjoint.as_ref(), factor),
        };
        all.push(product.as_ref());
    }
    all.into_tensor(call)
}
