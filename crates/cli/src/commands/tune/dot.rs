//! From how many rows on simdgroups share the sums of `Q^T v`.

use kernsmith_discover::evaluate::stats::Interval;
use kernsmith_kernels::settings::DotMode;
use kernsmith_linalg::{
    Executor, Policy,
    projection::{ProjectionOptions, project_coeffs},
};
use kernsmith_runtime::{Device, Stream, Tensor};
use serde_json::{Map, Value, json};

use super::calls::compare;
use crate::{error::Error, report::Report, sample};

const COLUMNS: usize = 64;
const ROWS: [usize; 8] = [32, 64, 128, 256, 512, 1024, 2048, 4096];

/// What was measured, and what follows.
pub(super) struct Found {
    mode: String,
    seen: Vec<Seen>,
}

struct Seen {
    rows: usize,
    /// Of `simd` over `simple`.
    speedup: Interval,
}

impl Found {
    /// Into a device's entry.
    pub(super) fn write(&self, entry: &mut Map<String, Value>) -> Value {
        entry.insert("qr_dot_mode".to_owned(), json!(self.mode));
        let rows = self.seen.iter().map(|seen| {
            let Interval { low, median, high } = seen.speedup;
            json!({ "rows": seen.rows, "speedup": median, "speedup_interval": [low, high] })
        });
        json!({ "columns": COLUMNS, "simd_over_simple": rows.collect::<Vec<_>>() })
    }
}

/// Times both modes for more and more rows.
pub(super) fn sweep(
    device: &Device,
    most_rows: usize,
    seed: u64,
    report: &mut Report<'_>,
) -> Result<Found, Error> {
    let stream = device.default_stream()?;
    let mut seen = Vec::new();
    for rows in ROWS
        .into_iter()
        .filter(|rows| *rows <= most_rows.max(ROWS[0]))
    {
        let (q, qs) = sample::array(device, &[rows, COLUMNS], 1)?;
        let (v, vs) = sample::array(device, &[rows], 2)?;
        let call = |mode| project(&stream, &q, &v, mode);
        for mode in [DotMode::Simple, DotMode::Simd] {
            verify(&call(mode)?, &qs, &vs)?;
        }
        let way = |mode| move || call(mode).map(drop);
        let (simple, simd) = (way(DotMode::Simple), way(DotMode::Simd));
        let speedup = compare(&stream, [&simple, &simd], seed)?.speedup;
        report.line(format!(
            "Q^T v of {rows}x{COLUMNS}: `simd` {:.2} to {:.2} times as fast as `simple`",
            speedup.low, speedup.high
        ));
        seen.push(Seen { rows, speedup });
    }
    let mode = mode(&seen);
    report.line(format!("Q^T v: {mode}"));
    Ok(Found { mode, seen })
}

/// From the rows on from which it was never slower.
fn mode(seen: &[Seen]) -> String {
    let slower = seen.iter().rposition(|seen| seen.speedup.median < 1.0);
    match seen.get(slower.map_or(0, |at| at + 1)) {
        Some(Seen { rows, .. }) => format!("simd_threshold_{rows}"),
        None => DotMode::Simple.to_string(),
    }
}

fn project(stream: &Stream, q: &Tensor, v: &Tensor, mode: DotMode) -> Result<Tensor, Error> {
    let options = ProjectionOptions {
        mode: Some(mode),
        policy: Policy {
            executor: Executor::Kernels,
            ..Policy::default()
        },
        ..ProjectionOptions::default()
    };
    Ok(project_coeffs(stream, q, v, &options)?)
}

/// Each sum is at most `rows u` of its absolute terms off, `u` = 2^-24.
fn verify(found: &Tensor, q: &[f32], v: &[f32]) -> Result<(), Error> {
    for (column, found) in found.to_vec::<f32>()?.into_iter().enumerate() {
        let terms = v.iter().enumerate();
        let terms = terms.map(|(row, v)| f64::from(q[row * COLUMNS + column]) * f64::from(*v));
        let (sum, size) = terms.fold((0.0, 0.0), |(sum, size), term| {
            (sum + term, size + term.abs())
        });
        let bound = v.len() as f64 * f64::from(f32::EPSILON) / 2.0 * size;
        if (f64::from(found) - sum).abs() > bound {
            let what = format!("`Q^T v` of {} rows, column {column}", v.len());
            return Err(Error::WrongResult(what));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_threshold_is_where_it_stays_faster() {
        let of = |speedups: &[f64]| {
            let seen = speedups.iter().zip(ROWS).map(|(median, rows)| Seen {
                rows,
                speedup: Interval {
                    low: 0.0,
                    median: *median,
                    high: 9.0,
                },
            });
            mode(&seen.collect::<Vec<_>>())
        };
        assert_eq!(of(&[1.1, 1.2]), "simd_threshold_32");
        assert_eq!(of(&[0.5, 1.2, 0.9, 1.3, 1.4]), "simd_threshold_256");
        assert_eq!(of(&[1.5, 0.9]), "simple");
    }
}
