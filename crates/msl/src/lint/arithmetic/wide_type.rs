//! 64-bit numbers where 32 bits hold all that comes.

use crate::{
    diagnostic::Diagnostic,
    ir::{BinaryOp, Op, Scalar, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};

pub(crate) const LINT: Lint = Lint {
    name: "wide-type",
    level: Level::Warning,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        for (value, op) in body.operations() {
            let wide = matches!(subject.scalar(body, value), Some(Scalar::I64 | Scalar::U64));
            let &Op::Binary(BinaryOp::Div | BinaryOp::Rem, dividend, divisor) = op else {
                continue;
            };
            if wide && is_narrow(subject, body, dividend) && is_narrow(subject, body, divisor) {
                found.push(
                    Diagnostic::warning(
                        LINT.name,
                        body.span(value),
                        "a division of 64 bits, of numbers that have 32",
                    )
                    .with_help("divide first, and convert the result"),
                );
            }
        }
        found.extend(counters(subject, body));
    }
}

/// Whether a 64-bit value was made from one of 32 bits or fewer.
fn is_narrow(subject: &Subject<'_>, body: &Body<'_>, value: ValueId) -> bool {
    match body.op(value) {
        Op::Convert(from) => subject
            .scalar(body, *from)
            .is_some_and(|scalar| scalar.is_integer() && scalar.size_bytes() <= 4),
        _ => subject
            .constant(body, value)
            .is_some_and(|value| i32::try_from(value).is_ok()),
    }
}

/// Counters of loops that are wider than their bounds.
fn counters(subject: &Subject<'_>, body: &Body<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (value, op) in body.operations() {
        let &Op::Compare(_, left, right) = op else {
            continue;
        };
        let tests = body.contexts.loops(value).next().is_some_and(|repeat| {
            [repeat.while_, repeat.again_if].contains(&Some(value))
                && subject.iterations(body).varies(left, repeat)
        });
        let is_counter =
            matches!(body.op(left), Op::Load(place) if body.function.local_of(*place).is_some());
        let wide = matches!(subject.scalar(body, left), Some(Scalar::I64 | Scalar::U64));
        if tests && is_counter && wide && is_narrow(subject, body, right) {
            found.push(
                Diagnostic::warning(
                    LINT.name,
                    body.span(value),
                    "a counter of 64 bits, with a bound that has 32",
                )
                .with_help("count with `int` or `uint`; widen where an offset needs it"),
            );
        }
    }
    found
}
