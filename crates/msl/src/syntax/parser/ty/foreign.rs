//! Words and types of other languages for compute, where a specifier or a type stands.

use super::Specifiers;
use crate::syntax::parser::Parser;
use crate::{
    diagnostic::{Diagnostic, Suggestion},
    syntax::ast::AddressSpaceName,
};

/// Words before a type in CUDA, OpenCL and HLSL, with Metal's.
const SPECIFIERS: [(&str, &str); 17] = [
    ("__global__", "kernel"),
    ("__kernel", "kernel"),
    ("__device__", "inline"),
    ("__host__", "inline"),
    ("__forceinline__", "inline"),
    ("__noinline__", "inline"),
    ("__shared__", "threadgroup"),
    ("groupshared", "threadgroup"),
    ("__local", "threadgroup"),
    ("__constant__", "constant"),
    ("__constant", "constant"),
    ("__global", "device"),
    ("__private", "thread"),
    ("__read_only", "const"),
    ("__threadgroup", "threadgroup"),
    ("__const", "const"),
    ("__inline__", "inline"),
];

/// Types of CUDA, GLSL, HLSL, Rust, Swift and of C libraries, with Metal's.
const TYPES: [(&str, &str); 44] = [
    ("vec2", "float2"),
    ("vec3", "float3"),
    ("vec4", "float4"),
    ("ivec2", "int2"),
    ("ivec3", "int3"),
    ("ivec4", "int4"),
    ("uvec2", "uint2"),
    ("uvec3", "uint3"),
    ("uvec4", "uint4"),
    ("mat2", "float2x2"),
    ("mat3", "float3x3"),
    ("mat4", "float4x4"),
    ("dim3", "uint3"),
    ("__half", "half"),
    ("__half2", "half2"),
    ("half_t", "half"),
    ("float16", "half"),
    ("f16", "half"),
    ("__nv_bfloat16", "bfloat"),
    ("bfloat16", "bfloat"),
    ("bf16", "bfloat"),
    ("float32", "float"),
    ("f32", "float"),
    ("f64", "float"),
    ("float64", "float"),
    ("i8", "char"),
    ("u8", "uchar"),
    ("i16", "short"),
    ("u16", "ushort"),
    ("i32", "int"),
    ("u32", "uint"),
    ("i64", "long"),
    ("u64", "ulong"),
    ("int8", "char"),
    ("uint8", "uchar"),
    ("int16", "short"),
    ("uint16", "ushort"),
    ("int32", "int"),
    ("uint32", "uint"),
    ("int64", "long"),
    ("uint64", "ulong"),
    ("usize", "ulong"),
    ("let", "auto"),
    ("var", "auto"),
];

/// Types that Metal has not, and how its kernels do without.
const ABSENT: [(&[&str], &str); 4] = [
    (
        &[
            "vector",
            "list",
            "deque",
            "map",
            "unordered_map",
            "set",
            "stack",
            "queue",
        ],
        "Metal has no containers: declare an array whose length is a constant",
    ),
    (
        &["string", "String"],
        "Metal has no strings: number the cases, with an `enum`",
    ),
    (
        &["function"],
        "Metal has no objects that hold a function: take it as a template parameter, or use `auto`",
    ),
    (
        &["unique_ptr", "shared_ptr", "optional", "variant"],
        "Metal has no standard C++ library: pass the value itself, or a pointer to it",
    ),
];

/// Metal's type for one of another language.
pub(crate) fn metal_type(name: &str) -> Option<&'static str> {
    let known = TYPES.iter().find(|(foreign, _)| *foreign == name);
    known.map(|(_, metal)| *metal)
}

/// Metal's word for one before a type.
fn specifier(word: &str) -> Option<&'static str> {
    if !word.starts_with("__") && word != "groupshared" {
        return None;
    }
    let known = SPECIFIERS.iter().find(|(foreign, _)| *foreign == word);
    known.map(|(_, metal)| *metal)
}

/// Whether a declaration begins with such a word.
pub(in crate::syntax::parser) fn is_specifier(word: &str) -> bool {
    specifier(word).is_some()
}

/// Adds what to write in place of an unknown type; whether that is known.
pub(super) fn advise(diagnostic: &mut Diagnostic, name: &str) -> bool {
    if let Some(metal) = metal_type(name) {
        let change = Suggestion::replace(diagnostic.span, name, metal);
        diagnostic.help = Some(format!("in Metal this is `{metal}`"));
        diagnostic.suggestions.push(change);
        return true;
    }
    let absent = ABSENT.iter().find(|(names, _)| names.contains(&name));
    diagnostic.help = absent.map(|(_, help)| (*help).to_owned());
    absent.is_some()
}

impl Parser<'_> {
    /// Takes a word of another language as the one of Metal that it stands for, and says so.
    pub(super) fn foreign_specifier(&mut self, into: &mut Specifiers) -> bool {
        let word = self.word();
        let Some(metal) = specifier(word) else {
            return false;
        };
        let span = self.span();
        let message = format!("`{word}` is not a word of Metal");
        let diagnostic = Diagnostic::error("unknown-type", span, message)
            .with_help(format!("in Metal this is `{metal}`"))
            .with_suggestion(Suggestion::replace(span, word, metal));
        self.report(diagnostic);
        let space = match metal {
            "kernel" => {
                into.kernel = true;
                None
            }
            "inline" => {
                into.inline = true;
                None
            }
            "threadgroup" => Some(AddressSpaceName::Threadgroup),
            "constant" => Some(AddressSpaceName::Constant),
            "device" => Some(AddressSpaceName::Device),
            "thread" => Some(AddressSpaceName::Thread),
            _ => None,
        };
        into.qualifiers.space = into.qualifiers.space.or(space);
        self.bump();
        true
    }
}
