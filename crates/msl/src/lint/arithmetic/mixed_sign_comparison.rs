//! A loop's end that compares an `int` with a `uint`.

use crate::{
    diagnostic::Diagnostic,
    ir::{CompareOp, Op, Scalar, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};

pub(crate) const LINT: Lint = Lint {
    name: "mixed-sign-comparison",
    level: Level::Advice,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        for (value, op) in body.operations() {
            let Op::Compare(op, left, right) = op else {
                continue;
            };
            let in_loop = body.contexts.loops(value).next().is_some();
            let orders = !matches!(op, CompareOp::Equal | CompareOp::NotEqual);
            let mixes =
                is_reinterpreted(subject, body, *left) != is_reinterpreted(subject, body, *right);
            if in_loop && orders && mixes {
                let message =
                    "this compares an `int` as if it were a `uint`: below zero it is huge";
                found.push(
                    Diagnostic::warning(LINT.name, body.span(value), message).with_help(
                        "give both one type, `int` where the difference may be negative",
                    ),
                );
            }
        }
    }
}

/// Whether an `int` that is no constant was turned into a `uint`.
fn is_reinterpreted(subject: &Subject<'_>, body: &Body<'_>, value: ValueId) -> bool {
    let Op::Convert(from) = body.op(value) else {
        return false;
    };
    let to_unsigned = subject.scalar(body, value) == Some(Scalar::U32);
    let from_signed = subject.scalar(body, *from) == Some(Scalar::I32);
    let written = subject.text(body, value).contains("uint");
    to_unsigned && from_signed && !written && subject.constant(body, *from).is_none()
}
