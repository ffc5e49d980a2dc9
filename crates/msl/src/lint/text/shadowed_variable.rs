//! A variable with the name of one outside of its block.

use super::function::{functions, parts};
use crate::{
    diagnostic::Diagnostic,
    lint::{Level, Lint, subject::Subject},
    syntax::ast::{Block, Function, Ident, Stmt, StmtKind},
};

pub(crate) const LINT: Lint = Lint {
    name: "shadowed-variable",
    level: Level::Advice,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(tree) = subject.tree else { return };
    for function in functions(tree) {
        in_function(function, found);
    }
}

fn in_function(function: &Function, found: &mut Vec<Diagnostic>) {
    let Some(body) = &function.body else { return };
    let params = function
        .params
        .iter()
        .filter_map(|param| param.name.as_ref());
    let mut scopes = Scopes {
        names: params.collect(),
        found,
    };
    scopes.block(body);
}

/// Names in scope, the innermost last.
struct Scopes<'a, 'f> {
    names: Vec<&'a Ident>,
    found: &'f mut Vec<Diagnostic>,
}

impl<'a> Scopes<'a, '_> {
    fn block(&mut self, block: &'a Block) {
        let outer = self.names.len();
        block.stmts.iter().for_each(|stmt| self.stmt(stmt));
        self.names.truncate(outer);
    }

    fn stmt(&mut self, stmt: &'a Stmt) {
        let outer = self.names.len();
        match &stmt.kind {
            StmtKind::Declare(declaration) => {
                for variable in &declaration.variables {
                    self.declare(&variable.name);
                }
                return;
            }
            StmtKind::Bindings(bindings) => {
                return bindings.names.iter().for_each(|name| self.declare(name));
            }
            StmtKind::RangeFor { variable, .. } => self.declare(&variable.name),
            StmtKind::Block(block) | StmtKind::Switch { body: block, .. } => self.block(block),
            _ => {}
        }
        parts(stmt).into_iter().for_each(|part| self.stmt(part));
        self.names.truncate(outer);
    }

    fn declare(&mut self, name: &'a Ident) {
        let hidden = self
            .names
            .iter()
            .rev()
            .find(|known| known.name == name.name);
        // What a macro brings lies at one place, and hides what it brought before on purpose.
        if let Some(hidden) = hidden.filter(|hidden| hidden.span != name.span) {
            let message = format!("this `{}` hides the one outside", name.name);
            self.found.push(
                Diagnostic::warning(LINT.name, name.span, message)
                    .with_related(hidden.span, "which is declared here")
                    .with_help("give it another name, or assign to the one outside"),
            );
        }
        self.names.push(name);
    }
}
