//! An index of 32 bits into an array of more elements than it can count.

use super::{Launch, LaunchLint, Profile};
use crate::{diagnostic::Diagnostic, ir::Scalar, lint::Level};

pub(super) const LINT: LaunchLint = LaunchLint {
    name: "index-overflow",
    level: Level::Warning,
    check,
};

fn check(profile: &Profile, launch: &Launch) -> Vec<Diagnostic> {
    let large = launch.arrays.iter().filter_map(|(index, array)| {
        let buffer = profile.buffers.get(index)?;
        let (span, scalar) = buffer.narrow?;
        let (name, elements) = (&buffer.name, array.elements);
        (elements > limit(scalar)).then(|| {
            let counted = scalar.metal_name();
            let message = format!("`{name}` has {elements} elements, and `{counted}` counts fewer");
            Diagnostic::warning(LINT.name, span, message)
                .with_help("compute the index in 64 bits: `long(row) * columns + column`")
        })
    });
    large.collect()
}

/// How many elements an index of this type tells apart.
const fn limit(scalar: Scalar) -> u64 {
    let bits = 8 * scalar.size_bytes();
    1 << if scalar.is_signed() { bits - 1 } else { bits }
}
