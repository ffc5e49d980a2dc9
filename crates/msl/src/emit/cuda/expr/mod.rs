//! Operations: places, values and effects.

mod arithmetic;
mod convert;
mod math;
mod simd;
mod thread;
mod whole;

use super::{constant, function::Writer};
use crate::ir::{AddressSpace, Const, Op, Scalar, Type, ValueId};

impl<'a> Writer<'a> {
    pub(super) fn op(&self, id: ValueId) -> &'a Op {
        &self.function.values[id].op
    }

    /// A value where it is used.
    pub(super) fn operand(&mut self, id: ValueId) -> String {
        match self.op(id) {
            Op::Const(constant) => {
                let ty = self.function.ty(id);
                constant::expression(self.unit.module, self.unit.names, ty, constant)
            }
            Op::Param(index) => self.params[*index as usize].clone(),
            Op::PointerCast(from) => {
                let ty = self.spell(self.function.ty(id));
                format!("(({ty}){})", self.operand(*from))
            }
            op if is_address(op) => format!("(&{})", self.place(id)),
            _ => self.variable(id),
        }
    }

    pub(super) fn operands(&mut self, ids: &[ValueId]) -> String {
        let operands: Vec<_> = ids.iter().map(|&id| self.operand(id)).collect();
        operands.join(", ")
    }

    /// A component of a scalar or vector.
    pub(super) fn component(&mut self, id: ValueId, at: usize) -> String {
        if self.ty(id).lanes() == Some(1) {
            return self.operand(id);
        }
        if let (Op::Const(content), Some(scalar)) = (self.op(id), self.ty(id).scalar()) {
            let bits = match content {
                Const::Composite(parts) => match parts[at] {
                    Const::Scalar(bits) => bits,
                    _ => 0,
                },
                _ => 0,
            };
            return constant::literal(scalar, bits);
        }
        format!("{}.{}", self.operand(id), name_of(at))
    }

    /// What a pointer points to, as an expression that `.`, `[]` and `&` may be put to.
    pub(super) fn place(&mut self, pointer: ValueId) -> String {
        match self.op(pointer) {
            Op::LocalAddress(local) => self.local(*local).to_owned(),
            Op::GlobalAddress(global) => {
                let ty = self.pointee(pointer);
                let ty = self.spell(ty);
                format!("(*({ty}*)&{})", self.unit.names.global(*global))
            }
            Op::Field { pointer, index } => {
                let field = self
                    .unit
                    .names
                    .field(self.pointee(*pointer), *index as usize);
                format!("{}.{field}", self.place(*pointer))
            }
            Op::Element { pointer, index } => self.element(*pointer, *index),
            Op::Offset { pointer, index } => {
                let index = self.operand(*index);
                format!("{}[{index}]", self.operand(*pointer))
            }
            _ => format!("(*{})", self.operand(pointer)),
        }
    }

    fn element(&mut self, pointer: ValueId, index: ValueId) -> String {
        let place = self.place(pointer);
        let whole = &self.unit.module.types[self.pointee(pointer)];
        if let Type::Array { .. } = whole {
            return format!("{place}.at[{}]", self.operand(index));
        }
        let lanes = u64::from(whole.lanes().unwrap_or(1));
        if let Op::Const(Const::Scalar(at)) = *self.op(index)
            && at < lanes
        {
            return format!(
                "{place}.{}",
                name_of(usize::try_from(at).expect("at most 3"))
            );
        }
        let scalar = whole.scalar().expect("elements are of arrays and vectors");
        let index = self.operand(index);
        format!("(({}*)&{place})[{index}]", super::ty::scalar(scalar))
    }

    pub(super) fn pointee(&self, pointer: ValueId) -> crate::ir::TypeId {
        match *self.ty(pointer) {
            Type::Pointer { pointee, .. } => pointee,
            _ => unreachable!("a valid place is reached through a pointer"),
        }
    }

    /// `T v1 = text;`, or the text alone where there is no result.
    pub(super) fn define(&mut self, id: ValueId, text: &str) {
        if *self.ty(id) == Type::Void {
            return self.line(&format!("{text};"));
        }
        let mut ty = self.spell(self.function.ty(id));
        // Such a pair may be a matrix's elements, which carry more along than a vector does.
        if self.unit.matrices && is_narrow_pair(self.ty(id)) && !text.starts_with('{') {
            "auto".clone_into(&mut ty);
        }
        let name = self.variable(id);
        self.line(&format!("{ty} {name} = {text};"));
    }

    /// Defines a scalar or vector by its components.
    pub(super) fn define_each(
        &mut self,
        id: ValueId,
        mut component: impl FnMut(&mut Self, usize) -> String,
    ) {
        let text = match self.ty(id).lanes() {
            Some(1) | None => component(self, 0),
            Some(lanes) => {
                let parts: Vec<_> = (0..usize::from(lanes))
                    .map(|at| component(self, at))
                    .collect();
                format!("{{{}}}", parts.join(", "))
            }
        };
        self.define(id, &text);
    }

    /// What stands where a value is evaluated.
    pub(super) fn eval(&mut self, id: ValueId) {
        match self.op(id) {
            op if is_address(op) => {}
            // A variable begins anew without content, which needs no code.
            Op::Forget(_) => {}
            Op::Load(pointer) => self.load(id, *pointer),
            Op::Store { pointer, value } => {
                let (to, from) = (self.place(*pointer), self.operand(*value));
                self.line(&format!("{to} = {from};"));
            }
            Op::PointerDifference { left, right } => {
                let (left, right) = (self.operand(*left), self.operand(*right));
                self.define(id, &format!("(ks_i64)({left} - {right})"));
            }
            Op::Address(pointer) => {
                let pointer = self.operand(*pointer);
                self.define(id, &format!("(ks_u64)({pointer})"));
            }
            Op::Unary(op, a) => self.unary(id, *op, *a),
            Op::Binary(op, a, b) => self.binary(id, *op, [*a, *b]),
            Op::Compare(op, a, b) => self.compare(id, *op, [*a, *b]),
            Op::Select {
                condition,
                accept,
                reject,
            } => self.select(id, *condition, [*accept, *reject]),
            Op::Convert(from) => self.convert(id, *from),
            Op::Bitcast(from) => {
                let ty = self.spell(self.function.ty(id));
                let from = self.operand(*from);
                self.define(id, &format!("ks_bits<{ty}>({from})"));
            }
            Op::Splat(_)
            | Op::Compose(_)
            | Op::Extract { .. }
            | Op::ExtractDynamic { .. }
            | Op::Swizzle { .. } => self.whole(id),
            Op::Math {
                function,
                args,
                precision,
            } => self.math(id, *function, args, *precision),
            Op::Call { function, args } => self.call(id, *function, args),
            Op::Simd { op, args } => self.simd(id, *op, args),
            Op::Matrix { op, args } => self.matrix(id, *op, args),
            Op::Atomic {
                op,
                pointer,
                args,
                order,
            } => self.atomic(id, *op, (*pointer, args), *order),
            Op::Barrier { scope, .. } => self.barrier(*scope),
            Op::Fence { order, .. } => self.fence(*order),
            Op::Log { format, args } => self.log(*format, args),
            Op::Const(_)
            | Op::Param(_)
            | Op::LocalAddress(_)
            | Op::GlobalAddress(_)
            | Op::Field { .. }
            | Op::Element { .. }
            | Op::Offset { .. }
            | Op::PointerCast(_) => unreachable!("`operand` writes these"),
        }
    }

    /// Of memory that others write, a `bool` may be any byte.
    fn load(&mut self, id: ValueId, pointer: ValueId) {
        let from = self.place(pointer);
        let foreign = !matches!(
            self.ty(pointer),
            Type::Pointer {
                space: AddressSpace::Thread,
                ..
            }
        );
        let text = match self.ty(id) {
            Type::Scalar(Scalar::Bool) if foreign => format!("ks_load_bool(&{from})"),
            Type::Vector {
                scalar: Scalar::Bool,
                lanes,
                ..
            } if foreign => format!("ks_load_bools<{lanes}>(&{from})"),
            _ => from,
        };
        self.define(id, &text);
    }

    fn call(&mut self, id: ValueId, function: crate::ir::FunctionId, args: &[ValueId]) {
        let mask = self.unit.together.is_function(function);
        let mut operands: Vec<_> = args.iter().map(|&arg| self.operand(arg)).collect();
        if self.unit.logging.contains(&function) {
            operands.insert(0, "ks_log".to_owned());
        }
        if mask {
            operands.insert(0, self.mask.clone());
        }
        let name = self.unit.names.function(function);
        self.define(id, &format!("{name}({})", operands.join(", ")));
    }
}

/// Whether the operation makes an address, which is written where it is used.
const fn is_address(op: &Op) -> bool {
    matches!(
        op,
        Op::LocalAddress(_)
            | Op::GlobalAddress(_)
            | Op::Field { .. }
            | Op::Element { .. }
            | Op::Offset { .. }
            | Op::PointerCast(_)
    )
}

/// Two numbers of 16 bits.
const fn is_narrow_pair(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Vector {
            scalar: Scalar::F16 | Scalar::BF16,
            lanes: 2,
            packed: false,
        }
    )
}

pub(super) const fn name_of(component: usize) -> char {
    ['x', 'y', 'z', 'w'][component]
}
