//! Operations on tensors: Metal kernels, and the Rust that checks their arguments and launches them.
//!
//! What it is not: it names no back end and searches nothing. An operation is a function
//! ([`norm::rms_norm`]) for those who call it and an [`OpSpec`] for those who tune it: the same
//! `.metal` file, the same launch geometry, a reference in plain `f64` loops, the shapes that
//! matter and the variants that exist.
//!
//! | operation | function | variants |
//! |---|---|---|
//! | `rmsnorm` | [`norm::rms_norm`] | 144 |
//! | `rmsnorm_residual` | [`norm::rms_norm_residual`] | 72 |
//! | `swiglu` | [`activation::swiglu`] | 96 |
//! | `rope` | [`rope::rope_decode`] | 8 |
//! | `soft_cap` | [`activation::soft_cap`] | 48 |
//! | `memcpy` | [`copy::memcpy`] | 48 |
//! | `mlstm_step_full` | [`mlstm::step_full`] | 36 |
//!
//! As whole Metal files too, for those who launch them themselves: [`activation::SOFT_CAP`],
//! [`copy::MEMCPY`], [`mlstm::STEP_FULL`].
//!
//! Products of matrices: [`gemm`], steered by [`settings`].
//!
//! Sums of products that are kept in more than a float, up to exact: [`sum`].
//!
//! Random numbers by key, the same bits on every device: [`random`].
//!
//! Lessons for authors of kernels, each a slow and a fast form: [`spot`].
//!
//! Sizes reach every variant at run time, with the arrays themselves: none is bound to a shape, and none
//! has to be compiled again for another one. The functions do better where they can: a normalization is
//! compiled for the length of its rows, and reads each row once.
#![forbid(unsafe_code)]

pub mod activation;
pub mod copy;
pub mod dispatch;
mod error;
pub mod gemm;
pub mod mlstm;
pub mod norm;
mod oracle;
pub mod plan;
pub mod random;
pub mod rope;
pub mod settings;
mod spec;
pub mod spot;
pub mod sum;

pub use error::Error;
pub use host::HostTensor;
pub use oracle::{bank, close, host};
pub use spec::{OpSpec, Operand, Rows, knob, ops, shape};
