//! The host executor: matrices in host memory, one after the other.
//!
//! Not an interface: families call it. Small Cholesky factors, eigenvalues, and the singular values of small and of
//! complex matrices are faer's ([`spectral`]), and so are the products in all others; how many threads share one is said
//! here ([`threads`]). Singular values of larger real matrices are ours ([`bidiagonal`]): faer's reduction reads the
//! matrix three times as often. Orthogonal factors are ours ([`householder`], [`tall`]), since faer 0.24 drops what is below `16 m eps`
//! of a column, which in float32 is a thousandth for a thousand rows; and so is [`elimination`], since faer divides by
//! pivots of zero.
//!
//! ```text
//! Call (arguments fit) -> Stack (numbers, row-major) -> faer's matrices, by column -> Output -> tensors
//! ```

mod bidiagonal;
mod call;
pub(crate) mod elimination;
pub(crate) mod householder;
mod matrix;
mod pivoted;
mod residual;
mod scalar;
pub(crate) mod spectral;
mod stack;
mod storage;
pub(crate) mod tall;

pub(crate) use call::{Call, Operand, by_scalar};
pub(crate) use elimination::{Elimination, is_odd};
pub(crate) use matrix::{multiply, power_of_two, power_of_two_for, threads, upper};
pub(crate) use pivoted::pivoted;
pub(crate) use residual::residual;
pub(crate) use scalar::{Scalar, real_type};
pub(crate) use stack::{Output, Stack, unravel};
pub(crate) use storage::{by_column, lower_half};
