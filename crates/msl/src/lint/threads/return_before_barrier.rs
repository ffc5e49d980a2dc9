//! A `return` of some threads before a barrier that all must reach.

use super::barrier_in_divergent_flow::{self, differs, who};
use crate::{
    analysis::context::{Jump, JumpKind, Kind},
    diagnostic::Diagnostic,
    ir::{BarrierScope, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};

pub(crate) const LINT: Lint = Lint {
    name: "return-before-barrier",
    level: Level::Warning,
    check,
};

/// Barriers after a `return` that are looked at.
const FEW: usize = 64;

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        for scope in [BarrierScope::Threadgroup, BarrierScope::Simdgroup] {
            let waits = |value: &ValueId| {
                barrier_in_divergent_flow::scope(subject, body, *value) == Some(scope)
            };
            let barriers: Vec<ValueId> = body.contexts.values().filter(waits).collect();
            let returns = body
                .contexts
                .jumps()
                .filter(|jump| jump.kind == JumpKind::Return);
            for jump in returns.filter(|_| !barriers.is_empty()) {
                let missed = missed(body, &barriers, &jump);
                let missed = missed.filter(|_| splits(subject, body, &jump, scope));
                found.extend(missed.map(|barrier| diagnostic(body, &jump, (barrier, scope))));
            }
        }
    }
}

/// The first barrier, in the order of the text, that comes after the jump or in a loop around it.
fn missed(body: &Body<'_>, barriers: &[ValueId], jump: &Jump) -> Option<ValueId> {
    let order = |barrier: &ValueId| body.contexts.order(*barrier).unwrap_or(0);
    let first = body.contexts.rest(jump);
    let at = barriers.partition_point(|barrier| order(barrier) < first);
    let mut rest = barriers[at..].iter().take(FEW);
    let missed = rest.find(|barrier| !body.contexts.are_alternatives(jump, **barrier));
    missed.copied()
}

fn diagnostic(
    body: &Body<'_>,
    jump: &Jump,
    (barrier, scope): (ValueId, BarrierScope),
) -> Diagnostic {
    let who = who(scope);
    Diagnostic::warning(
        LINT.name,
        jump.span,
        "some threads return here, before a barrier",
    )
    .with_related(
        body.span(barrier),
        format!("the others of the {who} wait here"),
    )
    .with_help("let all threads come to the barrier, and guard the work around it")
}

/// Whether threads of the scope decide differently whether they return.
fn splits(subject: &Subject<'_>, body: &Body<'_>, jump: &Jump, scope: BarrierScope) -> bool {
    body.contexts.around_jump(jump).any(|kind| match kind {
        Kind::Branch(condition) => differs(subject, body, condition, scope),
        Kind::Loop(repeat) => [repeat.while_, repeat.again_if]
            .into_iter()
            .flatten()
            .any(|test| differs(subject, body, test, scope)),
        Kind::Body => false,
    })
}
