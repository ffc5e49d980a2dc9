//! What a search finds.

use crate::{metric::Metric, rank::Ranked};

/// `k` distances and ids for each query, nearest first; where there are fewer, the worst distance and id -1.
#[derive(Clone, Debug, PartialEq)]
pub struct Neighbors {
    k: usize,
    distances: Vec<f32>,
    ids: Vec<i64>,
}

impl Neighbors {
    /// From entries in order, `k` a query.
    pub(crate) fn new(k: usize, metric: Metric, ranked: &[Ranked]) -> Self {
        Self {
            k,
            distances: ranked
                .iter()
                .map(|entry| metric.distance(entry.distance()))
                .collect(),
            ids: ranked.iter().map(|entry| entry.id()).collect(),
        }
    }

    /// Neighbors of a query.
    #[must_use]
    pub fn k(&self) -> usize {
        self.k
    }

    /// Distances of all queries, `k` each.
    #[must_use]
    pub fn distances(&self) -> &[f32] {
        &self.distances
    }

    /// Ids of all queries, `k` each.
    #[must_use]
    pub fn ids(&self) -> &[i64] {
        &self.ids
    }

    /// Distances and ids of one query.
    ///
    /// # Panics
    /// If there are not so many queries.
    #[must_use]
    pub fn of(&self, query: usize) -> (&[f32], &[i64]) {
        let range = query * self.k..(query + 1) * self.k;
        (&self.distances[range.clone()], &self.ids[range])
    }
}
