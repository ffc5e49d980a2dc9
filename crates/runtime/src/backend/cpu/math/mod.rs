//! Math functions of one lane, written so that loops over them vectorize: no branches, no tables.
//!
//! The bounds that each function states were measured against double precision, over every
//! 4093rd bit pattern and the special values, by this module's tests, which hold them. They are
//! those of a machine with fused multiply-add; without it some are one ulp more. The
//! specification (clause 8.4) allows more everywhere.

pub(super) mod convert;
pub(super) mod integer;

mod error_function;
mod exponential;
mod hyperbolic;
mod inverse;
mod logarithm;
mod power;
mod rounding;
#[cfg(test)]
mod tests;
mod trigonometric;

use super::isa::Isa;

pub(super) use error_function::erf;
pub(super) use exponential::{exp, exp2, exp10, expm1};
pub(super) use hyperbolic::{acosh, asinh, atanh, cosh, sinh, tanh};
pub(super) use inverse::{acos, asin, atan, atan2};
pub(super) use logarithm::{log, log1p, log2, log10};
pub(super) use power::{pow, powr};
pub(super) use rounding::{
    fdim, fmax, fmin, fract, frexp_exponent, frexp_mantissa, fused, ilogb, ldexp, next_after, sign,
    smoothstep,
};
pub(super) use trigonometric::{LARGE, cos, cospi, sin, sinpi, tan, tanpi};

/// `a * b + c` in a polynomial: fused where that is one instruction.
#[inline(always)]
fn mad<I: Isa>(a: f32, b: f32, c: f32) -> f32 {
    if I::FMA { a.mul_add(b, c) } else { a * b + c }
}
