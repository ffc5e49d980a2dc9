//! Arithmetic and library functions of integers and `Bool`.

use super::{Checked, Fault, convert::range, mask, signed, width};
use crate::ir::{BinaryOp, MathFn, Scalar};

/// An operation on two integers, which wraps.
pub(super) fn binary(op: BinaryOp, scalar: Scalar, a: u64, b: u64) -> Checked {
    let mask = mask(scalar);
    match op {
        BinaryOp::Add => (a.wrapping_add(b) & mask, None),
        BinaryOp::Sub => (a.wrapping_sub(b) & mask, None),
        BinaryOp::Mul => (a.wrapping_mul(b) & mask, None),
        BinaryOp::Div | BinaryOp::Rem if b == 0 => (0, Some(Fault::DivisionByZero)),
        BinaryOp::Div if scalar.is_signed() => {
            let quotient = signed(scalar, a).wrapping_div(signed(scalar, b));
            (quotient as u64 & mask, None)
        }
        BinaryOp::Rem if scalar.is_signed() => {
            let remainder = signed(scalar, a).wrapping_rem(signed(scalar, b));
            (remainder as u64 & mask, None)
        }
        BinaryOp::Div => (a / b, None),
        BinaryOp::Rem => (a % b, None),
        BinaryOp::Shl | BinaryOp::Shr => shift(op, scalar, a, b),
        BinaryOp::And => (a & b, None),
        BinaryOp::Or => (a | b, None),
        BinaryOp::Xor => (a ^ b, None),
    }
}

fn shift(op: BinaryOp, scalar: Scalar, a: u64, b: u64) -> Checked {
    let count = b & u64::from(width(scalar) - 1);
    let value = match op {
        BinaryOp::Shl => a << count,
        // The sign is extended for signed types only.
        _ if scalar.is_signed() => (signed(scalar, a) >> count) as u64,
        _ => a >> count,
    };
    let fault = (count != b).then_some(Fault::ShiftOutOfRange);
    (value & mask(scalar), fault)
}

/// A library function of integers; `None` if it is not one.
pub(super) fn math(function: MathFn, scalar: Scalar, args: &[u64]) -> Option<u64> {
    let (least, most) = range(scalar);
    // Room for every sum, difference and product of two 64-bit integers.
    let value = |at: usize| match scalar.is_signed() {
        true => i128::from(signed(scalar, args[at])),
        false => i128::from(args[at]),
    };
    let bits = width(scalar);
    let mask = mask(scalar);
    let wide = match function {
        MathFn::Abs => value(0).abs(),
        MathFn::AbsDiff => (value(0) - value(1)).abs(),
        MathFn::AddSat => (value(0) + value(1)).clamp(least, most),
        MathFn::SubSat => (value(0) - value(1)).clamp(least, most),
        MathFn::Hadd => (value(0) + value(1)) >> 1,
        MathFn::Rhadd => (value(0) + value(1) + 1) >> 1,
        MathFn::MulHi => return Some(multiply_high(scalar, args[0], args[1])),
        MathFn::Min => value(0).min(value(1)),
        MathFn::Max => value(0).max(value(1)),
        MathFn::Clz => i128::from(args[0].leading_zeros() - (64 - bits)),
        MathFn::Ctz => i128::from(args[0].trailing_zeros().min(bits)),
        MathFn::Popcount => i128::from(args[0].count_ones()),
        MathFn::ReverseBits => return Some(args[0].reverse_bits() >> (64 - bits)),
        MathFn::Rotate => return Some(rotate(args[0], args[1], bits) & mask),
        MathFn::ExtractBits => return Some(extract(scalar, args)),
        MathFn::InsertBits => return Some(insert(scalar, args)),
        _ => return None,
    };
    Some(wide as u64 & mask)
}

fn multiply_high(scalar: Scalar, a: u64, b: u64) -> u64 {
    let bits = width(scalar);
    let high = if scalar.is_signed() {
        ((i128::from(signed(scalar, a)) * i128::from(signed(scalar, b))) >> bits) as u64
    } else {
        ((u128::from(a) * u128::from(b)) >> bits) as u64
    };
    high & mask(scalar)
}

fn rotate(value: u64, count: u64, bits: u32) -> u64 {
    let count = (count % u64::from(bits)) as u32;
    if count == 0 {
        value
    } else {
        value << count | value >> (bits - count)
    }
}

/// Offset and width of a bit field, kept within the type.
fn field(scalar: Scalar, offset: u64, bits: u64) -> (u32, u32) {
    let all = u64::from(width(scalar));
    let offset = offset.min(all);
    (offset as u32, bits.min(all - offset) as u32)
}

fn extract(scalar: Scalar, args: &[u64]) -> u64 {
    let (offset, bits) = field(scalar, args[1], args[2]);
    if bits == 0 {
        return 0;
    }
    let top = args[0] << (64 - offset - bits);
    let value = if scalar.is_signed() {
        (top as i64 >> (64 - bits)) as u64
    } else {
        top >> (64 - bits)
    };
    value & mask(scalar)
}

fn insert(scalar: Scalar, args: &[u64]) -> u64 {
    let (offset, bits) = field(scalar, args[2], args[3]);
    if bits == 0 {
        return args[0];
    }
    let hole = (u64::MAX >> (64 - bits)) << offset;
    args[0] & !hole | args[1] << offset & hole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations() {
        use BinaryOp::{Add, Div, Mul, Rem, Shl, Shr};
        use Scalar::{I8, I32, I64, U8, U32};
        #[rustfmt::skip]
        let rows = [
            (Add, U8, 200, 100, 44, None),
            (Mul, I32, 0x8000_0000, 0xffff_ffff, 0x8000_0000, None),
            (Div, I32, 0x8000_0000, 0xffff_ffff, 0x8000_0000, None),
            (Div, I64, 1 << 63, u64::MAX, 1 << 63, None),
            (Rem, I32, 0x8000_0000, 0xffff_ffff, 0, None),
            (Div, I8, 0xf9, 2, 0xfd, None),
            (Rem, I8, 0xf9, 2, 0xff, None),
            (Div, U32, 7, 0, 0, Some(Fault::DivisionByZero)),
            (Shr, I8, 0x80, 7, 0xff, None),
            (Shr, U8, 0x80, 7, 1, None),
            (Shl, U32, 1, 33, 2, Some(Fault::ShiftOutOfRange)),
            (Shl, I32, 1, 0xffff_ffff, 0x8000_0000, Some(Fault::ShiftOutOfRange)),
        ];
        for (op, scalar, a, b, result, fault) in rows {
            assert_eq!(
                binary(op, scalar, a, b),
                (result, fault),
                "{op:?} {scalar:?} {a} {b}"
            );
        }
    }

    #[test]
    fn functions() {
        use Scalar::{I8, I32, I64, U8, U32, U64};
        #[rustfmt::skip]
        let rows: &[(MathFn, Scalar, &[u64], u64)] = &[
            (MathFn::Abs, I8, &[0x80], 0x80),
            (MathFn::AbsDiff, I8, &[0x80, 0x7f], 0xff),
            (MathFn::AddSat, U8, &[200, 100], 255),
            (MathFn::SubSat, I8, &[0x80, 1], 0x80),
            (MathFn::Hadd, U64, &[u64::MAX, u64::MAX], u64::MAX),
            (MathFn::Rhadd, U8, &[1, 2], 2),
            (MathFn::MulHi, U32, &[0xffff_ffff, 0xffff_ffff], 0xffff_fffe),
            (MathFn::MulHi, I64, &[u64::MAX, u64::MAX], 0),
            (MathFn::Clz, U8, &[0], 8),
            (MathFn::Clz, I32, &[1], 31),
            (MathFn::Ctz, I32, &[0], 32),
            (MathFn::Popcount, I8, &[0xff], 8),
            (MathFn::ReverseBits, U8, &[1], 0x80),
            (MathFn::Rotate, U8, &[0x81, 9], 0x03),
            (MathFn::ExtractBits, I32, &[0xf0, 4, 4], 0xffff_ffff),
            (MathFn::ExtractBits, U32, &[0xf0, 4, 4], 0xf),
            (MathFn::InsertBits, U32, &[0xffff, 0, 4, 8], 0xf00f),
            (MathFn::Min, I32, &[0xffff_ffff, 1], 0xffff_ffff),
            (MathFn::Max, U32, &[0xffff_ffff, 1], 0xffff_ffff),
        ];
        for (function, scalar, args, result) in rows {
            assert_eq!(
                math(*function, *scalar, args),
                Some(*result),
                "{function:?} {scalar:?} {args:?}"
            );
        }
    }
}
