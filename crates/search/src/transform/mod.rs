//! Vectors to vectors, before an index: rotations, fewer numbers, numbers that are easier to code.
//!
//! Not a model: each is `y = A x + b` once it is trained ([`Linear`]), applied in float32. What is found from vectors, means,
//! covariances, rotations, is computed in double precision on the host and rounded once, so that the same vectors and the
//! same seed give the same bits.
//!
//! | transform | `A` | what it is for |
//! |---|---|---|
//! | [`RandomRotation`] | orthonormal rows or columns, at random | numbers of similar size |
//! | [`Pca`] | the directions of the greatest variance | fewer numbers; [`PcaOptions::eigen_power`] makes them of one size |
//! | [`Itq`] | the rotation that moves vectors least when only signs are kept | codes of one bit a number |
//! | [`Opq`] | the rotation that suits a product quantizer | better codes of the same length |
//! | [`Linear`] | the caller's, or a file's | |
//!
//! [`Transformed`](crate::Transformed) is an index behind some of them.

mod itq;
mod linear;
mod opq;
mod pca;
mod polar;
mod product;
mod rotation;

use kernsmith_runtime::Stream;

use crate::{Error, index::count};

pub use itq::{Itq, ItqOptions};
pub use linear::Linear;
pub use opq::{Opq, OpqOptions};
pub(crate) use pca::Components;
pub use pca::{Pca, PcaOptions};
pub use rotation::{Determinant, RandomRotation, RotationOptions};

/// What is done to vectors before they come to an index.
///
/// # Numerics
/// On the device `cpu` one fused step for each number of a vector, in their order; on others a product of matrices
/// ([`gemm`](kernsmith_kernels::gemm::gemm)), whose sums may round otherwise.
pub trait Transform {
    /// Numbers of a vector before.
    fn dims_in(&self) -> usize;

    /// Numbers of a vector after.
    fn dims_out(&self) -> usize;

    /// Finds what depends on vectors; what needs none is left as it is.
    ///
    /// # Errors
    /// [`Error::Dimensions`] for numbers that are not whole vectors, [`Error::Count`] for too few vectors,
    /// [`Error::NotFinite`].
    fn train(&mut self, vectors: &[f32]) -> Result<(), Error>;

    /// What is done to vectors.
    ///
    /// # Errors
    /// [`Error::UntrainedTransform`].
    fn linear(&self) -> Result<&Linear, Error>;

    /// Vectors after the transform, one after another.
    ///
    /// # Errors
    /// [`Error::UntrainedTransform`], [`Error::Dimensions`], and [`Error::Kernels`] if a product cannot be launched.
    fn apply(&self, stream: &Stream, vectors: &[f32]) -> Result<Vec<f32>, Error> {
        let linear = self.linear()?;
        count(vectors, linear.dims_in())?;
        linear.forward(stream, vectors)
    }

    /// The vectors before, from those after: by the pseudo-inverse, so exact where no number was dropped and else the
    /// nearest there is.
    ///
    /// # Errors
    /// As [`apply`](Self::apply), and [`Error::Linalg`].
    fn reverse(&self, stream: &Stream, vectors: &[f32]) -> Result<Vec<f32>, Error> {
        let linear = self.linear()?;
        count(vectors, linear.dims_out())?;
        linear.backward(stream, vectors)
    }
}

/// A transform of whichever kind.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum AnyTransform {
    /// The caller's.
    Linear(Linear),
    /// At random.
    Rotation(RandomRotation),
    /// The greatest variance.
    Pca(Pca),
    /// For signs.
    Itq(Itq),
    /// For codes.
    Opq(Opq),
}

impl AnyTransform {
    /// The transform, of whichever kind it is.
    #[must_use]
    pub fn transform(&self) -> &dyn Transform {
        match self {
            Self::Linear(transform) => transform,
            Self::Rotation(transform) => transform,
            Self::Pca(transform) => transform,
            Self::Itq(transform) => transform,
            Self::Opq(transform) => transform,
        }
    }

    pub(crate) fn transform_mut(&mut self) -> &mut dyn Transform {
        match self {
            Self::Linear(transform) => transform,
            Self::Rotation(transform) => transform,
            Self::Pca(transform) => transform,
            Self::Itq(transform) => transform,
            Self::Opq(transform) => transform,
        }
    }

    /// Numbers of a vector before and after.
    pub(crate) fn dims(&self) -> [usize; 2] {
        let transform = self.transform();
        [transform.dims_in(), transform.dims_out()]
    }

    /// What kind it is, in a word.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Linear(_) => "linear",
            Self::Rotation(_) => "rotation",
            Self::Pca(_) => pca::NAME,
            Self::Itq(_) => itq::NAME,
            Self::Opq(_) => opq::NAME,
        }
    }
}

macro_rules! from {
    ($($kind:ident($transform:ty)),* $(,)?) => {$(
        impl From<$transform> for AnyTransform {
            fn from(transform: $transform) -> Self {
                Self::$kind(transform)
            }
        }
    )*};
}

from!(
    Linear(Linear),
    Rotation(RandomRotation),
    Pca(Pca),
    Itq(Itq),
    Opq(Opq),
);
