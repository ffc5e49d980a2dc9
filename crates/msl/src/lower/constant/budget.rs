//! How much work constant expressions may be: each, and all of a compilation together. Without it
//! a source of a few lines could keep the compiler busy for hours.

use super::eval::{Result, refuse};
use crate::{ir::Const, source::Span};
use std::cell::Cell;

/// Operations, statements and copied numbers that one constant may take.
const MAX_STEPS: u64 = 1 << 19;
/// And all constants of a compilation together; Clang allows one of them as many.
const MAX_STEPS_TOGETHER: u64 = 1 << 20;

/// What is left for one constant.
#[derive(Clone, Copy)]
pub(super) struct Budget<'w> {
    /// Steps taken in this compilation.
    taken: &'w Cell<u64>,
    /// Those that were taken before this constant.
    before: u64,
}

impl<'w> Budget<'w> {
    /// The budget of the next constant.
    pub(super) fn new(taken: &'w Cell<u64>) -> Self {
        let before = taken.get();
        Self { taken, before }
    }

    /// Takes some steps, if there are as many left.
    pub(super) fn take(self, steps: u64, span: Span) -> Result<()> {
        let taken = self.taken.get().saturating_add(steps);
        self.taken.set(taken);
        if taken - self.before > MAX_STEPS || taken > MAX_STEPS_TOGETHER {
            return refuse(span, "it takes too many steps");
        }
        Ok(())
    }

    /// A copy of a constant; its numbers count as steps.
    pub(super) fn copy(self, constant: &Const, span: Span) -> Result<Const> {
        let Const::Composite(members) = constant else {
            return Ok(constant.clone());
        };
        self.take(members.len() as u64, span)?;
        let copies = members.iter().map(|member| self.copy(member, span));
        Ok(Const::Composite(copies.collect::<Result<_>>()?))
    }
}
