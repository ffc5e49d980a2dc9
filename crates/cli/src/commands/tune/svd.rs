//! Columns of a launch, and streams that launches go to, of leading singular values.

use kernsmith_discover::evaluate::stats::Interval;
use kernsmith_kernels::settings::{SvdOverrides, scoped_svd, svd_config};
use kernsmith_linalg::{
    Executor, Policy,
    svd::{TopkOptions, TopkSvd, topk_svd},
};
use kernsmith_runtime::{Device, Stream, Tensor};
use serde_json::{Map, Value, json};

use super::calls::compare;
use crate::{error::Error, report::Report, sample};

/// Columns of a launch, 0 for all of them, and streams.
const SCHEDULES: [[u32; 2]; 6] = [[0, 1], [32, 1], [16, 1], [32, 2], [16, 2], [8, 4]];
/// Values, whose basis has 40 columns.
const VALUES: usize = 32;
const TURNS: usize = 3;

/// What was measured of each schedule, and the one that was faster than what held before.
pub(super) struct Found {
    side: usize,
    best: Option<[u32; 2]>,
    seen: Vec<([u32; 2], Interval)>,
}

impl Found {
    /// Into a device's entry.
    pub(super) fn write(&self, entry: &mut Map<String, Value>) -> Value {
        if let Some([band, streams]) = self.best {
            entry.insert("svd_band".to_owned(), json!(band));
            entry.insert("svd_streams".to_owned(), json!(streams));
        }
        let seen = self.seen.iter().map(|([band, streams], speedup)| {
            let Interval { low, median, high } = speedup;
            json!({
                "band": band,
                "streams": streams,
                "speedup": median,
                "speedup_interval": [low, high],
            })
        });
        json!({
            "side": self.side,
            "values": self.side.min(VALUES),
            "turns": TURNS,
            "over_what_held_before": seen.collect::<Vec<_>>(),
            "kept": self.best.is_none(),
        })
    }
}

/// A matrix and the call whose time counts.
struct Matrix {
    stream: Stream,
    a: Tensor,
}

impl Matrix {
    fn leading(&self, [band, streams]: [u32; 2]) -> Result<TopkSvd, Error> {
        let options = TopkOptions {
            iterations: TURNS,
            tolerance: 0.0,
            policy: Policy {
                executor: Executor::Kernels,
                ..Policy::default()
            },
            ..TopkOptions::default()
        };
        let asked = SvdOverrides {
            band: Some(band),
            streams: Some(streams),
        };
        let values = self.a.shape()[1].min(VALUES);
        let call = || topk_svd(&self.stream, &self.a, values, &options);
        Ok(scoped_svd(asked, call)??)
    }

    fn bits(&self, schedule: [u32; 2]) -> Result<[Vec<u8>; 3], Error> {
        let found = self.leading(schedule)?;
        Ok([
            found.u.to_bytes()?,
            found.s.to_bytes()?,
            found.vt.to_bytes()?,
        ])
    }

    /// How much faster the second schedule is.
    fn beside(&self, [now, candidate]: [[u32; 2]; 2], seed: u64) -> Result<Interval, Error> {
        let (now, candidate) = (
            || self.leading(now).map(drop),
            || self.leading(candidate).map(drop),
        );
        Ok(compare(&self.stream, [&now, &candidate], seed)?.speedup)
    }
}

/// Times all schedules beside what holds now.
pub(super) fn sweep(
    device: &Device,
    side: usize,
    seed: u64,
    report: &mut Report<'_>,
) -> Result<Found, Error> {
    let matrix = Matrix {
        stream: device.default_stream()?,
        a: sample::array(device, &[side, side], 3)?.0,
    };
    let settings = svd_config(device)?;
    let now = [settings.band.value, settings.streams.value];
    report.line(format!(
        "topk_svd of {side}x{side}: {} and {} now",
        columns(now[0]),
        streams(now[1])
    ));
    let right = matrix.bits(now)?;
    let mut seen = Vec::new();
    for schedule in SCHEDULES.into_iter().filter(|schedule| *schedule != now) {
        if matrix.bits(schedule)? != right {
            let what = format!("topk_svd by {}", words(schedule));
            return Err(Error::WrongResult(what));
        }
        let speedup = matrix.beside([now, schedule], seed)?;
        report.line(format!(
            "topk_svd by {}: {:.2} to {:.2} times as fast",
            words(schedule),
            speedup.low,
            speedup.high
        ));
        seen.push((schedule, speedup));
    }
    let best = best(&seen);
    report.line(match best {
        Some(best) => format!("topk_svd: {}", words(best)),
        None => "topk_svd: nothing was faster".to_owned(),
    });
    Ok(Found { side, best, seen })
}

/// The one that is faster by most, if one surely is.
fn best(seen: &[([u32; 2], Interval)]) -> Option<[u32; 2]> {
    let faster = seen.iter().filter(|(_, speedup)| speedup.low > 1.0);
    let best = faster.max_by(|a, b| a.1.low.total_cmp(&b.1.low));
    best.map(|(schedule, _)| *schedule)
}

fn words([band, count]: [u32; 2]) -> String {
    format!("{} and {}", columns(band), streams(count))
}

fn columns(band: u32) -> String {
    match band {
        0 => "all columns".to_owned(),
        band => format!("{band} columns"),
    }
}

fn streams(count: u32) -> String {
    match count {
        1 => "1 stream".to_owned(),
        count => format!("{count} streams"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_is_surely_faster() {
        let of = |lows: &[f64]| {
            let seen = lows.iter().zip(SCHEDULES).map(|(low, schedule)| {
                let interval = Interval {
                    low: *low,
                    median: 2.0,
                    high: 3.0,
                };
                (schedule, interval)
            });
            best(&seen.collect::<Vec<_>>())
        };
        assert_eq!(of(&[0.9, 1.1, 1.2, 1.05]), Some([16, 1]));
        assert_eq!(of(&[0.9, 1.0]), None);
    }
}
