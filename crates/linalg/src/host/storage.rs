//! How numbers lie: row by row as tensors have them, column by column as factorizations read them.
//!
//! A number of a matrix whose side is a power of two shares its place in the cache with those above and below it, so
//! that a walk along the wrong axis costs as much as a factorization. Matrices are turned in squares of whole cache lines.

use faer::{Mat, MatMut, MatRef, get_global_parallelism};
use rayon::prelude::*;

use super::{householder::column, scalar::Scalar};

/// Sides of the squares: a cache line of float32.
const SQUARE: usize = 32;
/// Columns that a thread turns at a time, so that it reads whole cache lines next to each other.
const BAND: usize = 64;
/// Numbers from which on a second thread is worth its start (measured: 256x256 gains nothing).
const SHARED: usize = 1 << 17;

/// A copy of a matrix, by column.
pub(crate) fn by_column<T: Scalar>(matrix: MatRef<'_, T>) -> Mat<T> {
    let turned = matrix.transpose();
    if matrix.try_as_col_major().is_some() || turned.try_as_col_major().is_none() {
        return matrix.to_owned();
    }
    let mut copy = Mat::zeros(matrix.nrows(), matrix.ncols());
    turn(turned, copy.as_mut());
    copy
}

/// Writes a matrix row by row.
pub(crate) fn by_row<T: Scalar>(matrix: MatRef<'_, T>, target: &mut [T]) {
    let (rows, columns) = matrix.shape();
    if rows * columns == 0 {
        return;
    }
    if matrix.try_as_col_major().is_some() {
        let target = MatMut::from_column_major_slice_mut(target, columns, rows);
        return turn(matrix, target);
    }
    for (i, line) in target.chunks_exact_mut(columns).enumerate() {
        let row = matrix.row(i);
        match row.try_as_row_major() {
            Some(row) => line.copy_from_slice(row.as_slice()),
            None => (0..columns).for_each(|j| line[j] = row[j]),
        }
    }
}

/// Writes the adjoint of a matrix by column, row by row.
pub(crate) fn adjoint_by_row<T: Scalar>(matrix: MatRef<'_, T>, target: &mut [T]) {
    if matrix.nrows() == 0 {
        return;
    }
    for (column, line) in matrix
        .col_iter()
        .zip(target.chunks_exact_mut(matrix.nrows()))
    {
        for (entry, x) in line.iter_mut().zip(column.iter()) {
            *entry = x.conjugate();
        }
    }
}

/// A copy by column of one half of a square matrix with its diagonal, as a lower half, and its largest part as
/// [`largest`] has it. There are zeros above it; of an upper half, it is the transpose.
pub(crate) fn lower_half<T: Scalar>(matrix: MatRef<'_, T>) -> (Mat<T>, f64) {
    let mut half = by_column(matrix);
    let mut most = 0.0;
    for j in 0..half.ncols() {
        let (above, below) = half.col_as_slice_mut(j).split_at_mut(j);
        above.fill(T::of(0.0));
        most = more(T::largest(below), most);
    }
    (half, most)
}

/// The largest absolute value of a part of a number; not finite where one is not.
pub(crate) fn largest<T: Scalar>(matrix: MatRef<'_, T>) -> f64 {
    let by_column = match matrix.try_as_col_major().is_some() {
        true => matrix,
        false => matrix.transpose(),
    };
    let parts = by_column.col_iter().map(|column| {
        let lined = column.try_as_col_major();
        match lined {
            Some(column) => T::largest(column.as_slice()),
            None => column.iter().map(|x| T::largest(&[*x])).fold(0.0, more),
        }
    });
    parts.fold(0.0, more)
}

/// The same of numbers in a row.
pub(crate) fn largest_of<T: Scalar>(numbers: &[T]) -> f64 {
    if numbers.len() < SHARED || get_global_parallelism().degree() == 1 {
        return T::largest(numbers);
    }
    let parts = numbers.par_chunks(SHARED / 4).map(T::largest);
    parts.reduce(|| 0.0, more)
}

/// The larger one; NaN wins.
fn more(x: f64, y: f64) -> f64 {
    if x > y || x.is_nan() { x } else { y }
}

/// `target = source^T`; columns of both are contiguous.
fn turn<T: Scalar>(source: MatRef<'_, T>, target: MatMut<'_, T>) {
    let (rows, columns) = target.shape();
    let is_shared = rows * columns >= SHARED && get_global_parallelism().degree() > 1;
    if is_shared {
        let bands = target.par_col_chunks_mut(BAND).enumerate();
        bands.for_each(|(at, band)| turn_band(source, at * BAND, band));
        return;
    }
    let (mut first, mut rest) = (0, target);
    while first < columns {
        let (band, right) = rest.split_at_col_mut(BAND.min(columns - first));
        turn_band(source, first, band);
        (first, rest) = (first + BAND, right);
    }
}

/// Some of the target's columns, from the source's rows `first` and next.
fn turn_band<T: Scalar>(source: MatRef<'_, T>, first: usize, mut band: MatMut<'_, T>) {
    let (rows, columns) = band.shape();
    for row in (0..rows).step_by(SQUARE) {
        for at in (0..columns).step_by(SQUARE) {
            let (height, width) = (SQUARE.min(rows - row), SQUARE.min(columns - at));
            let mut square = [[T::of(0.0); SQUARE]; SQUARE];
            for (k, line) in square.iter_mut().enumerate().take(height) {
                let from = source.col(row + k).try_as_col_major();
                let from = from.expect("columns are contiguous").as_slice();
                line[..width].copy_from_slice(&from[first + at..][..width]);
            }
            for j in 0..width {
                let to = &mut column(band.as_mut(), at + j)[row..][..height];
                for (entry, line) in to.iter_mut().zip(&square) {
                    *entry = line[j];
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use faer::MatRef;

    use super::{by_column, by_row, largest, largest_of, lower_half};

    #[test]
    fn matrices_of_any_side_are_turned_and_turned_back() {
        for (rows, columns) in [(0, 3), (1, 1), (15, 17), (16, 64), (130, 65), (400, 500)] {
            let numbers: Vec<f32> = (0..rows * columns).map(|x| x as f32).collect();
            let matrix = MatRef::from_row_major_slice(&numbers, rows, columns);
            let turned = by_column(matrix);
            assert!((0..rows).all(|i| (0..columns).all(|j| turned[(i, j)] == matrix[(i, j)])));
            for from in [turned.as_ref(), matrix] {
                let mut again = vec![0.0; numbers.len()];
                by_row(from, &mut again);
                assert_eq!(again, numbers);
            }
        }
    }

    #[test]
    fn of_a_half_nothing_else_is_read() {
        let numbers = [1.0f32, f32::NAN, 2.0, -4.0];
        let matrix = MatRef::from_row_major_slice(&numbers, 2, 2);
        let (half, most) = lower_half(matrix);
        assert_eq!(
            (most, half[(0, 0)], half[(1, 0)], half[(1, 1)]),
            (4.0, 1.0, 2.0, -4.0)
        );
        assert_eq!(half[(0, 1)], 0.0);
        assert!(!lower_half(matrix.transpose()).1.is_finite());
    }

    #[test]
    fn nothing_that_is_no_number_is_overlooked() {
        let mut numbers = vec![1.0f32; 300 * 500];
        numbers[77] = -3.0;
        let all = |numbers: &[f32]| {
            let matrix = MatRef::from_row_major_slice(numbers, 300, 500);
            [
                largest_of(numbers),
                largest(matrix),
                largest(matrix.transpose()),
            ]
        };
        assert_eq!(all(&numbers), [3.0; 3]);
        for bad in [f32::NAN, -f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            for at in [0, 77, 90_000, 149_999] {
                let mut numbers = numbers.clone();
                numbers[at] = bad;
                assert!(all(&numbers).iter().all(|most| !most.is_finite()), "{bad}");
            }
        }
    }
}
