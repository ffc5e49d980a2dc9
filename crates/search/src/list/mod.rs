//! Lists of vectors, as all executors read them.
//!
//! Not rows: vectors lie in blocks of 32, component by component, so that a vector register or a simdgroup reads one
//! component of many vectors at once and each vector's sum is made in the order of its components.

mod blocks;
mod packed;
mod storage;

pub(crate) use blocks::{Blocks, ROWS};
pub(crate) use packed::{OnDevices, Packed};
pub use storage::Storage;

/// Vectors with their ids.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct List {
    pub(crate) blocks: Blocks,
    pub(crate) ids: Vec<i64>,
}

impl List {
    pub(crate) fn new(dims: usize) -> Self {
        Self::stored(dims, Storage::F32)
    }

    pub(crate) fn stored(dims: usize, storage: Storage) -> Self {
        Self {
            blocks: Blocks::new(dims, storage),
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

    /// The same vectors, rounded.
    pub(crate) fn kept_as(&self, storage: Storage) -> Self {
        let mut list = Self {
            blocks: self.blocks.empty(storage),
            ids: Vec::new(),
        };
        list.reserve(self.len());
        let mut row = Vec::new();
        for (at, &id) in self.ids.iter().enumerate() {
            row.clear();
            row.extend(self.blocks.row(at));
            list.push(&row, id);
        }
        list
    }

    /// Bytes of blocks, and ids.
    pub(crate) fn parts(&self) -> (&[u8], &[i64]) {
        (self.blocks.bytes(), &self.ids)
    }

    pub(crate) fn len(&self) -> usize {
        self.ids.len()
    }
}
