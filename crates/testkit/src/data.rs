//! Numbers for inputs, the same for the same seed on every machine.

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// How an array is filled.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fill {
    /// `start, start + step, ...`.
    Arange {
        /// First.
        start: f64,
        /// Difference.
        step: f64,
    },
    /// One value.
    Constant(f64),
    /// Standard normal values.
    Normal {
        /// Of the generator.
        seed: u64,
    },
    /// Evenly distributed values.
    Uniform {
        /// From.
        low: f64,
        /// To.
        high: f64,
        /// Of the generator.
        seed: u64,
    },
    /// Evenly distributed whole numbers, both ends included.
    Integers {
        /// From.
        low: i64,
        /// To.
        high: i64,
        /// Of the generator.
        seed: u64,
    },
}

impl Fill {
    /// So many values.
    #[must_use]
    pub fn values(self, count: usize) -> Vec<f64> {
        match self {
            Self::Arange { start, step } => (0..count).map(|at| start + step * at as f64).collect(),
            Self::Constant(value) => vec![value; count],
            Self::Normal { seed } => {
                let mut random = ChaCha8Rng::seed_from_u64(seed);
                (0..count).map(|_| normal(&mut random)).collect()
            }
            Self::Uniform { low, high, seed } => {
                let mut random = ChaCha8Rng::seed_from_u64(seed);
                let mut next = || low + (high - low) * random.random::<f64>();
                (0..count).map(|_| next()).collect()
            }
            Self::Integers { low, high, seed } => {
                let mut random = ChaCha8Rng::seed_from_u64(seed);
                let mut next = || random.random_range(low..=high) as f64;
                (0..count).map(|_| next()).collect()
            }
        }
    }
}

/// A standard normal value, by Box and Muller's method.
fn normal(random: &mut ChaCha8Rng) -> f64 {
    // In (0, 1], so that the logarithm is finite.
    let radius = (-2.0 * (1.0 - random.random::<f64>()).ln()).sqrt();
    radius * (std::f64::consts::TAU * random.random::<f64>()).cos()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normal_values_are_standard() {
        let values = Fill::Normal { seed: 1 }.values(20_000);
        let mean = values.iter().sum::<f64>() / 20_000.0;
        let variance = values.iter().map(|x| (x - mean).powi(2)).sum::<f64>() / 20_000.0;
        assert!(
            mean.abs() < 0.03 && (variance - 1.0).abs() < 0.05,
            "{mean} {variance}"
        );
    }

    #[test]
    fn integers_reach_both_ends() {
        let fill = Fill::Integers {
            low: -1,
            high: 1,
            seed: 3,
        };
        let values = fill.values(100);
        for value in [-1.0, 0.0, 1.0] {
            assert!(values.contains(&value));
        }
        assert_eq!(values, fill.values(100));
    }
}
