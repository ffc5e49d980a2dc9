//! Threadgroups that fill their last simdgroup only in part, and those larger than their grid.

use super::{Launch, LaunchLint, Profile};
use crate::{diagnostic::Diagnostic, lint::Level};

pub(super) const NOT_MULTIPLE: LaunchLint = LaunchLint {
    name: "threadgroup-not-multiple-of-32",
    level: Level::Warning,
    check: not_multiple,
};

pub(super) const LARGER_THAN_GRID: LaunchLint = LaunchLint {
    name: "threadgroup-larger-than-grid",
    level: Level::Advice,
    check: larger_than_grid,
};

const SIMDGROUP: u64 = 32;

fn threads(launch: &Launch) -> u64 {
    let extents = launch.threadgroup.iter().map(|&n| u64::from(n));
    extents.fold(1, u64::saturating_mul)
}

fn not_multiple(profile: &Profile, launch: &Launch) -> Vec<Diagnostic> {
    let threads = threads(launch);
    // A grid of one threadgroup is as large as its work, and so is one that is as narrow as its grid.
    let is_chosen = launch.grid != launch.threadgroup && launch.threads_asked == threads;
    if !is_chosen || threads == 0 || threads.is_multiple_of(SIMDGROUP) {
        return Vec::new();
    }
    let idle = SIMDGROUP - threads % SIMDGROUP;
    let message = format!(
        "threadgroups of {threads} threads leave {idle} of the {SIMDGROUP} lanes of a simdgroup idle"
    );
    let diagnostic = Diagnostic::warning(NOT_MULTIPLE.name, profile.place, message);
    let help = format!("launch threadgroups of a multiple of {SIMDGROUP} threads");
    vec![diagnostic.with_help(help)]
}

fn larger_than_grid(profile: &Profile, launch: &Launch) -> Vec<Diagnostic> {
    let (asked, threads) = (launch.threads_asked, threads(launch));
    if threads == 0 || asked <= threads {
        return Vec::new();
    }
    let message = format!(
        "threadgroups of {asked} threads were asked for, and the grid has room for {threads}"
    );
    let diagnostic = Diagnostic::warning(LARGER_THAN_GRID.name, profile.place, message);
    vec![
        diagnostic
            .with_note("each axis of a threadgroup is clamped to the grid's")
            .with_help("do not count on the size: `threads_per_threadgroup` is what there is"),
    ]
}
