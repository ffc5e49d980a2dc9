//! Numeric conversions.

use super::{Checked, Fault, float, from_float, mask, signed, width};
use crate::ir::Scalar;

/// Converts a number as [`Op::Convert`](crate::ir::Op::Convert) says.
pub(in crate::interp) fn convert(from: Scalar, to: Scalar, bits: u64) -> Checked {
    match (from.is_float(), to.is_float()) {
        (true, true) => (from_float(to, float(from, bits)), None),
        (true, false) if to == Scalar::Bool => (u64::from(float(from, bits) != 0.0), None),
        (true, false) => float_to_integer(float(from, bits), to),
        (false, true) => (integer_to_float(from, bits, to), None),
        (false, false) if to == Scalar::Bool => (u64::from(bits != 0), None),
        (false, false) => (signed(from, bits) as u64 & mask(to), None),
    }
}

fn float_to_integer(value: f32, to: Scalar) -> Checked {
    let (least, most) = range(to);
    let whole = value as i128;
    let bits = whole.clamp(least, most) as u64 & mask(to);
    let holds = !value.is_nan() && (least..=most).contains(&whole);
    (bits, (!holds).then_some(Fault::InvalidConversion))
}

/// The least and the greatest value of an integer type.
pub(super) fn range(scalar: Scalar) -> (i128, i128) {
    let values = 1i128 << width(scalar);
    if scalar.is_signed() {
        (-values / 2, values / 2 - 1)
    } else {
        (0, values - 1)
    }
}

fn integer_to_float(from: Scalar, bits: u64, to: Scalar) -> u64 {
    let value = signed(from, bits);
    let negative = from.is_signed() && value < 0;
    let magnitude = if negative { value.unsigned_abs() } else { bits };
    // For `half` and `bfloat`, keep 24 bits and note in the lowest whether others were lost: the
    // rounding that follows then sees on which side of a midpoint the integer lies.
    let exact = if to == Scalar::F32 {
        magnitude as f32
    } else {
        let drop = 40u32.saturating_sub(magnitude.leading_zeros());
        let lost = magnitude & ((1 << drop) - 1) != 0;
        ((magnitude >> drop) | u64::from(lost)) as f32 * 2f32.powi(drop.cast_signed())
    };
    from_float(to, if negative { -exact } else { exact })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conversions() {
        use Scalar::{BF16, Bool, F16, F32, I8, I32, I64, U8, U16, U32, U64};
        let f = |x: f32| u64::from(x.to_bits());
        let bad = Some(Fault::InvalidConversion);
        #[rustfmt::skip]
        let rows = [
            (I8, I32, 0xff, 0xffff_ffff, None),
            (U8, I32, 0xff, 0xff, None),
            (I32, I64, 0x8000_0000, 0xffff_ffff_8000_0000, None),
            (U32, U8, 0x1234, 0x34, None),
            (I32, Bool, 0x100, 1, None),
            (Bool, F32, 1, f(1.0), None),
            (F32, I32, f(-1.9), 0xffff_ffff, None),
            (F32, U8, f(255.9), 255, None),
            (F32, U8, f(256.0), 255, bad),
            (F32, U32, f(-0.9), 0, None),
            (F32, U32, f(-1.0), 0, bad),
            (F32, I32, f(f32::NAN), 0, bad),
            (F32, I32, f(f32::INFINITY), 0x7fff_ffff, bad),
            (F32, U64, f(1.8e19), 18_000_000_000_000_000_000f32 as u64, None),
            (F32, Bool, f(f32::NAN), 1, None),
            (F32, Bool, f(-0.0), 0, None),
            (U64, F32, u64::MAX, f(18_446_744_073_709_551_616.0), None),
            (I64, F32, u64::MAX, f(-1.0), None),
            (F32, F16, f(65520.0), 0x7c00, None),
            (F32, F16, f(65519.0), 0x7bff, None),
            (F16, F32, 0x0001, f(2f32.powi(-24)), None),
            (U16, F16, 2049, 0x6800, None),
            (U16, F16, 2051, 0x6802, None),
            (I32, F16, 0xffff_ffff, 0xbc00, None),
        ];
        for (from, to, bits, result, fault) in rows {
            assert_eq!(
                convert(from, to, bits),
                (result, fault),
                "{from:?} to {to:?} of {bits:#x}"
            );
        }
        // Just above a midpoint of `bfloat`, by less than a `float` or `double` could hold.
        let above = (1u64 << 60) + (1 << 52) + 1;
        let up = u64::from(half::bf16::from_f32(2f32.powi(60) * (1.0 + 2f32.powi(-7))).to_bits());
        assert_eq!(convert(U64, BF16, above), (up, None));
        assert_eq!(convert(U64, BF16, above - 1).0, up - 1);
    }
}
