//! Registers, and instructions on them.

use super::{
    NO_MASK, Operand,
    allocate::Register,
    emit::{Draft, Emitter},
    value::is_wide,
};
use crate::backend::cpu::lanes::Opcode;
use kernsmith_msl::ir::{MathFn, Scalar};

impl Emitter<'_> {
    pub(super) fn new_lanes(&mut self, wide: bool, depth: usize) -> Operand {
        let at = self.drafts.len();
        self.registers.push(Register {
            wide,
            start: at,
            end: at,
            depth,
        });
        let number =
            u32::try_from(self.registers.len() - 1).expect("registers are fewer than nodes");
        Operand::of_lanes(number)
    }

    /// A lane register for a value that is defined here.
    pub(super) fn lanes(&mut self, wide: bool) -> Operand {
        self.new_lanes(wide, self.loops.len())
    }

    pub(super) fn scalar(&mut self) -> Operand {
        self.scalars.push(0);
        Operand::of_scalar(u32::try_from(self.scalars.len() - 1).expect("fewer than nodes"))
    }

    /// A scalar register that always holds these bits.
    pub(super) fn constant(&mut self, bits: u64) -> Operand {
        if let Some(&known) = self.constants.get(&bits) {
            return known;
        }
        let register = self.scalar();
        self.scalars[register.index()] = bits;
        self.constants.insert(bits, register);
        register
    }

    pub(super) fn touch(&mut self, operand: Operand) {
        let Some(register) = operand.lanes() else {
            return;
        };
        let it = &mut self.registers[register as usize];
        it.end = it.end.max(self.drafts.len());
        if let Some(outer) = self.loops.get_mut(it.depth) {
            outer.touched.push(register);
        }
    }

    pub(super) fn push(&mut self, draft: Draft) {
        for operand in [draft.d, draft.a, draft.b, draft.c] {
            self.touch(operand);
        }
        self.drafts.push(draft);
    }

    pub(super) fn list(&mut self, operands: &[Operand]) -> (Operand, Operand) {
        let start = u32::try_from(self.lists.len()).expect("fewer than nodes");
        for &operand in operands {
            self.touch(operand);
        }
        self.lists.extend(operands);
        let len = u32::try_from(operands.len()).expect("few");
        (Operand::number(start), Operand::number(len))
    }

    /// An operation whose result is as its operands: scalar if all of them are.
    pub(super) fn op(&mut self, op: Opcode, wide: bool, operands: &[Operand]) -> Operand {
        let uniform = operands.iter().all(|operand| operand.is_scalar());
        let d = if uniform {
            self.scalar()
        } else {
            self.lanes(wide)
        };
        let at = |index: usize| operands.get(index).copied().unwrap_or(NO_MASK);
        self.push(Draft {
            op,
            d,
            a: at(0),
            b: at(1),
            c: at(2),
            x: 0,
        });
        d
    }

    /// An integer function by its number.
    pub(super) fn integer_function(
        &mut self,
        function: MathFn,
        ty: Scalar,
        operands: &[Operand],
    ) -> Operand {
        let uniform = operands.iter().all(|operand| operand.is_scalar());
        let wide = is_wide(ty);
        let (a, b) = self.list(operands);
        let d = if uniform {
            self.scalar()
        } else {
            self.lanes(wide)
        };
        let x = u32::try_from(self.integers.len()).expect("fewer than nodes");
        self.integers.push((function, ty));
        let op = if wide {
            Opcode::Integer64
        } else {
            Opcode::Integer32
        };
        self.push(Draft {
            op,
            d,
            a,
            b,
            c: NO_MASK,
            x,
        });
        d
    }
}
