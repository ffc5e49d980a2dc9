//! Functions against double precision.

use super as math;
use super::super::isa::{Baseline, Isa};

/// As the instruction sets with fused multiply-add have it, through the library's.
struct Fused;

impl Isa for Fused {
    const FMA: bool = true;
    type Floats = <Baseline as Isa>::Floats;

    fn handler<B: crate::backend::cpu::isa::Body>() -> crate::backend::cpu::isa::Handler {
        Baseline::handler::<B>()
    }
}

/// Units in the last place of `exact` that `found` is away; infinite where one is NaN or
/// infinite and the other is not.
fn ulps(found: f32, exact: f64) -> f64 {
    let nearest = exact as f32;
    if found.is_nan() || nearest.is_nan() {
        return if found.is_nan() && nearest.is_nan() {
            0.0
        } else {
            f64::INFINITY
        };
    }
    if found == nearest {
        return 0.0;
    }
    if found.is_infinite() && exact.abs() < f64::from(f32::MAX) {
        return f64::INFINITY;
    }
    if nearest.is_infinite() {
        // Just below the border.
        return if found.abs() == f32::MAX && found.signum() == nearest.signum() {
            1.0
        } else {
            f64::INFINITY
        };
    }
    let last_place = f64::from(nearest.abs().next_up()) - f64::from(nearest.abs());
    (f64::from(found) - exact).abs() / last_place
}

/// Bit patterns from all over, and special values.
fn arguments() -> impl Iterator<Item = f32> {
    let special = [
        0.0,
        -0.0,
        1.0,
        -1.0,
        0.5,
        -0.5,
        f32::MIN_POSITIVE,
        -f32::MIN_POSITIVE,
        1e-45,
        f32::MAX,
        f32::MIN,
        f32::INFINITY,
        f32::NEG_INFINITY,
        f32::NAN,
    ];
    (0..=u32::MAX)
        .step_by(4093)
        .map(f32::from_bits)
        .chain(special)
}

fn check(name: &str, bound: f64, found: impl Fn(f32) -> f32, exact: impl Fn(f64) -> f64) {
    let mut worst = (0.0, 0.0f32);
    for x in arguments() {
        let error = ulps(found(x), exact(f64::from(x)));
        if error > worst.0 {
            worst = (error, x);
        }
        let zero = exact(f64::from(x));
        if zero == 0.0 && x == 0.0 {
            assert_eq!(
                found(x).is_sign_negative(),
                zero.is_sign_negative(),
                "{name}({x}) has its sign"
            );
        }
    }
    let (error, x) = worst;
    assert!(
        error <= bound,
        "{name}({x:e}): {error} ulp: {:e}, {:e}",
        found(x),
        exact(f64::from(x))
    );
}

/// Checks a function on both kinds of machine.
macro_rules! check {
    ($name:ident, $bound:literal, $without:literal, $exact:expr) => {
        check(
            concat!(stringify!($name), " fused"),
            $bound,
            math::$name::<Fused>,
            $exact,
        );
        check(stringify!($name), $without, math::$name::<Baseline>, $exact);
    };
}

#[test]
fn exponentials() {
    check!(exp, 1.0, 1.5, f64::exp);
    check!(exp2, 1.0, 1.5, f64::exp2);
    check!(exp10, 2.0, 2.5, |x| 10f64.powf(x));
    check!(expm1, 2.0, 2.5, f64::exp_m1);
}

#[test]
fn logarithms() {
    check!(log, 1.0, 1.5, f64::ln);
    check!(log2, 2.0, 2.5, f64::log2);
    check!(log10, 2.0, 2.5, f64::log10);
    check!(log1p, 2.0, 2.5, f64::ln_1p);
}

/// The vector loop below its limit, the library above.
fn patched(fast: impl Fn(f32) -> f32, slow: impl Fn(f64) -> f64) -> impl Fn(f32) -> f32 {
    move |x| {
        if x.abs() > math::LARGE && x.is_finite() {
            slow(f64::from(x)) as f32
        } else {
            fast(x)
        }
    }
}

#[test]
fn trigonometric_functions() {
    check("sin", 1.6, patched(math::sin::<Fused>, f64::sin), f64::sin);
    check("cos", 1.6, patched(math::cos::<Fused>, f64::cos), f64::cos);
    check("tan", 4.0, patched(math::tan::<Fused>, f64::tan), f64::tan);
    check(
        "sin",
        2.0,
        patched(math::sin::<Baseline>, f64::sin),
        f64::sin,
    );
    // Floats nearest to multiples of pi/2, where the result is small.
    for n in 1..100_000 {
        let x = (f64::from(n) * std::f64::consts::FRAC_PI_2) as f32;
        for x in [x.next_down(), x, x.next_up()] {
            let wide = f64::from(x);
            assert!(ulps(math::sin::<Fused>(x), wide.sin()) <= 1.6, "sin({x:e})");
            assert!(ulps(math::cos::<Fused>(x), wide.cos()) <= 1.6, "cos({x:e})");
        }
    }
    // Fractions of a turn, exact in double precision up to here.
    for at in -400_000i32..400_000 {
        let x = at as f32 * 0.019_531;
        let turn = f64::from(x) % 2.0 * std::f64::consts::PI;
        let exact = if f64::from(x) % 1.0 == 0.0 {
            0.0
        } else {
            turn.sin()
        };
        assert!(ulps(math::sinpi::<Fused>(x), exact) <= 2.0, "sinpi({x:e})");
    }
    assert_eq!(math::cospi::<Fused>(0.5), 0.0);
    assert_eq!(math::cospi::<Fused>(1e9), 1.0);
    assert!(ulps(math::tanpi::<Fused>(0.25), 1.0) <= 4.0);
}

#[test]
fn inverse_functions() {
    check!(asin, 2.0, 2.5, f64::asin);
    check!(acos, 2.0, 2.5, f64::acos);
    check!(atan, 2.0, 2.5, f64::atan);
    let sides = [
        0.0,
        -0.0,
        1.0,
        -2.5,
        1e-40,
        1e38,
        -3e38,
        f32::INFINITY,
        f32::NEG_INFINITY,
        f32::NAN,
    ];
    for y in arguments().step_by(997).chain(sides) {
        for x in sides.into_iter().chain([y, y * 0.7, -y * 3.0]) {
            let error = ulps(math::atan2::<Fused>(y, x), f64::from(y).atan2(f64::from(x)));
            assert!(error <= 3.0, "atan2({y:e}, {x:e}): {error} ulp");
        }
    }
}

#[test]
fn hyperbolic_functions() {
    check!(sinh, 2.0, 2.5, f64::sinh);
    check!(cosh, 2.0, 2.5, f64::cosh);
    check!(tanh, 2.0, 2.5, f64::tanh);
    check!(asinh, 3.0, 3.5, f64::asinh);
    check!(acosh, 3.0, 3.5, f64::acosh);
    check!(atanh, 3.0, 3.5, f64::atanh);
}

#[test]
fn powers() {
    let exponents = [
        0.0,
        -0.0,
        0.5,
        1.0,
        -1.0,
        2.0,
        3.0,
        -3.0,
        2.2,
        -0.3,
        1e-7,
        17.0,
        123.4,
        1e10,
        f32::INFINITY,
        f32::NEG_INFINITY,
        f32::NAN,
    ];
    for x in arguments().step_by(11).chain([0.999, 1.001, -1.001, -7.0]) {
        for y in exponents {
            let exact = f64::from(x).powf(f64::from(y));
            let found = math::pow::<Fused>(x, y);
            let error = ulps(found, exact);
            assert!(
                error <= 1.0,
                "pow({x:e}, {y:e}): {error} ulp: {found:e}, {exact:e}"
            );
            if exact == 0.0 {
                assert_eq!(
                    found.is_sign_negative(),
                    exact.is_sign_negative(),
                    "pow({x:e}, {y:e})"
                );
            }
            if x > 0.0 && x.is_finite() && x != 1.0 {
                assert!(
                    ulps(math::powr::<Fused>(x, y), exact) <= 1.0,
                    "powr({x:e}, {y:e})"
                );
            }
        }
    }
}

/// The series of the error function, exact enough below 5.
fn erf(x: f64) -> f64 {
    let a = x.abs();
    if !a.is_finite() || a > 5.0 {
        return if x.is_nan() { x } else { 1f64.copysign(x) };
    }
    let (mut term, mut sum) = (a, a);
    for n in 1..200 {
        term *= 2.0 * a * a / f64::from(2 * n + 1);
        sum += term;
    }
    (std::f64::consts::FRAC_2_SQRT_PI * (-a * a).exp() * sum).copysign(x)
}

#[test]
fn error_function() {
    check!(erf, 2.0, 2.5, erf);
}

#[test]
fn exact_functions() {
    for x in arguments().step_by(7) {
        let (mantissa, exponent) = (math::frexp_mantissa(x), math::frexp_exponent(x));
        if x.is_finite() && x != 0.0 {
            assert!((0.5..1.0).contains(&mantissa.abs()), "{x:e}");
            assert_eq!(math::ldexp(mantissa, exponent), x, "{x:e}");
            assert_eq!(math::ilogb(x), exponent - 1, "{x:e}");
            assert!((0.0..1.0).contains(&math::fract(x)), "{x:e}");
        }
        if !x.is_nan() {
            assert_eq!(math::fmax(x, f32::NAN).to_bits(), x.to_bits());
            assert_eq!(math::fmin(f32::NAN, x).to_bits(), x.to_bits());
        }
    }
    assert_eq!(math::ldexp(1.0, -149), 1e-45);
    assert_eq!(math::ldexp(1.0, -151), 0.0);
    assert_eq!(math::ldexp(f32::MAX, 1), f32::INFINITY);
    assert_eq!(math::sign(-0.0).to_bits(), (-0f32).to_bits());
    assert_eq!(math::sign(f32::NAN), 0.0);
    assert_eq!(math::fdim(3.0, 5.0), 0.0);
}
