//! Matrices of 8 by 8: which elements a lane holds, how it reaches them in memory, and products.

use super::WIDTH;
use crate::{
    interp::{
        access::Access,
        code::{Matrix, Shape},
        number,
        pointer::Pointer,
        thread::Turn,
    },
    ir::MatrixOp,
    source::Span,
};

/// Rows and columns.
const SIDE: usize = 8;

/// The two elements of each lane.
pub(in crate::interp) type Elements = [[f32; 2]; WIDTH];

/// Row and column of a lane's first element; the second stands right of it.
const fn place(lane: usize) -> (usize, usize) {
    let quad = lane / 4;
    let row = (quad & 4) + lane / 2 % 4;
    (row, 2 * (quad & 2) + 2 * (lane % 2))
}

/// `a * b + c`, unrounded.
pub(in crate::interp) fn multiply([a, b, c]: &[Elements; 3]) -> Elements {
    let (a, b) = (square(a), square(b));
    let mut result = *c;
    for (lane, elements) in result.iter_mut().enumerate() {
        let (row, column) = place(lane);
        for (right, sum) in elements.iter_mut().enumerate() {
            for at in 0..SIDE {
                *sum = a[row][at].mul_add(b[at][column + right], *sum);
            }
        }
    }
    result
}

fn square(elements: &Elements) -> [[f32; SIDE]; SIDE] {
    let mut square = [[0.0; SIDE]; SIDE];
    for (lane, pair) in elements.iter().enumerate() {
        let (row, column) = place(lane);
        square[row][column..column + 2].copy_from_slice(pair);
    }
    square
}

impl Turn<'_> {
    /// The thread's part of an operation on a matrix.
    pub(in crate::interp) fn matrix(&mut self, code: &Matrix, span: Span) {
        let (row, column) = place(self.thread.lane as usize);
        let size = code.scalar.size_bytes();
        let stride = self.get(code.stride) as i64;
        if code.op == MatrixOp::Store && self.get(code.elements + 2) != 0 {
            self.unwritten(span);
        }
        for right in 0..2u32 {
            let (i, j) = (row as i64, column as i64 + i64::from(right));
            let element = code.elements + right;
            if code.op == MatrixOp::Diagonal {
                let zero = number::from_float(code.scalar, 0.0);
                let value = if i == j { self.get(code.from) } else { zero };
                self.set(element, value);
                continue;
            }
            let (major, minor) = match self.get(code.transposed) {
                0 => (i, j),
                _ => (j, i),
            };
            let index = major.saturating_mul(stride).saturating_add(minor);
            let pointer = Pointer(self.get(code.from)).add(index.saturating_mul(size.into()));
            let access = Access {
                shape: Shape::Scalar(code.scalar),
                align: size,
                writes: code.op == MatrixOp::Store,
                span,
            };
            match code.op {
                MatrixOp::Store => self.store(pointer, element, access),
                _ => self.load(element, pointer, access),
            }
        }
        if code.op != MatrixOp::Store {
            self.set(code.elements + 2, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lanes_hold_all_elements_once() {
        let mut seen = [[0; SIDE]; SIDE];
        for lane in 0..WIDTH {
            let (row, column) = place(lane);
            seen[row][column] += 1;
            seen[row][column + 1] += 1;
        }
        assert_eq!(seen, [[1; SIDE]; SIDE]);
        assert_eq!(
            [0, 1, 2, 8, 9, 16].map(place),
            [(0, 0), (0, 2), (1, 0), (0, 4), (0, 6), (4, 0)]
        );
    }

    #[test]
    fn a_product_is_rows_by_columns() {
        let whole = |f: &dyn Fn(usize, usize) -> f32| {
            let element = |lane: usize| {
                let (row, column) = place(lane);
                [f(row, column), f(row, column + 1)]
            };
            std::array::from_fn::<_, WIDTH, _>(element)
        };
        let a = whole(&|i, j| (i + 2 * j) as f32);
        let b = whole(&|i, j| if i == j { 2.0 } else { 0.0 });
        let c = whole(&|i, _| 100.0 * i as f32);
        let expected = whole(&|i, j| (2 * (i + 2 * j) + 100 * i) as f32);
        assert_eq!(multiply(&[a, b, c]), expected);
    }
}
