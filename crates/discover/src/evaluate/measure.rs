//! Timing two kernels against each other: adjacent pairs, in random order, until the ratio is known.
//!
//! ```text
//! warm both up, and see how long a launch takes
//! launches = as many as fill a sample
//! repeat
//!     sample both, in an order drawn for this pair
//!     ratio = reference / candidate
//! until the interval of the median ratio is tight, or hopeless, or the pairs are used up
//! ```
//!
//! Pairs, because a machine's mood changes from moment to moment and a ratio of neighbors does not
//! see it. Random order, because the second of two runs finds other caches than the first.

use rand_chacha::{ChaCha8Rng, rand_core::Rng};
use serde::{Deserialize, Serialize};

use super::stats::{Interval, median, median_interval, quantile};
use crate::strategy::generator;

/// How much to measure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sampling {
    /// Pairs before the first look at the interval.
    pub min_pairs: u32,
    /// Pairs at most.
    pub max_pairs: u32,
    /// A sample is repeated until it takes so long.
    pub sample_us: f64,
    /// Launches of a sample at most.
    pub max_launches: u32,
    /// Enough, when the interval is so narrow in relation to the median.
    pub relative_width: f64,
    /// Hopeless, when the interval's upper end is below this.
    pub hopeless: f64,
    /// Confidence of the interval.
    pub confidence: f64,
}

impl Sampling {
    /// For a first look at a candidate.
    #[must_use]
    pub fn screening() -> Self {
        Self {
            min_pairs: 9,
            max_pairs: 33,
            sample_us: 200.0,
            max_launches: 256,
            relative_width: 0.03,
            hopeless: 0.8,
            confidence: 0.95,
        }
    }

    /// For candidates that may be the best.
    #[must_use]
    pub fn finals() -> Self {
        Self {
            min_pairs: 25,
            max_pairs: 101,
            sample_us: 400.0,
            max_launches: 512,
            relative_width: 0.01,
            hopeless: 0.0,
            confidence: 0.99,
        }
    }
}

/// One of two kernels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The one that the ratio's numerator is of.
    Reference,
    /// The other.
    Candidate,
}

/// Two kernels that can be run.
pub trait Bench {
    /// Why a run failed.
    type Error;

    /// Launches a kernel so many times and gives the time of one launch, in microseconds.
    ///
    /// # Errors
    /// If a launch fails.
    fn sample(&mut self, side: Side, launches: u32) -> Result<f64, Self::Error>;
}

/// Two kernels' times.
#[derive(Clone, Debug, PartialEq)]
pub struct Paired {
    /// Times of the reference, in microseconds, one for each pair.
    pub reference_us: Vec<f64>,
    /// Times of the candidate.
    pub candidate_us: Vec<f64>,
    /// The ratio reference over candidate.
    pub speedup: Interval,
    /// Launches of a sample.
    pub launches: u32,
}

impl Paired {
    /// The candidate's median time and the shares 0.1 and 0.9.
    #[must_use]
    pub fn candidate_summary(&self) -> [f64; 3] {
        summary(&self.candidate_us)
    }

    /// The reference's.
    #[must_use]
    pub fn reference_summary(&self) -> [f64; 3] {
        summary(&self.reference_us)
    }
}

fn summary(times: &[f64]) -> [f64; 3] {
    [median(times), quantile(times, 0.1), quantile(times, 0.9)]
}

/// Times two kernels; the seed decides the order within the pairs.
///
/// # Errors
/// If a launch fails.
pub fn paired_by_seed<B: Bench>(
    bench: &mut B,
    sampling: &Sampling,
    seed: u64,
) -> Result<Paired, B::Error> {
    paired(bench, sampling, &mut generator(seed, 0))
}

/// Times two kernels.
///
/// # Errors
/// If a launch fails.
pub fn paired<B: Bench>(
    bench: &mut B,
    sampling: &Sampling,
    generator: &mut ChaCha8Rng,
) -> Result<Paired, B::Error> {
    // Two of each: the first launch compiles, allocates and faults pages in.
    let mut longest = 0.0f64;
    for turn in 0..2 {
        for side in [Side::Reference, Side::Candidate] {
            let time = bench.sample(side, 1)?;
            longest = if turn == 0 { 0.0 } else { longest.max(time) };
        }
    }
    let launches = launches(longest, sampling);
    let (mut reference_us, mut candidate_us, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    loop {
        let first = generator.next_u32() & 1 == 0;
        let order = if first {
            [Side::Reference, Side::Candidate]
        } else {
            [Side::Candidate, Side::Reference]
        };
        for side in order {
            let time = bench.sample(side, launches)?.max(MIN_TIME_US);
            match side {
                Side::Reference => reference_us.push(time),
                Side::Candidate => candidate_us.push(time),
            }
        }
        ratios.push(reference_us[ratios.len()] / candidate_us[ratios.len()]);
        if let Some(speedup) = settled(&ratios, sampling) {
            return Ok(Paired {
                reference_us,
                candidate_us,
                speedup,
                launches,
            });
        }
    }
}

/// A clock that stands still would give ratios that are no numbers.
const MIN_TIME_US: f64 = 1e-3;

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped"
)]
fn launches(launch_us: f64, sampling: &Sampling) -> u32 {
    let launches = (sampling.sample_us / launch_us.max(MIN_TIME_US)).ceil();
    launches.clamp(1.0, f64::from(sampling.max_launches)) as u32
}

/// The interval, once it needs no further pairs.
fn settled(ratios: &[f64], sampling: &Sampling) -> Option<Interval> {
    let pairs = u32::try_from(ratios.len()).unwrap_or(u32::MAX);
    let last = pairs >= sampling.max_pairs;
    // A look after every fourth pair: each look is a chance to stop on luck.
    if !last && (pairs < sampling.min_pairs || !(pairs - sampling.min_pairs).is_multiple_of(4)) {
        return None;
    }
    let Some(interval) = median_interval(ratios, sampling.confidence) else {
        // Too few pairs were asked for: nothing is known but the extremes.
        return last.then(|| Interval {
            low: 0.0,
            median: median(ratios),
            high: f64::MAX,
        });
    };
    let enough = interval.relative_width() <= sampling.relative_width;
    (last || enough || interval.high < sampling.hopeless).then_some(interval)
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    /// Two kernels on a machine whose speed drifts, with a spike now and then.
    struct Machine {
        true_us: [f64; 2],
        noise: ChaCha8Rng,
        now: f64,
        samples: u32,
    }

    impl Machine {
        fn new(reference: f64, candidate: f64, seed: u64) -> Self {
            Self {
                true_us: [reference, candidate],
                noise: generator(seed, 3),
                now: 0.0,
                samples: 0,
            }
        }
    }

    impl Bench for Machine {
        type Error = Infallible;

        fn sample(&mut self, side: Side, _launches: u32) -> Result<f64, Infallible> {
            self.samples += 1;
            self.now += 1.0;
            let drift = 1.0 + 0.5 * (self.now / 40.0).sin();
            let noise = f64::from(self.noise.next_u32()) / f64::from(u32::MAX);
            let spike = if self.noise.next_u32().is_multiple_of(16) {
                4.0
            } else {
                1.0
            };
            let base = self.true_us[usize::from(side == Side::Candidate)];
            Ok(base * drift * spike * (1.0 + 0.04 * noise))
        }
    }

    fn measure(machine: &mut Machine, sampling: &Sampling, seed: u64) -> Paired {
        paired(machine, sampling, &mut generator(seed, 4)).expect("the machine never fails")
    }

    #[test]
    fn a_ratio_is_found_under_drift_and_spikes() {
        let mut machine = Machine::new(100.0, 80.0, 1);
        let found = measure(&mut machine, &Sampling::finals(), 1);
        assert!(
            found.speedup.low <= 1.25 && 1.25 <= found.speedup.high,
            "{:?}",
            found.speedup
        );
        assert!(
            (found.speedup.median - 1.25).abs() < 0.03,
            "{:?}",
            found.speedup
        );
    }

    #[test]
    fn two_equal_kernels_are_a_tie_nearly_always() {
        let ties = (0..200)
            .filter(|seed| {
                let mut machine = Machine::new(50.0, 50.0, *seed);
                measure(&mut machine, &Sampling::finals(), *seed)
                    .speedup
                    .admits(1.0, 0.01)
            })
            .count();
        assert!(ties >= 196, "{ties} of 200 at 99 % and a margin");
    }

    #[test]
    fn sampling_stops_early_where_the_answer_is_clear() {
        let screening = Sampling::screening();
        let mut slow = Machine::new(100.0, 300.0, 2);
        let found = measure(&mut slow, &screening, 2);
        assert_eq!(found.reference_us.len(), 9, "hopeless after the first look");
        let mut same = Machine::new(100.0, 100.0, 2);
        let found = measure(&mut same, &screening, 2);
        assert!(found.reference_us.len() <= 33);
    }

    #[test]
    fn short_kernels_are_launched_several_times_a_sample() {
        let screening = Sampling::screening();
        assert_eq!(launches(10.0, &screening), 20);
        assert_eq!(launches(1e6, &screening), 1);
        assert_eq!(launches(0.0, &screening), 256);
    }
}
