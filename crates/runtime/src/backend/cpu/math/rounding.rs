//! Functions that are exact, or rounded once.

/// `a * b + c`, rounded once. Without an instruction for it the library's exact routine runs.
#[inline(always)]
pub(in crate::backend::cpu) fn fused(a: f32, b: f32, c: f32) -> f32 {
    a.mul_add(b, c)
}

/// IEEE maximum: the other operand where one is NaN.
#[inline(always)]
pub(in crate::backend::cpu) fn fmax(a: f32, b: f32) -> f32 {
    if b.is_nan() || a > b { a } else { b }
}

/// IEEE minimum.
#[inline(always)]
pub(in crate::backend::cpu) fn fmin(a: f32, b: f32) -> f32 {
    if b.is_nan() || a < b { a } else { b }
}

/// `x - y` where positive.
#[inline(always)]
pub(in crate::backend::cpu) fn fdim(x: f32, y: f32) -> f32 {
    if x.is_nan() || y.is_nan() {
        f32::NAN
    } else if x > y {
        x - y
    } else {
        0.0
    }
}

/// What is above the floor, below 1.
#[inline(always)]
pub(in crate::backend::cpu) fn fract(x: f32) -> f32 {
    // The greatest float below 1 (clause 6.5 of the specification).
    const BELOW_ONE: f32 = f32::from_bits(0x3f7f_ffff);
    if x.is_infinite() {
        0f32.copysign(x)
    } else {
        let above = x - x.floor();
        if above > BELOW_ONE { BELOW_ONE } else { above }
    }
}

/// -1, 0 or 1; the zero keeps its sign, NaN gives 0.
#[inline(always)]
pub(in crate::backend::cpu) fn sign(x: f32) -> f32 {
    if x > 0.0 {
        1.0
    } else if x < 0.0 {
        -1.0
    } else if x == 0.0 {
        x
    } else {
        0.0
    }
}

/// The mantissa in `[0.5, 1)`.
#[inline(always)]
pub(in crate::backend::cpu) fn frexp_mantissa(x: f32) -> f32 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (bits, _) = normal(x);
    f32::from_bits(bits & 0x807f_ffff | 0x3f00_0000)
}

/// The exponent that goes with it.
#[inline(always)]
pub(in crate::backend::cpu) fn frexp_exponent(x: f32) -> i32 {
    if x == 0.0 || !x.is_finite() {
        return 0;
    }
    let (bits, by) = normal(x);
    ((bits >> 23) & 0xff) as i32 - 126 - by
}

/// The bits of `x * 2^by` with `by` such that it is no subnormal.
#[inline(always)]
fn normal(x: f32) -> (u32, i32) {
    const UP: f32 = 16_777_216.0;
    if x.is_normal() {
        (x.to_bits(), 0)
    } else {
        ((x * UP).to_bits(), 24)
    }
}

/// The exponent as `logb` has it; the specification's special values for 0, infinity and NaN.
#[inline(always)]
pub(in crate::backend::cpu) fn ilogb(x: f32) -> i32 {
    if x == 0.0 {
        i32::MIN
    } else if x.is_finite() {
        frexp_exponent(x) - 1
    } else {
        i32::MAX
    }
}

/// `x * 2^k`, rounded once.
#[inline(always)]
pub(in crate::backend::cpu) fn ldexp(x: f32, k: i32) -> f32 {
    // Exact in double precision for every k that matters; one rounding on the way back. 2^k is
    // built in two factors, since k may be near the limits of a double's exponent.
    let k = k.clamp(-400, 400);
    let power = f64::from_bits(((1023 + i64::from(k)) as u64) << 52);
    (f64::from(x) * power) as f32
}

/// The float after `x` toward `y`.
#[inline(always)]
pub(in crate::backend::cpu) fn next_after(x: f32, y: f32) -> f32 {
    if x.is_nan() || y.is_nan() {
        f32::NAN
    } else if x == y {
        y
    } else if x < y {
        x.next_up()
    } else {
        x.next_down()
    }
}

/// Hermite interpolation between the edges.
#[inline(always)]
pub(in crate::backend::cpu) fn smoothstep(edge0: f32, edge1: f32, x: f32) -> f32 {
    let t = fmin(fmax((x - edge0) / (edge1 - edge0), 0.0), 1.0);
    t * t * (3.0 - 2.0 * t)
}
