//! Switches that threads jump out of.

use super::{
    BREAK, Rewriter,
    leaving::{Leaves, leaves_switch},
    piece::branch,
};
use crate::{
    ir::{Block, Case, CompareOp, LocalId, Op, Stmt, ValueId},
    source::Span,
};

impl<F: Fn(&Block) -> bool> Rewriter<'_, F> {
    /// A switch as a row of `if`s, of which those run that a number names.
    pub(super) fn switch(
        &mut self,
        selector: ValueId,
        cases: Vec<Case>,
        span: Span,
        to: &mut Block,
    ) -> Leaves {
        let stays = cases
            .iter()
            .all(|case| !(self.together)(&case.body) && !leaves_switch(&case.body));
        if stays {
            to.push(Stmt::Switch {
                selector,
                cases,
                span,
            });
            return Leaves::default();
        }
        let at = self.local("at", self.int);
        self.push_number(to, at, cases.len(), span);
        let numbers = self.numbers(&cases, at, span);
        to.push(Stmt::Switch {
            selector,
            cases: numbers,
            span,
        });
        let leaves = self.row(cases, at, span, to);
        if leaves.breaks {
            self.forget_jump(to, BREAK, span);
        }
        Leaves {
            breaks: false,
            ..leaves
        }
    }

    /// The cases, each of which only says its number.
    fn numbers(&mut self, cases: &[Case], at: LocalId, span: Span) -> Vec<Case> {
        let numbers = cases.iter().enumerate().map(|(index, case)| {
            let mut body = Vec::new();
            self.push_number(&mut body, at, index, span);
            Case {
                labels: case.labels.clone(),
                default: case.default,
                body,
                falls_through: false,
            }
        });
        numbers.collect()
    }

    /// The cases' statements, each where the number is its own; one that falls through sets the next.
    fn row(&mut self, cases: Vec<Case>, at: LocalId, span: Span, to: &mut Block) -> Leaves {
        let mut leaves = Leaves::default();
        for (index, case) in cases.into_iter().enumerate() {
            let mut body = case.body;
            if case.falls_through {
                self.push_number(&mut body, at, index + 1, span);
            }
            let number = self.push_load(to, at, span);
            let own = self.number(index, span);
            let is_own = Op::Compare(CompareOp::Equal, number, own);
            let condition = self.push(to, is_own, self.bool, span);
            let (then, left) = self.nested(body);
            leaves = leaves.or(left);
            to.push(branch(condition, then, span));
        }
        leaves
    }
}
