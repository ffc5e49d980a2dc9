//! How far two vectors are from each other.

use std::{borrow::Cow, fmt};

/// What vectors are compared by.
///
/// # Numerics
/// Float32, one fused step for each component, in their order: the same bits by every executor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Metric {
    /// The sum of squared differences; the smallest is first.
    #[default]
    L2,
    /// The sum of products; the largest is first.
    InnerProduct,
    /// The inner product of both vectors at length 1; the largest is first. A vector of length 0 is kept as it is.
    Cosine,
}

impl Metric {
    /// Whether larger is nearer.
    #[must_use]
    pub const fn is_similarity(self) -> bool {
        !matches!(self, Self::L2)
    }

    /// What a search prints for no vector.
    #[must_use]
    pub const fn worst(self) -> f32 {
        match self {
            Self::L2 => f32::INFINITY,
            Self::InnerProduct | Self::Cosine => f32::NEG_INFINITY,
        }
    }

    /// Vectors as an index keeps and compares them.
    pub(crate) fn prepare(self, vectors: &[f32], dims: usize) -> Cow<'_, [f32]> {
        if self != Self::Cosine {
            return Cow::Borrowed(vectors);
        }
        let mut vectors = vectors.to_vec();
        vectors.chunks_exact_mut(dims).for_each(normalize);
        Cow::Owned(vectors)
    }

    /// What a vector of this distance is ranked by: the smallest is first.
    pub(crate) fn distance(self, ranked: f32) -> f32 {
        match self.is_similarity() {
            // Not `-ranked`, whose zero is -0.
            true => 0.0 - ranked,
            false => ranked,
        }
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::L2 => "squared distance",
            Self::InnerProduct => "inner product",
            Self::Cosine => "cosine",
        })
    }
}

/// Length 1, by a sum in double precision.
#[expect(
    clippy::cast_possible_truncation,
    reason = "components of a vector of length 1 are rounded once"
)]
fn normalize(vector: &mut [f32]) {
    let square: f64 = vector.iter().map(|&x| f64::from(x) * f64::from(x)).sum();
    if square != 0.0 {
        let scale = 1.0 / square.sqrt();
        for x in vector {
            *x = (f64::from(*x) * scale) as f32;
        }
    }
}
