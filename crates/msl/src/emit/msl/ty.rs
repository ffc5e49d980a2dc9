//! Types and declarations.

use crate::emit::names::Names;
use crate::ir::{Module, Type, TypeId};

/// The type as it stands before a name or in a cast.
pub(super) fn spell(module: &Module, names: &Names, id: TypeId) -> String {
    match &module.types[id] {
        Type::Struct { .. } | Type::Array { .. } => names.of_type(id).to_owned(),
        Type::Pointer { space, pointee } => {
            let space = space.metal_name();
            let to = spell(module, names, *pointee);
            match module.types[*pointee] {
                Type::Pointer { .. } => format!("{to} {space}*"),
                _ => format!("{space} {to}*"),
            }
        }
        Type::Void | Type::Scalar(_) | Type::Vector { .. } | Type::Atomic(_) => {
            module.types.name(id)
        }
    }
}

/// `float x`, `float x[2][3]`.
pub(super) fn declare(module: &Module, names: &Names, id: TypeId, name: &str) -> String {
    let mut lengths = String::new();
    let mut element = id;
    while let Type::Array {
        element: inner,
        length,
    } = module.types[element]
    {
        lengths.push_str(&format!("[{length}]"));
        element = inner;
    }
    format!("{} {name}{lengths}", spell(module, names, element))
}
