//! `compensated.metal`: sums in one or two floats. [`products`](super::products()) launches it.

use crate::plan::BodySource;

pub(super) static COMPENSATED: BodySource = BodySource {
    name: "sum_compensated",
    file: "compensated.metal",
    source: include_str!("compensated.metal"),
    header: include_str!("../../include/kernsmith/two_sum.h"),
    inputs: &["a", "b"],
    outputs: &["out"],
};
