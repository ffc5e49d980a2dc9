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

use super::{
    NO_MASK, Operand,
    emit::{Draft, Emitter, Label},
    range::NOT_KEPT,
};
use crate::backend::cpu::{
    lanes::Opcode,
    spmd::{Case, ConstructId, KERNEL, Leave, Loop, NodeId, Stmt},
};
use kernsmith_msl::ir::Scalar;

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

    // ---- if ----

    fn plain_if(&mut self, id: ConstructId, condition: NodeId, then: &[Stmt], otherwise: &[Stmt]) {
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

    fn masked_if(&mut self, id: ConstructId, condition: NodeId, then: &[Stmt], otherwise: &[Stmt]) {
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

    // ---- loops ----

    fn plain_loop(&mut self, it: &Loop) {
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

    fn masked_loop(&mut self, it: &Loop) {
        let known = self.shapes.constructs[it.id as usize];
        let (head, step, end) = (self.label(), self.label(), self.label());
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
        self.jump(Draft::new(Opcode::JumpIfNone), end);
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

    // ---- regions and switches ----

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

    /// For each case, whether the selector is one of its labels; and for the default, of none.
    fn matches(&mut self, selector: NodeId, cases: &[Case]) -> (Vec<Operand>, Operand) {
        let ty = self.kernel.ty(selector);
        let a = self.operand(selector);
        let wide = matches!(ty, Scalar::I64 | Scalar::U64);
        let op = if wide { Opcode::EqI64 } else { Opcode::EqI32 };
        let none = self.constant(0);
        let mut any = none;
        let mut matches = Vec::new();
        for case in cases {
            let mut holds = none;
            for &label in &case.labels {
                let bits = super::convert::register_bits(label as u64, ty);
                let b = self.constant(bits);
                let equal = self.op(op, false, &[a, b]);
                holds = if holds == none {
                    equal
                } else {
                    self.op(Opcode::Or32, false, &[holds, equal])
                };
            }
            any = if any == none {
                holds
            } else {
                self.op(Opcode::Or32, false, &[any, holds])
            };
            matches.push(holds);
        }
        let ones = self.constant(u64::from(u32::MAX));
        let other = self.op(Opcode::Xor32, false, &[any, ones]);
        for (holds, case) in matches.iter_mut().zip(cases) {
            if case.default {
                *holds = self.op(Opcode::Or32, false, &[*holds, other]);
            }
        }
        (matches, other)
    }

    fn plain_switch(&mut self, id: ConstructId, selector: NodeId, cases: &[Case]) {
        let end = self.label();
        self.targets.insert(
            id,
            Target {
                end,
                step: end,
                left: NO_MASK,
                stepped: NO_MASK,
                is_loop: false,
            },
        );
        let (matches, _) = self.matches(selector, cases);
        let labels: Vec<_> = cases.iter().map(|_| self.label()).collect();
        for (&a, &label) in matches.iter().zip(&labels) {
            self.jump(
                Draft {
                    a,
                    ..Draft::new(Opcode::JumpIfNotZero)
                },
                label,
            );
        }
        self.jump(Draft::new(Opcode::Jump), end);
        for ((index, case), &label) in (0..).zip(cases).zip(&labels) {
            self.bind(label);
            self.nested(id, index, &case.body);
            if !case.falls_through {
                self.jump(Draft::new(Opcode::Jump), end);
            }
        }
        self.bind(end);
        self.targets.remove(&id);
    }

    fn masked_switch(&mut self, id: ConstructId, selector: NodeId, cases: &[Case]) {
        let known = self.shapes.constructs[id as usize];
        let end = self.label();
        let (matches, other) = self.matches(selector, cases);
        let saved = self.new_mask();
        let spare = self.new_mask();
        let left = if known.crossed {
            self.new_mask()
        } else {
            NO_MASK
        };
        self.mask_op(Opcode::SaveMask, saved);
        if left != NO_MASK {
            self.mask_op(Opcode::ClearMask, left);
        }
        self.mask_op(Opcode::ClearMask, Operand::number(0));
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
        for ((index, case), &a) in (0..).zip(cases).zip(&matches) {
            let next = self.label();
            self.jump(
                Draft {
                    d: saved,
                    a,
                    b: spare,
                    ..Draft::new(Opcode::Case)
                },
                next,
            );
            self.masked(id, index, &case.body, next);
            self.bind(next);
            if !case.falls_through {
                let after = self.label();
                self.jump(
                    Draft {
                        b: left,
                        ..Draft::new(Opcode::LeaveMask)
                    },
                    after,
                );
                self.bind(after);
            }
        }
        self.bind(end);
        if known.crossed {
            // Those that no case took, those that left for the end, and those that fell off it.
            if !cases.iter().any(|case| case.default) {
                let after = self.label();
                self.jump(
                    Draft {
                        d: saved,
                        a: other,
                        b: spare,
                        ..Draft::new(Opcode::Case)
                    },
                    after,
                );
                self.bind(after);
            }
            let merge = self.merge();
            self.jump(
                Draft {
                    d: left,
                    ..Draft::new(Opcode::JoinMask)
                },
                merge,
            );
        } else {
            self.mask_op(Opcode::RestoreMask, saved);
        }
        self.targets.remove(&id);
        [saved, spare, left]
            .into_iter()
            .for_each(|mask| self.free_mask(mask));
    }

    // ---- leaving ----

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
