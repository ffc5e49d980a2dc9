//! The input bank: what every candidate is given, the same for all.
//!
//! Two sets of normal numbers from different seeds, and adversarial sets whose rows take turns:
//! zeros, numbers as large as the operation's arithmetic admits, subnormals, magnitudes mixed over
//! many powers of two, and constant rows. Values depend on the set, the operand and the element's
//! position only.

use kernsmith_runtime::DType;

/// One set of inputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum InputSet {
    /// Independent standard normal numbers from a seed.
    Normal(u64),
    /// Rows that are hard, each in its own way, beginning with this kind.
    Adversarial(u8),
}

/// Kinds of hard rows.
const HARD_KINDS: u8 = 5;

impl InputSet {
    /// The sets that verify an operation on arrays of so many rows: every kind of hard row is in
    /// one of them.
    #[must_use]
    pub fn bank(rows: usize) -> Vec<Self> {
        let adversarial = if rows >= usize::from(HARD_KINDS) {
            1
        } else {
            HARD_KINDS
        };
        let mut sets = vec![Self::Normal(1), Self::Normal(2)];
        sets.extend((0..adversarial).map(Self::Adversarial));
        sets
    }

    /// The set for operands that the hard rows are multiplied with: normal numbers.
    #[must_use]
    pub fn mild(self) -> Self {
        match self {
            Self::Normal(seed) => Self::Normal(seed),
            Self::Adversarial(first) => Self::Normal(0x5eed + u64::from(first)),
        }
    }

    /// The set's name in records.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Normal(seed) => format!("normal-{seed}"),
            Self::Adversarial(first) => format!("adversarial-{first}"),
        }
    }

    /// Values for operand number `operand`, of rows of `row_elems` elements.
    #[must_use]
    pub fn values(self, operand: u64, elems: usize, row_elems: usize, range: Range) -> Vec<f64> {
        let seed = match self {
            Self::Normal(seed) => seed,
            Self::Adversarial(first) => 0xbad + u64::from(first),
        };
        let stream = mix(seed ^ mix(operand));
        (0..elems)
            .map(|index| {
                let normal = normal(stream, index as u64);
                match self {
                    Self::Normal(_) => normal,
                    Self::Adversarial(first) => {
                        let row = index / row_elems.max(1) + usize::from(first);
                        hard(row, index, normal, range)
                    }
                }
            })
            .collect()
    }
}

/// Magnitudes that an element type and an operation admit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The largest.
    pub large: f64,
    /// A subnormal number of the type.
    pub subnormal: f64,
}

impl Range {
    /// Where numbers are squared and the squares of a row are summed in float.
    #[must_use]
    pub fn squared(dtype: DType) -> Self {
        Self {
            large: if dtype == DType::F16 { 3e4 } else { 1e15 },
            subnormal: subnormal(dtype),
        }
    }

    /// Where two numbers are multiplied in float.
    #[must_use]
    pub fn multiplied(dtype: DType) -> Self {
        Self {
            large: if dtype == DType::F16 { 3e4 } else { 1e18 },
            subnormal: subnormal(dtype),
        }
    }
}

fn subnormal(dtype: DType) -> f64 {
    if dtype == DType::F16 { 6e-7 } else { 1e-39 }
}

/// An element of a hard row; `normal` is a normal number of its own.
fn hard(row: usize, index: usize, normal: f64, range: Range) -> f64 {
    let sign = normal.signum();
    match row % usize::from(HARD_KINDS) {
        0 => 0.0,
        1 => sign * range.large * (1.0 - (normal.abs() / 16.0).fract()),
        2 => normal * range.subnormal,
        // Exponents from -12 to 11, all in each stretch of 24 elements.
        3 => normal * 2f64.powi((index * 7 % 24) as i32 - 12),
        _ => 1.0,
    }
}

/// A standard normal number by the Box-Muller transform of two hashes.
fn normal(stream: u64, index: u64) -> f64 {
    let bits = mix(stream.wrapping_add(index.wrapping_mul(0x9e37_79b9_7f4a_7c15)));
    let radius = (-2.0 * unit(bits).ln()).sqrt();
    radius * (std::f64::consts::TAU * unit(mix(bits))).cos()
}

/// A number in (0, 1] from 53 bits.
fn unit(bits: u64) -> f64 {
    ((bits >> 11) + 1) as f64 / (1u64 << 53) as f64
}

/// The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
fn mix(mut bits: u64) -> u64 {
    bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_sets_have_the_moments_of_the_normal_distribution() {
        let values = InputSet::Normal(1).values(0, 100_000, 100, Range::squared(DType::F32));
        let mean = values.iter().sum::<f64>() / 1e5;
        let variance = values.iter().map(|value| value * value).sum::<f64>() / 1e5;
        // Three standard errors: 3 / sqrt(n) and 3 * sqrt(2 / n).
        assert!(mean.abs() < 0.0095, "{mean}");
        assert!((variance - 1.0).abs() < 0.0135, "{variance}");
    }

    #[test]
    fn sets_and_operands_differ_and_repeat() {
        let range = Range::squared(DType::F16);
        let draw = |set: InputSet, operand| set.values(operand, 8, 8, range);
        assert_eq!(draw(InputSet::Normal(1), 0), draw(InputSet::Normal(1), 0));
        assert_ne!(draw(InputSet::Normal(1), 0), draw(InputSet::Normal(1), 1));
        assert_ne!(draw(InputSet::Normal(1), 0), draw(InputSet::Normal(2), 0));
    }

    #[test]
    fn hard_rows_are_what_they_say() {
        let range = Range::squared(DType::F16);
        let values = InputSet::Adversarial(0).values(0, 500, 100, range);
        assert!(values[..100].iter().all(|value| *value == 0.0));
        assert!(
            values[100..200]
                .iter()
                .all(|value| value.abs() > 1e4 && value.abs() <= 3e4)
        );
        assert!(
            values[200..300].iter().all(|value| value.abs() < 6.2e-5),
            "subnormal in float16"
        );
        assert!(values[400..].iter().all(|value| *value == 1.0));
    }
}
