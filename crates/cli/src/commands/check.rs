//! `kernsmith check`: says what is wrong with a kernel.

use std::path::PathBuf;

use kernsmith_runtime::Device;

use super::{
    launched::Ready,
    whole_file::{self, Kind},
};
use crate::{error::Error, exit::Exit, launch::LaunchFile, printer::Printer, report::Report};

/// Say what is wrong with a kernel, as far as can be seen without a Mac
///
/// A `.metal` file is compiled, and all that is wrong with its text is printed. A launch file's
/// kernel is also run, on a device that looks for accesses out of bounds, reads of what nothing
/// wrote, barriers that not all threads reach, and more.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith check kernels.metal
  kernsmith check examples/exp/exp.toml --json")]
pub(crate) struct Args {
    /// A Metal file or a launch file
    #[arg(value_name = "FILE.metal|LAUNCH.toml")]
    file: PathBuf,
    #[command(flatten)]
    options: whole_file::Options,
}

pub(crate) fn run(args: &Args, printer: &mut Printer) -> Result<Exit, Error> {
    match Kind::of(&args.file)? {
        Kind::Metal => check_file(args, printer),
        Kind::Launch => check_launch(args, printer),
    }
}

fn check_file(args: &Args, printer: &mut Printer) -> Result<Exit, Error> {
    let (module, warnings, sources) = whole_file::compile(&args.file, &args.options)?;
    let mut report = Report::new(printer);
    report.set("file", &args.file);
    report.diagnostics("warnings", &warnings, &sources);
    let kernels: Vec<&str> = module
        .kernels
        .iter()
        .map(|kernel| kernel.name.as_str())
        .collect();
    let names = if kernels.is_empty() {
        "none".to_owned()
    } else {
        kernels.join(", ")
    };
    report.line(format!(
        "{}: compiles; kernels: {names}",
        args.file.display()
    ));
    report.set("kernels", kernels);
    report.finish();
    Ok(Exit::Fine)
}

fn check_launch(args: &Args, printer: &mut Printer) -> Result<Exit, Error> {
    let file = LaunchFile::load(&args.file)?;
    let kernel = Ready::new(&file, &Device::check())?;
    let mut report = Report::new(printer);
    kernel.compile(&mut report)?;
    let exit = kernel.run()?.tell_findings(&mut report);
    if exit == Exit::Fine {
        let threads: u128 = file.grid.iter().map(|&extent| u128::from(extent)).product();
        report.line(format!(
            "{}: {threads} threads ran, nothing found",
            file.kernel.name
        ));
    }
    report.finish();
    Ok(exit)
}
