//! Items on the host's threads.

use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use super::{Item, Work};
use crate::rank::{Best, Ranked, first};

/// Queries whose entries are sorted by one thread in the time that it takes to wake another.
const SERIAL_QUERIES: usize = 16;

/// Offers the vectors of an item to its queries.
pub(crate) trait Scan: Sync {
    /// `best` has one entry for each query of the batch.
    fn item(&self, work: &Work, item: &Item, best: &mut [Best]);
}

/// The first `k` entries of each query, in order.
pub(crate) fn scan(work: &Work, queries: usize, k: usize, reader: &impl Scan) -> Vec<Ranked> {
    let threads = match work.serial {
        true => 1,
        false => rayon::current_num_threads().clamp(1, work.items.len().max(1)),
    };
    let next = AtomicUsize::new(0);
    let run = || {
        let mut best = vec![Best::new(k); queries];
        while let Some(item) = work.items.get(next.fetch_add(1, Ordering::Relaxed)) {
            reader.item(work, item, &mut best);
        }
        best
    };
    let mut parts: Vec<Vec<Best>> = match threads {
        1 => vec![run()],
        _ => (0..threads).into_par_iter().map(|_| run()).collect(),
    };
    let mut all = parts.pop().unwrap_or_default();
    let merged = |(query, best): (usize, &mut Best)| {
        let mut entries = std::mem::replace(best, Best::new(k)).into_entries();
        for part in &parts {
            entries.extend_from_slice(part[query].entries());
        }
        first(entries, k)
    };
    match queries <= SERIAL_QUERIES {
        true => all.iter_mut().enumerate().flat_map(merged).collect(),
        false => all
            .par_iter_mut()
            .enumerate()
            .flat_map_iter(merged)
            .collect(),
    }
}
