//! Least squares by singular values.

use faer::{Mat, MatRef};
use kernsmith_runtime::{Stream, Tensor};

use super::{Factors, SvdMethod, SvdMode, SvdOptions, built_for_all, fit};
use crate::{
    Error, Executor, Policy,
    error::runtime,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar, multiply, real_type},
};

const NAME: &str = "lstsq";

/// Options of [`lstsq`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LstsqOptions {
    /// Singular values of at most so much of the largest count as zero; `None` is `eps max(m, n)`.
    pub rcond: Option<f64>,
    /// Who computes, and what is checked before.
    pub policy: Policy,
}

/// The solution, and what is known of it.
#[derive(Clone, Debug)]
pub struct LeastSquares {
    /// The shortest of the vectors that make `|b - A x|` least.
    pub x: Tensor,
    /// `|b - A x|^2` of each right side; of a real type. NumPy has this for overdetermined full rank alone.
    pub residuals: Tensor,
    /// The number of singular values that count, as int64.
    pub rank: Tensor,
    /// The singular values; of a real type.
    pub s: Tensor,
    /// How the singular values came to be.
    pub method: SvdMethod,
}

/// The `x` that makes `|b - A x|` least, for each matrix of a batch; the shortest one where there are several.
///
/// # Shapes
/// `a`: `[..., m, n]`; `b`: `[..., m, k]`, or `[m]` for one matrix. `x`: `[..., n, k]` or `[n]`; `residuals`:
/// `[..., k]`, or `[]` for a vector; `rank`: `[...]`; `s`: `[..., min(m, n)]`.
///
/// # Numerics
/// By singular values, so that nearly dependent columns make no large numbers. NaN or infinities in a matrix or its
/// right sides make its results NaN, and its rank 0.
///
/// # Errors
/// [`Error::Shape`], [`Error::ElementType`], [`Error::NotFinite`] if asked for, [`Error::NoConvergence`],
/// [`Error::Unbuilt`], [`Error::Runtime`].
///
/// # Examples
/// ```
/// use kernsmith_linalg::svd::{LstsqOptions, lstsq};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let a = Tensor::from_slice(&device, &[1.0f64, 1.0, 1.0], [3, 1])?;
/// let b = Tensor::from_slice(&device, &[1.0f64, 2.0, 6.0], [3])?;
/// let fit = lstsq(&device.default_stream()?, &a, &b, &LstsqOptions::default())?;
/// assert!((fit.x.item::<f64>()? - 3.0).abs() < 1e-14);
/// assert!((fit.residuals.item::<f64>()? - 14.0).abs() < 1e-12);
/// assert_eq!(fit.rank.item::<i64>()?, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn lstsq(
    stream: &Stream,
    a: &Tensor,
    b: &Tensor,
    options: &LstsqOptions,
) -> Result<LeastSquares, Error> {
    let svd_options = SvdOptions {
        mode: SvdMode::Thin,
        policy: options.policy,
    };
    let built = built_for_all(a.shape(), &svd_options);
    let arguments = [("a", a), ("b", b)];
    let (call, executor) = Call::begin(NAME, stream, options.policy, &arguments, built)?;
    let a = call.matrices("a", a)?;
    let b = call.right_sides(&a, b)?;
    if executor == Executor::Host {
        return by_scalar!(a.tensor.dtype(), on_host(&call, a, b, options));
    }
    if let Some(found) = fit::by_kernels((NAME, stream), [a, b], rcond::<f32>(&a, options))? {
        return Ok(found);
    }
    let found: LeastSquares = by_scalar!(a.tensor.dtype(), on_host(&call, a, b, options))?;
    Ok(LeastSquares {
        method: SvdMethod::BidiagonalAfterJacobi,
        ..found
    })
}

fn on_host<T: Scalar>(
    call: &Call<'_>,
    a: Operand<'_>,
    b: Operand<'_>,
    options: &LstsqOptions,
) -> Result<LeastSquares, Error> {
    let (dtype, real) = (a.tensor.dtype(), real_type(a.tensor.dtype()));
    let k = a.rows.min(a.columns);
    let is_vector = b.tensor.ndim() == 1;
    let [x_inner, rest_inner] = match is_vector {
        true => [vec![a.columns], vec![]],
        false => [vec![a.columns, b.columns], vec![b.columns]],
    };
    let mut x = Output::<T>::new(call, dtype, a.outer, &x_inner)?;
    let mut residuals = Output::<T::Part>::new(call, real, a.outer, &rest_inner)?;
    let mut s = Output::<T::Part>::new(call, real, a.outer, &[k])?;
    let mut ranks = Vec::new();
    let (matrices, sides) = (Stack::<T>::read(call, &a)?, Stack::<T>::read(call, &b)?);
    let rcond = rcond::<T>(&a, options);
    for at in 0..matrices.count() {
        if !(matrices.is_finite(at) && sides.is_finite(at)) {
            x.push_nan(a.columns * b.columns);
            residuals.push_nan(b.columns);
            s.push_nan(k);
            ranks.push(0);
            continue;
        }
        let (matrix, side) = (matrices.matrix(at), sides.matrix(at));
        let found = Factors::of(matrix, SvdMode::Thin).ok_or_else(|| Error::NoConvergence {
            op: NAME,
            matrix: matrices.place(at),
        })?;
        let least = rcond * found.s.first().copied().unwrap_or(0.0);
        let rank = found.s.iter().take_while(|&&value| value > least).count();
        let solution = solution(&found, rank, side);
        for square in squares_of_rest(matrix, solution.as_ref(), side) {
            residuals.push_number(T::Part::of(square));
        }
        x.push(solution.as_ref());
        found
            .s
            .iter()
            .for_each(|&value| s.push_number(T::Part::of(value)));
        ranks.push(rank as i64);
    }
    Ok(LeastSquares {
        x: x.into_tensor(call)?,
        residuals: residuals.into_tensor(call)?,
        rank: Tensor::from_slice(call.device, &ranks, a.outer).map_err(runtime(NAME))?,
        s: s.into_tensor(call)?,
        method: SvdMethod::Bidiagonal,
    })
}

#[expect(clippy::cast_precision_loss, reason = "a side is far below 2^53")]
fn rcond<T: Scalar>(a: &Operand<'_>, options: &LstsqOptions) -> f64 {
    let longest = a.rows.max(a.columns) as f64;
    options.rcond.unwrap_or(T::EPSILON * longest)
}

/// `V_r S_r^-1 U_r^H b`.
fn solution<T: Scalar>(found: &Factors<T>, rank: usize, b: MatRef<'_, T>) -> Mat<T> {
    let left = found.u.as_ref().subcols(0, rank).adjoint().to_owned();
    let mut inner = multiply(left.as_ref(), b);
    for j in 0..inner.ncols() {
        let column = inner.col_as_slice_mut(j);
        for (entry, &value) in column.iter_mut().zip(&found.s) {
            let [re, im] = entry.parts();
            *entry = T::of_parts(re / value, im / value);
        }
    }
    multiply(found.v.as_ref().subcols(0, rank), inner.as_ref())
}

/// `|b - A x|^2` of each column, summed in float64.
fn squares_of_rest<T: Scalar>(a: MatRef<'_, T>, x: MatRef<'_, T>, b: MatRef<'_, T>) -> Vec<f64> {
    let product = multiply(a, x);
    let rest = |j: usize| {
        (0..b.nrows())
            .map(|i| (b[(i, j)] - product[(i, j)]).square())
            .sum()
    };
    (0..b.ncols()).map(rest).collect()
}
