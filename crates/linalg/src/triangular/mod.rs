//! Triangular matrices: equations and inverses. Only one half is read.

mod inverse;
mod solve;
mod substitution;

pub use inverse::inv_triangular;
pub(crate) use solve::built_for;
pub use solve::{TriangularOptions, solve_triangular};
pub use substitution::SUBSTITUTION;
pub(crate) use substitution::{Sides, Triangles, built, new_status, solve};
