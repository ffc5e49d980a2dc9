//! The iterations on the host.
//!
//! Means are added in double precision in the order of the points. A center without points takes over a half of the
//! largest one.

use rayon::prelude::*;

use super::KMeans;
use crate::{Flat, Index, metric::Metric};

/// What one coordinate of a center is moved by where a cluster is split, as FAISS does.
const SPLIT: f32 = 1.0 / 1024.0;

/// Centers of points, from those of the start.
pub(super) fn iterate(
    kmeans: &KMeans,
    start: Vec<f32>,
    (points, dims): (&[f32], usize),
    metric: Metric,
) -> Vec<f32> {
    let mut centers = start;
    let mut assigned = Vec::new();
    for _ in 0..kmeans.iterations {
        let now = assign(&centers, points, dims, metric);
        if now == assigned {
            break;
        }
        assigned = now;
        centers = means(&centers, points, dims, &assigned);
        if metric.is_similarity() {
            centers = Metric::Cosine.prepare(&centers, dims).into_owned();
        }
    }
    centers
}

/// The nearest center of each point.
pub(crate) fn assign(centers: &[f32], points: &[f32], dims: usize, metric: Metric) -> Vec<u32> {
    let metric = if metric.is_similarity() {
        Metric::InnerProduct
    } else {
        Metric::L2
    };
    let mut flat = Flat::new(dims, metric).expect("vectors have numbers");
    flat.add(centers).expect("centers are whole vectors");
    flat.nearest(points)
}

/// The mean of each center's points.
fn means(centers: &[f32], points: &[f32], dims: usize, assigned: &[u32]) -> Vec<f32> {
    let mut members = vec![Vec::new(); centers.len() / dims];
    for (point, &center) in assigned.iter().enumerate() {
        members[center as usize].push(point);
    }
    let mut means = centers.to_vec();
    let each = means.par_chunks_exact_mut(dims).zip(&members);
    each.filter(|(_, members)| !members.is_empty())
        .for_each(|(mean, members)| average(mean, points, members));
    split(&mut means, dims, members.iter().map(Vec::len).collect());
    means
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "a mean is rounded once, and there are fewer than 2^53 points"
)]
fn average(mean: &mut [f32], points: &[f32], members: &[usize]) {
    let dims = mean.len();
    let mut sums = vec![0.0; dims];
    for &point in members {
        let point = &points[point * dims..(point + 1) * dims];
        for (sum, &x) in sums.iter_mut().zip(point) {
            *sum += f64::from(x);
        }
    }
    for (mean, sum) in mean.iter_mut().zip(sums) {
        *mean = (sum / members.len() as f64) as f32;
    }
}

/// Gives each center without points a half of the largest.
pub(super) fn split(means: &mut [f32], dims: usize, mut sizes: Vec<usize>) {
    for empty in 0..sizes.len() {
        if sizes[empty] > 0 {
            continue;
        }
        let largest = (0..sizes.len())
            .max_by_key(|&at| (sizes[at], usize::MAX - at))
            .expect("there is a center");
        if sizes[largest] < 2 {
            break;
        }
        for component in 0..dims {
            let from = means[largest * dims + component];
            let sign = if component % 2 == 0 { SPLIT } else { -SPLIT };
            means[empty * dims + component] = from * (1.0 + sign);
            means[largest * dims + component] = from * (1.0 - sign);
        }
        sizes[empty] = sizes[largest] / 2;
        sizes[largest] -= sizes[empty];
    }
}
