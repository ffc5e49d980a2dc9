//! `kernsmith bench`: the operations that settings steer, each verified and then timed.
//!
//! Not a search: what holds is timed, and flags change what holds. A time is that of a call with all that the host
//! does for it, the median of several rounds. Nothing wrong is timed.

mod case;
mod factor;
mod product;
mod projection;
mod scan;
mod total;

use kernsmith_discover::evaluate::stats::median;
use kernsmith_kernels::settings::{
    DotMode, GemmOverrides, IvfOverrides, QrOverrides, SvdOverrides, get_runtime_config, scoped,
    scoped_ivf, scoped_qr, scoped_svd,
};
use kernsmith_runtime::{DeviceKind, Stream};
use serde_json::{Map, Value, json};

use crate::{
    clock, error::Error, exit::Exit, printer::Printer, report::Report, settings::Settings,
};
use case::{Build, Built, Case};

/// Time the operations that settings steer, after verifying them
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith bench
  kernsmith bench --device cuda --side 1024 --json
  kernsmith bench --gemm-double-buffer 1 --qr-dot-mode simple --ivf-tpb 128")]
pub(crate) struct Args {
    /// Where to run
    #[arg(long, value_name = "NAME")]
    device: Option<String>,
    /// What all sizes are multiples of
    #[arg(long, value_name = "N", default_value_t = 64, value_parser = clap::value_parser!(u16).range(8..=4096))]
    side: u16,
    /// One more column in tiles of products
    #[arg(long, value_name = "0|1", value_parser = switch)]
    gemm_pad: Option<bool>,
    /// Tiles of products whose columns are whole simdgroups
    #[arg(long, value_name = "0|1", value_parser = switch)]
    gemm_align_execw: Option<bool>,
    /// Two tiles of each matrix
    #[arg(long, value_name = "0|1", value_parser = switch)]
    gemm_double_buffer: Option<bool>,
    /// Products by the device's library: wherever it makes them, or never
    #[arg(long, value_name = "0|1", value_parser = switch)]
    gemm_library: Option<bool>,
    /// How `Q^T v` is summed: auto, simd or simple
    #[arg(long, value_name = "MODE")]
    qr_dot_mode: Option<DotMode>,
    /// Columns of a launch of leading singular values: 0 for all of them
    #[arg(long, value_name = "N")]
    svd_band: Option<u32>,
    /// Streams that these launches go to
    #[arg(long, value_name = "N")]
    svd_streams: Option<u32>,
    /// Threads of the threadgroups that scan lists
    #[arg(long, value_name = "N")]
    ivf_tpb: Option<u32>,
}

fn switch(text: &str) -> Result<bool, &'static str> {
    match text {
        "0" => Ok(false),
        "1" => Ok(true),
        _ => Err("expected 0 or 1"),
    }
}

/// All cases, each built by its sizes' unit.
const CASES: [(&str, Build); 8] = [
    ("gemm_av", product::av),
    ("gemm_at_b", product::at_b),
    ("project_coeffs", projection::project),
    ("update_vector", projection::update),
    ("exact dot", total::dot),
    ("qr", factor::qr),
    ("topk_svd", factor::topk),
    ("ivf_list_topk_l2", scan::list),
];

/// Rounds that are timed, and how long one is at least.
const ROUNDS: usize = 7;
const ROUND_US: f64 = 10_000.0;
const MOST_CALLS: f64 = 4096.0;

pub(crate) fn run(args: &Args, settings: &Settings, printer: &mut Printer) -> Result<Exit, Error> {
    let device = super::device(args.device.as_deref(), settings)?;
    if device.kind() == DeviceKind::Check {
        return Err(Error::Usage(
            "a device whose times mean something, found `check`",
        ));
    }
    let gemm = GemmOverrides {
        pad: args.gemm_pad,
        align_execw: args.gemm_align_execw,
        double_buffer: args.gemm_double_buffer,
        library: args.gemm_library,
        ..GemmOverrides::default()
    };
    let qr = QrOverrides {
        dot_mode: args.qr_dot_mode,
    };
    let ivf = IvfOverrides { tpb: args.ivf_tpb };
    let stream = device.default_stream()?;
    let mut report = Report::new(printer);
    let side = usize::from(args.side);
    let svd = SvdOverrides {
        band: args.svd_band,
        streams: args.svd_streams,
    };
    let all = || scoped_qr(qr, || scoped(gemm, || bench(&stream, side, &mut report)));
    let exit = scoped_svd(svd, || scoped_ivf(ivf, all))???;
    report.finish();
    Ok(exit)
}

fn bench(stream: &Stream, side: usize, report: &mut Report<'_>) -> Result<Exit, Error> {
    let device = stream.device();
    report.line(format!("{}, side {side}", device.info().model));
    report.line(format!(
        "{:<18}{:<24}{:>9}{:>12}{:>10}  plan",
        "operation", "sizes", "of bound", "us", "Gop/s"
    ));
    let (mut rows, mut exit) = (Vec::new(), Exit::Fine);
    for (name, build) in CASES {
        let row = match build(stream, side)? {
            Built::Ready(case) if case.verified.passes() => timed(name, &case, stream, report)?,
            Built::Ready(case) => {
                exit = Exit::Findings;
                report.line(format!(
                    "{name:<18}{:<24}wrong results, so no times",
                    case.sizes
                ));
                facts(name, &case)
            }
            Built::Missing(why) => {
                report.line(format!("{name:<18}{why}"));
                json!({ "name": name, "missing": why })
            }
        };
        rows.push(row);
    }
    let config = get_runtime_config(device)?;
    let members = config.knobs().iter();
    let members = members.map(|knob| (knob.name.to_owned(), json!(knob.to_string())));
    report.set("device", device.name());
    report.set("model", device.info().model);
    report.set("side", side);
    report.set("settings", members.collect::<Map<String, Value>>());
    report.set("cases", rows);
    Ok(exit)
}

fn timed(
    name: &str,
    case: &Case<'_>,
    stream: &Stream,
    report: &mut Report<'_>,
) -> Result<Value, Error> {
    // The first call compiles.
    clock::each_us(stream, 1, &case.call)?;
    let one = clock::each_us(stream, 1, &case.call)?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped"
    )]
    let calls = (ROUND_US / one.max(1e-3)).ceil().clamp(1.0, MOST_CALLS) as u32;
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        times.push(clock::each_us(stream, calls, &case.call)?);
    }
    let us = median(&times);
    let rate = case.operations / us / 1e3;
    report.line(format!(
        "{name:<18}{:<24}{:>9.3}{us:>12.1}{rate:>10.2}  {}",
        case.sizes,
        case.verified.share(),
        case.plan
    ));
    let mut facts = facts(name, case);
    facts["us"] = json!(us);
    facts["gop_per_s"] = json!(rate);
    Ok(facts)
}

fn facts(name: &str, case: &Case<'_>) -> Value {
    json!({
        "name": name,
        "sizes": case.sizes,
        "plan": case.plan,
        "operations": case.operations,
        "verified": {
            "error": case.verified.error,
            "bound": case.verified.bound,
            "passes": case.verified.passes(),
        },
    })
}
