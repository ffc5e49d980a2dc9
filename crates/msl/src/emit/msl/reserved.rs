//! Names that mean something in Metal.

use crate::{
    ir::{BuiltIn, Scalar},
    stdlib,
};

/// What a name must not be: keywords, names of types, functions, macros and built-ins.
pub(super) fn reserved() -> impl Iterator<Item = String> {
    let scalars = Scalar::ALL.into_iter().flat_map(|scalar| {
        let name = scalar.metal_name();
        let vectors = (2..=4)
            .flat_map(move |lanes| [format!("{name}{lanes}"), format!("packed_{name}{lanes}")]);
        vectors.chain([name.to_owned()])
    });
    let names = stdlib::function_names().into_iter();
    let macros = stdlib::MACROS.iter().map(|(name, _)| *name);
    let built_ins = BuiltIn::ALL.iter().map(|(_, name)| *name);
    let others = OTHERS.iter().copied();
    let words = crate::contract::KEYWORDS.iter().copied();
    names
        .chain(macros)
        .chain(built_ins)
        .chain(words)
        .chain(others)
        .map(str::to_owned)
        .chain(scalars)
}

const OTHERS: &[&str] = &[
    "atomic",
    "fast",
    "int16_t",
    "int32_t",
    "int64_t",
    "int8_t",
    "leave",
    "main",
    "make_filled_simdgroup_matrix",
    "mem_flags",
    "memory_order",
    "metal",
    "metal_stdlib",
    "os_log",
    "os_log_default",
    "precise",
    "ptrdiff_t",
    "simdgroup_bfloat8x8",
    "simdgroup_float8x8",
    "simdgroup_half8x8",
    "simdgroup_load",
    "simdgroup_matrix",
    "simdgroup_multiply",
    "simdgroup_multiply_accumulate",
    "simdgroup_store",
    "size_t",
    "uint16_t",
    "uint32_t",
    "uint64_t",
    "uint8_t",
    "vec",
];
