//! `kernsmith check`: says what is wrong with kernels.
//!
//! The files are found ([`subject`]), checked on all processors ([`checked`]), mended if that is asked
//! for ([`fix`]), and told in one of several forms ([`tell`]), once or whenever they change ([`watch`]).

mod checked;
mod fix;
mod level;
mod subject;
mod tell;
mod watch;

use std::path::PathBuf;

use clap::ValueEnum;

use self::{level::Levels, tell::Told};
use super::whole_file;
use crate::{error::Error, exit::Exit, printer::Printer};

/// Say what is wrong with kernels, as far as can be seen without a Mac
///
/// A `.metal` file is compiled, and all that is wrong with its text is printed. A launch file's
/// kernel is also run, on a device that looks for accesses out of bounds, reads of what nothing
/// wrote, barriers that not all threads reach, and more. Of a folder every `.metal` file below it
/// is checked, except in folders whose names begin with a dot, and except for bodies and headers
/// of launch files: these are checked with their launch files, where those are named.
///
/// Lints are warnings; `kernsmith explain` lists them.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith check kernels.metal
  kernsmith check examples/exp/exp.toml --json
  kernsmith check kernels -I include --format sarif > kernels.sarif
  kernsmith check kernels --fix
  kernsmith check kernels --watch
  kernsmith check kernels --deny warnings --allow wide-type --warn advice

Exit codes: 0 nothing but warnings, 1 an error or a warning that is denied, 2 a file that cannot be
checked, or arguments that cannot be used. A comment in the source allows a warning where it stands:
  // kernsmith: allow(NAME): why that is fine here")]
pub(crate) struct Args {
    /// Metal files, launch files, or folders of Metal files
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    setup: Setup,
    /// How findings are printed
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with = "json")]
    format: Option<Form>,
    /// Make the changes that findings suggest, in the files named
    #[arg(long)]
    fix: bool,
    /// Check again whenever a file changes, until interrupted
    #[arg(long, conflicts_with_all = ["fix", "json", "format"])]
    watch: bool,
}

/// How files are checked.
#[derive(Debug, clap::Args)]
struct Setup {
    #[command(flatten)]
    options: whole_file::Options,
    #[command(flatten)]
    levels: Levels,
}

/// The forms in which findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// Drawn beside the lines that they are about
    Human,
    /// One JSON document, as `--json` prints it
    Json,
    /// A SARIF 2.1.0 log, for editors and code hosts
    Sarif,
    /// Commands of GitHub's workflows
    Github,
}

impl Args {
    /// Whether standard output gets one JSON document.
    pub(crate) const fn is_json(&self) -> bool {
        matches!(self.format, Some(Form::Json))
    }
}

pub(crate) fn run(args: &Args, printer: &mut Printer) -> Result<Exit, Error> {
    args.setup.levels.check()?;
    if args.watch {
        return watch::watch(args, printer);
    }
    let subjects = subject::subjects(&args.paths)?;
    let mut told = Told {
        parts: subjects.parts,
        ..Told::default()
    };
    if args.fix {
        for subject in subjects.files {
            let (fixed, checked) = fix::fix(&subject, &args.setup)?;
            told.fixed.extend(fixed);
            told.checked.push(checked);
        }
    } else {
        told.checked = checked::all(&subjects.files, &args.setup);
    }
    told.tell(args.format.unwrap_or(Form::Human), printer);
    Ok(told.exit())
}
