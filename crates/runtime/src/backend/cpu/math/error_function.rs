//! The error function.

use super::{exponential::exp, mad};
use crate::backend::cpu::isa::Isa;

/// `erf x`; at most 2 ulp from exact. A polynomial below 1, and above `1 - e^p` with a polynomial
/// `p` for the logarithm of the complement.
#[inline(always)]
pub(in crate::backend::cpu) fn erf<I: Isa>(x: f32) -> f32 {
    let a = x.abs();
    let z = a * a;
    let p = mad::<I>(7.928_365e-5, z, -8.033_018e-4);
    let p = mad::<I>(p, z, 5.190_963_4e-3);
    let p = mad::<I>(p, z, -2.685_522_5e-2);
    let p = mad::<I>(p, z, 0.112_836_2);
    let p = mad::<I>(p, z, -0.376_126_3);
    let p = mad::<I>(p, z, 0.128_379_17);
    let small = mad::<I>(p, a, a);
    let t = if a > 4.0 { 4.0 } else { a };
    let q = mad::<I>(-2.179_319e-5, t, 4.426_384_6e-4);
    let q = mad::<I>(q, t, -4.211_246_5e-3);
    let q = mad::<I>(q, t, 2.522_692e-2);
    let q = mad::<I>(q, t, -0.108_449_206);
    let q = mad::<I>(q, t, -0.633_190_33);
    let q = mad::<I>(q, t, -1.129_594);
    let q = mad::<I>(q, t, 1.914_785e-4);
    let large = 1.0 - exp::<I>(q);
    let result = if a < 1.0 { small } else { large };
    if x.is_nan() { x } else { result.copysign(x) }
}
