//! Vectors of floats, for the few loops that have to hold their sums in registers.

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
}

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
    ($($(#[$doc:meta])* $name:ident: $ty:ident, $lanes:literal, $load:ident, $splat:ident, $store:ident, $add:ident, $mul:ident;)*) => {$(
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
    Avx: __m256, 8, _mm256_loadu_ps, _mm256_set1_ps, _mm256_storeu_ps, _mm256_add_ps, _mm256_mul_ps;
    /// AVX-512.
    Avx512f: __m512, 16, _mm512_loadu_ps, _mm512_set1_ps, _mm512_storeu_ps, _mm512_add_ps, _mm512_mul_ps;
}

/// What the baseline has.
#[cfg(not(target_arch = "x86_64"))]
pub(super) type BaselineVector = Plain;
/// What the baseline has.
#[cfg(target_arch = "x86_64")]
pub(super) type BaselineVector = Sse;
