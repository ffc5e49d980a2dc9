//! Scalars in memory and what they are in a lane.

use super::{quads, stream};
use crate::backend::cpu::{frame::Lane, isa::Isa, math::convert, vector::Vector};

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

    /// One scalar a lane, without gaps.
    ///
    /// # Safety
    /// As many scalars are readable.
    #[inline(always)]
    unsafe fn load_side_by_side<I: Isa>(from: *const Self::Memory, row: &mut [Self::Lane]) {
        for (lane, d) in row.iter_mut().enumerate() {
            // SAFETY: by the caller.
            *d = Self::load(unsafe { from.add(lane).read_unaligned() });
        }
    }

    /// One scalar a lane, without gaps.
    ///
    /// # Safety
    /// As many scalars are writable.
    #[inline(always)]
    unsafe fn store_side_by_side<I: Isa>(to: *mut Self::Memory, row: &[Self::Lane]) {
        for (lane, &value) in row.iter().enumerate() {
            // SAFETY: by the caller.
            unsafe { to.add(lane).write_unaligned(Self::store(value)) };
        }
    }

    /// Several scalars a lane, without gaps between columns; whether there is a way.
    ///
    /// # Safety
    /// All of it is readable; registers are of one length.
    #[inline(always)]
    unsafe fn load_interleaved(
        _from: *const u8,
        _strides: [isize; 2],
        _columns: usize,
        _rows: &mut [&mut [Self::Lane]],
    ) -> bool {
        false
    }

    /// Several scalars a lane, without gaps between columns; whether there is a way.
    ///
    /// # Safety
    /// All of it is writable; registers are of one length.
    #[inline(always)]
    unsafe fn store_interleaved(
        _to: *mut u8,
        _strides: [isize; 2],
        _columns: usize,
        _rows: &[&[Self::Lane]],
    ) -> bool {
        false
    }
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
    /// `bfloat`.
    Bf16: u16, f32, |it| f32::from_bits(u32::from(it) << 16), |it| (it.to_bits() >> 16) as u16;
    /// 64 bits.
    Raw64: u64, u64, |it| it, |it| it;
}

/// `half`.
#[derive(Debug)]
pub(super) struct Half;

impl Element for Half {
    type Lane = f32;
    type Memory = u16;

    #[inline(always)]
    fn load(from: u16) -> f32 {
        convert::f16_from_bits(u32::from(from))
    }

    #[inline(always)]
    fn store(to: f32) -> u16 {
        convert::f16_bits(to) as u16
    }

    #[inline(always)]
    unsafe fn load_side_by_side<I: Isa>(from: *const u16, row: &mut [f32]) {
        let lanes = <I::Floats as Vector>::LANES;
        let whole = row.len() - row.len() % lanes;
        // SAFETY: by the caller; this is compiled for the vectors' instruction set.
        unsafe {
            for lane in (0..whole).step_by(lanes) {
                I::Floats::load_half(from.add(lane)).store(row.as_mut_ptr().add(lane));
            }
            for (lane, d) in row.iter_mut().enumerate().skip(whole) {
                *d = Self::load(from.add(lane).read_unaligned());
            }
        }
    }

    #[inline(always)]
    unsafe fn store_side_by_side<I: Isa>(to: *mut u16, row: &[f32]) {
        let lanes = <I::Floats as Vector>::LANES;
        let whole = row.len() - row.len() % lanes;
        // SAFETY: by the caller; this is compiled for the vectors' instruction set.
        unsafe {
            for lane in (0..whole).step_by(lanes) {
                I::Floats::load(row.as_ptr().add(lane)).store_half(to.add(lane));
            }
            for (lane, &value) in row.iter().enumerate().skip(whole) {
                to.add(lane).write_unaligned(Self::store(value));
            }
        }
    }
}

/// 32 bits.
#[derive(Debug)]
pub(super) struct Raw32;

impl Element for Raw32 {
    type Lane = u32;
    type Memory = u32;

    #[inline(always)]
    fn load(from: u32) -> u32 {
        from
    }

    #[inline(always)]
    fn store(to: u32) -> u32 {
        to
    }

    #[inline(always)]
    unsafe fn load_side_by_side<I: Isa>(from: *const u32, row: &mut [u32]) {
        // SAFETY: by the caller; nothing of a row is in memory that kernels reach.
        unsafe { stream::copy::<I>(from.cast(), row.as_mut_ptr().cast(), row.len()) };
    }

    #[inline(always)]
    unsafe fn store_side_by_side<I: Isa>(to: *mut u32, row: &[u32]) {
        // SAFETY: as for loads.
        unsafe { stream::copy::<I>(row.as_ptr().cast(), to.cast(), row.len()) };
    }

    #[inline(always)]
    unsafe fn load_interleaved(
        from: *const u8,
        [_, sy]: [isize; 2],
        columns: usize,
        rows: &mut [&mut [u32]],
    ) -> bool {
        let [a, b, c, d] = rows else { return false };
        let chunks = a
            .chunks_mut(columns)
            .zip(b.chunks_mut(columns))
            .zip(c.chunks_mut(columns))
            .zip(d.chunks_mut(columns));
        for (at, (((a, b), c), d)) in chunks.enumerate() {
            // SAFETY: by the caller.
            unsafe { quads::load(from.offset(sy * at as isize), [a, b, c, d]) };
        }
        true
    }

    #[inline(always)]
    unsafe fn store_interleaved(
        to: *mut u8,
        [_, sy]: [isize; 2],
        columns: usize,
        rows: &[&[u32]],
    ) -> bool {
        let &[a, b, c, d] = rows else { return false };
        let chunks = a
            .chunks(columns)
            .zip(b.chunks(columns))
            .zip(c.chunks(columns))
            .zip(d.chunks(columns));
        for (at, (((a, b), c), d)) in chunks.enumerate() {
            // SAFETY: by the caller.
            unsafe { quads::store(to.offset(sy * at as isize), [a, b, c, d]) };
        }
        true
    }
}
