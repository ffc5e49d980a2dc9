//! `kernsmith discover`: searches for the fastest variant of an operation.

mod interrupt;
mod progress;
mod verdict;

use std::{path::PathBuf, sync::atomic::Ordering};

use clap::Subcommand;
use kernsmith_discover::{Request, Session, Verdict, report};
use kernsmith_kernels::ops;
use kernsmith_runtime::DType;

use crate::{error::Error, exit::Exit, printer::Printer, report::Report, settings::Settings};
use progress::Progress;

/// Search for the fastest variant of an operation
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Run(RunArgs),
    Report(ReportArgs),
}

/// Verify and measure the variants of an operation on this machine
///
/// Each variant is compared with a float64 reference on several inputs before it is timed. All that
/// happens is on record in the folder, so a run that was cut off goes on with `--resume`. Ctrl-C stops
/// after the variant in work, and writes the report of what is known; once more, at once.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith discover run --op rmsnorm_residual --out runs/first
  kernsmith discover run --op swiglu --dtype float32 --budget 20 --seed 7 --out runs/swiglu
  kernsmith discover run --op swiglu --dtype float32 --budget 20 --seed 7 --out runs/swiglu --resume")]
struct RunArgs {
    /// The operation
    #[arg(long, value_name = "NAME")]
    op: String,
    /// The folder for the run's files
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Variants to visit; all of them unless given
    #[arg(long, value_name = "N")]
    budget: Option<usize>,
    /// Seed of the order of the visit
    #[arg(long, default_value_t = 0, value_name = "N")]
    seed: u64,
    /// Element type; the operation's first unless given
    #[arg(long, value_name = "TYPE", value_parser = dtype)]
    dtype: Option<DType>,
    /// Suite of shapes; the operation's first unless given
    #[arg(long, value_name = "SUITE")]
    shapes: Option<String>,
    /// Where to run
    #[arg(long, value_name = "NAME")]
    device: Option<String>,
    /// Go on with the run in the folder
    #[arg(long)]
    resume: bool,
}

/// Write the report of a run again, from its records
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  kernsmith discover report --run runs/first")]
struct ReportArgs {
    /// The run's folder
    #[arg(long, value_name = "DIR")]
    run: PathBuf,
}

fn dtype(name: &str) -> Result<DType, String> {
    name.parse()
        .map_err(|error: kernsmith_msl::dtype::UnknownDType| error.to_string())
}

pub(crate) fn run(args: &Args, settings: &Settings, printer: &mut Printer) -> Result<Exit, Error> {
    match &args.action {
        Action::Run(args) => search(args, settings, printer),
        Action::Report(args) => rebuild(args, printer),
    }
}

fn search(args: &RunArgs, settings: &Settings, printer: &mut Printer) -> Result<Exit, Error> {
    let device = crate::commands::device(args.device.as_deref(), settings)?;
    let mut request = Request::new(ops::find(&args.op)?, device, &args.out);
    request.dtype = args.dtype;
    request.suite.clone_from(&args.shapes);
    request.budget = args.budget;
    request.seed = args.seed;
    request.resume = args.resume;
    let mut session = Session::open(&request)?;
    let cancel = interrupt::flag()?;
    let mut progress = Progress::new(printer.is_watched());
    let summary = session.run(&mut progress, &cancel)?;
    drop(progress);
    let mut report = Report::new(printer);
    verdict::tell(&summary, &args.out, &mut report);
    let stopped = summary.verdict == Verdict::Unfinished && cancel.load(Ordering::Relaxed);
    if stopped {
        report.line("stopped; the same command with `--resume` goes on");
    }
    report.finish();
    Ok(if stopped { Exit::Findings } else { Exit::Fine })
}

fn rebuild(args: &ReportArgs, printer: &mut Printer) -> Result<Exit, Error> {
    let summary = report::rebuild(&args.run)?;
    let mut report = Report::new(printer);
    verdict::tell(&summary, &args.run, &mut report);
    report.finish();
    Ok(Exit::Fine)
}
