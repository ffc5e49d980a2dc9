//! `kernsmith run`: launches what a launch file describes.

use std::{path::PathBuf, time::Duration};

use serde_json::json;

use super::whole_file::{self, Kind};
use crate::{
    array::{Extent, Named, Summary, save},
    error::Error,
    exit::Exit,
    launch::{Inline, LaunchFile, Outcome, Ready},
    printer::Printer,
    report::Report,
    settings::Settings,
};

/// Launch a kernel: what a launch file describes, or one of a Metal file's kernels
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith run examples/exp/exp.toml
  kernsmith run examples/exp/exp.toml --device check
  kernsmith run examples/exp/exp.toml --time 20 --json
  kernsmith run examples/whole_file/saxpy.metal --kernel saxpy_float --input x=float32[8]:arange \\
    --input y=float32[8]:ones --output y --input a=float32:2 --grid 8 --threadgroup 8")]
pub(crate) struct Args {
    /// A launch file or a Metal file
    #[arg(value_name = "LAUNCH.toml|FILE.metal")]
    file: PathBuf,
    #[command(flatten)]
    inline: Inline,
    #[command(flatten)]
    options: whole_file::Options,
    /// Where to run: `cpu`, or `check` to look for mistakes
    #[arg(long, value_name = "NAME")]
    device: Option<String>,
    /// Print all elements of the outputs
    #[arg(long)]
    full: bool,
    /// Run it so many times more, compare the results, and print how long it took
    #[arg(long, value_name = "N", num_args = 0..=1, default_missing_value = "10")]
    #[arg(value_parser = clap::value_parser!(u32).range(1..))]
    time: Option<u32>,
    /// Print the text that is compiled
    #[arg(long)]
    verbose: bool,
}

pub(crate) fn run(args: &Args, settings: &Settings, printer: &mut Printer) -> Result<Exit, Error> {
    let device = super::device(args.device.as_deref(), settings)?;
    let file = load(args)?;
    let kernel = Ready::new(&file, &device)?;
    let mut report = Report::new(printer);
    if args.verbose {
        let source = kernel.source()?;
        report.note(&source);
        report.set("source", source);
    }
    kernel.compile(&mut report)?;
    let outcome = kernel.run()?;
    outcome.tell_log(&mut report);
    let extent = if args.full {
        Extent::Full
    } else {
        Extent::Edges
    };
    print_outputs(&file, &outcome, extent, &mut report);
    let mut exit = outcome.tell_findings(&mut report);
    if exit == Exit::Fine {
        save_outputs(&file, &outcome)?;
        if let Some(times) = args.time {
            let (durations, again) = kernel.repeat(times)?;
            let timing = Timing::new(durations, file.bytes());
            exit = timing.tell(again.arrays == outcome.arrays, &mut report);
        }
    }
    report.finish();
    Ok(exit)
}

fn load(args: &Args) -> Result<LaunchFile, Error> {
    match (Kind::of(&args.file)?, &args.inline.kernel) {
        (Kind::Launch, None) => args.options.launch(&args.file),
        (Kind::Launch, Some(_)) => Err(Error::Usage(
            "a launch file, which names its kernel, without `--kernel`",
        )),
        (Kind::Metal, None) => Err(Error::Usage(
            "`--kernel NAME` with the name of one of the file's kernels",
        )),
        (Kind::Metal, Some(kernel)) => {
            whole_file::launch((&args.file, kernel), &args.inline.arrays, &args.options)
        }
    }
}

fn print_outputs(file: &LaunchFile, outcome: &Outcome, extent: Extent, report: &mut Report<'_>) {
    let mut outputs = Vec::new();
    for (output, array) in file.outputs.iter().zip(&outcome.arrays) {
        let summary = Summary::of(array, extent);
        report.line(summary.render(&output.name));
        let mut value = json!(summary);
        value["name"] = json!(output.name);
        value["file"] = json!(output.save);
        outputs.push(value);
    }
    report.set("outputs", outputs);
}

fn save_outputs(file: &LaunchFile, outcome: &Outcome) -> Result<(), Error> {
    let outputs = file.outputs.iter().zip(&outcome.arrays);
    let named: Vec<Named<'_>> = outputs
        .filter_map(|(output, array)| {
            let path = output.save.clone()?;
            Some(Named {
                name: &output.name,
                array,
                path,
            })
        })
        .collect();
    save(&named).map_err(|(path, source)| Error::Save { path, source })
}

/// How long the runs of a kernel took.
struct Timing {
    runs: usize,
    median: Duration,
    fastest: Duration,
    bytes: usize,
}

impl Timing {
    fn new(mut durations: Vec<Duration>, bytes: usize) -> Self {
        durations.sort_unstable();
        let at = |index: usize| durations.get(index).copied().unwrap_or_default();
        Self {
            runs: durations.len(),
            median: at(durations.len() / 2),
            fastest: at(0),
            bytes,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a rate, not a count")]
    fn gb_per_s(&self) -> f64 {
        self.bytes as f64 / self.median.as_secs_f64().max(1e-9) / 1e9
    }

    /// Reports the times; results that differ from the first run's are a finding.
    fn tell(&self, results_agree: bool, report: &mut Report<'_>) -> Exit {
        let micros = |duration: Duration| duration.as_secs_f64() * 1e6;
        report.line(format!(
            "time: median {:.1} us, fastest {:.1} us of {} runs; {:.2} GB/s of inputs and outputs",
            micros(self.median),
            micros(self.fastest),
            self.runs,
            self.gb_per_s(),
        ));
        report.set(
            "time",
            json!({
                "runs": self.runs,
                "median_us": micros(self.median),
                "fastest_us": micros(self.fastest),
                "bytes": self.bytes,
                "gb_per_s": self.gb_per_s(),
                "results_agree": results_agree,
            }),
        );
        if results_agree {
            return Exit::Fine;
        }
        report.note("error: the timed runs left other results than the first run");
        Exit::Findings
    }
}
