//! An output that is read before anything is written, where the launch gives it no content.

use super::{Launch, LaunchLint, Profile};
use crate::{diagnostic::Diagnostic, lint::Level};

pub(super) const LINT: LaunchLint = LaunchLint {
    name: "output-read-before-written",
    level: Level::Warning,
    check,
};

fn check(profile: &Profile, launch: &Launch) -> Vec<Diagnostic> {
    let outputs = launch.arrays.iter().filter(|(_, array)| array.is_new);
    let read = outputs.filter_map(|(index, _)| {
        let buffer = profile.buffers.get(index)?;
        let message = format!("`{}` is read before anything is written to it", buffer.name);
        let diagnostic = Diagnostic::warning(LINT.name, buffer.read_first?, message);
        Some(
            diagnostic
                .with_note("an output holds anything when the kernel begins")
                .with_help("fill it with `init_value`, or pass it as an input too"),
        )
    });
    read.collect()
}
