//! Switches: each case is a branch on whether the selector is one of its labels.

use super::Target;
use crate::backend::cpu::{
    code::{
        NO_MASK, Operand, convert,
        emit::{Draft, Emitter},
    },
    lanes::Opcode,
    spmd::{Case, ConstructId, NodeId},
};
use kernsmith_msl::ir::Scalar;

impl Emitter<'_> {
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
                let bits = convert::register_bits(label as u64, ty);
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

    pub(super) fn plain_switch(&mut self, id: ConstructId, selector: NodeId, cases: &[Case]) {
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

    pub(super) fn masked_switch(&mut self, id: ConstructId, selector: NodeId, cases: &[Case]) {
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
}
