//! Arrays as tests hold them: an element type, a shape and row-major bytes.

use half::{bf16, f16};
use kernsmith_msl::dtype::DType;

/// A number of any element type, without loss.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// An integer, or a bool as 0 or 1.
    Int(i128),
    /// A float.
    Float(f64),
    /// Real and imaginary part.
    Complex(f64, f64),
}

impl Number {
    /// The number as a 64-bit float, to nearest; of a complex one the real part.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        match self {
            Self::Int(value) => value as f64,
            Self::Float(value) | Self::Complex(value, _) => value,
        }
    }
}

/// An array.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Array {
    /// Element type.
    pub dtype: DType,
    /// Elements by axis; none for a zero-dimensional array.
    pub shape: Vec<usize>,
    /// Elements in row-major order.
    pub bytes: Vec<u8>,
}

impl Array {
    /// An array of numbers, each rounded to the element type.
    ///
    /// # Panics
    /// If there are not as many numbers as the shape says.
    #[must_use]
    pub fn new(dtype: DType, shape: &[usize], numbers: &[Number]) -> Self {
        assert_eq!(numbers.len(), shape.iter().product::<usize>());
        Self {
            dtype,
            shape: shape.to_vec(),
            bytes: numbers.iter().flat_map(|&x| encode(dtype, x)).collect(),
        }
    }

    /// An array of a float type, from 64-bit floats.
    ///
    /// # Panics
    /// As [`Array::new`].
    #[must_use]
    pub fn from_floats(dtype: DType, shape: &[usize], values: &[f64]) -> Self {
        let numbers: Vec<Number> = values.iter().map(|&x| Number::Float(x)).collect();
        Self::new(dtype, shape, &numbers)
    }

    /// How many elements there are.
    #[must_use]
    pub fn elements(&self) -> usize {
        self.shape.iter().product()
    }

    /// All elements in row-major order.
    #[must_use]
    pub fn numbers(&self) -> Vec<Number> {
        let elements = self.bytes.chunks_exact(self.dtype.size_bytes());
        elements.map(|bytes| decode(self.dtype, bytes)).collect()
    }

    /// All elements as 64-bit floats.
    #[must_use]
    pub fn floats(&self) -> Vec<f64> {
        self.numbers().into_iter().map(Number::to_f64).collect()
    }
}

/// An element's bytes. Floats go to integers by truncation, integers wrap.
fn encode(dtype: DType, number: Number) -> Vec<u8> {
    let float = number.to_f64();
    let int = match number {
        Number::Int(value) => value,
        Number::Float(value) | Number::Complex(value, _) => value as i128,
    };
    match dtype {
        DType::Bool => vec![u8::from(float != 0.0)],
        DType::U8 | DType::I8 => vec![int as u8],
        DType::U16 | DType::I16 => (int as u16).to_le_bytes().to_vec(),
        DType::U32 | DType::I32 => (int as u32).to_le_bytes().to_vec(),
        DType::U64 | DType::I64 => (int as u64).to_le_bytes().to_vec(),
        DType::F16 => f16::from_f32(float as f32).to_le_bytes().to_vec(),
        DType::BF16 => bf16::from_f32(float as f32).to_le_bytes().to_vec(),
        DType::F32 => (float as f32).to_le_bytes().to_vec(),
        DType::F64 => float.to_le_bytes().to_vec(),
        DType::C64 | DType::C128 => {
            let imaginary = match number {
                Number::Complex(_, imaginary) => imaginary,
                Number::Int(_) | Number::Float(_) => 0.0,
            };
            let parts = [float, imaginary];
            match dtype {
                DType::C128 => parts.iter().flat_map(|part| part.to_le_bytes()).collect(),
                _ => (parts.iter().flat_map(|part| (*part as f32).to_le_bytes())).collect(),
            }
        }
    }
}

fn decode(dtype: DType, bytes: &[u8]) -> Number {
    let mut wide = [0; 16];
    wide[..bytes.len()].copy_from_slice(bytes);
    let wide = u128::from_le_bytes(wide);
    let bits = wide as u64;
    let float = |bits: u64| f64::from(f32::from_bits(bits as u32));
    match dtype {
        DType::Bool | DType::U8 | DType::U16 | DType::U32 | DType::U64 => Number::Int(bits.into()),
        DType::I8 => Number::Int((bits as i8).into()),
        DType::I16 => Number::Int((bits as i16).into()),
        DType::I32 => Number::Int((bits as i32).into()),
        DType::I64 => Number::Int((bits as i64).into()),
        DType::F16 => Number::Float(f16::from_bits(bits as u16).to_f64()),
        DType::BF16 => Number::Float(bf16::from_bits(bits as u16).to_f64()),
        DType::F32 => Number::Float(float(bits)),
        DType::C64 => Number::Complex(float(bits), float(bits >> 32)),
        DType::F64 => Number::Float(f64::from_bits(bits)),
        DType::C128 => Number::Complex(f64::from_bits(bits), f64::from_bits((wide >> 64) as u64)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_survive() {
        let rows = [
            (DType::Bool, Number::Int(1)),
            (DType::U8, Number::Int(255)),
            (DType::I8, Number::Int(-128)),
            (DType::U16, Number::Int(65535)),
            (DType::I32, Number::Int(-7)),
            (DType::U64, Number::Int(u64::MAX.into())),
            (DType::I64, Number::Int(i64::MIN.into())),
            (DType::F16, Number::Float(-0.5)),
            (DType::BF16, Number::Float(384.0)),
            (DType::F32, Number::Float(f64::INFINITY)),
            (DType::C64, Number::Complex(1.0, -2.0)),
            (DType::F64, Number::Float(0.1)),
            (DType::C128, Number::Complex(0.1, -2.0)),
        ];
        for (dtype, number) in rows {
            let array = Array::new(dtype, &[1], &[number]);
            assert_eq!(array.bytes.len(), dtype.size_bytes());
            assert_eq!(array.numbers(), [number], "{dtype}");
        }
    }
}
