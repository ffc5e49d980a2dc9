//! What a planned call costs at least.
//!
//! Operations are the method's as textbooks count them, whatever the executor does beside; bytes are those of a matrix and
//! of all else that is read or written once.
//!
//! Source: Golub and Van Loan, *Matrix Computations* (2013); Higham, *Functions of Matrices* (2008), for the exponential.

use kernsmith_kernels::{plan::Cost, settings::device_rates};
use kernsmith_runtime::{DType, Device};

use super::Operation;
use crate::{Error, Executor, svd};

/// Operations and bytes, and the least time where rates are measured.
///
/// # Errors
/// [`Error::Kernels`] for settings of a wrong form.
pub(super) fn cost(
    device: &Device,
    operation: Operation,
    (sides, dtype): ([usize; 2], DType),
    executor: Executor,
) -> Result<Cost, Error> {
    let (operations, results) = counts(operation, sides);
    // A product of complex numbers is four, and its sum two.
    let each = if matches!(dtype, DType::C64 | DType::C128) {
        4
    } else {
        1
    };
    let elements = sides[0] as u128 * sides[1] as u128;
    let bytes = (elements + results) * dtype.size_bytes() as u128;
    // Of a host beside a device nothing was measured.
    let rates = match executor == Executor::Kernels || !device.kind().is_gpu() {
        true => device_rates(device)?,
        false => None,
    };
    Ok(Cost::new(rates.as_ref(), dtype, each * operations, bytes))
}

/// Operations, and elements beside those of the matrix.
fn counts(operation: Operation, [rows, columns]: [usize; 2]) -> (u128, u128) {
    let [m, n] = [rows.max(columns), rows.min(columns)].map(|side| side as u128);
    let cube = n * n * n;
    match operation {
        Operation::Cholesky => (cube / 3, n * n),
        Operation::CholeskyInverse => (cube, n * n),
        Operation::Lu => (m * n * n - cube / 3, m * n + n * n + m),
        Operation::Solve => (2 * cube / 3, 2 * n),
        Operation::Inverse => (2 * cube, n * n),
        Operation::Determinant => (2 * cube / 3, 1),
        Operation::SolveTriangular => (n * n, 2 * n),
        Operation::InverseTriangular => (cube / 3, n * n),
        // The factors, and the thin basis of the columns from them.
        Operation::Qr | Operation::PivotedQr => (4 * m * n * n - 4 * cube / 3, m * n + n * n),
        Operation::Svd => (6 * m * n * n + 20 * cube, m * n + n * n + n),
        Operation::Lstsq => (
            6 * m * n * n + 20 * cube + 4 * m * n,
            (rows + columns) as u128,
        ),
        Operation::TopkSvd(k) => {
            let basis = svd::basis(k, rows.min(columns)) as u128;
            (4 * m * n * basis, (m + n + 1) * k as u128)
        }
        Operation::Eigh => (9 * cube, n * n + n),
        Operation::Eig => (25 * cube, n * n + n),
        // Four products and a quotient.
        Operation::Expm => (8 * cube + 8 * cube / 3, n * n),
        Operation::Norm => (2 * m * n, 1),
        Operation::ProjectCoeffs => (2 * m * n, (rows + columns) as u128),
        Operation::UpdateVector => (2 * m * n, (2 * rows + columns) as u128),
        Operation::PowerStep(k) => (4 * m * n * k as u128, 2 * (columns * k) as u128),
    }
}
