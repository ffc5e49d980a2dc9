//! Declarations of the standard library that are Metal text.
//!
//! Each part comes before everything else in a translation unit, once, and only where one of its
//! names occurs in a text of the unit: most kernels use none, and every file takes time to parse.

use std::sync::LazyLock;

use crate::{source::SourceMap, syntax::WORD, unit::Unit};

/// A text of the standard library.
#[derive(Debug)]
pub struct Part {
    /// What a diagnostic calls it.
    pub name: &'static str,
    /// Metal.
    pub text: &'static str,
    /// Beginnings of words of which one occurs where the part is needed; of ASCII.
    names: &'static [&'static str],
}

/// All parts; none needs another.
pub static PRELUDE: [Part; 10] = [
    Part {
        name: "<metal_limits>",
        text: include_str!("limits.metal"),
        names: &["numeric_limits"],
    },
    Part {
        name: "<metal_array>",
        text: include_str!("array.metal"),
        names: &["array<"],
    },
    Part {
        name: "<metal_type_traits>",
        text: include_str!("type_traits.metal"),
        names: &[
            "integral_constant",
            "bool_constant",
            "true_type",
            "false_type",
            "type_identity",
            "remove_",
            "add_const",
            "decay",
            "conditional_t",
            "conditional<",
            "enable_if",
            "make_unsigned",
            "make_signed",
            "make_scalar",
            "common_type",
            "void_t",
            "declval",
            "is_void",
            "is_floating_point",
            "is_integral",
            "is_signed",
            "is_unsigned",
            "is_arithmetic",
            "is_fundamental",
            "is_scalar",
            "is_pointer",
            "is_reference",
            "is_array",
            "is_vector",
            "__is_valid_simdgroup_type",
            "is_const",
            "conjunction",
            "disjunction",
            "_conjunction",
            "_disjunction",
            "negation",
            "_negation",
            "is_same",
            "is_convertible",
            "rank_v",
            "rank<",
            "extent_v",
            "extent<",
        ],
    },
    Part {
        name: "<Metal/Metal.h>",
        text: include_str!("indirect_arguments.metal"),
        names: &["MTLD", "MTLStageInRegion"],
    },
    Part {
        name: "<metal_uniform>",
        text: include_str!("uniform.metal"),
        names: &["uniform<", "make_uniform"],
    },
    Part {
        name: "<metal_utility>",
        text: include_str!("integer_sequence.metal"),
        names: &["integer_sequence", "index_sequence"],
    },
    Part {
        name: "<metal_logging>",
        text: include_str!("logging.metal"),
        names: &["os_log"],
    },
    Part {
        name: "<metal_matrix>",
        text: include_str!("matrix.metal"),
        names: &["transpose(", "determinant("],
    },
    Part {
        name: "<metal_simdgroup>",
        text: include_str!("vote.metal"),
        names: &["simd_vote", "quad_vote"],
    },
    Part {
        name: "<metal_simdgroup_matrix>",
        text: include_str!("simdgroup_matrix.metal"),
        names: &[
            "simdgroup_matrix",
            "simdgroup_float8x8",
            "simdgroup_half8x8",
            "simdgroup_bfloat8x8",
        ],
    },
];

/// The parts of which a unit names something, and which it does not bring along, in order.
#[must_use]
pub fn missing_parts(sources: &SourceMap, unit: &Unit) -> Vec<&'static Part> {
    let texts = || unit.files.iter().map(|file| &*sources.file(*file).text);
    let included = unit.includes.values().map(String::as_str);
    let mut named = [false; PRELUDE.len()];
    for text in texts().chain(included) {
        find_names(text, &mut named);
    }
    let parts = PRELUDE.iter().zip(named);
    parts
        .filter(|&(part, named)| named && !texts().any(|text| text == part.text))
        .map(|(part, _)| part)
        .collect()
}

/// The names with the places of their parts, by their first byte.
struct Names {
    names: [Vec<(&'static str, usize)>; 128],
    /// The second bytes that occur, each a bit; several may share one.
    seconds: [u32; 128],
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let (mut names, mut seconds) = ([const { Vec::new() }; 128], [0; 128]);
    for (place, part) in PRELUDE.iter().enumerate() {
        for name in part.names {
            let (first, second) = (name.as_bytes()[0], name.as_bytes()[1]);
            names[usize::from(first)].push((*name, place));
            seconds[usize::from(first)] |= 1 << (second % 32);
        }
    }
    Names { names, seconds }
});

/// Notes the parts of which a word of the text begins with a name. Every text is looked at, so most
/// words are passed by after two bytes.
fn find_names(text: &str, named: &mut [bool; PRELUDE.len()]) {
    let Names { names, seconds } = &*NAMES;
    let is_word = |byte: u8| WORD[usize::from(byte)];
    let mut rest = text.as_bytes();
    while let Some(start) = rest.iter().position(|&byte| is_word(byte)) {
        rest = &rest[start..];
        let first = usize::from(rest[0]);
        let second = rest.get(1).copied().unwrap_or(0);
        if seconds[first] >> (second % 32) & 1 != 0 {
            for &(name, part) in &names[first] {
                named[part] |= rest.starts_with(name.as_bytes());
            }
        }
        let length = rest.iter().position(|&byte| !is_word(byte));
        rest = &rest[length.unwrap_or(rest.len())..];
    }
}
