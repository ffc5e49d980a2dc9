//! Integer division or remainder by a value of the run, again in each turn of a loop.

use crate::{
    diagnostic::Diagnostic,
    ir::{BinaryOp, Const, Op, Scalar, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};

pub(crate) const LINT: Lint = Lint {
    name: "division-in-loop",
    level: Level::Warning,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        for (value, op) in body.operations() {
            let &Op::Binary(op @ (BinaryOp::Div | BinaryOp::Rem), dividend, divisor) = op else {
                continue;
            };
            let is_integer = subject.scalar(body, value).is_some_and(Scalar::is_integer);
            let Some(repeat) = body.contexts.loops(value).next() else {
                continue;
            };
            let iterations = subject.iterations(body);
            let varies = [dividend, divisor]
                .iter()
                .any(|value| iterations.varies(*value, repeat));
            if is_integer
                && varies
                && !is_cheap(body, divisor)
                && !iterations.is_settled(divisor, 64)
            {
                found.push(diagnostic(subject, body, value, op));
            }
        }
    }
}

/// Division by a constant is a multiplication, and by a power of two a shift.
fn is_cheap(body: &Body<'_>, divisor: ValueId) -> bool {
    match body.op(divisor) {
        Op::Const(_) => true,
        Op::Convert(value) | Op::Splat(value) => is_cheap(body, *value),
        Op::Binary(BinaryOp::Shl, one, _) => {
            matches!(body.op(*one), Op::Const(Const::Scalar(bits)) if bits.is_power_of_two())
        }
        _ => false,
    }
}

fn diagnostic(subject: &Subject<'_>, body: &Body<'_>, value: ValueId, op: BinaryOp) -> Diagnostic {
    let what = if op == BinaryOp::Rem {
        "remainder"
    } else {
        "division"
    };
    let wide = subject
        .scalar(body, value)
        .is_some_and(|scalar| scalar.size_bytes() == 8);
    let bits = if wide { "64-bit " } else { "" };
    Diagnostic::warning(
        LINT.name,
        body.span(value),
        format!("{bits}integer {what} by a value of the run, in each turn of this loop"),
    )
    .with_help("count rows and columns along with the loop, use a grid of more dimensions, or make the divisor a template argument")
}
