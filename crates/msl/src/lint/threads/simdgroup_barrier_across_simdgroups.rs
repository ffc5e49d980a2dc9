//! Threadgroup memory that one simdgroup writes and another reads, with only a simdgroup's barrier
//! in between.

use crate::{
    analysis::{origin::Object, spread::Spread},
    diagnostic::Diagnostic,
    ir::{AddressSpace, BarrierScope, Op, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};
use std::collections::BTreeMap;

pub(crate) const LINT: Lint = Lint {
    name: "simdgroup-barrier-across-simdgroups",
    level: Level::Warning,
    check,
};

/// What was written since the last barrier of the threadgroup.
struct Written {
    store: ValueId,
    /// The barrier of the simdgroup that follows.
    barrier: Option<ValueId>,
}

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        let mut written: BTreeMap<Object, Written> = BTreeMap::new();
        for (value, op) in body.operations() {
            if subject.waits(body, value) {
                written.clear();
                continue;
            }
            match op {
                Op::Barrier {
                    scope: BarrierScope::Simdgroup,
                    ..
                } => {
                    written.values_mut().for_each(|written| {
                        written.barrier.get_or_insert(value);
                    });
                }
                Op::Store { pointer, .. } if is_shared(subject, body, *pointer) => {
                    // A place of each simdgroup's own.
                    let by_simdgroup = subject.fact(body, *pointer).spread == Spread::Simdgroup;
                    if let (true, Some(object)) = (by_simdgroup, body.origin(*pointer)) {
                        let store = value;
                        written.entry(object).or_insert(Written {
                            store,
                            barrier: None,
                        });
                    }
                }
                Op::Load(pointer) if is_shared(subject, body, *pointer) => {
                    // What is the same in all simdgroups, or counts the lanes, is not its own.
                    let spread = subject.fact(body, *pointer).spread;
                    let is_own = matches!(spread, Spread::Simdgroup | Spread::Unknown);
                    let object = body.origin(*pointer).filter(|_| !is_own);
                    let Some(written) = object.and_then(|object| written.get(&object)) else {
                        continue;
                    };
                    if let Some(barrier) = written.barrier {
                        found.push(diagnostic(body, barrier, written.store, value));
                    }
                }
                _ => {}
            }
        }
    }
}

fn is_shared(subject: &Subject<'_>, body: &Body<'_>, pointer: ValueId) -> bool {
    subject.space(body, pointer) == Some(AddressSpace::Threadgroup)
}

fn diagnostic(body: &Body<'_>, barrier: ValueId, store: ValueId, load: ValueId) -> Diagnostic {
    Diagnostic::warning(
        LINT.name,
        body.span(barrier),
        "this barrier does not wait for the other simdgroups",
    )
    .with_related(body.span(store), "each simdgroup writes here")
    .with_related(body.span(load), "and reads what others wrote")
    .with_help("use `threadgroup_barrier(mem_flags::mem_threadgroup)`")
}
