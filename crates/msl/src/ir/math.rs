//! Functions of the math library.

/// Which form of a math function a call names; it matters for inexact functions of floats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precision {
    /// As the module's math mode has it.
    Default,
    /// `fast::`.
    Fast,
    /// `precise::`.
    Precise,
}

/// Functions of the math library (clauses 6.3 to 6.7). Unless said otherwise, operands and
/// result have one float type, scalar or vector. `half` and `bfloat` compute as `float` and round once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the others are named as in the specification")]
pub enum MathFn {
    Acos,
    Acosh,
    Asin,
    Asinh,
    Atan,
    Atan2,
    Atanh,
    Ceil,
    CopySign,
    Cos,
    Cosh,
    CosPi,
    Erf,
    Exp,
    Exp2,
    Exp10,
    Expm1,
    Fabs,
    Fdim,
    Floor,
    /// Fused, always.
    Fma,
    /// IEEE maximum: the other operand where one is NaN.
    Fmax,
    /// IEEE minimum.
    Fmin,
    Fmod,
    Fract,
    /// Mantissa of `frexp`, in [0.5, 1).
    FrexpMantissa,
    /// Exponent of `frexp`: the result is `I32`, of as many components.
    FrexpExponent,
    /// `ldexp(x, k)`, `k` being `I32` of as many components.
    Ldexp,
    /// `ilogb(x)`: the result is `I32`, of as many components.
    Ilogb,
    Log,
    Log1p,
    Log2,
    Log10,
    NextAfter,
    Pow,
    /// `powr`: as `pow` for a base of at least zero.
    Powr,
    /// `rint`: to nearest even.
    Rint,
    /// `round`: halfway away from zero.
    Round,
    Rsqrt,
    Sign,
    Sin,
    Sinh,
    SinPi,
    Sqrt,
    Tan,
    Tanh,
    TanPi,
    Trunc,
    Saturate,
    /// `mix(x, y, a)`.
    Mix,
    /// `step(edge, x)`.
    Step,
    /// `smoothstep(edge0, edge1, x)`.
    Smoothstep,
    /// `isnan(x)`: the result is `Bool`, of as many components; so for the next four.
    IsNan,
    IsInf,
    IsFinite,
    IsNormal,
    SignBit,
    /// Of integers, any width.
    Abs,
    /// `absdiff` of integers; the result is unsigned.
    AbsDiff,
    /// `addsat` of integers.
    AddSat,
    /// `subsat` of integers.
    SubSat,
    /// `hadd` of integers: `(x + y) >> 1` without overflow.
    Hadd,
    /// `rhadd` of integers: `(x + y + 1) >> 1` without overflow.
    Rhadd,
    /// `mulhi` of integers.
    MulHi,
    /// `clz` of integers.
    Clz,
    /// `ctz` of integers.
    Ctz,
    /// `popcount` of integers.
    Popcount,
    /// `reverse_bits` of integers.
    ReverseBits,
    /// `rotate(v, i)` of integers, to the left.
    Rotate,
    /// `extract_bits(x, offset, bits)`, the last two `U32` scalars.
    ExtractBits,
    /// `insert_bits(base, insert, offset, bits)`, the last two `U32` scalars.
    InsertBits,
    /// Minimum of integers.
    Min,
    /// Maximum of integers.
    Max,
    /// `dot(a, b)` of two float vectors; the result is scalar. Products and sums in order.
    Dot,
    /// `any(v)` of a `Bool` vector; the result is scalar `Bool`.
    Any,
    /// `all(v)` of a `Bool` vector; the result is scalar `Bool`.
    All,
}
