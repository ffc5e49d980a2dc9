//! Whether what follows a statement is ever reached, as far as the text says.

use super::function::parts;
use crate::syntax::ast::{Block, Expr, ExprKind, Literal, Stmt, StmtKind};

/// Whether a statement never passes to the next: it returns or leaves a loop, whichever way it goes.
pub(super) fn leaves(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Return(_) | StmtKind::Break | StmtKind::Continue => true,
        StmtKind::Block(block) => block.stmts.iter().any(leaves) && !has_label(stmt),
        StmtKind::If {
            constexpr: false,
            then,
            otherwise: Some(otherwise),
            ..
        } => leaves(then) && leaves(otherwise),
        _ => false,
    }
}

/// Whether a statement is a label of the `switch` around it, or a block with one.
pub(super) fn has_label(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Case(_) | StmtKind::Default => true,
        StmtKind::Block(block) => block.stmts.iter().any(has_label),
        _ => false,
    }
}

/// Whether the end of a block is reached, for all that the text says.
pub(super) fn reaches_end(block: &Block) -> bool {
    !block.stmts.iter().any(returns)
}

/// Whether a function returns in this statement, or may for a reason that is not looked into.
fn returns(stmt: &Stmt) -> bool {
    match &stmt.kind {
        // What a template leaves out, and what did not parse, is not known.
        StmtKind::Return(_)
        | StmtKind::Error
        | StmtKind::If {
            constexpr: true, ..
        } => true,
        StmtKind::Block(block) => !reaches_end(block),
        StmtKind::If {
            then,
            otherwise: Some(otherwise),
            ..
        } => returns(then) && returns(otherwise),
        StmtKind::While {
            condition, body, ..
        } => is_true(condition) && !breaks(body),
        StmtKind::For {
            condition, body, ..
        } => condition.as_ref().is_none_or(is_true) && !breaks(body),
        StmtKind::DoWhile { body, condition } => {
            returns(body) || is_true(condition) && !breaks(body)
        }
        // Every value may have its label.
        StmtKind::Switch { body, .. } => {
            !body.stmts.iter().any(breaks) && body.stmts.iter().any(returns)
        }
        // A program may tell the compiler that it is never here.
        StmtKind::Expr(expr) => is_call_of(expr, "__builtin_unreachable"),
        _ => false,
    }
}

/// Whether a statement may leave the loop or `switch` around it.
fn breaks(stmt: &Stmt) -> bool {
    match &stmt.kind {
        StmtKind::Break => true,
        StmtKind::Block(block) => block.stmts.iter().any(breaks),
        StmtKind::If { .. } => parts(stmt).into_iter().any(breaks),
        _ => false,
    }
}

fn is_true(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Literal(Literal::Bool(value)) => *value,
        ExprKind::Literal(Literal::Int { value, .. }) => *value != 0,
        ExprKind::Paren(inner) => is_true(inner),
        _ => false,
    }
}

fn is_call_of(expr: &Expr, name: &str) -> bool {
    let ExprKind::Call(callee, _) = &expr.kind else {
        return false;
    };
    matches!(&callee.kind, ExprKind::Path(path)
        if path.segments.last().is_some_and(|last| last.ident.name == name))
}
