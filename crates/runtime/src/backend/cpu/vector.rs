//! Vectors of floats, for the few loops that have to hold their sums in registers, and for
//! conversions that have instructions of their own.

use super::math::convert;

/// Floats side by side.
///
/// # Safety
/// Every operation takes a machine with the instruction set of the type.
pub(super) unsafe trait Vector: Copy {
    /// How many.
    const LANES: usize;
    /// From memory.
    ///
    /// # Safety
    /// As many floats are readable there.
    unsafe fn load(from: *const f32) -> Self;
    /// One float in all lanes.
    ///
    /// # Safety
    /// The float is readable.
    unsafe fn splat(from: *const f32) -> Self;
    /// To memory.
    ///
    /// # Safety
    /// As many floats are writable there.
    unsafe fn store(self, to: *mut f32);
    /// `self + a * b`, each rounded.
    ///
    /// # Safety
    /// The machine has the instruction set.
    unsafe fn add_product(self, a: Self, b: Self) -> Self;

    /// From halves in memory.
    ///
    /// # Safety
    /// As many halves are readable there.
    #[inline(always)]
    unsafe fn load_half(from: *const u16) -> Self {
        let mut floats = [0f32; MAX_LANES];
        // SAFETY: by the caller.
        unsafe {
            for (lane, float) in floats[..Self::LANES].iter_mut().enumerate() {
                *float = convert::f16_from_bits(u32::from(from.add(lane).read_unaligned()));
            }
            Self::load(floats.as_ptr())
        }
    }

    /// To halves in memory, each rounded to nearest even.
    ///
    /// # Safety
    /// As many halves are writable there.
    #[inline(always)]
    unsafe fn store_half(self, to: *mut u16) {
        let mut floats = [0f32; MAX_LANES];
        // SAFETY: by the caller.
        unsafe {
            self.store(floats.as_mut_ptr());
            for (lane, &float) in floats[..Self::LANES].iter().enumerate() {
                to.add(lane)
                    .write_unaligned(convert::f16_bits(convert::round_f16(float)) as u16);
            }
        }
    }

    /// Each rounded to the nearest half.
    ///
    /// # Safety
    /// The machine has the instruction set.
    #[inline(always)]
    unsafe fn round_half(self) -> Self {
        let mut floats = [0f32; MAX_LANES];
        // SAFETY: by the caller.
        unsafe {
            self.store(floats.as_mut_ptr());
            floats[..Self::LANES]
                .iter_mut()
                .for_each(|float| *float = convert::round_f16(*float));
            Self::load(floats.as_ptr())
        }
    }
}

/// Lanes of the widest vector.
const MAX_LANES: usize = 16;

/// Plain floats.
#[cfg(not(target_arch = "x86_64"))]
#[derive(Clone, Copy, Debug)]
pub(super) struct Plain([f32; 4]);

#[cfg(not(target_arch = "x86_64"))]
// SAFETY: no instruction set is needed.
unsafe impl Vector for Plain {
    const LANES: usize = 4;
    #[inline(always)]
    unsafe fn load(from: *const f32) -> Self {
        // SAFETY: by the caller.
        Self(unsafe { from.cast::<[f32; 4]>().read_unaligned() })
    }
    #[inline(always)]
    unsafe fn splat(from: *const f32) -> Self {
        // SAFETY: by the caller.
        Self([unsafe { from.read_unaligned() }; 4])
    }
    #[inline(always)]
    unsafe fn store(self, to: *mut f32) {
        // SAFETY: by the caller.
        unsafe { to.cast::<[f32; 4]>().write_unaligned(self.0) };
    }
    #[inline(always)]
    unsafe fn add_product(self, a: Self, b: Self) -> Self {
        Self(std::array::from_fn(|lane| {
            self.0[lane] + a.0[lane] * b.0[lane]
        }))
    }
}

#[cfg(target_arch = "x86_64")]
macro_rules! x86 {
    ($(
        $(#[$doc:meta])*
        $name:ident: $ty:ident, $lanes:literal, $load:ident, $splat:ident, $store:ident, $add:ident, $mul:ident
        $(, halves: $integers:ident, $load_integers:ident, $store_integers:ident, $widen:ident, $narrow:ident)?;
    )*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub(super) struct $name(std::arch::x86_64::$ty);

        // SAFETY: the operations are those of the instruction set that the type's doc names.
        unsafe impl Vector for $name {
            const LANES: usize = $lanes;
            #[inline(always)]
            unsafe fn load(from: *const f32) -> Self {
                // SAFETY: by the caller.
                Self(unsafe { std::arch::x86_64::$load(from) })
            }
            #[inline(always)]
            unsafe fn splat(from: *const f32) -> Self {
                // SAFETY: by the caller.
                Self(unsafe { std::arch::x86_64::$splat(from.read_unaligned()) })
            }
            #[inline(always)]
            unsafe fn store(self, to: *mut f32) {
                // SAFETY: by the caller.
                unsafe { std::arch::x86_64::$store(to, self.0) };
            }
            #[inline(always)]
            unsafe fn add_product(self, a: Self, b: Self) -> Self {
                // SAFETY: by the caller.
                unsafe {
                    Self(std::arch::x86_64::$add(self.0, std::arch::x86_64::$mul(a.0, b.0)))
                }
            }
            $(
                #[inline(always)]
                unsafe fn load_half(from: *const u16) -> Self {
                    // SAFETY: by the caller.
                    unsafe {
                        let halves = std::arch::x86_64::$load_integers(from.cast());
                        Self(std::arch::x86_64::$widen(halves))
                    }
                }
                #[inline(always)]
                unsafe fn store_half(self, to: *mut u16) {
                    // SAFETY: by the caller. 0 is to nearest even.
                    unsafe {
                        let halves: std::arch::x86_64::$integers = std::arch::x86_64::$narrow::<0>(self.0);
                        std::arch::x86_64::$store_integers(to.cast(), halves);
                    }
                }
                #[inline(always)]
                unsafe fn round_half(self) -> Self {
                    // SAFETY: by the caller.
                    unsafe { Self(std::arch::x86_64::$widen(std::arch::x86_64::$narrow::<0>(self.0))) }
                }
            )?
        }
    )*};
}

#[cfg(target_arch = "x86_64")]
x86! {
    /// SSE, which every x86-64 has.
    Sse: __m128, 4, _mm_loadu_ps, _mm_set1_ps, _mm_storeu_ps, _mm_add_ps, _mm_mul_ps;
}
#[cfg(all(target_arch = "x86_64", not(debug_assertions)))]
x86! {
    /// AVX.
    Avx: __m256, 8, _mm256_loadu_ps, _mm256_set1_ps, _mm256_storeu_ps, _mm256_add_ps, _mm256_mul_ps,
        halves: __m128i, _mm_loadu_si128, _mm_storeu_si128, _mm256_cvtph_ps, _mm256_cvtps_ph;
    /// AVX-512.
    Avx512f: __m512, 16, _mm512_loadu_ps, _mm512_set1_ps, _mm512_storeu_ps, _mm512_add_ps, _mm512_mul_ps,
        halves: __m256i, _mm256_loadu_si256, _mm256_storeu_si256, _mm512_cvtph_ps, _mm512_cvtps_ph;
}

/// What the baseline has.
#[cfg(not(target_arch = "x86_64"))]
pub(super) type BaselineVector = Plain;
/// What the baseline has.
#[cfg(target_arch = "x86_64")]
pub(super) type BaselineVector = Sse;
