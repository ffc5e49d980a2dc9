//! Logarithms.
//!
//! `x = 2^e m` with `m` between `sqrt(1/2)` and `sqrt(2)`, and a polynomial in `f = m - 1`.

use super::mad;
use crate::backend::cpu::isa::Isa;

/// `f` and `e`, and `ln(1 + f) - f`, for a positive finite number.
#[inline(always)]
fn parts<I: Isa>(x: f32) -> (f32, f32, f32) {
    const HALF_ROOT: u32 = 0x3f35_04f3;
    let small = x < f32::MIN_POSITIVE;
    let bits = if small { x * 8_388_608.0 } else { x }.to_bits();
    let e = (bits.wrapping_sub(HALF_ROOT) as i32) >> 23;
    let f = f32::from_bits(bits.wrapping_sub((e << 23) as u32)) - 1.0;
    let e = e as f32 - if small { 23.0 } else { 0.0 };
    let p = mad::<I>(6.809_946e-2, f, -0.117_360_28);
    let p = mad::<I>(p, f, 0.118_918_52);
    let p = mad::<I>(p, f, -0.123_952_88);
    let p = mad::<I>(p, f, 0.142_176_48);
    let p = mad::<I>(p, f, -0.166_685_55);
    let p = mad::<I>(p, f, 0.200_022_41);
    let p = mad::<I>(p, f, -0.25);
    let p = mad::<I>(p, f, 0.333_333_1);
    let square = f * f;
    (f, e, mad::<I>(p * f, square, -0.5 * square))
}

/// The logarithm's value where it is no finite number.
#[inline(always)]
fn special(x: f32, log: f32) -> f32 {
    let log = if x == f32::INFINITY { x } else { log };
    let log = if x == 0.0 { f32::NEG_INFINITY } else { log };
    if x < 0.0 || x.is_nan() { f32::NAN } else { log }
}

/// `ln x`; at most 1 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn log<I: Isa>(x: f32) -> f32 {
    let (f, e, y) = parts::<I>(x);
    let y = mad::<I>(e, 1.428_606_8e-6, y);
    special(x, mad::<I>(e, 0.693_145_75, f + y))
}

/// `log2 x`; at most 2 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn log2<I: Isa>(x: f32) -> f32 {
    // log2 e - 1
    const MORE: f32 = 0.442_695_05;
    let (f, e, y) = parts::<I>(x);
    let low = mad::<I>(f, MORE, y * MORE);
    special(x, (low + y) + f + e)
}

/// `log10 x`; at most 2 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn log10<I: Isa>(x: f32) -> f32 {
    // log10 e and log10 2 in two parts, the first of 9 and of 12 bits.
    const LG_E: [f32; 2] = [0.433_593_75, 7.007_319e-4];
    const LG_2: [f32; 2] = [0.301_025_4, 4.605_039e-6];
    let (f, e, y) = parts::<I>(x);
    let low = mad::<I>(
        f,
        LG_E[1],
        mad::<I>(e, LG_2[1], y * std::f32::consts::LOG10_E),
    );
    special(x, mad::<I>(e, LG_2[0], mad::<I>(f, LG_E[0], low)))
}

/// `ln(1 + x)`; at most 2 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn log1p<I: Isa>(x: f32) -> f32 {
    let u = 1.0 + x;
    // What the sum lost, to first order.
    let lost = if x > 1.0 {
        1.0 - (u - x)
    } else {
        x - (u - 1.0)
    } / u;
    let result = log::<I>(u) + if lost.is_finite() { lost } else { 0.0 };
    if x == 0.0 { x } else { result }
}
