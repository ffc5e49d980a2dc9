//! Host types that a tensor's elements may have.

use crate::buffer::has_room;
use bytemuck::{Pod, Zeroable};
use half::{bf16, f16};
use kernsmith_msl::dtype::DType;

/// A complex number of two floats, as `complex64` lies in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Pod, Zeroable)]
#[repr(C)]
pub struct Complex32 {
    /// Real part.
    pub re: f32,
    /// Imaginary part.
    pub im: f32,
}

/// A complex number of two doubles, as `complex128` lies in memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Pod, Zeroable)]
#[repr(C)]
pub struct Complex64 {
    /// Real part.
    pub re: f64,
    /// Imaginary part.
    pub im: f64,
}

/// A host type with the same bytes as an element type.
pub trait Element: Copy + Send + Sync + Sealed + 'static {
    /// The element type.
    const DTYPE: DType;
}

/// How elements become bytes and come back. Not for other crates.
pub trait Sealed: Sized {
    /// The bytes of a slice.
    fn bytes_of(elements: &[Self]) -> &[u8];
    /// So many elements, whose bytes `fill` writes; `None` where there is no room.
    fn collect(elements: usize, fill: impl FnOnce(&mut [u8])) -> Option<Vec<Self>>;
}

macro_rules! plain {
    ($($host:ty => $dtype:ident),* $(,)?) => {$(
        impl Element for $host {
            const DTYPE: DType = DType::$dtype;
        }
        impl Sealed for $host {
            fn bytes_of(elements: &[Self]) -> &[u8] {
                bytemuck::cast_slice(elements)
            }
            fn collect(elements: usize, fill: impl FnOnce(&mut [u8])) -> Option<Vec<Self>> {
                let mut collected = zeroed(elements)?;
                fill(bytemuck::cast_slice_mut(&mut collected));
                Some(collected)
            }
        }
    )*};
}

plain! {
    u8 => U8, u16 => U16, u32 => U32, u64 => U64,
    i8 => I8, i16 => I16, i32 => I32, i64 => I64,
    f16 => F16, bf16 => BF16, f32 => F32, Complex32 => C64,
    f64 => F64, Complex64 => C128,
}

impl Element for bool {
    const DTYPE: DType = DType::Bool;
}

impl Sealed for bool {
    fn bytes_of(elements: &[Self]) -> &[u8] {
        bytemuck::cast_slice(elements)
    }

    /// Any byte but 0 counts as true, as in a kernel's load.
    fn collect(elements: usize, fill: impl FnOnce(&mut [u8])) -> Option<Vec<Self>> {
        let bytes = u8::collect(elements, fill)?;
        Some(bytes.into_iter().map(|byte| byte != 0).collect())
    }
}

/// So many zeros; `None` where there is no room.
pub(crate) fn zeroed<T: Zeroable>(elements: usize) -> Option<Vec<T>> {
    let bytes = elements.checked_mul(size_of::<T>())?;
    if !has_room(bytes) {
        return None;
    }
    // Pages that nobody has touched are zero already, and whoever fills them does so on many threads.
    bytemuck::allocation::try_zeroed_vec(elements).ok()
}
