//! Vectors in blocks of 32, component by component.

use bytemuck::{Pod, Zeroable};

/// Vectors of a block: lanes of a simdgroup, and two of the widest vector registers.
pub(crate) const ROWS: usize = 32;
/// Floats of a line.
const LINE: usize = 16;

/// A cache line, so that no vector load crosses two of them.
#[derive(Clone, Copy, Debug, PartialEq, Pod, Zeroable)]
#[repr(C, align(64))]
struct Line([f32; LINE]);

/// Component `c` of row `r` is number `r / 32 * 32 * dims + 32 * c + r % 32`; rows past the last are zero.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Blocks {
    dims: usize,
    rows: usize,
    lines: Vec<Line>,
}

impl Blocks {
    /// `dims` is 1 or more.
    pub(crate) fn new(dims: usize) -> Self {
        Self {
            dims,
            rows: 0,
            lines: Vec::new(),
        }
    }

    /// Numbers of a block.
    fn block(&self) -> usize {
        self.dims * ROWS
    }

    pub(crate) fn reserve(&mut self, rows: usize) {
        let blocks = (self.rows + rows).div_ceil(ROWS);
        let lines = blocks * self.block() / LINE;
        self.lines
            .reserve_exact(lines.saturating_sub(self.lines.len()));
    }

    /// Adds one vector.
    pub(crate) fn push(&mut self, row: &[f32]) {
        let block = self.block();
        let lane = self.rows % ROWS;
        if lane == 0 {
            let lines = self.lines.len() + block / LINE;
            self.lines.resize(lines, Line([0.0; LINE]));
        }
        let first = self.rows / ROWS * block + lane;
        let numbers: &mut [f32] = bytemuck::cast_slice_mut(&mut self.lines);
        let column = numbers[first..].iter_mut().step_by(ROWS);
        for (place, &component) in column.zip(row) {
            *place = component;
        }
        self.rows += 1;
    }

    /// All blocks.
    pub(crate) fn numbers(&self) -> &[f32] {
        bytemuck::cast_slice(&self.lines)
    }

    /// Components of one vector.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = f32> + '_ {
        let first = row / ROWS * self.block() + row % ROWS;
        let column = self.numbers()[first..].iter().step_by(ROWS);
        column.take(self.dims).copied()
    }
}
