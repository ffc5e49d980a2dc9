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
    /// `[parts, dims / parts, entries]`: the quantizer's centers, so that a table's entries are neighbors.
    pub(crate) columns: &'a [f32],
    pub(crate) queries: &'a [f32],
    /// Of the lists, where codes are of what is left after them.
    pub(crate) origins: Option<&'a [f32]>,
    pub(crate) lists: &'a [CodeBlocks],
    pub(crate) arch: Arch,
}

/// Centers with the entries of a part as neighbors.
pub(crate) fn columns(quantizer: &ProductQuantizer) -> Vec<f32> {
    let width = quantizer.width();
    let parts = (0..quantizer.parts()).flat_map(|part| {
        let centers = quantizer.part(part);
        (0..width).flat_map(move |at| centers[at..].iter().step_by(width).copied())
    });
    parts.collect()
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
                self.offer((&table, base), block, ids, best);
            }
        }
    }
}

impl CodeTiles<'_> {
    fn offer(&self, (table, base): (&[f32], f32), block: &[u8], ids: &[i64], best: &mut Best) {
        let mut sums = [base; ROWS];
        let entries = self.quantizer.entries();
        let numbers = |byte: &[u8], shift: u32, mask: u8, table: &[f32], sums: &mut [f32]| {
            for (sum, byte) in sums.iter_mut().zip(byte) {
                *sum += table[usize::from(byte >> shift & mask)];
            }
        };
        for (part, table) in table.chunks_exact(entries).enumerate() {
            match self.quantizer.bits() {
                8 => numbers(&block[part * ROWS..][..ROWS], 0, 255, table, &mut sums),
                _ => {
                    let shift = if part % 2 == 0 { 0 } else { 4 };
                    numbers(
                        &block[part / 2 * ROWS..][..ROWS],
                        shift,
                        15,
                        table,
                        &mut sums,
                    );
                }
            }
        }
        let sign = if self.metric.is_similarity() {
            -1.0
        } else {
            1.0
        };
        for (&sum, &id) in sums.iter().zip(ids) {
            best.offer(sign * sum, id);
        }
    }
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
        let columns = self.tiles.columns.chunks_exact(entries * quantizer.width());
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
