//! The registers of the instruction set that is used, for both real kinds.

use pulp::Simd;

use super::super::scalar::Scalar;

/// A real kind of number, several of which are in a register.
pub(crate) trait Lanes: Scalar {
    /// The register.
    type Vector<S: Simd>: Copy;

    /// Registers' worth of numbers, and what is left of them.
    fn split<S: Simd>(numbers: &[Self]) -> (&[Self::Vector<S>], &[Self]);

    /// The same to be changed.
    fn split_mut<S: Simd>(numbers: &mut [Self]) -> (&mut [Self::Vector<S>], &mut [Self]);

    /// The number in each lane.
    fn splat<S: Simd>(simd: S, number: Self) -> Self::Vector<S>;

    /// `a b + c`, rounded once where that is as fast.
    fn multiply_add<S: Simd>(
        simd: S,
        a: Self::Vector<S>,
        b: Self::Vector<S>,
        c: Self::Vector<S>,
    ) -> Self::Vector<S>;

    /// The sum of the lanes.
    fn sum<S: Simd>(simd: S, lanes: Self::Vector<S>) -> Self;
}

macro_rules! lanes {
    ($kind:ty, $vector:ident, $split:ident, $split_mut:ident, $splat:ident, $multiply_add:ident, $sum:ident) => {
        impl Lanes for $kind {
            type Vector<S: Simd> = S::$vector;

            #[inline(always)]
            fn split<S: Simd>(numbers: &[Self]) -> (&[Self::Vector<S>], &[Self]) {
                S::$split(numbers)
            }

            #[inline(always)]
            fn split_mut<S: Simd>(numbers: &mut [Self]) -> (&mut [Self::Vector<S>], &mut [Self]) {
                S::$split_mut(numbers)
            }

            #[inline(always)]
            fn splat<S: Simd>(simd: S, number: Self) -> Self::Vector<S> {
                simd.$splat(number)
            }

            #[inline(always)]
            fn multiply_add<S: Simd>(
                simd: S,
                a: Self::Vector<S>,
                b: Self::Vector<S>,
                c: Self::Vector<S>,
            ) -> Self::Vector<S> {
                simd.$multiply_add(a, b, c)
            }

            #[inline(always)]
            fn sum<S: Simd>(simd: S, lanes: Self::Vector<S>) -> Self {
                simd.$sum(lanes)
            }
        }
    };
}

lanes!(
    f32,
    f32s,
    as_simd_f32s,
    as_mut_simd_f32s,
    splat_f32s,
    mul_add_e_f32s,
    reduce_sum_f32s
);
lanes!(
    f64,
    f64s,
    as_simd_f64s,
    as_mut_simd_f64s,
    splat_f64s,
    mul_add_e_f64s,
    reduce_sum_f64s
);
