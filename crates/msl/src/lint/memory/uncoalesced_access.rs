//! Neighboring threads that access places far apart.

use crate::{
    analysis::{layout::layout, spread::Step},
    diagnostic::Diagnostic,
    ir::{AddressSpace, Op, Type, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};
use std::collections::BTreeSet;

pub(crate) const LINT: Lint = Lint {
    name: "uncoalesced-access",
    level: Level::Warning,
    check,
};

/// Bytes between neighbors from which no two of them share a line: GPUs of today fetch 128 bytes at
/// once. Threads that walk through neighboring parts of a few elements each stay below.
const FAR_BYTES: u64 = 128;

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        let mut told = BTreeSet::new();
        for (value, op) in body.operations() {
            let (Op::Load(pointer) | Op::Store { pointer, .. }) = *op else {
                continue;
            };
            if subject.space(body, pointer) != Some(AddressSpace::Device) {
                continue;
            }
            let Some(distance) = distance(subject, body, pointer) else {
                continue;
            };
            // One word about each array is enough.
            let object = body.origin(pointer);
            if object.is_none_or(|object| told.insert(object)) {
                found.push(diagnostic(body, value, &distance));
            }
        }
    }
}

/// How far apart neighbors are, in words, where that is far.
fn distance(subject: &Subject<'_>, body: &Body<'_>, pointer: ValueId) -> Option<String> {
    let Type::Pointer { pointee, .. } = subject.ty(body, pointer) else {
        return None;
    };
    let size = layout(&subject.module.types, *pointee).size_bytes;
    match subject.fact(body, pointer).step {
        Step::By(step) => {
            let bytes = step.unsigned_abs();
            (bytes >= FAR_BYTES && bytes > size).then(|| format!("{bytes} bytes"))
        }
        Step::AtRunTime => Some("a distance of the run".to_owned()),
        Step::Unknown => None,
    }
}

fn diagnostic(body: &Body<'_>, value: ValueId, distance: &str) -> Diagnostic {
    let what = match body.op(value) {
        Op::Load(_) => "read",
        _ => "write",
    };
    Diagnostic::warning(
        LINT.name,
        body.span(value),
        format!("neighboring threads {what} places that lie {distance} apart"),
    )
    .with_help("let the fastest thread index count the last dimension, or stage a tile in threadgroup memory")
}
