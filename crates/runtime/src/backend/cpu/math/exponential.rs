//! Exponential functions.
//!
//! `e^x = 2^n e^r` with `n` the integer nearest to `x / ln 2` and `|r| <= ln 2 / 2`; `r` is exact
//! but for its last places, since `ln 2` is taken off in two parts. The polynomials here and in
//! the other files are least-squares fits in Chebyshev nodes, coefficients rounded from the
//! lowest on and the others fitted again; their own error is below 2^-27 unless said otherwise.
//! `2^n` is multiplied in as two factors, so that results may be subnormal.

use super::mad;
use crate::backend::cpu::isa::Isa;

/// `ln 2`, of which the first part has 15 bits.
const LN_2: [f32; 2] = [0.693_145_75, 1.428_606_8e-6];
/// Adding it rounds to an integer, which then is in the last bits.
const ROUND: f32 = 12_582_912.0;

/// The nearest integer, for magnitudes below 2^22, and the same as `i32`.
#[inline(always)]
pub(super) fn nearest(x: f32) -> (f32, i32) {
    let t = x + ROUND;
    (t - ROUND, t.to_bits().wrapping_sub(ROUND.to_bits()) as i32)
}

/// `x` inside of `low..=high`; NaN as it is.
#[inline(always)]
pub(super) fn clamp(x: f32, low: f32, high: f32) -> f32 {
    let x = if x < low { low } else { x };
    if x > high { high } else { x }
}

/// `x * 2^n` for `|n| < 250`.
#[inline(always)]
pub(super) fn scale(x: f32, n: i32) -> f32 {
    let half = n >> 1;
    let power = |n: i32| f32::from_bits((n.wrapping_add(127) as u32) << 23);
    x * power(half) * power(n.wrapping_sub(half))
}

/// `n` and `r` with `x = n ln 2 + r`.
#[inline(always)]
fn reduce<I: Isa>(x: f32) -> (f32, i32) {
    let (n, whole) = nearest(x * std::f32::consts::LOG2_E);
    (mad::<I>(n, -LN_2[1], mad::<I>(n, -LN_2[0], x)), whole)
}

/// `e^r - 1` for `|r| <= ln 2 / 2`.
#[inline(always)]
fn expm1_reduced<I: Isa>(r: f32) -> f32 {
    let p = mad::<I>(1.995_24e-4, r, 1.393_660_1e-3);
    let p = mad::<I>(p, r, 8.333_199e-3);
    let p = mad::<I>(p, r, 4.166_645e-2);
    let p = mad::<I>(p, r, 0.166_666_67);
    let p = mad::<I>(p, r, 0.5);
    mad::<I>(p * r, r, r)
}

/// `e^x * 2^k` for a small `k`.
#[inline(always)]
pub(super) fn exp_scaled<I: Isa>(x: f32, k: i32) -> f32 {
    // e^90 is infinite, e^-105 zero.
    let (r, n) = reduce::<I>(clamp(x, -105.0, 90.0));
    scale(1.0 + expm1_reduced::<I>(r), n.wrapping_add(k))
}

/// `e^x`; at most 1 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn exp<I: Isa>(x: f32) -> f32 {
    exp_scaled::<I>(x, 0)
}

/// `2^x`; at most 1 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn exp2<I: Isa>(x: f32) -> f32 {
    let x = clamp(x, -151.0, 129.0);
    let (n, whole) = nearest(x);
    let r = x - n;
    let p = mad::<I>(1.471_249_7e-5, r, 1.545_734_6e-4);
    let p = mad::<I>(p, r, 1.333_640_8e-3);
    let p = mad::<I>(p, r, 9.618_076e-3);
    let p = mad::<I>(p, r, 5.550_406_5e-2);
    let p = mad::<I>(p, r, 0.240_226_5);
    let p = mad::<I>(p, r, std::f32::consts::LN_2);
    scale(mad::<I>(p, r, 1.0), whole)
}

/// `10^x`; at most 2 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn exp10<I: Isa>(x: f32) -> f32 {
    // log10 2, of which the first part has 12 bits.
    const LG_2: [f32; 2] = [0.301_025_4, 4.605_039e-6];
    let x = clamp(x, -46.0, 39.0);
    let (n, whole) = nearest(x * std::f32::consts::LOG2_10);
    let r = mad::<I>(n, -LG_2[1], mad::<I>(n, -LG_2[0], x));
    scale(1.0 + expm1_reduced::<I>(r * std::f32::consts::LN_10), whole)
}

/// `e^x - 1`; at most 2 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn expm1<I: Isa>(x: f32) -> f32 {
    let (r, n) = reduce::<I>(clamp(x, -40.0, 89.0));
    let q = expm1_reduced::<I>(r);
    // 2^n (q + 1) - 1, with half of the power so that it does not overflow before the result.
    let half = f32::from_bits((n.wrapping_add(126) as u32) << 23);
    let result = 2.0 * mad::<I>(half, q, half - 0.5);
    // Below the smallest normal number the square of r is lost and r itself is the result; so is
    // the sign of zero.
    if x.abs() < 1e-30 { x } else { result }
}
