//! Kernels from one form to the other: a kernel of a whole file as a body of the launch contract
//! ([`to_body`]), and a body as a whole file ([`to_full`]).
//!
//! What it is not: a translator. The statements stay as they are written, with their comments and their
//! layout; only what is around them changes. What one form cannot say is refused, at the place in
//! the text, with what to do instead.
//!
//! # The idea
//!
//! The contract brings arrays and positions into being by name, so the statements of a whole kernel
//! need little more than the declarations that its signature held: `uint id = thread_position_in_grid.x;`.
//! A `constant T&` is a zero-dimensional input of the same name. Everything else before the kernel
//! becomes the header, without other kernels and with the values of function constants. Back, the signature is the one that the contract
//! generates.
//!
//! # Source
//!
//! Rules 1 to 6 of the launch contract, and clause 5 of the Metal Shading Language specification.

mod arguments;
mod body;
mod choice;
mod full;
mod header;
mod parameter;
mod settled;
#[cfg(test)]
mod tests;

pub use body::{Operand, Ported, to_body};
pub use full::{Whole, to_full};

use crate::{
    contract,
    diagnostic::{Diagnostic, Diagnostics},
    source::{SourceMap, Span},
};

/// The name of the finding that a kernel has no other form.
pub const NOT_PORTABLE: &str = "not-portable";

/// Why there is no other form.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The text does not compile, or says something that the other form cannot say.
    #[error("{}", .0.render(.1, crate::diagnostic::RenderStyle::Plain))]
    Source(Diagnostics, SourceMap),
    /// No kernel, or no kernel of this name.
    #[error("expected the name of a kernel, found {}; help: one of {}", found(.name.as_deref()), list(.known))]
    NoKernel {
        /// What was asked for.
        name: Option<String>,
        /// The kernels there are.
        known: Vec<String>,
    },
    /// A file without kernels.
    #[error("expected a file with a kernel, found none in it")]
    Empty,
    /// The launch contract does not take the names.
    #[error(transparent)]
    Contract(#[from] contract::Error),
}

fn found(name: Option<&str>) -> String {
    name.map_or_else(|| "none".to_owned(), |name| format!("`{name}`"))
}

fn list(known: &[String]) -> String {
    let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    known.join(", ")
}

/// A place that has no other form, and what to do about it.
fn refusal(span: Span, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
    Diagnostic::error(NOT_PORTABLE, span, message).with_help(help)
}
