//! The nearest matrix of orthonormal rows or columns: the polar factor, by a full singular value decomposition.
//!
//! Not an iteration: `U V^T` is orthonormal in double precision whatever the rank is, and is rounded once, so that
//! `R R^T` differs from 1 by less than a millionth.

use kernsmith_linalg::svd::{SvdOptions, svd};
use kernsmith_runtime::{Device, Tensor};

use super::linear::rounded;
use crate::Error;

/// `U V^T` of a matrix `U S V^T` of so many rows.
pub(super) fn polar(matrix: &[f64], rows: usize) -> Result<Vec<f32>, Error> {
    let columns = matrix.len() / rows;
    let cpu = Device::cpu();
    let matrix = Tensor::from_slice(&cpu, matrix, [rows, columns])?;
    let factors = svd(&cpu.default_stream()?, &matrix, &SvdOptions::default())?;
    let (u, vt) = (factors.u, factors.vt);
    let [u, vt] = [u, vt].map(|factor| factor.expect("the thin form has vectors"));
    let (u, vt) = (u.to_vec::<f64>()?, vt.to_vec::<f64>()?);
    let rank = rows.min(columns);
    let mut product = vec![0.0; rows * columns];
    for (u, product) in u.chunks_exact(rank).zip(product.chunks_exact_mut(columns)) {
        for (&u, vt) in u.iter().zip(vt.chunks_exact(columns)) {
            for (sum, &v) in product.iter_mut().zip(vt) {
                *sum += u * v;
            }
        }
    }
    Ok(rounded(&product))
}
