//! Whether results are close enough, element by element. NaN is close to NaN alone.

use crate::array::{Array, Number};
use kernsmith_msl::dtype::DType;
use std::fmt;

/// How close an element must be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Tolerance {
    /// Equal; zeros of both signs are.
    Exact,
    /// So many units in the last place of the expected value, in the element type.
    Ulp(f64),
    /// `|actual - expected| <= atol + rtol * |expected|`.
    Close {
        /// Absolute.
        atol: f64,
        /// Relative.
        rtol: f64,
    },
}

impl fmt::Display for Tolerance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact => write!(f, "exact"),
            Self::Ulp(units) => write!(f, "within {units} ulp"),
            Self::Close { atol, rtol } => write!(f, "atol {atol} rtol {rtol}"),
        }
    }
}

/// Where an array is not as expected.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Mismatch {
    /// Different lengths.
    #[error("expected {expected} elements, found {actual}")]
    Length {
        /// Of the expectation.
        expected: usize,
        /// Of the array.
        actual: usize,
    },
    /// An element that is too far off: the worst of so many.
    #[error(
        "element {index}: expected {expected:?}, found {actual:?} ({tolerance}; {count} differ)"
    )]
    Element {
        /// Which, in row-major order.
        index: usize,
        /// The expectation.
        expected: Number,
        /// What is there.
        actual: Number,
        /// What was asked.
        tolerance: Tolerance,
        /// How many elements are too far off.
        count: usize,
    },
}

/// Compares an array with what it should be.
///
/// # Errors
/// If an element is farther off than the tolerance; the first such is named.
pub fn check(expected: &[Number], actual: &Array, tolerance: Tolerance) -> Result<(), Mismatch> {
    let numbers = actual.numbers();
    if expected.len() != numbers.len() {
        return Err(Mismatch::Length {
            expected: expected.len(),
            actual: numbers.len(),
        });
    }
    let far = |&(_, (want, have)): &(usize, (&Number, &Number))| {
        !is_close(*want, *have, actual.dtype, tolerance)
    };
    let pairs = || expected.iter().zip(&numbers).enumerate();
    let count = pairs().filter(far).count();
    match pairs().find(far) {
        None => Ok(()),
        Some((index, (want, have))) => Err(Mismatch::Element {
            index,
            expected: *want,
            actual: *have,
            tolerance,
            count,
        }),
    }
}

fn is_close(expected: Number, actual: Number, dtype: DType, tolerance: Tolerance) -> bool {
    match (expected, actual) {
        (Number::Int(a), Number::Int(b)) if tolerance == Tolerance::Exact => a == b,
        (Number::Complex(a, b), Number::Complex(c, d)) => {
            float_is_close(a, c, dtype, tolerance) && float_is_close(b, d, dtype, tolerance)
        }
        (a, Number::Complex(c, d)) => {
            float_is_close(a.to_f64(), c, dtype, tolerance)
                && float_is_close(0.0, d, dtype, tolerance)
        }
        (a, b) => float_is_close(a.to_f64(), b.to_f64(), dtype, tolerance),
    }
}

fn float_is_close(expected: f64, actual: f64, dtype: DType, tolerance: Tolerance) -> bool {
    // A value that overflows the type is expected as the infinity that it rounds to.
    let expected = if expected.abs() >= overflow(dtype) {
        f64::INFINITY.copysign(expected)
    } else {
        expected
    };
    if expected.is_nan() || actual.is_nan() {
        return expected.is_nan() && actual.is_nan();
    }
    if expected == actual {
        return true;
    }
    if expected.is_infinite() || actual.is_infinite() {
        return false;
    }
    let error = (expected - actual).abs();
    match tolerance {
        Tolerance::Exact => false,
        Tolerance::Ulp(units) => error <= units * unit(dtype, expected),
        Tolerance::Close { atol, rtol } => error <= atol + rtol * expected.abs(),
    }
}

/// Bits of precision, and the exponent of the least normal number.
fn format(dtype: DType) -> Option<(i32, i32)> {
    match dtype {
        DType::F16 => Some((11, -14)),
        DType::BF16 => Some((8, -126)),
        DType::F32 | DType::C64 => Some((24, -126)),
        DType::F64 | DType::C128 => Some((53, -1022)),
        _ => None,
    }
}

/// The distance of neighbours around a value; 1 for integers.
fn unit(dtype: DType, value: f64) -> f64 {
    let Some((bits, least)) = format(dtype) else {
        return 1.0;
    };
    let exponent = if value == 0.0 {
        least
    } else {
        // Exact for the normal numbers that float types' values are here.
        ((value.abs().to_bits() >> 52) as i32 - 1023).max(least)
    };
    2f64.powi(exponent - bits + 1)
}

/// From here on a value rounds to infinity.
fn overflow(dtype: DType) -> f64 {
    match format(dtype) {
        Some((bits, least)) => {
            let top = 1 - least;
            2f64.powi(top + 1) - 2f64.powi(top - bits)
        }
        None => f64::INFINITY,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(expected: f64, actual: f64, dtype: DType, tolerance: Tolerance) -> bool {
        let array = Array::from_floats(dtype, &[1], &[actual]);
        check(&[Number::Float(expected)], &array, tolerance).is_ok()
    }

    #[test]
    fn nan_never_passes_for_a_number() {
        let loose = Tolerance::Close {
            atol: f64::INFINITY,
            rtol: 1.0,
        };
        assert!(!close(1.0, f64::NAN, DType::F32, loose));
        assert!(!close(f64::NAN, 1.0, DType::F32, loose));
        assert!(close(f64::NAN, f64::NAN, DType::F32, Tolerance::Exact));
        assert!(!close(1.0, f64::INFINITY, DType::F32, loose));
    }

    #[test]
    fn units_are_of_the_type() {
        let next = f64::from(1f32.next_up());
        assert!(close(1.0, next, DType::F32, Tolerance::Ulp(1.0)));
        assert!(!close(1.0, next, DType::F32, Tolerance::Ulp(0.9)));
        assert!(close(
            1.0,
            1.0 + 1.0 / 1024.0,
            DType::F16,
            Tolerance::Ulp(1.0)
        ));
        assert!(!close(
            1.0,
            1.0 + 1.0 / 128.0,
            DType::F16,
            Tolerance::Ulp(1.0)
        ));
        let tiny = f64::from(f32::from_bits(1));
        assert!(close(0.0, tiny, DType::F32, Tolerance::Ulp(1.0)));
    }

    #[test]
    fn overflow_is_infinity() {
        assert!(close(65520.0, f64::INFINITY, DType::F16, Tolerance::Exact));
        assert!(close(1e39, f64::INFINITY, DType::F32, Tolerance::Exact));
        assert!(!close(
            65519.0,
            f64::INFINITY,
            DType::F16,
            Tolerance::Ulp(1.0)
        ));
    }

    #[test]
    fn the_first_mismatch_is_named() {
        let array = Array::from_floats(DType::F32, &[3], &[1.0, 2.5, 3.5]);
        let expected = [1.0, 2.0, 3.0].map(Number::Float);
        let mismatch = check(&expected, &array, Tolerance::Exact).unwrap_err();
        let Mismatch::Element { index, count, .. } = mismatch else {
            panic!("{mismatch}")
        };
        assert_eq!((index, count), (1, 2));
    }
}
