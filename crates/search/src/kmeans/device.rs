//! Lloyd's iterations by kernels: points are moved to the device once, and stay there.
//!
//! ```text
//! points -> nearest centers -> how many changed (to the host) -> means -> sizes (to the host) -> ...
//! ```
//!
//! Not the host's sums, but sums in two floats each, in the same order: a mean differs from the host's in its last bit at
//! most, and is the same each time. Where a center has no points, and for a similarity, centers go to the host, which
//! splits or shortens them as it does its own.

use kernsmith_runtime::{Stream, Tensor};

use super::{KMeans, Parts, host::split, means::means, nearest::assign};
use crate::{Error, metric::Metric};

/// Centers of each part, from those of the start: `[parts, entries, width]`.
pub(super) fn iterate(
    stream: &Stream,
    kmeans: &KMeans,
    start: &[f32],
    parts: &Parts<'_>,
    metric: Metric,
) -> Result<Vec<f32>, Error> {
    let device = stream.device();
    let rows = parts.points.len() / parts.dims();
    let points = Tensor::from_slice(device, parts.points, [rows, parts.dims()])?;
    let shape = [parts.count, start.len() / parts.dims(), parts.width];
    let mut centers = Tensor::from_slice(device, start, shape)?;
    let mut before = None;
    let mut done = vec![false; parts.count];
    for _ in 0..kmeans.iterations {
        let (now, changed) = assign(stream, metric, [&points, &centers], before.as_ref())?;
        if before.is_some() {
            for (done, changed) in done.iter_mut().zip(changed.to_vec::<u32>()?) {
                *done |= changed == 0;
            }
            if done.iter().all(|done| *done) {
                break;
            }
        }
        let (found, sizes) = means(stream, [&points, &now, &centers], &done)?;
        centers = mended(found, &sizes.to_vec()?, &done, metric)?;
        before = Some(now);
    }
    Ok(centers.to_vec()?)
}

/// Means with centers for all: halves of the largest where there were none; of length 1 for a similarity.
fn mended(means: Tensor, sizes: &[u32], done: &[bool], metric: Metric) -> Result<Tensor, Error> {
    let &[_, entries, width] = means.shape() else {
        unreachable!("means have three dimensions");
    };
    let by_part = || done.iter().zip(sizes.chunks_exact(entries));
    let is_empty = by_part().any(|(done, sizes)| !done && sizes.contains(&0));
    if !is_empty && !metric.is_similarity() {
        return Ok(means);
    }
    let mut numbers = means.to_vec::<f32>()?;
    let parts = numbers.chunks_exact_mut(entries * width);
    for (numbers, (_, sizes)) in parts.zip(by_part()).filter(|(_, (done, _))| !**done) {
        split(
            numbers,
            width,
            sizes.iter().map(|size| *size as usize).collect(),
        );
        if metric.is_similarity() {
            let unit = Metric::Cosine.prepare(numbers, width).into_owned();
            numbers.copy_from_slice(&unit);
        }
    }
    Ok(Tensor::from_slice(means.device(), &numbers, means.shape())?)
}
