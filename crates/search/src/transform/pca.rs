//! Principal components: the directions in which vectors differ most.
//!
//! ```text
//! vectors -> mean -> covariance (float64) -> eigenvectors, greatest values first -> scales -> rotation -> A, b
//! ```
//!
//! The rotation comes after the projection, so that it spreads the variances over the numbers that are kept; before it
//! there would be nothing to spread.

use kernsmith_linalg::eigen::{EighOptions, Order, eigh};
use kernsmith_runtime::{Device, Tensor};

use super::{
    Linear, Transform,
    linear::rounded,
    product::{mean, products},
    rotation::at_random,
};
use crate::{
    Error,
    index::count,
    kmeans::{chosen, expect_finite},
};

pub(super) const NAME: &str = "pca";

/// Options of [`Pca`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PcaOptions {
    /// Each component is multiplied with `(variance + epsilon)^(eigen_power / 2)`: -1 makes all variances 1, 0 leaves them.
    pub eigen_power: f32,
    /// What keeps small variances from being multiplied with large numbers.
    pub epsilon: f32,
    /// Whether the components are rotated at random afterwards.
    pub rotation: bool,
    /// Of the random choices.
    pub seed: u64,
    /// Vectors for each of their numbers at most; of more, so many are chosen.
    pub most_vectors: usize,
}

impl Default for PcaOptions {
    fn default() -> Self {
        Self {
            eigen_power: 0.0,
            epsilon: 1e-5,
            rotation: false,
            seed: 1234,
            most_vectors: 1000,
        }
    }
}

/// The first principal components of vectors.
///
/// # Examples
/// ```
/// use kernsmith_runtime::Device;
/// use kernsmith_search::transform::{Pca, PcaOptions, Transform};
///
/// // Along a line: one number says all.
/// let vectors: Vec<f32> = (0..20).flat_map(|at| [at as f32, 2.0 * at as f32 + 1.0]).collect();
/// let mut pca = Pca::new(2, 1, PcaOptions::default())?;
/// pca.train(&vectors)?;
/// let stream = Device::cpu().default_stream()?;
/// let there = pca.apply(&stream, &vectors)?;
/// assert_eq!((there.len(), pca.rank()), (20, Some(1)));
/// let back = pca.reverse(&stream, &there)?;
/// assert!(back.iter().zip(&vectors).all(|(a, b)| (a - b).abs() < 1e-4));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Pca {
    dims: [usize; 2],
    pub(crate) options: PcaOptions,
    pub(crate) found: Option<Components>,
}

/// What training finds.
#[derive(Clone, Debug)]
pub(crate) struct Components {
    pub(crate) mean: Vec<f32>,
    /// All variances, the greatest first; not negative.
    pub(crate) variances: Vec<f32>,
    /// All components as rows.
    pub(crate) rows: Vec<f32>,
    pub(crate) linear: Linear,
}

impl Pca {
    /// Components of vectors of `dims_in` numbers, `dims_out` of them.
    ///
    /// # Errors
    /// [`Error::Count`] for vectors of no numbers, and for more numbers after than before.
    pub fn new(dims_in: usize, dims_out: usize, options: PcaOptions) -> Result<Self, Error> {
        Error::positive("dims_in", dims_in)?;
        Error::positive("dims_out", dims_out)?;
        if dims_out > dims_in {
            return Err(Error::Count {
                name: "dims_out",
                expected: format!("of {dims_in} at most"),
                found: dims_out,
            });
        }
        Ok(Self {
            dims: [dims_in, dims_out],
            options,
            found: None,
        })
    }

    /// The mean of the vectors; none before training.
    #[must_use]
    pub fn mean(&self) -> &[f32] {
        self.found.as_ref().map_or(&[], |found| &found.mean)
    }

    /// Variances in all directions, the greatest first; none before training.
    #[must_use]
    pub fn variances(&self) -> &[f32] {
        self.found.as_ref().map_or(&[], |found| &found.variances)
    }

    /// Directions in which the vectors differ at all.
    #[must_use]
    pub fn rank(&self) -> Option<usize> {
        let found = self.found.as_ref()?;
        Some(found.variances.iter().filter(|x| **x > 0.0).count())
    }

    /// What a component is multiplied with; a variance of 0 with nothing to keep it from infinity gives 0.
    fn scale(&self, variance: f64) -> f64 {
        let scale = (variance + f64::from(self.options.epsilon))
            .powf(f64::from(self.options.eigen_power) / 2.0);
        match (self.options.eigen_power == 0.0, scale.is_finite()) {
            (true, _) => 1.0,
            (_, true) => scale,
            (_, false) => 0.0,
        }
    }

    /// The map of components: `R D P`, and `R D^-1 P` as the way back.
    fn linear(&self, mean: &[f64], variances: &[f64], rows: &[f64]) -> Result<Linear, Error> {
        let [from, to] = self.dims;
        let mut forth = rows[..to * from].to_vec();
        let mut back = forth.clone();
        for (at, (forth, back)) in forth
            .chunks_exact_mut(from)
            .zip(back.chunks_exact_mut(from))
            .enumerate()
        {
            let scale = self.scale(variances[at]);
            let inverse = if scale == 0.0 { 0.0 } else { 1.0 / scale };
            forth.iter_mut().for_each(|x| *x *= scale);
            back.iter_mut().for_each(|x| *x *= inverse);
        }
        if self.options.rotation {
            let rotation = at_random([to, to], self.options.seed)?;
            [forth, back] = [forth, back].map(|rows| rotated(rotation.matrix(), &rows, to));
        }
        let bias = forth.chunks_exact(from).map(|row| {
            let pairs = row.iter().zip(mean);
            -pairs.map(|(x, mean)| x * mean).sum::<f64>()
        });
        let bias = rounded(&bias.collect::<Vec<_>>());
        let linear = Linear::new(self.dims, rounded(&forth), bias)?;
        Ok(linear.around(rounded(mean)).and_back(rounded(&back)))
    }
}

impl Transform for Pca {
    fn dims_in(&self) -> usize {
        self.dims[0]
    }

    fn dims_out(&self) -> usize {
        self.dims[1]
    }

    /// One vector is enough: its variance is 0.
    #[expect(
        clippy::cast_precision_loss,
        reason = "there are fewer than 2^53 vectors"
    )]
    fn train(&mut self, vectors: &[f32]) -> Result<(), Error> {
        let dims = self.dims[0];
        Error::positive("vectors", count(vectors, dims)?)?;
        expect_finite(vectors, dims)?;
        let most = dims.saturating_mul(self.options.most_vectors.max(1));
        let vectors = chosen(self.options.seed, vectors, dims, most);
        let count = vectors.len() / dims;
        let mean = mean(&vectors, dims);
        let mut covariance = products((&vectors, dims), (&vectors, dims), Some(&mean));
        let degrees = count.saturating_sub(1).max(1) as f64;
        covariance.iter_mut().for_each(|x| *x /= degrees);
        let (variances, rows) = components(&covariance, (dims, count))?;
        let linear = self.linear(&mean, &variances, &rows)?;
        self.found = Some(Components {
            mean: rounded(&mean),
            variances: rounded(&variances),
            rows: rounded(&rows),
            linear,
        });
        Ok(())
    }

    fn linear(&self) -> Result<&Linear, Error> {
        let found = self.found.as_ref();
        let found = found.ok_or(Error::UntrainedTransform { transform: NAME })?;
        Ok(&found.linear)
    }
}

/// Eigenvalues of a covariance, the greatest first, and eigenvectors as rows, each with its greatest number positive.
/// What is a rounding error beside the greatest value is 0.
#[expect(clippy::cast_precision_loss, reason = "sides are below 2^53")]
fn components(
    covariance: &[f64],
    (dims, count): (usize, usize),
) -> Result<(Vec<f64>, Vec<f64>), Error> {
    let cpu = Device::cpu();
    let options = EighOptions {
        order: Order::Descending,
        ..EighOptions::default()
    };
    let covariance = Tensor::from_slice(&cpu, covariance, [dims, dims])?;
    let found = eigh(&cpu.default_stream()?, &covariance, &options)?;
    let mut values = found.values.to_vec::<f64>()?;
    let least = f64::EPSILON * dims.max(count) as f64 * values[0];
    for value in &mut values {
        if *value <= least {
            *value = 0.0;
        }
    }
    let vectors = found.vectors.expect("vectors were asked for");
    let mut rows = vectors.transpose().to_vec::<f64>()?;
    for row in rows.chunks_exact_mut(dims) {
        let greatest = row
            .iter()
            .copied()
            .max_by(|a, b| a.abs().total_cmp(&b.abs()));
        if greatest.is_some_and(|x| x < 0.0) {
            row.iter_mut().for_each(|x| *x = -*x);
        }
    }
    Ok((values, rows))
}

/// A rotation times rows, `count` of them.
fn rotated(rotation: &[f32], rows: &[f64], count: usize) -> Vec<f64> {
    let width = rows.len() / count;
    let mut product = vec![0.0; rows.len()];
    let pairs = rotation.chunks_exact(count);
    for (rotation, product) in pairs.zip(product.chunks_exact_mut(width)) {
        for (&x, row) in rotation.iter().zip(rows.chunks_exact(width)) {
            for (sum, y) in product.iter_mut().zip(row) {
                *sum += f64::from(x) * y;
            }
        }
    }
    product
}

impl Pca {
    /// Components that were found before.
    pub(crate) fn of(dims: [usize; 2], options: PcaOptions, found: Components) -> Self {
        Self {
            dims,
            options,
            found: Some(found),
        }
    }
}
