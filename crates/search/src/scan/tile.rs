//! Distances of a few queries to a block of vectors, in vector registers.
//!
//! ```text
//! for each block (in the nearest cache)
//!     for each tile of queries
//!         for each component: 32 rows x a few queries, each sum one fused step further
//!         rows whose distance may be among the first: offered
//! ```
//!
//! Rows are lanes, so no sum crosses lanes and every distance is added in the order of its components, whatever the
//! instruction set. The tile's size is what the registers hold: 4 queries of 2 registers with AVX-512, 2 of 4 with AVX2.

use pulp::{Simd, WithSimd};

use crate::{
    list::{List, ROWS},
    metric::Metric,
    rank::Best,
    scan::{Item, Scan, Work},
};

/// Lists of vectors, read for queries.
pub(crate) struct Tiles<'a> {
    pub(crate) metric: Metric,
    pub(crate) dims: usize,
    /// Of all queries, one after another.
    pub(crate) queries: &'a [f32],
    pub(crate) lists: &'a [List],
    pub(crate) arch: pulp::Arch,
}

impl Scan for Tiles<'_> {
    fn item(&self, work: &Work, item: &Item, best: &mut [Best]) {
        let list = &self.lists[item.list];
        let block = self.dims * ROWS;
        self.arch.dispatch(Blocks {
            similarity: self.metric.is_similarity(),
            dims: self.dims,
            queries: self.queries,
            asked: &work.asked[item.queries.clone()],
            numbers: &list.blocks.numbers()[item.blocks.start * block..item.blocks.end * block],
            ids: &list.ids[item.blocks.start * ROWS..],
            best,
        });
    }
}

/// Blocks of one list and the queries that meet them.
struct Blocks<'a> {
    similarity: bool,
    dims: usize,
    queries: &'a [f32],
    asked: &'a [u32],
    numbers: &'a [f32],
    /// Of the first block's rows and on; there may be more.
    ids: &'a [i64],
    best: &'a mut [Best],
}

impl WithSimd for Blocks<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        match (S::F32_LANES, self.similarity) {
            (16, false) => self.read::<S, 2, 4, false>(simd),
            (16, true) => self.read::<S, 2, 4, true>(simd),
            (8, false) => self.read::<S, 4, 2, false>(simd),
            (8, true) => self.read::<S, 4, 2, true>(simd),
            (4, false) => self.read::<S, 8, 1, false>(simd),
            (4, true) => self.read::<S, 8, 1, true>(simd),
            (_, false) => self.read::<S, ROWS, 1, false>(simd),
            (_, true) => self.read::<S, ROWS, 1, true>(simd),
        }
    }
}

impl Blocks<'_> {
    /// `V` registers of a row of components, `Q` queries of a tile.
    #[inline(always)]
    fn read<S: Simd, const V: usize, const Q: usize, const PRODUCT: bool>(self, simd: S) {
        if S::F32_LANES * V != ROWS {
            // Another instruction set's arm.
            return;
        }
        let whole = match self.asked.len() % Q {
            // A tile of two or more queries costs less than the queries one by one.
            1 => self.asked.len() - 1,
            _ => self.asked.len(),
        };
        let tiled = self.tiles::<Q>(&self.asked[..whole]);
        let last = self.tiles::<1>(&self.asked[whole..]);
        let blocks = self.numbers.chunks_exact(self.dims * ROWS);
        for (block, ids) in blocks.zip(self.ids.chunks(ROWS)) {
            let tiles = tiled.chunks_exact(self.dims * Q);
            for (tile, asked) in tiles.zip(self.asked[..whole].chunks(Q)) {
                let sums = sums::<S, V, Q, PRODUCT>(simd, block, tile);
                offer(&sums, asked, ids, self.best);
            }
            for (tile, asked) in last.chunks_exact(self.dims).zip(&self.asked[whole..]) {
                let sums = sums::<S, V, 1, PRODUCT>(simd, block, tile);
                offer(&sums, std::slice::from_ref(asked), ids, self.best);
            }
        }
    }

    /// Queries in tiles of `Q`, component by component; the last tile repeats its last query.
    fn tiles<const Q: usize>(&self, asked: &[u32]) -> Vec<f32> {
        let mut tiles = Vec::with_capacity(asked.len().next_multiple_of(Q) * self.dims);
        for tile in asked.chunks(Q) {
            let rows: [&[f32]; Q] = std::array::from_fn(|at| {
                let query = tile[at.min(tile.len() - 1)] as usize;
                &self.queries[query * self.dims..(query + 1) * self.dims]
            });
            for component in 0..self.dims {
                tiles.extend(rows.map(|row| row[component]));
            }
        }
        tiles
    }
}

/// What the rows of a block are ranked by, for each query of a tile.
#[inline(always)]
fn sums<S: Simd, const V: usize, const Q: usize, const PRODUCT: bool>(
    simd: S,
    block: &[f32],
    tile: &[f32],
) -> [[f32; ROWS]; Q] {
    let mut sums = [[simd.splat_f32s(0.0); V]; Q];
    let rows = S::as_simd_f32s(block).0.chunks_exact(V);
    for (row, components) in rows.zip(tile.chunks_exact(Q)) {
        for (sums, &component) in sums.iter_mut().zip(components) {
            let component = simd.splat_f32s(component);
            for (sum, &row) in sums.iter_mut().zip(row) {
                *sum = if PRODUCT {
                    simd.mul_add_f32s(component, row, *sum)
                } else {
                    let gap = simd.sub_f32s(component, row);
                    simd.mul_add_f32s(gap, gap, *sum)
                };
            }
        }
    }
    sums.map(|sums| {
        let mut ranked = [0.0; ROWS];
        let places = S::as_mut_simd_f32s(&mut ranked).0;
        for (place, sum) in places.iter_mut().zip(sums) {
            *place = if PRODUCT { simd.neg_f32s(sum) } else { sum };
        }
        ranked
    })
}

/// Offers what may be among the first.
#[inline(always)]
fn offer<const Q: usize>(sums: &[[f32; ROWS]; Q], asked: &[u32], ids: &[i64], best: &mut [Best]) {
    for (sums, &query) in sums.iter().zip(asked) {
        let best = &mut best[query as usize];
        let limit = best.limit();
        // NaN is not greater than anything.
        let beyond = sums
            .iter()
            .fold(true, |all, distance| all & (*distance > limit));
        if !beyond {
            offer_rows(sums, ids, best);
        }
    }
}

#[inline(never)]
#[expect(
    clippy::neg_cmp_op_on_partial_ord,
    reason = "NaN is offered, too: it comes after numbers, but before nothing"
)]
fn offer_rows(sums: &[f32; ROWS], ids: &[i64], best: &mut Best) {
    for (&distance, &id) in sums.iter().zip(ids) {
        if !(distance > best.limit()) {
            best.offer(distance, id);
        }
    }
}
