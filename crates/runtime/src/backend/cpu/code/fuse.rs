//! Instructions that do the work of two.
//!
//! A result that is only stored to a variable is written to the variable's register at once; a
//! product that is only added becomes part of the sum (still rounded by itself).

use super::{
    Operand,
    emit::{Draft, Emitter},
};
use crate::backend::cpu::{
    lanes::{MASKED, Opcode},
    spmd::{NodeId, NodeOp, Pure},
};
use kernsmith_msl::ir::{BinaryOp, Scalar};

impl Emitter<'_> {
    /// Lets the instruction that has just computed `value` write `var` instead; `masked` where
    /// active only. Whether that was possible.
    pub(super) fn write_through(&mut self, value: Operand, var: Operand, masked: bool) -> bool {
        let Some(last) = self.last().copied() else {
            return false;
        };
        if last.d != value || value == var || value.is_scalar() != var.is_scalar() {
            return false;
        }
        if value.is_scalar() {
            return self.retarget(value, var);
        }
        let mut draft = last;
        let Some((kept, others)) = operands(&mut draft, var) else {
            return false;
        };
        if others.contains(&var) || (kept != Some(var) && draft.a == var) {
            return false;
        }
        if masked {
            draft.x = MASKED;
        }
        let in_place = kept == Some(var);
        if masked && !masks(draft.op) || in_place && !masks(draft.op) {
            return false;
        }
        draft.d = var;
        self.replace_last(draft);
        true
    }

    /// Lets the last instruction write another register, if it wrote this one.
    pub(super) fn retarget(&mut self, from: Operand, to: Operand) -> bool {
        let Some(last) = self.last().copied() else {
            return false;
        };
        let reads = [last.a, last.b, last.c].contains(&to);
        if last.d != from || (reads && !to.is_scalar()) {
            return false;
        }
        self.replace_last(Draft { d: to, ..last });
        true
    }

    fn replace_last(&mut self, draft: Draft) {
        self.drafts.pop();
        self.push(draft);
    }

    /// `a + b` of floats where one is a product that was computed just now, but for loads since,
    /// and is used only here.
    pub(super) fn multiply_add(
        &mut self,
        args: &[NodeId],
        operands: &[Operand],
    ) -> Option<Operand> {
        let at = self.last_but_loads()?;
        let last = self.drafts[at];
        if last.op != Opcode::MulF32 || last.d.is_scalar() || last.x != 0 {
            return None;
        }
        for (product, added) in [(0, 1), (1, 0)] {
            let node = self.kernel.resolve(args[product]).0 as usize;
            let is_product = matches!(
                self.kernel.nodes[node].op,
                NodeOp::Pure(Pure::Binary(BinaryOp::Mul), _)
            );
            let once = self.uses.counts[node] == 1 && self.kernel.nodes[node].ty == Scalar::F32;
            if is_product && once && operands[product] == last.d && operands[added] != last.d {
                // No jump comes in after it, and what registers are noted to live from and to
                // moves up by one together.
                self.drafts.remove(at);
                let c = operands[added];
                let d = self.lanes(false);
                self.push(Draft {
                    op: Opcode::MulAddF32,
                    d,
                    a: last.a,
                    b: last.b,
                    c,
                    x: 0,
                });
                return Some(d);
            }
        }
        None
    }

    /// The last instruction but for loads, if no jump comes in after it.
    fn last_but_loads(&self) -> Option<usize> {
        let straight = &self.drafts[self.bound_at..];
        let at = straight.iter().rposition(|draft| !is_load(draft.op))?;
        Some(self.bound_at + at)
    }
}

const fn is_load(op: Opcode) -> bool {
    matches!(
        op,
        Opcode::LoadBool
            | Opcode::LoadI8
            | Opcode::LoadU8
            | Opcode::LoadI16
            | Opcode::LoadU16
            | Opcode::LoadF16
            | Opcode::LoadBf16
            | Opcode::Load32
            | Opcode::Load64
    )
}

/// The operand that may be the result too, and those that may not; commuted if that helps.
fn operands(draft: &mut Draft, var: Operand) -> Option<(Option<Operand>, Vec<Operand>)> {
    match draft.op {
        Opcode::MulAddF32 => Some((Some(draft.c), vec![draft.a, draft.b])),
        op if masks(op) => {
            if draft.b == var && draft.a != var && commutes(op) {
                std::mem::swap(&mut draft.a, &mut draft.b);
            }
            let square = draft.a == draft.b;
            Some((
                Some(draft.a),
                if square { Vec::new() } else { vec![draft.b] },
            ))
        }
        // Their operands are in lists, or their result is not in `d` alone.
        Opcode::Integer32 | Opcode::Integer64 | Opcode::Atomic32 | Opcode::Atomic64 => None,
        Opcode::RowGet32 | Opcode::RowGet64 | Opcode::Simd32 | Opcode::Simd64 => None,
        _ => Some((None, vec![draft.a, draft.b, draft.c])),
    }
}

/// Whether an instruction can write its first operand, and under a mask.
const fn masks(op: Opcode) -> bool {
    matches!(
        op,
        Opcode::AddF32
            | Opcode::SubF32
            | Opcode::MulF32
            | Opcode::DivF32
            | Opcode::MulAddF32
            | Opcode::Fmax
            | Opcode::Fmin
            | Opcode::AddI32
            | Opcode::SubI32
            | Opcode::MulI32
            | Opcode::And32
            | Opcode::Or32
            | Opcode::Xor32
            | Opcode::ShlI32
            | Opcode::ShrI32
            | Opcode::ShrU32
            | Opcode::MinI32
            | Opcode::MaxI32
            | Opcode::MinU32
            | Opcode::MaxU32
    )
}

const fn commutes(op: Opcode) -> bool {
    matches!(
        op,
        Opcode::AddF32
            | Opcode::MulF32
            | Opcode::AddI32
            | Opcode::MulI32
            | Opcode::And32
            | Opcode::Or32
            | Opcode::Xor32
            | Opcode::MinI32
            | Opcode::MaxI32
            | Opcode::MinU32
            | Opcode::MaxU32
    )
}
