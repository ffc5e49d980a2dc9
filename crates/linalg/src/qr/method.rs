//! How a matrix is factored, and what kernels there are for it.

use std::fmt;

use super::{QrMode, QrOptions};
use crate::policy::Built;

/// Sides that kernels count.
const MOST: usize = 1 << 24;

/// How the factors of a [`Qr`](super::Qr) came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum QrMethod {
    /// Householder reflections, on the host.
    Reflections,
    /// Block Gram-Schmidt and Cholesky factors, twice, as kernels.
    Cholesky,
    /// The same five times, with shifts: some columns nearly depended on others.
    ShiftedCholesky,
    /// Householder reflections on the host after kernels had failed: some columns were zero, or numbers extreme, or not
    /// finite.
    ReflectionsAfterCholesky,
}

impl fmt::Display for QrMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reflections => "Householder reflections on the host",
            Self::Cholesky => "block Gram-Schmidt and Cholesky factors, twice, as kernels",
            Self::ShiftedCholesky => {
                "block Gram-Schmidt and Cholesky factors, five times with shifts, as kernels"
            }
            Self::ReflectionsAfterCholesky => {
                "Householder reflections on the host, since Cholesky factors failed"
            }
        })
    }
}

/// What there is as kernels for matrices of these rows and columns.
pub(crate) fn built([rows, columns]: [usize; 2], options: &QrOptions) -> Built {
    if options.pivot {
        return Built::Not(
            "its form as kernels with pivoting",
            "no kernels for pivoting: the processor computes",
        );
    }
    if options.mode == QrMode::Complete && rows > columns {
        return Built::Not(
            "its form as kernels with a complete `Q`",
            "no kernels for a complete `Q`: the processor computes",
        );
    }
    if options.policy.check_finite {
        return Built::LOOKS_FOR_FINITE;
    }
    match rows.min(columns) == 0 || rows.max(columns) >= MOST {
        true => Built::NO_SIDES,
        false => Built::Single,
    }
}
