//! Metal files as they stand, compiled without a launch.

use std::{
    collections::BTreeMap,
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

use crate::error::Error;

/// How many files one may include; a project's own headers are far fewer.
const INCLUDES: usize = 256;

/// How a file is compiled.
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Define a macro, as `-D` does for other compilers
    #[arg(short = 'D', long = "define", value_name = "NAME[=VALUE]")]
    defines: Vec<String>,
    /// How exact arithmetic is
    #[arg(long, value_enum, default_value = "safe")]
    math_mode: Mode,
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
    let includes = includes(path, &text);
    let file = sources.add(path.display().to_string(), text, Origin::User);
    let mut unit = Unit::new(vec![file], options.math_mode.math_mode());
    unit.includes = includes;
    for define in &options.defines {
        let (name, value) = define.split_once('=').unwrap_or((define, "1"));
        unit.defines.push((name.to_owned(), value.to_owned()));
    }
    let compilation = compile_unit(&mut sources, &unit);
    match compilation.module {
        Some(module) => Ok((module, compilation.diagnostics, sources)),
        None => Err(Error::Compile {
            diagnostics: compilation.diagnostics,
            sources,
        }),
    }
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })
}

/// The files that `#include "..."` may mean: those that a file of the same folder names, and
/// those that these name. One that cannot be read is left out; the compiler says where it is missed.
fn includes(path: &Path, text: &str) -> BTreeMap<String, String> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut found = BTreeMap::new();
    let mut wanted = quoted(text);
    while let Some(name) = wanted.pop() {
        if found.len() >= INCLUDES || found.contains_key(&name) {
            continue;
        }
        if let Ok(text) = fs::read_to_string(folder.join(PathBuf::from(&name))) {
            wanted.extend(quoted(&text));
            found.insert(name, text);
        }
    }
    found
}

fn quoted(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| {
            line.trim_start()
                .strip_prefix('#')?
                .trim_start()
                .strip_prefix("include")
        })
        .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split_once('"'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn included_files_are_found_and_may_include_each_other() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let put = |name: &str, text: &str| {
            fs::write(folder.path().join(name), text).expect("the folder is ours");
        };
        put("a.h", "# include \"b.h\"\n");
        put(
            "b.h",
            "  #include \"a.h\"\n#include \"gone.h\"\n#include <metal_stdlib>\n",
        );
        let text = "#include \"a.h\"\n// #include \"c.h\"\n";
        let found = includes(&folder.path().join("k.metal"), text);
        assert_eq!(found.keys().collect::<Vec<_>>(), ["a.h", "b.h"]);
    }
}
