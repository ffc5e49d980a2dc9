//! Names that Metal's language and library give a kind: keywords, types and type templates.

use std::sync::LazyLock;

use super::scope::NameKind;
use crate::hash::HashMap;

/// Words that are never names of the user's.
const RESERVED: [&str; 88] = [
    "alignas",
    "alignof",
    "asm",
    "auto",
    "bool",
    "break",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "const_cast",
    "constant",
    "constexpr",
    "continue",
    "decltype",
    "default",
    "delete",
    "device",
    "do",
    "double",
    "dynamic_cast",
    "else",
    "enum",
    "explicit",
    "export",
    "extern",
    "false",
    "float",
    "for",
    "friend",
    "goto",
    "half",
    "if",
    "inline",
    "int",
    "kernel",
    "long",
    "mutable",
    "namespace",
    "new",
    "noexcept",
    "nullptr",
    "operator",
    "private",
    "protected",
    "public",
    "register",
    "reinterpret_cast",
    "return",
    "short",
    "signed",
    "sizeof",
    "static",
    "static_assert",
    "static_cast",
    "struct",
    "switch",
    "template",
    "this",
    "thread",
    "threadgroup",
    "thread_local",
    "threadgroup_imageblock",
    "throw",
    "true",
    "try",
    "typedef",
    "typeid",
    "typename",
    "union",
    "unsigned",
    "using",
    "virtual",
    "void",
    "volatile",
    "wchar_t",
    "while",
    "bfloat",
    "char16_t",
    "char32_t",
    "as_type",
    "__attribute__",
    "__asm__",
    "__asm",
    "_Static_assert",
    "ray_data",
    "object_data",
];

/// Types without dimensions that are ordinary names in the grammar.
const PLAIN_TYPES: [&str; 47] = [
    "uchar",
    "ushort",
    "uint",
    "ulong",
    "int8_t",
    "int16_t",
    "int32_t",
    "int64_t",
    "uint8_t",
    "uint16_t",
    "uint32_t",
    "uint64_t",
    "size_t",
    "ptrdiff_t",
    "intptr_t",
    "uintptr_t",
    "bfloat16_t",
    "float16_t",
    "float32_t",
    "atomic_int",
    "atomic_uint",
    "atomic_bool",
    "atomic_float",
    "atomic_ulong",
    "atomic_flag",
    "mem_flags",
    "memory_order",
    "thread_scope",
    "simdgroup_float8x8",
    "simdgroup_half8x8",
    "simdgroup_bfloat8x8",
    "simd_vote",
    "quad_vote",
    "true_type",
    "false_type",
    "nullptr_t",
    "int_fast8_t",
    "int_least8_t",
    "os_log",
    "rounding_mode",
    "float8",
    "half8",
    "int8",
    "uint8",
    "monostate",
    "coord",
    "_Bool",
];

/// Class and alias templates of the library.
const TYPE_TEMPLATES: [&str; 52] = [
    "vec",
    "packed_vec",
    "matrix",
    "array",
    "array_ref",
    "span",
    "atomic",
    "_atomic",
    "simdgroup_matrix",
    "numeric_limits",
    "integral_constant",
    "bool_constant",
    "enable_if",
    "enable_if_t",
    "conditional",
    "conditional_t",
    "is_same",
    "is_floating_point",
    "is_integral",
    "is_signed",
    "is_unsigned",
    "is_arithmetic",
    "is_scalar",
    "is_vector",
    "is_pointer",
    "is_const",
    "is_convertible",
    "is_enum",
    "is_void",
    "is_array",
    "is_reference",
    "remove_const",
    "remove_const_t",
    "remove_cv",
    "remove_cv_t",
    "remove_volatile_t",
    "remove_reference",
    "remove_reference_t",
    "remove_pointer",
    "remove_pointer_t",
    "remove_addrspace",
    "remove_addrspace_t",
    "decay",
    "decay_t",
    "make_unsigned",
    "make_unsigned_t",
    "make_signed",
    "make_signed_t",
    "make_scalar_t",
    "common_type_t",
    "tuple",
    "uniform",
];

/// Element types that vectors and matrices are made of.
const ELEMENTS: [&str; 12] = [
    "bool", "char", "uchar", "short", "ushort", "int", "uint", "long", "ulong", "half", "bfloat",
    "float",
];

/// What the tables here say of a word.
#[derive(Clone, Copy, Default)]
struct Listed {
    reserved: bool,
    kind: Option<NameKind>,
}

/// The tables in one, since every spelling of every source is looked up.
static LISTED: LazyLock<HashMap<&str, Listed>> = LazyLock::new(|| {
    let mut listed: HashMap<&str, Listed> = HashMap::default();
    for word in RESERVED {
        listed.entry(word).or_default().reserved = true;
    }
    for word in TYPE_TEMPLATES {
        listed.entry(word).or_default().kind = Some(NameKind::TypeTemplate);
    }
    for word in PLAIN_TYPES {
        listed.entry(word).or_default().kind = Some(NameKind::Type);
    }
    listed
});

/// Whether the word cannot be a user's name.
pub(super) fn is_reserved(word: &str) -> bool {
    LISTED.get(word).is_some_and(|listed| listed.reserved)
}

/// What the library makes of a name.
pub(super) fn kind(word: &str) -> Option<NameKind> {
    let listed = LISTED.get(word).and_then(|listed| listed.kind);
    if listed.is_some() {
        listed
    } else if is_dimensioned(word) {
        Some(NameKind::Type)
    } else if word.starts_with("is_") && word.ends_with("_v") {
        Some(NameKind::ValueTemplate)
    } else if matches!(word, "metal" | "std" | "simd") {
        Some(NameKind::Namespace)
    } else {
        None
    }
}

/// `float4`, `packed_half3`, `half4x4`, `vector_float4`, `simd_packed_float4` and `bfloat` itself.
fn is_dimensioned(word: &str) -> bool {
    let prefixes = ["simd_", "vector_", "matrix_"];
    let plain = prefixes.iter().find_map(|prefix| word.strip_prefix(prefix));
    let plain = plain.unwrap_or(word);
    let name = plain.strip_prefix("packed_").unwrap_or(plain);
    let bytes = name.as_bytes();
    let digit = |at: usize| {
        at.checked_sub(1)
            .and_then(|at| bytes.get(at))
            .is_some_and(|b| (b'2'..=b'4').contains(b))
    };
    if bytes.len() > 3
        && bytes[bytes.len() - 2] == b'x'
        && digit(bytes.len())
        && digit(bytes.len() - 2)
    {
        return matches!(&name[..name.len() - 3], "float" | "half" | "bfloat");
    }
    digit(bytes.len()) && ELEMENTS.contains(&&name[..name.len() - 1])
}

/// Words that specify a type and are combined with one another, as in `unsigned long`.
pub(super) fn is_type_word(word: &str) -> bool {
    matches!(
        word,
        "void"
            | "bool"
            | "char"
            | "short"
            | "int"
            | "long"
            | "signed"
            | "unsigned"
            | "float"
            | "half"
            | "bfloat"
            | "double"
    )
}

/// Words that qualify or specify a declaration, so that a type must follow.
pub(super) fn is_specifier(word: &str) -> bool {
    matches!(
        word,
        "const"
            | "volatile"
            | "device"
            | "constant"
            | "threadgroup"
            | "thread"
            | "static"
            | "constexpr"
            | "inline"
            | "extern"
            | "typename"
            | "struct"
            | "class"
            | "union"
            | "enum"
            | "auto"
            | "decltype"
            | "mutable"
            | "register"
            | "kernel"
            | "alignas"
            | "__attribute__"
            | "threadgroup_imageblock"
            | "thread_local"
            | "virtual"
            | "explicit"
            | "friend"
            | "ray_data"
            | "object_data"
    ) || super::ty::foreign::is_specifier(word)
}

/// All names of types, for suggestions.
pub(super) fn suggestions() -> Vec<&'static str> {
    const MORE: [&str; 27] = [
        "kernel",
        "constant",
        "threadgroup",
        "float2",
        "float3",
        "float4",
        "half2",
        "half3",
        "half4",
        "bfloat2",
        "bfloat4",
        "int2",
        "int3",
        "int4",
        "uint2",
        "uint3",
        "uint4",
        "short4",
        "ushort2",
        "ushort3",
        "ushort4",
        "char4",
        "uchar4",
        "bool4",
        "long2",
        "packed_float3",
        "float4x4",
    ];
    [&ELEMENTS[..], &PLAIN_TYPES, &TYPE_TEMPLATES, &MORE].concat()
}
