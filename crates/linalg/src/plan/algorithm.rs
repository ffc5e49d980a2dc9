//! What a function computes by, in words.

use super::{Operation, is_tall};
use crate::host::tall::is_in_parts;

/// The algorithm of kernels, and why it is this one.
pub(super) fn of_kernels(
    operation: Operation,
    [rows, columns]: [usize; 2],
) -> (&'static str, &'static str) {
    match operation {
        Operation::Qr | Operation::PivotedQr => (
            "block Gram-Schmidt by panels of 64 columns, each made orthonormal by Cholesky factors, twice",
            "products nearly all of it; five times with shifts where columns nearly depend on others, or else reflections \
             on the host",
        ),
        Operation::Cholesky => (
            "block columns of 64: a launch makes one and subtracts the one before from all to the right of it",
            "products nearly all of it; one look at the pivots at the end",
        ),
        Operation::CholeskyInverse => (
            "the factor by block columns of 64, its inverse, and their product",
            "products nearly all of it",
        ),
        Operation::SolveTriangular | Operation::InverseTriangular => (
            "inverses of diagonal blocks of 64, and products with them",
            "products nearly all of it",
        ),
        Operation::Lstsq => (
            "singular values by block one-sided Jacobi, and products with the vectors",
            "nearly dependent columns make no large numbers",
        ),
        Operation::ProjectCoeffs => (
            "sums of blocks of 512 rows, then of the blocks",
            "the matrix is read once",
        ),
        Operation::UpdateVector => ("a simdgroup for two rows", "the matrix is read once"),
        Operation::PowerStep(_) => ("two products", "the square of the matrix is not formed"),
        Operation::Svd if is_tall(rows.max(columns), rows.min(columns)) => (
            "QR, then block one-sided Jacobi of R^T: pairs of blocks of 32 columns",
            "more than 1.5 times as many rows as columns",
        ),
        Operation::Svd => (
            "block one-sided Jacobi: pairs of blocks of 32 columns",
            "products nearly all of it; one look at the angles a sweep",
        ),
        Operation::Eigh => (
            "block one-sided Jacobi of the matrix subtracted from a multiple of the identity",
            "singular values have kernels",
        ),
        Operation::TopkSvd(_) => (
            "subspace iteration: products in slabs, bases by Cholesky factors, the small matrix on the host",
            "two products with the matrix a turn",
        ),
        Operation::Lu | Operation::Determinant => (
            "L U with row pivoting by panels of 16 columns or 8: a launch makes one and subtracts the one before from all to the \
             right of it",
            "any matrix; one look at the pivots at the end",
        ),
        Operation::Solve => (
            "L U with row pivoting by panels of 16 columns or 8, inverses of diagonal blocks of 64, one step of refinement",
            "any square; the residual in two floats",
        ),
        Operation::Inverse => (
            "L U with row pivoting by panels of 16 columns or 8, and inverses of diagonal blocks of 64",
            "any square",
        ),
        Operation::Eig | Operation::Expm | Operation::Norm => {
            unreachable!("no kernels are built for it")
        }
    }
}

/// The algorithm of the host, and why it is this one.
pub(super) fn of_host(
    operation: Operation,
    [rows, columns]: [usize; 2],
) -> (&'static str, &'static str) {
    let (long, short) = (rows.max(columns), rows.min(columns));
    match operation {
        Operation::Cholesky => ("blocked L L^H", "positive definite"),
        Operation::CholeskyInverse => ("blocked L L^H, and the inverse of L", "positive definite"),
        Operation::Lu | Operation::Determinant => ("blocked L U with row pivoting", "any matrix"),
        Operation::Inverse => (
            "blocked L U with row pivoting, and both inverses",
            "any square",
        ),
        Operation::SolveTriangular => ("blocked substitution", "one half is read"),
        Operation::InverseTriangular => ("halves and products", "one half is read"),
        Operation::Lstsq => (
            "singular values, and products with the vectors",
            "nearly dependent columns make no large numbers",
        ),
        Operation::Expm => (
            "a quotient of polynomials of the degree that the norm asks for, and squarings",
            "any square",
        ),
        Operation::Norm => ("sums in float64 of scaled squares", "no square overflows"),
        Operation::ProjectCoeffs | Operation::UpdateVector => {
            ("one product", "the matrix is read once")
        }
        Operation::PowerStep(_) => ("two products", "the square of the matrix is not formed"),
        Operation::Solve => (
            "blocked L U with row pivoting, one step of refinement",
            "any square",
        ),
        Operation::Qr if is_in_parts(rows, columns) => (
            "Householder reflections of parts of the rows, then of their triangles",
            "parts stay in a cache, and each thread has its own",
        ),
        Operation::Qr => (
            "blocked Householder reflections",
            "stable for every shape and rank",
        ),
        Operation::PivotedQr if rows > columns => (
            "Householder reflections, then R with column pivoting",
            "more rows than columns",
        ),
        Operation::PivotedQr => (
            "Householder reflections with column pivoting",
            "as many columns as rows or more",
        ),
        Operation::Svd if is_tall(long, short) => (
            "QR, then bidiagonal form of R by divide and conquer",
            "more than 1.5 times as many rows as columns",
        ),
        Operation::Svd => (
            "bidiagonal form by divide and conquer",
            "about as many rows as columns",
        ),
        Operation::TopkSvd(_) => (
            "subspace iteration, bases by Householder reflections",
            "few values of many",
        ),
        Operation::Eigh => ("tridiagonal form by divide and conquer", "Hermitian"),
        Operation::Eig => ("Hessenberg form by shifted QR", "any square"),
    }
}
