//! The first `k` of many entries.
//!
//! Not a heap: entries that may be among the first are appended, and when there are twice as many as asked for, a
//! selection drops the later half. What comes after the last kept bound is never appended.

use super::Ranked;

/// Entries that are appended at least between two selections.
const SLACK: usize = 16;

/// Keeps the first `k` of what it is given, in any order.
#[derive(Clone, Debug)]
pub(crate) struct Best {
    k: usize,
    entries: Vec<Ranked>,
    /// What comes after it is not among the first.
    bound: Ranked,
    limit: f32,
}

impl Best {
    /// `k` is 1 or more.
    pub(crate) fn new(k: usize) -> Self {
        Self {
            k,
            entries: Vec::new(),
            bound: Ranked::NONE,
            limit: f32::INFINITY,
        }
    }

    /// Distances greater than this need not be offered; NaN does.
    pub(crate) fn limit(&self) -> f32 {
        self.limit
    }

    pub(crate) fn offer(&mut self, distance: f32, id: i64) {
        let entry = Ranked::new(distance, id);
        if entry < self.bound {
            self.entries.push(entry);
            if self.entries.len() >= self.k + self.k.max(SLACK) {
                self.shrink();
            }
        }
    }

    fn shrink(&mut self) {
        let (_, last, _) = self.entries.select_nth_unstable(self.k - 1);
        self.bound = *last;
        // NaN limits nothing: numbers come before it.
        let limit = last.distance();
        self.limit = if limit.is_nan() { f32::INFINITY } else { limit };
        self.entries.truncate(self.k);
    }

    /// What is kept, in no order.
    pub(crate) fn entries(&self) -> &[Ranked] {
        &self.entries
    }

    /// What is kept, in no order.
    pub(crate) fn into_entries(self) -> Vec<Ranked> {
        self.entries
    }
}

/// The first `k` of `entries` in order, with [`Ranked::NONE`] where there are fewer.
pub(crate) fn first(mut entries: Vec<Ranked>, k: usize) -> Vec<Ranked> {
    if entries.len() > k && k > 0 {
        entries.select_nth_unstable(k - 1);
    }
    entries.truncate(k);
    entries.sort_unstable();
    entries.resize(k, Ranked::NONE);
    entries
}
