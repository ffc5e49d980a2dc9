//! Rule 12: math functions.

use super::{
    Checked, ensure,
    op::{Context, shape},
};
use crate::ir::{MathFn, Scalar, ValueId};

/// What the operands and the result of a group of functions are, in terms of the first operand.
enum Form {
    /// So many operands of one float type, which is also the result's.
    Float(usize),
    /// So many operands of one integer type, which is also the result's.
    Integer(usize),
    /// Two integers; the unsigned type of their width.
    Distance,
    /// A float; `int`.
    FloatToInt,
    /// A float; `bool`.
    FloatToBool,
    /// A float and an `int`; the float.
    Scale,
    /// So many integers and two scalar `uint`s; the integer.
    Bits(usize),
    /// Two float vectors; their scalar.
    Dot,
    /// A `bool` vector; scalar `bool`.
    Reduce,
}

fn form(function: MathFn) -> Form {
    use MathFn as M;
    match function {
        M::Acos
        | M::Acosh
        | M::Asin
        | M::Asinh
        | M::Atan
        | M::Atanh
        | M::Ceil
        | M::Cos
        | M::Cosh
        | M::CosPi
        | M::Erf
        | M::Exp
        | M::Exp2
        | M::Exp10
        | M::Expm1
        | M::Fabs
        | M::Floor
        | M::Fract
        | M::FrexpMantissa
        | M::Log
        | M::Log1p
        | M::Log2
        | M::Log10
        | M::Rint
        | M::Round
        | M::Rsqrt
        | M::Sign
        | M::Sin
        | M::Sinh
        | M::SinPi
        | M::Sqrt
        | M::Tan
        | M::Tanh
        | M::TanPi
        | M::Trunc
        | M::Saturate => Form::Float(1),
        M::Atan2
        | M::CopySign
        | M::Fdim
        | M::Fmax
        | M::Fmin
        | M::Fmod
        | M::NextAfter
        | M::Pow
        | M::Powr
        | M::Step => Form::Float(2),
        M::Fma | M::Mix | M::Smoothstep => Form::Float(3),
        M::FrexpExponent | M::Ilogb => Form::FloatToInt,
        M::Ldexp => Form::Scale,
        M::IsNan | M::IsInf | M::IsFinite | M::IsNormal | M::SignBit => Form::FloatToBool,
        M::Abs | M::Clz | M::Ctz | M::Popcount | M::ReverseBits => Form::Integer(1),
        M::AddSat | M::SubSat | M::Hadd | M::Rhadd | M::MulHi | M::Rotate | M::Min | M::Max => {
            Form::Integer(2)
        }
        M::AbsDiff => Form::Distance,
        M::ExtractBits => Form::Bits(1),
        M::InsertBits => Form::Bits(2),
        M::Dot => Form::Dot,
        M::Any | M::All => Form::Reduce,
    }
}

pub(super) fn check(context: &Context<'_>, function: MathFn, args: &[ValueId]) -> Checked {
    ensure(12, fits(context, function, args), || {
        format!("operands or result do not fit `{function:?}`")
    })
}

fn fits(context: &Context<'_>, function: MathFn, args: &[ValueId]) -> bool {
    let Some((&first, rest)) = args.split_first() else {
        return false;
    };
    let (Some((scalar, lanes)), Some(result)) = (context.shape(first), shape(context.result()))
    else {
        return false;
    };
    let same = |count: usize| args.len() == count && context.has_type(rest, context.id(first));
    let alike = context.ret == context.id(first);
    match form(function) {
        Form::Float(count) => same(count) && alike && scalar.is_float(),
        Form::Integer(count) => same(count) && alike && scalar.is_integer(),
        Form::Distance => same(2) && scalar.is_integer() && result == (scalar.to_unsigned(), lanes),
        Form::FloatToInt => same(1) && scalar.is_float() && result == (Scalar::I32, lanes),
        Form::FloatToBool => same(1) && scalar.is_float() && result == (Scalar::Bool, lanes),
        Form::Scale => {
            alike
                && scalar.is_float()
                && rest.len() == 1
                && context.shape(rest[0]) == Some((Scalar::I32, lanes))
        }
        Form::Bits(count) => {
            let numbers = rest.get(count - 1..).unwrap_or_default();
            alike
                && scalar.is_integer()
                && args.len() == count + 2
                && context.has_type(&args[..count], context.id(first))
                && numbers
                    .iter()
                    .all(|&number| context.shape(number) == Some((Scalar::U32, 1)))
        }
        Form::Dot => same(2) && lanes > 1 && scalar.is_float() && result == (scalar, 1),
        Form::Reduce => {
            same(1) && lanes > 1 && scalar == Scalar::Bool && result == (Scalar::Bool, 1)
        }
    }
}
