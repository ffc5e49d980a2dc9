//! `A` from its factors.

use faer::Mat;
use kernsmith_runtime::{Stream, Tensor};

use super::Svd;
use crate::{
    Error, Policy,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar, multiply},
};

const NAME: &str = "svd.reconstruct";

impl Svd {
    /// `U S V^H`.
    ///
    /// # Errors
    /// [`Error::Choice`] without vectors, [`Error::Runtime`] if an array cannot be read.
    pub fn reconstruct(&self, stream: &Stream, policy: Policy) -> Result<Tensor, Error> {
        let (Some(u), Some(vt)) = (&self.u, &self.vt) else {
            return Err(Error::Choice {
                op: NAME,
                option: "mode",
                expected: "one that computes vectors".to_owned(),
                found: "`values`".to_owned(),
            });
        };
        let call = Call::host(NAME, stream, policy, &[("u", u), ("vt", vt)])?;
        let (u, vt) = (call.matrices("u", u)?, call.matrices("vt", vt)?);
        by_scalar!(u.tensor.dtype(), product(&call, &self.s, u, vt))
    }
}

fn product<T: Scalar>(
    call: &Call<'_>,
    s: &Tensor,
    u: Operand<'_>,
    vt: Operand<'_>,
) -> Result<Tensor, Error> {
    let mut all = Output::<T>::new(call, u.tensor.dtype(), u.outer, &[u.rows, vt.columns])?;
    let (us, vts) = (Stack::<T>::read(call, &u)?, Stack::<T>::read(call, &vt)?);
    let values = T::Part::read(s).map_err(crate::error::runtime(NAME))?;
    let k = u.rows.min(vt.columns);
    for at in 0..us.count() {
        let (u, vt) = (us.matrix(at), vts.matrix(at));
        let values = &values[at * k..][..k];
        let scaled = Mat::from_fn(u.nrows(), k, |i, j| u[(i, j)] * T::of(values[j].parts()[0]));
        all.push(multiply(scaled.as_ref(), vt.subrows(0, k)).as_ref());
    }
    all.into_tensor(call)
}
