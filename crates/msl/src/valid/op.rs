//! Rule 11: operations on values; the others are handed to their own files.

use super::{Checked, Violation, constant, ensure, math, memory, thread};
use crate::ir::{
    BinaryOp, Function, FunctionId, Module, Op, Scalar, Type, TypeId, UnaryOp, Value, ValueId,
    is_logged,
};

/// One operation with all that its rules ask about.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    pub(super) module: &'a Module,
    pub(super) function: &'a Function,
    id: FunctionId,
    /// Type of the result.
    pub(super) ret: TypeId,
}

impl<'a> Context<'a> {
    pub(super) fn id(&self, value: ValueId) -> TypeId {
        self.function.ty(value)
    }

    pub(super) fn ty(&self, value: ValueId) -> &'a Type {
        &self.module.types[self.id(value)]
    }

    pub(super) fn result(&self) -> &'a Type {
        &self.module.types[self.ret]
    }

    /// Element type and components of a value that has them.
    pub(super) fn shape(&self, value: ValueId) -> Option<(Scalar, u8)> {
        shape(self.ty(value))
    }

    pub(super) fn has_type(&self, values: &[ValueId], ty: TypeId) -> bool {
        values.iter().all(|&value| self.id(value) == ty)
    }

    /// Whether the value is a scalar integer.
    pub(super) fn is_index(&self, value: ValueId) -> bool {
        matches!(self.ty(value), Type::Scalar(scalar) if scalar.is_integer())
    }

    pub(super) fn is_void(&self) -> bool {
        *self.result() == Type::Void
    }
}

pub(super) fn shape(ty: &Type) -> Option<(Scalar, u8)> {
    ty.scalar().zip(ty.lanes())
}

/// The value's operation has operands and a result that fit it. The operands exist.
pub(super) fn check(
    module: &Module,
    (id, function): (FunctionId, &Function),
    value: &Value,
) -> Checked {
    super::ty::get(&module.types, value.ty)?;
    let context = Context {
        module,
        function,
        id,
        ret: value.ty,
    };
    match &value.op {
        Op::Const(content) => constant::check(&module.types, value.ty, content),
        Op::Param(_)
        | Op::LocalAddress(_)
        | Op::GlobalAddress(_)
        | Op::Load(_)
        | Op::Store { .. }
        | Op::Field { .. }
        | Op::Element { .. }
        | Op::Offset { .. }
        | Op::PointerDifference { .. }
        | Op::PointerCast(_)
        | Op::Address(_)
        | Op::Forget(_) => memory::check(&context, &value.op),
        Op::Math { function, args, .. } => math::check(&context, *function, args),
        Op::Simd { .. }
        | Op::Matrix { .. }
        | Op::Atomic { .. }
        | Op::Barrier { .. }
        | Op::Fence { .. } => thread::check(&context, &value.op),
        Op::Log { format, args } => check_log(&context, *format, args),
        Op::Call { function, args } => check_call(&context, *function, args),
        op => ensure(11, fits(&context, op), || {
            format!("operands or result do not fit {op:?}")
        }),
    }
}

/// Rule 15.
fn check_log(context: &Context<'_>, format: u32, args: &[ValueId]) -> Checked {
    let Some(format) = context.module.logs.get(format as usize) else {
        return Err(Violation::new(15, "a log message does not exist"));
    };
    let wanted = format.values().map(Some);
    let fits = wanted.eq(args.iter().map(|&arg| context.shape(arg)))
        && format.values().all(|(scalar, _)| is_logged(scalar))
        && context.is_void();
    ensure(15, fits, || {
        format!("the operands do not fit the message {:?}", format.text().0)
    })
}

/// Rule 3 about the callee; its parameters and result.
fn check_call(context: &Context<'_>, callee: FunctionId, args: &[ValueId]) -> Checked {
    ensure(3, callee < context.id, || {
        "a callee does not come before its caller".to_owned()
    })?;
    let Some(callee) = context.module.functions.get(callee) else {
        return Err(Violation::new(3, "a callee does not exist"));
    };
    let same = callee.params.len() == args.len()
        && callee
            .params
            .iter()
            .zip(args)
            .all(|(param, &arg)| context.id(arg) == param.ty);
    ensure(11, same && callee.ret == context.ret, || {
        format!("operands or result do not fit a call of `{}`", callee.name)
    })
}

fn fits(context: &Context<'_>, op: &Op) -> bool {
    match op {
        Op::Unary(op, a) => context.id(*a) == context.ret && unary(context, *op),
        Op::Binary(op, a, b) => context.has_type(&[*a, *b], context.ret) && binary(context, *op),
        Op::Compare(_, a, b) => compare(context, *a, *b),
        Op::Select {
            condition,
            accept,
            reject,
        } => {
            context.has_type(&[*accept, *reject], context.ret)
                && !context.is_void()
                && chooses(context, *condition)
        }
        Op::Convert(a) => {
            matches!((context.shape(*a), shape(context.result())),
                (Some((_, from)), Some((_, to))) if from == to)
        }
        Op::Bitcast(a) => {
            let bytes = |(scalar, lanes): (Scalar, u8)| scalar.size_bytes() * u32::from(lanes);
            matches!((context.shape(*a), shape(context.result())),
                (Some(from), Some(to)) if bytes(from) == bytes(to))
        }
        Op::Splat(a) => matches!((context.ty(*a), context.result()),
            (Type::Scalar(one), Type::Vector { scalar, .. }) if one == scalar),
        _ => builds(context, op),
    }
}

/// Values made of, or taken from, others.
fn builds(context: &Context<'_>, op: &Op) -> bool {
    match op {
        Op::Compose(parts) => composes(context, parts),
        Op::Extract { whole, index } => match context.ty(*whole) {
            Type::Vector { scalar, lanes, .. } => {
                *index < u32::from(*lanes) && *context.result() == Type::Scalar(*scalar)
            }
            Type::Array { element, length } => index < length && *element == context.ret,
            Type::Struct { fields, .. } => fields
                .get(*index as usize)
                .is_some_and(|field| field.ty == context.ret),
            _ => false,
        },
        Op::ExtractDynamic { whole, index } => {
            matches!((context.ty(*whole), context.result()),
                (Type::Vector { scalar, .. }, Type::Scalar(one)) if scalar == one)
                && context.is_index(*index)
        }
        Op::Swizzle { whole, order } => {
            let (Type::Vector { scalar, lanes, .. }, Some((one, count))) =
                (context.ty(*whole), shape(context.result()))
            else {
                return false;
            };
            scalar == &one && usize::from(count) == order.len() && order.iter().all(|at| at < lanes)
        }
        _ => false,
    }
}

fn unary(context: &Context<'_>, op: UnaryOp) -> bool {
    shape(context.result()).is_some_and(|(scalar, _)| match op {
        UnaryOp::Negate => scalar != Scalar::Bool,
        UnaryOp::Not => scalar == Scalar::Bool,
        UnaryOp::Complement => scalar.is_integer(),
    })
}

fn binary(context: &Context<'_>, op: BinaryOp) -> bool {
    shape(context.result()).is_some_and(|(scalar, _)| match op {
        BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul | BinaryOp::Div => scalar != Scalar::Bool,
        BinaryOp::Rem | BinaryOp::Shl | BinaryOp::Shr => scalar.is_integer(),
        BinaryOp::And | BinaryOp::Or | BinaryOp::Xor => !scalar.is_float(),
    })
}

fn compare(context: &Context<'_>, a: ValueId, b: ValueId) -> bool {
    if context.id(a) != context.id(b) {
        return false;
    }
    let wanted = match context.ty(a) {
        Type::Pointer { .. } => Some(1),
        ty => ty.lanes(),
    };
    shape(context.result()) == wanted.map(|lanes| (Scalar::Bool, lanes))
}

fn chooses(context: &Context<'_>, condition: ValueId) -> bool {
    match context.shape(condition) {
        Some((Scalar::Bool, 1)) => true,
        Some((Scalar::Bool, lanes)) => {
            matches!(context.result(), Type::Vector { lanes: result, .. } if *result == lanes)
        }
        _ => false,
    }
}

fn composes(context: &Context<'_>, parts: &[ValueId]) -> bool {
    match context.result() {
        Type::Vector { scalar, lanes, .. } => {
            parts.len() == usize::from(*lanes)
                && parts
                    .iter()
                    .all(|&part| *context.ty(part) == Type::Scalar(*scalar))
        }
        Type::Array { element, length } => {
            parts.len() == *length as usize && context.has_type(parts, *element)
        }
        Type::Struct {
            fields,
            union: false,
            ..
        } => {
            parts.len() == fields.len()
                && fields
                    .iter()
                    .zip(parts)
                    .all(|(field, &part)| context.id(part) == field.ty)
        }
        _ => false,
    }
}
