//! `A = U S V^H`: singular values and vectors, and least squares by them.

mod factor;
mod lstsq;
mod reconstruct;
mod subspace;
mod topk;

pub use factor::{Svd, SvdMode, SvdOptions, svd};
pub use lstsq::{LeastSquares, LstsqOptions, lstsq};
pub(crate) use subspace::built;
pub(crate) use topk::basis;
pub use topk::{TopkOptions, TopkSvd, topk_svd};

pub(crate) use factor::{Factors, nuclear_and_spectral};
