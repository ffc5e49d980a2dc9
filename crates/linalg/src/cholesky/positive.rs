//! Whether a matrix is Hermitian and positive definite.

use faer::MatRef;
use kernsmith_runtime::{Stream, Tensor};

use super::{
    Triangle,
    factor::{Lower, lower},
};
use crate::{
    Error, Policy,
    error::runtime,
    host::{Call, Operand, Scalar, Stack, by_scalar},
};

const NAME: &str = "is_spd";

/// Options of [`is_spd`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SpdOptions {
    /// How large `|A - A^H|` may be beside `|A|` (Frobenius); `None` is `n eps`.
    pub tolerance: Option<f64>,
    /// Who computes, and what is checked before.
    pub policy: Policy,
}

/// Whether each matrix of a batch is Hermitian to a tolerance and has a Cholesky factor.
///
/// # Shapes
/// `a`: `[..., n, n]`; the result is of type `bool_` and of shape `[...]`. A matrix without elements is.
///
/// # Errors
/// [`Error::Shape`], [`Error::ElementType`], [`Error::NotFinite`] if asked for, [`Error::Unbuilt`],
/// [`Error::Runtime`]. A matrix with NaN is not positive definite.
///
/// # Examples
/// ```
/// use kernsmith_linalg::cholesky::{SpdOptions, is_spd};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let a = Tensor::from_slice(&device, &[2.0f32, 1.0, 1.0, 2.0, 1.0, 2.0, 2.0, 1.0], [2, 2, 2])?;
/// let found = is_spd(&device.default_stream()?, &a, &SpdOptions::default())?;
/// assert_eq!(found.to_vec::<bool>()?, [true, false]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn is_spd(stream: &Stream, a: &Tensor, options: &SpdOptions) -> Result<Tensor, Error> {
    let call = Call::host(NAME, stream, options.policy, &[("a", a)])?;
    let a = call.squares("a", a)?;
    by_scalar!(a.tensor.dtype(), test(&call, a, options.tolerance))
}

fn test<T: Scalar>(
    call: &Call<'_>,
    a: Operand<'_>,
    tolerance: Option<f64>,
) -> Result<Tensor, Error> {
    let stack = Stack::<T>::read(call, &a)?;
    #[expect(clippy::cast_precision_loss, reason = "a side is far below 2^53")]
    let tolerance = tolerance.unwrap_or(a.rows as f64 * T::EPSILON);
    let found: Vec<u8> = (0..stack.count())
        .map(|at| {
            let matrix = stack.matrix(at);
            let is_factored = || matches!(lower(matrix, Triangle::Lower), Lower::Factor(_));
            u8::from(is_hermitian(matrix, tolerance) && is_factored())
        })
        .collect();
    Tensor::from_bytes(call.device, &found, kernsmith_runtime::DType::Bool, a.outer)
        .map_err(runtime(NAME))
}

/// Squares are summed relative to the largest element. NaN is not Hermitian.
fn is_hermitian<T: Scalar>(a: MatRef<'_, T>, tolerance: f64) -> bool {
    let n = a.nrows();
    let entries = || (0..n).flat_map(|j| (0..n).map(move |i| (i, j)));
    let largest = entries().fold(0.0, |most: f64, at| most.max(a[at].magnitude()));
    if largest == 0.0 {
        return n == 0;
    }
    let (mut apart, mut all) = (0.0, 0.0);
    for (i, j) in entries() {
        let (x, y) = (a[(i, j)].parts(), a[(j, i)].conjugate().parts());
        let part = |k: usize| (x[k] / largest - y[k] / largest).powi(2);
        apart += part(0) + part(1);
        all += (x[0] / largest).powi(2) + (x[1] / largest).powi(2);
    }
    apart.sqrt() <= tolerance * f64::sqrt(all)
}
