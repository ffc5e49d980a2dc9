//! Text of other languages from IR, one folder a target.
//!
//! An emitter takes a valid module ([`valid`](crate::valid)) and gives a whole file, or says what
//! it cannot express. It optimises nothing.

pub mod cuda;
pub mod msl;
mod namer;
mod names;

use crate::source::Span;

/// What a target cannot express.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An operation or declaration without a counterpart.
    #[error("{feature} cannot be written as {target}")]
    Unsupported {
        /// The target's name.
        target: &'static str,
        /// What it lacks.
        feature: String,
        /// The text it came from.
        span: Span,
    },
}

impl Error {
    /// What a target lacks.
    fn unsupported(target: &'static str, feature: &str, span: Span) -> Self {
        Self::Unsupported {
            target,
            feature: feature.to_owned(),
            span,
        }
    }
}
