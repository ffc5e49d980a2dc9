//! `kernsmith emit`: a kernel as the compiler sees it, or as another language.

use std::{collections::BTreeSet, path::PathBuf};

use clap::ValueEnum;
use kernsmith_msl::{emit, ir::Module};
use kernsmith_runtime::Device;
use serde_json::json;

use super::whole_file::{self, Kind};
use crate::{error::Error, exit::Exit, printer::Printer};

/// Print a kernel in another form
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith emit --target ir examples/exp/exp.toml
  kernsmith emit --target msl kernels.metal")]
pub(crate) struct Args {
    /// The form
    #[arg(long, value_enum)]
    target: Target,
    /// A Metal file or a launch file
    #[arg(value_name = "FILE.metal|LAUNCH.toml")]
    file: PathBuf,
    #[command(flatten)]
    options: whole_file::Options,
}

/// A form of a kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Target {
    /// The typed intermediate representation
    Ir,
    /// Metal without templates, macros and overloads
    Msl,
}

impl Target {
    const fn name(self) -> &'static str {
        match self {
            Self::Ir => "ir",
            Self::Msl => "msl",
        }
    }

    fn text(self, module: &Module) -> Result<String, Error> {
        match self {
            Self::Ir => Ok(module.dump()),
            Self::Msl => Ok(emit::msl::emit(module)?),
        }
    }
}

pub(crate) fn run(args: &Args, printer: &mut Printer) -> Result<Exit, Error> {
    let text = match Kind::of(&args.file)? {
        Kind::Metal => args
            .target
            .text(&whole_file::compile(&args.file, &args.options, BTreeSet::new())?.module()?)?,
        Kind::Launch => {
            let device = Device::cpu();
            let file = args.options.launch(&args.file)?;
            let module = file.bind(&device)?.module(&device)?;
            args.target.text(&module)?
        }
    };
    printer.line(text.trim_end());
    printer.json(&json!({ "file": args.file, "target": args.target.name(), "text": text }));
    Ok(Exit::Fine)
}
