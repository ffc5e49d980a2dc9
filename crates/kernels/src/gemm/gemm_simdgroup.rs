//! `gemm_simdgroup.metal`, as plans launch it.

use crate::plan::BodySource;

pub(super) static KERNEL: BodySource = BodySource {
    name: "gemm_simdgroup",
    file: "gemm_simdgroup.metal",
    source: include_str!("gemm_simdgroup.metal"),
    header: concat!(
        include_str!("../../include/kernsmith/wide.h"),
        include_str!("../../include/kernsmith/multiply.h"),
        include_str!("../../include/kernsmith/tile.h")
    ),
    inputs: &["a", "b", "c", "bias", "factors"],
    outputs: &["out"],
};
