//! Diagonals of matrices, and matrices of diagonals.

use kernsmith_runtime::Tensor;

use crate::{Error, error::runtime};

/// A diagonal of the matrices of two axes, as a view: nothing is copied, on any device, of any element type.
///
/// # Shapes
/// The two axes go, and the diagonal becomes the last one, as NumPy has it. `offset` above zero begins so many columns
/// to the right, below zero so many rows further down.
///
/// # Errors
/// [`Error::Choice`] for axes that are not there or are the same.
///
/// # Examples
/// ```
/// use kernsmith_linalg::diagonal::diagonal;
/// use kernsmith_runtime::{Device, Tensor};
///
/// let a = Tensor::from_slice(&Device::cpu(), &[1i32, 2, 3, 4, 5, 6], [2, 3])?;
/// assert_eq!(diagonal(&a, 0, [0, 1])?.to_vec::<i32>()?, [1, 5]);
/// assert_eq!(diagonal(&a, 1, [0, 1])?.to_vec::<i32>()?, [2, 6]);
/// assert_eq!(diagonal(&a, -1, [0, 1])?.to_vec::<i32>()?, [4]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn diagonal(x: &Tensor, offset: i64, [rows, columns]: [usize; 2]) -> Result<Tensor, Error> {
    const NAME: &str = "diagonal";
    if rows == columns || rows.max(columns) >= x.ndim() {
        return Err(Error::Choice {
            op: NAME,
            option: "axes",
            expected: format!("two of the {} axes of `x`", x.ndim()),
            found: format!("{rows} and {columns}"),
        });
    }
    let step = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
    let [skipped_rows, skipped_columns] = if offset < 0 { [step, 0] } else { [0, step] };
    let height = x.shape()[rows].saturating_sub(skipped_rows);
    let width = x.shape()[columns].saturating_sub(skipped_columns);
    let length = height.min(width);
    let mut first = x.clone();
    for (axis, skipped) in [(rows, skipped_rows), (columns, skipped_columns)] {
        let extent = x.shape()[axis];
        let start = if length == 0 { extent } else { skipped };
        first = first.slice(axis, start..extent).map_err(runtime(NAME))?;
    }
    let kept = |axis: &usize| ![rows, columns].contains(axis);
    let axes: Vec<usize> = (0..x.ndim()).filter(kept).collect();
    let mut shape: Vec<usize> = axes.iter().map(|&axis| x.shape()[axis]).collect();
    let mut strides: Vec<i64> = axes.iter().map(|&axis| x.strides()[axis]).collect();
    shape.push(length);
    strides.push(x.strides()[rows].saturating_add(x.strides()[columns]));
    first
        .as_strided(shape, strides, first.offset())
        .map_err(runtime(NAME))
}

/// The matrix with these numbers on a diagonal and zeros elsewhere; of matrices, their diagonal.
///
/// # Shapes
/// `[n]` becomes `[n + |offset|, n + |offset|]`; of `[..., m, n]` it is [`diagonal`] of the last two axes.
///
/// # Errors
/// [`Error::Shape`] for a zero-dimensional `x`, [`Error::Runtime`] if there is no room.
///
/// # Examples
/// ```
/// use kernsmith_linalg::diagonal::diag;
/// use kernsmith_runtime::{Device, Tensor};
///
/// let x = Tensor::from_slice(&Device::cpu(), &[1i32, 2], [2])?;
/// assert_eq!(diag(&x, 1)?.to_vec::<i32>()?, [0, 1, 0, 0, 0, 2, 0, 0, 0]);
/// assert_eq!(diag(&diag(&x, 1)?, 1)?.to_vec::<i32>()?, [1, 2]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn diag(x: &Tensor, offset: i64) -> Result<Tensor, Error> {
    const NAME: &str = "diag";
    match x.shape() {
        [] => Err(Error::Shape {
            op: NAME,
            argument: "x",
            expected: "[n] or [..., m, n]".to_owned(),
            found: Vec::new(),
        }),
        [length] => matrix_of(NAME, x, *length, offset),
        shape => diagonal(x, offset, [shape.len() - 2, shape.len() - 1]),
    }
}

fn matrix_of(op: &'static str, x: &Tensor, length: usize, offset: i64) -> Result<Tensor, Error> {
    let step = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
    let side = length.saturating_add(step);
    // Makes the room, or says that there is none.
    let zeros = Tensor::full(x.device(), 0.0, x.dtype(), [side, side]).map_err(runtime(op))?;
    let mut bytes = zeros.to_bytes().map_err(runtime(op))?;
    let size = x.dtype().size_bytes();
    let [down, right] = if offset < 0 { [step, 0] } else { [0, step] };
    let numbers = x.to_bytes().map_err(runtime(op))?;
    for (k, number) in numbers.chunks_exact(size).enumerate() {
        let at = ((k + down) * side + k + right) * size;
        bytes[at..at + size].copy_from_slice(number);
    }
    Tensor::from_bytes(x.device(), &bytes, x.dtype(), [side, side]).map_err(runtime(op))
}
