//! Distances of a few queries to a block of vectors, in vector registers.
//!
//! ```text
//! for each block (in the nearest cache)
//!     for each tile of queries
//!         for each component: 32 rows x a few queries, each sum one fused step further
//!         rows whose distance may be among the first: offered
//!     for the query that no tile has: two blocks side by side
//! ```
//!
//! Rows are lanes, so no sum crosses lanes and every distance is added in the order of its components, whatever the
//! instruction set. The tile's size is what the registers hold: 4 queries of 2 registers with AVX-512, 2 of 4 with AVX2.

use pulp::{Simd, WithSimd};

use crate::{
    list::{List, ROWS, Storage},
    metric::Metric,
    rank::Best,
    scan::{Item, Scan, Work},
};

/// Numbers that are made float32 at once: 64 KiB.
const EXPANDED: usize = 16 << 10;

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
        let mut room = Vec::new();
        let each = match list.blocks.storage() {
            Storage::F32 => item.blocks.len().max(1),
            // What is made of them stays in a processor's own cache.
            Storage::F16 | Storage::Bf16 => {
                (EXPANDED / (self.dims * ROWS)).next_multiple_of(2).max(2)
            }
        };
        for start in item.blocks.clone().step_by(each) {
            let end = item.blocks.end.min(start + each);
            self.arch.dispatch(Blocks {
                similarity: self.metric.is_similarity(),
                dims: self.dims,
                queries: self.queries,
                asked: &work.asked[item.queries.clone()],
                numbers: list.blocks.floats(start..end, &mut room),
                ids: &list.ids[start * ROWS..],
                best,
            });
        }
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
        let block = self.dims * ROWS;
        let pairs = self.numbers.chunks(2 * block);
        for (pair, ids) in pairs.zip(self.ids.chunks(2 * ROWS)) {
            for (block, ids) in pair.chunks_exact(block).zip(ids.chunks(ROWS)) {
                let tiles = tiled.chunks_exact(self.dims * Q);
                for (tile, asked) in tiles.zip(self.asked[..whole].chunks(Q)) {
                    let sums = sums::<S, V, Q, PRODUCT>(simd, block, tile);
                    offer(&sums, asked, ids, self.best);
                }
            }
            for (query, asked) in last.chunks_exact(self.dims).zip(&self.asked[whole..]) {
                let best = &mut self.best[*asked as usize];
                offer_pair::<S, V, PRODUCT>(simd, pair, query, ids, best);
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
                *sum = step::<S, PRODUCT>(simd, component, row, *sum);
            }
        }
    }
    sums.map(|sums| ranked::<S, V, PRODUCT>(simd, sums))
}

/// One query and two blocks, which are read side by side: a processor fetches two runs of memory ahead better than one.
/// The last block may be alone.
#[inline(always)]
fn offer_pair<S: Simd, const V: usize, const PRODUCT: bool>(
    simd: S,
    pair: &[f32],
    query: &[f32],
    ids: &[i64],
    best: &mut Best,
) {
    let block = query.len() * ROWS;
    let Some((left, right)) = pair
        .split_at_checked(block)
        .filter(|(_, right)| !right.is_empty())
    else {
        let sums = sums::<S, V, 1, PRODUCT>(simd, pair, query);
        return offer_to(&sums[0], ids, best);
    };
    let mut sums = [[simd.splat_f32s(0.0); V]; 2];
    let [left, right] = [left, right].map(|block| S::as_simd_f32s(block).0.chunks_exact(V));
    for ((left, right), &component) in left.zip(right).zip(query) {
        let component = simd.splat_f32s(component);
        for at in 0..V {
            sums[0][at] = step::<S, PRODUCT>(simd, component, left[at], sums[0][at]);
            sums[1][at] = step::<S, PRODUCT>(simd, component, right[at], sums[1][at]);
        }
    }
    let (first, second) = ids.split_at(ROWS);
    offer_to(&ranked::<S, V, PRODUCT>(simd, sums[0]), first, best);
    offer_to(&ranked::<S, V, PRODUCT>(simd, sums[1]), second, best);
}

/// One component more.
#[inline(always)]
fn step<S: Simd, const PRODUCT: bool>(
    simd: S,
    query: S::f32s,
    row: S::f32s,
    sum: S::f32s,
) -> S::f32s {
    if PRODUCT {
        simd.mul_add_f32s(query, row, sum)
    } else {
        let gap = simd.sub_f32s(query, row);
        simd.mul_add_f32s(gap, gap, sum)
    }
}

/// What the rows of a block are ranked by.
#[inline(always)]
fn ranked<S: Simd, const V: usize, const PRODUCT: bool>(
    simd: S,
    sums: [S::f32s; V],
) -> [f32; ROWS] {
    let mut ranked = [0.0; ROWS];
    let places = S::as_mut_simd_f32s(&mut ranked).0;
    for (place, sum) in places.iter_mut().zip(sums) {
        *place = if PRODUCT { simd.neg_f32s(sum) } else { sum };
    }
    ranked
}

/// Offers what may be among the first.
#[inline(always)]
fn offer<const Q: usize>(sums: &[[f32; ROWS]; Q], asked: &[u32], ids: &[i64], best: &mut [Best]) {
    for (sums, &query) in sums.iter().zip(asked) {
        offer_to(sums, ids, &mut best[query as usize]);
    }
}

#[inline(always)]
fn offer_to(sums: &[f32; ROWS], ids: &[i64], best: &mut Best) {
    let limit = best.limit();
    // NaN is not greater than anything.
    let beyond = sums
        .iter()
        .fold(true, |all, distance| all & (*distance > limit));
    if !beyond {
        offer_rows(sums, ids, best);
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

#[cfg(all(test, target_arch = "x86_64"))]
mod tests {
    use pulp::{Arch, Scalar, Simd, x86};

    use super::Blocks;
    use crate::{
        list::List,
        rank::{Best, Ranked, first},
    };

    const DIMS: usize = 7;
    const QUERIES: usize = 5;

    /// Sums that round, with a row of NaN.
    fn number(at: usize) -> f32 {
        match at {
            300 => f32::NAN,
            _ => ((at * 7919 % 1009) as f32).sqrt(),
        }
    }

    /// What is found by queries of which the first so many meet the list.
    fn found(run: impl FnOnce(Blocks<'_>), count: usize, similarity: bool) -> Vec<Ranked> {
        let mut list = List::new(DIMS);
        let rows: Vec<f32> = (0..DIMS * 101).map(number).collect();
        for (row, id) in rows.chunks_exact(DIMS).zip(0..) {
            list.push(row, id);
        }
        let queries: Vec<f32> = (0..DIMS * QUERIES).map(|at| number(at + 50_000)).collect();
        let asked: Vec<u32> = (0..count as u32).rev().collect();
        let mut best = vec![Best::new(3); QUERIES];
        run(Blocks {
            similarity,
            dims: DIMS,
            queries: &queries,
            asked: &asked,
            numbers: list.blocks.floats(0..4, &mut Vec::new()),
            ids: &list.ids,
            best: &mut best,
        });
        let entries = best.into_iter().map(Best::into_entries);
        entries.flat_map(|entries| first(entries, 3)).collect()
    }

    #[test]
    fn every_instruction_set_finds_the_same_bits() {
        for count in 1..=QUERIES {
            for similarity in [false, true] {
                let find = |run: &dyn Fn(Blocks<'_>)| found(run, count, similarity);
                let plain = find(&|blocks| Simd::vectorize(Scalar::new(), blocks));
                assert_eq!(plain, find(&|blocks| Arch::new().dispatch(blocks)));
                if let Some(avx2) = x86::V3::try_new() {
                    assert_eq!(plain, find(&|blocks| Simd::vectorize(avx2, blocks)));
                }
                if let Some(avx512) = x86::V4::try_new() {
                    assert_eq!(plain, find(&|blocks| Simd::vectorize(avx512, blocks)));
                }
                let met = plain.iter().filter(|entry| **entry != Ranked::NONE);
                assert_eq!(met.count(), 3 * count);
            }
        }
    }
}
