//! A whole file's kernel that writes at the thread's position, and never compares it.

use crate::{
    analysis::{
        origin::Object,
        spread::{Spread, Step},
    },
    diagnostic::Diagnostic,
    ir::{AddressSpace, BuiltIn, EntryParam, MathFn, Op, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
    source::Origin,
};

pub(crate) const LINT: Lint = Lint {
    name: "missing-bounds-guard",
    level: Level::Advice,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        // The contract of a body-only kernel gives it the threads it asks for.
        let is_whole = subject.sources.file(body.function.span.file).origin == Origin::User;
        if !is_whole
            || !counts_threads(body)
            || body
                .operations()
                .any(|(value, _)| guards(subject, body, value))
        {
            continue;
        }
        let store = body.operations().find(|(_, op)| match op {
            Op::Store { pointer, .. } => {
                subject.space(body, *pointer) == Some(AddressSpace::Device)
                    && matches!(subject.fact(body, *pointer).step, Step::By(1..))
            }
            _ => false,
        });
        if let Some((store, _)) = store {
            found.push(
                Diagnostic::warning(
                    LINT.name,
                    body.span(store),
                    "nothing keeps threads beyond the end of the data from this write",
                )
                .with_note("`dispatchThreadgroups` rounds a grid up to whole threadgroups; `dispatchThreads` does not")
                .with_help("pass the number of elements, and begin with `if (index >= count) return;`"),
            );
        }
    }
}

fn counts_threads(body: &Body<'_>) -> bool {
    body.function
        .values
        .iter()
        .any(|(_, value)| match value.op {
            Op::Param(index) => matches!(
                body.bound(Object::Param(index)),
                Some(EntryParam::BuiltIn(BuiltIn::ThreadPositionInGrid))
            ),
            _ => false,
        })
}

/// Whether the operation looks at where the thread is.
fn guards(subject: &Subject<'_>, body: &Body<'_>, value: ValueId) -> bool {
    let differs = |value: &ValueId| subject.fact(body, *value).spread == Spread::Thread;
    match body.op(value) {
        Op::Compare(_, left, right) => differs(left) || differs(right),
        Op::Math {
            function: MathFn::Min,
            args,
            ..
        } => args.iter().any(differs),
        _ => false,
    }
}
