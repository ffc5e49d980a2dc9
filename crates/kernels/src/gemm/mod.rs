//! Products of matrices: all four transposed forms, batches, and what is added at the end.
//!
//! ```text
//! call -> shapes checked -> tile: block > process > environment > tuning file > rule of the shape -> plan -> launch
//! ```
//!
//! Not the vendor's product: every element is computed by `gemm.metal`, or of 16-bit matrices on GPUs by
//! `gemm_simdgroup.metal`. Settings choose tiles and how they are staged. They do not change a result, since sums are
//! made in the order of `k`; only simdgroup matrices are summed in the order of the device, and tall sums in parts.

mod call;
#[expect(
    clippy::module_inception,
    reason = "the launcher is named as its kernel"
)]
mod gemm;
mod gemm_simdgroup;
mod join;
mod plan;
mod reference;
mod split;
mod tiling;

pub use call::{Activation, GemmCall};
pub use gemm::{gemm, gemm_at_b, gemm_av};
pub use plan::{GemmPlan, gemm_plan};
pub use reference::{Bounded, gemm_reference};
pub use tiling::{Tiling, Unit};
