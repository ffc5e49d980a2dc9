//! `A = L L^H` for Hermitian positive definite matrices, with what follows from it.

mod factor;
mod inverse;
mod positive;
mod reconstruct;
mod solve;

pub use factor::{Cholesky, CholeskyOptions, Triangle, cholesky};
pub use inverse::cholesky_inv;
pub use positive::{SpdOptions, is_spd};
