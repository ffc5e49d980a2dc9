//! Loops.

use super::Target;
use crate::backend::cpu::{
    code::{
        NO_MASK, Operand,
        emit::{Draft, Emitter, Label},
        range::NOT_KEPT,
    },
    lanes::Opcode,
    spmd::{Loop, NodeId, Stmt},
};

impl Emitter<'_> {
    pub(super) fn plain_loop(&mut self, it: &Loop) {
        let (head, step, end) = (self.label(), self.label(), self.label());
        let target = Target {
            end,
            step,
            left: NO_MASK,
            stepped: NO_MASK,
            is_loop: true,
        };
        self.targets.insert(it.id, target);
        self.dot(it, end);
        self.open_loop();
        self.bind(head);
        self.nested(it.id, 0, &it.before);
        if let Some(condition) = it.while_ {
            let a = self.operand(condition);
            self.jump(
                Draft {
                    a,
                    ..Draft::new(Opcode::JumpIfZero)
                },
                end,
            );
        }
        self.nested(it.id, 1, &it.body);
        self.bind(step);
        self.nested(it.id, 2, &it.step);
        match it.again_if {
            Some(condition) => {
                let a = self.operand(condition);
                self.jump(
                    Draft {
                        a,
                        ..Draft::new(Opcode::JumpIfNotZero)
                    },
                    head,
                );
            }
            None => self.jump(Draft::new(Opcode::Jump), head),
        }
        self.close_loop();
        self.bind(end);
        self.targets.remove(&it.id);
    }

    pub(super) fn masked_loop(&mut self, it: &Loop) {
        let known = self.shapes.constructs[it.id as usize];
        let (head, step, end) = (self.label(), self.label(), self.label());
        self.batch(it);
        let saved = self.enter(known.crossed);
        let left = if known.crossed { saved } else { NO_MASK };
        let stepped = if known.parts_at_step {
            self.new_mask()
        } else {
            NO_MASK
        };
        let spare = if known.crossed {
            self.new_mask()
        } else {
            NO_MASK
        };
        if stepped != NO_MASK {
            self.mask_op(Opcode::ClearMask, stepped);
        }
        self.targets.insert(
            it.id,
            Target {
                end,
                step,
                left,
                stepped,
                is_loop: true,
            },
        );
        self.open_loop();
        self.bind(head);
        self.nested(it.id, 0, &it.before);
        self.filter(it.while_, left, spare, end);
        self.masked(it.id, 1, &it.body, step);
        self.bind(step);
        if stepped != NO_MASK {
            self.mask_op(Opcode::MergeContinue, stepped);
        }
        if it.body.iter().any(leaves) {
            self.jump(Draft::new(Opcode::JumpIfNone), end);
        }
        self.nested(it.id, 2, &it.step);
        self.filter(it.again_if, left, spare, end);
        self.jump(Draft::new(Opcode::Jump), head);
        self.close_loop();
        self.bind(end);
        self.exit(known.crossed, saved);
        self.targets.remove(&it.id);
        [saved, stepped, spare]
            .into_iter()
            .for_each(|mask| self.free_mask(mask));
    }

    fn filter(&mut self, condition: Option<NodeId>, left: Operand, spare: Operand, end: Label) {
        if let Some(condition) = condition {
            let all = self.label();
            if let Some(range) = self.range(condition) {
                // Lanes that leave are to be noted where they may wait.
                let none = (left == NO_MASK).then_some(end);
                self.range_test(range, NOT_KEPT, all, none);
            }
            let a = self.condition(condition, None);
            self.jump(
                Draft {
                    d: spare,
                    a,
                    b: left,
                    ..Draft::new(Opcode::Filter)
                },
                end,
            );
            self.bind(all);
        }
    }
}

/// Whether control may leave a construct from inside of it.
fn leaves(stmt: &Stmt) -> bool {
    let mut blocks = stmt.blocks().into_iter();
    matches!(stmt, Stmt::Leave { .. }) || blocks.any(|(_, block)| block.iter().any(leaves))
}
