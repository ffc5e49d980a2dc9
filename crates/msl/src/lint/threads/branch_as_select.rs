//! A branch that does nothing but choose a value.

use crate::{
    diagnostic::Diagnostic,
    ir::{Block, LocalId, Op, Stmt, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
};

pub(crate) const LINT: Lint = Lint {
    name: "branch-as-select",
    level: Level::Advice,
    check,
};

/// Operations in a branch that cost no more than the branch.
const FEW: usize = 4;

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    for body in &subject.bodies {
        visit(subject, body, &body.function.body, found);
    }
}

fn visit(subject: &Subject<'_>, body: &Body<'_>, block: &Block, found: &mut Vec<Diagnostic>) {
    for stmt in block {
        match stmt {
            Stmt::If {
                condition,
                then,
                otherwise,
                ..
            } => {
                let sets = |block| sets(body, block);
                let local = sets(then).filter(|local| sets(otherwise) == Some(*local));
                if let Some(local) = local {
                    found.push(diagnostic(subject, body, *condition, local));
                }
                visit(subject, body, then, found);
                visit(subject, body, otherwise, found);
            }
            Stmt::Loop(repeat) => visit(subject, body, &repeat.body, found),
            Stmt::Switch { cases, .. } => {
                for case in cases {
                    visit(subject, body, &case.body, found);
                }
            }
            Stmt::Eval(_) | Stmt::Break(_) | Stmt::Continue(_) | Stmt::Return(..) => {}
        }
    }
}

/// The named variable that is all that a block sets, at little cost and without reading memory.
fn sets(body: &Body<'_>, block: &Block) -> Option<LocalId> {
    let (Stmt::Eval(last), before) = block.split_last()? else {
        return None;
    };
    let Op::Store { pointer, .. } = body.op(*last) else {
        return None;
    };
    let local = body.function.local_of(*pointer)?;
    let is_cheap = |stmt: &Stmt| matches!(stmt, Stmt::Eval(value) if is_cheap(body, *value));
    let few = before.len() <= FEW && before.iter().all(is_cheap);
    (few && !body.function.locals[local].name.is_empty()).then_some(local)
}

fn is_cheap(body: &Body<'_>, value: ValueId) -> bool {
    match body.op(value) {
        Op::Load(pointer) => body.function.local_of(*pointer).is_some(),
        Op::Unary(..) | Op::Binary(..) | Op::Convert(_) | Op::Extract { .. } => true,
        _ => false,
    }
}

fn diagnostic(
    subject: &Subject<'_>,
    body: &Body<'_>,
    condition: ValueId,
    local: LocalId,
) -> Diagnostic {
    let name = &body.function.locals[local].name;
    let text = subject.text(body, condition);
    Diagnostic::warning(
        LINT.name,
        body.span(condition),
        format!("this branch only chooses the value of `{name}`"),
    )
    .with_help(format!("write `{name} = {text} ? ... : ...`"))
}
