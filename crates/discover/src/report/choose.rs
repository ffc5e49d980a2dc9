//! Who goes to the finals, who leads, and what may be claimed.

use std::cmp::Ordering;

use super::{ShapeSummary, Standing, Summary, Verdict};
use crate::{
    evaluate::stats::Interval,
    record::{History, Meta, Metrics, Timing, schema::CandidateRecord},
};

/// Speed-ups up to this much above 1 are never claimed, however quiet the machine is.
const LEAST_MARGIN: f64 = 0.01;

/// Steps of the candidates that are measured again: the reference variant, the best overall that
/// may be the best, and the best on each shape.
pub(crate) fn finalists(meta: &Meta, history: &History) -> Vec<usize> {
    if history.reference_id().is_none() {
        return Vec::new();
    }
    let mut ranked: Vec<(&CandidateRecord, &Metrics)> = history.measured().collect();
    let mut chosen = vec![0];
    let mut choose = |step: usize| {
        if !chosen.contains(&step) && chosen.len() <= meta.finalists {
            chosen.push(step);
        }
    };
    ranked.sort_by(|a, b| by_low(a, b, |metrics| metrics.speedup_vs_ref));
    let best = ranked[0].1.speedup_vs_ref.low;
    let overall = meta.finalists.div_ceil(2);
    for (candidate, metrics) in ranked.iter().take(overall) {
        if metrics.speedup_vs_ref.high >= best {
            choose(candidate.step);
        }
    }
    for shape in 0..meta.shapes.len() {
        let on_shape = |metrics: &Metrics| metrics.per_shape[shape].timing.speedup_vs_ref;
        ranked.sort_by(|a, b| by_low(a, b, on_shape));
        choose(ranked[0].0.step);
    }
    chosen
}

/// Highest lower end first; of equals the one with the smaller id.
fn by_low(
    a: &(&CandidateRecord, &Metrics),
    b: &(&CandidateRecord, &Metrics),
    speedup: impl Fn(&Metrics) -> Interval,
) -> Ordering {
    let low = |each: &(&CandidateRecord, &Metrics)| speedup(each.1).low;
    low(b)
        .total_cmp(&low(a))
        .then_with(|| a.0.candidate_id.cmp(&b.0.candidate_id))
}

/// The id of the finalist with the highest lower end, once all of them were measured.
pub(crate) fn leader<'a>(history: &'a History, reference: &str) -> Option<&'a str> {
    against(history, reference)
        .max_by(|a, b| a.1.low.total_cmp(&b.1.low).then_with(|| b.0.cmp(a.0)))
        .map(|(id, _)| id)
}

/// Finalists with their speed-ups against one of them.
fn against<'a>(history: &'a History, left: &str) -> impl Iterator<Item = (&'a str, Interval)> {
    let of = history
        .finals
        .iter()
        .filter(move |((each, _), _)| each == left);
    of.map(|((_, right), timings)| (right.as_str(), overall(timings)))
        .collect::<Vec<_>>()
        .into_iter()
}

fn overall(timings: &[Timing]) -> Interval {
    Interval::geometric_mean(timings.iter().map(|timing| &timing.speedup_vs_ref))
}

/// How far the reference variant seems to be from itself, and 1 % at least.
fn margin(history: &History, reference: &str) -> f64 {
    let itself = history
        .finals
        .get(&(reference.to_owned(), reference.to_owned()));
    itself
        .into_iter()
        .flatten()
        .map(|timing| timing.speedup_vs_ref)
        .map(|interval| (interval.high - 1.0).max(1.0 / interval.low - 1.0))
        .fold(LEAST_MARGIN, f64::max)
}

pub(super) fn summary(meta: &Meta, history: &History) -> Summary {
    let mut summary = Summary {
        op_name: meta.op_name.clone(),
        dtype: meta.dtype.clone(),
        shape_suite: meta.shape_suite.clone(),
        verdict: Verdict::Unfinished,
        budget: meta.budget,
        benchmarked: history.measured().count(),
        failed: history.failed().count(),
        margin: LEAST_MARGIN,
        winner: None,
        reference: None,
        tied_with: Vec::new(),
        shapes: Vec::new(),
    };
    let Some(reference) = history.reference_id() else {
        return summary;
    };
    if history.finished {
        conclude(&mut summary, meta, history, reference);
    } else {
        let screened = |metrics: &Metrics| metrics.speedup_vs_ref;
        let best = history.measured().min_by(|a, b| by_low(a, b, screened));
        summary.winner = best.map(|(candidate, metrics)| standing(candidate, screened(metrics)));
        summary.reference = history
            .measured()
            .find(|(candidate, _)| candidate.candidate_id == reference)
            .map(|(candidate, metrics)| standing(candidate, screened(metrics)));
    }
    summary
}

fn conclude(summary: &mut Summary, meta: &Meta, history: &History, reference: &str) {
    let margin = margin(history, reference);
    let standings: Vec<Standing> = against(history, reference)
        .filter_map(|(id, speedup)| Some(standing(find(history, id)?, speedup)))
        .collect();
    let of = |id: &str| {
        standings
            .iter()
            .find(|each| each.candidate_id == id)
            .cloned()
    };
    let leader = leader(history, reference).and_then(of);
    let faster = leader
        .filter(|leader| leader.candidate_id != reference && leader.speedup.low > 1.0 + margin);
    summary.margin = margin;
    summary.reference = of(reference);
    summary.verdict = if faster.is_some() {
        Verdict::Faster
    } else {
        Verdict::Tie
    };
    summary.winner = faster.or_else(|| of(reference));
    let Some(winner) = &summary.winner else {
        return;
    };
    summary.tied_with = tied(history, &winner.candidate_id, reference, margin);
    summary.shapes = (0..meta.shapes.len())
        .filter_map(|shape| shape_summary(meta, history, (reference, &winner.candidate_id), shape))
        .collect();
}

/// Finalists that may be as fast as the winner: duels have the winner on their right side, but for
/// those with the reference variant, which has every finalist on its right.
fn tied(history: &History, winner: &str, reference: &str, margin: f64) -> Vec<String> {
    let pairs = history
        .finals
        .iter()
        .filter(|((left, right), _)| left != right);
    pairs
        .filter_map(|((left, right), timings)| {
            let other = if right == winner {
                left
            } else if left == winner && winner == reference {
                right
            } else {
                return None;
            };
            overall(timings).admits(1.0, margin).then(|| other.clone())
        })
        .collect()
}

fn shape_summary(
    meta: &Meta,
    history: &History,
    (reference, winner): (&str, &str),
    shape: usize,
) -> Option<ShapeSummary> {
    let margin = margin(history, reference);
    let timing = |id: &str| {
        history
            .finals
            .get(&(reference.to_owned(), id.to_owned()))?
            .get(shape)
    };
    let won = timing(winner)?;
    let finalists = history
        .finals
        .iter()
        .filter(|((left, _), _)| left == reference);
    let best = finalists
        .filter_map(|((_, right), timings)| Some((right.as_str(), timings.get(shape)?)))
        .filter(|(_, timing)| timing.speedup_vs_ref.low > 1.0 + margin)
        .max_by(|a, b| {
            a.1.speedup_vs_ref
                .low
                .total_cmp(&b.1.speedup_vs_ref.low)
                .then_with(|| b.0.cmp(a.0))
        });
    let (pinned, pinned_timing) = match best {
        Some(best) => best,
        None => (reference, timing(reference)?),
    };
    let gbps = gbps(meta.bytes_moved[shape], won.latency_us);
    let copy_gbps = history.copy_gbps.as_ref()?.get(shape).copied()?;
    Some(ShapeSummary {
        shape: meta.shapes[shape].clone(),
        winner_us: won.latency_us,
        reference_us: won.reference_latency_us,
        speedup: won.speedup_vs_ref,
        gbps,
        copy_gbps,
        share_of_copy: gbps / copy_gbps,
        pinned_id: pinned.to_owned(),
        pinned_speedup: pinned_timing.speedup_vs_ref,
        pinned_us: pinned_timing.latency_us,
    })
}

/// Bytes over microseconds, in 10^9 a second.
pub(crate) fn gbps(bytes: u64, time_us: f64) -> f64 {
    bytes as f64 / time_us / 1e3
}

/// The record of a candidate.
pub(super) fn find<'a>(history: &'a History, id: &str) -> Option<&'a CandidateRecord> {
    history
        .measured()
        .map(|(candidate, _)| candidate)
        .find(|each| each.candidate_id == id)
}

fn standing(candidate: &CandidateRecord, speedup: Interval) -> Standing {
    Standing {
        candidate_id: candidate.candidate_id.clone(),
        func_name: candidate.func_name.clone(),
        knobs: candidate.knobs(),
        speedup,
    }
}
