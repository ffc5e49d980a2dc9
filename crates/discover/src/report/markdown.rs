//! `report.md`.

use std::{collections::BTreeMap, fmt::Write as _};

use serde_json::Value;

use super::{Summary, Verdict};
use crate::{
    evaluate::stats::Interval,
    record::{History, Meta, Metrics, schema::CandidateRecord, schema::Shape},
};

type Row<'a> = (&'a CandidateRecord, &'a Metrics);

/// The whole report.
pub(super) fn report(meta: &Meta, history: &History, summary: &Summary) -> String {
    let mut ranked: Vec<Row<'_>> = history.measured().collect();
    ranked.sort_by(|a, b| {
        let median = |row: &Row<'_>| row.1.speedup_vs_ref.median;
        median(b)
            .total_cmp(&median(a))
            .then_with(|| a.0.candidate_id.cmp(&b.0.candidate_id))
    });
    let parts = [
        header(meta, summary),
        verdict(meta, summary),
        shapes(summary),
        finals(history, meta),
        top(&ranked),
        per_shape(meta, &ranked),
        frontier(&ranked),
        knobs(&ranked),
        failures(history),
        method(meta),
        reproduce(meta),
    ];
    parts.join("\n")
}

fn header(meta: &Meta, summary: &Summary) -> String {
    let runtime = &meta.runtime;
    let attributes: Vec<String> = meta
        .attributes
        .iter()
        .map(|(name, value)| format!("{name} = {value:e}"))
        .collect();
    let rows = [
        ("Started", meta.created_at.clone()),
        (
            "Device",
            format!(
                "{} ({}, {}, {} threads, {})",
                runtime.device,
                runtime.device_name,
                runtime.device_arch,
                runtime.threads,
                runtime.os
            ),
        ),
        ("kernsmith", runtime.kernsmith_version.clone()),
        ("Seed", meta.seed.to_string()),
        (
            "Budget",
            format!(
                "{} of {} configurations, {}",
                meta.budget, meta.space_size, meta.strategy
            ),
        ),
        ("Element type", meta.dtype.clone()),
        ("Shape suite", meta.shape_suite.clone()),
        (
            "Attributes",
            if attributes.is_empty() {
                "none".to_owned()
            } else {
                attributes.join(", ")
            },
        ),
        (
            "Candidates evaluated",
            (summary.benchmarked + summary.failed).to_string(),
        ),
        ("Benchmarked", summary.benchmarked.to_string()),
        ("Failed", summary.failed.to_string()),
    ];
    let mut text = format!("# {}\n\n", meta.op_name);
    for (name, value) in rows {
        writeln!(text, "- {name}: {value}").expect(STRING);
    }
    text
}

/// Why writing to a string cannot fail.
const STRING: &str = "a string takes all that is written to it";

fn verdict(meta: &Meta, summary: &Summary) -> String {
    let mut text = "## Result\n\n".to_owned();
    let margin = format!("{:.1} %", summary.margin * 100.0);
    let line = match (summary.verdict, &summary.winner) {
        (Verdict::Unfinished, _) => format!(
            "Unfinished: {} of {} candidates evaluated. Nothing is claimed before the finals.",
            summary.benchmarked + summary.failed,
            meta.budget
        ),
        (Verdict::Faster, Some(winner)) => format!(
            "`{}` is {} times as fast as the reference variant (geometric mean over the shapes), \
             beyond the margin of {margin}: {}.",
            winner.candidate_id,
            interval(&winner.speedup),
            words(&winner.knobs)
        ),
        (Verdict::Tie, Some(winner)) => format!(
            "Tie: no candidate is faster than the reference variant `{}` beyond the margin of \
             {margin}; it stays.",
            winner.candidate_id
        ),
        (_, None) => "Nothing was measured.".to_owned(),
    };
    text.push_str(&line);
    text.push('\n');
    if !summary.tied_with.is_empty() {
        let others: Vec<String> = summary
            .tied_with
            .iter()
            .map(|id| format!("`{id}`"))
            .collect();
        writeln!(text, "\nNot to be told from it: {}.", others.join(", ")).expect(STRING);
    }
    text
}

fn shapes(summary: &Summary) -> String {
    let rows = summary.shapes.iter().map(|shape| {
        vec![
            sizes(&shape.shape),
            format!("{:.1}", shape.winner_us),
            format!("{:.1}", shape.reference_us),
            interval(&shape.speedup),
            format!("{:.2}", shape.gbps),
            format!("{:.2}", shape.copy_gbps),
            format!("{:.0} %", shape.share_of_copy * 100.0),
            format!("`{}`", shape.pinned_id),
        ]
    });
    let columns = [
        "Shape",
        "Winner (us)",
        "Reference (us)",
        "Speed-up",
        "GB/s",
        "Copy GB/s",
        "Of copy",
        "Pinned",
    ];
    format!("## Winner by shape\n\n{}", table(&columns, rows))
}

fn finals(history: &History, meta: &Meta) -> String {
    let rows = history.finals.iter().map(|((left, right), timings)| {
        let speedups = timings.iter().map(|timing| &timing.speedup_vs_ref);
        let overall = Interval::geometric_mean(speedups);
        let mut row = vec![
            format!("`{right}`"),
            format!("`{left}`"),
            interval(&overall),
        ];
        row.extend(
            timings
                .iter()
                .map(|timing| interval(&timing.speedup_vs_ref)),
        );
        row
    });
    let mut columns = vec![
        "Candidate".to_owned(),
        "Against".to_owned(),
        "Overall".to_owned(),
    ];
    columns.extend(meta.shapes.iter().map(sizes));
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    format!("## Finals\n\n{}", table(&columns, rows))
}

fn top(ranked: &[Row<'_>]) -> String {
    let rows = ranked
        .iter()
        .take(10)
        .enumerate()
        .map(|(rank, (candidate, metrics))| {
            vec![
                (rank + 1).to_string(),
                format!("`{}`", candidate.candidate_id),
                interval(&metrics.speedup_vs_ref),
                number(metrics.correctness_max_abs_err),
                format!("{:.2}", metrics.correctness_max_ulps),
                words(&candidate.knobs()),
            ]
        });
    let columns = [
        "Rank",
        "Candidate",
        "Speed-up",
        "Max abs err",
        "Max ulps",
        "Knobs",
    ];
    format!(
        "## Top 10 by speed-up, first look\n\nGeometric mean over the shapes.\n\n{}",
        table(&columns, rows)
    )
}

fn per_shape(meta: &Meta, ranked: &[Row<'_>]) -> String {
    let mut text = "## Fastest by shape, first look\n".to_owned();
    for (shape, name) in meta.shapes.iter().map(sizes).enumerate() {
        let mut rows: Vec<&Row<'_>> = ranked.iter().collect();
        rows.sort_by(|a, b| {
            let speedup = |row: &Row<'_>| row.1.per_shape[shape].timing.speedup_vs_ref.median;
            speedup(b)
                .total_cmp(&speedup(a))
                .then_with(|| a.0.candidate_id.cmp(&b.0.candidate_id))
        });
        let rows = rows.into_iter().take(5).map(|(candidate, metrics)| {
            let found = &metrics.per_shape[shape];
            vec![
                format!("`{}`", candidate.candidate_id),
                format!("{:.1}", found.timing.latency_us),
                format!("{:.1} to {:.1}", found.timing.p10_us, found.timing.p90_us),
                interval(&found.timing.speedup_vs_ref),
                format!("{:.2}", found.gbps_est),
                found.timing.pairs.to_string(),
            ]
        });
        let columns = [
            "Candidate",
            "Median (us)",
            "p10 to p90 (us)",
            "Speed-up",
            "GB/s",
            "Pairs",
        ];
        write!(text, "\n### {name}\n\n{}", table(&columns, rows)).expect(STRING);
    }
    text
}

/// Candidates that no other one beats in time and error both: those left when each has to be
/// strictly more exact than all faster ones.
fn frontier(ranked: &[Row<'_>]) -> String {
    let mut least = f64::INFINITY;
    let rows = ranked.iter().filter(|(_, metrics)| {
        let better = metrics.correctness_max_ulps < least;
        least = least.min(metrics.correctness_max_ulps);
        better
    });
    let rows = rows.map(|(candidate, metrics)| {
        vec![
            format!("`{}`", candidate.candidate_id),
            interval(&metrics.speedup_vs_ref),
            format!("{:.3}", metrics.correctness_max_ulps),
            number(metrics.correctness_max_abs_err),
            number(metrics.correctness_max_rel_err),
        ]
    });
    let columns = [
        "Candidate",
        "Speed-up",
        "Max ulps",
        "Max abs err",
        "Max rel err",
    ];
    format!(
        "## Pareto frontier, speed-up against error\n\n{}",
        table(&columns, rows.collect::<Vec<_>>())
    )
}

/// For each value of each knob the geometric mean of the speed-ups of the candidates that have it.
fn knobs(ranked: &[Row<'_>]) -> String {
    let mut groups: BTreeMap<(String, i64, String), Vec<Interval>> = BTreeMap::new();
    for (candidate, metrics) in ranked {
        for (name, value) in candidate.knobs() {
            let order = value
                .as_i64()
                .unwrap_or_else(|| i64::from(value == Value::Bool(true)));
            let group = groups.entry((name, order, value.to_string())).or_default();
            group.push(metrics.speedup_vs_ref);
        }
    }
    let rows = groups.into_iter().map(|((name, _, value), speedups)| {
        let mean = Interval::geometric_mean(&speedups).median;
        let best = speedups
            .iter()
            .map(|speedup| speedup.median)
            .fold(0.0, f64::max);
        vec![
            name,
            value,
            speedups.len().to_string(),
            format!("{mean:.3}"),
            format!("{best:.3}"),
        ]
    });
    let columns = [
        "Knob",
        "Value",
        "Candidates",
        "Mean speed-up",
        "Best speed-up",
    ];
    format!("## Knobs\n\n{}", table(&columns, rows))
}

fn failures(history: &History) -> String {
    let mut kinds: BTreeMap<&str, Vec<(&CandidateRecord, &str)>> = BTreeMap::new();
    for (candidate, failure) in history.failed() {
        kinds
            .entry(failure.kind.name())
            .or_default()
            .push((candidate, &failure.reason));
    }
    let rows = kinds.into_iter().map(|(kind, failed)| {
        let (candidate, reason) = failed[0];
        let reason: String = reason
            .lines()
            .next()
            .unwrap_or("")
            .chars()
            .take(160)
            .collect();
        vec![
            kind.to_owned(),
            failed.len().to_string(),
            format!("`{}`", candidate.candidate_id),
            reason.replace('|', "\\|"),
        ]
    });
    let columns = ["Kind", "Candidates", "First", "Its reason"];
    format!("## Failures\n\n{}", table(&columns, rows))
}

fn method(meta: &Meta) -> String {
    format!(
        "## Method\n\n\
         - Speed-ups are relative to {}, launched through the same path, and are medians over \
         adjacent pairs in random order; in brackets the interval at {:.0} % (first look) or \
         {:.0} % (finals) from order statistics. Over several shapes: geometric means of estimates \
         and of ends.\n\
         - Every candidate is verified element by element against a double-precision reference on \
         all shapes, on normal and adversarial inputs, into poisoned outputs, and run on the checking \
         device on small shapes, before it is timed.\n\
         - Margin: what the reference variant gains or loses against itself in the finals, and 1 % \
         at least.\n\
         - GB/s: bytes that any implementation moves over the median time. Copy: as many bytes, half \
         read and half written, by a plain copy in the same run.\n",
        meta.timing_reference,
        meta.screening.confidence * 100.0,
        meta.finals.confidence * 100.0
    )
}

fn reproduce(meta: &Meta) -> String {
    format!(
        "## To reproduce\n\n```sh\nkernsmith discover run --op {} --budget {} --seed {} --dtype {} \
         --shapes {} --device {} --out DIR\n```\n\nThe same seed visits the same candidates in the \
         same order. This file follows from `run_meta.json` and `run.ndjson`:\n\n```sh\nkernsmith \
         discover report --run DIR\n```\n",
        meta.op_name,
        meta.budget_requested,
        meta.seed,
        meta.dtype,
        meta.shape_suite,
        meta.runtime.device
    )
}

/// A table; of no rows a line that says so.
fn table(columns: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = columns.iter().map(ToString::to_string).collect();
    let rule: Vec<String> = columns.iter().map(|_| "---".to_owned()).collect();
    let mut text = line(&head) + &line(&rule);
    let before = text.len();
    for row in rows {
        text.push_str(&line(&row));
    }
    if text.len() == before {
        "None.\n".to_owned()
    } else {
        text
    }
}

fn interval(interval: &Interval) -> String {
    format!(
        "{:.3} [{:.3}, {:.3}]",
        interval.median, interval.low, interval.high
    )
}

fn number(number: f64) -> String {
    format!("{number:.3e}")
}

fn sizes(shape: &Shape) -> String {
    words(
        &shape
            .iter()
            .map(|(name, size)| (name.clone(), (*size).into()))
            .collect(),
    )
}

fn words(values: &BTreeMap<String, Value>) -> String {
    let all: Vec<String> = values
        .iter()
        .map(|(name, value)| format!("{name} {value}"))
        .collect();
    all.join(", ")
}
