//! Single numbers as elements: scalars given as inputs, and the value that outputs begin with.

use super::element::{Complex32, Complex64};
use half::{bf16, f16};
use kernsmith_msl::dtype::DType;

/// A number that a host gives where a kernel takes an array: it becomes a zero-dimensional one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Becomes `bool_`.
    Bool(bool),
    /// Becomes `int32`, or `int64` where it does not fit.
    Int(i64),
    /// Becomes `float32`.
    Float(f32),
    /// Becomes `complex64`.
    Complex(Complex32),
}

impl Number {
    /// The element type that it becomes.
    #[must_use]
    pub fn dtype(self) -> DType {
        match self {
            Self::Bool(_) => DType::Bool,
            Self::Int(value) if i32::try_from(value).is_ok() => DType::I32,
            Self::Int(_) => DType::I64,
            Self::Float(_) => DType::F32,
            Self::Complex(_) => DType::C64,
        }
    }

    /// The bytes of the element.
    pub(crate) fn to_bytes(self) -> Vec<u8> {
        match self {
            Self::Bool(value) => vec![u8::from(value)],
            Self::Int(value) => match i32::try_from(value) {
                Ok(value) => value.to_ne_bytes().to_vec(),
                Err(_) => value.to_ne_bytes().to_vec(),
            },
            Self::Float(value) => value.to_ne_bytes().to_vec(),
            Self::Complex(value) => bytemuck::bytes_of(&value).to_vec(),
        }
    }
}

macro_rules! number_from {
    ($($host:ty => $variant:ident),* $(,)?) => {$(
        impl From<$host> for Number {
            fn from(value: $host) -> Self {
                Self::$variant(value.into())
            }
        }
    )*};
}

number_from! {
    bool => Bool, i8 => Int, i16 => Int, i32 => Int, i64 => Int, u8 => Int, u16 => Int,
    u32 => Int, f32 => Float, Complex32 => Complex,
}

/// The bytes of one element that holds `value`.
///
/// To `bool_`: whether it is not zero. To an integer: toward zero, saturating, NaN becomes 0. To a
/// smaller float: to nearest even. To `complex64`: the real part.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the conversion of the contract saturates, as `as` does"
)]
pub(crate) fn element_bytes(value: f32, dtype: DType) -> Vec<u8> {
    match dtype {
        DType::Bool => vec![u8::from(value != 0.0)],
        DType::U8 => (value as u8).to_ne_bytes().to_vec(),
        DType::U16 => (value as u16).to_ne_bytes().to_vec(),
        DType::U32 => (value as u32).to_ne_bytes().to_vec(),
        DType::U64 => (value as u64).to_ne_bytes().to_vec(),
        DType::I8 => (value as i8).to_ne_bytes().to_vec(),
        DType::I16 => (value as i16).to_ne_bytes().to_vec(),
        DType::I32 => (value as i32).to_ne_bytes().to_vec(),
        DType::I64 => (value as i64).to_ne_bytes().to_vec(),
        DType::F16 => f16::from_f32(value).to_ne_bytes().to_vec(),
        DType::BF16 => bf16::from_f32(value).to_ne_bytes().to_vec(),
        DType::F32 => value.to_ne_bytes().to_vec(),
        DType::C64 => bytemuck::bytes_of(&Complex32 { re: value, im: 0.0 }).to_vec(),
        DType::F64 => f64::from(value).to_ne_bytes().to_vec(),
        DType::C128 => {
            let re = value.into();
            bytemuck::bytes_of(&Complex64 { re, im: 0.0 }).to_vec()
        }
    }
}

/// Fills `bytes` with copies of `pattern`; a rest that holds no whole pattern gets its beginning.
pub(crate) fn fill(bytes: &mut [u8], pattern: &[u8]) {
    if pattern.iter().all(|&byte| byte == pattern[0]) {
        bytes.fill(pattern.first().copied().unwrap_or(0));
        return;
    }
    for chunk in bytes.chunks_mut(pattern.len()) {
        chunk.copy_from_slice(&pattern[..chunk.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::{DType, Number, element_bytes, fill};

    #[test]
    fn numbers_take_the_contracts_types() {
        let cases: [(Number, DType); 6] = [
            (true.into(), DType::Bool),
            (3.into(), DType::I32),
            (i64::from(i32::MAX).into(), DType::I32),
            ((i64::from(i32::MAX) + 1).into(), DType::I64),
            (1.5.into(), DType::F32),
            (super::Complex32::default().into(), DType::C64),
        ];
        for (number, dtype) in cases {
            assert_eq!(number.dtype(), dtype);
            assert_eq!(number.to_bytes().len(), dtype.size_bytes());
        }
    }

    #[test]
    fn an_initial_value_saturates_and_rounds() {
        assert_eq!(element_bytes(300.7, DType::U8), [255]);
        assert_eq!(element_bytes(-1.9, DType::I8), (-1i8).to_ne_bytes());
        assert_eq!(element_bytes(f32::NAN, DType::I32), 0i32.to_ne_bytes());
        assert_eq!(element_bytes(-0.5, DType::Bool), [1]);
        // 2049 lies between two halves; the even one is 2048.
        assert_eq!(
            element_bytes(2049.0, DType::F16),
            half::f16::from_f32(2048.0).to_ne_bytes()
        );
        for dtype in DType::ALL {
            assert_eq!(element_bytes(1.0, dtype).len(), dtype.size_bytes());
        }
    }

    #[test]
    fn filling_repeats_the_pattern() {
        let mut bytes = [0; 7];
        fill(&mut bytes, &[1, 2, 3]);
        assert_eq!(bytes, [1, 2, 3, 1, 2, 3, 1]);
        fill(&mut bytes, &[9, 9]);
        assert_eq!(bytes, [9; 7]);
    }
}
