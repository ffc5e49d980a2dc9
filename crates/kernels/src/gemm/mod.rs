//! Products of matrices: all four transposed forms, batches, and what is added at the end.
//!
//! ```text
//! call -> shapes checked -> tile: block > process > environment > tuning file > rule of the shape -> plan -> launch
//! ```
//!
//! Not the vendor's product: every element is computed by `gemm.metal`, on every device. Settings choose tiles
//! and how they are staged; they never change a result, since sums are made in the order of `k` by all of them.

mod call;
#[expect(
    clippy::module_inception,
    reason = "the launcher is named as its kernel"
)]
mod gemm;
mod plan;
mod reference;

pub use call::{Activation, GemmCall};
pub use gemm::{gemm, gemm_at_b, gemm_av};
pub use plan::{GemmPlan, gemm_plan};
pub use reference::{Bounded, gemm_reference};
