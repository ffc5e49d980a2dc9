//! Loops.

use crate::{
    ir::{Block, Loop, Stmt, ValueId},
    lower::{Breakable, Lowerer, expr::operand::Operand},
    source::Span,
    syntax::ast::{self, StmtKind, Unroll},
};

/// The parts of a `for` or `while`.
struct Parts<'a> {
    condition: Option<&'a ast::Expr>,
    step: Option<&'a ast::Expr>,
    body: &'a ast::Stmt,
    unroll: Option<Unroll>,
    span: Span,
}

pub(super) const fn unroll_count(unroll: Option<Unroll>) -> Option<u32> {
    match unroll {
        None => None,
        Some(Unroll::Full) => Some(u32::MAX),
        Some(Unroll::By(count)) => Some(count),
    }
}

impl<'a> Lowerer<'a> {
    pub(super) fn repeat(&mut self, stmt: &'a ast::Stmt) {
        let span = stmt.span;
        match &stmt.kind {
            StmtKind::For {
                init,
                condition,
                step,
                body,
                unroll,
            } => {
                let (condition, step) = (condition.as_ref(), step.as_ref());
                let parts = Parts {
                    condition,
                    step,
                    body,
                    unroll: *unroll,
                    span,
                };
                self.in_block(|lowerer| {
                    lowerer.stmt(init);
                    lowerer.while_loop(&parts);
                });
            }
            StmtKind::While {
                condition,
                body,
                unroll,
            } => {
                let condition = Some(condition);
                let parts = Parts {
                    condition,
                    step: None,
                    body,
                    unroll: *unroll,
                    span,
                };
                self.while_loop(&parts);
            }
            StmtKind::DoWhile { body, condition } => self.do_loop(body, condition, span),
            _ => {}
        }
    }

    fn while_loop(&mut self, parts: &Parts<'a>) {
        self.cx().builder.open();
        let condition = parts.condition.map(|condition| {
            let condition = self.expr(condition);
            self.condition_value(condition)
        });
        let while_ = condition
            .as_ref()
            .and_then(|condition| self.loop_condition(condition));
        let before = self.cx().builder.close();
        let body = self.loop_body(parts.body);
        self.cx().builder.open();
        if let Some(step) = parts.step {
            self.expr(step);
        }
        let step = self.cx().builder.close();
        if condition.is_some_and(|condition| condition.known() == Some(0)) {
            return;
        }
        let unroll = unroll_count(parts.unroll);
        let span = parts.span;
        let repeat = Loop {
            before,
            while_,
            body,
            step,
            again_if: None,
            unroll,
            span,
        };
        self.cx().builder.stmt(Stmt::Loop(Box::new(repeat)));
    }

    /// The value that a loop goes on for; `None` where it always does.
    fn loop_condition(&mut self, condition: &Operand) -> Option<ValueId> {
        match condition.known() {
            Some(1..) => None,
            _ if condition.is_error() => None,
            _ => Some(self.value(condition)),
        }
    }

    fn loop_body(&mut self, body: &'a ast::Stmt) -> Block {
        self.cx().breakable.push(Breakable::Loop);
        let block = self.block_of(body);
        self.cx().breakable.pop();
        block
    }

    /// `do … while (0)` without `break` and `continue` is no loop at all.
    fn do_loop(&mut self, body: &'a ast::Stmt, condition: &'a ast::Expr, span: Span) {
        let body = self.loop_body(body);
        self.cx().builder.open();
        let condition = self.expr(condition);
        let condition = self.condition_value(condition);
        let never = condition.known() == Some(0);
        let again_if = self.loop_condition(&condition);
        let step = self.cx().builder.close();
        if condition.is_error() {
            return;
        }
        if never && !leaves(&body, true) {
            return self.splice(body);
        }
        let before = Vec::new();
        let repeat = Loop {
            before,
            while_: None,
            body,
            step,
            again_if,
            unroll: None,
            span,
        };
        self.cx().builder.stmt(Stmt::Loop(Box::new(repeat)));
    }
}

/// Whether a block holds a `Break` or `Continue` of the loop around it.
fn leaves(block: &Block, breaks: bool) -> bool {
    block.iter().any(|stmt| match stmt {
        Stmt::Break(_) => breaks,
        Stmt::Continue(_) => true,
        Stmt::If {
            then, otherwise, ..
        } => leaves(then, breaks) || leaves(otherwise, breaks),
        Stmt::Switch { cases, .. } => cases.iter().any(|case| leaves(&case.body, false)),
        Stmt::Eval(_) | Stmt::Loop(_) | Stmt::Return(..) => false,
    })
}
