//! Linear algebra on tensors: factorizations, solvers, norms and functions of matrices.
//!
//! What it is not: an array library, and not a wrapper of one back end. Each function takes a stream, then its
//! arrays, then its options, works on the last two axes and repeats that for all axes before them; views of any
//! strides are read as they are. What it would do, and why, [`plan`] says without doing it.
//!
//! ```text
//! arguments checked -> executor chosen -> one matrix after the other -> tensors on the stream's device
//! ```
//!
//! | family | functions |
//! |---|---|
//! | [`cholesky`] | [`cholesky::cholesky`], [`cholesky::cholesky_inv`], [`cholesky::is_spd`] |
//! | [`lu`] | [`lu::lu`], [`lu::solve`], [`lu::inv`], [`lu::det`], [`lu::slogdet`] |
//! | [`qr`] | [`qr::qr`] |
//! | [`svd`] | [`svd::svd`], [`svd::topk_svd`], [`svd::lstsq`] |
//! | [`orthogonal`] | [`orthogonal::orthonormal_columns`], [`orthogonal::complete_basis`], [`orthogonal::orthogonal`], ... |
//! | [`eigen`] | [`eigen::eigh`], [`eigen::eig`], [`eigen::eigvals`] |
//! | [`projection`] | [`projection::project_coeffs`], [`projection::update_vector`], as kernels too |
//! | [`triangular`] | [`triangular::solve_triangular`], [`triangular::inv_triangular`] |
//! | others | [`norm::norm`], [`expm::expm`], [`diagonal::diagonal`], [`diagonal::diag`] |
//!
//! # Executors
//! [`Executor::Host`] computes on the processor, in float32, float64 and complex128 (complex64 is computed in
//! complex128 and rounded at the end). It is the choice for the device `cpu`; asked for by name it takes arrays of
//! any device, and moves them. [`Executor::Kernels`] launches Metal kernels of ours on the stream's device; where they
//! are asked for by name and not built, that is an error. [`Executor::Auto`] takes the kernels on every device but
//! `cpu` where they are built for the call, and else the host; [`plan`] says which, and why.
//!
//! # Not a number
//! A matrix with NaN or infinities gives NaN in all that depends on it, or an error that names the first of them
//! where [`Policy::check_finite`] asks. Nothing is clamped and nothing masked.
#![forbid(unsafe_code)]

pub mod cholesky;
pub mod diagonal;
pub mod eigen;
mod error;
pub mod expm;
mod host;
pub mod lu;
pub mod norm;
pub mod orthogonal;
pub mod plan;
mod policy;
pub mod projection;
pub mod qr;
pub mod svd;
pub mod triangular;

pub use error::Error;
pub use policy::{Executor, Policy};
