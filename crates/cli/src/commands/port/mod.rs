//! `kernsmith port`: a kernel in the other of the two forms.
//!
//! The form itself is the compiler's (`kernsmith_msl::contract::port`). What is here: where the text
//! comes from, the launch in the other form, both forms run side by side, and the text that a program
//! around the kernel needs.

mod literal;
mod python;
mod rust;
mod to_body;
mod to_full;
mod verify;

use std::path::PathBuf;

use clap::ValueEnum;
use serde_json::json;

use super::whole_file::{self, Kind};
use crate::{
    error::Error,
    exit::Exit,
    launch::{Arrays, LaunchFile},
    printer::Printer,
    report::Report,
};

/// Turn a kernel of a whole Metal file into a body for `mx.fast.metal_kernel`, or back
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith port --to body crates/kernels/src/activation/soft_cap.metal --kernel soft_cap_kernel
  kernsmith port --to body crates/kernels/src/activation/soft_cap.metal --kernel soft_cap_kernel --as python
  kernsmith port --to full examples/row_norm/row_norm.toml

With arrays and a launch, both forms are run on the devices `check` and `cpu` and have to agree.")]
pub(crate) struct Args {
    /// A Metal file, to make a body of; a launch file, to make a whole file of
    #[arg(value_name = "FILE.metal|LAUNCH.toml")]
    file: PathBuf,
    /// The form to make
    #[arg(long, value_enum)]
    to: Target,
    /// What to print
    #[arg(long = "as", value_enum, default_value = "metal")]
    language: Language,
    /// The kernel of a Metal file, by its name on the host; not needed where there is one
    #[arg(long, value_name = "NAME")]
    kernel: Option<String>,
    #[command(flatten)]
    arrays: Arrays,
    /// Do not run the two forms
    #[arg(long)]
    no_verify: bool,
    #[command(flatten)]
    options: whole_file::Options,
}

/// A form of kernels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Target {
    /// Statements, whose signature follows from the launch
    Body,
    /// A whole Metal file
    Full,
}

/// What is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Language {
    /// The kernel itself
    Metal,
    /// A Python module that launches it through MLX
    Python,
    /// A Rust function that launches it
    Rust,
}

/// A kernel in its new form.
struct Made {
    /// The kernel itself.
    metal: String,
    /// A Python module; whole files have none.
    python: Option<String>,
    /// A Rust function.
    rust: String,
    /// More for programs.
    facts: serde_json::Value,
    /// The launch in both forms.
    launches: Option<Launches>,
}

/// A launch in both forms.
struct Launches {
    given: LaunchFile,
    ported: LaunchFile,
    /// Of each output in the new form, its place among those given.
    outputs: Vec<usize>,
}

impl Made {
    fn shown(&self, language: Language) -> Result<&str, Error> {
        match language {
            Language::Metal => Ok(&self.metal),
            Language::Rust => Ok(&self.rust),
            Language::Python => self.python.as_deref().ok_or(Error::Usage(
                "`--as metal` or `--as rust` for a whole file, since MLX launches bodies",
            )),
        }
    }
}

pub(crate) fn run(args: &Args, printer: &mut Printer) -> Result<Exit, Error> {
    let made = match (args.to, Kind::of(&args.file)?) {
        (Target::Body, Kind::Metal) => to_body::make(args)?,
        (Target::Full, Kind::Launch) => to_full::make(args)?,
        (Target::Body, Kind::Launch) => {
            return Err(Error::Usage(
                "a Metal file for `--to body`, found a launch file",
            ));
        }
        (Target::Full, Kind::Metal) => {
            return Err(Error::Usage(
                "a launch file for `--to full`, whose types decide the signature; found a Metal file",
            ));
        }
    };
    let shown = made.shown(args.language)?;
    let mut report = Report::new(printer);
    report.line(shown.trim_end());
    report.set("file", &args.file);
    report.set(
        "to",
        if args.to == Target::Body {
            "body"
        } else {
            "full"
        },
    );
    report.set("metal", &made.metal);
    report.set("python", &made.python);
    report.set("rust", &made.rust);
    report.set("kernel", &made.facts);
    let exit = match (&made.launches, args.no_verify) {
        (Some(launches), false) => verify::verify(launches, &mut report)?,
        _ => {
            report.set("verified", json!(null));
            Exit::Fine
        }
    };
    report.finish();
    Ok(exit)
}
