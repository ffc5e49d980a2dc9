//! Branches on a condition.

use crate::backend::cpu::{
    code::{
        NO_MASK,
        emit::{Draft, Emitter},
    },
    lanes::Opcode,
    spmd::{ConstructId, NodeId, Stmt},
};

impl Emitter<'_> {
    pub(super) fn plain_if(
        &mut self,
        id: ConstructId,
        condition: NodeId,
        then: &[Stmt],
        otherwise: &[Stmt],
    ) {
        let (otherwise_at, end) = (self.label(), self.label());
        let a = self.operand(condition);
        self.jump(
            Draft {
                a,
                ..Draft::new(Opcode::JumpIfZero)
            },
            otherwise_at,
        );
        self.nested(id, 0, then);
        if !otherwise.is_empty() {
            self.jump(Draft::new(Opcode::Jump), end);
        }
        self.bind(otherwise_at);
        self.nested(id, 1, otherwise);
        self.bind(end);
    }

    pub(super) fn masked_if(
        &mut self,
        id: ConstructId,
        condition: NodeId,
        then: &[Stmt],
        otherwise: &[Stmt],
    ) {
        let crossed = self.shapes.constructs[id as usize].crossed;
        let saved = self.new_mask();
        let (otherwise_at, end) = (self.label(), self.label());
        let (all, none) = (self.label(), self.label());
        let range = self.range(condition);
        let known = range.map(|_| self.lanes(false));
        if let (Some(range), Some(known)) = (range, known) {
            self.mask_op(Opcode::SaveMask, saved);
            // Where lanes may be waiting from the first branch, the second begins as usual.
            let none = (!crossed || otherwise.is_empty()).then_some(none);
            self.range_test(range, known, all, none);
        }
        let a = self.condition(condition, known);
        self.jump(
            Draft {
                d: saved,
                a,
                ..Draft::new(Opcode::IfThen)
            },
            otherwise_at,
        );
        self.bind(all);
        self.masked(id, 0, then, otherwise_at);
        self.bind(otherwise_at);
        if otherwise.is_empty() {
            self.bind(end);
            if crossed {
                let merge = self.merge();
                self.jump(
                    Draft {
                        d: saved,
                        a,
                        ..Draft::new(Opcode::JoinRest)
                    },
                    merge,
                );
            } else {
                self.mask_op(Opcode::RestoreMask, saved);
            }
            // The mask is as it was before the branch.
            self.bind(none);
            self.free_mask(saved);
            return;
        }
        let kept = if crossed { self.new_mask() } else { NO_MASK };
        self.jump(
            Draft {
                d: saved,
                a,
                b: kept,
                ..Draft::new(Opcode::IfElse)
            },
            end,
        );
        self.bind(none);
        self.masked(id, 1, otherwise, end);
        self.bind(end);
        if crossed {
            let merge = self.merge();
            self.jump(
                Draft {
                    d: kept,
                    ..Draft::new(Opcode::JoinMask)
                },
                merge,
            );
        } else {
            self.mask_op(Opcode::RestoreMask, saved);
        }
        self.free_mask(kept);
        self.free_mask(saved);
    }
}
