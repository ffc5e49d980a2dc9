//! Hyperbolic functions and their inverses.

use super::{
    exponential::exp_scaled,
    logarithm::{log, log1p},
    mad,
};
use crate::backend::cpu::isa::Isa;

/// `sinh x`; at most 2 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn sinh<I: Isa>(x: f32) -> f32 {
    let a = x.abs();
    let z = a * a;
    let p = mad::<I>(2.790_047e-6, z, 1.984_166e-4);
    let p = mad::<I>(p, z, 8.333_315e-3);
    let p = mad::<I>(p, z, 0.166_666_67);
    let small = mad::<I>(p * z, a, a);
    let half = exp_scaled::<I>(a, -1);
    let large = half - 0.25 / half;
    if a < 1.0 { small } else { large }.copysign(x)
}

/// `cosh x`; at most 2 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn cosh<I: Isa>(x: f32) -> f32 {
    let half = exp_scaled::<I>(x.abs(), -1);
    half + 0.25 / half
}

/// `tanh x`; at most 2 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn tanh<I: Isa>(x: f32) -> f32 {
    let a = x.abs();
    let z = a * a;
    let p = mad::<I>(-5.693_801e-3, z, 2.063_280_3e-2);
    let p = mad::<I>(p, z, -5.373_92e-2);
    let p = mad::<I>(p, z, 0.133_314_58);
    let p = mad::<I>(p, z, -0.333_332_84);
    let small = mad::<I>(p * z, a, a);
    let large = 1.0 - 2.0 / (exp_scaled::<I>(2.0 * a, 0) + 1.0);
    if a < 0.63 { small } else { large }.copysign(x)
}

/// From here on `ln 2x` is as good as the exact formula, and squares might overflow.
const LARGE: f32 = 1e9;

/// `asinh x`; at most 3 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn asinh<I: Isa>(x: f32) -> f32 {
    let a = x.abs();
    let small = log1p::<I>(a + a * a / (1.0 + (a * a + 1.0).sqrt()));
    let large = log::<I>(a) + std::f32::consts::LN_2;
    if a > LARGE { large } else { small }.copysign(x)
}

/// `acosh x`; at most 3 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn acosh<I: Isa>(x: f32) -> f32 {
    let t = x - 1.0;
    let small = log1p::<I>(t + (t * t + 2.0 * t).sqrt());
    let large = log::<I>(x) + std::f32::consts::LN_2;
    let result = if x > LARGE { large } else { small };
    if x < 1.0 { f32::NAN } else { result }
}

/// `atanh x`; at most 3 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn atanh<I: Isa>(x: f32) -> f32 {
    let a = x.abs();
    (0.5 * log1p::<I>(2.0 * a / (1.0 - a))).copysign(x)
}
