//! Launch files: one kernel, its arrays and its launch, in TOML.
//!
//! Reading goes in two steps. [`schema`] says what may be written and refuses the rest, at the
//! line where it stands. [`resolve`] loads texts and contents, and checks that they fit together;
//! all paths are relative to the launch file. What comes out is a [`LaunchFile`], which owns
//! everything that a launch needs and knows nothing of devices; [`Ready`] is one on a device.

mod bind;
mod constants;
mod heard;
mod includes;
mod inline;
mod launched;
mod resolve;
mod schema;

pub(crate) use bind::Bound;
pub(crate) use constants::{Constant, by_name, constants};
pub(crate) use heard::{Heard, messages};
pub(crate) use includes::{Included, includes};
pub(crate) use inline::{Arrays, Inline};
pub(crate) use launched::{Outcome, Ready};

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use kernsmith_runtime::{DType, MathMode, TemplateValue};

use crate::array::{self, Array};

/// A launch file with everything that it names.
#[derive(Debug)]
pub(crate) struct LaunchFile {
    /// The kernel.
    pub(crate) kernel: Kernel,
    /// Texts that header and source may include, by the name they use.
    pub(crate) includes: BTreeMap<String, String>,
    /// Macros that are defined before all text.
    pub(crate) defines: Vec<(String, String)>,
    /// Lints that are advice and speak nonetheless.
    pub(crate) advice: BTreeSet<String>,
    /// Inputs, in the kernel's order.
    pub(crate) inputs: Vec<Input>,
    /// Outputs, in the kernel's order.
    pub(crate) outputs: Vec<Output>,
    /// Template arguments, in the order written.
    pub(crate) template: Vec<(String, TemplateValue)>,
    /// Threads of the grid.
    pub(crate) grid: [u32; 3],
    /// Threads of a threadgroup.
    pub(crate) threadgroup: [u32; 3],
    /// What outputs hold before the kernel writes them.
    pub(crate) init_value: Option<f32>,
    /// Function constants of a whole file.
    pub(crate) constants: Vec<Constant>,
    /// Bytes of a whole file's threadgroup parameters, by name.
    pub(crate) threadgroup_memory: BTreeMap<String, u32>,
}

/// What is compiled.
#[derive(Debug)]
pub(crate) struct Kernel {
    /// Name.
    pub(crate) name: String,
    /// Math mode.
    pub(crate) math_mode: MathMode,
    /// Its text.
    pub(crate) form: Form,
}

/// The forms in which a kernel is written.
#[derive(Debug)]
pub(crate) enum Form {
    /// The statements of a function, whose signature follows from the launch.
    Body(Body),
    /// A whole file, of which the kernel is one function.
    Whole(Text),
}

/// A body-only kernel.
#[derive(Debug)]
pub(crate) struct Body {
    /// The body.
    pub(crate) source: Text,
    /// What stands before the function.
    pub(crate) header: Option<Text>,
    /// Whether strided inputs are copied first.
    pub(crate) ensure_row_contiguous: bool,
    /// Whether outputs are atomic.
    pub(crate) atomic_outputs: bool,
}

/// A text and where its first line stands.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Text {
    /// What diagnostics call the file.
    pub(crate) file: String,
    /// From 1.
    pub(crate) first_line: u32,
    /// The text.
    pub(crate) text: String,
}

impl Text {
    /// The text of a file.
    pub(crate) fn of_file(path: &Path, text: String) -> Self {
        Self {
            file: path.display().to_string(),
            first_line: 1,
            text,
        }
    }
}

/// An input with its contents.
#[derive(Debug)]
pub(crate) struct Input {
    /// Name.
    pub(crate) name: String,
    /// The contents; where there is a view, the memory that it looks into.
    pub(crate) array: Array,
    /// How the kernel sees the memory, unless it is the whole array as it lies.
    pub(crate) view: Option<View>,
}

/// A strided view, in elements.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct View {
    /// Extents.
    pub(crate) shape: Vec<usize>,
    /// From one element to the next, one a dimension.
    pub(crate) strides: Vec<i64>,
    /// Of the first element.
    pub(crate) offset: usize,
}

/// An output.
#[derive(Debug)]
pub(crate) struct Output {
    /// Name.
    pub(crate) name: String,
    /// Element type.
    pub(crate) dtype: DType,
    /// Extents.
    pub(crate) shape: Vec<usize>,
    /// Where to save it.
    pub(crate) save: Option<PathBuf>,
}

/// Why a launch file cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{}{problem}", place(.path, *.line))]
pub(crate) struct Error {
    /// The launch file.
    path: PathBuf,
    /// From 1; none where there is no file to read.
    line: Option<usize>,
    /// What is wrong there.
    problem: Problem,
}

/// What can be wrong with a launch file.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Problem {
    /// Not TOML, an unknown key, or a value of the wrong type.
    #[error("{message}{}", help_line(.help.as_deref()))]
    Schema {
        message: String,
        help: Option<String>,
    },
    /// Both ways to give a text.
    #[error("expected either `{0}` or `{0}_file`, found both")]
    TextTwice(&'static str),
    /// No source at all.
    #[error(
        "the kernel has no source\nhelp: give `source_file` or `source`, or `file` for a whole file"
    )]
    NoSource,
    /// A key that belongs to the other form of kernels.
    #[error("`{0}` has a meaning only for a kernel that is a body, and `file` gives a whole file")]
    BodyOnly(&'static str),
    /// Threadgroup memory of a body, which declares its own.
    #[error("`[threadgroup_memory]` has a meaning only for a whole file; a body declares its own")]
    WholeOnly,
    /// Function constants of a body.
    #[error(
        "`[constants]` has a meaning only for a whole file; a body takes `[template]` arguments"
    )]
    NoConstants,
    /// A file that cannot be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Read {
        path: PathBuf,
        source: std::io::Error,
    },
    /// An array that cannot be read or made.
    #[error("input `{input}`: {source}")]
    Contents { input: String, source: array::Error },
    /// Not exactly one way to give contents.
    #[error("input `{input}`: expected one of `values`, `file` and `fill`, found {found}")]
    HowMany { input: String, found: usize },
    /// A key that belongs to another.
    #[error("input `{input}`: `{key}` has a meaning only with `{with}`")]
    KeyWithout {
        input: String,
        key: &'static str,
        with: &'static str,
    },
    /// A key that is needed.
    #[error("input `{input}`: expected `{key}`\nhelp: only a file says by itself what it holds")]
    KeyMissing { input: String, key: &'static str },
    /// Nested values of different lengths.
    #[error("input `{input}`: nested values differ in length")]
    Ragged { input: String },
    /// Contents that differ from the shape.
    #[error("input `{input}`: expected shape {expected:?}, found {found:?}")]
    Shape {
        input: String,
        expected: Vec<usize>,
        found: Vec<usize>,
    },
    /// Contents of another type.
    #[error("input `{input}`: expected `{expected}`, found `{found}` in the file")]
    ElementType {
        input: String,
        expected: DType,
        found: DType,
    },
    /// As many strides as dimensions.
    #[error("input `{input}`: expected {expected} strides, found {found}")]
    Strides {
        input: String,
        expected: usize,
        found: usize,
    },
    /// A view that looks beyond its memory.
    #[error(
        "input `{input}`: the view reaches element {reached}, the contents are elements 0 to {length}"
    )]
    View {
        input: String,
        reached: i128,
        length: usize,
    },
    /// An output without type and shape.
    #[error("output `{0}`: expected `{0}=TYPE[SHAPE]`, since no input has that name")]
    NoForm(String),
    /// Where an output goes.
    #[error("output `{output}`: {source}")]
    Save {
        output: String,
        source: array::Error,
    },
}

fn place(path: &Path, line: Option<usize>) -> String {
    line.map_or_else(String::new, |line| format!("{}:{line}: ", path.display()))
}

fn help_line(help: Option<&str>) -> String {
    help.map_or_else(String::new, |help| format!("\nhelp: {help}"))
}

impl LaunchFile {
    /// Reads a launch file and all that it names.
    pub(crate) fn load(path: &Path) -> Result<Self, Box<Error>> {
        let path = path.to_owned();
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(source) => {
                let problem = Problem::Read {
                    path: path.clone(),
                    source,
                };
                return Err(Box::new(Error {
                    path,
                    line: None,
                    problem,
                }));
            }
        };
        schema::parse(&text)
            .and_then(|document| resolve::resolve(&path, &text, document))
            .map_err(|(at, problem)| {
                let line = Some(line(&text, at));
                Box::new(Error {
                    path,
                    line,
                    problem,
                })
            })
    }
}

impl LaunchFile {
    /// Adds what the command line says of compiling: folders of include files, and macros.
    pub(crate) fn with(
        mut self,
        folders: &[PathBuf],
        defines: impl IntoIterator<Item = (String, String)>,
    ) -> Self {
        self.defines.extend(defines);
        if !folders.is_empty() {
            let found = self.kernel.texts().into_iter();
            let found = found.map(|text| includes(Path::new(&text.file), &text.text, folders));
            for (name, text) in found.flatten().collect::<Vec<_>>() {
                self.includes.entry(name).or_insert(text);
            }
        }
        self
    }
}

impl Kernel {
    /// The texts that are the user's own.
    pub(crate) fn texts(&self) -> Vec<&Text> {
        match &self.form {
            Form::Body(body) => body.header.iter().chain([&body.source]).collect(),
            Form::Whole(text) => vec![text],
        }
    }
}

/// The line, from 1, of a byte.
fn line(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|&byte| byte == b'\n').count()
}

#[cfg(test)]
mod tests;
