//! Norms of vectors and matrices, with NumPy's orders and axes.
//!
//! Every sum is made in float64 relative to the largest element, so that none overflows or vanishes where the norm
//! does not: the norm of a million numbers of 1e300 is 1e303.

use faer::MatRef;
use kernsmith_runtime::{Stream, Tensor};

use crate::{
    Error, Policy,
    error::runtime,
    host::{Call, Output, Scalar, by_scalar, real_type},
    svd::nuclear_and_spectral,
};

const NAME: &str = "norm";

/// The order of a norm.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Order {
    /// The length of a vector; of a matrix, of all its elements.
    #[default]
    Euclidean,
    /// `(sum |x|^p)^(1/p)` of a vector; 0 counts what is not zero, infinities are the largest and the least `|x|`. Of
    /// a matrix 1, -1 (the largest and the least sum of a column), 2, -2 (the largest and the least singular value)
    /// and the infinities (of a row).
    P(f64),
    /// The length of all elements of a matrix.
    Frobenius,
    /// The sum of the singular values of a matrix.
    Nuclear,
}

/// What a norm is taken of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Axes {
    /// The whole array: with [`Order::Euclidean`] as one vector, else it has one or two axes.
    #[default]
    All,
    /// Vectors along an axis; below zero counts from the end.
    One(isize),
    /// Matrices of two axes.
    Two(isize, isize),
}

/// Options of [`norm`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct NormOptions {
    /// The order.
    pub order: Order,
    /// What it is taken of.
    pub axes: Axes,
    /// The axes stay, with an extent of 1.
    pub keepdim: bool,
    /// Who computes, and what is checked before.
    pub policy: Policy,
}

/// Norms of vectors or matrices.
///
/// # Shapes
/// The axes that a norm is taken of go, or stay with an extent of 1.
///
/// # Numerics
/// Sums in float64, relative to the largest element; rounded once. Of nothing, the norm is 0. NaN in an array makes
/// its norm NaN, and infinities without NaN make it infinite where the order does.
///
/// # Errors
/// [`Error::Choice`] for axes that are not there, or an order that such an array does not have;
/// [`Error::ElementType`], [`Error::NoConvergence`], [`Error::Unbuilt`], [`Error::Runtime`].
///
/// # Examples
/// ```
/// use kernsmith_linalg::norm::{Axes, NormOptions, Order, norm};
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let stream = device.default_stream()?;
/// let far = 2f32.powi(100);
/// let x = Tensor::from_slice(&device, &[3.0 * far, 4.0 * far, 0.0, 0.0], [2, 2])?;
/// assert_eq!(norm(&stream, &x, &NormOptions::default())?.item::<f32>()?, 5.0 * far);
/// let rows = NormOptions { axes: Axes::One(-1), order: Order::P(1.0), ..NormOptions::default() };
/// assert_eq!(norm(&stream, &x, &rows)?.to_vec::<f32>()?, [7.0 * far, 0.0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn norm(stream: &Stream, x: &Tensor, options: &NormOptions) -> Result<Tensor, Error> {
    let call = Call::host(NAME, stream, options.policy, &[("x", x)])?;
    let taken = taken_axes(x, options)?;
    let is_matrix =
        taken.len() == 2 && !(options.axes == Axes::All && options.order == Order::Euclidean);
    let kind = Kind::of(options.order, is_matrix, taken.len())?;
    let norms = by_scalar!(x.dtype(), norms(&call, x, &taken, kind))?;
    if !options.keepdim {
        return Ok(norms);
    }
    let mut shape = x.shape().to_vec();
    taken.iter().for_each(|&axis| shape[axis] = 1);
    norms.reshape(shape).map_err(runtime(NAME))
}

/// The axes as their numbers, in the order given.
fn taken_axes(x: &Tensor, options: &NormOptions) -> Result<Vec<usize>, Error> {
    let given = match options.axes {
        Axes::All => return Ok((0..x.ndim()).collect()),
        Axes::One(axis) => vec![axis],
        Axes::Two(rows, columns) => vec![rows, columns],
    };
    let number = |axis: &isize| {
        let positive = if *axis < 0 {
            axis.checked_add_unsigned(x.ndim())
        } else {
            Some(*axis)
        };
        let axis = positive.and_then(|axis| usize::try_from(axis).ok());
        axis.filter(|axis| *axis < x.ndim())
    };
    let found: Option<Vec<usize>> = given.iter().map(number).collect();
    let distinct = |axes: &Vec<usize>| axes.len() < 2 || axes[0] != axes[1];
    found.filter(distinct).ok_or_else(|| Error::Choice {
        op: NAME,
        option: "axes",
        expected: format!("different ones of the {} axes of `x`", x.ndim()),
        found: format!("{given:?}"),
    })
}

/// What is computed of the elements.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// Of a vector.
    Power(f64),
    Largest,
    Least,
    Count,
    /// Of a matrix: sums of columns or rows, the largest or the least.
    Sums {
        rows: bool,
        largest: bool,
    },
    /// Of its singular values.
    Nuclear,
    Spectral {
        largest: bool,
    },
}

impl Kind {
    fn of(order: Order, is_matrix: bool, axes: usize) -> Result<Self, Error> {
        let is_vector = axes == 1;
        let kind = match order {
            Order::Euclidean => Some(Self::Power(2.0)),
            Order::Frobenius if is_matrix => Some(Self::Power(2.0)),
            Order::Nuclear if is_matrix => Some(Self::Nuclear),
            Order::P(p) if is_matrix => Self::of_matrix(p),
            Order::P(p) if is_vector => Self::of_vector(p),
            _ => None,
        };
        kind.ok_or_else(|| Error::Choice {
            op: NAME,
            option: "order",
            expected: match (is_matrix, is_vector) {
                (true, _) => {
                    "1, -1, 2, -2, an infinity, Frobenius or nuclear for a matrix".to_owned()
                }
                (_, true) => "Euclidean or a number for a vector".to_owned(),
                _ => format!("Euclidean for an array of {axes} axes"),
            },
            found: format!("{order:?}"),
        })
    }

    fn of_vector(p: f64) -> Option<Self> {
        match p {
            f64::INFINITY => Some(Self::Largest),
            f64::NEG_INFINITY => Some(Self::Least),
            0.0 => Some(Self::Count),
            p if p.is_nan() => None,
            p => Some(Self::Power(p)),
        }
    }

    fn of_matrix(p: f64) -> Option<Self> {
        let sums = |rows, largest| Some(Self::Sums { rows, largest });
        match p {
            1.0 => sums(false, true),
            -1.0 => sums(false, false),
            f64::INFINITY => sums(true, true),
            f64::NEG_INFINITY => sums(true, false),
            2.0 => Some(Self::Spectral { largest: true }),
            -2.0 => Some(Self::Spectral { largest: false }),
            _ => None,
        }
    }
}

fn norms<T: Scalar>(
    call: &Call<'_>,
    x: &Tensor,
    taken: &[usize],
    kind: Kind,
) -> Result<Tensor, Error> {
    let kept: Vec<usize> = (0..x.ndim()).filter(|axis| !taken.contains(axis)).collect();
    let extents =
        |axes: &[usize]| -> Vec<usize> { axes.iter().map(|&axis| x.shape()[axis]).collect() };
    let (outer, inner) = (extents(&kept), extents(taken));
    let size: usize = inner.iter().product();
    let mut all = Output::<T::Part>::new(call, real_type(x.dtype()), &outer, &[])?;
    let ordered = x
        .permute([&kept[..], taken].concat())
        .map_err(runtime(NAME))?;
    let numbers = T::read(&ordered).map_err(runtime(NAME))?;
    if call.check_finite {
        check_finite(&numbers, x)?;
    }
    let count: usize = outer.iter().product();
    for at in 0..count {
        let numbers = &numbers[at * size..][..size];
        let found = match kind {
            Kind::Nuclear | Kind::Spectral { .. } => {
                let matrix = MatRef::from_row_major_slice(numbers, inner[0], inner[1]);
                spectral(matrix, kind, at)?
            }
            Kind::Sums { rows, largest } => sums(numbers, inner[1], rows, largest),
            Kind::Power(_) | Kind::Largest | Kind::Least | Kind::Count => vector(numbers, kind),
        };
        all.push_number(T::Part::of(found));
    }
    all.into_tensor(call)
}

fn check_finite<T: Scalar>(numbers: &[T], x: &Tensor) -> Result<(), Error> {
    match numbers.iter().find(|number| !number.is_number()) {
        None => Ok(()),
        Some(_) => {
            // The first in the array's own order.
            let host = T::read(x).map_err(runtime(NAME))?;
            let at = host
                .iter()
                .position(|number| !number.is_number())
                .unwrap_or(0);
            let [re, im] = host[at].parts();
            Err(Error::NotFinite {
                op: NAME,
                argument: "x",
                index: crate::host::unravel(at, x.shape()),
                value: if re.is_finite() { im } else { re },
            })
        }
    }
}

fn vector<T: Scalar>(numbers: &[T], kind: Kind) -> f64 {
    if numbers
        .iter()
        .any(|number| number.parts().iter().any(|part| part.is_nan()))
    {
        return f64::NAN;
    }
    let magnitudes = || numbers.iter().map(|number| number.magnitude());
    let largest = magnitudes().fold(0.0, f64::max);
    match kind {
        Kind::Count => magnitudes().map(|x| if x == 0.0 { 0.0 } else { 1.0 }).sum(),
        Kind::Least if numbers.is_empty() => 0.0,
        Kind::Least => magnitudes().fold(f64::INFINITY, f64::min),
        Kind::Power(p) => power(p, magnitudes(), largest),
        _ => largest,
    }
}

/// `(sum x^p)^(1/p)`, relative to the largest `x`; for a negative `p` relative to the least.
fn power(p: f64, magnitudes: impl Iterator<Item = f64> + Clone, largest: f64) -> f64 {
    let least = magnitudes.clone().fold(f64::INFINITY, f64::min);
    let unit = if p < 0.0 { least } else { largest };
    if unit == 0.0 || unit.is_infinite() {
        // Without elements the least is infinite; a zero to a negative power makes the sum infinite.
        return if p < 0.0 && unit.is_infinite() && magnitudes.count() == 0 {
            0.0
        } else {
            unit
        };
    }
    if p == 2.0 {
        return unit
            * magnitudes
                .map(|x| (x / unit) * (x / unit))
                .sum::<f64>()
                .sqrt();
    }
    if p == 1.0 {
        return unit * magnitudes.map(|x| x / unit).sum::<f64>();
    }
    unit * magnitudes
        .map(|x| (x / unit).powf(p))
        .sum::<f64>()
        .powf(1.0 / p)
}

/// The largest or the least sum of absolute values of a column, or of a row.
fn sums<T: Scalar>(numbers: &[T], columns: usize, rows: bool, largest: bool) -> f64 {
    if numbers.is_empty() {
        return 0.0;
    }
    let mut sums = vec![
        0.0;
        if rows {
            numbers.len() / columns
        } else {
            columns
        }
    ];
    for (i, row) in numbers.chunks_exact(columns).enumerate() {
        for (j, number) in row.iter().enumerate() {
            sums[if rows { i } else { j }] += number.magnitude();
        }
    }
    if sums.iter().any(|sum| sum.is_nan()) {
        return f64::NAN;
    }
    match largest {
        true => sums.into_iter().fold(0.0, f64::max),
        false => sums.into_iter().fold(f64::INFINITY, f64::min),
    }
}

fn spectral<T: Scalar>(matrix: MatRef<'_, T>, kind: Kind, at: usize) -> Result<f64, Error> {
    let entries =
        || (0..matrix.ncols()).flat_map(|j| (0..matrix.nrows()).map(move |i| matrix[(i, j)]));
    if !entries().all(Scalar::is_number) {
        return Ok(f64::NAN);
    }
    let [sum, largest, least] = nuclear_and_spectral(matrix).ok_or(Error::NoConvergence {
        op: NAME,
        matrix: vec![at],
    })?;
    Ok(match kind {
        Kind::Nuclear => sum,
        Kind::Spectral { largest: true } => largest,
        _ => least,
    })
}
