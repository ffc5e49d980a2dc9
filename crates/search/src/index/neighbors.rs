//! What a search finds.

use super::room;
use crate::{
    Error,
    metric::Metric,
    rank::{Best, Ranked, first},
};

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

    /// The first `k` of what several indexes found for the same queries, as of several devices that each have some of the
    /// vectors: by distance, then id.
    ///
    /// # Errors
    /// [`Error::Count`] where the parts are of different numbers of queries.
    ///
    /// # Examples
    /// ```
    /// use kernsmith_runtime::Device;
    /// use kernsmith_search::{Flat, Index, IvfFlat, Metric, Neighbors, Search, kmeans::KMeans};
    ///
    /// let mut even = Flat::new(1, Metric::L2)?;
    /// even.add(&[0.0, 2.0, 4.0])?;
    /// let mut odd = IvfFlat::new(1, 1, Metric::L2)?;
    /// odd.train(&[1.0], &KMeans::new(1))?;
    /// odd.add_with_ids(&[1.0, 3.0], &[10, 11])?;
    /// let stream = Device::cpu().default_stream()?;
    /// let search = Search::new(3);
    /// let parts = [even.search(&stream, &[2.5], &search)?, odd.search(&stream, &[2.5], &search)?];
    /// let found = Neighbors::merged(&parts, Metric::L2, 4)?;
    /// assert_eq!(found.ids(), [1, 11, 2, 10]);
    /// assert_eq!(found.distances(), [0.25, 0.25, 2.25, 2.25]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn merged(parts: &[Self], metric: Metric, k: usize) -> Result<Self, Error> {
        Error::positive("k", k)?;
        let queries = parts.first().map_or(0, Self::queries);
        if let Some(other) = parts.iter().find(|part| part.queries() != queries) {
            return Err(Error::Count {
                name: "queries",
                expected: format!("of {queries} as of the first part"),
                found: other.queries(),
            });
        }
        let mut ranked = room(queries, k)?;
        for query in 0..queries {
            let mut best = Best::new(k);
            for part in parts {
                let (distances, ids) = part.of(query);
                for (&distance, &id) in distances.iter().zip(ids).filter(|(_, id)| **id >= 0) {
                    best.offer(metric.distance(distance), id);
                }
            }
            ranked.extend(first(best.into_entries(), k));
        }
        Ok(Self::new(k, metric, &ranked))
    }

    /// Queries.
    fn queries(&self) -> usize {
        self.ids.len() / self.k
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
