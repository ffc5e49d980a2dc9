//! How a matrix is factored, and what kernels there are for it.

use std::fmt;

use super::{SvdMode, SvdOptions};
use crate::policy::Built;

/// Singular values that kernels find at most: beyond, other ways than Jacobi's are faster.
const MOST: usize = 2048;
/// Pairs of blocks of all matrices at most: each has about 200 KiB of memory beside the matrices.
const MOST_PAIRS: usize = 8192;
/// Elements of a matrix that kernels count.
const MOST_ELEMENTS: usize = 1 << 31;

/// How the factors of an [`Svd`](super::Svd) came to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SvdMethod {
    /// Bidiagonal form, on the host.
    Bidiagonal,
    /// Block one-sided Jacobi of the columns, as kernels.
    Jacobi,
    /// The same of `R^T`, after `Q R`, as kernels.
    JacobiAfterQr,
    /// Bidiagonal form on the host after kernels had failed: numbers were not finite, or did not come to an end.
    BidiagonalAfterJacobi,
}

impl fmt::Display for SvdMethod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Bidiagonal => "bidiagonal form on the host",
            Self::Jacobi => "block one-sided Jacobi, as kernels",
            Self::JacobiAfterQr => "block one-sided Jacobi of R^T after Q R, as kernels",
            Self::BidiagonalAfterJacobi => "bidiagonal form on the host, since Jacobi failed",
        })
    }
}

/// What there is as kernels for arrays of this shape.
pub(crate) fn built_for_all(shape: &[usize], options: &SvdOptions) -> Built {
    let [outer @ .., rows, columns] = shape else {
        return Built::NO_SIDES;
    };
    let (rows, columns) = (*rows, *columns);
    if options.mode == SvdMode::Full && rows != columns {
        return Built::Not(
            "its form as kernels with all vectors of a matrix that is not square",
            "no kernels for all vectors of a matrix that is not square: the processor computes",
        );
    }
    if options.policy.check_finite {
        return Built::LOOKS_FOR_FINITE;
    }
    if rows.min(columns) > MOST {
        return Built::Not(
            "its form as kernels for more than 2048 values",
            "no kernels for more than 2048 values: the processor computes",
        );
    }
    let batches = outer.iter().product::<usize>();
    let pairs = rows.min(columns).div_ceil(64).saturating_mul(batches);
    if pairs == 0 || rows.saturating_mul(columns) > MOST_ELEMENTS {
        return Built::Not(
            "its form as kernels for these sides",
            "no kernels for arrays without elements, or for 2^31 of a matrix: the processor computes",
        );
    }
    match pairs > MOST_PAIRS {
        true => Built::Not(
            "its form as kernels for so many matrices",
            "no kernels for so many matrices at once: the processor computes",
        ),
        false => Built::Single,
    }
}
