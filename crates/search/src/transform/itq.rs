//! Iterative quantization (Gong and Lazebnik 2011): the rotation after which vectors are nearest to their signs.

use super::{
    Linear, Transform,
    polar::polar,
    product::{product, products},
    rotation::at_random,
};
use crate::{
    Error,
    index::count,
    kmeans::{chosen, expect_finite},
};

pub(super) const NAME: &str = "itq";

/// Options of [`Itq`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ItqOptions {
    /// How often signs and rotation are found in turn.
    pub iterations: usize,
    /// Of the random choices.
    pub seed: u64,
    /// Vectors for each of their numbers at most; of more, so many are chosen.
    pub most_vectors: usize,
}

impl Default for ItqOptions {
    fn default() -> Self {
        Self {
            iterations: 50,
            seed: 1234,
            most_vectors: 100,
        }
    }
}

/// A rotation for codes of one bit a number. Vectors are expected to lie around 0: [`Pca`](super::Pca) before it sees to
/// that.
#[derive(Clone, Debug)]
pub struct Itq {
    dims: usize,
    pub(crate) options: ItqOptions,
    linear: Option<Linear>,
}

impl Itq {
    /// A rotation that has yet to be trained.
    ///
    /// # Errors
    /// [`Error::Count`] for vectors of no numbers.
    pub fn new(dims: usize, options: ItqOptions) -> Result<Self, Error> {
        Error::positive("dims", dims)?;
        Ok(Self {
            dims,
            options,
            linear: None,
        })
    }

    /// A rotation that was found before.
    pub(crate) fn of(linear: Linear, options: ItqOptions) -> Self {
        Self {
            dims: linear.dims_in(),
            options,
            linear: Some(linear),
        }
    }
}

impl Transform for Itq {
    fn dims_in(&self) -> usize {
        self.dims
    }

    fn dims_out(&self) -> usize {
        self.dims
    }

    fn train(&mut self, vectors: &[f32]) -> Result<(), Error> {
        let dims = self.dims;
        Error::positive("vectors", count(vectors, dims)?)?;
        expect_finite(vectors, dims)?;
        let most = dims.saturating_mul(self.options.most_vectors.max(1));
        let vectors = chosen(self.options.seed, vectors, dims, most);
        let zero = vec![0.0; dims];
        let mut linear = at_random([dims, dims], self.options.seed)?;
        for _ in 0..self.options.iterations {
            let mut signs = product(&vectors, dims, linear.weights(), &zero);
            for x in &mut signs {
                *x = if *x < 0.0 { -1.0 } else { 1.0 };
            }
            let sums = products((&signs, dims), (&vectors, dims), None);
            linear = Linear::orthonormal([dims, dims], polar(&sums, dims)?)?;
        }
        self.linear = Some(linear);
        Ok(())
    }

    fn linear(&self) -> Result<&Linear, Error> {
        let linear = self.linear.as_ref();
        linear.ok_or(Error::UntrainedTransform { transform: NAME })
    }
}
