//! Statements.

mod bindings;
mod declare;
mod range;
mod repeat;
mod switch;

pub(super) use declare::Init;

use super::{
    Breakable, Lowerer, Return,
    conversion::Purpose,
    expr::operand::Operand,
    ty::{Ty, TyKind},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{Block, Stmt},
    source::Span,
    syntax::ast::{self, ExprKind, StmtKind},
};

impl<'a> Lowerer<'a> {
    /// The statements of a function, in the scope of its parameters.
    pub(super) fn function_body(&mut self, body: &'a ast::Block) {
        for stmt in &body.stmts {
            self.stmt(stmt);
        }
    }

    pub(super) fn stmt(&mut self, stmt: &'a ast::Stmt) {
        self.nested(stmt.span, |lowerer| lowerer.stmt_kind(stmt));
    }

    fn stmt_kind(&mut self, stmt: &'a ast::Stmt) {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::Expr(expr) => _ = self.expr(expr),
            StmtKind::Declare(declaration) => self.declaration(declaration),
            StmtKind::Item(item) => {
                let scope = self.scope();
                self.local_item(item, scope);
            }
            StmtKind::Block(block) => self.in_block(|lowerer| lowerer.function_body(block)),
            StmtKind::If {
                constexpr,
                condition,
                then,
                otherwise,
            } => {
                let otherwise = otherwise.as_deref();
                if *constexpr {
                    self.if_constexpr(condition, then, otherwise);
                } else {
                    self.if_stmt(condition, then, otherwise, span);
                }
            }
            StmtKind::RangeFor {
                variable,
                range,
                body,
                unroll,
            } => self.range_for((variable, range, body), *unroll, span),
            StmtKind::Bindings(bindings) => self.bindings(bindings, span),
            StmtKind::For { .. } | StmtKind::While { .. } | StmtKind::DoWhile { .. } => {
                self.repeat(stmt);
            }
            StmtKind::Switch { selector, body } => self.switch(selector, body, span),
            StmtKind::Case(_) | StmtKind::Default => {
                self.unsupported("a case label outside of a `switch`'s own block", span);
            }
            StmtKind::Break => self.leave(span, Stmt::Break(span), "break"),
            StmtKind::Continue => self.leave(span, Stmt::Continue(span), "continue"),
            StmtKind::Return(value) => self.return_stmt(value.as_ref(), span),
            StmtKind::Empty | StmtKind::Error => {}
        }
    }

    /// A statement in a block and scope of its own.
    pub(super) fn block_of(&mut self, stmt: &'a ast::Stmt) -> Block {
        self.cx().builder.open();
        self.in_block(|lowerer| match &stmt.kind {
            StmtKind::Block(block) => lowerer.function_body(block),
            _ => lowerer.stmt(stmt),
        });
        self.cx().builder.close()
    }

    fn if_constexpr(
        &mut self,
        condition: &'a ast::Expr,
        then: &'a ast::Stmt,
        otherwise: Option<&'a ast::Stmt>,
    ) {
        let scope = self.scope();
        let taken = match self.constant_bool(condition, scope) {
            Some(true) => Some(then),
            Some(false) => otherwise,
            None => None,
        };
        if let Some(stmt) = taken {
            let block = self.block_of(stmt);
            self.splice(block);
        }
    }

    fn if_stmt(
        &mut self,
        condition: &'a ast::Expr,
        then: &'a ast::Stmt,
        otherwise: Option<&'a ast::Stmt>,
        span: Span,
    ) {
        if otherwise.is_none() {
            return self.if_all(condition, then, span);
        }
        let condition = self.expr(condition);
        let condition = self.condition_value(condition);
        let then = self.block_of(then);
        let otherwise = otherwise.map_or_else(Vec::new, |stmt| self.block_of(stmt));
        self.branch(&condition, then, otherwise, span);
    }

    fn branch(&mut self, condition: &Operand, then: Block, otherwise: Block, span: Span) {
        if condition.is_error() {
            return;
        }
        if let Some(known) = condition.known() {
            // Both were checked; one is kept.
            return self.splice(if known != 0 { then } else { otherwise });
        }
        if then.is_empty() && otherwise.is_empty() {
            return;
        }
        let condition = self.value(condition);
        self.cx().builder.stmt(Stmt::If {
            condition,
            then,
            otherwise,
            span,
        });
    }

    /// `if (a && b) …` without `else` is `if (a) if (b) …` where `b` must not be evaluated always.
    fn if_all(&mut self, condition: &'a ast::Expr, then: &'a ast::Stmt, span: Span) {
        let mut parts = Vec::new();
        conjuncts(condition, &mut parts);
        let first = self.expr(parts[0]);
        let mut known = self.condition_value(first);
        let mut outer = Vec::new();
        for part in &parts[1..] {
            self.cx().builder.open();
            let part = self.expr(part);
            let part = self.condition_value(part);
            let block = self.cx().builder.close();
            known = match self.and_cheap(&known, &part, block, span) {
                Ok(both) => both,
                Err(block) => {
                    outer.push(known);
                    self.cx().builder.open();
                    self.splice(block);
                    part
                }
            };
        }
        let then = self.block_of(then);
        self.branch(&known, then, Vec::new(), span);
        while let Some(condition) = outer.pop() {
            let then = self.cx().builder.close();
            self.branch(&condition, then, Vec::new(), span);
        }
    }

    fn leave(&mut self, span: Span, stmt: Stmt, word: &str) {
        let inside = match word {
            "break" => !self.cx().breakable.is_empty(),
            _ => self.cx().breakable.contains(&Breakable::Loop),
        };
        if !inside {
            let place = if word == "break" {
                "a loop or `switch`"
            } else {
                "a loop"
            };
            return self.error(
                "misplaced-statement",
                span,
                format!("`{word}` needs {place} around it"),
            );
        }
        self.cx().builder.stmt(stmt);
    }

    fn return_stmt(&mut self, value: Option<&'a ast::Expr>, span: Span) {
        let operand = value.map(|value| self.expr(value));
        let ret = self.cx().ret;
        let operand = match (operand, ret) {
            (Some(operand), Return::Deduced(None)) => {
                let ty = self.decayed(&operand);
                if ty != Ty::ERROR {
                    self.cx().ret = Return::Deduced(Some(ty));
                }
                Some((operand, ty))
            }
            (Some(operand), Return::Known(ty) | Return::Deduced(Some(ty))) => Some((operand, ty)),
            (None, Return::Deduced(None)) => {
                self.cx().ret = Return::Deduced(Some(Ty::VOID));
                None
            }
            (None, Return::Known(ty) | Return::Deduced(Some(ty))) => {
                if !matches!(ty, Ty::VOID | Ty::ERROR) {
                    let message = format!("this function returns `{}`", self.ty_name(ty));
                    self.error("type-mismatch", span, message);
                }
                None
            }
        };
        let value = match operand {
            Some((operand, ty)) => match self.returned(operand, ty, span) {
                Some(value) => value,
                None => return,
            },
            None => None,
        };
        self.cx().builder.stmt(Stmt::Return(value, span));
    }

    /// The value that a `return` hands over; `None` on the outside where an error was reported.
    pub(super) fn returned(
        &mut self,
        operand: Operand,
        ty: Ty,
        span: Span,
    ) -> Option<Option<crate::ir::ValueId>> {
        if operand.is_error() || ty == Ty::ERROR {
            return None;
        }
        match self.tys[ty] {
            TyKind::Void if operand.ty == Ty::VOID => Some(None),
            TyKind::Void => {
                let diagnostic = Diagnostic::error(
                    "type-mismatch",
                    span,
                    "this function returns nothing, found a value",
                );
                self.report(diagnostic);
                None
            }
            TyKind::Closure(_) => {
                self.unsupported("a lambda as a result", span);
                None
            }
            TyKind::Reference(target) => self
                .bind_reference(operand, target, Purpose::Return)
                .map(Some),
            _ => {
                let converted = self.convert(operand, ty, Purpose::Return);
                (!converted.is_error()).then(|| Some(self.content_value(&converted)))
            }
        }
    }
}

/// The operands of a chain of `&&`, in order; one for anything else.
fn conjuncts<'e>(expr: &'e ast::Expr, parts: &mut Vec<&'e ast::Expr>) {
    let mut stack = vec![expr];
    while let Some(expr) = stack.pop() {
        match &expr.kind {
            ExprKind::Paren(inner) => stack.push(inner),
            ExprKind::Binary(ast::BinaryOp::And, left, right) => {
                stack.push(right);
                stack.push(left);
            }
            _ => parts.push(expr),
        }
    }
}
