//! `switch`.

use crate::{
    diagnostic::Diagnostic,
    ir::{Block, Case, Scalar, Stmt},
    lower::{Breakable, Lowerer, constant::fold, ty::Ty},
    source::Span,
    syntax::ast::{self, StmtKind},
};
use std::collections::BTreeMap;

/// The labels met so far: those of earlier cases, and those of the one that is open.
#[derive(Default)]
struct Labels {
    seen: BTreeMap<i64, Span>,
    default: Option<Span>,
}

impl<'a> Lowerer<'a> {
    pub(super) fn switch(&mut self, selector: &'a ast::Expr, body: &'a ast::Block, span: Span) {
        let operand = self.expr(selector);
        let operand = self.rvalue(operand);
        if operand.is_error() {
            return;
        }
        let Some(scalar) = self.is_switchable(operand.ty) else {
            let message = format!(
                "expected an integer to switch on, found `{}`",
                self.ty_name(operand.ty)
            );
            return self.error("type-mismatch", selector.span, message);
        };
        let promoted = crate::lower::conversion::promote(scalar);
        let plain = self.unpacked(operand);
        let plain = self.convert_value(&plain, Ty::scalar(promoted));
        let selector = self.value(&plain);
        self.cx().breakable.push(Breakable::Switch);
        let cases = self.in_block(|lowerer| lowerer.cases(body, promoted));
        self.cx().breakable.pop();
        self.cx().builder.stmt(Stmt::Switch {
            selector,
            cases,
            span,
        });
    }

    fn cases(&mut self, body: &'a ast::Block, scalar: Scalar) -> Vec<Case> {
        let mut labels = Labels::default();
        let mut cases: Vec<Case> = Vec::new();
        let mut at = 0;
        let stmts = &body.stmts;
        while let Some(StmtKind::Declare(declaration)) = stmts.get(at).map(|stmt| &stmt.kind)
            && declaration
                .variables
                .iter()
                .all(|variable| variable.init.is_none())
        {
            self.declaration_in_memory(declaration);
            at += 1;
        }
        while at < stmts.len() {
            let mut case = Case {
                labels: Vec::new(),
                default: false,
                body: Vec::new(),
                falls_through: true,
            };
            let start = at;
            while at < stmts.len() && self.label(&stmts[at], scalar, &mut labels, &mut case) {
                at += 1;
            }
            if at == start {
                let message = "statements before the first `case` never run";
                self.error("misplaced-statement", stmts[at].span, message);
            }
            self.cx().builder.open();
            while at < stmts.len() && !is_label(&stmts[at]) {
                self.switch_stmt(&stmts[at]);
                at += 1;
            }
            case.body = self.cx().builder.close();
            case.falls_through = close_case(&mut case.body) && at < stmts.len();
            cases.push(case);
        }
        cases
    }

    /// A variable declared directly in a switch's block is in the scope of later cases too, so it
    /// must be memory.
    fn switch_stmt(&mut self, stmt: &'a ast::Stmt) {
        match &stmt.kind {
            StmtKind::Declare(declaration) => self.declaration_in_memory(declaration),
            _ => self.stmt(stmt),
        }
    }

    fn label(
        &mut self,
        stmt: &'a ast::Stmt,
        scalar: Scalar,
        labels: &mut Labels,
        case: &mut Case,
    ) -> bool {
        let (value, previous) = match &stmt.kind {
            StmtKind::Default => {
                case.default = true;
                (None, labels.default.replace(stmt.span))
            }
            StmtKind::Case(expr) => {
                let scope = self.scope();
                let Some(value) = self.case_value(expr, scalar, scope) else {
                    return true;
                };
                case.labels.push(value);
                (Some(value), labels.seen.insert(value, expr.span))
            }
            _ => return false,
        };
        if let Some(previous) = previous {
            let what = value.map_or("default".to_owned(), |value| format!("case {value}"));
            let diagnostic = Diagnostic::error(
                "redeclaration",
                stmt.span,
                format!("`{what}` occurs twice in this `switch`"),
            )
            .with_related(previous, "first here");
            self.report(diagnostic);
        }
        true
    }

    fn case_value(
        &mut self,
        expr: &'a ast::Expr,
        scalar: Scalar,
        scope: crate::lower::scope::ScopeId,
    ) -> Option<i64> {
        let (from, bits) = self.constant_integer(expr, scope)?;
        let bits = fold::convert(from, scalar, bits)?;
        let value = fold::integer(scalar, bits)?;
        // Labels are sign-extended, also those of unsigned 64-bit selectors.
        Some(i64::try_from(value).unwrap_or(value as i64))
    }
}

fn is_label(stmt: &ast::Stmt) -> bool {
    matches!(stmt.kind, StmtKind::Case(_) | StmtKind::Default)
}

/// Removes a `break` at the end. Whether control goes on after the block.
fn close_case(block: &mut Block) -> bool {
    match block.last() {
        Some(Stmt::Break(_)) => {
            block.pop();
            false
        }
        Some(Stmt::Return(..) | Stmt::Continue(_)) => false,
        _ => true,
    }
}
