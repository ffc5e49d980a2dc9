//! Vectors in blocks of 32, component by component.

use std::ops::Range;

use bytemuck::{Pod, Zeroable};
use half::{bf16, f16, slice::HalfFloatSliceExt};

use super::Storage;

/// Vectors of a block: lanes of a simdgroup, and two of the widest vector registers.
pub(crate) const ROWS: usize = 32;
/// Bytes of a line.
const LINE: usize = 64;

/// A cache line, so that no vector load crosses two of them.
#[derive(Clone, Copy, Debug, PartialEq, Pod, Zeroable)]
#[repr(C, align(64))]
struct Line([u8; LINE]);

/// Component `c` of row `r` is number `r / 32 * 32 * dims + 32 * c + r % 32`; rows past the last are zero.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Blocks {
    dims: usize,
    rows: usize,
    storage: Storage,
    lines: Vec<Line>,
}

impl Blocks {
    /// `dims` is 1 or more.
    pub(crate) fn new(dims: usize, storage: Storage) -> Self {
        Self {
            dims,
            rows: 0,
            storage,
            lines: Vec::new(),
        }
    }

    /// Blocks of vectors of the same length, and none of them.
    pub(crate) fn empty(&self, storage: Storage) -> Self {
        Self::new(self.dims, storage)
    }

    pub(crate) fn storage(&self) -> Storage {
        self.storage
    }

    /// Numbers of a block.
    fn block(&self) -> usize {
        self.dims * ROWS
    }

    /// Lines of a block.
    fn block_lines(&self) -> usize {
        self.block() * self.storage.bytes() / LINE
    }

    pub(crate) fn reserve(&mut self, rows: usize) {
        let lines = (self.rows + rows).div_ceil(ROWS) * self.block_lines();
        self.lines
            .reserve_exact(lines.saturating_sub(self.lines.len()));
    }

    /// Adds one vector.
    pub(crate) fn push(&mut self, row: &[f32]) {
        let block = self.block();
        let lane = self.rows % ROWS;
        if lane == 0 {
            let lines = self.lines.len() + self.block_lines();
            self.lines.resize(lines, Line([0; LINE]));
        }
        let first = self.rows / ROWS * block + lane;
        match self.storage {
            Storage::F32 => place(&mut self.lines, first, row, |x| x),
            Storage::F16 => place(&mut self.lines, first, row, f16::from_f32),
            Storage::Bf16 => place(&mut self.lines, first, row, bf16::from_f32),
        }
        self.rows += 1;
    }

    /// All blocks, as they lie in memory.
    pub(crate) fn bytes(&self) -> &[u8] {
        bytemuck::cast_slice(&self.lines)
    }

    /// Some blocks in float32: as they are, or in `room`.
    pub(crate) fn floats<'a>(&'a self, blocks: Range<usize>, room: &'a mut Vec<f32>) -> &'a [f32] {
        let lines = self.block_lines();
        let lines = &self.lines[blocks.start * lines..blocks.end * lines];
        if self.storage == Storage::F32 {
            return bytemuck::cast_slice(lines);
        }
        room.resize(blocks.len() * self.block(), 0.0);
        match self.storage {
            Storage::Bf16 => bytemuck::cast_slice::<_, bf16>(lines).convert_to_f32_slice(room),
            _ => bytemuck::cast_slice::<_, f16>(lines).convert_to_f32_slice(room),
        }
        room
    }

    /// Components of one vector.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = f32> + '_ {
        let first = row / ROWS * self.block() + row % ROWS;
        let at = move |component: usize| {
            let at = first + component * ROWS;
            match self.storage {
                Storage::F32 => bytemuck::cast_slice::<_, f32>(&self.lines)[at],
                Storage::F16 => bytemuck::cast_slice::<_, f16>(&self.lines)[at].to_f32(),
                Storage::Bf16 => bytemuck::cast_slice::<_, bf16>(&self.lines)[at].to_f32(),
            }
        };
        (0..self.dims).map(at)
    }
}

/// Writes a vector's components 32 numbers apart.
fn place<T: Pod>(lines: &mut [Line], first: usize, row: &[f32], number: impl Fn(f32) -> T) {
    let numbers: &mut [T] = bytemuck::cast_slice_mut(lines);
    let column = numbers[first..].iter_mut().step_by(ROWS);
    for (place, &component) in column.zip(row) {
        *place = number(component);
    }
}
