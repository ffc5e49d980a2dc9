//! The factorization.

use faer::{Mat, MatRef};
use kernsmith_runtime::{Stream, Tensor};

use super::{
    QrMethod, built,
    gram_schmidt::{self, Turns},
    panel::Panel,
};
use crate::{
    Error, Executor, Policy,
    error::runtime,
    host::{
        Call, Operand, Output, Scalar, Stack, by_column, by_scalar,
        householder::Reflections,
        pivoted, power_of_two,
        tall::{self, Tall},
    },
};

const NAME: &str = "qr";

/// How much of the factors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QrMode {
    /// `Q` of `min(m, n)` columns, `R` of as many rows.
    #[default]
    Reduced,
    /// `Q` of `m` columns, `R` of `m` rows.
    Complete,
    /// `R` alone, as in the reduced form.
    R,
}

/// Options of [`qr`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct QrOptions {
    /// How much of the factors.
    pub mode: QrMode,
    /// Columns in an order in which the diagonal of `R` does not grow; with it comes the rank.
    pub pivot: bool,
    /// Who computes, and what is checked before.
    pub policy: Policy,
}

/// The factors.
#[derive(Clone, Debug)]
pub struct Qr {
    /// Orthonormal columns; `None` for [`QrMode::R`].
    pub q: Option<Tensor>,
    /// Upper triangular, zeros below.
    pub r: Tensor,
    /// With pivoting: column `j` of `Q R` is column `columns[j]` of `A`, as int64.
    pub columns: Option<Tensor>,
    /// With pivoting: how many `|R_kk|` are greater than `max(m, n) eps max |R_jj|`, for each matrix, as int64.
    pub rank: Option<Tensor>,
    /// How they came to be.
    pub method: QrMethod,
}

/// `A = Q R`, or `A P = Q R` with pivoting, for each matrix of a batch.
///
/// # Shapes
/// `a`: `[..., m, n]`. `Q`: `[..., m, min(m, n)]` or `[..., m, m]`; `R`: `[..., min(m, n), n]` or `[..., m, n]`.
/// Without rows or columns `R` is empty, and the complete `Q` the identity.
///
/// # Numerics
/// `R_kk >= 0` (for complex numbers: real and not negative), so that the factors of a matrix of full rank are
/// unique. Householder reflections: `Q` is orthonormal to about `eps sqrt(n)` whatever the rank, also where columns
/// are zero or repeated. In float32 `max |Q^T Q - I|` is at most 2e-6 up to 513 rows and columns (seen in tests), and
/// so is `|A - QR| / |A|`. Kernels, in float32, make panels of 64 columns orthonormal by Cholesky factors ([`QrMethod`]),
/// within the same bounds; where that fails, the processor computes. NaN or infinities in a matrix make all of its factors NaN, and its rank 0.
///
/// # Errors
/// [`Error::Shape`] for less than two axes, [`Error::ElementType`], [`Error::NotFinite`] if asked for,
/// [`Error::Unbuilt`] for kernels, [`Error::Runtime`] if there is no room.
///
/// # Examples
/// ```
/// use kernsmith_linalg::qr::{QrOptions, qr};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let a = Tensor::from_slice(&device, &[3.0f64, 1.0, 4.0, 2.0], [2, 2])?;
/// let qr = qr(&device.default_stream()?, &a, &QrOptions::default())?;
/// let r = qr.r.to_vec::<f64>()?;
/// assert!((r[0] - 5.0).abs() < 1e-14 && (r[1] - 2.2).abs() < 1e-14 && r[2] == 0.0 && (r[3] - 0.4).abs() < 1e-14);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn qr(stream: &Stream, a: &Tensor, options: &QrOptions) -> Result<Qr, Error> {
    let sides = match a.shape() {
        [.., rows, columns] => [*rows, *columns],
        _ => [0, 0],
    };
    let built = built(sides, options);
    let (call, executor) = Call::begin(NAME, stream, options.policy, &[("a", a)], built)?;
    let a = call.matrices("a", a)?;
    if executor == Executor::Host {
        return by_scalar!(a.tensor.dtype(), factor(&call, a, options));
    }
    if let Some(found) = by_kernels(stream, a, options.mode)? {
        return Ok(found);
    }
    let found: Qr = by_scalar!(a.tensor.dtype(), factor(&call, a, options))?;
    Ok(Qr {
        method: QrMethod::ReflectionsAfterCholesky,
        ..found
    })
}

/// By kernels, in more turns where few fail; `None` where all fail.
fn by_kernels(stream: &Stream, a: Operand<'_>, mode: QrMode) -> Result<Option<Qr>, Error> {
    let panel = Panel { op: NAME, stream };
    for (turns, method) in [
        (Turns::PLAIN, QrMethod::Cholesky),
        (Turns::SHIFTED, QrMethod::ShiftedCholesky),
    ] {
        if let Some(found) = gram_schmidt::factor(panel, a, turns)? {
            return Ok(Some(Qr {
                q: (mode != QrMode::R).then_some(found.q),
                r: found.r,
                columns: None,
                rank: None,
                method,
            }));
        }
    }
    Ok(None)
}

fn factor<T: Scalar>(call: &Call<'_>, a: Operand<'_>, options: &QrOptions) -> Result<Qr, Error> {
    let dtype = a.tensor.dtype();
    let inner = match options.mode {
        QrMode::Complete => a.rows,
        QrMode::Reduced | QrMode::R => a.rows.min(a.columns),
    };
    let wants_q = options.mode != QrMode::R;
    let q_columns = if wants_q { inner } else { 0 };
    let mut q = Output::<T>::new(call, dtype, a.outer, &[a.rows, q_columns])?;
    let mut r = Output::<T>::new(call, dtype, a.outer, &[inner, a.columns])?;
    let (mut orders, mut ranks) = (Vec::new(), Vec::new());
    let stack = Stack::<T>::read(call, &a)?;
    for at in 0..stack.count() {
        if !stack.is_finite(at) {
            q.push_nan(a.rows * q_columns);
            r.push_nan(inner * a.columns);
            orders.extend(0..a.columns);
            ranks.push(0);
            continue;
        }
        let matrix = stack.matrix(at);
        let is_whole = options.pivot || options.mode == QrMode::Complete;
        if !is_whole && tall::is_in_parts(a.rows, a.columns) {
            in_parts(matrix, wants_q.then_some(&mut q), &mut r);
            continue;
        }
        let factors = factor_one(matrix, inner, options);
        if wants_q {
            q.push(factors.q.as_ref());
        }
        r.push(factors.r.as_ref());
        ranks.push(rank(factors.r.as_ref(), a.rows.max(a.columns)));
        orders.extend(factors.columns);
    }
    let of = |numbers: Vec<usize>, inner: &[usize]| {
        let numbers: Vec<i64> = numbers.into_iter().map(|number| number as i64).collect();
        let shape = [a.outer, inner].concat();
        Tensor::from_slice(call.device, &numbers, shape).map_err(runtime(NAME))
    };
    let (columns, rank) = match options.pivot {
        true => (Some(of(orders, &[a.columns])?), Some(of(ranks, &[])?)),
        false => (None, None),
    };
    Ok(Qr {
        q: if wants_q {
            Some(q.into_tensor(call)?)
        } else {
            None
        },
        r: r.into_tensor(call)?,
        columns,
        rank,
        method: QrMethod::Reflections,
    })
}

/// The reduced factors of one matrix of many rows.
fn in_parts<T: Scalar>(a: MatRef<'_, T>, q: Option<&mut Output<T>>, r: &mut Output<T>) {
    let scale = power_of_two(a);
    let (rows, columns) = a.shape();
    let found = Tall::factor(a, scale);
    let mut triangle = found.r();
    let phases = make_diagonal_positive(&mut triangle);
    if let Some(q) = q {
        let mut inner = Mat::zeros(columns, columns);
        for (k, &phase) in phases.iter().enumerate() {
            inner[(k, k)] = phase;
        }
        q.push_by(rows * columns, |target| {
            found.write_by_row(inner.as_ref(), target);
        });
    }
    scale_by(&mut triangle, 1.0 / scale);
    r.push(triangle.as_ref());
}

/// The factors of one matrix.
struct Factors<T> {
    q: Mat<T>,
    r: Mat<T>,
    columns: Vec<usize>,
}

fn factor_one<T: Scalar>(a: MatRef<'_, T>, inner: usize, options: &QrOptions) -> Factors<T> {
    let scale = power_of_two(a);
    let mut a = by_column(a);
    scale_by(&mut a, scale);
    let wants_q = options.mode != QrMode::R;
    let mut factors = match options.pivot {
        true => {
            let found = pivoted(a.as_ref(), inner);
            Factors {
                q: found.q,
                r: found.r,
                columns: found.columns,
            }
        }
        false => {
            let columns = (0..a.ncols()).collect();
            let reflections = Reflections::factor(a);
            Factors {
                q: reflections.q(if wants_q { inner } else { 0 }),
                r: reflections.r(inner),
                columns,
            }
        }
    };
    let phases = make_diagonal_positive(&mut factors.r);
    if wants_q {
        for (k, &phase) in phases.iter().enumerate() {
            if phase != T::of(1.0) {
                let column = factors.q.col_as_slice_mut(k);
                column.iter_mut().for_each(|entry| *entry *= phase);
            }
        }
    }
    scale_by(&mut factors.r, 1.0 / scale);
    factors
}

fn scale_by<T: Scalar>(matrix: &mut Mat<T>, scale: f64) {
    if scale != 1.0 {
        let factor = T::of(scale);
        for j in 0..matrix.ncols() {
            let column = matrix.col_as_slice_mut(j);
            column.iter_mut().for_each(|entry| *entry *= factor);
        }
    }
}

/// Takes the phase of each `R_kk` out of row `k`; they are to be multiplied to the columns of `Q`.
fn make_diagonal_positive<T: Scalar>(r: &mut Mat<T>) -> Vec<T> {
    let steps = r.nrows().min(r.ncols());
    let mut phases = Vec::with_capacity(steps);
    for k in 0..steps {
        let magnitude = r[(k, k)].magnitude();
        let [re, im] = r[(k, k)].parts();
        let is_positive = magnitude == 0.0 || (re > 0.0 && im == 0.0);
        r[(k, k)] = T::of(magnitude);
        phases.push(match is_positive {
            true => T::of(1.0),
            false => T::of_parts(re / magnitude, im / magnitude),
        });
    }
    // Column by column, as the factors lie.
    for j in 1..r.ncols() {
        let above = r.col_as_slice_mut(j).iter_mut().take(j);
        for (entry, phase) in above.zip(&phases) {
            *entry = phase.conjugate() * *entry;
        }
    }
    phases
}

fn rank<T: Scalar>(r: MatRef<'_, T>, most: usize) -> usize {
    let diagonal = (0..r.nrows().min(r.ncols())).map(|k| r[(k, k)].magnitude());
    let largest = diagonal.clone().fold(0.0, f64::max);
    #[expect(clippy::cast_precision_loss, reason = "a side is far below 2^53")]
    let least = most as f64 * T::EPSILON * largest;
    diagonal.filter(|entry| *entry > least).count()
}
