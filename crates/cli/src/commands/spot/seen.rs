//! What was measured of two forms, and what can be said of it.

use kernsmith_discover::evaluate::{measure::Paired, stats::Interval};
use serde_json::{Value, json};

/// Forms whose ratio may be this near to 1 are told as alike: less is the noise of a busy machine.
const ALIKE: f64 = 0.03;

/// A kernel that moves its bytes at this share of a copy's speed is told as bound by memory.
const BOUND: f64 = 0.7;

/// The head of the table, after names of so many characters.
pub(super) fn head(width: usize) -> String {
    let [slow, fast, ratio] = ["slow", "fast", "slow/fast"];
    format!(
        "{:width$}  {slow:>12}  {fast:>12}  {ratio:>9}  99 % interval",
        ""
    )
}

/// What was measured.
pub(super) struct Seen {
    /// Median, and the shares 0.1 and 0.9, in microseconds: of the slow form, of the fast one.
    times_us: [[f64; 3]; 2],
    /// Slow over fast.
    speedup: Interval,
    /// 10^9 bytes read and written a second.
    gb_per_s: [f64; 2],
    copy_gb_per_s: f64,
    pairs: usize,
    launches: u32,
}

impl Seen {
    pub(super) fn new(paired: &Paired, bytes: [u64; 2], copy_gb_per_s: f64) -> Self {
        let times_us = [paired.reference_summary(), paired.candidate_summary()];
        #[expect(clippy::cast_precision_loss, reason = "a rate, not a count")]
        let rate = |form: usize| bytes[form] as f64 / times_us[form][0] / 1e3;
        Self {
            times_us,
            speedup: paired.speedup,
            gb_per_s: [rate(0), rate(1)],
            copy_gb_per_s,
            pairs: paired.candidate_us.len(),
            launches: paired.launches,
        }
    }

    /// Its row of the table.
    pub(super) fn row(&self) -> String {
        let [slow, fast] = self.times_us.map(|[median, ..]| format!("{median:.1} us"));
        let Interval { low, median, high } = self.speedup;
        format!("{slow:>12}  {fast:>12}  {median:>9.2}  {low:.2} to {high:.2}")
    }

    /// What was seen.
    pub(super) fn sentence(&self) -> String {
        format!("{}; {}", self.outcome(), self.limit())
    }

    fn outcome(&self) -> String {
        let Interval { low, median, high } = self.speedup;
        if low > 1.0 + ALIKE {
            format!("the fast form is {median:.2} times as fast here")
        } else if high < 1.0 / (1.0 + ALIKE) {
            format!(
                "the lesson does not hold here, the fast form takes {:.2} times as long",
                1.0 / median
            )
        } else if low >= 1.0 / (1.0 + ALIKE) && high <= 1.0 + ALIKE {
            "both forms take the same time here".to_owned()
        } else {
            format!(
                "not decided after {} pairs, the ratio lies between {low:.2} and {high:.2}",
                self.pairs
            )
        }
    }

    /// How near the fast form is to what memory can do.
    fn limit(&self) -> String {
        let share = self.gb_per_s[1] / self.copy_gb_per_s;
        let percent = 100.0 * share;
        if share >= BOUND {
            format!(
                "it moves its bytes at {percent:.0} % of a copy's speed, so memory is what it waits for"
            )
        } else {
            format!(
                "it moves its bytes at {percent:.0} % of a copy's speed, so memory is not what it waits for"
            )
        }
    }

    pub(super) fn to_json(&self) -> Value {
        let form = |form: usize| {
            let [median_us, p10_us, p90_us] = self.times_us[form];
            let gb_per_s = self.gb_per_s[form];
            json!({ "median_us": median_us, "p10_us": p10_us, "p90_us": p90_us, "gb_per_s": gb_per_s })
        };
        json!({
            "slow": form(0),
            "fast": form(1),
            "speedup": self.speedup,
            "confidence": 0.99,
            "pairs": self.pairs,
            "launches_per_sample": self.launches,
            "copy_gb_per_s": self.copy_gb_per_s,
            "sentence": self.sentence(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(low: f64, median: f64, high: f64, fast_gb_per_s: f64) -> String {
        let speedup = Interval { low, median, high };
        let seen = Seen {
            times_us: [[1.0; 3]; 2],
            speedup,
            gb_per_s: [1.0, fast_gb_per_s],
            copy_gb_per_s: 10.0,
            pairs: 25,
            launches: 1,
        };
        seen.sentence()
    }

    #[test]
    fn the_sentence_follows_from_the_interval() {
        let cases = [
            ([1.9, 2.0, 2.1], "the fast form is 2.00 times as fast here"),
            (
                [0.4, 0.5, 0.6],
                "the lesson does not hold here, the fast form takes 2.00 times as long",
            ),
            ([0.99, 1.0, 1.02], "both forms take the same time here"),
            (
                [0.9, 1.2, 1.4],
                "not decided after 25 pairs, the ratio lies between 0.90 and 1.40",
            ),
        ];
        for ([low, median, high], expected) in cases {
            let found = seen(low, median, high, 8.0);
            assert_eq!(found.split(';').next(), Some(expected));
            assert!(found.ends_with("80 % of a copy's speed, so memory is what it waits for"));
        }
        let far = seen(1.0, 1.0, 1.0, 2.0);
        assert!(far.ends_with("20 % of a copy's speed, so memory is not what it waits for"));
    }
}
