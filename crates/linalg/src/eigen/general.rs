//! Matrices without symmetry: complex values and vectors.

use faer::{Mat, MatRef, c64};
use kernsmith_runtime::{DType, Stream, Tensor};

use crate::{
    Error, Policy,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar, power_of_two},
};

/// Values and vectors.
#[derive(Clone, Debug)]
pub struct Eig {
    /// Eigenvalues, the one of the greatest absolute value first; complex.
    pub values: Tensor,
    /// Eigenvectors as columns of length 1, in the values' order; complex.
    pub vectors: Tensor,
}

/// `A V = V diag(w)` for each matrix of a batch.
///
/// # Shapes
/// `a`: `[..., n, n]`; values `[..., n]`, vectors `[..., n, n]`, of type complex64 for float32 and complex64, complex128
/// otherwise.
///
/// # Numerics
/// Hessenberg form, then shifted QR, in float64 or complex128 for every type: `|A v - w v|` is at most `50 n u |A|`.
/// Values are sorted by absolute value, falling, then by real and by imaginary part, falling. A matrix without a full
/// set of vectors has some twice. NaN or infinities in a matrix make all of its results NaN.
///
/// # Errors
/// [`Error::NoConvergence`], [`Error::Shape`], [`Error::ElementType`], [`Error::NotFinite`] if asked for,
/// [`Error::Unbuilt`], [`Error::Runtime`].
///
/// # Examples
/// ```
/// use kernsmith_linalg::{Policy, eigen::eig};
/// use kernsmith_runtime::{Complex64, Device, Tensor};
///
/// let device = Device::cpu();
/// let turn = Tensor::from_slice(&device, &[0.0f64, -1.0, 1.0, 0.0], [2, 2])?;
/// let values = eig(&device.default_stream()?, &turn, Policy::default())?.values.to_vec::<Complex64>()?;
/// assert!((values[0].im - 1.0).abs() < 1e-15 && (values[1].im + 1.0).abs() < 1e-15);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn eig(stream: &Stream, a: &Tensor, policy: Policy) -> Result<Eig, Error> {
    let call = Call::host("eig", stream, policy, &[("a", a)])?;
    let a = call.squares("a", a)?;
    let (values, vectors) = by_scalar!(a.tensor.dtype(), factor(&call, a, true))?;
    Ok(Eig { values, vectors })
}

/// The eigenvalues of each matrix of a batch, as [`eig`] has them.
///
/// # Shapes
/// `a`: `[..., n, n]`; the result `[..., n]`, complex.
///
/// # Errors
/// As [`eig`].
pub fn eigvals(stream: &Stream, a: &Tensor, policy: Policy) -> Result<Tensor, Error> {
    let call = Call::host("eigvals", stream, policy, &[("a", a)])?;
    let a = call.squares("a", a)?;
    let (values, _) = by_scalar!(a.tensor.dtype(), factor(&call, a, false))?;
    Ok(values)
}

fn factor<T: Eigen>(
    call: &Call<'_>,
    a: Operand<'_>,
    with_vectors: bool,
) -> Result<(Tensor, Tensor), Error> {
    let n = a.rows;
    let dtype = match a.tensor.dtype() {
        DType::F32 | DType::C64 => DType::C64,
        _ => DType::C128,
    };
    let columns = if with_vectors { n } else { 0 };
    let mut values = Output::<c64>::new(call, dtype, a.outer, &[n])?;
    let mut vectors = Output::<c64>::new(call, dtype, a.outer, &[n, columns])?;
    let stack = Stack::<T>::read(call, &a)?;
    for at in 0..stack.count() {
        if !stack.is_finite(at) {
            values.push_nan(n);
            vectors.push_nan(n * columns);
            continue;
        }
        let found = of_one(stack.matrix(at), with_vectors).ok_or_else(|| Error::NoConvergence {
            op: call.op,
            matrix: stack.place(at),
        })?;
        let order = order(&found.0);
        order.iter().for_each(|&k| values.push_number(found.0[k]));
        if with_vectors {
            let sorted = Mat::from_fn(n, n, |i, j| found.1[(i, order[j])]);
            vectors.push(sorted.as_ref());
        }
    }
    Ok((values.into_tensor(call)?, vectors.into_tensor(call)?))
}

fn of_one<T: Eigen>(a: MatRef<'_, T>, with_vectors: bool) -> Option<(Vec<c64>, Mat<c64>)> {
    if a.nrows() == 0 {
        return Some((Vec::new(), Mat::zeros(0, 0)));
    }
    let scale = power_of_two(a);
    let (mut values, mut vectors) = T::eigen(a, scale, with_vectors)?;
    values.iter_mut().for_each(|value| *value /= scale);
    for j in 0..vectors.ncols() {
        let column = vectors.col_as_slice_mut(j);
        let length = column
            .iter()
            .map(|entry| entry.square())
            .sum::<f64>()
            .sqrt();
        if length > 0.0 {
            column.iter_mut().for_each(|entry| *entry /= length);
        }
    }
    Some((values, vectors))
}

/// Eigenvalues sorted by absolute value, then by their parts, all falling.
fn order(values: &[c64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    let key = |at: usize| [values[at].magnitude(), values[at].re, values[at].im];
    order.sort_by(|&x, &y| {
        let pairs = key(y).into_iter().zip(key(x));
        pairs.fold(std::cmp::Ordering::Equal, |so_far, (y, x)| {
            so_far.then(y.total_cmp(&x))
        })
    });
    order
}

/// A kind of number whose matrices have eigenvalues: computed in double precision.
trait Eigen: Scalar {
    /// Values and vectors of a matrix times a factor; `None` where the iteration did not converge.
    fn eigen(a: MatRef<'_, Self>, scale: f64, with_vectors: bool) -> Option<(Vec<c64>, Mat<c64>)>;
}

fn real_eigen<T: Scalar>(
    a: MatRef<'_, T>,
    scale: f64,
    with_vectors: bool,
) -> Option<(Vec<c64>, Mat<c64>)> {
    let n = a.nrows();
    let wide = Mat::<f64>::from_fn(n, n, |i, j| a[(i, j)].parts()[0] * scale);
    if !with_vectors {
        return Some((wide.eigenvalues().ok()?, Mat::zeros(n, 0)));
    }
    let found = wide.eigen().ok()?;
    let values = found.S().column_vector().iter().copied().collect();
    Some((values, found.U().to_owned()))
}

impl Eigen for f32 {
    fn eigen(a: MatRef<'_, Self>, scale: f64, with_vectors: bool) -> Option<(Vec<c64>, Mat<c64>)> {
        real_eigen(a, scale, with_vectors)
    }
}

impl Eigen for f64 {
    fn eigen(a: MatRef<'_, Self>, scale: f64, with_vectors: bool) -> Option<(Vec<c64>, Mat<c64>)> {
        real_eigen(a, scale, with_vectors)
    }
}

impl Eigen for c64 {
    fn eigen(a: MatRef<'_, Self>, scale: f64, with_vectors: bool) -> Option<(Vec<c64>, Mat<c64>)> {
        let n = a.nrows();
        let scaled = Mat::<Self>::from_fn(n, n, |i, j| a[(i, j)] * scale);
        if !with_vectors {
            return Some((scaled.eigenvalues().ok()?, Mat::zeros(n, 0)));
        }
        let found = scaled.eigen().ok()?;
        let values = found.S().column_vector().iter().copied().collect();
        Some((values, found.U().to_owned()))
    }
}
