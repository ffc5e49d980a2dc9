//! `A` from its factors.

use faer::Mat;
use kernsmith_runtime::{Stream, Tensor};

use super::Qr;
use crate::{
    Error, Policy,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar, multiply},
};

const NAME: &str = "qr.reconstruct";

impl Qr {
    /// `Q R`, with the columns where they were before pivoting.
    ///
    /// # Errors
    /// [`Error::Choice`] without `Q`, [`Error::Runtime`] if an array cannot be read.
    pub fn reconstruct(&self, stream: &Stream, policy: Policy) -> Result<Tensor, Error> {
        let Some(q) = &self.q else {
            return Err(Error::Choice {
                op: NAME,
                option: "mode",
                expected: "one that computes `Q`".to_owned(),
                found: "`r`".to_owned(),
            });
        };
        let call = Call::host(NAME, stream, policy, &[("q", q), ("r", &self.r)])?;
        let (q, r) = (call.matrices("q", q)?, call.matrices("r", &self.r)?);
        by_scalar!(q.tensor.dtype(), product(&call, self, q, r))
    }
}

fn product<T: Scalar>(
    call: &Call<'_>,
    qr: &Qr,
    q: Operand<'_>,
    r: Operand<'_>,
) -> Result<Tensor, Error> {
    let dtype = q.tensor.dtype();
    let mut all = Output::<T>::new(call, dtype, q.outer, &[q.rows, r.columns])?;
    let (qs, rs) = (Stack::<T>::read(call, &q)?, Stack::<T>::read(call, &r)?);
    let orders = match &qr.columns {
        Some(columns) => Some(
            columns
                .to_vec::<i64>()
                .map_err(crate::error::runtime(NAME))?,
        ),
        None => None,
    };
    for at in 0..qs.count() {
        let ordered = multiply(qs.matrix(at), rs.matrix(at));
        let Some(orders) = &orders else {
            all.push(ordered.as_ref());
            continue;
        };
        let mut product = Mat::zeros(q.rows, r.columns);
        for (j, &column) in orders[at * r.columns..][..r.columns].iter().enumerate() {
            let column = usize::try_from(column).expect("a permutation has no negative numbers");
            product.as_mut().col_mut(column).copy_from(ordered.col(j));
        }
        all.push(product.as_ref());
    }
    all.into_tensor(call)
}
