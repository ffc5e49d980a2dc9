//! A product as a library is asked for it: sizes, and how each matrix lies.

use crate::tensor::Layout;
use kernsmith_msl::dtype::DType;

/// `activation(alpha * a b + beta * c + bias)`; `c` and `bias` lie without gaps.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) dtype: DType,
    pub(crate) batches: usize,
    pub(crate) m: usize,
    pub(crate) n: usize,
    pub(crate) k: usize,
    pub(crate) a: Matrix,
    pub(crate) b: Matrix,
    pub(crate) alpha: f32,
    pub(crate) beta: f32,
    pub(crate) has_c: bool,
    pub(crate) has_bias: bool,
    /// Where `c` begins in its buffer; 0 where there is none.
    pub(crate) c_start_bytes: usize,
    /// Where `bias` begins in its buffer; 0 where there is none.
    pub(crate) bias_start_bytes: usize,
    pub(crate) activation: Option<fn(f32) -> f32>,
}

/// How a batch of matrices lies in a buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Matrix {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    /// Elements from one matrix to the next; 0 where there is one.
    pub(crate) batch: i64,
    /// Elements from one row to the next.
    pub(crate) row: i64,
    /// Elements from one column to the next.
    pub(crate) column: i64,
    /// Elements of the buffer before the first one.
    pub(crate) offset_elems: usize,
}

/// A matrix whose rows, or whose columns, lie without gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leading {
    /// Elements from one row to the next, each without gaps.
    Rows(i64),
    /// Elements from one column to the next, each without gaps.
    Columns(i64),
}

impl Matrix {
    /// Of a layout of three axes; others are refused before.
    pub(crate) fn of(layout: &Layout) -> Self {
        let (&[batches, rows, columns], &[batch, row, column]) =
            (&layout.shape[..], &layout.strides[..])
        else {
            return Self {
                rows: 0,
                columns: 0,
                batch: 0,
                row: 0,
                column: 0,
                offset_elems: 0,
            };
        };
        Self {
            rows,
            columns,
            batch: if batches == 1 { 0 } else { batch },
            row,
            column,
            offset_elems: layout.offset_elems,
        }
    }

    /// What libraries for GPUs take; `None` where both rows and columns have gaps, overlap or run backwards.
    pub(crate) fn leading(&self) -> Option<Leading> {
        let count = |n: usize| i64::try_from(n.max(1)).ok();
        let (rows, columns) = (count(self.rows)?, count(self.columns)?);
        if self.batch < 0 {
            return None;
        }
        // Strides along axes of one element do not matter.
        let row = if rows == 1 { columns } else { self.row };
        let column = if columns == 1 { rows } else { self.column };
        if (self.column == 1 || columns == 1) && row >= columns {
            return Some(Leading::Rows(row));
        }
        ((self.row == 1 || rows == 1) && column >= rows).then_some(Leading::Columns(column))
    }
}
