//! Eigenvalues and eigenvectors, of Hermitian matrices and of any.

mod general;
mod reconstruct;
mod symmetric;

pub use general::{Eig, eig, eigvals};
pub use symmetric::{Eigh, EighOptions, Order, eigh};
