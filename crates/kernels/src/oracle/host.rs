//! Arrays in host memory, and how their element types round.

use half::{bf16, f16};
use kernsmith_runtime::DType;

/// An array of floating-point numbers in row-major order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostTensor {
    /// Element type: one of the three real floating-point types.
    pub dtype: DType,
    /// Sizes of the dimensions; none for a scalar.
    pub shape: Vec<usize>,
    /// The elements.
    pub bytes: Vec<u8>,
}

impl HostTensor {
    /// Rounds numbers to the element type.
    ///
    /// # Panics
    /// If the type is no real floating-point type, or the shape has another number of elements.
    #[must_use]
    pub fn from_values(dtype: DType, shape: &[usize], values: &[f64]) -> Self {
        assert_eq!(
            shape.iter().product::<usize>(),
            values.len(),
            "one value for each element"
        );
        let mut bytes = Vec::with_capacity(values.len() * dtype.size_bytes());
        for &value in values {
            match dtype {
                DType::F16 => bytes.extend(f16::from_f64(value).to_ne_bytes()),
                DType::BF16 => bytes.extend(bf16::from_f64(value).to_ne_bytes()),
                DType::F32 => bytes.extend((value as f32).to_ne_bytes()),
                other => panic!("`{other}` is no real floating-point type"),
            }
        }
        Self {
            dtype,
            shape: shape.to_vec(),
            bytes,
        }
    }

    /// The elements, exactly.
    #[must_use]
    pub fn values(&self) -> Vec<f64> {
        decode(self.dtype, &self.bytes)
    }
}

/// Elements of a real floating-point type, exactly.
///
/// # Panics
/// If the type is another one.
#[must_use]
pub fn decode(dtype: DType, bytes: &[u8]) -> Vec<f64> {
    match dtype {
        DType::F16 => words(bytes)
            .map(|word| f16::from_bits(word).to_f64())
            .collect(),
        DType::BF16 => words(bytes)
            .map(|word| bf16::from_bits(word).to_f64())
            .collect(),
        DType::F32 => bytes
            .chunks_exact(4)
            .map(|word| f64::from(f32::from_ne_bytes([word[0], word[1], word[2], word[3]])))
            .collect(),
        other => panic!("`{other}` is no real floating-point type"),
    }
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u16> {
    bytes
        .chunks_exact(2)
        .map(|word| u16::from_ne_bytes([word[0], word[1]]))
}

/// The number as the element type holds it.
#[must_use]
pub fn round(dtype: DType, value: f64) -> f64 {
    match dtype {
        DType::F16 => f16::from_f64(value).to_f64(),
        DType::BF16 => bf16::from_f64(value).to_f64(),
        _ => f64::from(value as f32),
    }
}

/// The largest number that the element type holds.
#[must_use]
pub fn max_finite(dtype: DType) -> f64 {
    match dtype {
        DType::F16 => f16::MAX.to_f64(),
        DType::BF16 => bf16::MAX.to_f64(),
        _ => f64::from(f32::MAX),
    }
}

/// Whether a number is infinite once it is rounded.
#[must_use]
pub fn is_infinite_in(dtype: DType, value: f64) -> bool {
    round(dtype, value).is_infinite()
}

/// The distance between neighbors of the element type at a number's magnitude.
#[must_use]
pub fn unit_in_last_place(dtype: DType, value: f64) -> f64 {
    let (digits, least_exponent) = match dtype {
        DType::F16 => (10, -14),
        DType::BF16 => (7, -126),
        _ => (23, -126),
    };
    let biased = i32::try_from((value.to_bits() >> 52) & 0x7ff).expect("eleven bits");
    let exponent = (biased - 1023).max(least_exponent) - digits;
    f64::from_bits(u64::try_from(exponent + 1023).expect("far from the least exponent") << 52)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_in_the_last_place_are_distances_of_neighbors() {
        let cases = [
            (DType::F16, 1.0, 2f64.powi(-10)),
            (DType::F16, 1.999, 2f64.powi(-10)),
            (DType::F16, 0.0, 2f64.powi(-24)),
            (DType::BF16, -256.0, 2.0),
            (DType::F32, 0.75, 2f64.powi(-24)),
        ];
        for (dtype, value, expected) in cases {
            assert_eq!(
                unit_in_last_place(dtype, value),
                expected,
                "{dtype} at {value}"
            );
        }
    }

    #[test]
    fn values_come_back_rounded_to_nearest_even() {
        let values = [1.0 + 2f64.powi(-11), 1.0 + 3.0 * 2f64.powi(-11), -0.1];
        let tensor = HostTensor::from_values(DType::F16, &[3], &values);
        let expected = [1.0, 1.0 + 2f64.powi(-9), -0.0999755859375];
        assert_eq!(tensor.values(), expected);
    }
}
