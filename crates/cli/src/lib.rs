//! The `kernsmith` command, as a library with one function.
//!
//! What it is not: a place for work. Each command reads its arguments, calls the crates that do
//! the work, and prints; one file a command in `commands`. The environment is read only in
//! `settings`, standard output and error are written only in `printer`, and exit codes are
//! made only in `exit`.
#![forbid(unsafe_code)]

mod args;
mod array;
mod clock;
mod commands;
mod error;
mod exit;
mod findings;
mod launch;
mod printer;
mod replace;
mod report;
mod sample;
mod settings;
mod suggest;

use std::{ffi::OsString, process::ExitCode};

use clap::Parser;

use args::Args;
use printer::Printer;
use settings::Settings;

/// Runs the command with these arguments, the program's name first.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let settings = Settings::from_environment();
    let args = match Args::try_parse_from(args) {
        Ok(args) => args,
        Err(error) => return printer::usage(&error, &settings).into(),
    };
    let mut printer = Printer::new(args.format(), args.color(&settings));
    let outcome = commands::run(args.command, &settings, &mut printer);
    let exit = match outcome {
        Ok(exit) => exit,
        Err(error) => printer.error(&error),
    };
    printer.finish(exit).into()
}
