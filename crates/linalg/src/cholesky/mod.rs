//! `A = L L^H` for Hermitian positive definite matrices, with what follows from it.

mod blocked;
mod factor;
mod halved;
mod inverse;
mod positive;
mod reconstruct;
mod solve;

pub use blocked::BLOCKED;
pub(crate) use blocked::built;
pub use factor::{Cholesky, CholeskyOptions, Triangle, cholesky};
pub use inverse::cholesky_inv;
pub use positive::{SpdOptions, is_spd};
