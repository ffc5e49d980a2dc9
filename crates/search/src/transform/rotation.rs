//! Rotations at random.

use kernsmith_linalg::orthogonal::{self, OrthogonalOptions, orthogonal, random_rotation};
use kernsmith_runtime::Device;

use super::{Linear, Transform};
use crate::Error;

pub use kernsmith_linalg::orthogonal::Determinant;

/// Options of [`RandomRotation`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RotationOptions {
    /// The determinants that are drawn; 1 is for as many numbers after as before.
    pub determinant: Determinant,
    /// What the random numbers are drawn from.
    pub seed: u64,
}

/// A random map that keeps lengths and angles: of all vectors with as many numbers after as before or more (orthonormal
/// columns), of those in a random subspace with fewer (orthonormal rows).
///
/// Every such map is as likely as every other (Haar's measure), and the same seed gives the same one.
#[derive(Clone, Debug, PartialEq)]
pub struct RandomRotation {
    linear: Linear,
}

impl RandomRotation {
    /// Draws the map; there is nothing to train.
    ///
    /// # Errors
    /// [`Error::Count`] for vectors of no numbers, and for a determinant of 1 where there are more or fewer numbers after
    /// than before; [`Error::Linalg`].
    pub fn new(dims_in: usize, dims_out: usize, options: &RotationOptions) -> Result<Self, Error> {
        Error::positive("dims_in", dims_in)?;
        Error::positive("dims_out", dims_out)?;
        let linear = match options.determinant {
            Determinant::Any => at_random([dims_in, dims_out], options.seed)?,
            Determinant::One if dims_in == dims_out => {
                let options = orthogonal::RotationOptions {
                    determinant: Determinant::One,
                    seed: options.seed,
                    ..orthogonal::RotationOptions::default()
                };
                let stream = Device::cpu().default_stream()?;
                let matrix = random_rotation(&stream, dims_in, &options)?;
                Linear::orthonormal([dims_in, dims_out], matrix.to_vec()?)?
            }
            Determinant::One => {
                return Err(Error::Count {
                    name: "dims_out",
                    expected: format!("{dims_in} as `dims_in`, for a determinant"),
                    found: dims_out,
                });
            }
        };
        Ok(Self { linear })
    }

    /// A map that was drawn before.
    pub(crate) fn of(linear: Linear) -> Self {
        Self { linear }
    }
}

impl Transform for RandomRotation {
    fn dims_in(&self) -> usize {
        self.linear.dims_in()
    }

    fn dims_out(&self) -> usize {
        self.linear.dims_out()
    }

    /// Nothing depends on vectors.
    fn train(&mut self, _vectors: &[f32]) -> Result<(), Error> {
        Ok(())
    }

    fn linear(&self) -> Result<&Linear, Error> {
        Ok(&self.linear)
    }
}

/// A matrix of orthonormal rows or columns.
pub(super) fn at_random(dims: [usize; 2], seed: u64) -> Result<Linear, Error> {
    let options = OrthogonalOptions {
        seed,
        ..OrthogonalOptions::default()
    };
    let stream = Device::cpu().default_stream()?;
    let matrix = orthogonal(&stream, [dims[1], dims[0]], &options)?;
    Linear::orthonormal(dims, matrix.to_vec()?)
}
