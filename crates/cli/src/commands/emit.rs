//! `kernsmith emit`: a kernel as the compiler sees it, or as another language.

use std::{collections::BTreeSet, path::PathBuf};

use clap::ValueEnum;
use kernsmith_msl::{emit, ir::Module};
use kernsmith_runtime::Device;
use serde_json::json;

use super::whole_file::{self, Kind};
use crate::{
    error::Error,
    exit::Exit,
    launch::{Constant, Heard, constants},
    printer::Printer,
};

/// Print a kernel in another form
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith emit --target ir examples/exp/exp.toml
  kernsmith emit --target msl kernels.metal
  kernsmith emit --target msl --kernel attention --constant causal=true kernels.metal
  kernsmith emit --target cuda --kernel axpy kernels.metal")]
pub(crate) struct Args {
    /// The form
    #[arg(long, value_enum)]
    target: Target,
    /// The kernel that is printed as CUDA C++; only where a file has several
    #[arg(long, value_name = "NAME")]
    kernel: Option<String>,
    /// The value of a function constant of a Metal file, by its name or its index; for the kernel that
    /// `--kernel` names, or the only one
    #[arg(long = "constant", value_name = "NAME=VALUE[,VALUE...]")]
    constants: Vec<Constant>,
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
    /// CUDA C++ of one kernel, with all that it needs
    Cuda,
}

impl Target {
    const fn name(self) -> &'static str {
        match self {
            Self::Ir => "ir",
            Self::Msl => "msl",
            Self::Cuda => "cuda",
        }
    }

    fn text(self, module: &Module, kernel: Option<&str>) -> Result<String, Error> {
        match self {
            Self::Ir => Ok(module.dump()),
            Self::Msl => Ok(emit::msl::emit(module)?),
            Self::Cuda => {
                let kernel = chosen(module, kernel)?;
                Ok(emit::cuda::emit(module, kernel, emit::cuda::Options::default())?.text)
            }
        }
    }
}

/// The kernel of this name, or the only one.
fn chosen<'m>(module: &'m Module, name: Option<&str>) -> Result<&'m str, Error> {
    let mut names = module.kernels.iter().map(|kernel| kernel.name.as_str());
    let found = match name {
        Some(name) => names.find(|known| *known == name),
        None if module.kernels.len() == 1 => names.next(),
        None => None,
    };
    found.ok_or_else(|| {
        let known = module
            .kernels
            .iter()
            .map(|kernel| format!("`{}`", kernel.name));
        Error::NoKernel {
            found: name.map_or("none".to_owned(), |name| format!("`{name}`")),
            known: known.collect::<Vec<_>>().join(", "),
        }
    })
}

/// A Metal file, with the function constants that are given.
fn module(args: &Args) -> Result<Module, Error> {
    let (path, options) = (&args.file, &args.options);
    let module =
        whole_file::compile(path, options, BTreeSet::new())?.module(args.kernel.as_deref())?;
    if args.constants.is_empty() {
        return Ok(module);
    }
    let kernel = chosen(&module, args.kernel.as_deref())?;
    let library = whole_file::library(path, options)?;
    let constants = constants(&args.constants, &library);
    Ok(library.function_with(kernel, &constants)?.module().clone())
}

pub(crate) fn run(args: &Args, printer: &mut Printer) -> Result<Exit, Error> {
    let kernel = args.kernel.as_deref();
    let text = match Kind::of(&args.file)? {
        Kind::Metal => args.target.text(&module(args)?, kernel)?,
        Kind::Launch if !args.constants.is_empty() => {
            return Err(Error::Usage(
                "`[constants]` in the launch file, found `--constant`",
            ));
        }
        Kind::Launch => {
            let device = Device::cpu();
            let file = args.options.launch(&args.file)?;
            let module = file.bind(&device, &Heard::default())?.module(&device)?;
            args.target.text(&module, kernel)?
        }
    };
    printer.line(text.trim_end());
    printer.json(&json!({ "file": args.file, "target": args.target.name(), "text": text }));
    Ok(Exit::Fine)
}
