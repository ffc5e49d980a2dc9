//! Constants, exactly, and so that they may stand in a table of constant memory.

use super::ty::spell;
use crate::emit::names::Names;
use crate::ir::{Const, Module, Scalar, Type, TypeId};

/// As an expression of the type.
pub(super) fn expression(module: &Module, names: &Names, id: TypeId, constant: &Const) -> String {
    match (&module.types[id], constant) {
        (Type::Scalar(scalar) | Type::Atomic(scalar), constant) => of_scalar(*scalar, constant),
        (Type::Pointer { .. }, _) => format!("(({})0)", spell(module, names, id)),
        _ => {
            let init = initializer(module, names, id, constant);
            format!("{}{init}", spell(module, names, id))
        }
    }
}

/// As what stands behind `=` in a declaration.
pub(super) fn initializer(module: &Module, names: &Names, id: TypeId, constant: &Const) -> String {
    let parts = |types: &mut dyn Iterator<Item = TypeId>, parts: &[Const]| {
        let parts: Vec<_> = types
            .zip(parts)
            .map(|(ty, part)| initializer(module, names, ty, part))
            .collect();
        parts.join(", ")
    };
    match (&module.types[id], constant) {
        (Type::Array { element, .. }, Const::Composite(elements)) => {
            format!(
                "{{{{{}}}}}",
                parts(&mut std::iter::repeat(*element), elements)
            )
        }
        (Type::Struct { fields, .. }, Const::Composite(members)) => {
            let mut types = fields.iter().map(|field| field.ty);
            format!("{{{}}}", parts(&mut types, members))
        }
        (Type::Vector { scalar, .. }, Const::Composite(components)) => {
            let components: Vec<_> = (components.iter())
                .map(|component| of_scalar(*scalar, component))
                .collect();
            format!("{{{}}}", components.join(", "))
        }
        (Type::Array { .. } | Type::Struct { .. } | Type::Vector { .. }, _) => "{}".to_owned(),
        _ => expression(module, names, id, constant),
    }
}

fn of_scalar(scalar: Scalar, constant: &Const) -> String {
    match constant {
        Const::Scalar(bits) => literal(scalar, *bits),
        Const::Zero | Const::Composite(_) => literal(scalar, 0),
    }
}

/// A scalar of the very type, so that it may stand in braces.
pub(super) fn literal(scalar: Scalar, bits: u64) -> String {
    let unused = 64 - scalar.size_bytes() * 8;
    let signed = bits.cast_signed() << unused >> unused;
    match scalar {
        Scalar::Bool => (bits != 0).to_string(),
        Scalar::I8 | Scalar::I16 => format!("({}){signed}", super::ty::scalar(scalar)),
        Scalar::U8 | Scalar::U16 => format!("({}){bits}", super::ty::scalar(scalar)),
        Scalar::I32 if signed == i64::from(i32::MIN) => "(-2147483647 - 1)".to_owned(),
        Scalar::I64 if signed == i64::MIN => "(-9223372036854775807ll - 1)".to_owned(),
        Scalar::I32 if signed < 0 => format!("({signed})"),
        Scalar::I32 => signed.to_string(),
        Scalar::I64 if signed < 0 => format!("({signed}ll)"),
        Scalar::I64 => format!("{signed}ll"),
        Scalar::U32 => format!("{bits}u"),
        Scalar::U64 => format!("{bits}ull"),
        Scalar::F16 | Scalar::BF16 => format!("{}{{{bits:#x}}}", super::ty::scalar(scalar)),
        Scalar::F32 => float(u32::try_from(bits).expect("32-bit constants hold 32 bits")),
    }
}

/// The shortest digits that read back as this value; what has none by its bits.
fn float(bits: u32) -> String {
    let value = f32::from_bits(bits);
    if !value.is_finite() {
        return format!("__builtin_bit_cast(float, {bits:#x}u)");
    }
    if value.is_sign_negative() {
        format!("({value:?}f)")
    } else {
        format!("{value:?}f")
    }
}

#[cfg(test)]
mod tests {
    use super::literal;
    use crate::ir::Scalar;

    #[test]
    fn literals_keep_type_and_value() {
        let table = [
            (Scalar::Bool, 1, "true"),
            (Scalar::I8, 0xff, "(ks_i8)-1"),
            (Scalar::U16, 7, "(ks_u16)7"),
            (Scalar::I32, 0xffff_fffe, "(-2)"),
            (Scalar::I32, 0x8000_0000, "(-2147483647 - 1)"),
            (Scalar::I64, 1 << 63, "(-9223372036854775807ll - 1)"),
            (Scalar::U64, u64::MAX, "18446744073709551615ull"),
            (Scalar::F16, 0x3e00, "ks_half{0x3e00}"),
            (Scalar::F32, 0x8000_0000, "(-0.0f)"),
            (Scalar::F32, 0x3400_0000, "1.1920929e-7f"),
            (
                Scalar::F32,
                0x7fc0_0000,
                "__builtin_bit_cast(float, 0x7fc00000u)",
            ),
            (
                Scalar::F32,
                0xff80_0000,
                "__builtin_bit_cast(float, 0xff800000u)",
            ),
        ];
        for (scalar, bits, expected) in table {
            assert_eq!(literal(scalar, bits), expected);
        }
    }
}
