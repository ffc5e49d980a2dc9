//! Constants, exactly.

use super::ty::spell;
use crate::emit::names::Names;
use crate::ir::{Const, Module, Scalar, Type, TypeId};

/// As an expression of the type; of a scalar, vector or struct.
pub(super) fn expression(module: &Module, names: &Names, id: TypeId, constant: &Const) -> String {
    match &module.types[id] {
        Type::Scalar(scalar) => match constant {
            Const::Scalar(bits) => literal(*scalar, *bits),
            Const::Zero | Const::Composite(_) => literal(*scalar, 0),
        },
        Type::Vector { scalar, .. } => {
            let parts = match constant {
                Const::Composite(parts) => {
                    parts.iter().map(|part| component(*scalar, part)).collect()
                }
                Const::Zero | Const::Scalar(_) => vec![literal(*scalar, 0)],
            };
            format!("{}({})", spell(module, names, id), parts.join(", "))
        }
        Type::Pointer { .. } => format!("static_cast<{}>(nullptr)", spell(module, names, id)),
        _ => {
            let init = initializer(module, names, id, constant);
            format!("{}{init}", spell(module, names, id))
        }
    }
}

fn component(scalar: Scalar, part: &Const) -> String {
    match part {
        Const::Scalar(bits) => literal(scalar, *bits),
        Const::Zero | Const::Composite(_) => literal(scalar, 0),
    }
}

/// As what stands behind `=` in a declaration.
pub(super) fn initializer(module: &Module, names: &Names, id: TypeId, constant: &Const) -> String {
    let parts: Vec<_> = match (&module.types[id], constant) {
        (Type::Array { element, .. }, Const::Composite(parts)) => parts
            .iter()
            .map(|part| initializer(module, names, *element, part))
            .collect(),
        (Type::Struct { fields, .. }, Const::Composite(parts)) => fields
            .iter()
            .zip(parts)
            .map(|(field, part)| initializer(module, names, field.ty, part))
            .collect(),
        (Type::Array { .. } | Type::Struct { .. }, _) => Vec::new(),
        _ => return expression(module, names, id, constant),
    };
    format!("{{{}}}", parts.join(", "))
}

/// A scalar. Types without a suffix of their own are converted from `int`; what decimal digits
/// cannot say is said in bits.
pub(crate) fn literal(scalar: Scalar, bits: u64) -> String {
    let signed = {
        let unused = 64 - scalar.size_bytes() * 8;
        bits.cast_signed() << unused >> unused
    };
    let narrow = |bits: u64| u16::try_from(bits).expect("16-bit constants hold 16 bits");
    match scalar {
        Scalar::Bool => (bits != 0).to_string(),
        Scalar::I8 | Scalar::I16 => format!("{}({signed})", scalar.metal_name()),
        Scalar::U8 | Scalar::U16 => format!("{}({bits})", scalar.metal_name()),
        Scalar::I32 => negative(signed, i64::from(i32::MIN), ""),
        Scalar::I64 => negative(signed, i64::MIN, "l"),
        Scalar::U32 => format!("{bits}u"),
        Scalar::U64 => format!("{bits}ul"),
        Scalar::F16 => {
            let value = half::f16::from_bits(narrow(bits)).to_f32();
            decimal(value, "h").unwrap_or_else(|| format!("as_type<half>(ushort({bits:#x}))"))
        }
        Scalar::BF16 => {
            let value = half::bf16::from_bits(narrow(bits)).to_f32();
            decimal(value, "bf").unwrap_or_else(|| format!("as_type<bfloat>(ushort({bits:#x}))"))
        }
        Scalar::F32 => {
            let narrow = u32::try_from(bits).expect("32-bit constants hold 32 bits");
            let value = f32::from_bits(narrow);
            decimal(value, "f").unwrap_or_else(|| format!("as_type<float>({bits:#x}u)"))
        }
    }
}

/// The least integer is no literal in C++: its magnitude has no signed type.
fn negative(value: i64, least: i64, suffix: &str) -> String {
    if value == least {
        format!("({}{suffix} - 1{suffix})", value + 1)
    } else if value < 0 {
        format!("({value}{suffix})")
    } else {
        format!("{value}{suffix}")
    }
}

/// The shortest digits that read back as this value.
fn decimal(value: f32, suffix: &str) -> Option<String> {
    if !value.is_finite() {
        return None;
    }
    let digits = format!("{value:?}{suffix}");
    Some(if value.is_sign_negative() {
        format!("({digits})")
    } else {
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::literal;
    use crate::ir::Scalar;

    #[test]
    fn literals_keep_type_and_value() {
        let table = [
            (Scalar::Bool, 1, "true"),
            (Scalar::I8, 0xff, "char(-1)"),
            (Scalar::U16, 7, "ushort(7)"),
            (Scalar::I32, 0xffff_fffe, "(-2)"),
            (Scalar::I32, 0x8000_0000, "(-2147483647 - 1)"),
            (Scalar::I64, 1 << 63, "(-9223372036854775807l - 1l)"),
            (Scalar::U64, u64::MAX, "18446744073709551615ul"),
            (Scalar::F16, 0x3e00, "1.5h"),
            (Scalar::F16, 0x7c00, "as_type<half>(ushort(0x7c00))"),
            (Scalar::BF16, 0xbf80, "(-1.0bf)"),
            (Scalar::F32, 0x8000_0000, "(-0.0f)"),
            (Scalar::F32, 0x3400_0000, "1.1920929e-7f"),
            (Scalar::F32, 0x7fc0_0000, "as_type<float>(0x7fc00000u)"),
        ];
        for (scalar, bits, expected) in table {
            assert_eq!(literal(scalar, bits), expected);
        }
    }
}
