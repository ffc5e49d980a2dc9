//! The exponential of a matrix.
//!
//! ```text
//! s so that |A / 2^s|_1 <= theta of the degree;  X = (V - U)^-1 (V + U), the diagonal Padé approximant;  X^(2^s)
//! ```
//!
//! Not of a Hermitian matrix in particular, and not the action on a vector. The bounds theta keep the backward error
//! below the unit roundoff: Higham, *The Scaling and Squaring Method for the Matrix Exponential Revisited* (2005),
//! for float64; for float32 those of degrees 3, 5 and 7 from the same analysis.

use faer::{Mat, MatRef, prelude::Solve};
use kernsmith_runtime::{Stream, Tensor};

use crate::{
    Error, Policy,
    host::{Call, Operand, Output, Scalar, Stack, by_scalar, multiply},
};

const NAME: &str = "expm";

/// A degree, the greatest norm that it serves, and the coefficients of its numerator.
struct Degree {
    theta: f64,
    coefficients: &'static [f64],
}

const PADE_3: &[f64] = &[120.0, 60.0, 12.0, 1.0];
const PADE_5: &[f64] = &[30240.0, 15120.0, 3360.0, 420.0, 30.0, 1.0];
const PADE_7: &[f64] = &[
    17_297_280.0,
    8_648_640.0,
    1_995_840.0,
    277_200.0,
    25_200.0,
    1512.0,
    56.0,
    1.0,
];
const PADE_9: &[f64] = &[
    17_643_225_600.0,
    8_821_612_800.0,
    2_075_673_600.0,
    302_702_400.0,
    30_270_240.0,
    2_162_160.0,
    110_880.0,
    3960.0,
    90.0,
    1.0,
];
const PADE_13: &[f64] = &[
    64_764_752_532_480_000.0,
    32_382_376_266_240_000.0,
    7_771_770_303_897_600.0,
    1_187_353_796_428_800.0,
    129_060_195_264_000.0,
    10_559_470_521_600.0,
    670_442_572_800.0,
    33_522_128_640.0,
    1_323_241_920.0,
    40_840_800.0,
    960_960.0,
    16_380.0,
    182.0,
    1.0,
];

const fn degree(theta: f64, coefficients: &'static [f64]) -> Degree {
    Degree {
        theta,
        coefficients,
    }
}

const SINGLE: [Degree; 3] = [
    degree(4.258e-1, PADE_3),
    degree(1.880, PADE_5),
    degree(3.926, PADE_7),
];
const DOUBLE: [Degree; 5] = [
    degree(1.495e-2, PADE_3),
    degree(2.539e-1, PADE_5),
    degree(9.504e-1, PADE_7),
    degree(2.098, PADE_9),
    degree(5.372, PADE_13),
];

/// `e^A` for each matrix of a batch.
///
/// # Shapes
/// `a`: `[..., n, n]`, and so is the result.
///
/// # Numerics
/// The exponential of a matrix that is off by at most the unit roundoff, relative to `|A|_1`; what that means for the
/// result depends on the matrix's condition. NaN or infinities in a matrix make its result NaN; what is too large to
/// hold is infinite, or NaN where infinities cancel.
///
/// # Errors
/// [`Error::Shape`], [`Error::ElementType`], [`Error::NotFinite`] if asked for, [`Error::Unbuilt`],
/// [`Error::Runtime`].
///
/// # Examples
/// ```
/// use kernsmith_linalg::{Policy, expm::expm};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let a = Tensor::from_slice(&device, &[0.0f64, 1.0, 0.0, 0.0], [2, 2])?;
/// let e = expm(&device.default_stream()?, &a, Policy::default())?.to_vec::<f64>()?;
/// assert!(e.iter().zip([1.0, 1.0, 0.0, 1.0]).all(|(found, right)| (found - right).abs() < 1e-15));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn expm(stream: &Stream, a: &Tensor, policy: Policy) -> Result<Tensor, Error> {
    let call = Call::host(NAME, stream, policy, &[("a", a)])?;
    let a = call.squares("a", a)?;
    by_scalar!(a.tensor.dtype(), exponentials(&call, a))
}

fn exponentials<T: Scalar>(call: &Call<'_>, a: Operand<'_>) -> Result<Tensor, Error> {
    let mut all = Output::<T>::new(call, a.tensor.dtype(), &[], a.tensor.shape())?;
    let stack = Stack::<T>::read(call, &a)?;
    for at in 0..stack.count() {
        if stack.is_finite(at) {
            all.push(exponential(stack.matrix(at)).as_ref());
        } else {
            all.push_nan(a.rows * a.columns);
        }
    }
    all.into_tensor(call)
}

fn exponential<T: Scalar>(a: MatRef<'_, T>) -> Mat<T> {
    let degrees: &[Degree] = if T::EPSILON > f64::EPSILON {
        &SINGLE
    } else {
        &DOUBLE
    };
    let last = degrees.last().expect("a table is not empty");
    let norm = one_norm(a);
    let degree = degrees
        .iter()
        .find(|degree| norm <= degree.theta)
        .unwrap_or(last);
    let halvings = (norm / degree.theta).log2().ceil().max(0.0);
    // A norm is below 2^1040, so that is how often it is halved at most.
    #[expect(clippy::cast_possible_truncation, reason = "at most 1040")]
    let halvings = halvings as i32;
    let factor = T::of(2f64.powi(-(halvings / 2)));
    let rest = T::of(2f64.powi(-(halvings - halvings / 2)));
    let scaled = Mat::from_fn(a.nrows(), a.ncols(), |i, j| a[(i, j)] * factor * rest);
    let mut x = approximant(&scaled, degree.coefficients);
    for _ in 0..halvings {
        x = multiply(x.as_ref(), x.as_ref());
    }
    x
}

fn one_norm<T: Scalar>(a: MatRef<'_, T>) -> f64 {
    let sum = |j: usize| (0..a.nrows()).map(|i| a[(i, j)].magnitude()).sum::<f64>();
    (0..a.ncols()).map(sum).fold(0.0, f64::max)
}

/// `(V - U)^-1 (V + U)` with the odd terms in `U` and the even ones in `V`.
fn approximant<T: Scalar>(a: &Mat<T>, coefficients: &[f64]) -> Mat<T> {
    let square = multiply(a.as_ref(), a.as_ref());
    let powers = even_powers(&square, (coefficients.len() - 1) / 2);
    let odd: Vec<f64> = coefficients.iter().skip(1).step_by(2).copied().collect();
    let even: Vec<f64> = coefficients.iter().step_by(2).copied().collect();
    let u = multiply(a.as_ref(), polynomial(&powers, &odd).as_ref());
    let v = polynomial(&powers, &even);
    let n = a.nrows();
    let below = Mat::from_fn(n, n, |i, j| v[(i, j)] - u[(i, j)]);
    let above = Mat::from_fn(n, n, |i, j| v[(i, j)] + u[(i, j)]);
    below.partial_piv_lu().solve(above)
}

/// `A^2, A^4, ...`: so many of them, and no more than three, by which higher ones are computed.
fn even_powers<T: Scalar>(square: &Mat<T>, count: usize) -> Vec<Mat<T>> {
    let kept = if count > 4 { 3 } else { count };
    let mut powers = vec![square.clone()];
    while powers.len() < kept {
        let last = powers.last().expect("the square is there");
        powers.push(multiply(last.as_ref(), square.as_ref()));
    }
    powers
}

/// `c0 I + c1 A^2 + c2 A^4 + ...`; what is beyond the powers at hand is `A^6 (...)`.
fn polynomial<T: Scalar>(powers: &[Mat<T>], coefficients: &[f64]) -> Mat<T> {
    let n = powers[0].nrows();
    let kept = coefficients.len().min(powers.len() + 1);
    let (low, high) = coefficients.split_at(kept);
    let mut sum = Mat::zeros(n, n);
    for k in 0..n {
        sum[(k, k)] = T::of(low[0]);
    }
    for (power, &coefficient) in powers.iter().zip(&low[1..]) {
        add(&mut sum, power, coefficient);
    }
    if !high.is_empty() {
        // A^6 (c4 A^2 + c5 A^4 + c6 A^6)
        let mut inner = Mat::zeros(n, n);
        for (power, &coefficient) in powers.iter().zip(high) {
            add(&mut inner, power, coefficient);
        }
        let last = powers.last().expect("there are powers");
        add(&mut sum, &multiply(last.as_ref(), inner.as_ref()), 1.0);
    }
    sum
}

fn add<T: Scalar>(sum: &mut Mat<T>, term: &Mat<T>, coefficient: f64) {
    let coefficient = T::of(coefficient);
    for j in 0..sum.ncols() {
        let column = sum.col_as_slice_mut(j);
        for (entry, &term) in column.iter_mut().zip(term.col_as_slice(j)) {
            *entry += coefficient * term;
        }
    }
}
