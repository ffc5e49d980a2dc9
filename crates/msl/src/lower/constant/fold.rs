//! Arithmetic on constants, exactly as the IR's contract has it for values.

use crate::ir::{BinaryOp, CompareOp, Scalar, UnaryOp, narrow};
use half::{bf16, f16};
use std::cmp::Ordering;

/// Bits of a type to the number they mean: all but 64-bit integers fit a double exactly.
#[derive(Clone, Copy, Debug)]
pub(in crate::lower) enum Number {
    Int(i128),
    Float(f64),
}

/// What the bits of a scalar mean.
pub(in crate::lower) fn number(scalar: Scalar, bits: u64) -> Number {
    match scalar {
        Scalar::Bool => Number::Int(i128::from(bits != 0)),
        Scalar::I8 => Number::Int(i128::from(bits as u8 as i8)),
        Scalar::I16 => Number::Int(i128::from(bits as u16 as i16)),
        Scalar::I32 => Number::Int(i128::from(bits as u32 as i32)),
        Scalar::I64 => Number::Int(i128::from(bits as i64)),
        Scalar::U8 | Scalar::U16 | Scalar::U32 | Scalar::U64 => Number::Int(i128::from(bits)),
        Scalar::F16 => Number::Float(f16::from_bits(bits as u16).to_f64()),
        Scalar::BF16 => Number::Float(bf16::from_bits(bits as u16).to_f64()),
        Scalar::F32 => Number::Float(f64::from(f32::from_bits(bits as u32))),
    }
}

/// The integer that the bits of an integer or `bool` mean.
pub(in crate::lower) fn integer(scalar: Scalar, bits: u64) -> Option<i128> {
    match number(scalar, bits) {
        Number::Int(value) => Some(value),
        Number::Float(_) => None,
    }
}

/// An integer wrapped to a type's width, as bits.
pub(in crate::lower) fn wrap(scalar: Scalar, value: i128) -> u64 {
    match scalar {
        Scalar::Bool => u64::from(value != 0),
        _ => match scalar.size_bytes() {
            1 => u64::from(value as u8),
            2 => u64::from(value as u16),
            4 => u64::from(value as u32),
            _ => value as u64,
        },
    }
}

/// A double rounded once to a float type, as bits. `None` for other types.
pub(in crate::lower) fn round(scalar: Scalar, value: f64) -> Option<u64> {
    Some(match scalar {
        Scalar::F16 => u64::from(narrow::half(value).to_bits()),
        Scalar::BF16 => u64::from(narrow::bfloat(value).to_bits()),
        Scalar::F32 => u64::from((value as f32).to_bits()),
        _ => return None,
    })
}

/// [`Op::Convert`](crate::ir::Op::Convert). `None` where a double cannot stand between exactly.
pub(in crate::lower) fn convert(from: Scalar, to: Scalar, bits: u64) -> Option<u64> {
    if from == to {
        return Some(bits);
    }
    Some(match (number(from, bits), to) {
        (Number::Int(value), Scalar::F32) => u64::from((value as f32).to_bits()),
        (Number::Int(value), Scalar::F16 | Scalar::BF16) => {
            if value.unsigned_abs() > 1 << 53 {
                return None;
            }
            round(to, value as f64)?
        }
        (Number::Int(value), _) => wrap(to, value),
        (Number::Float(value), Scalar::Bool) => u64::from(value != 0.0),
        (Number::Float(value), to) if to.is_float() => round(to, value)?,
        (Number::Float(value), _) => saturate(to, value),
    })
}

fn saturate(to: Scalar, value: f64) -> u64 {
    match to {
        Scalar::I8 => u64::from(value as i8 as u8),
        Scalar::I16 => u64::from(value as i16 as u16),
        Scalar::I32 => u64::from(value as i32 as u32),
        Scalar::I64 => value as i64 as u64,
        Scalar::U8 => u64::from(value as u8),
        Scalar::U16 => u64::from(value as u16),
        Scalar::U32 => u64::from(value as u32),
        _ => value as u64,
    }
}

/// A unary operation.
pub(in crate::lower) fn unary(op: UnaryOp, scalar: Scalar, bits: u64) -> Option<u64> {
    Some(match op {
        UnaryOp::Not => u64::from(bits == 0),
        UnaryOp::Complement => wrap(scalar, !integer(scalar, bits)?),
        UnaryOp::Negate if scalar.is_float() => bits ^ (1 << (scalar.size_bytes() * 8 - 1)),
        UnaryOp::Negate => wrap(scalar, -integer(scalar, bits)?),
    })
}

/// A binary operation. `None` for a division by zero, which is left to run time.
pub(in crate::lower) fn binary(op: BinaryOp, scalar: Scalar, left: u64, right: u64) -> Option<u64> {
    match (number(scalar, left), number(scalar, right)) {
        (Number::Float(left), Number::Float(right)) => binary_float(op, scalar, left, right),
        (Number::Int(left), Number::Int(right)) => binary_integer(op, scalar, left, right),
        _ => None,
    }
}

/// Sums, products and quotients of two floats round correctly through a double: 53 bits are more
/// than twice 24 and two.
fn binary_float(op: BinaryOp, scalar: Scalar, left: f64, right: f64) -> Option<u64> {
    let exact = match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => left * right,
        BinaryOp::Div => left / right,
        _ => return None,
    };
    if exact.is_nan() {
        return None;
    }
    round(scalar, exact)
}

fn binary_integer(op: BinaryOp, scalar: Scalar, left: i128, right: i128) -> Option<u64> {
    let width = i128::from(scalar.size_bytes() * 8);
    let result = match op {
        BinaryOp::Add => left + right,
        BinaryOp::Sub => left - right,
        BinaryOp::Mul => left.checked_mul(right)?,
        BinaryOp::Div => left.checked_div(right)?,
        BinaryOp::Rem => left.checked_rem(right)?,
        BinaryOp::Shl | BinaryOp::Shr if !(0..width).contains(&right) => return None,
        BinaryOp::Shl => left << right,
        BinaryOp::Shr => left >> right,
        BinaryOp::And => left & right,
        BinaryOp::Or => left | right,
        BinaryOp::Xor => left ^ right,
    };
    Some(wrap(scalar, result))
}

/// A comparison.
pub(in crate::lower) fn compare(op: CompareOp, scalar: Scalar, left: u64, right: u64) -> bool {
    let order = match (number(scalar, left), number(scalar, right)) {
        (Number::Int(left), Number::Int(right)) => Some(left.cmp(&right)),
        (Number::Float(left), Number::Float(right)) => left.partial_cmp(&right),
        _ => None,
    };
    match op {
        CompareOp::Equal => order == Some(Ordering::Equal),
        CompareOp::NotEqual => order != Some(Ordering::Equal),
        CompareOp::Less => order == Some(Ordering::Less),
        CompareOp::LessEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
        CompareOp::Greater => order == Some(Ordering::Greater),
        CompareOp::GreaterEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
    }
}

#[cfg(test)]
mod tests {
    use super::{binary, compare, convert, unary};
    use crate::ir::{BinaryOp, CompareOp, Scalar, UnaryOp};

    fn f32_bits(value: f32) -> u64 {
        u64::from(value.to_bits())
    }

    #[test]
    fn integers_wrap_and_keep_their_sign() {
        let max = u64::from(i32::MAX as u32);
        assert_eq!(
            binary(BinaryOp::Add, Scalar::I32, max, 1),
            Some(0x8000_0000)
        );
        assert_eq!(binary(BinaryOp::Shr, Scalar::I8, 0x80, 7), Some(0xff));
        assert_eq!(
            binary(BinaryOp::Div, Scalar::I32, 0x8000_0000, 0xffff_ffff),
            Some(0x8000_0000)
        );
        assert_eq!(binary(BinaryOp::Rem, Scalar::I32, 5, 0), None);
        assert_eq!(unary(UnaryOp::Complement, Scalar::U8, 1), Some(0xfe));
    }

    #[test]
    fn floats_round_to_their_type() {
        let half = |value: f32| u64::from(half::f16::from_f32(value).to_bits());
        assert_eq!(
            binary(BinaryOp::Add, Scalar::F16, half(2048.0), half(1.0)),
            Some(half(2048.0))
        );
        assert_eq!(
            binary(BinaryOp::Div, Scalar::F32, f32_bits(1.0), f32_bits(3.0)),
            Some(f32_bits(1.0 / 3.0))
        );
        assert!(!compare(
            CompareOp::Equal,
            Scalar::F32,
            f32_bits(f32::NAN),
            f32_bits(f32::NAN)
        ));
        assert!(compare(
            CompareOp::NotEqual,
            Scalar::F32,
            f32_bits(f32::NAN),
            f32_bits(1.0)
        ));
    }

    #[test]
    fn conversions_truncate_saturate_and_extend() {
        assert_eq!(
            convert(Scalar::F32, Scalar::I32, f32_bits(-1.9)),
            Some(u64::from(-1i32 as u32))
        );
        assert_eq!(convert(Scalar::F32, Scalar::U8, f32_bits(300.0)), Some(255));
        assert_eq!(
            convert(Scalar::F32, Scalar::I32, f32_bits(f32::NAN)),
            Some(0)
        );
        assert_eq!(convert(Scalar::I8, Scalar::U32, 0xff), Some(0xffff_ffff));
        assert_eq!(convert(Scalar::U32, Scalar::Bool, 256), Some(1));
        assert_eq!(
            convert(Scalar::I32, Scalar::F32, 16_777_217),
            Some(f32_bits(16_777_216.0))
        );
    }
}
