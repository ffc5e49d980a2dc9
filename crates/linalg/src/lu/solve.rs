//! `A x = b`.

use faer::{Mat, MatRef};
use kernsmith_runtime::{DType, Stream, Tensor};

use super::{built_for_sides, refined};
use crate::{
    Error, Executor, Policy,
    host::{Call, Elimination, Operand, Output, Scalar, Stack, by_scalar, multiply, residual},
};

const NAME: &str = "solve";

/// Options of [`solve`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SolveOptions {
    /// One step of refinement, with the residual in float64, or by kernels in two floats.
    pub refine: bool,
    /// Who computes, and what is checked before.
    pub policy: Policy,
}

impl Default for SolveOptions {
    fn default() -> Self {
        Self {
            refine: true,
            policy: Policy::default(),
        }
    }
}

/// The solution of `A x = b`, for each matrix of a batch.
///
/// # Shapes
/// `a`: `[..., n, n]`; `b`: `[..., n, k]`, or `[n]` for one matrix. The solution is like `b`.
///
/// # Numerics
/// Row pivoting, then one step of refinement, whose residual is in float64: in float32 the result is right to about
/// `eps` as long as the condition is far below `1 / eps`. Kernels, in float32, sum the residual in two floats, which is
/// as good as float64 until it is rounded, and substitute by inverses of diagonal blocks of 64. NaN or infinities in a matrix or its right sides make their
/// solution NaN.
///
/// # Errors
/// [`Error::Singular`] with the pivot that is zero; [`Error::Shape`], [`Error::ElementType`], [`Error::NotFinite`] if
/// asked for, [`Error::Unbuilt`], [`Error::Runtime`].
///
/// # Examples
/// ```
/// use kernsmith_linalg::lu::{SolveOptions, solve};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let a = Tensor::from_slice(&device, &[0.0f32, 2.0, 1.0, 0.0], [2, 2])?;
/// let b = Tensor::from_slice(&device, &[4.0f32, 3.0], [2])?;
/// let x = solve(&device.default_stream()?, &a, &b, &SolveOptions::default())?;
/// assert_eq!(x.to_vec::<f32>()?, [3.0, 2.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve(
    stream: &Stream,
    a: &Tensor,
    b: &Tensor,
    options: &SolveOptions,
) -> Result<Tensor, Error> {
    let side = a.shape().last().copied().unwrap_or(0);
    let columns = match b.shape() {
        [_] => 1,
        shape => shape.last().copied().unwrap_or(0),
    };
    let built = built_for_sides(side, columns, options.policy.check_finite);
    let arguments = [("a", a), ("b", b)];
    let (call, executor) = Call::begin(NAME, stream, options.policy, &arguments, built)?;
    let a = call.squares("a", a)?;
    let b = call.right_sides(&a, b)?;
    if executor == Executor::Kernels
        && let Some(x) = refined::solve((NAME, stream), (a, Some(b)), options.refine)?
    {
        return Ok(x);
    }
    by_scalar!(a.tensor.dtype(), solve_all(&call, a, b, options))
}

fn solve_all<T: Scalar>(
    call: &Call<'_>,
    a: Operand<'_>,
    b: Operand<'_>,
    options: &SolveOptions,
) -> Result<Tensor, Error> {
    let mut all = Output::<T>::new(call, a.tensor.dtype(), &[], b.tensor.shape())?;
    let (matrices, sides) = (Stack::<T>::read(call, &a)?, Stack::<T>::read(call, &b)?);
    // Complex64 is computed in complex128, which needs no refinement.
    let refine = options.refine && a.tensor.dtype() != DType::C64;
    for at in 0..matrices.count() {
        if !(matrices.is_finite(at) && sides.is_finite(at)) {
            all.push_nan(b.rows * b.columns);
            continue;
        }
        let (matrix, side) = (matrices.matrix(at), sides.matrix(at));
        let factors = Elimination::of(matrix);
        if let Some(pivot) = factors.zero_pivot() {
            return Err(Error::Singular {
                op: NAME,
                matrix: matrices.place(at),
                pivot,
            });
        }
        let mut x = factors.solve(side);
        if refine {
            refine_one(&factors, matrix, side, &mut x);
        }
        all.push(x.as_ref());
    }
    all.into_tensor(call)
}

/// `x += A^-1 (b - A x)`, unless that is no number.
fn refine_one<T: Scalar>(
    factors: &Elimination<T>,
    a: MatRef<'_, T>,
    b: MatRef<'_, T>,
    x: &mut Mat<T>,
) {
    let rest = match T::EPSILON > f64::EPSILON {
        true => residual(a, b, x.as_ref()),
        false => {
            let product = multiply(a, x.as_ref());
            Mat::from_fn(b.nrows(), b.ncols(), |i, j| b[(i, j)] - product[(i, j)])
        }
    };
    let step = factors.solve(rest.as_ref());
    for j in 0..x.ncols() {
        let step = step.col_as_slice(j);
        if step.iter().all(|entry| entry.is_number()) {
            let column = x.col_as_slice_mut(j);
            column
                .iter_mut()
                .zip(step)
                .for_each(|(x, &step)| *x += step);
        }
    }
}
