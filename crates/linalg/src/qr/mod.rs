//! `A = Q R` with orthonormal columns of `Q` and an upper triangular `R` whose diagonal is not negative.

mod factor;
mod reconstruct;

pub use factor::{Qr, QrMode, QrOptions, qr};
