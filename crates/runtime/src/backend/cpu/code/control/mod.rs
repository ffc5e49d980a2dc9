//! Control flow: jumps where all lanes go the same way, masks where they may part.
//!
//! The current mask is mask 0. With `M` for it and `c` for a varying condition:
//!
//! ```text
//! if:     S = M; M &= c; none? -> else
//!         then
//! else:   T = M; M = S & !c; none? -> end        (T only if lanes leave the branches for outside)
//!         otherwise
//! end:    M = S, or M |= T
//!
//! loop:   S = M, or X = {}; C = {}
//! head:   before; lanes without c go to X; none? -> end
//!         body
//! step:   M |= C; C = {}; none? -> end
//!         step; again_if as c; -> head
//! end:    M = S, or M = X                        (X only if lanes leave the loop for outside)
//! ```
//!
//! A lane that leaves a construct is taken out of `M`, and waits in that construct's `X` or `C`.
//! When `M` is empty control goes to the next place where a mask may fill it again, the innermost
//! of `merges`. A return from the kernel waits nowhere.

mod batch;
mod branch;
mod repeat;
mod switch;

use super::{
    NO_MASK, Operand,
    emit::{Draft, Emitter, Label},
};
use crate::backend::cpu::{
    lanes::Opcode,
    spmd::{ConstructId, KERNEL, Leave, Stmt},
};

/// A construct that can be left.
#[derive(Clone, Copy, Debug)]
pub(super) struct Target {
    end: Label,
    step: Label,
    /// Where lanes wait that left for its end.
    left: Operand,
    /// Where lanes wait that left for its step.
    stepped: Operand,
    pub(super) is_loop: bool,
}

impl Emitter<'_> {
    /// A construct, or a leave.
    pub(super) fn control(&mut self, stmt: &Stmt) {
        match stmt {
            Stmt::If {
                id,
                condition,
                then,
                otherwise,
            } => {
                if self.shapes.constructs[*id as usize].varies {
                    self.masked_if(*id, *condition, then, otherwise);
                } else {
                    self.plain_if(*id, *condition, then, otherwise);
                }
            }
            Stmt::Loop(it) => {
                let known = self.shapes.constructs[it.id as usize];
                if known.varies || known.parts_at_end || known.parts_at_step {
                    self.masked_loop(it);
                } else {
                    self.plain_loop(it);
                }
            }
            Stmt::Switch {
                id,
                selector,
                cases,
            } => {
                let known = self.shapes.constructs[*id as usize];
                if known.varies || known.parts_at_end {
                    self.masked_switch(*id, *selector, cases);
                } else {
                    self.plain_switch(*id, *selector, cases);
                }
            }
            Stmt::Region { id, body } => self.region(*id, body),
            Stmt::Leave { target, how } => self.leave(*target, *how),
            _ => unreachable!("the caller passes control only"),
        }
    }

    fn new_mask(&mut self) -> Operand {
        Operand::number(self.free_masks.pop().unwrap_or_else(|| {
            self.masks += 1;
            self.masks - 1
        }))
    }

    fn free_mask(&mut self, mask: Operand) {
        if mask != NO_MASK {
            self.free_masks.push(mask.raw());
        }
    }

    fn merge(&self) -> Label {
        *self.merges.last().expect("the kernel's end is a merge")
    }

    fn nested(&mut self, id: ConstructId, index: u32, block: &[Stmt]) {
        self.path.push((id, index));
        self.block(block);
        self.path.pop();
    }

    /// A block with its own place to go to when no lane is left.
    fn masked(&mut self, id: ConstructId, index: u32, block: &[Stmt], merge: Label) {
        self.merges.push(merge);
        self.nested(id, index, block);
        self.merges.pop();
    }

    fn mask_op(&mut self, op: Opcode, mask: Operand) {
        self.push(Draft {
            d: mask,
            ..Draft::new(op)
        });
    }

    /// The mask that a construct ends with: that of its start, or of the lanes that left it for
    /// its end.
    fn enter(&mut self, crossed: bool) -> Operand {
        let mask = self.new_mask();
        self.mask_op(
            if crossed {
                Opcode::ClearMask
            } else {
                Opcode::SaveMask
            },
            mask,
        );
        mask
    }

    fn exit(&mut self, crossed: bool, mask: Operand) {
        self.mask_op(Opcode::RestoreMask, mask);
        if crossed {
            let merge = self.merge();
            self.jump(Draft::new(Opcode::JumpIfNone), merge);
        }
    }

    fn region(&mut self, id: ConstructId, body: &[Stmt]) {
        let known = self.shapes.constructs[id as usize];
        let end = self.label();
        let parts = known.parts_at_end;
        let mask = if parts {
            self.enter(known.crossed)
        } else {
            NO_MASK
        };
        let left = if known.crossed { mask } else { NO_MASK };
        self.targets.insert(
            id,
            Target {
                end,
                step: end,
                left,
                stepped: NO_MASK,
                is_loop: false,
            },
        );
        if !parts {
            self.nested(id, 0, body);
            self.bind(end);
        } else {
            self.masked(id, 0, body, end);
            self.bind(end);
            if known.crossed {
                // Those that fell off the end join those that left for it.
                let merge = self.merge();
                self.jump(
                    Draft {
                        d: mask,
                        ..Draft::new(Opcode::JoinMask)
                    },
                    merge,
                );
            } else {
                self.mask_op(Opcode::RestoreMask, mask);
            }
        }
        self.targets.remove(&id);
        self.free_mask(mask);
    }

    fn leave(&mut self, target: ConstructId, how: Leave) {
        let parts = self.shapes.parts(&self.path, target, how);
        let known = self.targets.get(&target).copied();
        let kernel_end = self.merges[0];
        let (to, waiting) = match (known, how) {
            (Some(it), Leave::End) => (it.end, it.left),
            (Some(it), Leave::Continue) => (it.step, it.stepped),
            (None, _) => {
                debug_assert_eq!(target, KERNEL, "constructs are targets while they are open");
                (kernel_end, NO_MASK)
            }
        };
        if parts {
            let merge = self.merge();
            self.jump(
                Draft {
                    b: waiting,
                    ..Draft::new(Opcode::LeaveMask)
                },
                merge,
            );
        } else {
            self.jump(Draft::new(Opcode::Jump), to);
        }
    }
}
