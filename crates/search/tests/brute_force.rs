//! The oracle: all distances in double precision, sorted by distance, then id, NaN last.

use kernsmith_search::{Metric, Neighbors};

/// A generator of small whole numbers, so that distances are exact and many are equal.
pub(crate) struct Numbers(u64);

impl Numbers {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    pub(crate) fn next(&mut self) -> u32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as u32
    }

    /// Vectors of components from -3 to 3.
    pub(crate) fn vectors(&mut self, count: usize, dims: usize) -> Vec<f32> {
        (0..count * dims)
            .map(|_| (self.next() % 7) as f32 - 3.0)
            .collect()
    }
}

/// What a query and a vector are ranked by.
pub(crate) fn ranked(metric: Metric, query: &[f32], vector: &[f32]) -> f64 {
    let pairs = query
        .iter()
        .zip(vector)
        .map(|(&q, &x)| (f64::from(q), f64::from(x)));
    match metric {
        Metric::L2 => pairs.map(|(q, x)| (q - x) * (q - x)).sum(),
        _ => -pairs.map(|(q, x)| q * x).sum::<f64>(),
    }
}

/// The first `k` in order; infinity and -1 where there are fewer.
pub(crate) fn first(mut all: Vec<(f64, i64)>, k: usize) -> Vec<(f64, i64)> {
    let order = |(a, left): &(f64, i64), (b, right): &(f64, i64)| {
        let numbers = a.is_nan().cmp(&b.is_nan());
        let values = a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal);
        numbers.then(values).then(left.cmp(right))
    };
    if k < all.len() {
        all.select_nth_unstable_by(k, order);
        all.truncate(k);
    }
    all.sort_by(order);
    all.resize(k, (f64::INFINITY, -1));
    all
}

/// The neighbors of a query among vectors, whose ids are their places.
pub(crate) fn neighbors(
    metric: Metric,
    query: &[f32],
    vectors: &[f32],
    k: usize,
) -> Vec<(f64, i64)> {
    let rows = vectors.chunks_exact(query.len()).zip(0..);
    let all = rows.map(|(vector, id)| (ranked(metric, query, vector), id));
    first(all.collect(), k)
}

/// Distances and ids have to be the same, bit for bit; all NaNs are one.
#[track_caller]
pub(crate) fn assert_found(
    metric: Metric,
    found: &Neighbors,
    query: usize,
    expected: &[(f64, i64)],
) {
    let (distances, ids) = found.of(query);
    let bits = |x: f32| {
        if x.is_nan() {
            u32::MAX
        } else {
            (x + 0.0).to_bits()
        }
    };
    let found: Vec<_> = distances
        .iter()
        .map(|&x| bits(x))
        .zip(ids.iter().copied())
        .collect();
    let sign = if metric.is_similarity() { -1.0 } else { 1.0 };
    let expected: Vec<_> = expected
        .iter()
        .map(|&(distance, id)| (bits((sign * distance) as f32), id))
        .collect();
    for (at, (found, expected)) in found.iter().zip(&expected).enumerate() {
        assert_eq!(found, expected, "{metric}, query {query}, place {at}");
    }
    assert_eq!(found.len(), expected.len());
}
