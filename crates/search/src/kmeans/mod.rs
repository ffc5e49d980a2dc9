//! Centers of vectors: Lloyd's iterations (1982) from a random choice of vectors.
//!
//! Not on devices: training runs on the host. Not random: numbers are drawn by key (Philox), assignments are exact, and
//! means are added in double precision in the order of the vectors, so that the same seed gives the same bits on any
//! number of threads. A center without vectors takes over a half of the largest one.

mod sample;

use rayon::prelude::*;

use crate::{Error, Flat, Index, Metric, index::count};

pub use sample::sample;

/// What one coordinate of a center is moved by where a cluster is split, as FAISS does.
const SPLIT: f32 = 1.0 / 1024.0;

/// How centers are trained.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KMeans {
    /// Centers.
    pub centers: usize,
    /// Iterations at most; fewer where nothing changes any more.
    pub iterations: usize,
    /// Of the random choices.
    pub seed: u64,
    /// Vectors for each center at most; of more, so many are chosen.
    pub most_vectors: usize,
}

impl KMeans {
    /// So many centers: 10 iterations, at most 256 vectors each.
    #[must_use]
    pub const fn new(centers: usize) -> Self {
        Self {
            centers,
            iterations: 10,
            seed: 1234,
            most_vectors: 256,
        }
    }

    /// The centers of vectors, one after another. With a similarity they have length 1.
    ///
    /// # Errors
    /// [`Error::Dimensions`] for numbers that are not whole vectors, [`Error::Count`] for fewer vectors than centers,
    /// and [`Error::NotFinite`].
    ///
    /// # Examples
    /// ```
    /// use kernsmith_search::{Metric, kmeans::KMeans};
    ///
    /// let vectors = [0.0, 0.5, 10.0, 10.5, 0.25, 10.25];
    /// let mut centers = KMeans::new(2).train(&vectors, 1, Metric::L2)?;
    /// centers.sort_by(f32::total_cmp);
    /// assert_eq!(centers, [0.25, 10.25]);
    /// # Ok::<(), kernsmith_search::Error>(())
    /// ```
    pub fn train(&self, vectors: &[f32], dims: usize, metric: Metric) -> Result<Vec<f32>, Error> {
        Error::positive("dims", dims)?;
        Error::positive("centers", self.centers)?;
        let rows = count(vectors, dims)?;
        if rows < self.centers {
            return Err(Error::Count {
                name: "vectors",
                expected: format!("for {} centers", self.centers),
                found: rows,
            });
        }
        expect_finite(vectors, dims)?;
        let most = self.centers.saturating_mul(self.most_vectors.max(1));
        let chosen = chosen(self.seed, vectors, dims, most);
        let points = metric.prepare(&chosen, dims);
        let start = points[..self.centers * dims].to_vec();
        Ok(self.iterate(start, &points, dims, metric))
    }

    /// Goes on from these centers, by squared distance.
    pub(crate) fn go_on(&self, start: Vec<f32>, points: &[f32], dims: usize) -> Vec<f32> {
        self.iterate(start, points, dims, Metric::L2)
    }

    fn iterate(
        &self,
        mut centers: Vec<f32>,
        points: &[f32],
        dims: usize,
        metric: Metric,
    ) -> Vec<f32> {
        let mut assigned = Vec::new();
        for _ in 0..self.iterations {
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
}

/// So many of the vectors, by a random choice, in its order.
pub(crate) fn chosen(seed: u64, vectors: &[f32], dims: usize, most: usize) -> Vec<f32> {
    let rows = vectors.len() / dims;
    let chosen = sample(seed, rows, most.min(rows));
    let chosen = chosen
        .iter()
        .map(|&row| &vectors[row * dims..(row + 1) * dims]);
    chosen.collect::<Vec<_>>().concat()
}

/// # Errors
/// [`Error::NotFinite`].
pub(crate) fn expect_finite(vectors: &[f32], dims: usize) -> Result<(), Error> {
    match vectors.iter().position(|x| !x.is_finite()) {
        Some(at) => Err(Error::NotFinite { row: at / dims }),
        None => Ok(()),
    }
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
fn split(means: &mut [f32], dims: usize, mut sizes: Vec<usize>) {
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
