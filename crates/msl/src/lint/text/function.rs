//! The functions of a unit's text, and the blocks and statements in them.

use crate::syntax::ast::{Block, File, Function, Item, ItemKind, Stmt, StmtKind};

/// All functions that have a body, with those of structs and namespaces.
pub(in crate::lint) fn functions(file: &File) -> Vec<&Function> {
    let mut found = Vec::new();
    let mut waiting: Vec<&[Item]> = vec![&file.items];
    while let Some(items) = waiting.pop() {
        for item in items {
            match &item.kind {
                ItemKind::Function(function) if function.body.is_some() => found.push(&**function),
                ItemKind::Namespace { items, .. } => waiting.push(items),
                ItemKind::Record(record) => waiting.extend(record.members.as_deref()),
                _ => {}
            }
        }
    }
    found
}

/// Calls `visit` with each block of a function, outer before inner. Bodies of lambdas are left out.
pub(in crate::lint) fn blocks<'a>(block: &'a Block, visit: &mut dyn FnMut(&'a Block)) {
    visit(block);
    for stmt in &block.stmts {
        for inner in parts(stmt) {
            in_stmt(inner, visit);
        }
        if let StmtKind::Block(inner) | StmtKind::Switch { body: inner, .. } = &stmt.kind {
            blocks(inner, visit);
        }
    }
}

fn in_stmt<'a>(stmt: &'a Stmt, visit: &mut dyn FnMut(&'a Block)) {
    match &stmt.kind {
        StmtKind::Block(block) | StmtKind::Switch { body: block, .. } => blocks(block, visit),
        _ => parts(stmt)
            .into_iter()
            .for_each(|inner| in_stmt(inner, visit)),
    }
}

/// The statements that a statement holds, without those of a block.
pub(super) fn parts(stmt: &Stmt) -> Vec<&Stmt> {
    match &stmt.kind {
        StmtKind::If {
            then, otherwise, ..
        } => std::iter::once(&**then)
            .chain(otherwise.as_deref())
            .collect(),
        StmtKind::For { init, body, .. } => vec![&**init, &**body],
        StmtKind::RangeFor { body, .. }
        | StmtKind::While { body, .. }
        | StmtKind::DoWhile { body, .. } => vec![&**body],
        _ => Vec::new(),
    }
}
