//! What has to be read, cut into items of similar cost.

use std::ops::Range;

use super::NO_LIST;
use crate::list::ROWS;

/// Items for each thread, so that the last ones to finish are short.
const ITEMS_A_THREAD: usize = 8;
/// Numbers of an item at least, where a list is cut: an item begins with what its queries bring along.
const ITEM_NUMBERS: usize = 50_000;
/// Numbers of a list that stay in a processor's own cache while queries pass: 512 KiB. Queries of longer lists are not
/// cut, so that each block comes from memory once.
const CACHED_NUMBERS: usize = 128 << 10;
/// Numbers that one thread reads from memory in a quarter of a millisecond, at 10 GB/s as seen. Less is not worth another
/// thread: where the processors are busy with other work, waiting for it took longer than all of the search.
const SERIAL_NUMBERS: usize = 600_000;

/// Blocks of a list, and which of its queries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Item {
    pub(crate) list: usize,
    pub(crate) blocks: Range<usize>,
    /// Of [`Work::asked`].
    pub(crate) queries: Range<usize>,
}

/// All items of a search.
#[derive(Clone, Debug)]
pub(crate) struct Work {
    /// Queries of each list, one list after another.
    pub(crate) asked: Vec<u32>,
    pub(crate) items: Vec<Item>,
    /// Whether it is too little for more than one thread.
    pub(crate) serial: bool,
}

impl Work {
    /// `probes` has the lists of each query, `per` a query; `rows` are those of a list, and a row costs `numbers`.
    pub(crate) fn new(
        probes: &[u32],
        per: usize,
        rows: impl Fn(usize) -> usize,
        numbers: usize,
    ) -> Self {
        let query = |at: usize| {
            let query = u32::try_from(at / per);
            query.expect("a batch has fewer than 2^32 queries")
        };
        let probes = probes.iter().enumerate();
        let probes = probes.filter(|(_, list)| **list != NO_LIST);
        let mut pairs: Vec<(u32, u32)> = probes.map(|(at, &list)| (list, query(at))).collect();
        pairs.sort_unstable();
        let lists = || pairs.chunk_by(|a, b| a.0 == b.0);
        let cost = |pairs: &[(u32, u32)]| rows(pairs[0].0 as usize) * numbers * pairs.len();
        let total: usize = lists().map(cost).sum();
        let serial = total <= SERIAL_NUMBERS;
        let target = match serial {
            true => SERIAL_NUMBERS,
            false => (total / (rayon::current_num_threads() * ITEMS_A_THREAD)).max(ITEM_NUMBERS),
        };
        let mut work = Self {
            asked: pairs.iter().map(|pair| pair.1).collect(),
            items: Vec::new(),
            serial,
        };
        let mut first = 0;
        for pairs in lists() {
            let list = pairs[0].0 as usize;
            let queries = first..first + pairs.len();
            first = queries.end;
            let rows = rows(list);
            let parts = (cost(pairs).div_ceil(target), rows * numbers);
            if rows > 0 {
                work.cut(list, 0..rows.div_ceil(ROWS), queries, parts);
            }
        }
        work
    }

    fn cut(
        &mut self,
        list: usize,
        blocks: Range<usize>,
        queries: Range<usize>,
        (parts, numbers): (usize, usize),
    ) {
        let by_query = numbers <= CACHED_NUMBERS && queries.len() >= 4 * parts;
        if by_query {
            self.items
                .extend(pieces(queries, parts).map(|queries| Item {
                    list,
                    blocks: blocks.clone(),
                    queries,
                }));
        } else {
            self.items.extend(pieces(blocks, parts).map(|blocks| Item {
                list,
                blocks,
                queries: queries.clone(),
            }));
        }
    }
}

/// A range in so many pieces of about the same length, or in pieces of 1.
fn pieces(range: Range<usize>, parts: usize) -> impl Iterator<Item = Range<usize>> {
    let parts = parts.clamp(1, range.len().max(1));
    let end = move |part: usize| range.start + range.len() * part / parts;
    (0..parts).map(move |part| end(part)..end(part + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_query_meets_every_block_of_its_lists_once() {
        let rows = [40, 0, 1000, 5];
        let probes = [2, 0, NO_LIST, 2, 3, NO_LIST, 0, 2, 1];
        let work = Work::new(&probes, 3, |list| rows[list], 128);
        let mut met = Vec::new();
        for item in &work.items {
            for &query in &work.asked[item.queries.clone()] {
                met.extend(item.blocks.clone().map(|block| (query, item.list, block)));
            }
        }
        met.sort_unstable();
        let mut expected = Vec::new();
        for (at, &list) in probes
            .iter()
            .enumerate()
            .filter(|(_, list)| **list != NO_LIST)
        {
            let blocks = 0..rows[list as usize].div_ceil(ROWS);
            expected.extend(blocks.map(|block| ((at / 3) as u32, list as usize, block)));
        }
        expected.sort_unstable();
        assert_eq!(met, expected);
    }

    #[test]
    fn pieces_cover_a_range() {
        for (length, parts) in [(0, 3), (1, 3), (10, 3), (10, 1), (3, 10)] {
            let all: Vec<usize> = pieces(5..5 + length, parts).flatten().collect();
            assert_eq!(all, (5..5 + length).collect::<Vec<_>>());
        }
    }
}
