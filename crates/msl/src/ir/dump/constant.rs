//! Constants, as their type reads them.

use crate::ir::{Const, Scalar, Type, TypeArena, TypeId};

/// The content of a constant, without its type.
pub(super) fn dump_const(types: &TypeArena, ty: TypeId, constant: &Const) -> String {
    let part = |index: usize| match &types[ty] {
        Type::Vector { scalar, .. } => types.find(&Type::Scalar(*scalar)),
        Type::Array { element, .. } => Some(*element),
        Type::Struct { fields, .. } => fields.get(index).map(|field| field.ty),
        _ => None,
    };
    match (constant, &types[ty]) {
        (Const::Zero, _) => "zero".to_owned(),
        (Const::Scalar(bits), Type::Scalar(scalar)) => dump_scalar(*scalar, *bits),
        (Const::Scalar(bits), _) => format!("{bits:#x}"),
        (Const::Composite(parts), Type::Vector { scalar, .. }) => {
            let parts = parts.iter().map(|part| match part {
                Const::Scalar(bits) => dump_scalar(*scalar, *bits),
                _ => "zero".to_owned(),
            });
            format!("({})", parts.collect::<Vec<_>>().join(", "))
        }
        (Const::Composite(parts), _) => {
            let parts = parts.iter().enumerate().map(|(index, inner)| {
                part(index).map_or_else(|| "?".to_owned(), |ty| dump_const(types, ty, inner))
            });
            format!("{{{}}}", parts.collect::<Vec<_>>().join(", "))
        }
    }
}

fn dump_scalar(scalar: Scalar, bits: u64) -> String {
    let narrow = |bits: u64| u16::try_from(bits).unwrap_or_default();
    let float = match scalar {
        Scalar::Bool => return (bits != 0).to_string(),
        Scalar::F16 => half::f16::from_bits(narrow(bits)).to_f32(),
        Scalar::BF16 => half::bf16::from_bits(narrow(bits)).to_f32(),
        Scalar::F32 => f32::from_bits(u32::try_from(bits).unwrap_or_default()),
        _ if scalar.is_signed() => {
            let unused = 64 - scalar.size_bytes() * 8;
            return (bits.cast_signed() << unused >> unused).to_string();
        }
        _ => return bits.to_string(),
    };
    if float.is_nan() {
        return format!("nan({bits:#x})");
    }
    format!("{float:?}")
}
