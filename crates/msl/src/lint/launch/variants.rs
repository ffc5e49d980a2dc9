//! A kernel that is compiled again and again for numbers that could be arguments.

use super::{Launch, LaunchLint, Profile};
use crate::{diagnostic::Diagnostic, lint::Level};

pub(super) const LINT: LaunchLint = LaunchLint {
    name: "template-churn",
    level: Level::Warning,
    check,
};

/// Values of one template argument that tuning needs at most.
const MANY: usize = 16;

fn check(profile: &Profile, launch: &Launch) -> Vec<Diagnostic> {
    let churning = launch.variants.iter().filter(|(_, count)| *count > MANY);
    let tell = |(name, count): &(String, usize)| {
        let message = format!(
            "this kernel was compiled for {count} values of the template argument `{name}`"
        );
        Diagnostic::warning(LINT.name, profile.place, message)
            .with_help("pass the number in a buffer, or as a zero-dimensional input")
    };
    churning.map(tell).collect()
}
