//! Sums and products of `uint` as an index, in a loop.

use crate::{
    diagnostic::Diagnostic,
    ir::{AddressSpace, BinaryOp, Op, Scalar, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};

pub(crate) const LINT: Lint = Lint {
    name: "unsigned-index",
    level: Level::Advice,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        for (value, op) in body.operations() {
            let (Op::Offset { pointer, index } | Op::Element { pointer, index }) = op else {
                continue;
            };
            let space = subject.space(body, *pointer);
            if matches!(space, Some(AddressSpace::Device | AddressSpace::Constant))
                && is_unsigned_sum(subject, body, *index)
                && body
                    .contexts
                    .loops(value)
                    .next()
                    .is_some_and(|repeat| subject.iterations(body).varies(*index, repeat))
            {
                found.push(
                    Diagnostic::warning(
                        LINT.name,
                        body.span(value),
                        "this index is computed as `uint`, which wraps, in each turn of a loop",
                    )
                    .with_help("compute indices as `int`: their sums fold into the address"),
                );
            }
        }
    }
}

fn is_unsigned_sum(subject: &Subject<'_>, body: &Body<'_>, index: ValueId) -> bool {
    let is_sum = matches!(
        body.op(index),
        Op::Binary(BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul, ..)
    );
    is_sum && subject.scalar(body, index) == Some(Scalar::U32)
}
