//! Constant tables as bytes.

use super::{code::Table, spmd::Object};
use kernsmith_msl::{
    analysis::layout::{field_offset, layout},
    ir::{Const, Module, Type, TypeArena, TypeId},
};

/// The tables that a kernel's objects name.
pub(super) fn tables(module: &Module, objects: &[Object]) -> Vec<Table> {
    let mut tables = Vec::new();
    for object in objects {
        if let Object::Global(global) = *object {
            let it = &module.globals[global];
            let size = layout(&module.types, it.ty).size_bytes;
            let mut bytes = vec![0; usize::try_from(size).unwrap_or(0)];
            write(&module.types, it.ty, &it.init, &mut bytes);
            tables.push(Table { bytes });
        }
    }
    tables
}

fn write(types: &TypeArena, ty: TypeId, constant: &Const, bytes: &mut [u8]) {
    match (&types[ty], constant) {
        (_, Const::Zero) => {}
        (Type::Scalar(scalar), Const::Scalar(bits)) => {
            let size = scalar.size_bytes() as usize;
            bytes[..size].copy_from_slice(&bits.to_le_bytes()[..size]);
        }
        (Type::Vector { scalar, .. }, Const::Composite(parts)) => {
            let size = scalar.size_bytes() as usize;
            for (part, bytes) in parts.iter().zip(bytes.chunks_mut(size)) {
                if let Const::Scalar(bits) = part {
                    bytes.copy_from_slice(&bits.to_le_bytes()[..size]);
                }
            }
        }
        (Type::Array { element, .. }, Const::Composite(parts)) => {
            let stride = layout(types, *element).size_bytes as usize;
            for (part, bytes) in parts.iter().zip(bytes.chunks_mut(stride.max(1))) {
                write(types, *element, part, bytes);
            }
        }
        (Type::Struct { fields, .. }, Const::Composite(parts)) => {
            for ((index, field), part) in (0..).zip(fields).zip(parts) {
                let start = field_offset(types, ty, index) as usize;
                write(types, field.ty, part, &mut bytes[start..]);
            }
        }
        _ => {}
    }
}
