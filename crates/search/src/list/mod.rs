//! Lists of vectors, as all executors read them.
//!
//! Not rows: vectors lie in blocks of 32, component by component, so that a vector register or a simdgroup reads one
//! component of many vectors at once and each vector's sum is made in the order of its components.

mod blocks;
mod packed;

pub(crate) use blocks::{Blocks, ROWS};
pub(crate) use packed::{OnDevices, Packed};

/// Vectors with their ids.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct List {
    pub(crate) blocks: Blocks,
    pub(crate) ids: Vec<i64>,
}

impl List {
    pub(crate) fn new(dims: usize) -> Self {
        Self {
            blocks: Blocks::new(dims),
            ids: Vec::new(),
        }
    }

    pub(crate) fn push(&mut self, row: &[f32], id: i64) {
        self.blocks.push(row);
        self.ids.push(id);
    }

    pub(crate) fn reserve(&mut self, rows: usize) {
        self.blocks.reserve(rows);
        self.ids.reserve_exact(rows);
    }

    /// Blocks and ids.
    pub(crate) fn parts(&self) -> (&[f32], &[i64]) {
        (self.blocks.numbers(), &self.ids)
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }
}
