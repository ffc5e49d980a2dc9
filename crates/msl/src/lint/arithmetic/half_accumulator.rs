//! A sum over a loop that is kept in `half` or `bfloat`.

use crate::{
    diagnostic::Diagnostic,
    ir::{BinaryOp, LocalId, Loop, MathFn, Op, Scalar, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};

pub(crate) const LINT: Lint = Lint {
    name: "half-accumulator",
    level: Level::Warning,
    check,
};

/// Sums of so few terms lose little.
const FEW: u64 = 8;

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        for (id, local) in body.function.locals.iter() {
            let scalar = subject.module.types[local.ty].scalar();
            let uses = body.variables.of(id);
            let Some(small @ (Scalar::F16 | Scalar::BF16)) = scalar else {
                continue;
            };
            if uses.escapes {
                continue;
            }
            let sum = uses
                .stores
                .iter()
                .find(|store| is_long_sum(subject, body, **store, id));
            if let Some(sum) = sum {
                let name = small.metal_name();
                found.push(
                    Diagnostic::warning(
                        LINT.name,
                        body.span(*sum),
                        format!("the sum `{}` is kept in `{name}` over a loop", local.name),
                    )
                    .with_related(local.span, "declared here")
                    .with_help("keep the sum in `float`, and convert it once after the loop"),
                );
            }
        }
    }
}

fn is_long_sum(subject: &Subject<'_>, body: &Body<'_>, store: ValueId, local: LocalId) -> bool {
    let iterations = subject.iterations(body);
    let carries = |repeat: &&Loop| {
        let stores = body.variables.of(local).stores.iter();
        let begins_before = stores
            .clone()
            .any(|other| !body.contexts.is_in(*other, repeat));
        begins_before && iterations.count(repeat).is_none_or(|count| count > FEW)
    };
    let Op::Store { value, .. } = *body.op(store) else {
        return false;
    };
    body.contexts.loops(store).any(|repeat| carries(&repeat)) && adds_to(body, value, local)
}

/// Whether the value is the variable's content plus or minus something.
fn adds_to(body: &Body<'_>, value: ValueId, local: LocalId) -> bool {
    match body.op(value) {
        Op::Convert(sum) => adds_to(body, *sum, local),
        Op::Binary(BinaryOp::Add, left, right) => {
            is_content(body, *left, local) || is_content(body, *right, local)
        }
        Op::Binary(BinaryOp::Sub, left, _) => is_content(body, *left, local),
        Op::Math {
            function: MathFn::Fma,
            args,
            ..
        } => args.get(2).is_some_and(|sum| is_content(body, *sum, local)),
        _ => false,
    }
}

fn is_content(body: &Body<'_>, value: ValueId, local: LocalId) -> bool {
    match body.op(value) {
        Op::Convert(of) => is_content(body, *of, local),
        Op::Load(pointer) => body.function.local_of(*pointer) == Some(local),
        _ => false,
    }
}
