//! What can go wrong in a maintenance command.

use std::{io, path::PathBuf, process::ExitStatus};

/// Why a command did not succeed.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum Error {
    /// A file could not be read.
    #[error("cannot read `{}`: {source}", path.display())]
    Read { path: PathBuf, source: io::Error },
    /// A program could not be started.
    #[error("cannot run `{command}`: {source}")]
    Start { command: String, source: io::Error },
    /// A program said no.
    #[error("`{command}` failed ({status})")]
    Failed { command: String, status: ExitStatus },
    /// `cargo metadata` said what we do not read.
    #[error("cannot read the output of `cargo metadata`: {0}")]
    Metadata(#[from] serde_json::Error),
    /// `deny.toml` is not what we expect.
    #[error("cannot read `deny.toml`: {0}")]
    Policy(#[from] toml::de::Error),
    /// The tree is not tidy; what was found has been printed.
    #[error("tidy found {0} problem(s)")]
    Untidy(usize),
    /// Steps of `ci` failed; their output stands above.
    #[error("failed: {}", .0.join(", "))]
    Steps(Vec<&'static str>),
}
