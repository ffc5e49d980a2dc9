//! Rule 10: places and memory; also what parameters and variables stand for.

use super::{Checked, ensure, op::Context, ty::holds_atomic};
use crate::ir::{AddressSpace, Op, Scalar, Type, TypeId, ValueId};

pub(super) fn check(context: &Context<'_>, op: &Op) -> Checked {
    ensure(10, fits(context, op), || {
        format!("operands or result do not fit {op:?}")
    })
}

/// Space and pointee of a pointer.
fn pointer(context: &Context<'_>, value: ValueId) -> Option<(AddressSpace, TypeId)> {
    as_pointer(context.ty(value))
}

fn as_pointer(ty: &Type) -> Option<(AddressSpace, TypeId)> {
    match ty {
        Type::Pointer { space, pointee } => Some((*space, *pointee)),
        _ => None,
    }
}

fn fits(context: &Context<'_>, op: &Op) -> bool {
    let result = as_pointer(context.result());
    match op {
        Op::Param(index) => {
            let param = context.function.params.get(*index as usize);
            param.is_some_and(|param| param.ty == context.ret)
        }
        Op::LocalAddress(local) => {
            let local = context.function.locals.get(*local);
            local.is_some_and(|local| result == Some((local.space, local.ty)))
        }
        Op::GlobalAddress(global) => {
            let global = context.module.globals.get(*global);
            global.is_some_and(|global| result == Some((AddressSpace::Constant, global.ty)))
        }
        Op::Forget(local) => {
            let local = context.function.locals.get(*local);
            local.is_some_and(|local| local.space == AddressSpace::Thread) && context.is_void()
        }
        Op::Load(place) => pointer(context, *place)
            .is_some_and(|(_, pointee)| pointee == context.ret && is_content(context, pointee)),
        Op::Store {
            pointer: place,
            value,
        } => pointer(context, *place).is_some_and(|(space, pointee)| {
            space != AddressSpace::Constant
                && pointee == context.id(*value)
                && is_content(context, pointee)
                && context.is_void()
        }),
        _ => address(context, op, result),
    }
}

/// Addresses made from others.
fn address(context: &Context<'_>, op: &Op, result: Option<(AddressSpace, TypeId)>) -> bool {
    match op {
        Op::Field {
            pointer: place,
            index,
        } => pointer(context, *place).is_some_and(|(space, pointee)| {
            let Type::Struct { fields, .. } = &context.module.types[pointee] else {
                return false;
            };
            let field = fields.get(*index as usize);
            field.is_some_and(|field| result == Some((space, field.ty)))
        }),
        Op::Element {
            pointer: place,
            index,
        } => {
            context.is_index(*index)
                && pointer(context, *place).is_some_and(|(space, pointee)| {
                    let types = &context.module.types;
                    let element = match &types[pointee] {
                        Type::Array { element, .. } => Some(*element),
                        Type::Vector { scalar, .. } => types.find(&Type::Scalar(*scalar)),
                        _ => None,
                    };
                    element.is_some() && result == element.map(|element| (space, element))
                })
        }
        Op::Offset {
            pointer: place,
            index,
        } => {
            context.is_index(*index)
                && result.is_some_and(|(_, pointee)| !is_void(context, pointee))
                && context.id(*place) == context.ret
        }
        Op::PointerDifference { left, right } => {
            pointer(context, *left).is_some_and(|(_, pointee)| !is_void(context, pointee))
                && context.id(*left) == context.id(*right)
                && *context.result() == Type::Scalar(Scalar::I64)
        }
        Op::PointerCast(place) => {
            let from = pointer(context, *place).map(|(space, _)| space);
            from.is_some() && from == result.map(|(space, _)| space)
        }
        Op::Address(place) => {
            pointer(context, *place).is_some() && *context.result() == Type::Scalar(Scalar::U64)
        }
        _ => false,
    }
}

fn is_void(context: &Context<'_>, ty: TypeId) -> bool {
    context.module.types[ty] == Type::Void
}

/// Whether a load or store may move it whole.
fn is_content(context: &Context<'_>, ty: TypeId) -> bool {
    !is_void(context, ty) && !holds_atomic(&context.module.types, ty)
}
