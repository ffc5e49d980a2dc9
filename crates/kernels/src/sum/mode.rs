//! What a sum is kept in.

use std::{fmt, str::FromStr};

/// What a sum is kept in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum AccumMode {
    /// A float32, rounded at each step.
    #[default]
    Float32,
    /// A float32 with Kahan's compensation.
    Kahan,
    /// Two float32, and each product in two.
    DoubleSingle,
    /// An integer of 16-bit limbs, rounded once.
    Exact,
}

/// Why a text is no [`AccumMode`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("one of `float32`, `kahan`, `double_single` and `exact`")]
pub struct NoAccumMode;

impl AccumMode {
    /// All of them, from the fastest to the most precise.
    pub const ALL: [Self; 4] = [Self::Float32, Self::Kahan, Self::DoubleSingle, Self::Exact];

    /// Its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Float32 => "float32",
            Self::Kahan => "kahan",
            Self::DoubleSingle => "double_single",
            Self::Exact => "exact",
        }
    }
}

impl fmt::Display for AccumMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for AccumMode {
    type Err = NoAccumMode;

    fn from_str(text: &str) -> Result<Self, NoAccumMode> {
        let found = Self::ALL.into_iter().find(|mode| mode.name() == text);
        found.ok_or(NoAccumMode)
    }
}
