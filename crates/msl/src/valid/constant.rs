//! Rule 2: constants.

use super::{Checked, Violation, ensure, ty};
use crate::ir::{Const, Module, Scalar, Type, TypeArena, TypeId};
use std::collections::BTreeSet;

pub(super) fn check_globals(module: &Module) -> Checked {
    let mut names = BTreeSet::new();
    for (_, global) in module.globals.iter() {
        let at_global = |violation: Violation| Violation {
            span: Some(global.span),
            message: format!("table `{}`: {}", global.name, violation.message),
            ..violation
        };
        ensure(2, names.insert(&global.name), || {
            "the name is there twice".to_owned()
        })
        .and_then(|()| check(&module.types, global.ty, &global.init))
        .map_err(at_global)?;
    }
    Ok(())
}

/// The constant is one of the type.
pub(super) fn check(types: &TypeArena, id: TypeId, constant: &Const) -> Checked {
    let ty = ty::get(types, id)?;
    let mismatch = || {
        let message = format!("a constant does not have its type `{}`", types.name(id));
        Err(Violation::new(2, message))
    };
    match (constant, ty) {
        (Const::Zero, _) => ensure(2, may_be_zero(types, id), || {
            format!("there is no zero of type `{}`", types.name(id))
        }),
        (Const::Scalar(bits), Type::Scalar(scalar)) => ensure(2, fits(*scalar, *bits), || {
            format!("{bits:#x} is no `{}`", scalar.metal_name())
        }),
        (Const::Composite(parts), Type::Vector { scalar, lanes, .. }) => {
            let holds = |part: &Const| match part {
                Const::Zero => true,
                Const::Scalar(bits) => fits(*scalar, *bits),
                Const::Composite(_) => false,
            };
            if parts.len() == usize::from(*lanes) && parts.iter().all(holds) {
                return Ok(());
            }
            mismatch()
        }
        (Const::Composite(parts), Type::Array { element, length })
            if parts.len() == *length as usize =>
        {
            parts
                .iter()
                .try_for_each(|part| check(types, *element, part))
        }
        (Const::Composite(parts), Type::Struct { fields, .. }) if parts.len() == fields.len() => {
            let mut both = fields.iter().zip(parts);
            both.try_for_each(|(field, part)| check(types, field.ty, part))
        }
        _ => mismatch(),
    }
}

fn fits(scalar: Scalar, bits: u64) -> bool {
    match scalar {
        Scalar::Bool => bits <= 1,
        _ => bits <= u64::MAX >> (64 - scalar.size_bytes() * 8),
    }
}

fn may_be_zero(types: &TypeArena, ty: TypeId) -> bool {
    match &types[ty] {
        Type::Void | Type::Atomic(_) => false,
        Type::Scalar(_) | Type::Vector { .. } | Type::Pointer { .. } => true,
        Type::Array { element, .. } => may_be_zero(types, *element),
        Type::Struct { fields, .. } => fields.iter().all(|field| may_be_zero(types, field.ty)),
    }
}
