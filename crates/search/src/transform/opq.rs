//! Optimized product quantization (Ge, He, Ke and Sun 2013): the rotation after which the parts of vectors are nearest to
//! their centers.
//!
//! ```text
//! rotation at random -> vectors -> centers of each part, from those before -> nearest centers -> rotation -> ...
//! ```

use super::{
    Linear, Transform,
    polar::polar,
    product::{product, products},
    rotation::at_random,
};
use crate::{
    Error, Metric,
    index::count,
    kmeans::{KMeans, chosen, expect_finite},
    pq::ProductQuantizer,
};

pub(super) const NAME: &str = "opq";

/// Options of [`Opq`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpqOptions {
    /// How often centers and rotation are found in turn.
    pub iterations: usize,
    /// Iterations of each search for centers at most; it begins with those before, and ends where nothing changes.
    pub codebook_iterations: usize,
    /// Bits of a part's number, 4 or 8.
    pub bits: u32,
    /// Of the random choices.
    pub seed: u64,
    /// Vectors for each center of a part at most; of more, so many are chosen.
    pub most_vectors: usize,
}

impl Default for OpqOptions {
    fn default() -> Self {
        Self {
            iterations: 25,
            codebook_iterations: 25,
            bits: 8,
            seed: 1234,
            most_vectors: 64,
        }
    }
}

/// A rotation for a [`ProductQuantizer`].
#[derive(Clone, Debug)]
pub struct Opq {
    dims: [usize; 2],
    parts: usize,
    options: OpqOptions,
    linear: Option<Linear>,
}

impl Opq {
    /// A rotation of vectors of `dims_in` numbers to `dims_out`, which so many parts divide.
    ///
    /// # Errors
    /// [`Error::Count`] for vectors of no numbers, for parts that do not divide `dims_out`, and for other bits than 4 and
    /// 8.
    pub fn new(
        dims_in: usize,
        dims_out: usize,
        parts: usize,
        options: OpqOptions,
    ) -> Result<Self, Error> {
        Error::positive("dims_in", dims_in)?;
        ProductQuantizer::new(dims_out, parts, options.bits)?;
        Ok(Self {
            dims: [dims_in, dims_out],
            parts,
            options,
            linear: None,
        })
    }

    /// Parts of a vector.
    #[must_use]
    pub fn parts(&self) -> usize {
        self.parts
    }

    /// What the centers of parts make of rotated vectors; `centers` has those of each part, none at first.
    fn coded(&self, rotated: &[f32], centers: &mut [Vec<f32>]) -> Vec<f32> {
        let (dims, width) = (self.dims[1], self.dims[1] / self.parts);
        let entries = 1 << self.options.bits;
        let kmeans = KMeans {
            iterations: self.options.codebook_iterations,
            ..KMeans::new(entries)
        };
        let mut coded = vec![0.0; rotated.len()];
        for (part, centers) in centers.iter_mut().enumerate() {
            let rows = rotated.chunks_exact(dims);
            let points = rows.flat_map(|row| &row[part * width..(part + 1) * width]);
            let points: Vec<f32> = points.copied().collect();
            if centers.is_empty() {
                *centers = points[..entries * width].to_vec();
            }
            let found = kmeans.go_on(std::mem::take(centers), &points, width);
            *centers = found;
            let nearest = crate::kmeans::assign(centers, &points, width, Metric::L2);
            for (row, nearest) in coded.chunks_exact_mut(dims).zip(nearest) {
                let center = &centers[nearest as usize * width..][..width];
                row[part * width..(part + 1) * width].copy_from_slice(center);
            }
        }
        coded
    }
}

impl Transform for Opq {
    fn dims_in(&self) -> usize {
        self.dims[0]
    }

    fn dims_out(&self) -> usize {
        self.dims[1]
    }

    fn train(&mut self, vectors: &[f32]) -> Result<(), Error> {
        let [from, to] = self.dims;
        let (rows, entries) = (count(vectors, from)?, 1 << self.options.bits);
        if rows < entries {
            return Err(Error::Count {
                name: "vectors",
                expected: format!("for {entries} centers"),
                found: rows,
            });
        }
        expect_finite(vectors, from)?;
        let most = entries.saturating_mul(self.options.most_vectors.max(1));
        let vectors = chosen(self.options.seed, vectors, from, most);
        let zero = vec![0.0; to];
        let mut linear = at_random(self.dims, self.options.seed)?;
        let mut centers = vec![Vec::new(); self.parts];
        for _ in 0..self.options.iterations {
            let rotated = product(&vectors, from, linear.weights(), &zero);
            let coded = self.coded(&rotated, &mut centers);
            let sums = products((&coded, to), (&vectors, from), None);
            linear = Linear::orthonormal(self.dims, polar(&sums, to)?)?;
        }
        self.linear = Some(linear);
        Ok(())
    }

    fn linear(&self) -> Result<&Linear, Error> {
        let linear = self.linear.as_ref();
        linear.ok_or(Error::UntrainedTransform { transform: NAME })
    }
}
