//! `exact.metal`: limbs of sums, or sums where no slices are left to add. [`products`](super::products()) launches it.

use crate::plan::BodySource;

pub(super) static EXACT: BodySource = BodySource {
    name: "sum_exact",
    file: "exact.metal",
    source: include_str!("exact.metal"),
    header: include_str!("../../include/kernsmith/limbs.h"),
    inputs: &["a", "b"],
    outputs: &["out"],
};
