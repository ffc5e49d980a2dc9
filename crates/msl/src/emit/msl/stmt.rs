//! Statements.

use super::{constant::literal, function::Writer};
use crate::{
    emit::Error,
    ir::{Block, Case, Loop, Scalar, Stmt, Type, ValueId},
};

/// The name of the flag that a body in `do { … } while (false)` sets to leave its loop; `None`
/// where `break` does.
pub(super) type Leave<'a> = Option<&'a str>;

impl Writer<'_> {
    pub(super) fn block(&mut self, block: &Block, leave: Leave<'_>) -> Result<(), Error> {
        block.iter().try_for_each(|stmt| self.stmt(stmt, leave))
    }

    fn nested(&mut self, head: &str, block: &Block, leave: Leave<'_>) -> Result<(), Error> {
        self.line(head);
        self.indent += 1;
        self.block(block, leave)?;
        self.indent -= 1;
        Ok(())
    }

    fn stmt(&mut self, stmt: &Stmt, leave: Leave<'_>) -> Result<(), Error> {
        match stmt {
            Stmt::Eval(value) => self.eval(*value)?,
            Stmt::If {
                condition,
                then,
                otherwise,
                ..
            } => {
                let condition = self.operand(*condition);
                self.nested(&format!("if ({condition}) {{"), then, leave)?;
                if !otherwise.is_empty() {
                    self.nested("} else {", otherwise, leave)?;
                }
                self.line("}");
            }
            Stmt::Loop(inner) => self.repeat(inner)?,
            Stmt::Switch {
                selector, cases, ..
            } => self.switch(*selector, cases)?,
            Stmt::Break(_) => {
                if let Some(flag) = leave {
                    self.line(&format!("{flag} = true;"));
                }
                self.line("break;");
            }
            Stmt::Continue(_) => self.line("continue;"),
            Stmt::Return(None, _) => self.line("return;"),
            Stmt::Return(Some(value), _) => {
                let value = self.operand(*value);
                self.line(&format!("return {value};"));
            }
        }
        Ok(())
    }

    fn repeat(&mut self, inner: &Loop) -> Result<(), Error> {
        match inner.unroll {
            None => {}
            Some(u32::MAX) => self.directive("#pragma unroll"),
            Some(factor) => self.directive(&format!("#pragma unroll({factor})")),
        }
        self.nested("for (;;) {", &inner.before, None)?;
        self.indent += 1;
        self.leave_unless(inner.while_);
        let has_end = !inner.step.is_empty() || inner.again_if.is_some();
        if has_end && continues(&inner.body) {
            let flag = self.namer.name("left");
            self.line(&format!("bool {flag} = false;"));
            self.nested("do {", &inner.body, Some(&flag))?;
            self.line("} while (false);");
            self.line(&format!("if ({flag}) break;"));
        } else {
            self.block(&inner.body, None)?;
        }
        self.block(&inner.step, None)?;
        self.leave_unless(inner.again_if);
        self.indent -= 1;
        self.line("}");
        Ok(())
    }

    fn leave_unless(&mut self, condition: Option<ValueId>) {
        if let Some(condition) = condition {
            let condition = self.operand(condition);
            self.line(&format!("if (!{condition}) break;"));
        }
    }

    fn switch(&mut self, selector: ValueId, cases: &[Case]) -> Result<(), Error> {
        let ty = &self.module.types[self.function.ty(selector)];
        let scalar = match ty {
            Type::Scalar(scalar) => *scalar,
            _ => Scalar::I32,
        };
        let mask = u64::MAX >> (64 - scalar.size_bytes() * 8);
        let selector = self.operand(selector);
        self.line(&format!("switch ({selector}) {{"));
        self.indent += 1;
        for case in cases {
            for label in &case.labels {
                let label = literal(scalar, label.cast_unsigned() & mask);
                self.line(&format!("case {label}:"));
            }
            if case.default {
                self.line("default:");
            }
            // A `break` in here leaves the switch, as in the IR.
            self.nested("{", &case.body, None)?;
            self.line("}");
            if !case.falls_through {
                self.line("break;");
            }
        }
        self.indent -= 1;
        self.line("}");
        Ok(())
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
