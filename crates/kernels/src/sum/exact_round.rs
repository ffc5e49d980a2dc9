//! `exact_round.metal`: limbs of slices to a sum. [`products`](super::products()) launches it.

use crate::plan::BodySource;

pub(super) static EXACT_ROUND: BodySource = BodySource {
    name: "sum_exact_round",
    file: "exact_round.metal",
    source: include_str!("exact_round.metal"),
    header: include_str!("../../include/kernsmith/limbs.h"),
    inputs: &["limbs"],
    outputs: &["out"],
};
