//! Triangular matrices: equations and inverses. Only one half is read.

mod inverse;
mod solve;

pub use inverse::inv_triangular;
pub use solve::{TriangularOptions, solve_triangular};
