//! A grid of fewer threads than an output needs.
//!
//! The idea: where every write to an output stands outside of all loops, a thread makes each of them
//! at most once. So many writes, times the elements of each, times the threads, is the most that can
//! be written; an output of more elements stays without content in part.

use super::{Launch, LaunchLint, Profile};
use crate::{diagnostic::Diagnostic, lint::Level};

pub(super) const LINT: LaunchLint = LaunchLint {
    name: "grid-smaller-than-outputs",
    level: Level::Warning,
    check,
};

fn check(profile: &Profile, launch: &Launch) -> Vec<Diagnostic> {
    let threads: u128 = launch.grid.iter().map(|&n| u128::from(n)).product();
    let outputs = launch.arrays.iter().filter(|(_, array)| array.is_new);
    let small = outputs.filter_map(|(index, array)| {
        let buffer = profile.buffers.get(index)?;
        let (each, first) = buffer.writes?;
        let most = threads.saturating_mul(u128::from(each));
        let (elements, name) = (array.elements, &buffer.name);
        (most < u128::from(elements)).then(|| {
            let message = format!(
                "{threads} threads can write {most} of the {elements} elements of `{name}`"
            );
            Diagnostic::warning(LINT.name, first, message)
                .with_note("the grid counts threads, not threadgroups or tiles")
                .with_help("make the grid as large as the output, or let each thread write more")
        })
    });
    small.collect()
}
