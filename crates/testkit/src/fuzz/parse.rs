//! Text to syntax tree.

use super::{render, unit};
use kernsmith_msl::{diagnostic::Diagnostics, syntax};

/// Diagnostics that are kept, one that says so, and what single kernels are refused for.
const DIAGNOSTICS: usize = 101 + 4096;
/// More than what the limits of expansion let a tree come to.
const DUMP_BYTES: usize = 1 << 27;

/// Any text has a tree that can be walked, and diagnostics that can be drawn.
///
/// # Panics
/// If not, or if there is too much of either.
pub fn parse(text: &str) {
    let (mut sources, unit) = unit(text);
    let mut diagnostics = Diagnostics::default();
    let file = syntax::parse(&mut sources, &unit, &mut diagnostics);
    assert!(diagnostics.len() <= DIAGNOSTICS);
    render(&diagnostics, &sources);
    assert!(file.dump().len() < DUMP_BYTES);
}
