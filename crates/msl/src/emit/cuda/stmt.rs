//! Statements. Where lanes run together, they vote at each fork who goes where.
//!
//! ```text
//! if (c) { A } else { B }      const u32 m = ballot(mask, c);
//!                              if (c) { A, with m } else { B, with mask & ~m }
//! while (c) { A }              u32 m = mask;
//!                              for (;;) { m = ballot(m, c); if (!c) break; A, with m }
//! ```
//!
//! Where all of them come to the same answer, there is no vote.
//!
//! In a function that lanes run together no other statement parts them ([`without_jumps`](crate::ir::without_jumps)), so
//! that behind a fork all are there again that were before it.

use super::{constant::literal, function::Writer};
use crate::ir::{Block, Case, Loop, Scalar, Stmt, Type, ValueId};

impl Writer<'_> {
    pub(super) fn block(&mut self, block: &Block) {
        block.iter().for_each(|stmt| self.stmt(stmt));
    }

    fn nested(&mut self, head: &str, block: &Block) {
        self.line(head);
        self.indent += 1;
        self.block(block);
        self.indent -= 1;
    }

    fn is_together(&self, block: &Block) -> bool {
        self.unit.together.is_block(self.function, block)
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::Eval(value) => {
                self.at(self.function.values[*value].span);
                self.eval(*value);
            }
            Stmt::If {
                condition,
                then,
                otherwise,
                ..
            } => self.fork(*condition, then, otherwise),
            Stmt::Loop(inner) => self.repeat(inner),
            Stmt::Switch {
                selector, cases, ..
            } => self.switch(*selector, cases),
            Stmt::Break(_) => self.line("break;"),
            Stmt::Continue(_) => match self.step.clone() {
                Some(step) => self.line(&format!("goto {step};")),
                None => self.line("continue;"),
            },
            Stmt::Return(None, _) => self.line("return;"),
            Stmt::Return(Some(value), _) => {
                let value = self.operand(*value);
                self.line(&format!("return {value};"));
            }
        }
    }

    fn fork(&mut self, condition: ValueId, then: &Block, otherwise: &Block) {
        let together = self.is_together(then) || self.is_together(otherwise);
        let parts = together && !self.is_uniform(condition);
        let condition = self.operand(condition);
        let before = self.mask.clone();
        let (mut accepted, mut rejected) = (before.clone(), before.clone());
        if parts {
            accepted = self.namer.name("mask");
            rejected = format!("({before} & ~{accepted})");
            self.line(&format!(
                "const ks_u32 {accepted} = __ballot_sync({before}, {condition});"
            ));
        }
        self.mask = accepted;
        self.nested(&format!("if ({condition}) {{"), then);
        if !otherwise.is_empty() {
            self.mask = rejected;
            self.nested("} else {", otherwise);
        }
        self.line("}");
        self.mask = before;
    }

    fn repeat(&mut self, inner: &Loop) {
        let blocks = [&inner.before, &inner.body, &inner.step];
        let together = blocks.iter().any(|block| self.is_together(block));
        let mut ends = [inner.while_, inner.again_if].into_iter().flatten();
        let parts = together && ends.any(|condition| !self.is_uniform(condition));
        let before = self.mask.clone();
        if parts {
            let mask = self.namer.name("mask");
            self.line(&format!("ks_u32 {mask} = {before};"));
            self.mask = mask;
        }
        match inner.unroll {
            None => {}
            Some(u32::MAX) => self.line("#pragma unroll"),
            Some(factor) => self.line(&format!("#pragma unroll {factor}")),
        }
        self.nested("for (;;) {", &inner.before);
        self.indent += 1;
        self.leave_unless(inner.while_, parts);
        let has_end = !inner.step.is_empty() || inner.again_if.is_some();
        if has_end && continues(&inner.body) {
            self.body_with_end(inner);
        } else {
            let outer = self.step.take();
            self.block(&inner.body);
            self.step = outer;
        }
        self.block(&inner.step);
        self.leave_unless(inner.again_if, parts);
        self.indent -= 1;
        self.line("}");
        self.mask = before;
    }

    /// A body whose `Continue` goes to what follows it.
    fn body_with_end(&mut self, inner: &Loop) {
        let end = self.namer.name("end");
        let outer = self.step.replace(end.clone());
        self.nested("{", &inner.body);
        self.step = outer;
        self.line("}");
        self.line(&format!("{end}:;"));
    }

    fn leave_unless(&mut self, condition: Option<ValueId>, parts: bool) {
        let Some(condition) = condition else { return };
        let condition = self.operand(condition);
        if parts {
            let mask = self.mask.clone();
            self.line(&format!("{mask} = __ballot_sync({mask}, {condition});"));
        }
        self.line(&format!("if (!{condition}) break;"));
    }

    fn switch(&mut self, selector: ValueId, cases: &[Case]) {
        let scalar = match self.ty(selector) {
            Type::Scalar(scalar) => *scalar,
            _ => Scalar::I32,
        };
        let all = u64::MAX >> (64 - scalar.size_bytes() * 8);
        let selector = self.operand(selector);
        self.line(&format!("switch ({selector}) {{"));
        self.indent += 1;
        for case in cases {
            for label in &case.labels {
                let label = literal(scalar, label.cast_unsigned() & all);
                self.line(&format!("case {label}:"));
            }
            if case.default {
                self.line("default:");
            }
            self.nested("{", &case.body);
            self.line("}");
            if !case.falls_through {
                self.line("break;");
            }
        }
        self.indent -= 1;
        self.line("}");
    }
}

/// Whether a `Continue` of the loop whose body this is stands in the block.
fn continues(block: &Block) -> bool {
    block.iter().any(|stmt| match stmt {
        Stmt::Continue(_) => true,
        Stmt::If {
            then, otherwise, ..
        } => continues(then) || continues(otherwise),
        Stmt::Switch { cases, .. } => cases.iter().any(|case| continues(&case.body)),
        Stmt::Eval(_) | Stmt::Loop(_) | Stmt::Break(_) | Stmt::Return(..) => false,
    })
}
