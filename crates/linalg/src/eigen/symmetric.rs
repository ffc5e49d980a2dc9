//! Hermitian matrices: real values, orthonormal vectors.

use faer::Mat;
use kernsmith_runtime::{Stream, Tensor};

use super::shifted;
use crate::{
    Error, Executor, Policy,
    host::{
        Call, Operand, Output, Scalar, Stack, by_scalar, householder::polish, lower_half,
        power_of_two_for, real_type, spectral::eigen,
    },
    policy::Built,
    svd::{self, Launcher, SvdOptions},
};

const NAME: &str = "eigh";

/// The order of eigenvalues.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// The least first, as LAPACK has them.
    #[default]
    Ascending,
    /// The greatest first.
    Descending,
}

/// Options of [`eigh`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct EighOptions {
    /// The order of values, and of vectors with them.
    pub order: Order,
    /// Whether vectors are computed.
    pub vectors: bool,
    /// Who computes, and what is checked before.
    pub policy: Policy,
}

impl Default for EighOptions {
    fn default() -> Self {
        Self {
            order: Order::default(),
            vectors: true,
            policy: Policy::default(),
        }
    }
}

/// How the values of an [`Eigh`] came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EighMethod {
    /// Tridiagonal form, on the host.
    Tridiagonal,
    /// Block one-sided Jacobi of the shifted matrix, as kernels.
    Jacobi,
    /// Tridiagonal form on the host after kernels had failed: numbers were not finite, or did not come to an end.
    TridiagonalAfterJacobi,
}

/// Values and vectors.
#[derive(Clone, Debug)]
pub struct Eigh {
    /// Eigenvalues; of a real type.
    pub values: Tensor,
    /// Eigenvectors as columns, in the values' order.
    pub vectors: Option<Tensor>,
    /// How they came to be.
    pub method: EighMethod,
}

/// `A V = V diag(w)` for each Hermitian matrix of a batch. Only the lower half of `A` is read.
///
/// # Shapes
/// `a`: `[..., n, n]`; values `[..., n]`, vectors `[..., n, n]`.
///
/// # Numerics
/// Tridiagonal form, then divide and conquer: values to about `eps |A|`, vectors orthonormal to about `eps sqrt(n)`.
/// NaN or infinities in the lower half make all of its results NaN. Kernels, in float32 and for up to 2048 rows, find
/// singular values of `c I - A` instead, which cost a factor of about `n^(1/8)` of the values' precision; what they fail
/// at, the processor computes.
///
/// # Errors
/// [`Error::NoConvergence`], which no matrix of finite numbers was seen to give; [`Error::Shape`],
/// [`Error::ElementType`], [`Error::NotFinite`] if asked for, [`Error::Unbuilt`], [`Error::Runtime`].
///
/// # Examples
/// ```
/// use kernsmith_linalg::eigen::{EighOptions, Order, eigh};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let a = Tensor::from_slice(&device, &[0.0f64, 1.0, 1.0, 0.0], [2, 2])?;
/// let options = EighOptions { order: Order::Descending, ..EighOptions::default() };
/// let values = eigh(&device.default_stream()?, &a, &options)?.values.to_vec::<f64>()?;
/// assert!((values[0] - 1.0).abs() < 1e-15 && (values[1] + 1.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn eigh(stream: &Stream, a: &Tensor, options: &EighOptions) -> Result<Eigh, Error> {
    let built = built(a.shape(), options.policy);
    let (call, executor) = Call::begin(NAME, stream, options.policy, &[("a", a)], built)?;
    let a = call.squares("a", a)?;
    if executor == Executor::Host {
        return by_scalar!(a.tensor.dtype(), factor(&call, a, options));
    }
    let launcher = Launcher { op: NAME, stream };
    if let Some(found) = shifted::factor(launcher, a, options.order, options.vectors)? {
        return Ok(found);
    }
    let found: Eigh = by_scalar!(a.tensor.dtype(), factor(&call, a, options))?;
    Ok(Eigh {
        method: EighMethod::TridiagonalAfterJacobi,
        ..found
    })
}

/// What there is as kernels for arrays of this shape: what there is for singular values.
pub(crate) fn built(shape: &[usize], policy: Policy) -> Built {
    let options = SvdOptions {
        policy,
        ..SvdOptions::default()
    };
    svd::built_for_all(shape, &options)
}

fn factor<T: Scalar>(
    call: &Call<'_>,
    a: Operand<'_>,
    options: &EighOptions,
) -> Result<Eigh, Error> {
    let (dtype, n) = (a.tensor.dtype(), a.rows);
    let mut values = Output::<T::Part>::new(call, real_type(dtype), a.outer, &[n])?;
    let columns = if options.vectors { n } else { 0 };
    let mut vectors = Output::<T>::new(call, dtype, a.outer, &[n, columns])?;
    let stack = Stack::<T>::read(call, &a)?;
    for at in 0..stack.count() {
        // The upper half may hold anything.
        let (half, largest) = lower_half(stack.matrix(at));
        if !largest.is_finite() {
            values.push_nan(n);
            vectors.push_nan(n * columns);
            continue;
        }
        let found = of_one(half, largest, options).ok_or_else(|| Error::NoConvergence {
            op: NAME,
            matrix: stack.place(at),
        })?;
        for value in found.0 {
            values.push_number(T::Part::of(value));
        }
        if options.vectors {
            vectors.push(found.1.as_ref());
        }
    }
    Ok(Eigh {
        values: values.into_tensor(call)?,
        vectors: match options.vectors {
            true => Some(vectors.into_tensor(call)?),
            false => None,
        },
        method: EighMethod::Tridiagonal,
    })
}

fn of_one<T: Scalar>(
    mut half: Mat<T>,
    largest: f64,
    options: &EighOptions,
) -> Option<(Vec<f64>, Mat<T>)> {
    let n = half.nrows();
    if n == 0 {
        return Some((Vec::new(), Mat::zeros(0, 0)));
    }
    let scale = power_of_two_for::<T>(largest);
    if scale != 1.0 {
        let factor = T::of(scale);
        for column in half.col_iter_mut() {
            column.iter_mut().for_each(|entry| *entry *= factor);
        }
    }
    let (mut values, mut vectors) = eigen(half.as_ref(), options.vectors)?;
    polish(&mut vectors);
    if options.order == Order::Descending {
        values.reverse();
        vectors = vectors.as_ref().reverse_cols().to_owned();
    }
    values.iter_mut().for_each(|value| *value /= scale);
    Some((values, vectors))
}
