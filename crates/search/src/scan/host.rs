//! Items on the host's threads.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicUsize, Ordering},
};

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
    let mut parts = parts(work, queries, k, reader);
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

/// What each thread found: this one and those that came in time to help it.
fn parts(work: &Work, queries: usize, k: usize, reader: &impl Scan) -> Vec<Vec<Best>> {
    let next = AtomicUsize::new(0);
    let read = || {
        let mut best = vec![Best::new(k); queries];
        while let Some(item) = work.items.get(next.fetch_add(1, Ordering::Relaxed)) {
            reader.item(work, item, &mut best);
        }
        best
    };
    let helpers = match work.serial {
        true => 0,
        false => rayon::current_num_threads().min(work.items.len()).max(1) - 1,
    };
    if helpers == 0 {
        return vec![read()];
    }
    let parts = Mutex::new(Vec::with_capacity(helpers + 1));
    let add = |best| {
        let mut parts = parts.lock().unwrap_or_else(PoisonError::into_inner);
        parts.push(best);
    };
    rayon::in_place_scope(|scope| {
        for _ in 0..helpers {
            scope.spawn(|_| {
                // Who comes late has nothing to do.
                if next.load(Ordering::Relaxed) < work.items.len() {
                    add(read());
                }
            });
        }
        add(read());
    });
    parts.into_inner().unwrap_or_else(PoisonError::into_inner)
}
