//! Sums of table entries on the host.

use pulp::{Arch, Simd, WithSimd};

use super::ProductQuantizer;
use crate::{
    list::ROWS,
    metric::Metric,
    rank::Best,
    scan::{Item, Scan, Work},
};

/// Codes in blocks of 32, byte by byte, with their ids.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CodeBlocks {
    pub(crate) bytes: Vec<u8>,
    pub(crate) ids: Vec<i64>,
}

impl CodeBlocks {
    pub(crate) fn push(&mut self, code: &[u8], id: i64) {
        let lane = self.ids.len() % ROWS;
        if lane == 0 {
            self.bytes.resize(self.bytes.len() + code.len() * ROWS, 0);
        }
        let first = self.bytes.len() - code.len() * ROWS + lane;
        for (at, &byte) in code.iter().enumerate() {
            self.bytes[first + at * ROWS] = byte;
        }
        self.ids.push(id);
    }

    /// Blocks and ids.
    pub(crate) fn parts(&self) -> (&[u8], &[i64]) {
        (&self.bytes, &self.ids)
    }

    /// One code.
    pub(crate) fn code(&self, row: usize, code_bytes: usize) -> Vec<u8> {
        let first = row / ROWS * ROWS * code_bytes + row % ROWS;
        let column = self.bytes[first..].iter().step_by(ROWS);
        column.take(code_bytes).copied().collect()
    }
}

/// Lists of codes, read for queries.
pub(crate) struct CodeTiles<'a> {
    pub(crate) metric: Metric,
    pub(crate) quantizer: &'a ProductQuantizer,
    pub(crate) queries: &'a [f32],
    /// Of the lists, where codes are of what is left after them.
    pub(crate) origins: Option<&'a [f32]>,
    pub(crate) lists: &'a [CodeBlocks],
    pub(crate) arch: Arch,
}

impl Scan for CodeTiles<'_> {
    fn item(&self, work: &Work, item: &Item, best: &mut [Best]) {
        let dims = self.quantizer.dims();
        let list = &self.lists[item.list];
        let block = self.quantizer.code_bytes() * ROWS;
        let bytes = &list.bytes[item.blocks.start * block..item.blocks.end * block];
        let origin = self
            .origins
            .map(|all| &all[item.list * dims..(item.list + 1) * dims]);
        let mut table = Vec::new();
        for &query in &work.asked[item.queries.clone()] {
            let row = &self.queries[query as usize * dims..][..dims];
            let base = self.arch.dispatch(Table {
                tiles: self,
                query: row,
                origin,
                table: &mut table,
            });
            let best = &mut best[query as usize];
            let ids = list.ids[item.blocks.start * ROWS..].chunks(ROWS);
            for (block, ids) in bytes.chunks_exact(block).zip(ids) {
                let sums = match self.quantizer.bits() {
                    8 => sums_of_bytes(&table, base, block),
                    _ => sums_of_halves(&table, base, block),
                };
                self.offer(sums, ids, best);
            }
        }
    }
}

impl CodeTiles<'_> {
    fn offer(&self, mut sums: [f32; ROWS], ids: &[i64], best: &mut Best) {
        if self.metric.is_similarity() {
            sums = sums.map(|sum| -sum);
        }
        let limit = best.limit();
        // NaN is not greater than anything.
        let beyond = sums.iter().fold(true, |all, sum| all & (*sum > limit));
        if !beyond {
            for (&sum, &id) in sums.iter().zip(ids) {
                best.offer(sum, id);
            }
        }
    }
}

/// A part a byte.
fn sums_of_bytes(table: &[f32], base: f32, block: &[u8]) -> [f32; ROWS] {
    let mut sums = [base; ROWS];
    let (tables, _) = table.as_chunks::<256>();
    let (columns, _) = block.as_chunks::<ROWS>();
    for (table, column) in tables.iter().zip(columns) {
        for (sum, &number) in sums.iter_mut().zip(column) {
            *sum += table[usize::from(number)];
        }
    }
    sums
}

/// Two parts a byte, the first in the lower half; the last byte may have one.
fn sums_of_halves(table: &[f32], base: f32, block: &[u8]) -> [f32; ROWS] {
    let mut sums = [base; ROWS];
    let (tables, _) = table.as_chunks::<16>();
    let (columns, _) = block.as_chunks::<ROWS>();
    for (tables, column) in tables.chunks(2).zip(columns) {
        for (table, shift) in tables.iter().zip([0, 4]) {
            for (sum, &numbers) in sums.iter_mut().zip(column) {
                *sum += table[usize::from(numbers >> shift & 15)];
            }
        }
    }
    sums
}

/// Fills the table of a query and a list, and returns its base.
struct Table<'a> {
    tiles: &'a CodeTiles<'a>,
    query: &'a [f32],
    origin: Option<&'a [f32]>,
    table: &'a mut Vec<f32>,
}

impl WithSimd for Table<'_> {
    type Output = f32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> f32 {
        let quantizer = self.tiles.quantizer;
        let entries = quantizer.entries();
        let similarity = self.tiles.metric.is_similarity();
        self.table.clear();
        self.table.resize(quantizer.parts() * entries, 0.0);
        let tables = self.table.chunks_exact_mut(entries);
        let columns = quantizer
            .columns()
            .chunks_exact(entries * quantizer.width());
        for (part, (table, columns)) in tables.zip(columns).enumerate() {
            for (at, column) in columns.chunks_exact(entries).enumerate() {
                let at = part * quantizer.width() + at;
                let query = self.query[at];
                if similarity {
                    for (sum, &center) in table.iter_mut().zip(column) {
                        *sum = query.mul_add(center, *sum);
                    }
                } else {
                    let x = query - self.origin.map_or(0.0, |origin| origin[at]);
                    for (sum, &center) in table.iter_mut().zip(column) {
                        let gap = x - center;
                        *sum = gap.mul_add(gap, *sum);
                    }
                }
            }
        }
        match self.origin {
            Some(origin) if similarity => {
                let pairs = self.query.iter().zip(origin);
                pairs.fold(0.0, |sum, (&q, &x)| q.mul_add(x, sum))
            }
            _ => 0.0,
        }
    }
}
