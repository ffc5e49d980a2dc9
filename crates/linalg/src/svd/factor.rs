//! The factorization.
//!
//! A tall matrix is factored to `Q R` first, and the singular vectors of `R` are multiplied by `Q`; a wide one is the
//! adjoint of a tall one. The rest is a bidiagonal form, and divide and conquer. The matrix is scaled by a power
//! of two where its numbers are extreme, so that no square overflows.
//!
//! Kernels go another way on a device ([`device`](super::device)).

use faer::{Mat, MatRef};
use kernsmith_runtime::{Stream, Tensor};

use super::{SvdMethod, built_for_all, device::by_kernels};
use crate::{
    Error, Executor, Policy,
    host::{
        Call, Operand, Output, Scalar, Stack, by_column, by_scalar,
        householder::{Reflections, polish_both},
        power_of_two, real_type,
        spectral::Singular,
        tall::{self, Tall},
    },
    plan::is_tall,
};

const NAME: &str = "svd";

/// How much of the vectors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SvdMode {
    /// `min(m, n)` of each kind.
    #[default]
    Thin,
    /// `m` left and `n` right ones.
    Full,
    /// None.
    Values,
}

/// Options of [`svd`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SvdOptions {
    /// How much of the vectors.
    pub mode: SvdMode,
    /// Who computes, and what is checked before.
    pub policy: Policy,
}

/// The factors.
#[derive(Clone, Debug)]
pub struct Svd {
    /// Left singular vectors as columns; `None` for [`SvdMode::Values`].
    pub u: Option<Tensor>,
    /// Singular values, not growing and not negative; of a real type.
    pub s: Tensor,
    /// Right singular vectors as conjugated rows; `None` for [`SvdMode::Values`].
    pub vt: Option<Tensor>,
    /// How they came to be.
    pub method: SvdMethod,
}

/// `A = U S V^H`, for each matrix of a batch.
///
/// # Shapes
/// `a`: `[..., m, n]`, with `k = min(m, n)`: `U` `[..., m, k]`, `s` `[..., k]`, `V^H` `[..., k, n]`; for
/// [`SvdMode::Full`] `U` is `[..., m, m]` and `V^H` `[..., n, n]`.
///
/// # Numerics
/// Singular values to about `eps` times the largest one, vectors orthonormal to about `eps sqrt(n)` also where values
/// are zero or repeated: `A^H A` is never formed. NaN or infinities in a matrix make all of its results NaN. Kernels, in
/// float32, rotate columns until they are orthogonal ([`SvdMethod`]), to the same bounds; what they fail at, the
/// processor computes.
///
/// # Errors
/// [`Error::NoConvergence`], which no matrix of finite numbers was seen to give; [`Error::Shape`],
/// [`Error::ElementType`], [`Error::NotFinite`] if asked for, [`Error::Unbuilt`], [`Error::Runtime`].
///
/// # Examples
/// ```
/// use kernsmith_linalg::svd::{SvdOptions, svd};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let a = Tensor::from_slice(&device, &[0.0f64, -2.0, 0.0, 3.0, 0.0, 0.0], [2, 3])?;
/// let svd = svd(&device.default_stream()?, &a, &SvdOptions::default())?;
/// assert_eq!(svd.s.to_vec::<f64>()?, [3.0, 2.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn svd(stream: &Stream, a: &Tensor, options: &SvdOptions) -> Result<Svd, Error> {
    let built = built_for_all(a.shape(), options);
    let (call, executor) = Call::begin(NAME, stream, options.policy, &[("a", a)], built)?;
    let a = call.matrices("a", a)?;
    if executor == Executor::Host {
        return by_scalar!(a.tensor.dtype(), factor(&call, a, options.mode));
    }
    if let Some(found) = by_kernels((NAME, stream), a, options.mode)? {
        return Ok(found);
    }
    let found: Svd = by_scalar!(a.tensor.dtype(), factor(&call, a, options.mode))?;
    Ok(Svd {
        method: SvdMethod::BidiagonalAfterJacobi,
        ..found
    })
}

fn factor<T: Scalar>(call: &Call<'_>, a: Operand<'_>, mode: SvdMode) -> Result<Svd, Error> {
    let dtype = a.tensor.dtype();
    let (m, n, k) = (a.rows, a.columns, a.rows.min(a.columns));
    let [left, right] = match mode {
        SvdMode::Thin => [k, k],
        SvdMode::Full => [m, n],
        SvdMode::Values => [0, 0],
    };
    let mut u = Output::<T>::new(call, dtype, a.outer, &[m, left])?;
    let mut s = Output::<T::Part>::new(call, real_type(dtype), a.outer, &[k])?;
    let mut vt = Output::<T>::new(call, dtype, a.outer, &[right, n])?;
    let stack = Stack::<T>::read(call, &a)?;
    for at in 0..stack.count() {
        if !stack.is_finite(at) {
            u.push_nan(m * left);
            s.push_nan(k);
            vt.push_nan(right * n);
            continue;
        }
        let found = Factors::of(stack.matrix(at), mode).ok_or_else(|| Error::NoConvergence {
            op: call.op,
            matrix: stack.place(at),
        })?;
        for value in found.s {
            s.push_number(T::Part::of(value));
        }
        if mode != SvdMode::Values {
            u.push(found.u.as_ref());
            vt.push_adjoint(found.v.as_ref());
        }
    }
    let (u, vt) = match mode {
        SvdMode::Values => (None, None),
        SvdMode::Thin | SvdMode::Full => (Some(u.into_tensor(call)?), Some(vt.into_tensor(call)?)),
    };
    Ok(Svd {
        u,
        s: s.into_tensor(call)?,
        vt,
        method: SvdMethod::Bidiagonal,
    })
}

/// Factors of one matrix of finite numbers.
pub(crate) struct Factors<T> {
    pub(crate) u: Mat<T>,
    pub(crate) s: Vec<f64>,
    pub(crate) v: Mat<T>,
}

impl<T: Scalar> Factors<T> {
    /// The factors; `None` where the iteration did not converge. Without vectors, both have no columns.
    pub(crate) fn of(a: MatRef<'_, T>, mode: SvdMode) -> Option<Self> {
        if a.nrows() < a.ncols() {
            let mut adjoint = by_column(a.transpose());
            for column in adjoint.col_iter_mut() {
                column
                    .iter_mut()
                    .for_each(|entry| *entry = entry.conjugate());
            }
            let found = Self::of_tall(adjoint, mode)?;
            return Some(Self {
                u: found.v,
                s: found.s,
                v: found.u,
            });
        }
        Self::of_tall(by_column(a), mode)
    }

    fn of_tall(mut a: Mat<T>, mode: SvdMode) -> Option<Self> {
        let (m, n) = (a.nrows(), a.ncols());
        let scale = power_of_two(a.as_ref());
        if scale != 1.0 {
            let factor = T::of(scale);
            a = Mat::from_fn(m, n, |i, j| a[(i, j)] * factor);
        }
        let unscaled = |mut found: Self| {
            found.s.iter_mut().for_each(|value| *value /= scale);
            Some(found)
        };
        if !is_tall(m, n) {
            return unscaled(of_square(&a, mode)?);
        }
        unscaled(match mode != SvdMode::Full && tall::is_in_parts(m, n) {
            true => Self::in_parts(a.as_ref(), mode)?,
            false => Self::after_reflections(a, mode)?,
        })
    }

    /// Without the full basis.
    fn in_parts(a: MatRef<'_, T>, mode: SvdMode) -> Option<Self> {
        let found = Tall::factor(a, 1.0);
        let inner = of_square(&found.r(), mode)?;
        let u = match mode {
            SvdMode::Values => inner.u,
            SvdMode::Thin | SvdMode::Full => found.times(inner.u.as_ref()),
        };
        Some(Self { u, ..inner })
    }

    fn after_reflections(a: Mat<T>, mode: SvdMode) -> Option<Self> {
        let (m, n) = (a.nrows(), a.ncols());
        let inner_mode = match mode {
            SvdMode::Values => SvdMode::Values,
            SvdMode::Thin | SvdMode::Full => SvdMode::Thin,
        };
        let reflections = Reflections::factor(a);
        let inner = of_square(&reflections.r(n), inner_mode)?;
        let left = match mode {
            SvdMode::Values => return Some(inner),
            SvdMode::Thin => n,
            SvdMode::Full => m,
        };
        let mut u = Mat::zeros(m, left);
        u.as_mut().submatrix_mut(0, 0, n, n).copy_from(&inner.u);
        for j in n..left {
            u[(j, j)] = T::of(1.0);
        }
        reflections.apply_q(u.as_mut());
        Some(Self { u, ..inner })
    }
}

/// Of a matrix with about as many rows as columns.
fn of_square<T: Scalar>(a: &Mat<T>, mode: SvdMode) -> Option<Factors<T>> {
    let (rows, columns) = (a.nrows(), a.ncols());
    let sides = match mode {
        SvdMode::Values => [0, 0],
        SvdMode::Thin => [columns, columns],
        SvdMode::Full => [rows, columns],
    };
    let Singular { mut u, s, mut v } = T::singular(a, sides)?;
    polish_both(&mut u, &mut v);
    Some(Factors { u, s, v })
}

/// The sum, the largest and the least of a matrix's singular values.
pub(crate) fn nuclear_and_spectral<T: Scalar>(a: MatRef<'_, T>) -> Option<[f64; 3]> {
    let values = Factors::of(a, SvdMode::Values)?.s;
    let edge = |value: Option<&f64>| value.copied().unwrap_or(0.0);
    Some([
        values.iter().sum(),
        edge(values.first()),
        edge(values.last()),
    ])
}
