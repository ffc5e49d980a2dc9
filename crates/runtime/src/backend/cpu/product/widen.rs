//! Elements of 16 bits as float32, which is exact, and back, rounded to nearest even.

use super::{View, place, room};
use crate::{error::Error, submission::Matrix};
use half::{bf16, f16, slice::HalfFloatSliceExt};
use rayon::prelude::*;

/// Elements that one thread takes at a time. Not tuned.
const CHUNK_ELEMS: usize = 1 << 14;

/// An element of 16 bits.
pub(super) trait Narrow: Copy + Send + Sync {
    fn to_f32(self) -> f32;
    fn widen(from: &[Self], to: &mut [f32]);
    fn narrow(from: &[f32], to: &mut [Self]);
}

macro_rules! narrow {
    ($($type:ty),*) => {$(
        impl Narrow for $type {
            fn to_f32(self) -> f32 {
                self.into()
            }

            fn widen(from: &[Self], to: &mut [f32]) {
                from.convert_to_f32_slice(to);
            }

            fn narrow(from: &[f32], to: &mut [Self]) {
                to.convert_from_f32_slice(from);
            }
        }
    )*};
}

narrow!(f16, bf16);

/// A matrix of a batch in float32, with its longer accesses as they were.
pub(super) struct Widened {
    elements: Vec<f32>,
    matrix: Matrix,
}

impl Widened {
    pub(super) fn of<T: Narrow>(
        view: View<'_, T>,
        batch: usize,
        matrix: Matrix,
    ) -> Result<Self, Error> {
        let Matrix { rows, columns, .. } = matrix;
        let mut elements = room(rows * columns)?;
        let start = place(view.start, batch, matrix.batch);
        let view = View { start, ..view };
        // Lines are what lies without gaps, where something does.
        let by_columns = matrix.row == 1 && matrix.column != 1;
        let (length, line, step) = match by_columns {
            true => (rows, matrix.column, matrix.row),
            false => (columns, matrix.row, matrix.column),
        };
        let widen = |(at, to): (usize, &mut [f32])| {
            let start = place(view.start, at, line);
            match step {
                1 => T::widen(&view.elements[start..start + length], to),
                _ => to.iter_mut().enumerate().for_each(|(at, to)| {
                    *to = view.elements[place(start, at, step)].to_f32();
                }),
            }
        };
        let lines = length.max(1);
        match elements.len() <= CHUNK_ELEMS {
            true => elements.chunks_exact_mut(lines).enumerate().for_each(widen),
            false => (elements.par_chunks_exact_mut(lines).enumerate()).for_each(widen),
        }
        let length = i64::try_from(length).expect("a view lies within its buffer");
        let (row, column) = if by_columns { (1, length) } else { (length, 1) };
        let matrix = Matrix {
            batch: 0,
            row,
            column,
            ..matrix
        };
        Ok(Self { elements, matrix })
    }

    pub(super) fn matrix(&self) -> (View<'_, f32>, Matrix) {
        let elements = &self.elements;
        (View { elements, start: 0 }, self.matrix)
    }
}

/// All elements, in float32.
pub(super) fn widened<T: Narrow>(elements: &[T]) -> Result<Vec<f32>, Error> {
    let mut wide = room(elements.len())?;
    let chunks = wide.par_chunks_mut(CHUNK_ELEMS);
    let chunks = chunks.zip(elements.par_chunks(CHUNK_ELEMS));
    chunks.for_each(|(to, from)| T::widen(from, to));
    Ok(wide)
}

/// All elements, rounded.
pub(super) fn narrow<T: Narrow>(from: &[f32], to: &mut [T]) {
    let chunks = to.par_chunks_mut(CHUNK_ELEMS);
    let chunks = chunks.zip(from.par_chunks(CHUNK_ELEMS));
    chunks.for_each(|(to, from)| T::narrow(from, to));
}
