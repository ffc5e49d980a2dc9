//! `x = x`, which does nothing.

use super::function::functions;
use crate::{
    diagnostic::Diagnostic,
    lint::{Level, Lint, subject::Subject},
    lower::{Node, walk},
    syntax::ast::{Expr, ExprKind, UnaryOp},
};

pub(crate) const LINT: Lint = Lint {
    name: "self-assignment",
    level: Level::Warning,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(tree) = subject.tree else { return };
    for body in functions(tree)
        .iter()
        .filter_map(|function| function.body.as_ref())
    {
        walk(body, &mut |node| {
            let Node::Expr(expr) = node else { return };
            let ExprKind::Assign(None, target, value) = &expr.kind else {
                return;
            };
            let (left, right) = (
                subject.sources.text(target.span),
                subject.sources.text(value.span),
            );
            if target.span != value.span && left == right && is_place(target) && is_place(value) {
                let message = format!("`{left}` is assigned to itself");
                found.push(Diagnostic::warning(LINT.name, expr.span, message));
            }
        });
    }
}

/// Whether an expression names a place without doing anything.
fn is_place(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Path(_) | ExprKind::This => true,
        ExprKind::Member { base: inner, .. }
        | ExprKind::Paren(inner)
        | ExprKind::Unary(UnaryOp::Deref, inner) => is_place(inner),
        ExprKind::Index(base, index) => {
            is_place(base) && (is_place(index) || matches!(index.kind, ExprKind::Literal(_)))
        }
        _ => false,
    }
}
