//! Statements after one that never passes to them.

use super::{
    flow::{has_label, leaves},
    function::{blocks, functions},
};
use crate::{
    diagnostic::Diagnostic,
    lint::{Level, Lint, subject::Subject},
    syntax::ast::{Block, Stmt, StmtKind},
};

pub(crate) const LINT: Lint = Lint {
    name: "unreachable-code",
    level: Level::Warning,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(tree) = subject.tree else { return };
    for body in functions(tree)
        .iter()
        .filter_map(|function| function.body.as_ref())
    {
        blocks(body, &mut |block| found.extend(in_block(block)));
    }
}

fn in_block(block: &Block) -> Option<Diagnostic> {
    let at = block.stmts.iter().position(leaves)?;
    let before = &block.stmts[at];
    let after = block.stmts[at + 1..]
        .iter()
        .find(|stmt| does_something(stmt))?;
    // What a macro brings is one place.
    if has_label(after) || after.span == before.span {
        return None;
    }
    let message = "this is never reached";
    let diagnostic = Diagnostic::warning(LINT.name, after.span, message);
    Some(diagnostic.with_related(before.span, "whatever comes here leaves"))
}

fn does_something(stmt: &Stmt) -> bool {
    !matches!(
        stmt.kind,
        StmtKind::Empty | StmtKind::Item(_) | StmtKind::Error
    )
}
