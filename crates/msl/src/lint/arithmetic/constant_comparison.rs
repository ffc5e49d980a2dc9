//! A comparison of an unsigned number with zero that has one outcome.

use crate::{
    diagnostic::Diagnostic,
    ir::{CompareOp, Op, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};

pub(crate) const LINT: Lint = Lint {
    name: "constant-comparison",
    level: Level::Warning,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        // Of a template's instances others may have signed numbers.
        if body.function.name.contains('<') {
            continue;
        }
        for (value, op) in body.operations() {
            let Op::Compare(op, left, right) = op else {
                continue;
            };
            let outcome = match (
                is_zero(subject, body, *left),
                is_zero(subject, body, *right),
            ) {
                (false, true) if is_unsigned(subject, body, *left) => outcome(*op),
                (true, false) if is_unsigned(subject, body, *right) => outcome(swapped(*op)),
                _ => None,
            };
            let Some(outcome) = outcome else { continue };
            let message =
                format!("this is always {outcome}: an unsigned number is never below zero");
            found.push(
                Diagnostic::warning(LINT.name, body.span(value), message)
                    .with_help("compare an `int`, or let the loop end before the step below zero"),
            );
        }
    }
}

fn is_zero(subject: &Subject<'_>, body: &Body<'_>, value: ValueId) -> bool {
    subject.constant(body, value) == Some(0)
}

fn is_unsigned(subject: &Subject<'_>, body: &Body<'_>, value: ValueId) -> bool {
    let scalar = subject.scalar(body, value);
    scalar.is_some_and(|scalar| scalar.is_integer() && !scalar.is_signed())
}

/// What comes out of a comparison of any unsigned number with zero.
const fn outcome(op: CompareOp) -> Option<bool> {
    match op {
        CompareOp::GreaterEqual => Some(true),
        CompareOp::Less => Some(false),
        _ => None,
    }
}

const fn swapped(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessEqual => CompareOp::GreaterEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterEqual => CompareOp::LessEqual,
        equality => equality,
    }
}
