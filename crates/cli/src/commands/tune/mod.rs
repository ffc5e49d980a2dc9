//! `kernsmith tune`: what is fastest on a device, into its tuning file.
//!
//! Tiles of products and who makes them, kernels or the device's library; from how many rows on simdgroups share the
//! sums of `Q^T v`; bands and streams of leading singular values; threads of scans. Each candidate is compared with
//! what the settings give now: results first, which have to be the same bits or within their bound, then times, in
//! pairs. What wins by the lower end of its interval goes into the file, with the figures that it was chosen by;
//! otherwise what holds now does. The rest of the file stays as it was.

mod calls;
mod dot;
mod file;
mod gemm;
mod rates;
mod scan;
mod svd;
mod winners;

use std::path::PathBuf;

use clap::ValueEnum;
use kernsmith_kernels::settings::SCHEMA;
use kernsmith_runtime::{Device, DeviceKind};
use serde_json::json;

use crate::{
    error::Error, exit::Exit, printer::Printer, replace::replace, report::Report,
    settings::Settings,
};

/// Find the fastest settings of a device, and write them into its tuning file
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith tune --out tuning.json
  kernsmith tune --out tuning.json --only qr --only ivf
  KERNSMITH_TUNING=tuning.json kernsmith tune --device cuda --side 4096")]
pub(crate) struct Args {
    /// Where to run
    #[arg(long, value_name = "NAME")]
    device: Option<String>,
    /// The tuning file; the one that KERNSMITH_TUNING names without it
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// What to tune; all of it without
    #[arg(long, value_name = "FAMILY", value_enum)]
    only: Vec<Family>,
    /// Rows, columns and steps of the products that are timed, a sixteenth of the rows of projections and lists; 256 on
    /// a processor and 2048 on a GPU without it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=16_384))]
    side: Option<u16>,
    /// Print the JSON Schema of tuning files, and do nothing else
    #[arg(long)]
    schema: bool,
    /// Which order the pairs are timed in
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
}

/// What can be tuned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Family {
    /// Tiles of products, and who makes them: kernels or the device's library
    Gemm,
    /// From how many rows on simdgroups share sums of `Q^T v`
    Qr,
    /// Columns of a launch and streams of leading singular values
    Svd,
    /// Threads of scans of inverted lists
    Ivf,
}

/// Rows of projections and of lists, for each row of products.
const ROWS: usize = 16;

impl Family {
    fn tune(
        self,
        device: &Device,
        (side, seed): (usize, u64),
        tuning: &mut file::TuningFile,
        report: &mut Report<'_>,
    ) -> Result<(), Error> {
        match self {
            Self::Gemm => {
                report.line(format!(
                    "products of {side}x{side} float32 on {}, each beside what holds now",
                    device.info().model
                ));
                let found = gemm::sweep(device, side, seed, report)?;
                tuning.set(device, "gemm", |entry| found.write(entry));
                report.line("products of several shapes, by kernels and by the device's library");
                let found = winners::sweep(device, side, seed, report)?;
                tuning.set(device, "gemm_winners", |entry| found.write(entry));
                let found = rates::measure(device, side, report)?;
                tuning.set(device, "rates", |entry| found.write(entry));
            }
            Self::Qr => {
                let found = dot::sweep(device, ROWS * side, seed, report)?;
                tuning.set(device, "qr_dot_mode", |entry| found.write(entry));
            }
            Self::Svd => {
                let found = svd::sweep(device, side, seed, report)?;
                tuning.set(device, "svd_band", |entry| found.write(entry));
            }
            Self::Ivf => {
                let found = scan::sweep(device, ROWS * side, seed, report)?;
                tuning.set(device, "ivf_tpb", |entry| found.write(entry));
            }
        }
        Ok(())
    }
}

pub(crate) fn run(args: &Args, settings: &Settings, printer: &mut Printer) -> Result<Exit, Error> {
    if args.schema {
        printer.line(SCHEMA.trim_end());
        let schema: serde_json::Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
        printer.json(&schema);
        return Ok(Exit::Fine);
    }
    let path = (args.out.as_ref()).or(settings.tuning.as_ref());
    let path = path.ok_or(Error::Usage(
        "the tuning file by `--out` or `KERNSMITH_TUNING`, found neither",
    ))?;
    let device = super::device(args.device.as_deref(), settings)?;
    if device.kind() == DeviceKind::Check {
        return Err(Error::Usage(
            "a device whose times mean something, found `check`",
        ));
    }
    // What is wrong with the file is said before anything is timed.
    let mut tuning = file::TuningFile::read(path)?;
    let side = args.side.map_or_else(|| default_side(&device), usize::from);
    let mut report = Report::new(printer);
    report.set("device", device.name());
    report.set("side", side);
    let families: &[Family] = match &args.only[..] {
        [] => Family::value_variants(),
        only => only,
    };
    for family in families {
        family.tune(&device, (side, args.seed), &mut tuning, &mut report)?;
    }
    replace(path, tuning.text().as_bytes()).map_err(|source| Error::Write {
        path: path.clone(),
        source,
    })?;
    report.line(format!("wrote `{}`", path.display()));
    report.set("file", json!(path.display().to_string()));
    report.finish();
    Ok(Exit::Fine)
}

fn default_side(device: &Device) -> usize {
    match device.kind().is_gpu() {
        true => 2048,
        false => 256,
    }
}
