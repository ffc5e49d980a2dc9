//! The factorization.

use faer::{Mat, MatRef};
use kernsmith_runtime::{Stream, Tensor};

use super::{
    blocked::{self, built},
    halved,
};
use crate::{
    Error, Executor, Policy,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar, lower_half},
};

const NAME: &str = "cholesky";

/// One half of a matrix, with its diagonal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Triangle {
    /// On and below the diagonal.
    #[default]
    Lower,
    /// On and above it.
    Upper,
}

/// Options of [`cholesky`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CholeskyOptions {
    /// Which half of the matrix is read, and of which form the factor is.
    pub triangle: Triangle,
    /// Who computes, and what is checked before.
    pub policy: Policy,
}

/// The factor.
#[derive(Clone, Debug)]
pub struct Cholesky {
    /// `L`, or `U` with `A = U^H U`; zeros in the other half.
    pub factor: Tensor,
    /// Which of both.
    pub triangle: Triangle,
}

/// `A = L L^H`, for each matrix of a batch. Only one half of `A` is read.
///
/// # Shapes
/// `a`: `[..., n, n]`, and so is the factor.
///
/// # Numerics
/// `|L L^H - A| / |A|` is at most `10 n u`. A pivot is refused where it is not greater than zero, at any scale of
/// the matrix. Kernels, in float32, work in blocks of 64 rows and columns; where a pivot fails there, the processor has
/// the last word. NaN or infinities in the half that is read make the factor NaN.
///
/// # Errors
/// [`Error::NotPositiveDefinite`] with the first pivot that is not positive; [`Error::Shape`],
/// [`Error::ElementType`], [`Error::NotFinite`] if asked for, [`Error::Unbuilt`], [`Error::Runtime`].
///
/// # Examples
/// ```
/// use kernsmith_linalg::cholesky::{CholeskyOptions, cholesky};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let stream = device.default_stream()?;
/// let a = Tensor::from_slice(&device, &[4.0f32, 2.0, 2.0, 5.0], [2, 2])?;
/// let llt = cholesky(&stream, &a, &CholeskyOptions::default())?;
/// assert_eq!(llt.factor.to_vec::<f32>()?, [2.0, 0.0, 1.0, 2.0]);
///
/// let b = Tensor::from_slice(&device, &[1.0f32, 2.0, 2.0, 1.0], [2, 2])?;
/// let error = cholesky(&stream, &b, &CholeskyOptions::default()).unwrap_err();
/// assert_eq!(error.to_string(), "cholesky: matrix [] is not positive definite: pivot 1 is not positive");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn cholesky(stream: &Stream, a: &Tensor, options: &CholeskyOptions) -> Result<Cholesky, Error> {
    let built = built(
        a.shape().last().copied().unwrap_or(0),
        options.policy.check_finite,
    );
    let (call, executor) = Call::begin(NAME, stream, options.policy, &[("a", a)], built)?;
    let a = call.squares("a", a)?;
    if executor == Executor::Kernels
        && let Some(factor) = blocked::factor((NAME, stream), a, options.triangle)?
    {
        return Ok(Cholesky {
            factor,
            triangle: options.triangle,
        });
    }
    // Of a matrix whose pivots fail, the host says which, or that there are numbers that are none.
    by_scalar!(a.tensor.dtype(), factor(&call, a, options.triangle))
}

fn factor<T: Scalar>(
    call: &Call<'_>,
    a: Operand<'_>,
    triangle: Triangle,
) -> Result<Cholesky, Error> {
    let n = a.rows;
    let mut all = Output::<T>::new(call, a.tensor.dtype(), a.outer, &[n, n])?;
    let stack = Stack::<T>::read(call, &a)?;
    for at in 0..stack.count() {
        match lower(stack.matrix(at), triangle) {
            Lower::Factor(l) => all.push(match triangle {
                Triangle::Lower => l.as_ref(),
                Triangle::Upper => l.as_ref().transpose(),
            }),
            Lower::NotFinite => all.push_nan(n * n),
            Lower::Pivot(pivot) => {
                return Err(Error::NotPositiveDefinite {
                    op: call.op,
                    matrix: stack.place(at),
                    pivot,
                });
            }
        }
    }
    Ok(Cholesky {
        factor: all.into_tensor(call)?,
        triangle,
    })
}

/// What comes of a matrix.
pub(super) enum Lower<T> {
    /// `L`; of the upper half its conjugate, so that the transpose is `U`.
    Factor(Mat<T>),
    /// NaN or infinities were read.
    NotFinite,
    /// The first pivot that is not positive.
    Pivot(usize),
}

pub(super) fn lower<T: Scalar>(a: MatRef<'_, T>, triangle: Triangle) -> Lower<T> {
    // A^T = U^T conj(U): the transpose of the upper half is a lower half with the factor U^T.
    let half = match triangle {
        Triangle::Lower => a,
        Triangle::Upper => a.transpose(),
    };
    let (mut l, largest) = lower_half(half);
    if !largest.is_finite() {
        return Lower::NotFinite;
    }
    if let Err(pivot) = halved::factor(l.as_mut()) {
        return Lower::Pivot(pivot);
    }
    // The factorization leaves what it likes there.
    for j in 1..l.ncols() {
        l.col_as_slice_mut(j)[..j].fill(T::of(0.0));
    }
    Lower::Factor(l)
}
