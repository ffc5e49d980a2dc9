//! The commands, one file each: its arguments and what it does.

pub(crate) mod bench;
pub(crate) mod cache;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod config;
pub(crate) mod devices;
pub(crate) mod discover;
pub(crate) mod doctor;
pub(crate) mod emit;
pub(crate) mod explain;
pub(crate) mod port;
pub(crate) mod run;
pub(crate) mod spot;
pub(crate) mod tune;
mod whole_file;

use kernsmith_runtime::Device;

use crate::{args::Command, error::Error, exit::Exit, printer::Printer, settings::Settings};

/// Runs a command.
pub(crate) fn run(
    command: Command,
    settings: &Settings,
    printer: &mut Printer,
) -> Result<Exit, Error> {
    match command {
        Command::Run(args) => run::run(&args, settings, printer),
        Command::Check(args) => check::run(&args, printer),
        Command::Emit(args) => emit::run(&args, printer),
        Command::Port(args) => port::run(&args, printer),
        Command::Explain(args) => explain::run(&args, printer),
        Command::Discover(args) => discover::run(&args, settings, printer),
        Command::Spot(args) => spot::run(&args, settings, printer),
        Command::Tune(args) => tune::run(&args, settings, printer),
        Command::Bench(args) => bench::run(&args, settings, printer),
        Command::Config(args) => config::run(&args, settings, printer),
        Command::Devices(args) => devices::run(&args, printer),
        Command::Doctor(args) => doctor::run(&args, printer),
        Command::Cache(args) => cache::run(&args, printer),
        Command::Completions(args) => completions::run(&args, printer),
    }
}

/// The device that an argument names, or the environment, or else the first.
fn device(named: Option<&str>, settings: &Settings) -> Result<Device, Error> {
    match named.or(settings.device.as_deref()) {
        Some(name) => Ok(name.parse()?),
        None => Ok(Device::cpu()),
    }
}
