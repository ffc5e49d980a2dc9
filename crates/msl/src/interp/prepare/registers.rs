//! How types lie in registers, and constants as register content.

use super::super::code::Shape;
use crate::{
    analysis::layout::{field_offset, layout},
    ir::{Const, Type, TypeArena, TypeId},
};

/// The largest struct or array that is handled as a value, and the largest constant table.
const VALUE_LIMIT_BYTES: u64 = 1 << 24;

/// How a value of the type lies in registers; `None` if it is too large for one.
pub(super) fn shape_of(types: &TypeArena, ty: TypeId) -> Option<Shape> {
    Some(match &types[ty] {
        Type::Void => Shape::Void,
        Type::Scalar(scalar) | Type::Atomic(scalar) => Shape::Scalar(*scalar),
        Type::Vector { scalar, lanes, .. } => Shape::Vector(*scalar, *lanes),
        Type::Pointer { .. } => Shape::Pointer,
        Type::Array { .. } | Type::Struct { .. } => {
            let size = layout(types, ty).size_bytes;
            let bytes = u32::try_from(size).ok()?;
            (size <= VALUE_LIMIT_BYTES).then_some(Shape::Bytes(bytes))?
        }
    })
}

/// Writes a constant into the registers of its value, which are zero.
pub(super) fn fill_constant(types: &TypeArena, ty: TypeId, constant: &Const, out: &mut [u64]) {
    match (&types[ty], constant) {
        (_, Const::Scalar(bits)) => out[0] = *bits,
        (Type::Vector { .. }, Const::Composite(parts)) => {
            for (slot, part) in out.iter_mut().zip(parts) {
                if let Const::Scalar(bits) = part {
                    *slot = *bits;
                }
            }
        }
        (Type::Array { .. } | Type::Struct { .. }, Const::Composite(_)) => {
            let size = layout(types, ty).size_bytes;
            let mut bytes = vec![0; usize::try_from(size).expect("a value's size is bounded")];
            constant_bytes(types, ty, constant, &mut bytes);
            for (slot, chunk) in out.iter_mut().zip(bytes.chunks(8)) {
                let mut word = [0; 8];
                word[..chunk.len()].copy_from_slice(chunk);
                *slot = u64::from_le_bytes(word);
            }
        }
        _ => {}
    }
}

/// Writes a constant as it lies in memory.
pub(super) fn constant_bytes(types: &TypeArena, ty: TypeId, constant: &Const, out: &mut [u8]) {
    match constant {
        Const::Zero => {}
        Const::Scalar(bits) => {
            let size = layout(types, ty).size_bytes as usize;
            out[..size].copy_from_slice(&bits.to_le_bytes()[..size]);
        }
        Const::Composite(parts) => {
            for (at, part) in parts.iter().enumerate() {
                let Some((offset, member)) = member(types, ty, at) else {
                    return;
                };
                match (member, part) {
                    (Member::Scalar(size), Const::Scalar(bits)) => {
                        out[offset..offset + size].copy_from_slice(&bits.to_le_bytes()[..size]);
                    }
                    (Member::Scalar(_), _) => {}
                    (Member::Type(ty), part) => {
                        constant_bytes(types, ty, part, &mut out[offset..]);
                    }
                }
            }
        }
    }
}

/// A part of a composite: a component of so many bytes, or a member of a type.
enum Member {
    Scalar(usize),
    Type(TypeId),
}

fn member(types: &TypeArena, ty: TypeId, at: usize) -> Option<(usize, Member)> {
    match &types[ty] {
        Type::Vector { scalar, .. } => {
            let size = scalar.size_bytes() as usize;
            Some((at * size, Member::Scalar(size)))
        }
        Type::Array { element, .. } => {
            let stride = layout(types, *element).size_bytes as usize;
            Some((at * stride, Member::Type(*element)))
        }
        Type::Struct { fields, .. } => {
            let index = u32::try_from(at).ok()?;
            let field = fields.get(at)?;
            Some((
                field_offset(types, ty, index) as usize,
                Member::Type(field.ty),
            ))
        }
        Type::Void | Type::Scalar(_) | Type::Pointer { .. } | Type::Atomic(_) => None,
    }
}
