//! `P A = L U` with row pivoting, and the solvers and determinants that follow from it.

mod determinant;
mod factor;
mod inverse;
mod pivoted;
mod reconstruct;
mod refined;
mod solve;
mod turned;

pub use determinant::{LogDeterminant, det, slogdet};
pub use factor::{Lu, lu};
pub use inverse::inv;
pub(crate) use pivoted::built;
pub use pivoted::{PIVOTED, PIVOTED_TALL};
pub use refined::REFINED;
pub(crate) use refined::built_for_sides;
pub use solve::{SolveOptions, solve};
pub use turned::TURNED;
