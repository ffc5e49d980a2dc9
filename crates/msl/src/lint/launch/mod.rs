//! Lints that need to know a launch: its grid, its threadgroup, the sizes of its arrays, and how many
//! variants of the kernel there were.
//!
//! The idea: what the kernel's text says is gathered once, when it is compiled ([`Profile`]); each
//! launch is compared with it at the cost of a few numbers.

mod grid;
mod index;
mod profile;
mod read;
mod threadgroup;
mod variants;

pub use profile::Profile;

use super::{Level, comment::Comments};
use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    source::SourceMap,
};
use std::collections::BTreeMap;

/// A launch.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Launch {
    /// Threads, by axis.
    pub grid: [u32; 3],
    /// Threads of a threadgroup, by axis, clamped to the grid.
    pub threadgroup: [u32; 3],
    /// Threads of a threadgroup as the caller asked for them.
    pub threads_asked: u64,
    /// What is bound, by buffer index.
    pub arrays: BTreeMap<u32, Array>,
    /// Of each integer template argument: name and how many different values were compiled.
    pub variants: Vec<(String, usize)>,
}

/// An array that is bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Array {
    /// How many elements it has.
    pub elements: u64,
    /// Whether it is an output that begins without content.
    pub is_new: bool,
}

/// A rule.
struct LaunchLint {
    name: &'static str,
    level: Level,
    check: fn(&Profile, &Launch) -> Vec<Diagnostic>,
}

const LINTS: [LaunchLint; 6] = [
    grid::LINT,
    read::LINT,
    index::LINT,
    threadgroup::NOT_MULTIPLE,
    threadgroup::LARGER_THAN_GRID,
    variants::LINT,
];

/// The names of these lints and when they speak.
pub fn names() -> impl Iterator<Item = (&'static str, Level)> {
    LINTS.iter().map(|lint| (lint.name, lint.level))
}

/// What there is to say about a launch of a kernel.
#[must_use]
pub fn lint(profile: &Profile, sources: &SourceMap, launch: &Launch) -> Diagnostics {
    let speaks = |lint: &&LaunchLint| lint.level == Level::Warning || profile.asks_for(lint.name);
    let lints = LINTS.iter().filter(speaks);
    let found: Vec<Diagnostic> = lints
        .flat_map(|lint| (lint.check)(profile, launch))
        .collect();
    let mut diagnostics = Diagnostics::default();
    if !found.is_empty() {
        let mut comments = Comments::new(sources);
        let left = found.into_iter().filter(|said| !comments.silence(said));
        left.for_each(|said| diagnostics.push(said));
    }
    diagnostics
}
