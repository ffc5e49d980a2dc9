//! Types.

use crate::emit::names::Names;
use crate::ir::{Module, Scalar, Type, TypeId};

/// The field of `simdgroup_matrix` in our own library.
const MATRIX_ELEMENTS: &str = "kernsmith_elements";

/// The scalar's name.
pub(super) const fn scalar(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "bool",
        Scalar::I8 => "ks_i8",
        Scalar::I16 => "ks_i16",
        Scalar::I32 => "ks_i32",
        Scalar::I64 => "ks_i64",
        Scalar::U8 => "ks_u8",
        Scalar::U16 => "ks_u16",
        Scalar::U32 => "ks_u32",
        Scalar::U64 => "ks_u64",
        Scalar::F16 => "ks_half",
        Scalar::BF16 => "ks_bfloat",
        Scalar::F32 => "float",
    }
}

/// The type as it stands before a name or in a cast. Arrays are structs, so that they are values.
pub(super) fn spell(module: &Module, names: &Names, id: TypeId) -> String {
    match &module.types[id] {
        Type::Void => "void".to_owned(),
        Type::Scalar(of) | Type::Atomic(of) => scalar(*of).to_owned(),
        Type::Vector {
            scalar: of,
            lanes,
            packed,
        } => {
            let kind = if *packed { "packed" } else { "vec" };
            format!("ks_{kind}{lanes}<{}>", scalar(*of))
        }
        Type::Pointer { pointee, .. } => format!("{}*", spell(module, names, *pointee)),
        Type::Array { element, length } => {
            format!("ks_array<{}, {length}>", spell(module, names, *element))
        }
        Type::Struct { .. } => names.of_type(id).to_owned(),
    }
}

/// The declaration of a struct; nothing for other types. Where a kernel has `matrices`, their elements
/// carry more along.
pub(super) fn declare_struct(module: &Module, names: &Names, matrices: bool, id: TypeId) -> String {
    let Type::Struct { fields, union, .. } = &module.types[id] else {
        return String::new();
    };
    let keyword = if *union { "union" } else { "struct" };
    let mut text = format!("\n{keyword} {} {{\n", names.of_type(id));
    for (index, field) in fields.iter().enumerate() {
        let ty = match module.types[field.ty].scalar() {
            Some(of @ (Scalar::F16 | Scalar::BF16))
                if matrices && field.name == MATRIX_ELEMENTS =>
            {
                format!("ks_held<{}>", scalar(of))
            }
            _ => spell(module, names, field.ty),
        };
        let align = match field.align_bytes {
            1 => String::new(),
            bytes => format!("alignas({bytes}) "),
        };
        text.push_str(&format!("  {align}{ty} {};\n", names.field(id, index)));
    }
    text.push_str("};\n");
    text
}
