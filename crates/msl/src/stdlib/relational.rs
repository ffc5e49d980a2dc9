//! Functions that test and choose: clause 6.6.

use super::{
    Expansion,
    emit::{Emitter, Expand},
    row::{
        Class::{Bool, Data, Float},
        Param::{self, T},
        Ret, Row, T1, T2, What,
    },
};
use crate::ir::{BinaryOp, CompareOp, MathFn, Op, UnaryOp, ValueId};

const fn test(name: &'static str, function: MathFn) -> Row {
    Row::new(name, Float, T1, What::Math(function)).returns(Ret::Bool)
}

const fn expand(name: &'static str, params: &'static [Param], with: Expand) -> Row {
    Row::new(name, Float, params, What::Expand(Expansion(with)))
}

pub(super) const ROWS: &[Row] = &[
    Row::new("all", Bool, T1, What::Expand(Expansion(all))).returns(Ret::OneBool),
    Row::new("any", Bool, T1, What::Expand(Expansion(any))).returns(Ret::OneBool),
    test("isfinite", MathFn::IsFinite),
    test("isinf", MathFn::IsInf),
    test("isnan", MathFn::IsNan),
    test("isnormal", MathFn::IsNormal),
    expand("isordered", T2, is_ordered).returns(Ret::Bool),
    expand("isunordered", T2, is_unordered).returns(Ret::Bool),
    Row::new("not", Bool, T1, What::Expand(Expansion(not))),
    Row::new(
        "select",
        Data,
        &[T, T, Param::Bool],
        What::Expand(Expansion(select)),
    ),
    test("signbit", MathFn::SignBit),
];

fn all(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    reduce(e, MathFn::All, args[0])
}

fn any(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    reduce(e, MathFn::Any, args[0])
}

/// Of a scalar it is the scalar itself.
fn reduce(e: &mut Emitter<'_>, function: MathFn, value: ValueId) -> ValueId {
    match e.shape(e.builder.ty(value)) {
        (_, 1) => value,
        _ => e.math(function, &[value]),
    }
}

/// Equal to itself, both: NaN is not.
fn is_ordered(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let left = e.compare(CompareOp::Equal, args[0], args[0]);
    let right = e.compare(CompareOp::Equal, args[1], args[1]);
    e.binary(BinaryOp::And, left, right)
}

fn is_unordered(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let left = e.compare(CompareOp::NotEqual, args[0], args[0]);
    let right = e.compare(CompareOp::NotEqual, args[1], args[1]);
    e.binary(BinaryOp::Or, left, right)
}

fn not(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    e.eval(Op::Unary(UnaryOp::Not, args[0]), e.ret)
}

/// `select(a, b, c)` is `c ? b : a`.
fn select(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    e.select(args[2], args[1], args[0])
}
