//! Doubles and sums of doubles to the small floats, rounded once.
//!
//! A number that is rounded first to one type and then to a narrower one may end at the wrong
//! neighbour: the first step can make a tie of what was above it. Rounding to *odd* in the first
//! step keeps what the second one needs to know (S. Boldo, G. Melquiond, "Emulation of FMA and
//! correctly rounded sums", 2008): the last bit stands for everything behind it.

use half::{bf16, f16};

/// A double as a half, to nearest even.
#[must_use]
pub fn half(value: f64) -> f16 {
    f16::from_f32(to_odd(value, 0.0))
}

/// A double as a bfloat, to nearest even.
#[must_use]
pub fn bfloat(value: f64) -> bf16 {
    bf16::from_f32(to_odd(value, 0.0))
}

/// `a * b + c` for values of half or bfloat, rounded to odd. Rounded to either type, it is the
/// correctly rounded result.
#[inline(always)]
#[must_use]
pub fn fused(a: f32, b: f32, c: f32) -> f32 {
    let c = f64::from(c);
    // Exact: the mantissas of the factors have 24 bits at most.
    let product = f64::from(a) * f64::from(b);
    let sum = product + c;
    // What the sum lost (Knuth's two-sum), exact too.
    let part = sum - product;
    let lost = (product - (sum - part)) + (c - part);
    to_odd(sum, lost)
}

/// `value + lost`, where `lost` is less than half of `value`'s last bit: the float towards zero,
/// with its last bit set unless it is exact.
#[inline(always)]
fn to_odd(value: f64, lost: f64) -> f32 {
    let nearest = value as f32;
    let rest = value - f64::from(nearest) + lost;
    if rest == 0.0 || !value.is_finite() {
        return nearest;
    }
    // The neighbour towards zero, where the nearest float is too far out.
    let outside = (rest < 0.0) == (value > 0.0);
    f32::from_bits((nearest.to_bits() - u32::from(outside)) | 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Just above and just below the middle between two neighbours.
    #[test]
    fn what_lies_far_behind_a_tie_decides() {
        let far = 2f64.powi(-35);
        assert_eq!(half(2049.0 + far).to_f32(), 2050.0);
        assert_eq!(half(2049.0).to_f32(), 2048.0);
        assert_eq!(half(2051.0 - far).to_f32(), 2050.0);
        assert_eq!(bfloat(-(257.0 + far)).to_f32(), -258.0);
        assert_eq!(bfloat(-257.0).to_f32(), -256.0);
        assert_eq!(half(65520.0 - far).to_f32(), 65504.0);
        assert_eq!(half(65520.0), f16::INFINITY);
        assert_eq!(half(-1e300), f16::NEG_INFINITY);
        assert_eq!(bfloat(1e-60).to_bits(), 0);
        assert!(half(f64::NAN).is_nan());
    }

    /// The last addend is far below the last bit of a double.
    #[test]
    fn sums_round_once() {
        assert_eq!(
            f16::from_f32(fused(3.0, 683.0, 2f32.powi(-24))).to_f32(),
            2050.0
        );
        assert_eq!(
            f16::from_f32(fused(3.0, 683.0, -2f32.powi(-24))).to_f32(),
            2048.0
        );
        assert_eq!(
            bf16::from_f32(fused(257.0, 1.0, 2f32.powi(-120))).to_f32(),
            258.0
        );
        assert_eq!(
            bf16::from_f32(fused(-257.0, 1.0, 2f32.powi(-120))).to_f32(),
            -256.0
        );
        assert_eq!(fused(0.0, 5.0, -0.0).to_bits(), 0);
        assert_eq!(fused(f32::INFINITY, 1.0, 1.0), f32::INFINITY);
        assert!(fused(f32::INFINITY, 0.0, 1.0).is_nan());
    }
}
