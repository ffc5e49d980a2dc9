//! Matrices of a batch in host memory, read from a tensor, and results on their way to one.

use faer::MatRef;
use kernsmith_runtime::{DType, Tensor};

use super::{
    call::{Call, Operand},
    scalar::Scalar,
    storage::{adjoint_by_row, by_row, largest_of},
};
use crate::{Error, error::runtime};

/// Matrices without elements take no memory, so that memory does not bound their number.
const MOST_EMPTY: usize = 1 << 24;

/// A tensor's matrices, each row-major.
pub(crate) struct Stack<T> {
    outer: Vec<usize>,
    rows: usize,
    columns: usize,
    numbers: Vec<T>,
}

impl<T: Scalar> Stack<T> {
    /// Reads an argument.
    pub(crate) fn read(call: &Call<'_>, operand: &Operand<'_>) -> Result<Self, Error> {
        let batch: usize = operand.outer.iter().product();
        if operand.rows * operand.columns == 0 && batch > MOST_EMPTY {
            return Err(runtime(call.op)(kernsmith_runtime::Error::ShapeTooLarge {
                op: call.op,
                shape: operand.tensor.shape().to_vec(),
                dtype: operand.tensor.dtype(),
            }));
        }
        let numbers = T::read(operand.tensor).map_err(runtime(call.op))?;
        let stack = Self {
            outer: operand.outer.to_vec(),
            rows: operand.rows,
            columns: operand.columns,
            numbers,
        };
        if call.check_finite {
            stack.check_finite(call.op, operand)?;
        }
        Ok(stack)
    }

    fn check_finite(&self, op: &'static str, operand: &Operand<'_>) -> Result<(), Error> {
        let Some(at) = self.numbers.iter().position(|number| !number.is_number()) else {
            return Ok(());
        };
        let [re, im] = self.numbers[at].parts();
        Err(Error::NotFinite {
            op,
            argument: operand.argument,
            index: unravel(at, operand.tensor.shape()),
            value: if re.is_finite() { im } else { re },
        })
    }

    /// How many matrices there are.
    pub(crate) fn count(&self) -> usize {
        self.outer.iter().product()
    }

    /// One of the matrices.
    pub(crate) fn matrix(&self, at: usize) -> MatRef<'_, T> {
        let size = self.rows * self.columns;
        let numbers = &self.numbers[at * size..][..size];
        MatRef::from_row_major_slice(numbers, self.rows, self.columns)
    }

    /// Whether a matrix has neither NaN nor infinities.
    pub(crate) fn is_finite(&self, at: usize) -> bool {
        let size = self.rows * self.columns;
        let numbers = &self.numbers[at * size..][..size];
        largest_of(numbers).is_finite()
    }

    /// The place of a matrix in its batch, as errors name it.
    pub(crate) fn place(&self, at: usize) -> Vec<usize> {
        unravel(at, &self.outer)
    }
}

/// The index of an element from its number in row-major order.
pub(crate) fn unravel(at: usize, shape: &[usize]) -> Vec<usize> {
    let mut rest = at;
    let mut index = vec![0; shape.len()];
    for (place, &extent) in index.iter_mut().zip(shape).rev() {
        *place = rest % extent.max(1);
        rest /= extent.max(1);
    }
    index
}

/// A result that is filled matrix by matrix.
pub(crate) struct Output<T> {
    op: &'static str,
    shape: Vec<usize>,
    dtype: DType,
    numbers: Vec<T>,
}

impl<T: Scalar> Output<T> {
    /// Room for a result; there is an error before anything is computed where there is none.
    pub(crate) fn new(
        call: &Call<'_>,
        dtype: DType,
        outer: &[usize],
        inner: &[usize],
    ) -> Result<Self, Error> {
        let shape = [outer, inner].concat();
        let mut numbers = Vec::new();
        let elements = shape
            .iter()
            .try_fold(1usize, |all, &extent| all.checked_mul(extent));
        let bytes = elements.and_then(|count| count.checked_mul(size_of::<T>()));
        let reserved = elements.is_some_and(|count| numbers.try_reserve_exact(count).is_ok());
        if !reserved {
            let error = kernsmith_runtime::Error::OutOfMemory {
                bytes: bytes.unwrap_or(usize::MAX),
                device: None,
            };
            return Err(runtime(call.op)(error));
        }
        Ok(Self {
            op: call.op,
            shape,
            dtype,
            numbers,
        })
    }

    /// Adds the next matrix.
    pub(crate) fn push(&mut self, matrix: MatRef<'_, T>) {
        let elements = matrix.nrows() * matrix.ncols();
        self.push_by(elements, |target| by_row(matrix, target));
    }

    /// Adds the adjoint of a matrix as the next.
    pub(crate) fn push_adjoint(&mut self, matrix: MatRef<'_, T>) {
        let elements = matrix.nrows() * matrix.ncols();
        self.push_by(elements, |target| adjoint_by_row(matrix, target));
    }

    /// Adds so many numbers, which a function writes.
    pub(crate) fn push_by(&mut self, count: usize, write: impl FnOnce(&mut [T])) {
        let start = self.numbers.len();
        self.numbers.resize(start + count, T::of(0.0));
        write(&mut self.numbers[start..]);
    }

    /// Adds one number.
    pub(crate) fn push_number(&mut self, number: T) {
        self.numbers.push(number);
    }

    /// Adds so many times NaN.
    pub(crate) fn push_nan(&mut self, count: usize) {
        self.numbers.resize(self.numbers.len() + count, T::nan());
    }

    /// The tensor, on the call's device.
    pub(crate) fn into_tensor(self, call: &Call<'_>) -> Result<Tensor, Error> {
        T::write(call.device, self.numbers, self.dtype, &self.shape).map_err(runtime(self.op))
    }
}

#[cfg(test)]
mod tests {
    use super::unravel;

    #[test]
    fn an_element_has_one_index() {
        assert_eq!(unravel(0, &[]), [0; 0]);
        assert_eq!(unravel(23, &[2, 3, 4]), [1, 2, 3]);
        assert_eq!(unravel(5, &[2, 3]), [1, 2]);
    }
}
