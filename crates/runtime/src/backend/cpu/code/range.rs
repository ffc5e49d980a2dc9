//! Conditions on affine indices, `i < n`, decided for all lanes by the first and the last.
//!
//! Loops over a row by the threads of a group, and guards against a ragged end, are of this kind.
//! Where all lanes agree neither lanes nor masks are touched.

use super::{
    NO_MASK, Operand,
    emit::{Draft, Emitter, Label},
};
use crate::backend::cpu::{
    lanes::{Opcode, RangeForm},
    spmd::{NodeId, NodeOp, Pure, shape::Shape},
};
use kernsmith_msl::ir::{CompareOp, Scalar};

/// A comparison of an affine 32-bit integer with a uniform one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Range {
    index: NodeId,
    bound: NodeId,
    form: RangeForm,
}

impl Range {
    /// Index, bound, and whether they are signed, if it is `index < bound`.
    pub(super) fn below(self) -> Option<(NodeId, NodeId, bool)> {
        (self.form.op == CompareOp::Less).then_some((self.index, self.bound, self.form.signed))
    }
}

impl Emitter<'_> {
    /// The comparison that a branch is on, if it is of this kind and decides nothing else.
    pub(super) fn range(&self, condition: NodeId) -> Option<Range> {
        let node = self.kernel.resolve(condition).0 as usize;
        let NodeOp::Pure(Pure::Compare(op), args) = self.kernel.nodes[node].op else {
            return None;
        };
        let &[a, b] = args.as_slice() else {
            return None;
        };
        let ty = self.kernel.ty(a);
        if !self.uses.deciding[node] || !matches!(ty, Scalar::I32 | Scalar::U32) {
            return None;
        }
        let (index, bound, op) = match (self.shape(a), self.shape(b)) {
            (Shape::Affine { .. }, Shape::Uniform) => (a, b, op),
            (Shape::Uniform, Shape::Affine { .. }) => (b, a, swapped(op)),
            _ => return None,
        };
        Some(Range {
            index,
            bound,
            form: RangeForm {
                op,
                signed: ty == Scalar::I32,
            },
        })
    }

    /// Goes to `all` or `none` if the condition holds for all lanes or for none, and on if it
    /// depends. `known` is then set where it holds for all.
    pub(super) fn range_test(
        &mut self,
        range: Range,
        known: Operand,
        all: Label,
        none: Option<Label>,
    ) {
        let [base, sx, sy] = self.parts(range.index);
        let bound = self.operand(range.bound);
        let (a, _) = self.list(&[base, sx, sy, bound]);
        let next = self.label();
        let b = self.label_operand(none.unwrap_or(next));
        let c = Operand::number(range.form.number());
        self.jump(
            Draft {
                op: Opcode::RangeTest,
                d: known,
                a,
                b,
                c,
                x: 0,
            },
            all,
        );
        self.bind(next);
    }

    /// The condition of a branch in a register; made here if it was put off.
    pub(super) fn condition(&mut self, condition: NodeId, into: Option<Operand>) -> Operand {
        if self.range(condition).is_none() {
            return self.operand(condition);
        }
        let node = self.kernel.resolve(condition);
        let mark = self.spread_mark();
        let value = self.pure(node);
        self.set_value(node, value);
        // A test that goes past here does not spread anything.
        self.forget_spread(mark);
        let operand = self.operand(condition);
        match into {
            Some(known) => {
                // The register that the test also writes.
                if !self.retarget(operand, known) {
                    self.push(Draft {
                        d: known,
                        a: operand,
                        ..Draft::new(Opcode::Copy32)
                    });
                }
                known
            }
            None => operand,
        }
    }
}

fn swapped(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Less => CompareOp::Greater,
        CompareOp::LessEqual => CompareOp::GreaterEqual,
        CompareOp::Greater => CompareOp::Less,
        CompareOp::GreaterEqual => CompareOp::LessEqual,
        CompareOp::Equal | CompareOp::NotEqual => op,
    }
}

/// No register is set where a condition holds for all lanes.
pub(super) const NOT_KEPT: Operand = NO_MASK;
