//! Writes the operations of a resolved call.

use super::{Action, Resolved};
use crate::ir::{
    AtomicOp, BinaryOp, CompareOp, Const, FunctionBuilder, MathFn, MemoryOrder, Op, Precision,
    Scalar, Type, TypeArena, TypeId, ValueId,
};
use crate::source::Span;
use std::fmt;

/// A function that writes a call as several operations.
pub(super) type Expand = fn(&mut Emitter<'_>, &[ValueId]) -> ValueId;

/// How a call becomes several operations.
#[derive(Clone, Copy)]
pub struct Expansion(pub(super) Expand);

impl fmt::Debug for Expansion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Expansion")
    }
}

/// Writes a call whose arguments were converted to [`Resolved::params`], and
/// returns its value; that of a call without a result is not to be used.
pub fn emit(
    resolved: &Resolved,
    args: &[ValueId],
    span: Span,
    builder: &mut FunctionBuilder,
    types: &mut TypeArena,
) -> ValueId {
    let &Resolved { ret, action, .. } = resolved;
    let precision = match action {
        Action::Math(_, precision) | Action::Expand(_, precision) => precision,
        _ => Precision::Default,
    };
    let mut emitter = Emitter {
        builder,
        types,
        ret,
        span,
        precision,
    };
    match action {
        Action::Math(function, _) => emitter.math(function, args),
        Action::Simd(op) => {
            let args = args.to_vec();
            emitter.eval(Op::Simd { op, args }, ret)
        }
        Action::Matrix(op) => {
            let args = args.to_vec();
            emitter.eval(Op::Matrix { op, args }, ret)
        }
        Action::Atomic(op, order) => emitter.atomic(op, order, args),
        Action::CompareExchange(order) => emitter.compare_exchange(order, args),
        Action::Barrier(scope, flags) => emitter.eval(Op::Barrier { scope, flags }, ret),
        Action::Fence(flags, order) => emitter.eval(Op::Fence { flags, order }, ret),
        Action::Expand(expansion, _) => (expansion.0)(&mut emitter, args),
    }
}

/// What an expansion writes with.
pub(super) struct Emitter<'a> {
    pub(super) builder: &'a mut FunctionBuilder,
    pub(super) types: &'a mut TypeArena,
    /// Type of the call.
    pub(super) ret: TypeId,
    span: Span,
    precision: Precision,
}

impl Emitter<'_> {
    pub(super) fn eval(&mut self, op: Op, ty: TypeId) -> ValueId {
        self.builder.eval(op, ty, self.span)
    }

    /// A math function with the call's result.
    pub(super) fn math(&mut self, function: MathFn, args: &[ValueId]) -> ValueId {
        self.math_as(function, args, self.ret)
    }

    pub(super) fn math_as(&mut self, function: MathFn, args: &[ValueId], ty: TypeId) -> ValueId {
        let op = Op::Math {
            function,
            args: args.to_vec(),
            precision: self.precision,
        };
        self.eval(op, ty)
    }

    /// A math function whose result is `bool`, of as many components.
    pub(super) fn test(&mut self, function: MathFn, value: ValueId) -> ValueId {
        let ty = self.truth(value);
        self.math_as(function, &[value], ty)
    }

    /// An operation with the call's result.
    pub(super) fn binary(&mut self, op: BinaryOp, left: ValueId, right: ValueId) -> ValueId {
        self.binary_as(op, (left, right), self.ret)
    }

    pub(super) fn binary_as(
        &mut self,
        op: BinaryOp,
        (left, right): (ValueId, ValueId),
        ty: TypeId,
    ) -> ValueId {
        self.eval(Op::Binary(op, left, right), ty)
    }

    pub(super) fn compare(&mut self, op: CompareOp, left: ValueId, right: ValueId) -> ValueId {
        let ty = self.truth(left);
        self.eval(Op::Compare(op, left, right), ty)
    }

    pub(super) fn select(
        &mut self,
        condition: ValueId,
        accept: ValueId,
        reject: ValueId,
    ) -> ValueId {
        let ty = self.builder.ty(accept);
        self.eval(
            Op::Select {
                condition,
                accept,
                reject,
            },
            ty,
        )
    }

    /// The value as another type; itself where it has that type.
    pub(super) fn convert(&mut self, value: ValueId, ty: TypeId) -> ValueId {
        if self.builder.ty(value) == ty {
            return value;
        }
        self.eval(Op::Convert(value), ty)
    }

    pub(super) fn zero(&mut self, ty: TypeId) -> ValueId {
        self.builder.constant(ty, Const::Zero, self.span)
    }

    /// A constant of the scalar, or of the vector with all components alike.
    pub(super) fn splat(&mut self, ty: TypeId, bits: u64) -> ValueId {
        let constant = match self.shape(ty) {
            (_, 1) => Const::Scalar(bits),
            (_, lanes) => Const::Composite(vec![Const::Scalar(bits); usize::from(lanes)]),
        };
        self.builder.constant(ty, constant, self.span)
    }

    /// A constant vector of these components.
    pub(super) fn constants(&mut self, ty: TypeId, bits: impl Iterator<Item = u64>) -> ValueId {
        let constant = Const::Composite(bits.map(Const::Scalar).collect());
        self.builder.constant(ty, constant, self.span)
    }

    /// A constant of a float type that all of them represent exactly.
    pub(super) fn float(&mut self, ty: TypeId, value: f32) -> ValueId {
        let bits = match self.shape(ty).0 {
            Scalar::F16 => u64::from(half::f16::from_f32(value).to_bits()),
            Scalar::BF16 => u64::from(half::bf16::from_f32(value).to_bits()),
            _ => u64::from(value.to_bits()),
        };
        self.splat(ty, bits)
    }

    /// Element type and components of a scalar or vector.
    pub(super) fn shape(&self, ty: TypeId) -> (Scalar, u8) {
        let ty = &self.types[ty];
        ty.scalar()
            .zip(ty.lanes())
            .expect("`resolve` gave scalars and vectors")
    }

    pub(super) fn pointee(&self, pointer: ValueId) -> TypeId {
        match self.types[self.builder.ty(pointer)] {
            Type::Pointer { pointee, .. } => pointee,
            _ => unreachable!("`resolve` made the parameter a pointer"),
        }
    }

    pub(super) fn store(&mut self, pointer: ValueId, value: ValueId) {
        self.builder.store(self.types, pointer, value, self.span);
    }

    /// `bool`, of as many components as the value.
    fn truth(&mut self, value: ValueId) -> TypeId {
        let (_, lanes) = self.shape(self.builder.ty(value));
        self.types.vector(Scalar::Bool, lanes)
    }

    /// The operation's own result is the former content, also where the call hands nothing back.
    fn atomic(&mut self, op: AtomicOp, order: MemoryOrder, args: &[ValueId]) -> ValueId {
        let ty = match op {
            AtomicOp::Store => self.ret,
            _ => self.content(args[0]),
        };
        let op = Op::Atomic {
            op,
            pointer: args[0],
            args: args[1..args.len() - 1].to_vec(),
            order,
        };
        self.eval(op, ty)
    }

    /// Stores what was found to `*expected` and hands back whether it was expected. Where it was,
    /// the store changes nothing.
    fn compare_exchange(&mut self, order: MemoryOrder, args: &[ValueId]) -> ValueId {
        let (pointer, expected, desired) = (args[0], args[1], args[2]);
        let wanted = self.builder.load(self.types, expected, self.span);
        let op = Op::Atomic {
            op: AtomicOp::CompareExchange,
            pointer,
            args: vec![wanted, desired],
            order,
        };
        let content = self.content(pointer);
        let found = self.eval(op, content);
        self.store(expected, found);
        let (wanted, found) = (self.bits(wanted), self.bits(found));
        self.compare(CompareOp::Equal, found, wanted)
    }

    /// The scalar type of the atomic.
    fn content(&mut self, pointer: ValueId) -> TypeId {
        match self.types[self.pointee(pointer)] {
            Type::Atomic(scalar) => self.types.scalar(scalar),
            _ => unreachable!("`resolve` asked for a pointer to an atomic"),
        }
    }

    /// A float as the integer of its bits, so that NaN equals itself.
    fn bits(&mut self, value: ValueId) -> ValueId {
        let (scalar, _) = self.shape(self.builder.ty(value));
        if !scalar.is_float() {
            return value;
        }
        let ty = self.types.scalar(scalar.to_unsigned());
        self.eval(Op::Bitcast(value), ty)
    }
}
