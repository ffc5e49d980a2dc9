//! Every function that the specification (version 3.2) gives to compute kernels has a meaning here.

use crate::stdlib::{is_function, prelude::PRELUDE};

/// Names by clause; those of graphics, of matrices and of tensors are not among them.
const NAMES: &[(&str, &str)] = &[
    ("6.2", "clamp mix saturate sign smoothstep step"),
    (
        "6.3",
        "abs absdiff addsat clamp clz ctz extract_bits hadd insert_bits mad24 madhi madsat max max3 \
         median3 min min3 mul24 mulhi popcount reverse_bits rhadd rotate subsat",
    ),
    (
        "6.4",
        "all any isfinite isinf isnan isnormal isordered isunordered select signbit",
    ),
    (
        "6.5",
        "acos acosh asin asinh atan atan2 atanh ceil copysign cos cosh cospi divide exp exp2 exp10 \
         fabs abs fdim floor fma fmax fmax3 fmedian3 fmin fmin3 fmod fract frexp ilogb ldexp log log2 \
         log10 max max3 median3 min min3 modf nextafter pow powr rint round rsqrt sin sincos sinh \
         sinpi sqrt tan tanh tanpi trunc",
    ),
    ("6.6", "determinant transpose"),
    (
        "6.7",
        "simdgroup_load simdgroup_store simdgroup_multiply simdgroup_multiply_accumulate",
    ),
    (
        "6.8",
        "cross distance distance_squared dot faceforward length length_squared normalize reflect \
         refract",
    ),
    ("6.9.1", "threadgroup_barrier simdgroup_barrier"),
    (
        "6.9.2",
        "simd_active_threads_mask simd_all simd_and simd_any simd_ballot simd_broadcast \
         simd_broadcast_first simd_is_first simd_max simd_min simd_or simd_prefix_exclusive_product \
         simd_prefix_exclusive_sum simd_prefix_inclusive_product simd_prefix_inclusive_sum \
         simd_product simd_shuffle simd_shuffle_and_fill_down simd_shuffle_and_fill_up \
         simd_shuffle_down simd_shuffle_rotate_down simd_shuffle_rotate_up simd_shuffle_up \
         simd_shuffle_xor simd_sum simd_xor",
    ),
    (
        "6.9.3",
        "quad_active_threads_mask quad_all quad_and quad_any quad_ballot quad_broadcast \
         quad_broadcast_first quad_is_first quad_max quad_min quad_or quad_prefix_exclusive_product \
         quad_prefix_exclusive_sum quad_prefix_inclusive_product quad_prefix_inclusive_sum \
         quad_product quad_shuffle quad_shuffle_and_fill_down quad_shuffle_and_fill_up \
         quad_shuffle_down quad_shuffle_rotate_down quad_shuffle_rotate_up quad_shuffle_up \
         quad_shuffle_xor quad_sum quad_xor",
    ),
    (
        "6.14",
        "unpack_unorm4x8_to_float unpack_unorm4x8_to_half unpack_snorm4x8_to_float \
         unpack_snorm4x8_to_half unpack_unorm4x8_srgb_to_float unpack_unorm4x8_srgb_to_half \
         unpack_unorm2x16_to_float unpack_unorm2x16_to_half unpack_snorm2x16_to_float \
         unpack_snorm2x16_to_half unpack_unorm10a2_to_float unpack_unorm10a2_to_half \
         unpack_unorm565_to_float unpack_unorm565_to_half pack_float_to_unorm4x8 \
         pack_half_to_unorm4x8 pack_float_to_snorm4x8 pack_half_to_snorm4x8 \
         pack_float_to_srgb_unorm4x8 pack_half_to_srgb_unorm4x8 pack_float_to_unorm2x16 \
         pack_half_to_unorm2x16 pack_float_to_snorm2x16 pack_half_to_snorm2x16 \
         pack_float_to_unorm10a2 pack_half_to_unorm10a2 pack_float_to_unorm565 pack_half_to_unorm565",
    ),
    (
        "6.15",
        "atomic_store_explicit atomic_load_explicit atomic_exchange_explicit \
         atomic_compare_exchange_weak_explicit atomic_fetch_add_explicit atomic_fetch_and_explicit \
         atomic_fetch_max_explicit atomic_fetch_min_explicit atomic_fetch_or_explicit \
         atomic_fetch_sub_explicit atomic_fetch_xor_explicit atomic_max_explicit atomic_min_explicit \
         atomic_thread_fence",
    ),
];

#[test]
fn every_function_of_compute_is_known() {
    let known = |name: &str| {
        let declared = format!(" {name}(");
        is_function(name) || PRELUDE.iter().any(|part| part.text.contains(&declared))
    };
    let missing: Vec<String> = NAMES
        .iter()
        .flat_map(|(clause, names)| names.split_whitespace().map(move |name| (clause, name)))
        .filter(|(_, name)| !known(name))
        .map(|(clause, name)| format!("{name} ({clause})"))
        .collect();
    assert!(missing.is_empty(), "missing: {}", missing.join(", "));
}
