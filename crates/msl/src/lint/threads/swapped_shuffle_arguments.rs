//! A shuffle of a constant by a number of lanes that is no integer: the arguments in the wrong order.

use crate::{
    diagnostic::Diagnostic,
    ir::{Op, Scalar, SimdOp, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};

pub(crate) const LINT: Lint = Lint {
    name: "swapped-shuffle-arguments",
    level: Level::Warning,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        for (value, op) in body.operations() {
            let Op::Simd { op, args } = op else { continue };
            if let (true, &[data, lanes]) = (takes_lanes(*op), &args[..])
                && is_constant(body, data)
                && was_float(subject, body, lanes)
            {
                let message = "every lane shuffles the same constant, by a number that was a float";
                found.push(
                    Diagnostic::warning(LINT.name, body.span(value), message)
                        .with_help("the value comes first, then the lane or the distance"),
                );
            }
        }
    }
}

const fn takes_lanes(op: SimdOp) -> bool {
    matches!(
        op,
        SimdOp::Broadcast
            | SimdOp::Shuffle
            | SimdOp::ShuffleDown
            | SimdOp::ShuffleUp
            | SimdOp::ShuffleXor
            | SimdOp::ShuffleRotateDown
            | SimdOp::ShuffleRotateUp
    )
}

fn is_constant(body: &Body<'_>, value: ValueId) -> bool {
    match body.op(value) {
        Op::Const(_) => true,
        Op::Convert(of) => is_constant(body, *of),
        _ => false,
    }
}

fn was_float(subject: &Subject<'_>, body: &Body<'_>, value: ValueId) -> bool {
    match body.op(value) {
        Op::Convert(of) => subject.scalar(body, *of).is_some_and(Scalar::is_float),
        _ => false,
    }
}
