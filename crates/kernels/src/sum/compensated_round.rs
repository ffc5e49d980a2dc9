//! `compensated_round.metal`: floats of slices to a sum. [`products`](super::products()) launches it.

use crate::plan::BodySource;

pub(super) static COMPENSATED_ROUND: BodySource = BodySource {
    name: "sum_compensated_round",
    file: "compensated_round.metal",
    source: include_str!("compensated_round.metal"),
    header: include_str!("../../include/kernsmith/two_sum.h"),
    inputs: &["parts"],
    outputs: &["out"],
};
