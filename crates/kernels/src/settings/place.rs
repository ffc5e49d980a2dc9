//! Where a setting's value comes from.

use std::{fmt, path::PathBuf};

/// A place of settings, from the strongest to the weakest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A block of the program: [`scoped`](super::scoped).
    Block,
    /// The program: [`configure_gemm`](super::configure_gemm).
    Process,
    /// A variable of the environment.
    Environment(&'static str),
    /// The entry of a tuning file, by its path; of the defaults that are built in where there is none.
    Tuning {
        /// The file.
        path: Option<PathBuf>,
        /// The entry.
        entry: String,
    },
    /// A rule, in words.
    Rule(&'static str),
}

impl Place {
    /// Smaller is stronger.
    pub(crate) const fn strength(&self) -> u8 {
        match self {
            Self::Block => 0,
            Self::Process => 1,
            Self::Environment(_) => 2,
            Self::Tuning { .. } => 3,
            Self::Rule(_) => 4,
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Block => f.write_str("set for a block"),
            Self::Process => f.write_str("set by the program"),
            Self::Environment(name) => write!(f, "`{name}`"),
            Self::Tuning { path: None, entry } => write!(f, "built-in tuning of `{entry}`"),
            Self::Tuning {
                path: Some(path),
                entry,
            } => write!(f, "`{entry}` of `{}`", path.display()),
            Self::Rule(rule) => f.write_str(rule),
        }
    }
}

/// A value and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Where it comes from.
    pub place: Place,
}

impl<T: fmt::Display> fmt::Display for Setting<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.value, self.place)
    }
}
