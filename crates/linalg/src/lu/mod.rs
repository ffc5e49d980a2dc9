//! `P A = L U` with row pivoting, and the solvers and determinants that follow from it.

mod determinant;
mod factor;
mod inverse;
mod reconstruct;
mod solve;

pub use determinant::{LogDeterminant, det, slogdet};
pub use factor::{Lu, lu};
pub use inverse::inv;
pub use solve::{SolveOptions, solve};
