//! A barrier that does not order the threadgroup memory which threads read after it.

use crate::{
    analysis::origin::Object,
    diagnostic::Diagnostic,
    ir::{AddressSpace, BarrierScope, Op, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};
use std::collections::BTreeMap;

pub(crate) const LINT: Lint = Lint {
    name: "barrier-narrower-than-needed",
    level: Level::Warning,
    check,
};

/// A write to threadgroup memory, and the barrier after it that does not order it.
struct Written {
    store: ValueId,
    barrier: Option<ValueId>,
}

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        let mut written: BTreeMap<Object, Written> = BTreeMap::new();
        for (value, op) in body.operations() {
            match op {
                Op::Barrier {
                    scope: BarrierScope::Threadgroup,
                    flags,
                } if !flags.threadgroup => written.values_mut().for_each(|written| {
                    written.barrier.get_or_insert(value);
                }),
                // A callee may hold a barrier; a simdgroup's orders what its own threads wrote.
                Op::Barrier { .. } | Op::Call { .. } => written.clear(),
                Op::Store { pointer, .. } if is_shared(subject, body, *pointer) => {
                    if let Some(object) = body.origin(*pointer) {
                        let store = value;
                        let barrier = None;
                        written.entry(object).or_insert(Written { store, barrier });
                    }
                }
                Op::Load(pointer) if is_shared(subject, body, *pointer) => {
                    let object = body.origin(*pointer);
                    let Some(object) = object.filter(|object| {
                        written
                            .get(object)
                            .is_some_and(|written| written.barrier.is_some())
                    }) else {
                        continue;
                    };
                    if let Some(Written {
                        store,
                        barrier: Some(barrier),
                    }) = written.remove(&object)
                    {
                        found.push(diagnostic(body, barrier, (store, value)));
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

fn diagnostic(body: &Body<'_>, barrier: ValueId, (store, load): (ValueId, ValueId)) -> Diagnostic {
    let message = "this barrier does not order the threadgroup memory that is read after it";
    Diagnostic::warning(LINT.name, body.span(barrier), message)
        .with_related(body.span(store), "threads write here")
        .with_related(body.span(load), "and read here what others wrote")
        .with_help("wait with `mem_flags::mem_threadgroup`")
}
