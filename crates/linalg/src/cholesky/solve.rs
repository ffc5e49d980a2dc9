//! `A x = b` by the factor.

use faer::{
    get_global_parallelism,
    linalg::triangular_solve::{solve_lower_triangular_in_place, solve_upper_triangular_in_place},
};
use kernsmith_runtime::{Stream, Tensor};

use super::{Cholesky, Triangle};
use crate::{
    Error, Executor, Policy,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar},
    triangular::{self, TriangularOptions},
};

const NAME: &str = "cholesky.solve";

impl Cholesky {
    /// The solution of `A x = b`.
    ///
    /// # Shapes
    /// `b`: `[..., n, k]`, or `[n]` for one matrix; the solution is like it.
    ///
    /// # Errors
    /// [`Error::Shape`], [`Error::ElementType`], [`Error::NotFinite`] if asked for, [`Error::Runtime`].
    pub fn solve(&self, stream: &Stream, b: &Tensor, policy: Policy) -> Result<Tensor, Error> {
        let built = triangular::built_for(&self.factor, Some(b), policy.check_finite);
        let arguments = [("factor", &self.factor), ("b", b)];
        let (call, executor) = Call::begin(NAME, stream, policy, &arguments, built)?;
        let factor = call.squares("factor", &self.factor)?;
        let b = call.right_sides(&factor, b)?;
        if executor == Executor::Kernels
            && let Some(x) = by_kernels(stream, self.triangle, factor, b)?
        {
            return Ok(x);
        }
        by_scalar!(b.tensor.dtype(), solve(&call, self.triangle, factor, b))
    }
}

/// One triangle after the other; `None` where a number is none.
fn by_kernels(
    stream: &Stream,
    triangle: Triangle,
    factor: Operand<'_>,
    b: Operand<'_>,
) -> Result<Option<Tensor>, Error> {
    let turn = |transpose, b: Operand<'_>| {
        let options = TriangularOptions {
            triangle,
            transpose,
            ..TriangularOptions::default()
        };
        triangular::solve((NAME, stream), (factor, Some(b)), &options)
    };
    let Some(y) = turn(triangle == Triangle::Upper, b)? else {
        return Ok(None);
    };
    let y = Operand { tensor: &y, ..b };
    turn(triangle == Triangle::Lower, y)
}

fn solve<T: Scalar>(
    call: &Call<'_>,
    triangle: Triangle,
    factor: Operand<'_>,
    b: Operand<'_>,
) -> Result<Tensor, Error> {
    let mut all = Output::<T>::new(call, b.tensor.dtype(), &[], b.tensor.shape())?;
    let (factors, sides) = (
        Stack::<T>::read(call, &factor)?,
        Stack::<T>::read(call, &b)?,
    );
    let par = get_global_parallelism();
    for at in 0..factors.count() {
        let factor = factors.matrix(at);
        let mut x = sides.matrix(at).to_owned();
        match triangle {
            Triangle::Lower => {
                solve_lower_triangular_in_place(factor, x.as_mut(), par);
                solve_upper_triangular_in_place(factor.adjoint(), x.as_mut(), par);
            }
            Triangle::Upper => {
                solve_lower_triangular_in_place(factor.adjoint(), x.as_mut(), par);
                solve_upper_triangular_in_place(factor, x.as_mut(), par);
            }
        }
        all.push(x.as_ref());
    }
    all.into_tensor(call)
}
