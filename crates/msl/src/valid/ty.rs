//! Rule 1: types.

use super::{Checked, Violation, ensure};
use crate::ir::{Module, Type, TypeArena, TypeId};
use std::collections::BTreeSet;

pub(super) fn check(module: &Module) -> Checked {
    let types = &module.types;
    let mut structs = BTreeSet::new();
    for (id, ty) in types.iter() {
        match ty {
            Type::Void | Type::Scalar(_) | Type::Atomic(_) => {}
            Type::Vector { lanes, .. } => ensure(1, (2..=4).contains(lanes), || {
                format!("a vector of {lanes} components")
            })?,
            Type::Pointer { pointee, .. } => check_earlier(id, *pointee)?,
            Type::Array { element, length } => {
                check_earlier(id, *element)?;
                check_sized(types, *element)?;
                ensure(1, *length > 0, || "an array without elements".to_owned())?;
            }
            Type::Struct { name, fields, .. } => {
                for field in fields {
                    check_earlier(id, field.ty)?;
                    check_sized(types, field.ty)?;
                    ensure(1, field.align_bytes.is_power_of_two(), || {
                        format!("an alignment of {} bytes", field.align_bytes)
                    })?;
                }
                ensure(1, structs.insert(name), || {
                    format!("two structs of the name `{name}`")
                })?;
            }
        }
    }
    Ok(())
}

fn check_earlier(id: TypeId, part: TypeId) -> Checked {
    ensure(1, part < id, || {
        format!("type {id:?} is made of {part:?}, which is not earlier")
    })
}

/// The type exists and values or variables of it take room.
fn check_sized(types: &TypeArena, ty: TypeId) -> Checked {
    ensure(1, is_sized(types, ty), || {
        format!("type {ty:?} has no size or does not exist")
    })
}

/// Whether the type exists and has a size.
pub(super) fn is_sized(types: &TypeArena, ty: TypeId) -> bool {
    types.contains(ty) && !matches!(types[ty], Type::Void)
}

/// The type, if it exists.
pub(super) fn get(types: &TypeArena, ty: TypeId) -> Result<&Type, Violation> {
    if types.contains(ty) {
        Ok(&types[ty])
    } else {
        Err(Violation::new(1, format!("there is no type {ty:?}")))
    }
}

/// Whether an object of the type holds an atomic somewhere.
pub(super) fn holds_atomic(types: &TypeArena, ty: TypeId) -> bool {
    match &types[ty] {
        Type::Atomic(_) => true,
        Type::Array { element, .. } => holds_atomic(types, *element),
        Type::Struct { fields, .. } => fields.iter().any(|field| holds_atomic(types, field.ty)),
        Type::Void | Type::Scalar(_) | Type::Vector { .. } | Type::Pointer { .. } => false,
    }
}
