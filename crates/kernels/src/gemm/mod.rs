//! Products of matrices: all four transposed forms, batches, and what is added at the end.
//!
//! ```text
//! call -> shapes checked -> tile: block > process > environment > tuning file > rule of the shape
//!      -> who computes: kernels or the device's library ([`Maker`]) -> plan -> launch
//! ```
//!
//! Kernels are `gemm.metal`, and of 16-bit matrices on GPUs `gemm_simdgroup.metal`; a library is cuBLASLt, or faer on a
//! processor. Settings choose between them, and tiles and how they are staged. Among kernels they do not change a result,
//! since sums are made in the order of `k`; libraries and simdgroup matrices sum in an order of their own, and tall sums
//! are made in parts, all within the same bound.

mod call;
#[expect(
    clippy::module_inception,
    reason = "the launcher is named as its kernel"
)]
mod gemm;
mod gemm_simdgroup;
mod head;
mod join;
mod library;
mod maker;
mod plan;
mod reference;
mod split;
mod tiling;

pub use call::{Activation, GemmCall};
pub use gemm::{gemm, gemm_at_b, gemm_av};
pub use head::{head, head_plan};
pub use maker::{Candidate, Maker};
pub use plan::{GemmPlan, gemm_plan};
pub use reference::{Bounded, gemm_reference};
pub use tiling::{Tiling, Unit};
