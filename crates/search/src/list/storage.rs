//! In how many bits an index keeps the numbers of vectors.

use std::fmt;

use kernsmith_runtime::DType;

/// What the numbers of an index's vectors are rounded to. Distances are sums in float32, whatever it is, to the vectors as
/// they are kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Storage {
    /// Nothing: 32 bits.
    #[default]
    F32,
    /// 16 bits, of which 11 are the number's: up to 65504.
    F16,
    /// 16 bits, of which 8 are the number's: as far as float32.
    Bf16,
}

impl Storage {
    /// Bytes of a number.
    pub(crate) const fn bytes(self) -> usize {
        match self {
            Self::F32 => 4,
            Self::F16 | Self::Bf16 => 2,
        }
    }

    pub(crate) const fn dtype(self) -> DType {
        match self {
            Self::F32 => DType::F32,
            Self::F16 => DType::F16,
            Self::Bf16 => DType::BF16,
        }
    }
}

impl fmt::Display for Storage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.dtype())
    }
}
