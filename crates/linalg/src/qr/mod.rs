//! `A = Q R` with orthonormal columns of `Q` and an upper triangular `R` whose diagonal is not negative.

mod factor;
mod gram_schmidt;
mod method;
mod panel;
mod reconstruct;

pub use factor::{Qr, QrMode, QrOptions, qr};
pub use method::QrMethod;
pub(crate) use method::built;
pub use panel::PANEL;
