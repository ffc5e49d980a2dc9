//! Between `half`, `bfloat`, `float` and integers, without branches.

/// The nearest `half`, ties to even, as a `float`.
#[inline(always)]
pub(in crate::backend::cpu) fn round_f16(x: f32) -> f32 {
    let bits = x.to_bits();
    let sign = bits & 0x8000_0000;
    let abs = bits & 0x7fff_ffff;
    // Below 2^-14 halves are multiples of 2^-24, which is the last place of floats near 0.5.
    let small = (f32::from_bits(abs) + 0.5 - 0.5).to_bits();
    let odd = (abs >> 13) & 1;
    let normal = (abs.wrapping_add(0xfff + odd)) & !0x1fff;
    // 65536 and more is infinite, after rounding.
    let normal = if normal >= 0x4780_0000 {
        0x7f80_0000
    } else {
        normal
    };
    let rounded = if abs < 0x3880_0000 { small } else { normal };
    let quiet = abs & !0x1fff | 0x0040_0000;
    f32::from_bits(sign | if abs > 0x7f80_0000 { quiet } else { rounded })
}

/// The nearest `bfloat`, ties to even, as a `float`.
#[inline(always)]
pub(in crate::backend::cpu) fn round_bf16(x: f32) -> f32 {
    let bits = x.to_bits();
    let odd = (bits >> 16) & 1;
    let rounded = bits.wrapping_add(0x7fff + odd) & 0xffff_0000;
    let quiet = bits & 0xffff_0000 | 0x0040_0000;
    f32::from_bits(if bits & 0x7fff_ffff > 0x7f80_0000 {
        quiet
    } else {
        rounded
    })
}

/// The bits of a `half` that is given as a `float`.
#[inline(always)]
pub(in crate::backend::cpu) fn f16_bits(x: f32) -> u32 {
    let bits = x.to_bits();
    let sign = (bits >> 16) & 0x8000;
    let abs = bits & 0x7fff_ffff;
    // Adding 0.5 puts a multiple of 2^-24 into the last places.
    let small = (f32::from_bits(abs) + 0.5).to_bits() & 0x7ff;
    let normal = (abs >> 13).wrapping_sub(112 << 10);
    let special = 0x7c00 | ((abs >> 13) & 0x3ff);
    let finite = if abs < 0x3880_0000 { small } else { normal };
    sign | if abs >= 0x7f80_0000 { special } else { finite }
}

/// The `float` of a `half`'s bits.
#[inline(always)]
pub(in crate::backend::cpu) fn f16_from_bits(half: u32) -> f32 {
    let sign = (half & 0x8000) << 16;
    let abs = half & 0x7fff;
    let normal = (abs << 13) + (112 << 23);
    let special = (abs << 13) | 0x7f80_0000;
    // As many 2^-24 as the mantissa says: the last places of floats near 0.5.
    let small = (f32::from_bits(0x3f00_0000 | abs) - 0.5).to_bits();
    let finite = if abs < 0x400 { small } else { normal };
    f32::from_bits(sign | if abs >= 0x7c00 { special } else { finite })
}

/// An integer rounded to odd, so that another rounding gives what one would have.
#[inline(always)]
pub(in crate::backend::cpu) fn u64_to_odd_f32(x: u64) -> f32 {
    // 24 bits from the highest on, the last one set if any below them was.
    let shift = 40u32.saturating_sub(x.leading_zeros());
    let lost = x & ((1 << shift) - 1) != 0;
    let kept = (x >> shift) | u64::from(lost);
    kept as f32 * (1u64 << shift) as f32
}

/// An integer rounded to odd, so that another rounding gives what one would have.
#[inline(always)]
pub(in crate::backend::cpu) fn i64_to_odd_f32(x: i64) -> f32 {
    let magnitude = u64_to_odd_f32(x.unsigned_abs());
    if x < 0 { -magnitude } else { magnitude }
}

#[cfg(test)]
mod tests {
    use super::{f16_bits, f16_from_bits, i64_to_odd_f32, round_bf16, round_f16, u64_to_odd_f32};

    /// Equal bits, or both NaN.
    fn same(a: f32, b: f32) -> bool {
        a.to_bits() == b.to_bits() || (a.is_nan() && b.is_nan())
    }

    #[test]
    fn halves_round_as_the_library_has_it() {
        for bits in (0..=u32::MAX).step_by(4099).chain(0x3300_0000..0x3300_4000) {
            let x = f32::from_bits(bits);
            assert!(
                same(round_f16(x), half::f16::from_f32(x).to_f32()),
                "{bits:#x}"
            );
            assert!(
                same(round_bf16(x), half::bf16::from_f32(x).to_f32()),
                "{bits:#x}"
            );
        }
    }

    #[test]
    fn halves_keep_their_bits() {
        for bits in 0..=u16::MAX {
            let wide = f16_from_bits(u32::from(bits));
            assert!(same(wide, half::f16::from_bits(bits).to_f32()), "{bits:#x}");
            assert!(f16_bits(wide) == u32::from(bits), "{bits:#x}");
        }
    }

    #[test]
    fn integers_round_once() {
        // Just above a tie of the last bit that is kept, rounding twice would go down to even.
        let cases = [
            (0, 0.0),
            (1, 1.0),
            (0x0101_0001, 16_908_288.0),
            (0x8080_0000_0000_0000, 9_223_372_036_854_775_808.0),
            (0x8080_0000_0000_0001, 9_295_429_630_892_703_744.0),
            (u64::MAX, 18_446_744_073_709_551_616.0),
        ];
        for (x, expected) in cases {
            assert_eq!(round_bf16(u64_to_odd_f32(x)), expected, "{x:#x}");
        }
        assert_eq!(round_bf16(i64_to_odd_f32(-0x0101_0001)), -16_908_288.0);
    }
}
