//! Where values are: in a register, or as base and strides in three.

use super::{
    Addr, Extend, Operand, Preset, convert,
    emit::{Draft, Emitter},
};
use crate::backend::cpu::{
    lanes::Opcode,
    spmd::{
        NodeId, NodeOp,
        shape::{Shape, Stride},
    },
};
use kernsmith_msl::ir::{BuiltIn, Scalar};

/// Where a node's value is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Value {
    /// Not evaluated (yet).
    None,
    /// In a scalar or lane register.
    In(Operand),
    /// In three scalar registers.
    Affine {
        base: Operand,
        sx: Operand,
        sy: Operand,
    },
}

/// Whether a scalar lives in 64-bit registers.
pub(super) const fn is_wide(scalar: Scalar) -> bool {
    matches!(scalar, Scalar::I64 | Scalar::U64)
}

impl Emitter<'_> {
    pub(super) fn shape(&self, node: NodeId) -> Shape {
        self.shapes.nodes[self.kernel.resolve(node).0 as usize]
    }

    pub(super) fn value(&mut self, node: NodeId) -> Value {
        let node = self.kernel.resolve(node);
        if let NodeOp::Const(bits) = self.kernel.nodes[node.0 as usize].op {
            let bits = convert::register_bits(bits, self.kernel.ty(node));
            return Value::In(self.constant(bits));
        }
        self.values[node.0 as usize]
    }

    pub(super) fn set_value(&mut self, node: NodeId, value: Value) {
        self.values[node.0 as usize] = value;
    }

    /// The register of a node's value, spread to lanes if it is affine.
    pub(super) fn operand(&mut self, node: NodeId) -> Operand {
        let node = self.kernel.resolve(node);
        match self.value(node) {
            Value::In(operand) => operand,
            Value::Affine { base, sx, sy } => {
                if let Some(&known) = self.spread.get(&node) {
                    return known;
                }
                let wide = is_wide(self.kernel.ty(node));
                let op = if wide { Opcode::Iota64 } else { Opcode::Iota32 };
                let d = self.lanes(wide);
                self.push(Draft {
                    op,
                    d,
                    a: base,
                    b: sx,
                    c: sy,
                    x: 0,
                });
                self.spread.insert(node, d);
                self.journal.push(node);
                d
            }
            // Only what no path evaluates.
            Value::None => self.constant(0),
        }
    }

    /// Base and strides of a uniform or affine value.
    pub(super) fn parts(&mut self, node: NodeId) -> [Operand; 3] {
        match self.value(node) {
            Value::Affine { base, sx, sy } => [base, sx, sy],
            Value::In(operand) => {
                let zero = self.constant(0);
                [operand, zero, zero]
            }
            Value::None => [self.constant(0); 3],
        }
    }

    /// A register for the result of a statement.
    pub(super) fn result(&mut self, node: NodeId) -> Operand {
        let d = match self.shape(node) {
            Shape::Uniform => self.scalar(),
            _ => self.lanes(is_wide(self.kernel.ty(node))),
        };
        self.set_value(node, Value::In(d));
        d
    }

    /// Gives built-ins their registers.
    pub(super) fn built_ins(&mut self) {
        for index in 0..self.kernel.nodes.len() {
            let NodeOp::BuiltIn(built_in, component) = self.kernel.nodes[index].op else {
                continue;
            };
            let value = match self.shapes.nodes[index] {
                Shape::Affine {
                    x: Stride::Known(x),
                    y: Stride::Known(y),
                    ..
                } => {
                    let base = self.scalar();
                    let (sx, sy) = (self.constant(x as u64), self.constant(y as u64));
                    Value::Affine { base, sx, sy }
                }
                Shape::Varying => Value::In(self.lanes(false)),
                _ => Value::In(self.scalar()),
            };
            let (Value::In(register) | Value::Affine { base: register, .. }) = value else {
                unreachable!("set above")
            };
            self.presets.push(Preset {
                built_in,
                component,
                register,
                fixed: built_in != BuiltIn::ThreadPositionInGrid && !register.is_scalar(),
            });
            self.values[index] = value;
        }
    }

    /// Keeps the registers of an address alive to this instruction.
    pub(super) fn touch_addr(&mut self, addr: &Addr) {
        self.touch(addr.object);
        for term in &addr.lanes {
            self.touch(Operand::of_lanes(term.register));
        }
    }
}

/// How an index of this type is extended.
pub(super) const fn extension(scalar: Scalar) -> Extend {
    match scalar {
        Scalar::I64 | Scalar::U64 => Extend::Wide,
        Scalar::I8 | Scalar::I16 | Scalar::I32 => Extend::Signed,
        _ => Extend::Unsigned,
    }
}
