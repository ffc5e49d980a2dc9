//! A residual sum and its root-mean-square normalization, of rows that registers hold.

use kernsmith_runtime::Tensor;

use super::{Rows, expect, rms_norm_residual::NAME, row};
use crate::plan::{BodySource, Plan};

static KERNEL: BodySource = BodySource {
    name: "rms_norm_residual_row",
    file: "rms_norm_residual_row.metal",
    source: include_str!("rms_norm_residual_row.metal"),
    header: concat!(
        include_str!("../../include/kernsmith/access.h"),
        include_str!("../../include/kernsmith/reduce.h"),
    ),
    inputs: &["x", "r", "w", "eps"],
    outputs: &["y", "u"],
};

/// The plan that reads each row once, as [`super::rms_norm_row`].
#[must_use]
pub fn rms_norm_residual_row(x: &Tensor, residual: &Tensor, weight: &Tensor) -> Option<Plan> {
    let rows = Rows::of(NAME, x, weight).ok()?;
    expect(NAME, "residual", residual, x.shape(), rows.dtype).ok()?;
    row::plan(NAME, &KERNEL, &rows, (&[x, residual, weight], 2))
}
