//! A thread's own array, indexed by what only the run knows.

use crate::{
    analysis::variables::local_of,
    diagnostic::Diagnostic,
    ir::{AddressSpace, LocalId, Op, Type, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};
use std::collections::BTreeSet;

pub(crate) const LINT: Lint = Lint {
    name: "dynamic-local-array",
    level: Level::Warning,
    check,
};

/// Loops of more iterations are not taken for unrolled.
const UNROLLED: u64 = 256;

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        let mut told = BTreeSet::new();
        for (value, op) in body.operations() {
            let Op::Element { pointer, index } = op else {
                continue;
            };
            let Some(local) = array(subject, body, *pointer) else {
                continue;
            };
            let settled = subject.iterations(body).is_settled(*index, UNROLLED);
            if !settled && !is_table(body, local) && told.insert(local) {
                found.push(diagnostic(body, value, local));
            }
        }
    }
}

/// The variable in thread memory of which the pointer is to an array.
fn array(subject: &Subject<'_>, body: &Body<'_>, pointer: ValueId) -> Option<LocalId> {
    let Type::Pointer { pointee, .. } = subject.ty(body, pointer) else {
        return None;
    };
    let is_array = matches!(subject.module.types[*pointee], Type::Array { .. });
    local_of(body.function, pointer)
        .filter(|local| is_array && body.function.locals[*local].space == AddressSpace::Thread)
}

/// Whether it is given constants and never written again: compilers put that into constant memory.
fn is_table(body: &Body<'_>, local: LocalId) -> bool {
    let uses = body.variables.of(local);
    let is_constant = |store: &ValueId| match body.op(*store) {
        Op::Store { pointer, value } => {
            body.function.local_of(*pointer).is_some() && matches!(body.op(*value), Op::Const(_))
        }
        _ => false,
    };
    !uses.escapes && uses.stores.len() == 1 && uses.stores.iter().all(is_constant)
}

fn diagnostic(body: &Body<'_>, value: ValueId, local: LocalId) -> Diagnostic {
    let local = &body.function.locals[local];
    Diagnostic::warning(
        LINT.name,
        body.span(value),
        format!(
            "the thread's own array `{}` is indexed by a value of the run",
            local.name
        ),
    )
    .with_related(
        local.span,
        "registers have no addresses: the array goes to memory",
    )
    .with_help(
        "index it by the counter of a loop of constant length, or keep it in threadgroup memory",
    )
}
