//! Statements: loads, stores, variables and what lanes do together.

use super::{
    AtomicForm, LogForm, NO_MASK, Operand, SimdForm,
    emit::{Draft, Emitter},
    value::{Value, is_wide},
};
use crate::backend::cpu::{
    lanes::Opcode,
    spmd::{
        NodeId, Stmt, VarId,
        shape::{Path, Shape, Shapes},
    },
};
use kernsmith_msl::ir::{Scalar, SimdOp};

impl Emitter<'_> {
    /// A block; what it spreads to lanes is forgotten after it.
    pub(super) fn block(&mut self, block: &[Stmt]) {
        let mark = self.journal.len();
        for stmt in block {
            self.statement(stmt);
            if matches!(stmt, Stmt::Leave { .. }) {
                break;
            }
        }
        self.forget_spread(mark);
    }

    /// The state to go back to with [`forget_spread`](Self::forget_spread).
    pub(super) fn spread_mark(&self) -> usize {
        self.journal.len()
    }

    /// Forgets which affine values are in lane registers since then.
    pub(super) fn forget_spread(&mut self, mark: usize) {
        for node in self.journal.drain(mark..) {
            self.spread.remove(&node);
        }
    }

    pub(super) fn statement(&mut self, stmt: &Stmt) {
        match stmt {
            // Made where the branch is, if it is needed there.
            Stmt::Eval(node) if self.range(*node).is_some() => {}
            Stmt::Eval(node) => {
                let value = self.pure(*node);
                self.set_value(*node, value);
            }
            Stmt::Get { result, var } => self.get(*result, *var),
            Stmt::Set { var, value } => self.set(*var, *value),
            Stmt::Load { results, address } => {
                let scalar = self.kernel.ty(results[0]);
                let x = self.address(address);
                let registers: Vec<_> = results.iter().map(|&result| self.result(result)).collect();
                let (a, b) = self.list(&registers);
                self.push(Draft {
                    a,
                    b,
                    x,
                    ..Draft::new(load_op(scalar))
                });
            }
            Stmt::Store { values, address } => {
                let scalar = self.kernel.ty(values[0]);
                let registers: Vec<_> = values.iter().map(|&value| self.operand(value)).collect();
                let x = self.address(address);
                let (a, b) = self.list(&registers);
                self.push(Draft {
                    a,
                    b,
                    x,
                    ..Draft::new(store_op(scalar))
                });
            }
            Stmt::LoadPointer { .. } | Stmt::StorePointer { .. } => {
                unreachable!("pointers in memory are packed when variables have their homes")
            }
            Stmt::RowGet {
                result,
                rows,
                index,
            } => {
                let a = self.operand(*index);
                let d = self.result(*result);
                let (b, x) = self.row(*rows);
                let wide = is_wide(self.kernel.ty(*result));
                let op = if wide {
                    Opcode::RowGet64
                } else {
                    Opcode::RowGet32
                };
                self.push(Draft {
                    op,
                    d,
                    a,
                    b,
                    c: NO_MASK,
                    x,
                });
            }
            Stmt::RowSet { rows, index, value } => {
                let (a, c) = (self.operand(*index), self.operand(*value));
                let (b, x) = self.row(*rows);
                let wide = is_wide(self.kernel.ty(*value));
                let op = if wide {
                    Opcode::RowSet64
                } else {
                    Opcode::RowSet32
                };
                self.push(Draft {
                    op,
                    d: NO_MASK,
                    a,
                    b,
                    c,
                    x,
                });
            }
            Stmt::Atomic(atomic) => self.atomic(atomic),
            Stmt::Simd { op, result, args } => self.simd(*op, *result, args.as_slice()),
            Stmt::Log { format, values } => self.log(*format, values),
            Stmt::Barrier => self.push(Draft::new(Opcode::Barrier)),
            Stmt::If { .. }
            | Stmt::Loop(_)
            | Stmt::Switch { .. }
            | Stmt::Region { .. }
            | Stmt::Leave { .. } => {
                self.control(stmt);
            }
        }
    }

    fn row(&self, rows: u32) -> (Operand, u32) {
        (
            Operand::number(self.kernel.rows[rows as usize].length),
            self.rows[rows as usize],
        )
    }

    pub(super) fn var(&mut self, var: VarId) -> Operand {
        if let Some(known) = self.vars[var.0 as usize] {
            return known;
        }
        let register = match self.shapes.vars[var.0 as usize] {
            Shape::Varying => {
                let home = &self.shapes.homes[var.0 as usize].path;
                let depth = self.loop_depth(home);
                self.new_lanes(is_wide(self.kernel.vars[var.0 as usize].ty), depth)
            }
            _ => self.scalar(),
        };
        self.vars[var.0 as usize] = Some(register);
        register
    }

    /// How many of the open loops a path goes into.
    fn loop_depth(&self, home: &Path) -> usize {
        home.iter()
            .filter(|(construct, _)| self.targets.get(construct).is_some_and(|it| it.is_loop))
            .count()
    }

    fn get(&mut self, result: NodeId, var: VarId) {
        let register = self.var(var);
        let shape = self.shapes.vars[var.0 as usize];
        let wide = is_wide(self.kernel.ty(result));
        let register = if self.copies[result.0 as usize] {
            let op = if wide { Opcode::Copy64 } else { Opcode::Copy32 };
            self.op(op, wide, &[register])
        } else {
            register
        };
        let value = match Shapes::known_strides(shape) {
            Some(strides) if strides != (0, 0) => {
                let (sx, sy) = (
                    self.constant(strides.0 as u64),
                    self.constant(strides.1 as u64),
                );
                Value::Affine {
                    base: register,
                    sx,
                    sy,
                }
            }
            _ => Value::In(register),
        };
        self.set_value(result, value);
    }

    fn set(&mut self, var: VarId, value: NodeId) {
        let wide = is_wide(self.kernel.vars[var.0 as usize].ty);
        let varying = self.shapes.vars[var.0 as usize] == Shape::Varying;
        let a = if varying {
            self.operand(value)
        } else {
            self.parts(value)[0]
        };
        let d = self.var(var);
        if a == d {
            // The value is a read of the variable that is not a copy, so nothing has set it since:
            // it is set to itself, and whichever lanes are active, that changes nothing.
            return;
        }
        let masked = varying && self.shapes.parts_users(&self.path, var);
        if self.uses.counts[self.kernel.resolve(value).0 as usize] == 1
            && self.write_through(a, d, masked)
        {
            return;
        }
        let op = match (masked, wide) {
            (true, false) => Opcode::Blend32,
            (true, true) => Opcode::Blend64,
            (false, false) => Opcode::Copy32,
            (false, true) => Opcode::Copy64,
        };
        self.push(Draft {
            d,
            a,
            ..Draft::new(op)
        });
    }

    fn log(&mut self, format: u32, values: &[NodeId]) {
        let registers: Vec<_> = values.iter().map(|&value| self.operand(value)).collect();
        let wide = values.iter().map(|&value| is_wide(self.kernel.ty(value)));
        let form = LogForm {
            format,
            wide: wide.collect(),
        };
        let x = u32::try_from(self.logs.len()).expect("fewer than nodes");
        self.logs.push(form);
        let (a, b) = self.list(&registers);
        self.push(Draft {
            a,
            b,
            x,
            ..Draft::new(Opcode::Message)
        });
    }

    fn atomic(&mut self, atomic: &crate::backend::cpu::spmd::Atomic) {
        let args: Vec<_> = atomic.args.iter().map(|&arg| self.operand(arg)).collect();
        let zero = self.constant(0);
        let addr = self.address(&atomic.address);
        let d = atomic.result.map(|result| self.result(result));
        let form = AtomicForm {
            op: atomic.op,
            scalar: atomic.scalar,
            addr,
            result: d.is_some(),
        };
        let c = Operand::number(u32::try_from(self.atomics.len()).expect("fewer than nodes"));
        self.atomics.push(form);
        let at = |index: usize| args.get(index).copied().unwrap_or(zero);
        let op = if is_wide(atomic.scalar) {
            Opcode::Atomic64
        } else {
            Opcode::Atomic32
        };
        self.push(Draft {
            op,
            d: d.unwrap_or(NO_MASK),
            a: at(0),
            b: at(1),
            c,
            x: 0,
        });
    }

    fn simd(&mut self, op: SimdOp, result: NodeId, args: &[NodeId]) {
        let scalar = self.kernel.ty(result);
        let args: Vec<_> = args.iter().map(|&arg| self.operand(arg)).collect();
        let modulo = args.get(3).copied();
        modulo.into_iter().for_each(|it| self.touch(it));
        let d = self.result(result);
        let zero = self.constant(0);
        let at = |index: usize| args.get(index).copied().unwrap_or(zero);
        let x = u32::try_from(self.simds.len()).expect("fewer than nodes");
        self.simds.push(SimdForm { op, scalar, modulo });
        let opcode = if is_wide(scalar) {
            Opcode::Simd64
        } else {
            Opcode::Simd32
        };
        self.push(Draft {
            op: opcode,
            d,
            a: at(0),
            b: at(1),
            c: at(2),
            x,
        });
    }
}

const fn load_op(scalar: Scalar) -> Opcode {
    match scalar {
        Scalar::Bool => Opcode::LoadBool,
        Scalar::I8 => Opcode::LoadI8,
        Scalar::U8 => Opcode::LoadU8,
        Scalar::I16 => Opcode::LoadI16,
        Scalar::U16 => Opcode::LoadU16,
        Scalar::F16 => Opcode::LoadF16,
        Scalar::BF16 => Opcode::LoadBf16,
        Scalar::I32 | Scalar::U32 | Scalar::F32 => Opcode::Load32,
        Scalar::I64 | Scalar::U64 => Opcode::Load64,
    }
}

const fn store_op(scalar: Scalar) -> Opcode {
    match scalar {
        Scalar::Bool => Opcode::StoreBool,
        Scalar::I8 | Scalar::U8 => Opcode::Store8,
        Scalar::I16 | Scalar::U16 => Opcode::Store16,
        Scalar::F16 => Opcode::StoreF16,
        Scalar::BF16 => Opcode::StoreBf16,
        Scalar::I32 | Scalar::U32 | Scalar::F32 => Opcode::Store32,
        Scalar::I64 | Scalar::U64 => Opcode::Store64,
    }
}
