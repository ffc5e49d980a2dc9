//! The largest singular values and their vectors, by subspace iteration from a random start.
//!
//! ```text
//! Q = orth(A Omega)                                                l = k + max(8, k / 4) columns
//! repeat:  W R = A^H Q;  U S V^H = R^H (small);  left = Q U, right = W V;  Y = A W;  Q = orth(Y)
//! until    the k leading values change by less than tol, and |A v - s u| <= tol s_1 for each of them
//! ```
//!
//! `A^H u = s v` holds by construction, so that only `A v - s u` tells how good a pair is. Every half step is made
//! orthonormal by reflections; `A^H A` is never formed.
//!
//! Kernels do the same on a device ([`subspace`](super::subspace)).
//!
//! Source: Halko, Martinsson and Tropp (2011); Rayleigh-Ritz as in Saad, *Numerical Methods for Large Eigenvalue
//! Problems*.

use faer::{Accum, Mat, MatRef, get_global_parallelism, linalg::matmul::matmul};
use kernsmith_kernels::random::{Key, normal};
use kernsmith_runtime::{Stream, Tensor};

use super::{Factors, SvdMode, subspace};
use crate::{
    Error, Executor, Policy,
    error::runtime,
    host::{
        Call, Operand, Output, Scalar, Stack, by_scalar, householder::Reflections, multiply,
        real_type,
    },
};

const NAME: &str = "topk_svd";

/// Options of [`topk_svd`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TopkOptions {
    /// Turns at most.
    pub iterations: usize,
    /// How little the values change, and how small residuals are beside the largest value, when it ends before.
    pub tolerance: f64,
    /// What the start is drawn from.
    pub seed: u64,
    /// Who computes, and what is checked before.
    pub policy: Policy,
}

impl Default for TopkOptions {
    fn default() -> Self {
        Self {
            iterations: 8,
            tolerance: 1e-6,
            seed: 0,
            policy: Policy::default(),
        }
    }
}

/// The leading factors, and how good they are.
#[derive(Clone, Debug)]
pub struct TopkSvd {
    /// Left singular vectors as columns; the largest entry of each is positive.
    pub u: Tensor,
    /// Singular values, not growing; of a real type.
    pub s: Tensor,
    /// Right singular vectors as conjugated rows.
    pub vt: Tensor,
    /// `|A v - s u|` of each pair; of a real type.
    pub residuals: Tensor,
    /// Turns that were made, for each matrix, as int64.
    pub iterations: Tensor,
}

/// The `k` largest singular values of each matrix of a batch, with their vectors.
///
/// # Shapes
/// `a`: `[..., m, n]` with `k <= min(m, n)`; `U` `[..., m, k]`, `s` and residuals `[..., k]`, `V^H` `[..., k, n]`,
/// iterations `[...]`.
///
/// # Numerics
/// Values to about 1e-6 of themselves where the next ones are smaller by some percent, and never too large. What is
/// left open is in the residuals: each value is off by at most its residual. Vectors are orthonormal to working
/// precision also for values that are zero. NaN or infinities make the results NaN, after no turns.
///
/// # Errors
/// [`Error::Choice`] for more values than there are; [`Error::Shape`], [`Error::ElementType`], [`Error::NotFinite`] if
/// asked for, [`Error::NoConvergence`], [`Error::Unbuilt`], [`Error::Runtime`].
pub fn topk_svd(
    stream: &Stream,
    a: &Tensor,
    k: usize,
    options: &TopkOptions,
) -> Result<TopkSvd, Error> {
    let shorter = match a.shape() {
        [.., rows, columns] => (*rows).min(*columns),
        _ => 0,
    };
    // No values are asked for, or the host says that there are not as many.
    let columns = if k == 0 || k > shorter {
        0
    } else {
        basis(k, shorter)
    };
    let built = subspace::built(a.shape(), columns, options.policy.check_finite);
    let (call, executor) = Call::begin(NAME, stream, options.policy, &[("a", a)], built)?;
    let operand = call.matrices("a", a)?;
    let most = operand.rows.min(operand.columns);
    if k > most {
        return Err(Error::Choice {
            op: NAME,
            option: "k",
            expected: format!("at most the shorter side, {most}"),
            found: k.to_string(),
        });
    }
    let columns = basis(k, most);
    let short_long = [operand.rows, operand.columns];
    let start = normal(
        stream,
        Key::new(options.seed),
        [short_long[0].min(short_long[1]), columns],
    )?;
    if executor == Executor::Kernels {
        let found = subspace::leading((NAME, stream), operand, (k, &start), options)?;
        if let Some(found) = found {
            return from_device(&call, found);
        }
    }
    let start = start.to_vec::<f32>().map_err(runtime(NAME))?;
    by_scalar!(
        a.dtype(),
        leading(&call, operand, k, (&start, columns), options)
    )
}

/// Columns of the basis for so many values: some more, so that they are soon found.
pub(crate) const fn basis(k: usize, most: usize) -> usize {
    let more = if k / 4 > 8 { k / 4 } else { 8 };
    if k + more < most { k + more } else { most }
}

/// What kernels found.
fn from_device(call: &Call<'_>, found: subspace::Leading) -> Result<TopkSvd, Error> {
    #[expect(clippy::cast_possible_truncation, reason = "rounded to float32")]
    let numbers = |values: &[f64]| {
        let rounded: Vec<f32> = values.iter().map(|value| *value as f32).collect();
        Tensor::from_slice(call.device, &rounded, [values.len()]).map_err(runtime(NAME))
    };
    Ok(TopkSvd {
        u: found.u,
        s: numbers(&found.values)?,
        vt: found.vt,
        residuals: numbers(&found.residuals)?,
        iterations: Tensor::from_slice(call.device, &[found.turns], []).map_err(runtime(NAME))?,
    })
}

fn leading<T: Scalar>(
    call: &Call<'_>,
    a: Operand<'_>,
    k: usize,
    (start, columns): (&[f32], usize),
    options: &TopkOptions,
) -> Result<TopkSvd, Error> {
    let (dtype, real) = (a.tensor.dtype(), real_type(a.tensor.dtype()));
    let mut u = Output::<T>::new(call, dtype, a.outer, &[a.rows, k])?;
    let mut s = Output::<T::Part>::new(call, real, a.outer, &[k])?;
    let mut vt = Output::<T>::new(call, dtype, a.outer, &[k, a.columns])?;
    let mut residuals = Output::<T::Part>::new(call, real, a.outer, &[k])?;
    let mut turns = Vec::new();
    let stack = Stack::<T>::read(call, &a)?;
    for at in 0..stack.count() {
        if !stack.is_finite(at) {
            u.push_nan(a.rows * k);
            s.push_nan(k);
            vt.push_nan(k * a.columns);
            residuals.push_nan(k);
            turns.push(0);
            continue;
        }
        // Of the adjoint where that is taller, so that the columns are the fewer.
        let matrix = stack.matrix(at);
        let is_wide = a.rows < a.columns;
        let tall = if is_wide {
            matrix.adjoint().to_owned()
        } else {
            matrix.to_owned()
        };
        let omega = Mat::from_fn(tall.ncols(), columns, |i, j| {
            T::of(start[i * columns + j].into())
        });
        let found = iterate(tall.as_ref(), omega.as_ref(), k, options).ok_or_else(|| {
            Error::NoConvergence {
                op: NAME,
                matrix: stack.place(at),
            }
        })?;
        let (mut left, mut right) = match is_wide {
            true => (found.right, found.left),
            false => (found.left, found.right),
        };
        fix_signs(&mut left, &mut right);
        u.push(left.as_ref());
        vt.push(right.as_ref().adjoint().to_owned().as_ref());
        found
            .values
            .iter()
            .for_each(|&value| s.push_number(T::Part::of(value)));
        found
            .residuals
            .iter()
            .for_each(|&rest| residuals.push_number(T::Part::of(rest)));
        turns.push(found.turns);
    }
    Ok(TopkSvd {
        u: u.into_tensor(call)?,
        s: s.into_tensor(call)?,
        vt: vt.into_tensor(call)?,
        residuals: residuals.into_tensor(call)?,
        iterations: Tensor::from_slice(call.device, &turns, a.outer).map_err(runtime(NAME))?,
    })
}

struct Leading<T> {
    left: Mat<T>,
    values: Vec<f64>,
    right: Mat<T>,
    residuals: Vec<f64>,
    turns: i64,
}

fn iterate<T: Scalar>(
    a: MatRef<'_, T>,
    omega: MatRef<'_, T>,
    k: usize,
    options: &TopkOptions,
) -> Option<Leading<T>> {
    let columns = omega.ncols();
    let mut q = Reflections::factor(multiply(a, omega)).q(columns);
    let mut before: Vec<f64> = vec![f64::INFINITY; k];
    let mut turns = 0;
    loop {
        turns += 1;
        let reflections = Reflections::factor(adjoint_times(a, q.as_ref()));
        let (w, r) = (reflections.q(columns), reflections.r(columns));
        // R^H = U S V^H, so that A = Q R^H W^H = (Q U) S (W V)^H.
        let small = Factors::of(r.as_ref().adjoint().to_owned().as_ref(), SvdMode::Thin)?;
        let left = multiply(q.as_ref(), small.u.as_ref().subcols(0, k));
        let y = multiply(a, w.as_ref());
        let image = multiply(y.as_ref(), small.v.as_ref().subcols(0, k));
        let values = small.s[..k].to_vec();
        let residuals = residuals(&image, &left, &values);
        let largest = values.first().copied().unwrap_or(0.0);
        let pairs = values.iter().zip(&before);
        let is_still = pairs
            .into_iter()
            .all(|(now, before)| (now - before).abs() <= options.tolerance * now);
        let is_small = residuals
            .iter()
            .all(|&rest| rest <= options.tolerance * largest);
        if turns >= options.iterations.max(1) || (is_still && is_small) {
            return Some(Leading {
                left,
                right: multiply(w.as_ref(), small.v.as_ref().subcols(0, k)),
                values,
                residuals,
                turns: turns as i64,
            });
        }
        before = values;
        q = Reflections::factor(y).q(columns);
    }
}

fn adjoint_times<T: Scalar>(a: MatRef<'_, T>, q: MatRef<'_, T>) -> Mat<T> {
    let mut product = Mat::zeros(a.ncols(), q.ncols());
    let par = get_global_parallelism();
    matmul(
        product.as_mut(),
        Accum::Replace,
        a.adjoint(),
        q,
        T::of(1.0),
        par,
    );
    product
}

/// `|A v - s u|` of each pair, where `image` is `A V`.
fn residuals<T: Scalar>(image: &Mat<T>, left: &Mat<T>, values: &[f64]) -> Vec<f64> {
    let of = |(j, &value): (usize, &f64)| {
        let pairs = image.col_as_slice(j).iter().zip(left.col_as_slice(j));
        let square = pairs.map(|(&image, &left)| (image - left * T::of(value)).square());
        square.sum::<f64>().sqrt()
    };
    values.iter().enumerate().map(of).collect()
}

/// Makes the largest entry of each left vector positive.
fn fix_signs<T: Scalar>(left: &mut Mat<T>, right: &mut Mat<T>) {
    for j in 0..left.ncols() {
        let column = left.col_as_slice(j).iter();
        let largest = column.fold(T::of(0.0), |most, &entry| {
            if entry.magnitude() > most.magnitude() {
                entry
            } else {
                most
            }
        });
        let magnitude = largest.magnitude();
        if magnitude == 0.0 {
            continue;
        }
        let [re, im] = largest.parts();
        let turn = T::of_parts(re / magnitude, -im / magnitude);
        for matrix in [&mut *left, &mut *right] {
            let column = matrix.col_as_slice_mut(j);
            column.iter_mut().for_each(|entry| *entry *= turn);
        }
    }
}
