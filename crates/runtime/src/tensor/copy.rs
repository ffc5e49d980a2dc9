//! Strided elements into row-major order.
//!
//! ```text
//! drop axes of one element; merge axes that lie as one
//! the last axis is a row; rows are blocked, blocks run in parallel:
//!     for each tile of columns: for each row of the block: copy the tile
//! ```
//!
//! A row whose stride is 1 is copied as bytes. Otherwise the blocking pays: in a transposed matrix
//! the rows of a block share cache lines, and a tile is small enough for the lines to stay.

use super::layout::Layout;
use rayon::prelude::*;

/// Rows of a block and columns of a tile: 32 x 128 elements touch at most 16 KiB in a transposed
/// matrix of floats. Not tuned further.
const BLOCK_ROWS: usize = 32;
const TILE_COLUMNS: usize = 128;

/// Copies the layout's elements, of `element_bytes` each, to `target` in row-major order.
///
/// # Panics
/// If the layout does not lie within `source`, or `target` has another length; or `element_bytes` is
/// none of 1, 2, 4, 8, 16.
pub(crate) fn pack(source: &[u8], layout: &Layout, element_bytes: usize, target: &mut [u8]) {
    match element_bytes {
        1 => pack_elements::<1>(source, layout, target),
        2 => pack_elements::<2>(source, layout, target),
        4 => pack_elements::<4>(source, layout, target),
        8 => pack_elements::<8>(source, layout, target),
        16 => pack_elements::<16>(source, layout, target),
        _ => panic!("elements have 1, 2, 4, 8 or 16 bytes"),
    }
}

fn pack_elements<const N: usize>(source: &[u8], layout: &Layout, target: &mut [u8]) {
    let (source, _) = source.as_chunks::<N>();
    let (target, rest) = target.as_chunks_mut::<N>();
    assert!(
        rest.is_empty() && target.len() == layout.elements(),
        "the target has room for each element"
    );
    if target.is_empty() {
        return;
    }
    let rows = Rows::new(layout);
    target
        .par_chunks_mut(rows.columns * BLOCK_ROWS)
        .enumerate()
        .for_each(|(block, target)| rows.pack_block(source, block * BLOCK_ROWS, target));
}

/// A layout without axes of one and with as few axes as may be, the last set apart.
struct Rows {
    /// Length and stride of each outer axis.
    outer: Vec<(usize, i64)>,
    columns: usize,
    stride: i64,
    offset: i64,
}

impl Rows {
    fn new(layout: &Layout) -> Self {
        let mut axes = layout.merged_axes();
        let (columns, stride) = axes.pop().unwrap_or((1, 1));
        Self {
            outer: axes,
            columns,
            stride,
            offset: as_i64(layout.offset_elems),
        }
    }

    /// Where a row begins in the source.
    fn start(&self, row: usize) -> i64 {
        let mut rest = row;
        let mut start = self.offset;
        for &(length, stride) in self.outer.iter().rev() {
            start += as_i64(rest % length) * stride;
            rest /= length;
        }
        start
    }

    fn pack_block<const N: usize>(
        &self,
        source: &[[u8; N]],
        first_row: usize,
        target: &mut [[u8; N]],
    ) {
        let rows = target.len() / self.columns;
        let starts: Vec<i64> = (first_row..first_row + rows)
            .map(|row| self.start(row))
            .collect();
        if self.stride == 1 {
            for (&start, row) in starts.iter().zip(target.chunks_exact_mut(self.columns)) {
                let start = as_index(start);
                row.copy_from_slice(&source[start..start + self.columns]);
            }
            return;
        }
        for first in (0..self.columns).step_by(TILE_COLUMNS) {
            let tile = first..(first + TILE_COLUMNS).min(self.columns);
            for (&start, row) in starts.iter().zip(target.chunks_exact_mut(self.columns)) {
                let mut at = start + as_i64(first) * self.stride;
                for element in &mut row[tile.clone()] {
                    *element = source[as_index(at)];
                    at = at.wrapping_add(self.stride);
                }
            }
        }
    }
}

fn as_i64(elements: usize) -> i64 {
    i64::try_from(elements).expect("a layout lies within its buffer")
}

fn as_index(elements: i64) -> usize {
    usize::try_from(elements).expect("a layout lies within its buffer")
}

#[cfg(test)]
mod tests {
    use super::{Layout, pack};

    /// Element by element, by the definition of strides.
    fn reference(source: &[u16], layout: &Layout) -> Vec<u16> {
        let count = layout.elements();
        let mut packed = Vec::with_capacity(count);
        for element in 0..count {
            let mut rest = element;
            let mut at = layout.offset_elems as i64;
            for (&length, &stride) in layout.shape.iter().zip(&layout.strides).rev() {
                at += (rest % length) as i64 * stride;
                rest /= length;
            }
            packed.push(source[at as usize]);
        }
        packed
    }

    #[test]
    fn every_layout_is_packed_as_defined() {
        let source: Vec<u16> = (0..40_000).collect();
        let cases: [(&[usize], &[i64], usize); 11] = [
            (&[], &[], 7),
            (&[5], &[0], 3),
            (&[5], &[-2], 9),
            (&[200, 200], &[200, 1], 0),
            (&[200, 200], &[1, 200], 0),
            (&[150, 131], &[1, 200], 17),
            (&[3, 1, 4], &[4, 99, 1], 5),
            (&[33, 7, 300], &[-300, 0, 1], 33 * 300),
            (&[2, 3, 4, 5], &[60, 20, -5, 1], 15),
            (&[2, 0, 4], &[1, 1, 1], 0),
            (&[4000, 3], &[3, -1], 2),
        ];
        for (shape, strides, offset_elems) in cases {
            let layout = Layout {
                shape: shape.to_vec(),
                strides: strides.to_vec(),
                offset_elems,
            };
            let mut target = vec![0u16; layout.elements()];
            let bytes = bytemuck::cast_slice_mut(&mut target);
            pack(bytemuck::cast_slice(&source), &layout, 2, bytes);
            assert_eq!(target, reference(&source, &layout), "{layout:?}");
        }
    }
}
