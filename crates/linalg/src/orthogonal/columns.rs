//! Orthonormal columns or rows that span what a matrix's do.

use kernsmith_runtime::{Stream, Tensor};

use crate::{
    Error, Policy,
    error::runtime,
    qr::{QrOptions, qr},
};

/// Orthonormal columns whose first `k` span the first `k` columns of `X`, for each matrix of a batch: `Q` of
/// [`qr`]. Where columns depend on those before them, the columns here are orthonormal all the same.
///
/// # Shapes
/// `x`: `[..., m, n]` with `m >= n`, and so is the result.
///
/// # Errors
/// [`Error::Shape`] for more columns than rows; otherwise as [`qr`].
pub fn orthonormal_columns(stream: &Stream, x: &Tensor, policy: Policy) -> Result<Tensor, Error> {
    const NAME: &str = "orthonormal_columns";
    if let [.., m, n] = x.shape()
        && m < n
    {
        return Err(shape(NAME, "[..., m, n] with m >= n", x));
    }
    let options = QrOptions {
        policy,
        ..QrOptions::default()
    };
    let found = qr(stream, x, &options)?;
    Ok(found.q.expect("the reduced form has a Q"))
}

/// Orthonormal rows that span the rows of `X`, for each matrix of a batch.
///
/// # Shapes
/// `x`: `[..., m, n]` with `m <= n`, and so is the result.
///
/// # Errors
/// [`Error::Shape`] for more rows than columns; otherwise as [`qr`].
pub fn orthonormal_rows(stream: &Stream, x: &Tensor, policy: Policy) -> Result<Tensor, Error> {
    const NAME: &str = "orthonormal_rows";
    match x.shape() {
        [.., m, n] if m <= n => {
            let columns = orthonormal_columns(stream, &exchanged(NAME, x)?, policy)?;
            exchanged(NAME, &columns)?
                .contiguous()
                .map_err(runtime(NAME))
        }
        _ => Err(shape(NAME, "[..., m, n] with m <= n", x)),
    }
}

/// [`orthonormal_columns`] of a matrix with at least as many rows as columns, [`orthonormal_rows`] of another.
///
/// # Errors
/// As [`qr`].
pub fn orthogonalize_nonsquare(
    stream: &Stream,
    x: &Tensor,
    policy: Policy,
) -> Result<Tensor, Error> {
    match x.shape() {
        [.., m, n] if m < n => orthonormal_rows(stream, x, policy),
        _ => orthonormal_columns(stream, x, policy),
    }
}

/// The last two axes in reverse order.
pub(super) fn exchanged(op: &'static str, x: &Tensor) -> Result<Tensor, Error> {
    let mut axes: Vec<usize> = (0..x.ndim()).collect();
    let last = axes.len() - 1;
    axes.swap(last - 1, last);
    x.permute(axes).map_err(runtime(op))
}

fn shape(op: &'static str, expected: &str, x: &Tensor) -> Error {
    Error::Shape {
        op,
        argument: "x",
        expected: expected.to_owned(),
        found: x.shape().to_vec(),
    }
}
