//! Threads of the threadgroups that scan inverted lists.

use kernsmith_discover::evaluate::stats::Interval;
use kernsmith_kernels::settings::ivf_config;
use kernsmith_runtime::{Device, Stream, Tensor};
use kernsmith_search::ivf::{ListTopk, ivf_list_topk_l2_batch};
use serde_json::{Map, Value, json};

use super::calls::compare;
use crate::{error::Error, report::Report, sample};

const THREADS: [u32; 6] = [32, 64, 128, 256, 512, 1024];
const DIMS: usize = 64;
const QUERIES: usize = 8;
/// Neighbors; the rule of the neighbors gives each another number of threads.
const NEIGHBORS: [usize; 2] = [10, 100];

/// What was measured of each number of threads, and the one that was faster for all neighbors.
pub(super) struct Found {
    rows: usize,
    best: Option<u32>,
    seen: Vec<(u32, [Interval; 2])>,
}

impl Found {
    /// Into a device's entry.
    pub(super) fn write(&self, entry: &mut Map<String, Value>) -> Value {
        if let Some(best) = self.best {
            entry.insert("ivf_tpb".to_owned(), json!(best));
        }
        let seen = self.seen.iter().map(|(threads, speedups)| {
            let of = speedups.map(|Interval { low, median, high }| {
                json!({ "speedup": median, "speedup_interval": [low, high] })
            });
            json!({ "tpb": threads, "by_neighbors": of })
        });
        json!({
            "rows": self.rows,
            "dimensions": DIMS,
            "queries": QUERIES,
            "neighbors": NEIGHBORS,
            "over_what_held_before": seen.collect::<Vec<_>>(),
            "kept": self.best.is_none(),
        })
    }
}

struct List {
    stream: Stream,
    queries: Tensor,
    vectors: Tensor,
    ids: Tensor,
}

impl List {
    fn scan(&self, k: usize, tpb: Option<u32>) -> Result<[Vec<u8>; 2], Error> {
        let (distances, ids) = self.call(k, tpb)?;
        Ok([distances.to_bytes()?, ids.to_bytes()?])
    }

    fn call(&self, k: usize, tpb: Option<u32>) -> Result<(Tensor, Tensor), Error> {
        let list = ListTopk {
            vectors: &self.vectors,
            ids: &self.ids,
            k,
            tpb,
        };
        Ok(ivf_list_topk_l2_batch(&self.stream, &self.queries, &list)?)
    }
}

/// Times all numbers of threads beside what holds now, for few neighbors and for many.
pub(super) fn sweep(
    device: &Device,
    rows: usize,
    seed: u64,
    report: &mut Report<'_>,
) -> Result<Found, Error> {
    let ids: Vec<i64> = (0i64..).take(rows).collect();
    let list = List {
        stream: device.default_stream()?,
        queries: sample::array(device, &[QUERIES, DIMS], 1)?.0,
        vectors: sample::array(device, &[rows, DIMS], 2)?.0,
        ids: Tensor::from_slice(device, &ids, [rows])?,
    };
    let now = NEIGHBORS.map(|k| Ok::<_, Error>(ivf_config(device, k)?.tpb.value));
    let [few, many] = now;
    let now = [few?, many?];
    report.line(format!(
        "scan of {rows}x{DIMS}: {} and {} threads now, for {} and {} neighbors",
        now[0], now[1], NEIGHBORS[0], NEIGHBORS[1]
    ));
    let mut seen = Vec::new();
    for threads in THREADS {
        let speedups = [0, 1].map(|at| beside(&list, NEIGHBORS[at], [now[at], threads], seed));
        let [few, many] = speedups;
        seen.push((threads, [few?, many?]));
    }
    let best = best(&seen);
    report.line(match best {
        Some(best) => format!("scan: {best} threads"),
        None => "scan: nothing was faster for all neighbors".to_owned(),
    });
    Ok(Found { rows, best, seen })
}

/// How much faster the second number of threads is; both find the same.
fn beside(list: &List, k: usize, threads: [u32; 2], seed: u64) -> Result<Interval, Error> {
    let [now, candidate] = threads;
    if list.scan(k, Some(now))? != list.scan(k, Some(candidate))? {
        let what = format!("a scan for {k} neighbors by {candidate} threads");
        return Err(Error::WrongResult(what));
    }
    let way = |threads| move || list.call(k, Some(threads)).map(drop);
    let (now, candidate) = (way(now), way(candidate));
    Ok(compare(&list.stream, [&now, &candidate], seed)?.speedup)
}

/// The one that is surely faster for all neighbors, and by most where it gains least.
fn best(seen: &[(u32, [Interval; 2])]) -> Option<u32> {
    let least = |speedups: &[Interval; 2]| speedups[0].low.min(speedups[1].low);
    let all = seen
        .iter()
        .map(|(threads, speedups)| (*threads, least(speedups)));
    let faster = all.filter(|(_, least)| *least > 1.0);
    let best = faster.max_by(|a, b| a.1.total_cmp(&b.1));
    best.map(|(threads, _)| threads)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_is_surely_faster_for_all_neighbors() {
        let interval = |low| Interval {
            low,
            median: 2.0,
            high: 3.0,
        };
        let of = |lows: &[[f64; 2]]| {
            let seen = lows.iter().zip(THREADS);
            best(
                &seen
                    .map(|(lows, threads)| (threads, lows.map(interval)))
                    .collect::<Vec<_>>(),
            )
        };
        assert_eq!(of(&[[1.5, 0.9], [1.1, 1.2], [1.3, 1.2]]), Some(128));
        assert_eq!(of(&[[1.5, 0.9], [0.8, 2.0]]), None);
    }
}
