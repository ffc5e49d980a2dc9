//! Metal files as they stand, compiled without a launch.

use std::{
    fs,
    path::{Path, PathBuf},
};

use clap::ValueEnum;
use kernsmith_msl::{
    compile::compile as compile_unit,
    diagnostic::Diagnostics,
    ir::{MathMode, Module},
    source::{Origin, SourceMap},
    unit::Unit,
};

use crate::{error::Error, launch::includes};

/// How a file is compiled.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Define a macro, as `-D` does for other compilers
    #[arg(short = 'D', long = "define", value_name = "NAME[=VALUE]")]
    defines: Vec<String>,
    /// Look for included files here too, as `-I` does for other compilers
    #[arg(short = 'I', long = "include", value_name = "DIR")]
    pub(super) include_folders: Vec<PathBuf>,
    /// How exact arithmetic is
    #[arg(long, value_enum, default_value = "safe")]
    math_mode: Mode,
}

impl Options {
    /// Macros with their values.
    pub(super) fn macros(&self) -> impl Iterator<Item = (String, String)> {
        let defines = self.defines.iter();
        let split = defines.map(|define| define.split_once('=').unwrap_or((define, "1")));
        split.map(|(name, value)| (name.to_owned(), value.to_owned()))
    }

    /// The math mode.
    pub(super) const fn math_mode(&self) -> MathMode {
        self.math_mode.math_mode()
    }
}

/// Metal's math modes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// As IEEE has it
    Safe,
    /// Sums and products may be reordered and contracted
    Relaxed,
    /// No NaN and no infinities either
    Fast,
}

impl Mode {
    const fn math_mode(self) -> MathMode {
        match self {
            Self::Safe => MathMode::Safe,
            Self::Relaxed => MathMode::Relaxed,
            Self::Fast => MathMode::Fast,
        }
    }
}

/// What a file is, by its ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Metal source.
    Metal,
    /// A launch file.
    Launch,
}

impl Kind {
    /// The kind that the ending says.
    pub(super) fn of(path: &Path) -> Result<Self, Error> {
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("metal") => Ok(Self::Metal),
            Some("toml") => Ok(Self::Launch),
            _ => Err(Error::Ending {
                path: path.to_owned(),
                expected: "`.metal` or `.toml`",
            }),
        }
    }
}

/// Compiles a file. What comes with the module are warnings.
pub(super) fn compile(
    path: &Path,
    options: &Options,
) -> Result<(Module, Diagnostics, SourceMap), Error> {
    let text = read(path)?;
    let mut sources = SourceMap::default();
    let includes = includes(path, &text, &options.include_folders);
    let file = sources.add(path.display().to_string(), text, Origin::User);
    let mut unit = Unit::new(vec![file], options.math_mode());
    unit.includes = includes;
    unit.defines.extend(options.macros());
    let compilation = compile_unit(&mut sources, &unit);
    match compilation.module {
        Some(module) => Ok((module, compilation.diagnostics, sources)),
        None => Err(Error::Compile {
            diagnostics: compilation.diagnostics,
            sources,
        }),
    }
}

/// A file's text.
pub(super) fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })
}
