//! Inverse trigonometric functions.

use super::mad;
use crate::backend::cpu::isa::Isa;
use std::f32::consts::{FRAC_PI_2, FRAC_PI_4, PI};

/// What [`FRAC_PI_2`] is short of pi/2.
const FRAC_PI_2_REST: f32 = -4.371_139e-8;

/// `asin x` for `|x| <= 0.5`.
#[inline(always)]
fn asin_small<I: Isa>(x: f32) -> f32 {
    let z = x * x;
    let p = mad::<I>(4.183_81e-2, z, 2.438_462_3e-2);
    let p = mad::<I>(p, z, 4.542_578_4e-2);
    let p = mad::<I>(p, z, 7.495_686e-2);
    let p = mad::<I>(p, z, 0.166_667_42);
    mad::<I>(p * z, x, x)
}

/// `acos |x|`, in two halves about 0.5, and `asin |x|` below it.
#[inline(always)]
fn halves<I: Isa>(x: f32) -> (bool, f32) {
    let a = x.abs();
    let small = a <= 0.5;
    let inner = if small { a } else { (0.5 * (1.0 - a)).sqrt() };
    (small, asin_small::<I>(inner))
}

/// `asin x`; at most 2 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn asin<I: Isa>(x: f32) -> f32 {
    let (small, y) = halves::<I>(x);
    let large = (FRAC_PI_2 - 2.0 * y) + FRAC_PI_2_REST;
    let y = if small { y } else { large };
    y.copysign(x)
}

/// `acos x`; at most 2 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn acos<I: Isa>(x: f32) -> f32 {
    let (small, y) = halves::<I>(x);
    let near = FRAC_PI_2 - y.copysign(x);
    let far = if x < 0.0 {
        mad::<I>(y, -2.0, PI)
    } else {
        2.0 * y
    };
    if small { near } else { far }
}

/// `atan x` for `0 <= x <= 1`, given as a quotient.
#[inline(always)]
fn atan_unit<I: Isa>(numerator: f32, denominator: f32) -> f32 {
    // Above tan(pi/8) the angle is taken from pi/4.
    let upper = numerator > 0.414_213_57 * denominator;
    let n = if upper {
        numerator - denominator
    } else {
        numerator
    };
    let d = if upper {
        numerator + denominator
    } else {
        denominator
    };
    let x = n / d;
    let z = x * x;
    let p = mad::<I>(-6.092_705_6e-2, z, 0.106_002_67);
    let p = mad::<I>(p, z, -0.142_445_36);
    let p = mad::<I>(p, z, 0.199_985_34);
    let p = mad::<I>(p, z, -0.333_333_16);
    let angle = mad::<I>(p * z, x, x);
    if upper {
        FRAC_PI_4 + (angle + 0.5 * FRAC_PI_2_REST)
    } else {
        angle
    }
}

/// `atan x`; at most 2 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn atan<I: Isa>(x: f32) -> f32 {
    let a = x.abs();
    let steep = a > 1.0;
    let (n, d) = if steep { (1.0, a) } else { (a, 1.0) };
    let angle = atan_unit::<I>(n, d);
    let angle = if steep {
        (FRAC_PI_2 - angle) + FRAC_PI_2_REST
    } else {
        angle
    };
    angle.copysign(x)
}

/// The angle of `(x, y)`; at most 3 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn atan2<I: Isa>(y: f32, x: f32) -> f32 {
    let (a, b) = (y.abs(), x.abs());
    let steep = a > b;
    let (n, d) = if steep { (b, a) } else { (a, b) };
    // Neither 0/0 nor infinity by infinity is to be divided; a large pair is scaled down, so that
    // the sum in the reduction does not overflow, a small one up, so that it keeps its bits.
    let infinite = d == f32::INFINITY;
    let down = if d > 1e37 { 0.125 } else { 1.0 };
    let scale = if d < 1e-30 { 1.267_650_6e30 } else { down };
    let (n, d) = (n * scale, d * scale);
    let n = if infinite {
        if n == f32::INFINITY { 1.0 } else { 0.0 }
    } else {
        n
    };
    let d = if infinite || d == 0.0 { 1.0 } else { d };
    let angle = atan_unit::<I>(n, d);
    let angle = if steep {
        (FRAC_PI_2 - angle) + FRAC_PI_2_REST
    } else {
        angle
    };
    let angle = if x.is_sign_negative() {
        PI - angle
    } else {
        angle
    };
    if x.is_nan() || y.is_nan() {
        f32::NAN
    } else {
        angle.copysign(y)
    }
}
