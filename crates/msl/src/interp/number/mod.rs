//! Exact arithmetic on single numbers, given as bits.
//!
//! A scalar is held as 64 bits, zero-extended from its width; `Bool` is 0 or 1. `half` and
//! `bfloat` are computed as `float` and rounded once. For `+ - * /` and the square root that
//! equals rounding the exact result once, because 24 bits of precision are at least twice theirs
//! plus two. Transcendental functions are computed in 64-bit floats and rounded to `float`.

mod convert;
mod float;
mod integer;
mod math;

pub(super) use convert::convert;
pub(super) use math::math;

use crate::ir::{BinaryOp, CompareOp, Scalar, UnaryOp};

/// What a thread must not do with numbers; a result exists all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    DivisionByZero,
    ShiftOutOfRange,
    InvalidConversion,
}

/// A result, and what was wrong.
pub(super) type Checked = (u64, Option<Fault>);

/// The bits of a scalar's width; of a `Bool` the lowest.
pub(super) fn mask(scalar: Scalar) -> u64 {
    match scalar {
        Scalar::Bool => 1,
        other => u64::MAX >> (64 - width(other)),
    }
}

/// Bits of a scalar.
pub(super) fn width(scalar: Scalar) -> u32 {
    8 * scalar.size_bytes()
}

/// An integer's value by its sign; a `u64` above `i64::MAX` wraps.
pub(super) fn signed(scalar: Scalar, bits: u64) -> i64 {
    if scalar.is_signed() {
        let unused = 64 - width(scalar);
        ((bits << unused) as i64) >> unused
    } else {
        bits as i64
    }
}

/// A float's value, which is exact.
pub(super) fn float(scalar: Scalar, bits: u64) -> f32 {
    match scalar {
        Scalar::F16 => half::f16::from_bits(bits as u16).to_f32(),
        Scalar::BF16 => half::bf16::from_bits(bits as u16).to_f32(),
        _ => f32::from_bits(bits as u32),
    }
}

/// The bits of a float after rounding to its type, to nearest even.
pub(super) fn from_float(scalar: Scalar, value: f32) -> u64 {
    match scalar {
        Scalar::F16 => u64::from(half::f16::from_f32(value).to_bits()),
        Scalar::BF16 => u64::from(half::bf16::from_f32(value).to_bits()),
        _ => u64::from(value.to_bits()),
    }
}

/// An operation on one operand.
pub(super) fn unary(op: UnaryOp, scalar: Scalar, a: u64) -> u64 {
    match op {
        UnaryOp::Negate if scalar.is_float() => a ^ (1 << (width(scalar) - 1)),
        UnaryOp::Negate => a.wrapping_neg() & mask(scalar),
        UnaryOp::Not => a ^ 1,
        UnaryOp::Complement => !a & mask(scalar),
    }
}

/// An operation on two operands.
pub(super) fn binary(op: BinaryOp, scalar: Scalar, a: u64, b: u64) -> Checked {
    if scalar.is_float() {
        (float::binary(op, scalar, a, b), None)
    } else {
        integer::binary(op, scalar, a, b)
    }
}

/// A comparison.
pub(super) fn compare(op: CompareOp, scalar: Scalar, a: u64, b: u64) -> bool {
    if scalar.is_float() {
        decide(op, float(scalar, a).partial_cmp(&float(scalar, b)))
    } else if scalar.is_signed() {
        decide(op, Some(signed(scalar, a).cmp(&signed(scalar, b))))
    } else {
        decide(op, Some(a.cmp(&b)))
    }
}

/// Whether a relation holds, given how the operands are ordered; NaN has no order.
pub(super) fn decide(op: CompareOp, order: Option<std::cmp::Ordering>) -> bool {
    let Some(order) = order else {
        return op == CompareOp::NotEqual;
    };
    match op {
        CompareOp::Equal => order.is_eq(),
        CompareOp::NotEqual => order.is_ne(),
        CompareOp::Less => order.is_lt(),
        CompareOp::LessEqual => order.is_le(),
        CompareOp::Greater => order.is_gt(),
        CompareOp::GreaterEqual => order.is_ge(),
    }
}
