//! What may stand on the command line.

use std::io::{IsTerminal, stderr, stdout};

use clap::{Parser, Subcommand, ValueEnum};

use crate::{commands, settings::Settings};

/// Metal compute kernels, compiled, checked, tuned and run anywhere.
#[derive(Debug, Parser)]
#[command(
    name = "kernsmith",
    version,
    disable_help_subcommand = true,
    after_help = "Exit codes: 0 fine, 1 something found wrong with the kernel, 2 usage or environment."
)]
pub(crate) struct Args {
    /// Print one JSON document instead of text
    #[arg(long, global = true)]
    json: bool,
    /// Use colors
    #[arg(long, global = true, value_enum, value_name = "WHEN")]
    color: Option<When>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// The commands; each is a file in `commands`.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(commands::run::Args),
    Check(commands::check::Args),
    Emit(commands::emit::Args),
    Port(commands::port::Args),
    Explain(commands::explain::Args),
    Discover(commands::discover::Args),
    Spot(commands::spot::Args),
    Tune(commands::tune::Args),
    Bench(commands::bench::Args),
    Config(commands::config::Args),
    Devices(commands::devices::Args),
    Doctor(commands::doctor::Args),
    Cache(commands::cache::Args),
    Completions(commands::completions::Args),
}

/// When to do something that depends on who reads the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum When {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl When {
    /// The value of an environment variable; anything else counts as not set.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        <Self as ValueEnum>::from_str(word, true).ok()
    }
}

/// Who the output is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// People.
    Text,
    /// Programs.
    Json,
}

/// Which streams are colored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Color {
    /// Standard output.
    pub(crate) stdout: bool,
    /// Standard error.
    pub(crate) stderr: bool,
}

impl Color {
    /// Colors by a wish, and by whether the streams are terminals.
    pub(crate) fn new(when: When) -> Self {
        let on = |is_terminal| match when {
            When::Auto => is_terminal,
            When::Always => true,
            When::Never => false,
        };
        Self {
            stdout: on(stdout().is_terminal()),
            stderr: on(stderr().is_terminal()),
        }
    }
}

impl Args {
    const fn is_json(&self) -> bool {
        let asks = match &self.command {
            Command::Check(args) => args.is_json(),
            _ => false,
        };
        self.json || asks
    }

    /// Text or JSON.
    pub(crate) const fn format(&self) -> Format {
        if self.is_json() {
            Format::Json
        } else {
            Format::Text
        }
    }

    /// Colors, asked for here or in the environment.
    pub(crate) fn color(&self, settings: &Settings) -> Color {
        Color::new(self.color.or(settings.color).unwrap_or(When::Auto))
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_holds_together() {
        Args::command().debug_assert();
    }
}
