//! Eigenvalues and eigenvectors, of Hermitian matrices and of any.

mod general;
mod reconstruct;
mod shifted;
mod symmetric;

pub use general::{Eig, eig, eigvals};
pub use shifted::SHIFTED;
pub(crate) use symmetric::built;
pub use symmetric::{Eigh, EighMethod, EighOptions, Order, eigh};
