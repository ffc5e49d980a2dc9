//! A shuffle up or down whose result is used in lanes that have no partner.

use crate::{
    analysis::{origin::Object, spread::Fact, users::Users, variables::local_of},
    diagnostic::Diagnostic,
    ir::{BinaryOp, BuiltIn, EntryParam, LocalId, Op, SimdOp, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};
use std::collections::BTreeSet;

pub(crate) const LINT: Lint = Lint {
    name: "shuffle-beyond-edge",
    level: Level::Warning,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        if body.kernel.is_none() || body.operations().any(|(_, op)| asks_for_lane(body, op)) {
            continue;
        }
        let users = Users::new(body.function);
        for (value, op) in body.operations() {
            let Op::Simd {
                op: op @ (SimdOp::ShuffleDown | SimdOp::ShuffleUp),
                args,
            } = op
            else {
                continue;
            };
            let edge = if *op == SimdOp::ShuffleDown {
                "last"
            } else {
                "first"
            };
            // The same in all lanes, wherever it comes from.
            let is_uniform = subject.fact(body, args[0]) == Fact::UNIFORM;
            if !is_uniform && is_kept(body, &users, value, args[0]) {
                found.push(
                    Diagnostic::warning(
                        LINT.name,
                        body.span(value),
                        format!("the {edge} lanes have no partner here, and Metal leaves what they get open"),
                    )
                    .with_help("choose by `thread_index_in_simdgroup`, or use the form with `and_fill`, or `rotate`"),
                );
            }
        }
    }
}

/// Whether a condition looks at the lane: then the author thought of the edge.
fn asks_for_lane(body: &Body<'_>, op: &Op) -> bool {
    let (Op::Compare(_, left, right) | Op::Binary(_, left, right)) = op else {
        return false;
    };
    [left, right]
        .into_iter()
        .any(|operand| is_index(body, *operand))
}

fn is_index(body: &Body<'_>, value: ValueId) -> bool {
    match body.op(value) {
        Op::Param(index) => matches!(
            body.bound(Object::Param(*index)),
            Some(EntryParam::BuiltIn(
                BuiltIn::ThreadIndexInSimdgroup | BuiltIn::ThreadIndexInThreadgroup
            ))
        ),
        Op::Extract { whole, .. } | Op::Swizzle { whole, .. } => matches!(
            body.op(*whole),
            Op::Param(index) if matches!(
                body.bound(Object::Param(*index)),
                Some(EntryParam::BuiltIn(BuiltIn::ThreadPositionInThreadgroup))
            )
        ),
        Op::Convert(of) => is_index(body, *of),
        _ => false,
    }
}

/// Whether the result, alone or computed with, goes to memory that other threads see. One that is
/// combined or compared with what was shuffled is a step of a reduction, in which the lanes that
/// count have partners.
fn is_kept(body: &Body<'_>, users: &Users, shuffle: ValueId, data: ValueId) -> bool {
    let mut is_kept = false;
    let mut seen = BTreeSet::new();
    let mut waiting = vec![(shuffle, true)];
    while let Some((at, is_itself)) = waiting.pop() {
        for user in users.of(at).iter().filter(|user| seen.insert(**user)) {
            match body.op(*user) {
                op if is_itself && combines(body, op, (at, data)) => return false,
                Op::Store { pointer, .. } => match local_of(body.function, *pointer) {
                    Some(local) => {
                        let loads = body.variables.of(local).loads.iter();
                        waiting.extend(loads.map(|load| (*load, is_itself)));
                    }
                    None => is_kept = true,
                },
                Op::Convert(_) => waiting.push((*user, is_itself)),
                Op::Binary(..) | Op::Math { .. } | Op::Unary(..) => waiting.push((*user, false)),
                Op::Extract { .. } | Op::Swizzle { .. } | Op::Compose(_) => {
                    waiting.push((*user, false));
                }
                _ => return false,
            }
        }
    }
    is_kept
}

/// Whether the operation combines a shuffled value with the lane's own, whatever their order.
fn combines(body: &Body<'_>, op: &Op, (shuffled, data): (ValueId, ValueId)) -> bool {
    if !matches!(op, Op::Binary(..) | Op::Math { .. })
        || matches!(op, Op::Binary(BinaryOp::Sub, ..))
    {
        return false;
    }
    let source = place(body, data);
    let is_own =
        |value: ValueId| value == data || (source.is_some() && place(body, value) == source);
    let mut found = false;
    op.for_each_operand(|operand| found |= operand != shuffled && is_own(operand));
    found
}

/// The variable that a value was read from.
fn place(body: &Body<'_>, value: ValueId) -> Option<LocalId> {
    match body.op(value) {
        Op::Load(pointer) => body.function.local_of(*pointer),
        Op::Convert(of) => place(body, *of),
        _ => None,
    }
}
