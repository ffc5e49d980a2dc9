//! Element types of arrays, as hosts name them.
//!
//! Not the types of the language ([`Scalar`]): an array may hold complex numbers, which
//! the language builds from two floats, and hosts say `float16` where Metal says `half`. The
//! names are NumPy's and MLX's.

use crate::ir::Scalar;
use std::{fmt, str::FromStr};

/// Type of an array's elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DType {
    /// `bool_`, one byte, 0 or 1.
    Bool,
    /// `uint8`.
    U8,
    /// `uint16`.
    U16,
    /// `uint32`.
    U32,
    /// `uint64`.
    U64,
    /// `int8`.
    I8,
    /// `int16`.
    I16,
    /// `int32`.
    I32,
    /// `int64`.
    I64,
    /// `float16`, IEEE binary16.
    F16,
    /// `bfloat16`, the upper half of a binary32.
    BF16,
    /// `float32`, IEEE binary32.
    F32,
    /// `complex64`, two binary32: real part, imaginary part.
    C64,
    /// `float64`, IEEE binary64. Hosts compute with it; Metal has no such type, so kernels take none.
    F64,
    /// `complex128`, two binary64. As `float64`.
    C128,
}

/// A name that is no element type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownDType {
    /// What was given.
    pub name: String,
}

impl DType {
    /// All of them, those that kernels take first.
    pub const ALL: [Self; 15] = [
        Self::Bool,
        Self::U8,
        Self::U16,
        Self::U32,
        Self::U64,
        Self::I8,
        Self::I16,
        Self::I32,
        Self::I64,
        Self::F16,
        Self::BF16,
        Self::F32,
        Self::C64,
        Self::F64,
        Self::C128,
    ];

    /// Those that kernels take.
    #[must_use]
    pub fn of_kernels() -> &'static [Self] {
        &Self::ALL[..13]
    }

    /// Whether kernels take arrays of it: Metal has no double.
    #[must_use]
    pub const fn is_of_kernels(self) -> bool {
        !matches!(self, Self::F64 | Self::C128)
    }

    /// Bytes of one element in memory.
    #[must_use]
    pub const fn size_bytes(self) -> usize {
        match self {
            Self::Bool | Self::U8 | Self::I8 => 1,
            Self::U16 | Self::I16 | Self::F16 | Self::BF16 => 2,
            Self::U32 | Self::I32 | Self::F32 => 4,
            Self::U64 | Self::I64 | Self::C64 | Self::F64 => 8,
            Self::C128 => 16,
        }
    }

    /// Whether its values are real floating-point numbers that kernels compute with.
    #[must_use]
    pub const fn is_float(self) -> bool {
        matches!(self, Self::F16 | Self::BF16 | Self::F32)
    }

    /// The name that hosts use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Bool => "bool_",
            Self::U8 => "uint8",
            Self::U16 => "uint16",
            Self::U32 => "uint32",
            Self::U64 => "uint64",
            Self::I8 => "int8",
            Self::I16 => "int16",
            Self::I32 => "int32",
            Self::I64 => "int64",
            Self::F16 => "float16",
            Self::BF16 => "bfloat16",
            Self::F32 => "float32",
            Self::C64 => "complex64",
            Self::F64 => "float64",
            Self::C128 => "complex128",
        }
    }

    /// The type's name in a generated kernel.
    #[must_use]
    pub const fn metal_name(self) -> &'static str {
        match self {
            Self::Bool => "bool",
            Self::U8 => "uint8_t",
            Self::U16 => "uint16_t",
            Self::U32 => "uint32_t",
            Self::U64 => "uint64_t",
            Self::I8 => "int8_t",
            Self::I16 => "int16_t",
            Self::I32 => "int32_t",
            Self::I64 => "int64_t",
            Self::F16 => "half",
            Self::BF16 => "bfloat16_t",
            Self::F32 => "float",
            Self::C64 => "complex64_t",
            // What no text may name: such an array is refused before there is a text.
            Self::F64 => "double",
            Self::C128 => "complex128_t",
        }
    }
}

impl From<Scalar> for DType {
    /// The element type of arrays of a scalar.
    fn from(scalar: Scalar) -> Self {
        match scalar {
            Scalar::Bool => Self::Bool,
            Scalar::I8 => Self::I8,
            Scalar::I16 => Self::I16,
            Scalar::I32 => Self::I32,
            Scalar::I64 => Self::I64,
            Scalar::U8 => Self::U8,
            Scalar::U16 => Self::U16,
            Scalar::U32 => Self::U32,
            Scalar::U64 => Self::U64,
            Scalar::F16 => Self::F16,
            Scalar::BF16 => Self::BF16,
            Scalar::F32 => Self::F32,
        }
    }
}

impl fmt::Display for DType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for DType {
    type Err = UnknownDType;

    /// Reads a host's name; an underscore at the end may be there or not.
    fn from_str(name: &str) -> Result<Self, UnknownDType> {
        let bare = |name: &str| name.strip_suffix('_').unwrap_or(name).to_owned();
        Self::ALL
            .into_iter()
            .find(|dtype| bare(dtype.name()) == bare(name))
            .ok_or_else(|| UnknownDType {
                name: name.to_owned(),
            })
    }
}

impl fmt::Display for UnknownDType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = DType::of_kernels()
            .iter()
            .map(|dtype| dtype.name())
            .collect();
        write!(
            f,
            "expected an element type, found `{}`; help: one of `{}`",
            self.name,
            names.join("`, `")
        )
    }
}

impl std::error::Error for UnknownDType {}

#[cfg(test)]
mod tests {
    use super::DType;

    #[test]
    fn kernels_take_what_metal_has() {
        let (taken, refused) = DType::ALL.split_at(DType::of_kernels().len());
        assert!(taken.iter().all(|dtype| dtype.is_of_kernels()));
        assert_eq!(refused, [DType::F64, DType::C128]);
        assert!(refused.iter().all(|dtype| !dtype.is_of_kernels()));
    }

    #[test]
    fn every_name_reads_back_with_and_without_an_underscore() {
        for dtype in DType::ALL {
            assert_eq!(dtype.to_string().parse(), Ok(dtype));
            assert_eq!(dtype.name().trim_end_matches('_').parse(), Ok(dtype));
        }
        assert!("float128".parse::<DType>().is_err());
        assert!("".parse::<DType>().is_err());
    }
}
