//! Functions of integers: clause 6.4.

use super::{
    Expansion,
    emit::{Emitter, Expand},
    row::{
        Class::Integer,
        Param::{self, T, U32},
        Ret, Row, T1, T2, T3, What,
    },
};
use crate::ir::{BinaryOp, CompareOp, MathFn, Scalar, ValueId};

const fn math(name: &'static str, params: &'static [Param], function: MathFn) -> Row {
    Row::new(name, Integer, params, What::Math(function))
}

const fn expand(name: &'static str, params: &'static [Param], with: Expand) -> Row {
    Row::new(name, Integer, params, What::Expand(Expansion(with)))
}

pub(super) const ROWS: &[Row] = &[
    math("abs", T1, MathFn::Abs),
    math("absdiff", T2, MathFn::AbsDiff).returns(Ret::Unsigned),
    math("addsat", T2, MathFn::AddSat),
    expand("clamp", T3, clamp),
    math("clz", T1, MathFn::Clz),
    math("ctz", T1, MathFn::Ctz),
    math("extract_bits", &[T, U32, U32], MathFn::ExtractBits),
    math("hadd", T2, MathFn::Hadd),
    math("insert_bits", &[T, T, U32, U32], MathFn::InsertBits),
    expand("mad24", T3, multiply_add),
    expand("madhi", T3, madhi),
    expand("madsat", T3, madsat),
    math("max", T2, MathFn::Max),
    expand("max3", T3, max3),
    expand("median3", T3, median3),
    math("min", T2, MathFn::Min),
    expand("min3", T3, min3),
    expand("mul24", T2, multiply),
    math("mulhi", T2, MathFn::MulHi),
    math("popcount", T1, MathFn::Popcount),
    math("reverse_bits", T1, MathFn::ReverseBits),
    math("rhadd", T2, MathFn::Rhadd),
    math("rotate", T2, MathFn::Rotate),
    math("subsat", T2, MathFn::SubSat),
];

fn clamp(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let raised = e.math(MathFn::Max, &[args[0], args[1]]);
    e.math(MathFn::Min, &[raised, args[2]])
}

fn max3(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let right = e.math(MathFn::Max, &[args[1], args[2]]);
    e.math(MathFn::Max, &[args[0], right])
}

fn min3(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let right = e.math(MathFn::Min, &[args[1], args[2]]);
    e.math(MathFn::Min, &[args[0], right])
}

fn median3(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let low = e.math(MathFn::Min, &[args[0], args[1]]);
    let high = e.math(MathFn::Max, &[args[0], args[1]]);
    let middle = e.math(MathFn::Min, &[high, args[2]]);
    e.math(MathFn::Max, &[low, middle])
}

/// `mul24`: operands of more than 24 bits are the implementation's to define; here they multiply.
fn multiply(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    e.binary(BinaryOp::Mul, args[0], args[1])
}

fn multiply_add(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let product = multiply(e, args);
    e.binary(BinaryOp::Add, product, args[2])
}

fn madhi(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let high = e.math(MathFn::MulHi, &args[..2]);
    e.binary(BinaryOp::Add, high, args[2])
}

/// `a * b + c` in twice the width, then saturated.
///
/// ```text
/// low = a * b;  high = mulhi(a, b)
/// sum = low + c;  carry = (unsigned)sum < (unsigned)low
/// high += carry + (signed and c < 0 ? -1 : 0)
/// fits: high == (signed ? sum >> (width - 1) : 0)
/// ```
fn madsat(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let (scalar, lanes) = e.shape(e.ret);
    let signed = scalar.is_signed();
    let unsigned_ty = e.types.vector(scalar.to_unsigned(), lanes);
    let low = multiply(e, args);
    let high = e.math(MathFn::MulHi, &args[..2]);
    let sum = e.binary(BinaryOp::Add, low, args[2]);
    let (low, sum_bits) = (e.convert(low, unsigned_ty), e.convert(sum, unsigned_ty));
    let carry = e.compare(CompareOp::Less, sum_bits, low);
    let carry = e.convert(carry, e.ret);
    let mut high = e.binary(BinaryOp::Add, high, carry);
    let top = e.splat(e.ret, u64::from(scalar.size_bytes() * 8 - 1));
    if signed {
        let extension = e.binary(BinaryOp::Shr, args[2], top);
        high = e.binary(BinaryOp::Add, high, extension);
    }
    let zero = e.zero(e.ret);
    let expected = if signed {
        e.binary(BinaryOp::Shr, sum, top)
    } else {
        zero
    };
    let fits = e.compare(CompareOp::Equal, high, expected);
    let largest = e.splat(e.ret, largest(scalar));
    let limit = if signed {
        let smallest = e.splat(e.ret, 1 << (scalar.size_bytes() * 8 - 1));
        let negative = e.compare(CompareOp::Less, high, zero);
        e.select(negative, smallest, largest)
    } else {
        largest
    };
    e.select(fits, sum, limit)
}

/// The bits of the greatest value.
fn largest(scalar: Scalar) -> u64 {
    let bits = scalar.size_bytes() * 8 - u32::from(scalar.is_signed());
    u64::MAX >> (64 - bits)
}
