//! A branch that does nothing but choose a value.

use crate::{
    diagnostic::{Diagnostic, Suggestion},
    ir::{Block, LocalId, Op, Stmt, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
        text::function::{blocks, functions},
    },
    source::Span,
    syntax::ast::{self, Expr, ExprKind, StmtKind},
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
                    let diagnostic = diagnostic(subject, body, *condition, local);
                    let alike = is_as_written(body, then) && is_as_written(body, otherwise);
                    let change = alike.then(|| as_select(subject, body.span(*condition)));
                    found.push(Diagnostic {
                        suggestions: change.flatten().into_iter().collect(),
                        ..diagnostic
                    });
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

/// Whether what a block sets the variable to has its type as it is written: a conditional brings both of
/// its sides to one type first.
fn is_as_written(body: &Body<'_>, block: &Block) -> bool {
    let Some(Stmt::Eval(last)) = block.last() else {
        return false;
    };
    let Op::Store { value, .. } = body.op(*last) else {
        return false;
    };
    !matches!(body.op(*value), Op::Convert(_))
}

/// `x = c ? a : b;` for the `if` with this condition.
fn as_select(subject: &Subject<'_>, condition: Span) -> Option<Suggestion> {
    let mut found: Option<&ast::Stmt> = None;
    for function in functions(subject.tree?) {
        blocks(function.body.as_ref()?, &mut |block| {
            let mut stmts = block.stmts.iter();
            found = found.or_else(|| stmts.find(|stmt| is_if(stmt, condition)));
        });
    }
    let stmt = found?;
    let StmtKind::If {
        condition,
        then,
        otherwise: Some(otherwise),
        ..
    } = &stmt.kind
    else {
        return None;
    };
    let text = |expr: &Expr| subject.sources.text(expr.span);
    let (target, accept) = assignment(then)?;
    let (other, reject) = assignment(otherwise)?;
    if text(target) != text(other) {
        return None;
    }
    let operand = |expr: &Expr| match expr.kind {
        ExprKind::Conditional(..) | ExprKind::Assign(..) => format!("({})", text(expr)),
        _ => text(expr).to_owned(),
    };
    let (target, condition) = (text(target), operand(condition));
    let select = format!(
        "{target} = {condition} ? {} : {};",
        operand(accept),
        operand(reject)
    );
    // A comment would be lost.
    let whole = subject.sources.text(stmt.span);
    let is_plain = !whole.contains("//") && !whole.contains("/*");
    is_plain.then(|| Suggestion::replace(stmt.span, whole, &select))
}

fn is_if(stmt: &ast::Stmt, at: Span) -> bool {
    matches!(&stmt.kind, StmtKind::If { condition, .. } if condition.span == at)
}

/// The target and the value, where a statement is nothing but an assignment.
fn assignment(stmt: &ast::Stmt) -> Option<(&Expr, &Expr)> {
    match &stmt.kind {
        StmtKind::Block(block) => match &block.stmts[..] {
            [only] => assignment(only),
            _ => None,
        },
        StmtKind::Expr(expr) => match &expr.kind {
            ExprKind::Assign(None, target, value) => Some((target, value)),
            _ => None,
        },
        _ => None,
    }
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
