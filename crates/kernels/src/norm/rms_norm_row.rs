//! Root-mean-square normalization of rows that registers hold.

use kernsmith_runtime::Tensor;

use super::{Rows, rms_norm::NAME, row};
use crate::plan::{BodySource, Plan};

pub(super) static KERNEL: BodySource = BodySource {
    name: "rms_norm_row",
    file: "rms_norm_row.metal",
    source: include_str!("rms_norm_row.metal"),
    header: concat!(
        include_str!("../../include/kernsmith/access.h"),
        include_str!("../../include/kernsmith/reduce.h"),
    ),
    inputs: &["x", "w", "eps"],
    outputs: &["y"],
};

/// The plan that reads each row once; `None` for arguments that do not fit, rows that are not whole
/// accesses of sixteen bytes or do not begin at such, and rows that registers do not hold.
#[must_use]
pub fn rms_norm_row(x: &Tensor, weight: &Tensor) -> Option<Plan> {
    let rows = Rows::of(NAME, x, weight).ok()?;
    row::plan(NAME, &KERNEL, &rows, (&[x, weight], 1))
}
