//! Math functions of one lane, written so that loops over them vectorize.

pub(super) mod convert;
pub(super) mod integer;

mod rounding;

use super::isa::Isa;

pub(super) use rounding::{
    fdim, fmax, fmin, fract, frexp_exponent, frexp_mantissa, fused, ilogb, ldexp, next_after, sign,
    smoothstep,
};

macro_rules! from_std {
    ($($name:ident => $std:ident;)*) => {$(
        #[inline(always)]
        pub(super) fn $name<I: Isa>(x: f32) -> f32 {
            x.$std()
        }
    )*};
}

from_std! {
    acos => acos; acosh => acosh; asin => asin; asinh => asinh; atan => atan; atanh => atanh;
    cos => cos; cosh => cosh; exp => exp; exp2 => exp2; expm1 => exp_m1; log => ln; log1p => ln_1p;
    log2 => log2; log10 => log10; sin => sin; sinh => sinh; tan => tan; tanh => tanh;
}

#[inline(always)]
pub(super) fn exp10<I: Isa>(x: f32) -> f32 {
    10f64.powf(f64::from(x)) as f32
}

#[inline(always)]
pub(super) fn atan2<I: Isa>(y: f32, x: f32) -> f32 {
    y.atan2(x)
}

#[inline(always)]
pub(super) fn pow<I: Isa>(x: f32, y: f32) -> f32 {
    x.powf(y)
}

#[inline(always)]
pub(super) fn powr<I: Isa>(x: f32, y: f32) -> f32 {
    if x < 0.0 { f32::NAN } else { x.powf(y) }
}

fn pi_fraction(x: f32) -> f64 {
    f64::from(x % 2.0) * std::f64::consts::PI
}

#[inline(always)]
pub(super) fn sinpi<I: Isa>(x: f32) -> f32 {
    if x == x.trunc() {
        0.0f32.copysign(x)
    } else {
        pi_fraction(x).sin() as f32
    }
}

#[inline(always)]
pub(super) fn cospi<I: Isa>(x: f32) -> f32 {
    if (x % 1.0).abs() == 0.5 {
        0.0
    } else {
        pi_fraction(x).cos() as f32
    }
}

#[inline(always)]
pub(super) fn tanpi<I: Isa>(x: f32) -> f32 {
    sinpi::<I>(x) / cospi::<I>(x)
}

/// `erf` by its series for small arguments and a continued fraction of `erfc` for large ones,
/// in double precision.
#[inline(always)]
pub(super) fn erf<I: Isa>(x: f32) -> f32 {
    let wide = f64::from(x);
    let a = wide.abs();
    if x.is_nan() {
        return x;
    }
    if a > 4.0 {
        return 1f32.copysign(x);
    }
    // erf(x) = 2/sqrt(pi) exp(-x^2) sum of 2^n x^(2n+1) / (2n+1)!!
    let (mut term, mut sum) = (a, a);
    for n in 1..80 {
        term *= 2.0 * a * a / f64::from(2 * n + 1);
        sum += term;
    }
    let value = std::f64::consts::FRAC_2_SQRT_PI * (-a * a).exp() * sum;
    (value as f32).copysign(x)
}
