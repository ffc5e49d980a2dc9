//! Operations on operands of one type, folded where they are constant.

use super::operand::{Operand, OperandKind};
use crate::{
    ir::{BinaryOp, CompareOp, Const, Op, Scalar, Type, TypeId, UnaryOp, ValueId},
    lower::{
        Lowerer,
        constant::fold,
        ty::{Ty, TyKind},
    },
    source::Span,
};

/// The bits of each component of a scalar or vector constant.
pub(in crate::lower) fn components(constant: &Const, lanes: u8) -> Option<Vec<u64>> {
    match constant {
        Const::Zero => Some(vec![0; usize::from(lanes)]),
        Const::Scalar(bits) => (lanes == 1).then(|| vec![*bits]),
        Const::Composite(members) => members
            .iter()
            .map(|member| match member {
                Const::Scalar(bits) => Some(*bits),
                Const::Zero => Some(0),
                Const::Composite(_) => None,
            })
            .collect(),
    }
}

/// A scalar or vector constant from its components.
pub(in crate::lower) fn from_components(bits: Vec<u64>) -> Const {
    match bits[..] {
        [one] => Const::Scalar(one),
        _ => Const::Composite(bits.into_iter().map(Const::Scalar).collect()),
    }
}

impl Lowerer<'_> {
    fn folded(&self, operand: &Operand) -> Option<(Scalar, Vec<u64>)> {
        let OperandKind::Const(constant) = &operand.kind else {
            return None;
        };
        let (scalar, lanes) = self.tys.shape(operand.ty)?;
        Some((scalar, components(constant, lanes)?))
    }

    /// A unary operation on a scalar or unpacked vector.
    pub(in crate::lower) fn unary_value(
        &mut self,
        op: UnaryOp,
        operand: &Operand,
        span: Span,
    ) -> Operand {
        if let Some((scalar, bits)) = self.folded(operand) {
            let folded: Option<Vec<u64>> = bits
                .iter()
                .map(|&bits| fold::unary(op, scalar, bits))
                .collect();
            if let Some(folded) = folded {
                let result = Operand::constant(operand.ty, from_components(folded), span);
                return Operand {
                    literal: operand.literal,
                    ..result
                };
            }
        }
        let value = self.value(operand);
        let ty = self.ir(operand.ty);
        let value = self.eval(Op::Unary(op, value), ty, span);
        Operand::value(operand.ty, value, span)
    }

    /// A binary operation on two operands of one type.
    pub(in crate::lower) fn binary_value(
        &mut self,
        op: BinaryOp,
        left: &Operand,
        right: &Operand,
        span: Span,
    ) -> Operand {
        if let Some(((scalar, a), (_, b))) = self.folded(left).zip(self.folded(right)) {
            let folded: Option<Vec<u64>> = a
                .iter()
                .zip(&b)
                .map(|(&a, &b)| fold::binary(op, scalar, a, b))
                .collect();
            if let Some(folded) = folded {
                let result = Operand::constant(left.ty, from_components(folded), span);
                return Operand {
                    literal: left.literal && right.literal,
                    ..result
                };
            }
        }
        let (a, b) = (self.value(left), self.value(right));
        let ty = self.ir(left.ty);
        let value = self.eval(Op::Binary(op, a, b), ty, span);
        Operand::value(left.ty, value, span)
    }

    /// A comparison of two operands of one type.
    pub(in crate::lower) fn compare_value(
        &mut self,
        op: CompareOp,
        left: &Operand,
        right: &Operand,
        span: Span,
    ) -> Operand {
        let lanes = self.tys.shape(left.ty).map_or(1, |(_, lanes)| lanes);
        let ty = self.tys.vector(Scalar::Bool, lanes);
        if let Some(((scalar, a), (_, b))) = self.folded(left).zip(self.folded(right)) {
            let bits = a
                .iter()
                .zip(&b)
                .map(|(&a, &b)| u64::from(fold::compare(op, scalar, a, b)))
                .collect();
            return Operand::constant(ty, from_components(bits), span);
        }
        let (a, b) = (self.value(left), self.value(right));
        let ir = self.ir(ty);
        let value = self.eval(Op::Compare(op, a, b), ir, span);
        Operand::value(ty, value, span)
    }

    /// A numeric conversion to a scalar or vector type of as many components.
    pub(in crate::lower) fn convert_value(&mut self, operand: &Operand, to: Ty) -> Operand {
        let operand = self.rvalue(operand.clone());
        if operand.ty == to {
            return operand;
        }
        let span = operand.span;
        if let Some((scalar, bits)) = self.folded(&operand) {
            let target = self.tys.component(to).unwrap_or(scalar);
            let folded: Option<Vec<u64>> = bits
                .iter()
                .map(|&bits| fold::convert(scalar, target, bits))
                .collect();
            if let Some(folded) = folded {
                let result = Operand::constant(to, from_components(folded), span);
                return Operand {
                    literal: operand.literal,
                    ..result
                };
            }
        }
        let value = self.value(&operand);
        let ir = self.ir(to);
        if self.cx().builder.ty(value) == ir {
            return Operand::value(to, value, span);
        }
        let value = self.eval(Op::Convert(value), ir, span);
        Operand::value(to, value, span)
    }

    /// A vector of equal components; the scalar has the vector's component type.
    pub(in crate::lower) fn splat(&mut self, scalar: &Operand, to: Ty) -> Operand {
        let span = scalar.span;
        let Some((_, lanes)) = self.tys.shape(to) else {
            return Operand::error(span);
        };
        if let Some(bits) = scalar.known() {
            let constant = from_components(vec![bits; usize::from(lanes)]);
            return Operand {
                literal: scalar.literal,
                ..Operand::constant(to, constant, span)
            };
        }
        let value = self.value(scalar);
        let ir = self.ir(to);
        let value = self.eval(Op::Splat(value), ir, span);
        Operand::value(to, value, span)
    }

    /// Some components of a vector in some order; one component gives a scalar.
    pub(in crate::lower) fn swizzle(
        &mut self,
        whole: &Operand,
        order: Vec<u8>,
        span: Span,
    ) -> Operand {
        let Some(scalar) = self.tys.component(whole.ty) else {
            return Operand::error(span);
        };
        let lanes = u8::try_from(order.len()).expect("a swizzle has at most 4 components");
        let ty = self.tys.vector(scalar, lanes);
        if let Some((_, bits)) = self.folded(whole) {
            let picked: Option<Vec<u64>> = order
                .iter()
                .map(|&at| bits.get(usize::from(at)).copied())
                .collect();
            if let Some(picked) = picked {
                return Operand::constant(ty, from_components(picked), span);
            }
        }
        let value = self.value(whole);
        let ir = self.ir(ty);
        let op = match order[..] {
            [one] => Op::Extract {
                whole: value,
                index: u32::from(one),
            },
            _ => Op::Swizzle {
                whole: value,
                order,
            },
        };
        let value = self.eval(op, ir, span);
        Operand::value(ty, value, span)
    }

    /// The same bits as another type of the same size.
    pub(in crate::lower) fn bitcast(&mut self, operand: &Operand, to: Ty, span: Span) -> Operand {
        if operand.ty == to {
            return operand.clone().at(span);
        }
        let one = |lowerer: &Self, ty| lowerer.tys.is_scalar(ty);
        if let Some(bits) = operand
            .known()
            .filter(|_| one(self, operand.ty) && one(self, to))
        {
            return Operand::bits(to, bits, span);
        }
        let value = self.value(operand);
        let ir = self.ir(to);
        let value = self.eval(Op::Bitcast(value), ir, span);
        Operand::value(to, value, span)
    }

    /// A whole from its members: a vector, struct or array.
    pub(in crate::lower) fn compose(&mut self, ty: Ty, members: &[Operand], span: Span) -> Operand {
        let constants: Option<Vec<Const>> = members
            .iter()
            .map(|member| match &member.kind {
                OperandKind::Const(constant) => Some(constant.clone()),
                _ => None,
            })
            .collect();
        if let Some(constants) = constants {
            let zero = constants.iter().all(|member| *member == Const::Zero);
            let whole = if zero {
                Const::Zero
            } else {
                Const::Composite(constants)
            };
            return Operand::constant(ty, whole, span);
        }
        let ir = self.ir(ty);
        let mut values = Vec::new();
        for (index, member) in members.iter().enumerate() {
            let value = self.content_value(member);
            values.push(self.as_declared(value, (ir, index), span));
        }
        let members = values;
        let value = self.eval(Op::Compose(members), ir, span);
        Operand::value(ty, value, span)
    }

    /// A member as the IR's struct has it, which may hold a pointer as one to `void`.
    fn as_declared(&mut self, value: ValueId, (of, index): (TypeId, usize), span: Span) -> ValueId {
        let Type::Struct { fields, .. } = &self.types[of] else {
            return value;
        };
        let declared = fields[index].ty;
        let is_pointer = matches!(self.types[declared], Type::Pointer { .. });
        if !is_pointer || self.cx().builder.ty(value) == declared {
            return value;
        }
        self.eval(Op::PointerCast(value), declared, span)
    }

    /// A vector without packing, for arithmetic; other operands as they are.
    pub(in crate::lower) fn unpacked(&mut self, operand: Operand) -> Operand {
        let operand = self.rvalue(operand);
        match self.tys[operand.ty] {
            TyKind::Vector {
                scalar,
                lanes,
                packed: true,
            } => {
                let to = self.tys.vector(scalar, lanes);
                self.convert_value(&operand, to)
            }
            TyKind::Enum(id) => {
                let to = Ty::scalar(self.enums[id as usize].underlying);
                Operand { ty: to, ..operand }
            }
            _ => operand,
        }
    }
}
