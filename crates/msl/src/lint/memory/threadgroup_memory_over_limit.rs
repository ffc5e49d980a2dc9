//! Threadgroup variables that take more than devices have.

use crate::{
    analysis::layout::layout,
    diagnostic::Diagnostic,
    ir::{AddressSpace, Local},
    lint::{Level, Lint, subject::Subject},
};

pub(crate) const LINT: Lint = Lint {
    name: "threadgroup-memory-over-limit",
    level: Level::Warning,
    check,
};

/// What a threadgroup of an Apple GPU has.
const LIMIT_BYTES: u64 = 32_768;

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in subject.bodies.iter().filter(|body| body.kernel.is_some()) {
        let size = |local: &Local| layout(&subject.module.types, local.ty).size_bytes;
        let shared = body.function.locals.iter().map(|(_, local)| local);
        let shared: Vec<&Local> = shared
            .filter(|local| local.space == AddressSpace::Threadgroup)
            .collect();
        let total = shared
            .iter()
            .fold(0u64, |all, local| all.saturating_add(size(local)));
        let Some(largest) = shared.iter().max_by_key(|local| size(local)) else {
            continue;
        };
        if total > LIMIT_BYTES {
            let message = format!(
                "this kernel takes {total} bytes of threadgroup memory, and Apple GPUs have {LIMIT_BYTES}"
            );
            let (name, bytes) = (&largest.name, size(largest));
            found.push(
                Diagnostic::warning(LINT.name, largest.span, message)
                    .with_label(format!("`{name}` takes {bytes} of them"))
                    .with_help(
                        "make the tile smaller, or keep it in a smaller type such as `half`",
                    ),
            );
        }
    }
}
