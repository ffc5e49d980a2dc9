//! `if (a = b)`, where a comparison was meant.

use super::function::functions;
use crate::{
    diagnostic::Diagnostic,
    lint::{Level, Lint, subject::Subject},
    syntax::ast::{Block, Expr, ExprKind, Stmt, StmtKind},
};

pub(crate) const LINT: Lint = Lint {
    name: "assignment-in-condition",
    level: Level::Warning,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(tree) = subject.tree else { return };
    for function in functions(tree) {
        if let Some(body) = &function.body {
            in_block(body, found);
        }
    }
}

fn in_block(block: &Block, found: &mut Vec<Diagnostic>) {
    block.stmts.iter().for_each(|stmt| in_stmt(stmt, found));
}

fn in_stmt(stmt: &Stmt, found: &mut Vec<Diagnostic>) {
    match &stmt.kind {
        StmtKind::If { condition, .. }
        | StmtKind::While { condition, .. }
        | StmtKind::DoWhile { condition, .. } => in_condition(condition, found),
        StmtKind::For {
            condition: Some(condition),
            ..
        } => in_condition(condition, found),
        StmtKind::Block(block) | StmtKind::Switch { body: block, .. } => in_block(block, found),
        _ => {}
    }
    let parts = super::function::parts(stmt);
    parts.into_iter().for_each(|part| in_stmt(part, found));
}

fn in_condition(condition: &Expr, found: &mut Vec<Diagnostic>) {
    if let ExprKind::Assign(None, ..) = condition.kind {
        let message = "this condition assigns, and does not compare";
        found.push(
            Diagnostic::warning(LINT.name, condition.span, message).with_help(
                "write `==` to compare, or put the assignment in parentheses of its own",
            ),
        );
    }
}
