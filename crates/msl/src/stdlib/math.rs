//! Functions of floats: clauses 6.3 (common) and 6.5 (math).

use super::{
    Expansion,
    emit::Emitter,
    row::{
        Class::Float,
        Param::{Int, OutInt, OutT, T},
        Ret, Row, T1, T2, T3, What,
    },
};
use crate::ir::{BinaryOp, MathFn, ValueId};

const fn unary(name: &'static str, function: MathFn) -> Row {
    Row::new(name, Float, T1, What::Math(function))
}

const fn binary(name: &'static str, function: MathFn) -> Row {
    Row::new(name, Float, T2, What::Math(function))
}

const fn ternary(name: &'static str, function: MathFn) -> Row {
    Row::new(name, Float, T3, What::Math(function))
}

const fn expand(
    name: &'static str,
    params: &'static [super::row::Param],
    with: super::emit::Expand,
) -> Row {
    Row::new(name, Float, params, What::Expand(Expansion(with)))
}

pub(super) const ROWS: &[Row] = &[
    // 6.3 common functions
    expand("clamp", T3, clamp),
    ternary("mix", MathFn::Mix),
    unary("saturate", MathFn::Saturate),
    unary("sign", MathFn::Sign),
    ternary("smoothstep", MathFn::Smoothstep),
    binary("step", MathFn::Step),
    // 6.5 math functions
    unary("abs", MathFn::Fabs),
    unary("acos", MathFn::Acos),
    unary("acosh", MathFn::Acosh),
    unary("asin", MathFn::Asin),
    unary("asinh", MathFn::Asinh),
    unary("atan", MathFn::Atan),
    binary("atan2", MathFn::Atan2),
    unary("atanh", MathFn::Atanh),
    unary("ceil", MathFn::Ceil),
    binary("copysign", MathFn::CopySign),
    unary("cos", MathFn::Cos),
    unary("cosh", MathFn::Cosh),
    unary("cospi", MathFn::CosPi),
    expand("divide", T2, divide),
    unary("exp", MathFn::Exp),
    unary("exp2", MathFn::Exp2),
    unary("exp10", MathFn::Exp10),
    unary("fabs", MathFn::Fabs),
    binary("fdim", MathFn::Fdim),
    unary("floor", MathFn::Floor),
    ternary("fma", MathFn::Fma),
    binary("fmax", MathFn::Fmax),
    expand("fmax3", T3, max3),
    expand("fmedian3", T3, median3),
    binary("fmin", MathFn::Fmin),
    expand("fmin3", T3, min3),
    binary("fmod", MathFn::Fmod),
    unary("fract", MathFn::Fract),
    expand("frexp", &[T, OutInt], frexp),
    unary("ilogb", MathFn::Ilogb).returns(Ret::Int),
    Row::new("ldexp", Float, &[T, Int], What::Math(MathFn::Ldexp)),
    unary("log", MathFn::Log),
    unary("log2", MathFn::Log2),
    unary("log10", MathFn::Log10),
    binary("max", MathFn::Fmax),
    expand("max3", T3, max3),
    expand("median3", T3, median3),
    binary("min", MathFn::Fmin),
    expand("min3", T3, min3),
    expand("modf", &[T, OutT], modf),
    binary("nextafter", MathFn::NextAfter),
    binary("pow", MathFn::Pow),
    binary("powr", MathFn::Powr),
    unary("rint", MathFn::Rint),
    unary("round", MathFn::Round),
    unary("rsqrt", MathFn::Rsqrt),
    unary("sin", MathFn::Sin),
    expand("sincos", &[T, OutT], sincos),
    unary("sinh", MathFn::Sinh),
    unary("sinpi", MathFn::SinPi),
    unary("sqrt", MathFn::Sqrt),
    unary("tan", MathFn::Tan),
    unary("tanh", MathFn::Tanh),
    unary("tanpi", MathFn::TanPi),
    unary("trunc", MathFn::Trunc),
    // Not Metal's: MLX declares it before the header.
    unary("log1p", MathFn::Log1p),
];

fn clamp(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let raised = e.math(MathFn::Fmax, &[args[0], args[1]]);
    e.math(MathFn::Fmin, &[raised, args[2]])
}

fn divide(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    e.binary(BinaryOp::Div, args[0], args[1])
}

fn max3(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let right = e.math(MathFn::Fmax, &[args[1], args[2]]);
    e.math(MathFn::Fmax, &[args[0], right])
}

fn min3(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let right = e.math(MathFn::Fmin, &[args[1], args[2]]);
    e.math(MathFn::Fmin, &[args[0], right])
}

/// The middle of three: `max(min(x, y), min(max(x, y), z))`.
fn median3(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let low = e.math(MathFn::Fmin, &[args[0], args[1]]);
    let high = e.math(MathFn::Fmax, &[args[0], args[1]]);
    let middle = e.math(MathFn::Fmin, &[high, args[2]]);
    e.math(MathFn::Fmax, &[low, middle])
}

fn frexp(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let int = e.pointee(args[1]);
    let exponent = e.math_as(MathFn::FrexpExponent, &args[..1], int);
    let mantissa = e.math(MathFn::FrexpMantissa, &args[..1]);
    e.store(args[1], exponent);
    mantissa
}

/// The fraction with the sign of `x`; that of an infinity is a zero, as in C.
fn modf(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let x = args[0];
    let whole = e.math(MathFn::Trunc, &[x]);
    let difference = e.binary(BinaryOp::Sub, x, whole);
    let infinite = e.test(MathFn::IsInf, x);
    let zero = e.zero(e.ret);
    let fraction = e.select(infinite, zero, difference);
    let fraction = e.math(MathFn::CopySign, &[fraction, x]);
    e.store(args[1], whole);
    fraction
}

fn sincos(e: &mut Emitter<'_>, args: &[ValueId]) -> ValueId {
    let sine = e.math(MathFn::Sin, &args[..1]);
    let cosine = e.math(MathFn::Cos, &args[..1]);
    e.store(args[1], cosine);
    sine
}
