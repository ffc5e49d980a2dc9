//! Scalars in memory and what they are in a lane.

use crate::backend::cpu::{frame::Lane, math::convert};

/// A kind of scalar in memory.
pub(super) trait Element: 'static {
    /// In a lane.
    type Lane: Lane;
    /// In memory: plain bits.
    type Memory: Copy + 'static;
    /// From memory to a lane.
    fn load(memory: Self::Memory) -> Self::Lane;
    /// From a lane to memory.
    fn store(lane: Self::Lane) -> Self::Memory;
}

macro_rules! element {
    ($($(#[$doc:meta])* $name:ident: $memory:ty, $lane:ty, |$from:ident| $load:expr, |$to:ident| $store:expr;)*) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub(super) struct $name;

        impl Element for $name {
            type Lane = $lane;
            type Memory = $memory;
            #[inline(always)]
            fn load($from: $memory) -> $lane {
                $load
            }
            #[inline(always)]
            fn store($to: $lane) -> $memory {
                $store
            }
        }
    )*};
}

element! {
    /// `bool`.
    Flag: u8, u32, |it| if it == 0 { 0 } else { !0 }, |it| (it & 1) as u8;
    /// `char`.
    SignedByte: u8, u32, |it| i32::from(it as i8) as u32, |it| it as u8;
    /// `uchar`; stores of `char` too.
    Byte: u8, u32, |it| u32::from(it), |it| it as u8;
    /// `short`.
    SignedShort: u16, u32, |it| i32::from(it as i16) as u32, |it| it as u16;
    /// `ushort`; stores of `short` too.
    Short: u16, u32, |it| u32::from(it), |it| it as u16;
    /// `half`.
    Half: u16, f32, |it| convert::f16_from_bits(u32::from(it)), |it| convert::f16_bits(it) as u16;
    /// `bfloat`.
    Bf16: u16, f32, |it| f32::from_bits(u32::from(it) << 16), |it| (it.to_bits() >> 16) as u16;
    /// 32 bits.
    Raw32: u32, u32, |it| it, |it| it;
    /// 64 bits.
    Raw64: u64, u64, |it| it, |it| it;
}
