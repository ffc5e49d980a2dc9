//! A number in two floats.

use std::ops::{Add, Div, Mul, Neg, Sub};

/// A number as the sum of two floats that do not overlap: 48 bits of precision, the range of a float.
///
/// Each operation is off by at most 2^-44 of its result, as long as nothing overflows or underflows; what is not
/// finite is in the first float, and the second is 0 then.
///
/// Source: Dekker, *A Floating-Point Technique for Extending the Available Precision* (1971); Knuth's TwoSum.
///
/// # Examples
/// ```
/// use kernsmith_kernels::sum::DoubleSingle;
///
/// let third = DoubleSingle::from(1.0 / 3.0);
/// assert_eq!(third.high(), 1.0 / 3.0);
/// assert!((f64::from(third) - 1.0 / 3.0).abs() < 1e-15);
/// let one = third * DoubleSingle::from(3.0f32);
/// assert!((f64::from(one) - 1.0).abs() < 1e-13);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DoubleSingle {
    high: f32,
    low: f32,
}

impl DoubleSingle {
    /// The sum of two floats, exactly.
    #[must_use]
    pub fn sum(a: f32, b: f32) -> Self {
        let high = a + b;
        let part = high - a;
        Self::finite(high, (a - (high - part)) + (b - part))
    }

    /// The product of two floats, exactly unless it underflows.
    #[must_use]
    pub fn product(a: f32, b: f32) -> Self {
        let high = a * b;
        Self::finite(high, a.mul_add(b, -high))
    }

    /// The number rounded to a float.
    #[must_use]
    pub const fn high(self) -> f32 {
        self.high
    }

    /// What rounding left.
    #[must_use]
    pub const fn low(self) -> f32 {
        self.low
    }

    fn finite(high: f32, low: f32) -> Self {
        let low = if high.is_finite() { low } else { 0.0 };
        Self { high, low }
    }
}

impl From<f32> for DoubleSingle {
    fn from(high: f32) -> Self {
        Self { high, low: 0.0 }
    }
}

impl From<f64> for DoubleSingle {
    fn from(value: f64) -> Self {
        let high = value as f32;
        Self::finite(high, (value - f64::from(high)) as f32)
    }
}

impl From<DoubleSingle> for f64 {
    fn from(value: DoubleSingle) -> Self {
        Self::from(value.high) + Self::from(value.low)
    }
}

impl Neg for DoubleSingle {
    type Output = Self;

    fn neg(self) -> Self {
        Self {
            high: -self.high,
            low: -self.low,
        }
    }
}

impl Add for DoubleSingle {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        let (sum, rest) = (
            Self::sum(self.high, other.high),
            Self::sum(self.low, other.low),
        );
        let first = Self::sum(sum.high, sum.low + rest.high);
        Self::finite(first.high, first.low + rest.low).renewed()
    }
}

impl Sub for DoubleSingle {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

impl Mul for DoubleSingle {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let product = Self::product(self.high, other.high);
        let cross = self.high.mul_add(other.low, self.low * other.high);
        Self::finite(product.high, product.low + cross).renewed()
    }
}

impl Div for DoubleSingle {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        let first = self.high / other.high;
        if !other.high.is_finite() {
            return Self::from(first);
        }
        let rest = self - other * Self::from(first);
        Self::finite(first, rest.high / other.high).renewed()
    }
}

impl DoubleSingle {
    /// The same number, its parts apart.
    fn renewed(self) -> Self {
        Self::sum(self.high, self.low)
    }
}

#[cfg(test)]
mod tests {
    use super::DoubleSingle;

    const BOUND: f64 = 1.0 / (1u64 << 44) as f64;

    #[test]
    fn operations_have_44_bits() {
        let mut state = 7u64;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let number = (state >> 11) as f64 / (1u64 << 52) as f64 - 1.0;
            DoubleSingle::from(number * f64::from(1 << (state % 13)))
        };
        for _ in 0..2000 {
            let (a, b) = (next(), next());
            let (x, y) = (f64::from(a), f64::from(b));
            // Where a sum cancels, what is left is exact up to what its terms are.
            for (found, right, scale) in [
                (a + b, x + y, x.abs() + y.abs()),
                (a - b, x - y, x.abs() + y.abs()),
                (a * b, x * y, (x * y).abs()),
                (a / b, x / y, (x / y).abs()),
            ] {
                let error = (f64::from(found) - right).abs();
                assert!(error <= BOUND * scale, "{x} {y}: {found:?} {right}");
            }
        }
    }

    #[test]
    fn infinities_stay_what_they_are() {
        let infinite = DoubleSingle::from(f32::INFINITY);
        let one = DoubleSingle::from(1.0f32);
        for found in [
            infinite + one,
            infinite * one,
            one - -infinite,
            infinite / one,
        ] {
            assert_eq!((found.high(), found.low()), (f32::INFINITY, 0.0));
        }
        assert_eq!(f64::from(one / infinite), 0.0);
        assert!((infinite - infinite).high().is_nan());
    }
}
