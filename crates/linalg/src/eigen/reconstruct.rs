//! `A` from its eigenvalues.

use faer::Mat;
use kernsmith_runtime::{Stream, Tensor};

use super::Eigh;
use crate::{
    Error, Policy,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar, multiply},
};

const NAME: &str = "eigh.reconstruct";

impl Eigh {
    /// `V diag(w) V^H`.
    ///
    /// # Errors
    /// [`Error::Choice`] without vectors, [`Error::Runtime`] if an array cannot be read.
    pub fn reconstruct(&self, stream: &Stream, policy: Policy) -> Result<Tensor, Error> {
        let Some(vectors) = &self.vectors else {
            return Err(Error::Choice {
                op: NAME,
                option: "vectors",
                expected: "true".to_owned(),
                found: "false".to_owned(),
            });
        };
        let call = Call::host(NAME, stream, policy, &[("vectors", vectors)])?;
        let vectors = call.squares("vectors", vectors)?;
        by_scalar!(
            vectors.tensor.dtype(),
            product(&call, &self.values, vectors)
        )
    }
}

fn product<T: Scalar>(
    call: &Call<'_>,
    values: &Tensor,
    vectors: Operand<'_>,
) -> Result<Tensor, Error> {
    let n = vectors.rows;
    let mut all = Output::<T>::new(call, vectors.tensor.dtype(), &[], vectors.tensor.shape())?;
    let stack = Stack::<T>::read(call, &vectors)?;
    let values = T::Part::read(values).map_err(crate::error::runtime(NAME))?;
    for at in 0..stack.count() {
        let v = stack.matrix(at);
        let values = &values[at * n..][..n];
        let scaled = Mat::from_fn(n, n, |i, j| v[(i, j)] * T::of(values[j].parts()[0]));
        let adjoint = v.adjoint().to_owned();
        all.push(multiply(scaled.as_ref(), adjoint.as_ref()).as_ref());
    }
    all.into_tensor(call)
}
