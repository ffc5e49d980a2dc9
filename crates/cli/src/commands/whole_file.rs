//! Metal files as they stand, compiled without a launch.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use clap::ValueEnum;
use kernsmith_msl::{
    compile::compile as compile_unit,
    diagnostic::Diagnostics,
    ir::{MathMode, Module},
    lower::Refused,
    source::{Origin, SourceMap},
    unit::Unit,
};

use kernsmith_runtime::Library;

use crate::{
    error::Error,
    launch::{Arrays, Included, LaunchFile, Text, includes},
};

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

    /// A launch file, with what these options add.
    pub(super) fn launch(&self, path: &Path) -> Result<LaunchFile, Error> {
        Ok(LaunchFile::load(path)?.with(&self.include_folders, self.macros()))
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

/// What became of a file.
pub(super) struct Compiled {
    /// Everything there is to say about it.
    pub(super) diagnostics: Diagnostics,
    /// The texts, included ones by their paths.
    pub(super) sources: SourceMap,
    /// The included files, and where missing ones would be.
    pub(super) depends: Vec<PathBuf>,
    /// The kernels that need what is not supported.
    pub(super) refused: Vec<Refused>,
    module: Option<Module>,
}

impl Compiled {
    /// The names of its kernels, if it compiles.
    pub(super) fn kernels(&self) -> Option<Vec<String>> {
        let kernels = self.module.as_ref()?.kernels.iter();
        Some(kernels.map(|kernel| kernel.name.clone()).collect())
    }

    /// The typed form, or what is wrong: with the file, or with the kernel that is asked for.
    pub(super) fn module(self, kernel: Option<&str>) -> Result<Module, Error> {
        let mut refused = self.refused.into_iter();
        let refusal = refused.find(|refused| Some(refused.name.as_str()) == kernel);
        let (module, diagnostics) = match refusal {
            Some(refused) => (None, refused.diagnostics),
            None => (self.module, self.diagnostics),
        };
        module.ok_or(Error::Compile {
            diagnostics,
            sources: self.sources,
        })
    }
}

/// A file's text in a unit, and the files that it includes.
pub(super) fn unit(path: &Path, options: &Options) -> Result<(SourceMap, Unit, Included), Error> {
    let text = read(path)?;
    let mut sources = SourceMap::default();
    let included = Included::by(path, &text, &options.include_folders);
    let file = sources.add(path.display().to_string(), text, Origin::User);
    let mut unit = Unit::new(vec![file], options.math_mode());
    unit.includes = included.texts();
    unit.defines.extend(options.macros());
    Ok((sources, unit, included))
}

/// Compiles a file. Lints that are advice speak if they are asked for.
pub(super) fn compile(
    path: &Path,
    options: &Options,
    advice: BTreeSet<String>,
) -> Result<Compiled, Error> {
    let (mut sources, mut unit, included) = unit(path, options)?;
    unit.advice = advice;
    let compilation = compile_unit(&mut sources, &unit);
    let found = included.found.values().map(|(path, _)| path.clone());
    Ok(Compiled {
        diagnostics: compilation.diagnostics,
        sources: with_paths(&sources, &included),
        depends: found.chain(included.missing.iter().cloned()).collect(),
        refused: compilation.refused,
        module: compilation.module,
    })
}

/// A file as a library of kernels.
pub(super) fn library(path: &Path, options: &Options) -> Result<Library, Error> {
    let text = read(path)?;
    let included = Included::by(path, &text, &options.include_folders);
    let mut builder = Library::builder()
        .source(text)
        .source_file(path.display().to_string())
        .math_mode(options.math_mode());
    for (name, text) in included.texts() {
        builder = builder.include(name, text);
    }
    for (name, value) in options.macros() {
        builder = builder.define(name, value);
    }
    Ok(builder.build()?)
}

/// The launch of one of a file's kernels.
pub(super) fn launch(
    (path, kernel): (&Path, &str),
    arrays: &Arrays,
    options: &Options,
) -> Result<LaunchFile, Error> {
    let text = read(path)?;
    let included = includes(path, &text, &options.include_folders);
    let text = Text::of_file(path, text);
    let given = (included, options.macros().collect());
    Ok(arrays.launch_file(kernel, text, options.math_mode(), given)?)
}

/// The same texts, where included files are called by their paths and not as the text names them.
pub(super) fn with_paths(sources: &SourceMap, included: &Included) -> SourceMap {
    let mut named = SourceMap::default();
    for (_, file) in sources.files() {
        let mut file = file.clone();
        if file.origin == Origin::User
            && let Some((path, _)) = included.found.get(&file.name)
        {
            file.name = path.display().to_string();
        }
        named.add_file(file);
    }
    named
}

/// A file's text.
pub(super) fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })
}
