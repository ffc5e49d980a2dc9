//! `A` from its factors.

use faer::Mat;
use kernsmith_runtime::{Stream, Tensor};

use super::Lu;
use crate::{
    Error, Policy,
    error::runtime,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar, multiply},
};

const NAME: &str = "lu.reconstruct";

impl Lu {
    /// `L U`, with the rows where they were.
    ///
    /// # Errors
    /// [`Error::Runtime`] if an array cannot be read.
    pub fn reconstruct(&self, stream: &Stream, policy: Policy) -> Result<Tensor, Error> {
        let call = Call::host(NAME, stream, policy, &[("l", &self.l), ("u", &self.u)])?;
        let (l, u) = (call.matrices("l", &self.l)?, call.matrices("u", &self.u)?);
        let rows = self.rows.to_vec::<i64>().map_err(runtime(NAME))?;
        by_scalar!(l.tensor.dtype(), product(&call, l, u, &rows))
    }
}

fn product<T: Scalar>(
    call: &Call<'_>,
    l: Operand<'_>,
    u: Operand<'_>,
    rows: &[i64],
) -> Result<Tensor, Error> {
    let mut all = Output::<T>::new(call, l.tensor.dtype(), l.outer, &[l.rows, u.columns])?;
    let (ls, us) = (Stack::<T>::read(call, &l)?, Stack::<T>::read(call, &u)?);
    for at in 0..ls.count() {
        let ordered = multiply(ls.matrix(at), us.matrix(at));
        let mut product = Mat::zeros(l.rows, u.columns);
        for (i, &row) in rows[at * l.rows..][..l.rows].iter().enumerate() {
            let row = usize::try_from(row).expect("a permutation has no negative numbers");
            product.as_mut().row_mut(row).copy_from(ordered.row(i));
        }
        all.push(product.as_ref());
    }
    all.into_tensor(call)
}
