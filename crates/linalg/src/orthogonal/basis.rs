//! A whole basis from some of its vectors.

use faer::MatRef;
use kernsmith_runtime::{Stream, Tensor};

use crate::{
    Error, Policy,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar, householder::Reflections, multiply},
};

const NAME: &str = "complete_basis";

/// How far from orthonormal the given columns may be.
const TOLERANCE: f64 = 1e-3;

/// The given orthonormal columns, bit for bit, and others that complete them to a basis, for each matrix of a batch.
///
/// The others are the reflections of the given columns applied to unit vectors: nothing is drawn at random, and
/// nothing has to be tried again.
///
/// # Shapes
/// `q`: `[..., m, r]` with `r <= m`; the result `[..., m, m]`.
///
/// # Numerics
/// The new columns are orthonormal to working precision, and to the given ones as far as those are orthonormal. NaN
/// or infinities make the result NaN.
///
/// # Errors
/// [`Error::Choice`] for columns that are not orthonormal to 1e-3; [`Error::Shape`], [`Error::ElementType`],
/// [`Error::NotFinite`] if asked for, [`Error::Unbuilt`], [`Error::Runtime`].
pub fn complete_basis(stream: &Stream, q: &Tensor, policy: Policy) -> Result<Tensor, Error> {
    let call = Call::host(NAME, stream, policy, &[("q", q)])?;
    let operand = call.matrices("q", q)?;
    if operand.columns > operand.rows {
        return Err(call.shape("q", "[..., m, r] with r <= m", q.shape()));
    }
    by_scalar!(q.dtype(), complete(&call, operand))
}

fn complete<T: Scalar>(call: &Call<'_>, q: Operand<'_>) -> Result<Tensor, Error> {
    let (m, r) = (q.rows, q.columns);
    let mut all = Output::<T>::new(call, q.tensor.dtype(), q.outer, &[m, m])?;
    let stack = Stack::<T>::read(call, &q)?;
    for at in 0..stack.count() {
        if !stack.is_finite(at) {
            all.push_nan(m * m);
            continue;
        }
        let given = stack.matrix(at);
        let off = off_orthonormal(given);
        if off > TOLERANCE {
            return Err(Error::Choice {
                op: NAME,
                option: "q",
                expected: format!("columns with |q^H q - 1| of at most {TOLERANCE}"),
                found: format!("{off:.3} in matrix {:?}", stack.place(at)),
            });
        }
        let mut basis = Reflections::factor(given.to_owned()).q(m);
        basis.as_mut().subcols_mut(0, r).copy_from(given);
        all.push(basis.as_ref());
    }
    all.into_tensor(call)
}

/// `max |Q^H Q - I|`.
fn off_orthonormal<T: Scalar>(q: MatRef<'_, T>) -> f64 {
    let adjoint = q.adjoint().to_owned();
    let gram = multiply(adjoint.as_ref(), q);
    let mut most = 0.0f64;
    for j in 0..gram.ncols() {
        for i in 0..gram.nrows() {
            let [re, im] = gram[(i, j)].parts();
            let one = if i == j { 1.0 } else { 0.0 };
            most = most.max((re - one).hypot(im));
        }
    }
    most
}
