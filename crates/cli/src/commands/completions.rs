//! `kernsmith completions`: a shell's completion script.

use clap::CommandFactory;
use clap_complete::Shell;

use crate::{error::Error, exit::Exit, printer::Printer};

/// Print a shell's completion script
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith completions bash > ~/.local/share/bash-completion/completions/kernsmith
  kernsmith completions zsh > ~/.zfunc/_kernsmith")]
pub(crate) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(args: &Args, printer: &mut Printer) -> Result<Exit, Error> {
    let mut script = Vec::new();
    let mut command = crate::args::Args::command();
    clap_complete::generate(args.shell, &mut command, "kernsmith", &mut script);
    printer.bytes(&script);
    Ok(Exit::Fine)
}
