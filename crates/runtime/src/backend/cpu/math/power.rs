//! Powers, through double precision.
//!
//! `x^y = 2^(y log2 x)`; the logarithm is good to 2^-48, so that the product, which may be as
//! large as 150, is exact enough for a correctly rounded result but for a few cases in a thousand.

use crate::backend::cpu::isa::Isa;

/// `log2 x` of a positive finite number that is not subnormal as a double.
#[inline(always)]
fn log2_wide(x: f64) -> f64 {
    const HALF_ROOT: u64 = 0x3fe6_a09e_667f_3bcd;
    let bits = x.to_bits();
    let e = (bits.wrapping_sub(HALF_ROOT) as i64) >> 52;
    let m = f64::from_bits(bits.wrapping_sub((e << 52) as u64));
    let f = (m - 1.0) / (m + 1.0);
    let z = f * f;
    let p = 0.242_755_678_185_425_4;
    let p = p * z + 0.261_459_223_728_722_7;
    let p = p * z + 0.320_615_859_798_967_7;
    let p = p * z + 0.412_198_410_741_784_6;
    let p = p * z + 0.577_078_017_180_454_6;
    let p = p * z + 0.961_796_693_924_522_8;
    let p = p * z + 2.885_390_081_777_927;
    // The exponent of a float's double fits 32 bits, which convert in one instruction.
    p * f + f64::from(e as i32)
}

/// `2^t` for a double, as a float.
#[inline(always)]
fn exp2_wide(t: f64) -> f32 {
    const ROUND: f64 = 6_755_399_441_055_744.0;
    let t = if t > 1000.0 { 1000.0 } else { t };
    let t = if t < -1000.0 { -1000.0 } else { t };
    let shifted = t + ROUND;
    let r = t - (shifted - ROUND);
    let p = 1.531_008_113_740_719_8e-5;
    let p = p * r + 1.546_973_197_833_080_8e-4;
    let p = p * r + 1.333_345_056_041_207_2e-3;
    let p = p * r + 9.618_025_602_952_12e-3;
    let p = p * r + 5.550_410_941_215_412_6e-2;
    let p = p * r + 0.240_226_512_135_952_78;
    let p = p * r + 0.693_147_180_545_930_5;
    let p = p * r + 0.999_999_999_959_548_2;
    let n = shifted.to_bits().wrapping_sub(ROUND.to_bits());
    (p * f64::from_bits(n.wrapping_add(1023) << 52)) as f32
}

/// `|x|^y` for `x` not NaN, without the cases that are NaN.
#[inline(always)]
fn magnitude(x: f32, y: f32) -> f32 {
    let a = x.abs();
    let finite = a > 0.0 && a < f32::INFINITY;
    let log = log2_wide(f64::from(if finite { a } else { 1.0 }));
    let log = if finite {
        log
    } else if a == 0.0 {
        f64::NEG_INFINITY
    } else {
        f64::INFINITY
    };
    // 1^anything and anything^0 are 1.
    let product = if log == 0.0 || y == 0.0 {
        0.0
    } else {
        log * f64::from(y)
    };
    exp2_wide(product)
}

/// `x^y` as in C; at most 1 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn pow<I: Isa>(x: f32, y: f32) -> f32 {
    let result = magnitude(x, y);
    let whole = y == y.trunc();
    // Floats from 2^24 on are even.
    let odd = whole && y.abs() < 16_777_216.0 && (y as i32) & 1 != 0;
    let result = if odd && x.is_sign_negative() {
        -result
    } else {
        result
    };
    let invalid = x < 0.0 && x.is_finite() && !whole && y.is_finite();
    let one = y == 0.0 || x == 1.0;
    let nan = (x.is_nan() || y.is_nan() || invalid) && !one;
    if nan { f32::NAN } else { result }
}

/// `x^y` for `x >= 0`; at most 1 ulp from exact.
#[inline(always)]
pub(in crate::backend::cpu) fn powr<I: Isa>(x: f32, y: f32) -> f32 {
    let result = magnitude(x, y);
    let one_to_infinity = x == 1.0 && y.is_infinite();
    let zero_to_zero = (x == 0.0 || x == f32::INFINITY) && y == 0.0;
    if x.is_nan() || y.is_nan() || x < 0.0 || one_to_infinity || zero_to_zero {
        f32::NAN
    } else {
        result
    }
}
