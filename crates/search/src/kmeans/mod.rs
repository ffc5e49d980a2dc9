//! Centers of vectors: Lloyd's iterations (1982) from a random choice of vectors.
//!
//! Not random: numbers are drawn by key (Philox), assignments are exact, and means are sums of more than a float's bits,
//! rounded once, so that the same seed gives the same bits on any number of threads, and on a device each time. A center
//! without vectors takes over a half of the largest one.

mod device;
mod host;
mod means;
mod nearest;
mod parts;
mod sample;

use kernsmith_runtime::{Device, Stream};

use crate::{Error, Executor, Metric, TrainPlan, index::count};

pub(crate) use host::assign;
pub use means::MEANS;
pub use nearest::NEAREST;
pub(crate) use parts::Parts;
pub use sample::sample;

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
    /// Who computes; the device decides where it is `None`.
    pub executor: Option<Executor>,
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
            executor: None,
        }
    }

    /// Computes on this executor.
    #[must_use]
    pub const fn executor(mut self, executor: Executor) -> Self {
        self.executor = Some(executor);
        self
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
        self.train_on(&Device::cpu().default_stream()?, vectors, dims, metric)
    }

    /// As [`train`](Self::train), on the stream's device: by kernels where it is not `cpu`. Vectors are moved there once.
    ///
    /// # Errors
    /// As [`train`](Self::train), and [`Error::Kernels`] if a kernel cannot be launched.
    pub fn train_on(
        &self,
        stream: &Stream,
        vectors: &[f32],
        dims: usize,
        metric: Metric,
    ) -> Result<Vec<f32>, Error> {
        Error::positive("dims", dims)?;
        let chosen = self.chosen(vectors, dims)?;
        let parts = Parts {
            points: &metric.prepare(&chosen, dims),
            count: 1,
            width: dims,
        };
        self.of_parts(stream, &parts, metric)
    }

    /// What training with so many vectors would do.
    #[must_use]
    pub fn explain(&self, device: &Device, vectors: usize) -> TrainPlan {
        TrainPlan {
            executor: Executor::of_training(self.executor, device),
            centers: self.centers,
            vectors: [vectors.min(self.most()), vectors],
            iterations: self.iterations,
        }
    }

    fn most(&self) -> usize {
        self.centers.saturating_mul(self.most_vectors.max(1))
    }

    /// The vectors to train with.
    pub(crate) fn chosen(&self, vectors: &[f32], dims: usize) -> Result<Vec<f32>, Error> {
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
        Ok(chosen(self.seed, vectors, dims, self.most()))
    }

    /// Centers of each part, `[parts, centers, width]`, from the first points on.
    pub(crate) fn of_parts(
        &self,
        stream: &Stream,
        parts: &Parts<'_>,
        metric: Metric,
    ) -> Result<Vec<f32>, Error> {
        let first = Parts {
            points: &parts.points[..self.centers * parts.dims()],
            ..*parts
        };
        match Executor::of_training(self.executor, stream.device()).value {
            Executor::Host => {
                let centers = (0..parts.count).flat_map(|part| {
                    let points = parts.column(part);
                    let start = first.column(part).into_owned();
                    host::iterate(self, start, (&points, parts.width), metric)
                });
                Ok(centers.collect())
            }
            Executor::Kernels => {
                let start: Vec<f32> = (0..parts.count)
                    .flat_map(|part| first.column(part).into_owned())
                    .collect();
                device::iterate(stream, self, &start, parts, metric)
            }
        }
    }

    /// Goes on from these centers, on the host and by squared distance.
    pub(crate) fn go_on(&self, start: Vec<f32>, points: &[f32], dims: usize) -> Vec<f32> {
        host::iterate(self, start, (points, dims), Metric::L2)
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
