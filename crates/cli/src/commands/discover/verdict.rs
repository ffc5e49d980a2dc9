//! What a search says, in a few lines. The whole of it is in the report.

use std::path::Path;

use kernsmith_discover::{ShapeSummary, Standing, Summary, Verdict, report};

use crate::report::Report;

/// Reports the winner beside the reference.
pub(super) fn tell(summary: &Summary, folder: &Path, report: &mut Report<'_>) {
    report.line(format!(
        "{} {} on suite {}: {} of {} variants measured, {} failed",
        summary.op_name,
        summary.dtype,
        summary.shape_suite,
        summary.benchmarked,
        summary.budget,
        summary.failed,
    ));
    report.line(verdict(summary));
    if !summary.tied_with.is_empty() {
        report.line(format!(
            "  cannot be told from the winner: {}",
            summary.tied_with.join(", ")
        ));
    }
    for shape in &summary.shapes {
        report.line(on_shape(shape));
    }
    if let (Some(gbps), Some(share)) = (summary.gbps(), summary.share_of_copy()) {
        report.line(format!(
            "over all shapes {gbps:.2} GB/s, {:.0} % of a copy of as many bytes",
            100.0 * share
        ));
    }
    let file = folder.join(report::REPORT);
    report.line(format!("report: {}", file.display()));
    report.set("summary", summary);
    report.set("report", file);
}

fn verdict(summary: &Summary) -> String {
    let Some(winner) = &summary.winner else {
        return "nothing is measured yet".to_owned();
    };
    let margin = 100.0 * summary.margin;
    match summary.verdict {
        Verdict::Faster => format!(
            "winner: {}, {} the reference's speed\n  {}",
            winner.func_name,
            speedup(winner),
            knobs(winner),
        ),
        Verdict::Tie => format!(
            "a tie: no variant is faster than the reference by more than {margin:.1} %, which stays\n  {}",
            knobs(winner),
        ),
        Verdict::Unfinished => format!(
            "unfinished; ahead so far: {}, {} the reference's speed",
            winner.func_name,
            speedup(winner),
        ),
    }
}

fn speedup(standing: &Standing) -> String {
    let interval = standing.speedup;
    format!(
        "{:.3} ({:.3} to {:.3}) times",
        interval.median, interval.low, interval.high
    )
}

fn knobs(standing: &Standing) -> String {
    let knobs: Vec<String> = standing
        .knobs
        .iter()
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    knobs.join(" ")
}

fn on_shape(shape: &ShapeSummary) -> String {
    let sizes: Vec<String> = shape
        .shape
        .iter()
        .map(|(name, size)| format!("{name}={size}"))
        .collect();
    format!(
        "  {}: {:.1} us, reference {:.1} us, {:.2} GB/s, {:.0} % of a copy",
        sizes.join(" "),
        shape.winner_us,
        shape.reference_us,
        shape.gbps,
        100.0 * shape.share_of_copy,
    )
}
