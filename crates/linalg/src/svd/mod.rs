//! `A = U S V^H`: singular values and vectors, and least squares by them.

mod device;
mod factor;
mod fit;
mod jacobi;
mod lstsq;
mod method;
mod reconstruct;
mod spectrum;
mod subspace;
mod thin;
mod topk;

pub(crate) use device::by_kernels;
pub use factor::{Svd, SvdMode, SvdOptions, svd};
pub use jacobi::JACOBI;
pub(crate) use jacobi::{Launcher, SIDE as WIDTH, Stacked};
pub use lstsq::{LeastSquares, LstsqOptions, lstsq};
pub use method::SvdMethod;
pub(crate) use method::built_for_all;
pub use spectrum::SPECTRUM;
pub(crate) use spectrum::{column_lengths, largest};
pub(crate) use subspace::built;
pub use thin::THIN;
pub(crate) use topk::basis;
pub use topk::{TopkOptions, TopkSvd, topk_svd};

pub(crate) use factor::{Factors, nuclear_and_spectral};
