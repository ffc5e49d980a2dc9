//! `T x = b` for a triangular `T`.

use faer::{
    MatMut, MatRef, get_global_parallelism,
    linalg::triangular_solve::{
        solve_lower_triangular_in_place, solve_unit_lower_triangular_in_place,
        solve_unit_upper_triangular_in_place, solve_upper_triangular_in_place,
    },
};
use kernsmith_runtime::{Stream, Tensor};

use super::substitution::{self, built};
use crate::{
    Error, Executor, Policy,
    cholesky::Triangle,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar},
    policy::Built,
};

const NAME: &str = "solve_triangular";

/// Options of [`solve_triangular`] and [`inv_triangular`](super::inv_triangular).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct TriangularOptions {
    /// The half that is read.
    pub triangle: Triangle,
    /// `T^T x = b` instead; no conjugate.
    pub transpose: bool,
    /// The diagonal is taken as ones, and not read.
    pub unit: bool,
    /// Who computes, and what is checked before.
    pub policy: Policy,
}

/// The solution of `T x = b` for each triangular matrix of a batch.
///
/// # Shapes
/// `a`: `[..., n, n]`; `b`: `[..., n, k]`, or `[n]` for one matrix. The solution is like `b`.
///
/// # Numerics
/// Kernels, in float32, invert diagonal blocks of 64 and multiply by them. NaN and infinities of the half that is read and of the right sides make the solution NaN.
///
/// # Errors
/// [`Error::Singular`] for a zero on the diagonal; [`Error::Shape`], [`Error::ElementType`], [`Error::NotFinite`] if
/// asked for, [`Error::Unbuilt`], [`Error::Runtime`].
///
/// # Examples
/// ```
/// use kernsmith_linalg::triangular::{TriangularOptions, solve_triangular};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let t = Tensor::from_slice(&device, &[2.0f32, f32::NAN, 1.0, 4.0], [2, 2])?;
/// let b = Tensor::from_slice(&device, &[2.0f32, 9.0], [2])?;
/// let x = solve_triangular(&device.default_stream()?, &t, &b, &TriangularOptions::default())?;
/// assert_eq!(x.to_vec::<f32>()?, [1.0, 2.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn solve_triangular(
    stream: &Stream,
    a: &Tensor,
    b: &Tensor,
    options: &TriangularOptions,
) -> Result<Tensor, Error> {
    let built = built_for(a, Some(b), options.policy.check_finite);
    let arguments = [("a", a), ("b", b)];
    let (call, executor) = Call::begin(NAME, stream, options.policy, &arguments, built)?;
    let a = call.squares("a", a)?;
    let b = call.right_sides(&a, b)?;
    if executor == Executor::Kernels
        && let Some(x) = substitution::solve((NAME, stream), (a, Some(b)), options)?
    {
        return Ok(x);
    }
    by_scalar!(a.tensor.dtype(), solve_all(&call, a, b, options))
}

/// What there is as kernels for a matrix and its right sides, or its inverse.
pub(crate) fn built_for(a: &Tensor, b: Option<&Tensor>, check_finite: bool) -> Built {
    let side = a.shape().last().copied().unwrap_or(0);
    let columns = match b.map(Tensor::shape) {
        None => side,
        Some([_]) => 1,
        Some(shape) => shape.last().copied().unwrap_or(0),
    };
    built(side, columns, check_finite)
}

fn solve_all<T: Scalar>(
    call: &Call<'_>,
    a: Operand<'_>,
    b: Operand<'_>,
    options: &TriangularOptions,
) -> Result<Tensor, Error> {
    let mut all = Output::<T>::new(call, a.tensor.dtype(), &[], b.tensor.shape())?;
    let (matrices, sides) = (Stack::<T>::read(call, &a)?, Stack::<T>::read(call, &b)?);
    for at in 0..matrices.count() {
        let matrix = matrices.matrix(at);
        if !(sides.is_finite(at) && is_half_finite(matrix, options)) {
            all.push_nan(b.rows * b.columns);
            continue;
        }
        check_diagonal(call, matrix, options, || matrices.place(at))?;
        let mut x = sides.matrix(at).to_owned();
        solve_in_place(matrix, x.as_mut(), options);
        all.push(x.as_ref());
    }
    all.into_tensor(call)
}

/// Whether what is read of a matrix is finite.
pub(super) fn is_half_finite<T: Scalar>(a: MatRef<'_, T>, options: &TriangularOptions) -> bool {
    let half = match options.triangle {
        Triangle::Lower => a,
        Triangle::Upper => a.transpose(),
    };
    let skipped = usize::from(options.unit);
    (0..half.ncols()).all(|j| (j + skipped..half.nrows()).all(|i| half[(i, j)].is_number()))
}

/// A zero on the diagonal is an error.
pub(super) fn check_diagonal<T: Scalar>(
    call: &Call<'_>,
    a: MatRef<'_, T>,
    options: &TriangularOptions,
    place: impl Fn() -> Vec<usize>,
) -> Result<(), Error> {
    let zero = (0..a.nrows()).find(|&k| a[(k, k)].magnitude() == 0.0);
    match zero.filter(|_| !options.unit) {
        None => Ok(()),
        Some(pivot) => Err(Error::Singular {
            op: call.op,
            matrix: place(),
            pivot,
        }),
    }
}

fn solve_in_place<T: Scalar>(a: MatRef<'_, T>, x: MatMut<'_, T>, options: &TriangularOptions) {
    let par = get_global_parallelism();
    let a = if options.transpose { a.transpose() } else { a };
    let is_lower = (options.triangle == Triangle::Lower) != options.transpose;
    match (is_lower, options.unit) {
        (true, false) => solve_lower_triangular_in_place(a, x, par),
        (true, true) => solve_unit_lower_triangular_in_place(a, x, par),
        (false, false) => solve_upper_triangular_in_place(a, x, par),
        (false, true) => solve_unit_upper_triangular_in_place(a, x, par),
    }
}
