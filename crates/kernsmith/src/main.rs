//! The `kernsmith` command.
#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    kernsmith_cli::run(std::env::args_os())
}
