//! Contents by rule: constants, ranges and seeded random numbers.
//!
//! Random contents are the SplitMix64 sequence of the seed, so any other program can make the
//! same ones: state += 0x9E3779B97F4A7C15, then two multiply-xorshift rounds (Steele, Lea and
//! Flood, "Fast splittable pseudorandom number generators", 2014). A uniform number is the upper
//! 53 bits times 2^-53; a normal one is the cosine half of Box and Muller over two of those.

use kernsmith_runtime::DType;
use serde::Deserialize;

use super::{Array, Error, Number, byte_count, element_count, encode};

/// A rule for an array's contents.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub(crate) enum Fill {
    /// All 0.
    Zeros,
    /// All 1.
    Ones,
    /// All the same.
    Constant(f64),
    /// `start`, `start + step`, ...
    Arange {
        /// The first element.
        #[serde(default)]
        start: f64,
        /// From one to the next.
        #[serde(default = "one")]
        step: f64,
    },
    /// Evenly between `low` and `high`; whole numbers for integer types.
    Uniform {
        /// Smallest value.
        #[serde(default)]
        low: f64,
        /// All values are below it.
        #[serde(default = "one")]
        high: f64,
        /// Which sequence.
        #[serde(default)]
        seed: u64,
    },
    /// Normally distributed; rounded to whole numbers for integer types.
    Normal {
        /// Center.
        #[serde(default)]
        mean: f64,
        /// Width.
        #[serde(default = "one")]
        std: f64,
        /// Which sequence.
        #[serde(default)]
        seed: u64,
    },
}

const fn one() -> f64 {
    1.0
}

impl Fill {
    /// An array with these contents.
    pub(crate) fn make(self, dtype: DType, shape: &[usize]) -> Result<Array, Error> {
        let mut bytes = Vec::new();
        bytes
            .try_reserve_exact(byte_count(dtype, shape)?)
            .map_err(|_| Error::TooLarge {
                shape: shape.to_vec(),
            })?;
        let mut random = SplitMix64(self.seed());
        for index in 0..element_count(shape)? {
            let value = self.element(index, dtype, &mut random);
            encode(dtype, value, &mut bytes)?;
        }
        Ok(Array {
            dtype,
            shape: shape.to_vec(),
            bytes,
        })
    }

    const fn seed(self) -> u64 {
        match self {
            Self::Uniform { seed, .. } | Self::Normal { seed, .. } => seed,
            Self::Zeros | Self::Ones | Self::Constant(_) | Self::Arange { .. } => 0,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "an index below 2^53")]
    fn element(self, index: usize, dtype: DType, random: &mut SplitMix64) -> Number {
        let is_whole = !dtype.is_float() && !matches!(dtype, DType::F64 | DType::C64 | DType::C128);
        let value = match self {
            Self::Zeros => 0.0,
            Self::Ones => 1.0,
            Self::Constant(value) => value,
            Self::Arange { start, step } => step.mul_add(index as f64, start),
            Self::Uniform { low, high, .. } => {
                let value = (high - low).mul_add(random.unit(), low);
                if is_whole { value.floor() } else { value }
            }
            Self::Normal { mean, std, .. } => {
                let value = std.mul_add(random.normal(), mean);
                if is_whole {
                    value.round_ties_even()
                } else {
                    value
                }
            }
        };
        if dtype == DType::Bool && (value == 0.0 || value == 1.0) {
            Number::Bool(value == 1.0)
        } else {
            Number::Float(value)
        }
    }
}

struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Between 0 and 1, without 1.
    #[expect(clippy::cast_precision_loss, reason = "53 bits fit")]
    fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 * 2f64.powi(-53)
    }

    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::array::decode;

    fn values(fill: Fill, dtype: DType, count: usize) -> Vec<Number> {
        let array = fill.make(dtype, &[count]).expect("it fits");
        array
            .bytes
            .chunks_exact(dtype.size_bytes())
            .map(|bytes| decode(dtype, bytes))
            .collect()
    }

    #[test]
    fn the_sequence_is_split_mix_64() {
        // The first outputs for seed 1234567 as published with the algorithm.
        let mut random = SplitMix64(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn ranges_and_constants_are_exact() {
        let range = Fill::Arange {
            start: 2.0,
            step: 0.5,
        };
        let expected = [2.0, 2.5, 3.0].map(Number::Single);
        assert_eq!(values(range, DType::F16, 3), expected);
        assert_eq!(
            values(Fill::Constant(7.0), DType::U64, 2),
            [Number::Int(7), Number::Int(7)]
        );
        assert_eq!(values(Fill::Ones, DType::Bool, 1), [Number::Bool(true)]);
    }

    #[test]
    fn random_numbers_have_the_moments_asked_for() {
        let fill = Fill::Normal {
            mean: 3.0,
            std: 2.0,
            seed: 5,
        };
        let values: Vec<f64> = values(fill, DType::F32, 20_000)
            .iter()
            .map(|value| value.to_f64())
            .collect();
        let mean = values.iter().sum::<f64>() / 20_000.0;
        let variance = values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / 20_000.0;
        assert!((mean - 3.0).abs() < 0.06, "{mean}");
        assert!((variance - 4.0).abs() < 0.2, "{variance}");
    }

    #[test]
    fn uniform_integers_stay_below_the_bound() {
        let fill = Fill::Uniform {
            low: -2.0,
            high: 3.0,
            seed: 1,
        };
        let mut seen: Vec<String> = values(fill, DType::I8, 500)
            .iter()
            .map(ToString::to_string)
            .collect();
        seen.sort();
        seen.dedup();
        assert_eq!(seen, ["-1", "-2", "0", "1", "2"]);
    }

    #[test]
    fn a_shape_beyond_memory_is_an_error() {
        for shape in [vec![usize::MAX, 2], vec![usize::MAX], vec![1 << 55]] {
            let made = Fill::Zeros.make(DType::F32, &shape);
            assert!(matches!(made, Err(Error::TooLarge { .. })), "{shape:?}");
        }
    }
}
