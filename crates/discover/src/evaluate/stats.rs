//! Medians, and intervals for them that assume nothing about the distribution.

use serde::{Deserialize, Serialize};

/// A value with the interval that holds the true one at the stated confidence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// The estimate.
    pub median: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// Width over the estimate.
    #[must_use]
    pub fn relative_width(&self) -> f64 {
        (self.high - self.low) / self.median
    }

    /// Whether the true value may be `value`, give or take `margin` of it.
    #[must_use]
    pub fn admits(&self, value: f64, margin: f64) -> bool {
        self.low <= value * (1.0 + margin) && self.high >= value / (1.0 + margin)
    }

    /// Geometric means of the ends and of the estimates; 1 of nothing. Conservative: the ends of
    /// several intervals are taken as if all were missed at once.
    #[must_use]
    pub fn geometric_mean<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut logs = [0.0; 3];
        let mut count = 0.0;
        for part in parts {
            for (log, value) in logs.iter_mut().zip([part.low, part.median, part.high]) {
                *log += value.ln();
            }
            count += 1.0;
        }
        let [low, median, high] = logs.map(|log| (log / f64::max(count, 1.0)).exp());
        Self { low, median, high }
    }
}

/// The median; of an even number the mean of the middle two. 0 of nothing.
#[must_use]
pub fn median(values: &[f64]) -> f64 {
    let sorted = sort(values);
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[n / 2],
        n => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
    }
}

/// The value at a share of the sorted values, rounded down to one that occurs. 0 of nothing.
#[must_use]
pub fn quantile(values: &[f64], share: f64) -> f64 {
    let sorted = sort(values);
    let last = sorted.len().saturating_sub(1);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of an index"
    )]
    let index = (share.clamp(0.0, 1.0) * last as f64) as usize;
    sorted.get(index).copied().unwrap_or(0.0)
}

/// The median with the interval between two order statistics (the sign test's).
///
/// Each value is above the true median with probability one half, so the number of those below it
/// is binomial, whatever the distribution. `None` if there are too few values for the confidence:
/// 6 for 95 %, 8 for 99 %.
#[must_use]
pub fn median_interval(values: &[f64], confidence: f64) -> Option<Interval> {
    let n = values.len();
    let half = (1.0 - confidence) / 2.0;
    // The largest k such that fewer than k values below the median are as rare as `half`.
    let mut probability = 0.5f64.powi(i32::try_from(n).ok()?);
    let mut below = probability;
    let mut rank = 0;
    while rank < n / 2 && below <= half {
        rank += 1;
        probability *= (n + 1 - rank) as f64 / rank as f64;
        below += probability;
    }
    if rank == 0 {
        return None;
    }
    let sorted = sort(values);
    Some(Interval {
        low: sorted[rank - 1],
        median: median(values),
        high: sorted[n - rank],
    })
}

fn sort(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

#[cfg(test)]
mod tests {
    use rand_chacha::rand_core::Rng;

    use super::*;
    use crate::strategy::generator;

    #[test]
    fn intervals_are_those_of_the_sign_test() {
        // Ranks from tables of the binomial distribution (for example Conover 1999, table A3).
        let cases = [
            (5, 0.95, 0),
            (6, 0.95, 1),
            (10, 0.95, 2),
            (20, 0.95, 6),
            (8, 0.99, 1),
        ];
        for (n, confidence, rank) in cases {
            let values: Vec<f64> = (1..=n).map(f64::from).collect();
            let interval = median_interval(&values, confidence);
            let low = interval.map_or(0.0, |interval| interval.low);
            assert_eq!(low, f64::from(rank), "{n} values at {confidence}");
            if let Some(interval) = interval {
                assert_eq!(interval.high, f64::from(n + 1 - rank));
            }
        }
    }

    #[test]
    fn intervals_cover_the_median_as_often_as_they_say() {
        let mut generator = generator(1, 9);
        let mut covered = 0;
        for _ in 0..2000 {
            // Squares of uniform numbers are far from normal; their median is 1/4.
            let draw = |_| (f64::from(generator.next_u32()) / f64::from(u32::MAX)).powi(2);
            let values: Vec<f64> = (0..25).map(draw).collect();
            let interval = median_interval(&values, 0.95).expect("25 values are enough");
            covered += u32::from(interval.low <= 0.25 && 0.25 <= interval.high);
        }
        // The sign test at n = 25 covers 95.7 %; three standard errors of 2000 draws are 1.4 %.
        assert!((1886..=1942).contains(&covered), "{covered} of 2000");
    }

    #[test]
    fn medians_and_quantiles_of_short_lists() {
        assert_eq!(median(&[3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(quantile(&[5.0, 1.0, 4.0, 2.0, 3.0], 0.5), 3.0);
        assert_eq!((median(&[]), quantile(&[], 0.9)), (0.0, 0.0));
    }
}
