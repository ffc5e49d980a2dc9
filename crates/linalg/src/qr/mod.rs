//! `A = Q R` with orthonormal columns of `Q` and an upper triangular `R` whose diagonal is not negative.

mod factor;
pub(crate) mod gram_schmidt;
mod method;
pub(crate) mod panel;
mod reconstruct;

pub use factor::{Qr, QrMode, QrOptions, qr};
pub use method::QrMethod;
pub(crate) use method::built;
pub use panel::PANEL;
