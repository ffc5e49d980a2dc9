//! The exponential of what begins as minus infinity, where fast math promises that there is none.

use crate::{
    analysis::origin::stored,
    diagnostic::Diagnostic,
    ir::{Const, LocalId, MathFn, MathMode, Op, Precision, Scalar, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};
use std::collections::BTreeSet;

pub(crate) const LINT: Lint = Lint {
    name: "exp-of-infinity",
    level: Level::Warning,
    check,
};

/// How many values are looked into for one call.
const LIMIT: usize = 256;

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        for (value, op) in body.operations() {
            let Op::Math {
                function,
                args,
                precision,
            } = op
            else {
                continue;
            };
            let is_exp = matches!(function, MathFn::Exp | MathFn::Exp2 | MathFn::Exp10);
            let is_fast = match precision {
                Precision::Default => subject.module.math_mode == MathMode::Fast,
                Precision::Fast => true,
                Precision::Precise => false,
            };
            if is_exp && is_fast && args.iter().any(|arg| infinite(subject, body, *arg)) {
                found.push(
                    Diagnostic::warning(
                        LINT.name,
                        body.span(value),
                        "an infinity may come here, and fast math promises that there is none",
                    )
                    .with_help(
                        "begin with the lowest finite number, `-FLT_MAX`, or call `precise::exp`",
                    ),
                );
            }
        }
    }
}

/// Whether the text says that the value may be an infinity.
fn infinite(subject: &Subject<'_>, body: &Body<'_>, value: ValueId) -> bool {
    let mut followed = BTreeSet::new();
    let mut waiting = vec![value];
    for _ in 0..LIMIT {
        let Some(value) = waiting.pop() else {
            return false;
        };
        match body.op(value) {
            Op::Const(Const::Scalar(bits)) if is_infinity(*bits, subject.scalar(body, value)) => {
                return true;
            }
            Op::Binary(_, left, right) => waiting.extend([*left, *right]),
            Op::Unary(_, of) | Op::Convert(of) | Op::Splat(of) => waiting.push(*of),
            Op::Select { accept, reject, .. } => waiting.extend([*accept, *reject]),
            Op::Load(pointer) => {
                let local = body.function.local_of(*pointer);
                if let Some(local) = local.filter(|local| followed.insert(*local)) {
                    waiting.extend(contents(body, local));
                }
            }
            _ => {}
        }
    }
    false
}

/// All that is ever stored in a variable, as far as it is known.
fn contents(body: &Body<'_>, local: LocalId) -> Vec<ValueId> {
    let uses = body.variables.of(local);
    let stores = uses
        .stores
        .iter()
        .take(if uses.escapes { 0 } else { LIMIT });
    let values = stores.filter_map(|store| stored(body.function, *store));
    values.collect()
}

const fn is_infinity(bits: u64, scalar: Option<Scalar>) -> bool {
    match scalar {
        Some(Scalar::F32) => bits & 0x7fff_ffff == 0x7f80_0000,
        Some(Scalar::F16) => bits & 0x7fff == 0x7c00,
        Some(Scalar::BF16) => bits & 0x7fff == 0x7f80,
        _ => false,
    }
}
