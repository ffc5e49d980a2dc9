//! What is settled before a kernel runs, and what changes from one iteration of a loop to the next.

use super::{
    context::Contexts,
    origin::stored,
    spread::constant,
    variables::{Variables, local_of},
};
use crate::ir::{
    AddressSpace, BinaryOp, CompareOp, Function, LocalId, Loop, Module, Op, Type, ValueId,
};

/// How deep expressions are looked into; deeper ones count as unknown.
const DEPTH: u32 = 24;

/// A function with what the questions need.
#[derive(Clone, Copy)]
pub struct Iterations<'a> {
    /// The module.
    pub module: &'a Module,
    /// The function.
    pub function: &'a Function,
    /// Its variables.
    pub variables: &'a Variables,
    /// Its control flow.
    pub contexts: &'a Contexts<'a>,
}

/// A loop that counts: while `counter op bound`, from `start` by `step`.
struct Counted {
    start: ValueId,
    step: i64,
    bound: i64,
    op: CompareOp,
}

impl Iterations<'_> {
    /// How often the loop's body runs, where counter, bound and step are constants.
    #[must_use]
    pub fn count(&self, repeat: &Loop) -> Option<u64> {
        let Counted {
            start,
            step,
            bound,
            op,
        } = self.counted(repeat)?;
        let start = self.constant(start)?;
        let distance = match op {
            CompareOp::Less if step > 0 => bound.checked_sub(start)?,
            CompareOp::LessEqual if step > 0 => bound.checked_sub(start)?.checked_add(1)?,
            CompareOp::NotEqual if step > 0 => {
                let distance = bound.checked_sub(start)?;
                (distance % step == 0).then_some(distance)?
            }
            CompareOp::Greater if step < 0 => start.checked_sub(bound)?,
            CompareOp::GreaterEqual if step < 0 => start.checked_sub(bound)?.checked_add(1)?,
            _ => return None,
        };
        let distance = u64::try_from(distance).unwrap_or(0);
        Some(distance.div_ceil(step.unsigned_abs()))
    }

    /// Whether it runs equally often from each start below its step: the step divides the bound, as
    /// where each thread of a threadgroup takes its share of a tile.
    #[must_use]
    pub fn is_even(&self, repeat: &Loop) -> bool {
        self.counted(repeat).is_some_and(|counted| {
            let Counted {
                step, bound, op, ..
            } = counted;
            op == CompareOp::Less && step > 0 && bound % step == 0
        })
    }

    /// The loop's counter, where bound and step are constants.
    fn counted(&self, repeat: &Loop) -> Option<Counted> {
        let Op::Compare(op, left, right) = self.function.values[repeat.while_?].op else {
            return None;
        };
        let (counter, bound, op) = match (self.counter(left), self.constant(right)) {
            (Some(counter), Some(bound)) => (counter, bound, op),
            _ => (self.counter(right)?, self.constant(left)?, mirrored(op)),
        };
        let (start, step) = self.start_and_step(counter, repeat)?;
        Some(Counted {
            start,
            step,
            bound,
            op,
        })
    }

    /// Whether the value is settled when the kernel is compiled, if loops of at most `limit`
    /// iterations are unrolled.
    #[must_use]
    pub fn is_settled(&self, value: ValueId, limit: u64) -> bool {
        self.settled(value, limit, DEPTH)
    }

    fn settled(&self, value: ValueId, limit: u64, depth: u32) -> bool {
        if depth == 0 {
            return false;
        }
        let op = &self.function.values[value].op;
        match op {
            Op::Const(_) => true,
            Op::Load(pointer) => self
                .function
                .local_of(*pointer)
                .is_some_and(|local| self.is_settled_variable((local, value), limit, depth)),
            Op::Unary(..)
            | Op::Binary(..)
            | Op::Convert(_)
            | Op::Select { .. }
            | Op::Compare(..)
            | Op::Math { .. } => {
                let mut all = true;
                op.for_each_operand(|operand| all &= self.settled(operand, limit, depth - 1));
                all
            }
            _ => false,
        }
    }

    /// A counter of a short loop around the load, or a variable that is only ever given what is
    /// settled.
    fn is_settled_variable(
        &self,
        (local, load): (LocalId, ValueId),
        limit: u64,
        depth: u32,
    ) -> bool {
        let uses = self.variables.of(local);
        if uses.escapes {
            return false;
        }
        let is_counter = |repeat: &Loop| {
            self.tested(repeat) == Some(local) && self.count(repeat).is_some_and(|n| n <= limit)
        };
        if self.contexts.loops(load).any(is_counter) {
            return true;
        }
        let mut values = uses
            .stores
            .iter()
            .map(|store| stored(self.function, *store));
        uses.stores.len() == 1
            && values.all(|value| value.is_some_and(|v| self.settled(v, limit, depth - 1)))
    }

    /// The variable that a loop's condition tests.
    fn tested(&self, repeat: &Loop) -> Option<LocalId> {
        let Op::Compare(_, left, right) = self.function.values[repeat.while_?].op else {
            return None;
        };
        self.counter(left).or_else(|| self.counter(right))
    }

    /// Whether the value may differ between two iterations of a loop.
    #[must_use]
    pub fn varies(&self, value: ValueId, repeat: &Loop) -> bool {
        self.varies_to(value, repeat, DEPTH)
    }

    fn varies_to(&self, value: ValueId, repeat: &Loop, depth: u32) -> bool {
        if !self.contexts.is_in(value, repeat) {
            return false;
        }
        if depth == 0 {
            return true;
        }
        let op = &self.function.values[value].op;
        match op {
            Op::Load(pointer) => {
                self.varies_to(*pointer, repeat, depth - 1) || self.is_written(*pointer, repeat)
            }
            Op::Call { .. } | Op::Simd { .. } | Op::Atomic { .. } | Op::Matrix { .. } => true,
            _ => {
                let mut any = false;
                op.for_each_operand(|operand| any |= self.varies_to(operand, repeat, depth - 1));
                any
            }
        }
    }

    /// Whether a loop may write what the pointer points to.
    fn is_written(&self, pointer: ValueId, repeat: &Loop) -> bool {
        if let Some(local) = local_of(self.function, pointer) {
            let uses = self.variables.of(local);
            let shared = self.function.locals[local].space == AddressSpace::Threadgroup;
            return shared
                || uses.escapes
                || uses
                    .stores
                    .iter()
                    .any(|store| self.contexts.is_in(*store, repeat));
        }
        match self.module.types[self.function.ty(pointer)] {
            Type::Pointer { space, .. } => {
                matches!(space, AddressSpace::Threadgroup | AddressSpace::Thread)
            }
            _ => true,
        }
    }

    fn constant(&self, value: ValueId) -> Option<i64> {
        constant(self.module, self.function, value)
    }

    /// The variable that a value is loaded from.
    fn counter(&self, value: ValueId) -> Option<LocalId> {
        match self.function.values[value].op {
            Op::Load(pointer) => self.function.local_of(pointer),
            Op::Convert(inner) => self.counter(inner),
            _ => None,
        }
    }

    /// What a counter starts from, and the constant that it steps by, if nothing else is stored in it
    /// in the loop.
    fn start_and_step(&self, counter: LocalId, repeat: &Loop) -> Option<(ValueId, i64)> {
        let uses = self.variables.of(counter);
        if uses.escapes {
            return None;
        }
        let inside = |store: &&ValueId| self.contexts.is_in(**store, repeat);
        let mut steps = uses.stores.iter().filter(inside);
        let (step, None) = (steps.next()?, steps.next()) else {
            return None;
        };
        let first = self.contexts.order(*step)?;
        let before = |store: &&ValueId| self.contexts.order(**store).is_some_and(|at| at < first);
        let mut outside = uses.stores.iter().filter(|store| !inside(store));
        let start = outside.rfind(before)?;
        let start = stored(self.function, *start)?;
        let Op::Binary(op, left, right) = self.function.values[stored(self.function, *step)?].op
        else {
            return None;
        };
        if self.counter(left) != Some(counter) {
            return None;
        }
        let by = self.constant(right).filter(|by| *by != 0)?;
        match op {
            BinaryOp::Add => Some((start, by)),
            BinaryOp::Sub => Some((start, by.checked_neg()?)),
            _ => None,
        }
    }
}

const fn mirrored(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessEqual => CompareOp::GreaterEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterEqual => CompareOp::LessEqual,
        CompareOp::Equal | CompareOp::NotEqual => op,
    }
}
