//! Sine, cosine and tangent.
//!
//! The argument is reduced in double precision by pi/2 in two parts, of which the first has 25
//! bits, so that its multiples are exact; that holds up to [`LARGE`]. Larger arguments, which are
//! rare, take the library's double-precision functions, one lane after the other.

use super::mad;
use crate::backend::cpu::isa::Isa;

/// Up to here the vector loops are right.
pub(in crate::backend::cpu) const LARGE: f32 = 268_435_456.0;

/// Quadrant, and what is left in `-pi/4..=pi/4`.
#[inline(always)]
fn reduce(x: f32) -> (f32, u32) {
    const PIO2: [f64; 2] = [1.570_796_310_901_641_8, 1.589_325_477_352_819_7e-8];
    // Adding it rounds to an integer, whose last bits then are those of the sum.
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let wide = f64::from(x);
    let t = wide * std::f64::consts::FRAC_2_PI + ROUND;
    let n = t - ROUND;
    let rest = wide - n * PIO2[0] - n * PIO2[1];
    (rest as f32, t.to_bits() as u32)
}

#[inline(always)]
fn sin_reduced<I: Isa>(r: f32) -> f32 {
    let z = r * r;
    let p = mad::<I>(-1.951_611_3e-4, z, 8.332_18e-3);
    let p = mad::<I>(p, z, -0.166_666_55);
    // The sum of zeros would lose the sign of -0.
    mad::<I>(p * z, r, r).copysign(r)
}

#[inline(always)]
fn cos_reduced<I: Isa>(r: f32) -> f32 {
    let z = r * r;
    let p = mad::<I>(2.443_088_1e-5, z, -1.388_730_2e-3);
    let p = mad::<I>(p, z, 4.166_664_6e-2);
    mad::<I>(p * z, z, mad::<I>(z, -0.5, 1.0))
}

/// Sine and cosine of what is left, moved to the quadrant.
#[inline(always)]
fn quadrant<I: Isa>(r: f32, n: u32) -> (f32, f32) {
    let (s, c) = (sin_reduced::<I>(r), cos_reduced::<I>(r));
    let odd = n & 1 != 0;
    let (sin, cos) = if odd { (c, s) } else { (s, c) };
    let sin_sign = (n & 2) << 30;
    let cos_sign = (n.wrapping_add(1) & 2) << 30;
    (
        f32::from_bits(sin.to_bits() ^ sin_sign),
        f32::from_bits(cos.to_bits() ^ cos_sign),
    )
}

/// `sin x` for `|x| <= LARGE`; at most 1.6 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn sin<I: Isa>(x: f32) -> f32 {
    let (r, n) = reduce(x);
    quadrant::<I>(r, n).0
}

/// `cos x` for `|x| <= LARGE`; at most 1.6 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn cos<I: Isa>(x: f32) -> f32 {
    let (r, n) = reduce(x);
    quadrant::<I>(r, n).1
}

/// `tan x` for `|x| <= LARGE`; at most 4 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn tan<I: Isa>(x: f32) -> f32 {
    let (r, n) = reduce(x);
    let (sin, cos) = quadrant::<I>(r, n);
    sin / cos
}

/// Sine and cosine of `pi x`; the reduction is exact.
#[inline(always)]
fn of_pi<I: Isa>(x: f32) -> (f32, f32) {
    let n = (2.0 * x).round_ties_even();
    let r = x - 0.5 * n;
    // 2^24 and more are multiples of 8 here, and are left out lest they do not fit.
    let whole = if n.abs() < 1e9 { n } else { 0.0 } as i32;
    quadrant::<I>((f64::from(r) * std::f64::consts::PI) as f32, whole as u32)
}

/// `sin(pi x)`; at most 1.6 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn sinpi<I: Isa>(x: f32) -> f32 {
    let sin = of_pi::<I>(x).0;
    if x == x.trunc() && x.is_finite() {
        0f32.copysign(x)
    } else {
        sin
    }
}

/// `cos(pi x)`; at most 1.6 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn cospi<I: Isa>(x: f32) -> f32 {
    of_pi::<I>(x).1
}

/// `tan(pi x)`; at most 4 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn tanpi<I: Isa>(x: f32) -> f32 {
    let (sin, cos) = of_pi::<I>(x);
    sin / cos
}
