//! Declarations of the standard library that are Metal text.
//!
//! Each part comes before everything else in a translation unit, once, and only where one of its
//! names occurs in a text of the unit: most kernels use none, and every file takes time to parse.

use crate::{source::SourceMap, unit::Unit};

/// A text of the standard library.
#[derive(Debug)]
pub struct Part {
    /// What a diagnostic calls it.
    pub name: &'static str,
    /// Metal.
    pub text: &'static str,
    /// Names of which one occurs where the part is needed.
    names: &'static [&'static str],
}

/// All parts; none needs another.
pub const PRELUDE: [Part; 7] = [
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
            "is_const",
            "is_same",
            "is_convertible",
            "rank_v",
            "rank<",
            "extent_v",
            "extent<",
        ],
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

impl Part {
    /// Whether a unit names what the part declares, and does not bring it along.
    #[must_use]
    pub fn is_missing(&self, sources: &SourceMap, unit: &Unit) -> bool {
        let texts = || unit.files.iter().map(|file| &*sources.file(*file).text);
        let included = unit.includes.values().map(String::as_str);
        let mut all = texts().chain(included);
        let named = all.any(|text| self.names.iter().any(|name| text.contains(name)));
        named && !texts().any(|text| text == self.text)
    }
}
