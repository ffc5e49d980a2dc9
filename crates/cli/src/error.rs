//! What can go wrong in a command.
//!
//! What is wrong with a kernel's text is a finding and has the exit code for it; everything else
//! is about usage or the machine.

use std::{io, path::PathBuf};

use kernsmith_msl::{
    diagnostic::{Diagnostics, RenderStyle},
    source::SourceMap,
};
use kernsmith_runtime::Error as RuntimeError;
use serde_json::{Value, json};

use crate::{array, exit::Exit, findings, launch};

/// An error of the command.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Error {
    /// A file that cannot be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    /// A file that cannot be written.
    #[error("cannot write `{}`: {source}", path.display())]
    Save { path: PathBuf, source: array::Error },
    /// A text that cannot be written.
    #[error("cannot write `{}`: {source}", path.display())]
    Write { path: PathBuf, source: io::Error },
    /// A folder without anything to check.
    #[error("expected `.metal` files in `{}`, found none", .0.display())]
    NothingIn(PathBuf),
    /// A file of a kind that the command does not take.
    #[error("expected a file ending in {expected}, found `{}`", path.display())]
    Ending {
        path: PathBuf,
        expected: &'static str,
    },
    /// Arguments that do not go together.
    #[error("expected {0}")]
    Usage(&'static str),
    /// A launch file that cannot be used.
    #[error(transparent)]
    Launch(#[from] Box<launch::Error>),
    /// A launch that cannot be made, or a kernel that does not compile.
    #[error(transparent)]
    Runtime(#[from] RuntimeError),
    /// A whole file that does not compile.
    #[error("{}", .diagnostics.render(.sources, RenderStyle::Plain))]
    Compile {
        diagnostics: Diagnostics,
        sources: SourceMap,
    },
    /// A file with several kernels of which one is needed, or none of the name.
    #[error("expected `--kernel` to be one of {known}, found {found}")]
    NoKernel { found: String, known: String },
    /// A module that has no text in the target.
    #[error(transparent)]
    Emit(#[from] kernsmith_msl::emit::Error),
    /// A kernel that has no other form.
    #[error(transparent)]
    Port(Box<kernsmith_msl::contract::port::Error>),
    /// A launch of a whole file that the launch contract cannot say.
    #[error("{0}")]
    NoLaunch(String),
    /// A name that no lesson has.
    #[error("expected the name of a spot test, found `{name}`; help: {help}")]
    UnknownSpot { name: String, help: String },
    /// A search that cannot be made.
    #[error(transparent)]
    Discover(Box<kernsmith_discover::Error>),
    /// A tuning file that is none.
    #[error("expected `{}` to be tuning of devices in JSON, found {found}", path.display())]
    Tuning { path: PathBuf, found: String },
    /// A defect of ours: a candidate that computes something else.
    #[error("a result differs from what it should be: {0}")]
    WrongResult(String),
    /// A system that does not let Ctrl-C be heard.
    #[error("cannot listen for Ctrl-C: {0}")]
    Signal(io::Error),
    /// A name that no diagnostic has.
    #[error("no diagnostic, lint or finding is called `{name}`{}", suggestion.as_ref().map_or_else(
        || "; help: `kernsmith explain` lists them all".to_owned(),
        |near| format!("; help: did you mean `{near}`?"),
    ))]
    UnknownDiagnostic {
        name: String,
        suggestion: Option<String>,
    },
    /// An operation that cannot be used.
    #[error(transparent)]
    Kernels(#[from] kernsmith_kernels::Error),
    /// A function of matrices that cannot be used.
    #[error(transparent)]
    Linalg(#[from] kernsmith_linalg::Error),
    /// A search of vectors that cannot be made.
    #[error(transparent)]
    Search(#[from] kernsmith_search::Error),
}

impl From<kernsmith_discover::Error> for Error {
    fn from(error: kernsmith_discover::Error) -> Self {
        Self::Discover(Box::new(error))
    }
}

impl From<kernsmith_msl::contract::Error> for Error {
    fn from(error: kernsmith_msl::contract::Error) -> Self {
        Self::Port(Box::new(error.into()))
    }
}

impl Error {
    /// The error for a person.
    pub(crate) fn render(&self, style: RenderStyle) -> String {
        match self.diagnostics() {
            Some((diagnostics, sources)) => {
                let text = diagnostics.render(sources, style);
                format!("{text}\n\n{}", findings::Count::of(diagnostics))
            }
            // A help after `;` gets its own line, as it has in diagnostics.
            None => format!(
                "error: {}",
                self.to_string().replace("; help: ", "\nhelp: ")
            ),
        }
    }

    /// The error for a program.
    pub(crate) fn to_json(&self) -> Value {
        match self.diagnostics() {
            Some((diagnostics, sources)) => {
                json!({ "diagnostics": findings::to_json(diagnostics, sources) })
            }
            None => json!({ "error": { "message": self.to_string() } }),
        }
    }

    /// The exit code that it means.
    pub(crate) fn exit(&self) -> Exit {
        if self.diagnostics().is_some() {
            Exit::Findings
        } else {
            Exit::Failure
        }
    }

    /// What is wrong with the kernel's text, or the error if it is another.
    pub(crate) fn into_diagnostics(self) -> Result<(Diagnostics, SourceMap), Self> {
        match self.diagnostics() {
            Some((diagnostics, sources)) => Ok((diagnostics.clone(), sources.clone())),
            None => Err(self),
        }
    }

    /// What is wrong with the kernel's text, where that is it.
    fn diagnostics(&self) -> Option<(&Diagnostics, &SourceMap)> {
        match self {
            Self::Compile {
                diagnostics,
                sources,
            } => Some((diagnostics, sources)),
            Self::Runtime(RuntimeError::Compile(error)) => {
                Some((&error.diagnostics, &error.sources))
            }
            Self::Runtime(RuntimeError::Unsupported(error)) => {
                Some((&error.diagnostics, &error.sources))
            }
            _ => None,
        }
    }
}
