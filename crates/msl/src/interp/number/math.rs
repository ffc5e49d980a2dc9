//! Library functions of floats (clause 6.5), one number at a time.
//!
//! What the specification lets vary is fixed here: a transcendental function is computed in
//! 64-bit floats and rounded to `float`, whatever the precision asked for; the algebraic ones
//! (`mix`, `smoothstep`, `fract`) are the specification's formulas in `float`, each step rounded.

use super::{float, from_float, integer, width};
use crate::ir::{MathFn, Scalar, narrow};
use std::f64::consts::PI;

/// A function of the math library on one component of each operand. `scalar` is the first
/// operand's type; the result has the type that [`MathFn`] says.
pub(in crate::interp) fn math(function: MathFn, scalar: Scalar, args: &[u64]) -> u64 {
    if !scalar.is_float() {
        return integer::math(function, scalar, args).unwrap_or(0);
    }
    if let Some(bits) = of_representation(function, scalar, args) {
        return bits;
    }
    let mut values = [0f32; 3];
    for (value, &bits) in values.iter_mut().zip(args) {
        *value = float(scalar, bits);
    }
    let [x, y, z] = values;
    let result = match (function, scalar) {
        (MathFn::Fma, Scalar::F16 | Scalar::BF16) => narrow::fused(x, y, z),
        _ => of_floats(function, values),
    };
    from_float(scalar, result)
}

/// Functions that depend on how the type represents a number.
fn of_representation(function: MathFn, scalar: Scalar, args: &[u64]) -> Option<u64> {
    let bits = args[0];
    let sign = 1 << (width(scalar) - 1);
    let infinity = exponent_mask(scalar);
    let magnitude = bits & !sign;
    let x = float(scalar, bits);
    Some(match function {
        MathFn::IsNan => u64::from(magnitude > infinity),
        MathFn::IsInf => u64::from(magnitude == infinity),
        MathFn::IsFinite => u64::from(magnitude < infinity),
        MathFn::IsNormal => u64::from(magnitude < infinity && magnitude & infinity != 0),
        MathFn::SignBit => u64::from(bits & sign != 0),
        MathFn::Fabs => magnitude,
        MathFn::CopySign => magnitude | args[1] & sign,
        MathFn::NextAfter => next_after(scalar, bits, args[1]),
        MathFn::FrexpMantissa => from_float(scalar, frexp(x).0),
        MathFn::FrexpExponent => u64::from(frexp(x).1.cast_unsigned()),
        MathFn::Ilogb => u64::from(ilogb(x).cast_unsigned()),
        MathFn::Ldexp => {
            // Exact in 64-bit floats for every exponent that leaves a finite, nonzero result.
            let exponent = (args[1] as u32).cast_signed().clamp(-600, 600);
            from_float(scalar, (f64::from(x) * 2f64.powi(exponent)) as f32)
        }
        _ => return None,
    })
}

fn exponent_mask(scalar: Scalar) -> u64 {
    match scalar {
        Scalar::F16 => 0x7c00,
        Scalar::BF16 => 0x7f80,
        _ => 0x7f80_0000,
    }
}

fn next_after(scalar: Scalar, from: u64, to: u64) -> u64 {
    let (x, y) = (float(scalar, from), float(scalar, to));
    let sign = 1u64 << (width(scalar) - 1);
    if x.is_nan() || y.is_nan() {
        return from_float(scalar, f32::NAN);
    }
    if x == y {
        return to;
    }
    if x == 0.0 {
        return to & sign | 1;
    }
    // The magnitude grows where both point the same way.
    if (x < y) == (x > 0.0) {
        from + 1
    } else {
        from - 1
    }
}

/// Mantissa in [0.5, 1) and exponent; zero, infinities and NaN have exponent 0.
fn frexp(x: f32) -> (f32, i32) {
    if x == 0.0 || !x.is_finite() {
        return (x, 0);
    }
    // Every `float` is a normal 64-bit float.
    let bits = f64::from(x).to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i32 - 1022;
    let mantissa = f64::from_bits(bits & !(0x7ff << 52) | 1022 << 52);
    (mantissa as f32, exponent)
}

fn ilogb(x: f32) -> i32 {
    if x == 0.0 {
        i32::MIN
    } else if x.is_finite() {
        frexp(x).1 - 1
    } else {
        i32::MAX
    }
}

fn of_floats(function: MathFn, [x, y, z]: [f32; 3]) -> f32 {
    match function {
        MathFn::Ceil => x.ceil(),
        MathFn::Floor => x.floor(),
        MathFn::Trunc => x.trunc(),
        MathFn::Rint => x.round_ties_even(),
        MathFn::Round => x.round(),
        MathFn::Sqrt => x.sqrt(),
        MathFn::Fma => x.mul_add(y, z),
        MathFn::Fmod => x % y,
        MathFn::Fract => (x - x.floor()).min(1.0 - f32::EPSILON / 2.0),
        MathFn::Fdim if x.is_nan() || y.is_nan() => f32::NAN,
        MathFn::Fdim => (x - y).max(0.0),
        MathFn::Fmax => larger(x, y),
        MathFn::Fmin => -larger(-x, -y),
        MathFn::Saturate => larger(x, 0.0).min(1.0),
        MathFn::Sign if x.is_nan() => 0.0,
        MathFn::Sign if x == 0.0 => x,
        MathFn::Sign => x.signum(),
        MathFn::Mix => x + (y - x) * z,
        MathFn::Step => f32::from(u8::from(y >= x)),
        MathFn::Smoothstep => {
            let t = larger((z - x) / (y - x), 0.0).min(1.0);
            t * t * (3.0 - 2.0 * t)
        }
        other => transcendental(other, f64::from(x), f64::from(y)) as f32,
    }
}

/// The greater; the other where one is NaN; +0 is greater than -0.
fn larger(x: f32, y: f32) -> f32 {
    if x.is_nan() {
        y
    } else if y.is_nan() {
        x
    } else if x == y {
        // Equal but for the sign of zero.
        f32::from_bits(x.to_bits() & y.to_bits())
    } else if x > y {
        x
    } else {
        y
    }
}

fn transcendental(function: MathFn, x: f64, y: f64) -> f64 {
    match function {
        MathFn::Acos => x.acos(),
        MathFn::Acosh => x.acosh(),
        MathFn::Asin => x.asin(),
        MathFn::Asinh => x.asinh(),
        MathFn::Atan => x.atan(),
        MathFn::Atan2 => x.atan2(y),
        MathFn::Atanh => x.atanh(),
        MathFn::Cos => x.cos(),
        MathFn::Cosh => x.cosh(),
        MathFn::CosPi => sin_pi(0.5 - x.abs() % 2.0),
        MathFn::Erf => erf(x),
        MathFn::Exp => x.exp(),
        MathFn::Exp2 => x.exp2(),
        MathFn::Exp10 => 10f64.powf(x),
        MathFn::Expm1 => x.exp_m1(),
        MathFn::Log => x.ln(),
        MathFn::Log1p => x.ln_1p(),
        MathFn::Log2 => x.log2(),
        MathFn::Log10 => x.log10(),
        MathFn::Pow => x.powf(y),
        MathFn::Powr if x < 0.0 => f64::NAN,
        MathFn::Powr => x.powf(y),
        MathFn::Rsqrt => 1.0 / x.sqrt(),
        MathFn::Sin => x.sin(),
        MathFn::Sinh => x.sinh(),
        MathFn::SinPi => sin_pi(x),
        MathFn::Tan => x.tan(),
        MathFn::Tanh => x.tanh(),
        MathFn::TanPi => sin_pi(x) / sin_pi(0.5 - x.abs() % 2.0),
        // `valid` lets no other function have floats.
        _ => f64::NAN,
    }
}

/// `sin(pi x)`, exact at multiples of a half. A `float` less a multiple of 2 is exact here.
fn sin_pi(x: f64) -> f64 {
    if !x.is_finite() {
        return f64::NAN;
    }
    let turn = x.abs() % 2.0;
    let (turn, sign) = if turn >= 1.0 {
        (turn - 1.0, -1.0)
    } else {
        (turn, 1.0)
    };
    let near = turn.min(1.0 - turn);
    let value = if near <= 0.25 {
        (PI * near).sin()
    } else {
        (PI * (0.5 - near)).cos()
    };
    (sign * value).copysign(sign * x.signum())
}

/// The error function by its series without cancellation:
/// `2/sqrt(pi) exp(-x^2) sum 2^n x^(2n+1) / (1 3 5 ... (2n+1))`.
fn erf(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    // 1 - erf(6) is 2e-17.
    if x.abs() > 6.0 {
        return x.signum();
    }
    let mut term = x;
    let mut sum = x;
    let mut odd = 1.0;
    while term.abs() > sum.abs() * 1e-18 {
        odd += 2.0;
        term *= 2.0 * x * x / odd;
        sum += term;
    }
    2.0 / PI.sqrt() * (-x * x).exp() * sum
}

#[cfg(test)]
mod tests {
    use super::*;

    fn float_of(function: MathFn, args: &[f32]) -> f32 {
        let bits: Vec<u64> = args.iter().map(|x| u64::from(x.to_bits())).collect();
        f32::from_bits(math(function, Scalar::F32, &bits) as u32)
    }

    #[test]
    fn values() {
        let tiny = f32::from_bits(1);
        let inf = f32::INFINITY;
        #[rustfmt::skip]
        let rows: &[(MathFn, &[f32], f32)] = &[
            (MathFn::Exp, &[-inf], 0.0),
            (MathFn::Exp, &[1.0], 2.718_281_7),
            (MathFn::Exp10, &[2.0], 100.0),
            (MathFn::SinPi, &[1.0], 0.0),
            (MathFn::SinPi, &[-0.5], -1.0),
            (MathFn::SinPi, &[1.5], -1.0),
            (MathFn::SinPi, &[0.25], 0.707_106_77),
            (MathFn::CosPi, &[0.5], 0.0),
            (MathFn::CosPi, &[-1.0], -1.0),
            (MathFn::CosPi, &[1.75], 0.707_106_77),
            (MathFn::TanPi, &[0.25], 1.0),
            (MathFn::Erf, &[0.5], 0.520_499_9),
            (MathFn::Erf, &[-2.0], -0.995_322_3),
            (MathFn::Erf, &[9.0], 1.0),
            (MathFn::Fmax, &[f32::NAN, 1.0], 1.0),
            (MathFn::Fmin, &[1.0, f32::NAN], 1.0),
            (MathFn::Fmin, &[1.0, -2.0], -2.0),
            (MathFn::Saturate, &[f32::NAN], 0.0),
            (MathFn::Saturate, &[7.0], 1.0),
            (MathFn::Sign, &[-3.0], -1.0),
            (MathFn::Fract, &[-1.25], 0.75),
            (MathFn::Fract, &[-tiny], 0.999_999_94),
            // (1 + 2^-12)^2 less its rounding to `float`.
            (MathFn::Fma, &[1.000_244_1, 1.000_244_1, -1.000_488_3], 5.960_464_5e-8),
            (MathFn::Rint, &[2.5], 2.0),
            (MathFn::Round, &[2.5], 3.0),
            (MathFn::Step, &[1.0, 1.0], 1.0),
            (MathFn::Smoothstep, &[0.0, 2.0, 1.0], 0.5),
            (MathFn::NextAfter, &[0.0, -1.0], -tiny),
            (MathFn::NextAfter, &[1.0, 2.0], 1.000_000_1),
            (MathFn::FrexpMantissa, &[6.0], 0.75),
            (MathFn::FrexpMantissa, &[tiny], 0.5),
            (MathFn::Rsqrt, &[4.0], 0.5),
            (MathFn::Powr, &[2.0, 3.0], 8.0),
        ];
        for (function, args, value) in rows {
            assert_eq!(float_of(*function, args), *value, "{function:?} {args:?}");
        }
        assert!(float_of(MathFn::Powr, &[-2.0, 2.0]).is_nan());
        assert!(float_of(MathFn::SinPi, &[inf]).is_nan());
    }

    #[test]
    fn integers_from_floats() {
        let int = |function, x: f32| math(function, Scalar::F32, &[u64::from(x.to_bits())]) as i32;
        assert_eq!(int(MathFn::FrexpExponent, 6.0), 3);
        assert_eq!(int(MathFn::FrexpExponent, f32::from_bits(1)), -148);
        assert_eq!(int(MathFn::Ilogb, 6.0), 2);
        assert_eq!(int(MathFn::Ilogb, 0.0), i32::MIN);
    }

    #[test]
    fn classes_go_by_the_type() {
        // 2^-20 is subnormal as a half, and normal as a float.
        let half = u64::from(half::f16::from_f32(2f32.powi(-20)).to_bits());
        assert_eq!(math(MathFn::IsNormal, Scalar::F16, &[half]), 0);
        let float = u64::from(2f32.powi(-20).to_bits());
        assert_eq!(math(MathFn::IsNormal, Scalar::F32, &[float]), 1);
        assert_eq!(
            math(MathFn::NextAfter, Scalar::F16, &[0x3c00, 0x7c00]),
            0x3c01
        );
        assert_eq!(math(MathFn::IsInf, Scalar::BF16, &[0xff80]), 1);
        assert_eq!(math(MathFn::IsNan, Scalar::BF16, &[0xff81]), 1);
    }
}
