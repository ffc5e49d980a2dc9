//! `y = A x + b`, and the way back.

use std::sync::OnceLock;

use kernsmith_kernels::gemm::{GemmCall, gemm};
use kernsmith_linalg::svd::{SvdOptions, svd};
use kernsmith_runtime::{Device, DeviceKind, Stream, Tensor};

use super::{Transform, product::product};
use crate::{Error, list::OnDevices};

/// Numbers of a product of matrices at most, so that a device has room for some of them.
const PASS_NUMBERS: usize = 64 << 20;

/// A linear map and a shift.
#[derive(Debug)]
pub struct Linear {
    dims_in: usize,
    dims_out: usize,
    /// `[out, in]`.
    matrix: Vec<f32>,
    /// `[out]`, or empty.
    bias: Vec<f32>,
    /// What becomes 0, where that is known.
    center: Option<Vec<f32>>,
    forth: Way,
    back: OnceLock<Way>,
}

/// A product with a matrix and a shift afterwards.
#[derive(Debug)]
struct Way {
    /// `[from, to]`.
    weights: Vec<f32>,
    /// `[to]`.
    shift: Vec<f32>,
    device: OnDevices<[Tensor; 2]>,
}

impl Way {
    fn new(weights: Vec<f32>, shift: Vec<f32>) -> Self {
        Self {
            weights,
            shift,
            device: OnDevices::default(),
        }
    }
}

impl Clone for Way {
    fn clone(&self) -> Self {
        Self::new(self.weights.clone(), self.shift.clone())
    }
}

impl Clone for Linear {
    fn clone(&self) -> Self {
        Self {
            matrix: self.matrix.clone(),
            bias: self.bias.clone(),
            center: self.center.clone(),
            forth: self.forth.clone(),
            back: self.back.clone(),
            ..*self
        }
    }
}

impl PartialEq for Linear {
    fn eq(&self, other: &Self) -> bool {
        (self.dims_in, &self.matrix, &self.bias) == (other.dims_in, &other.matrix, &other.bias)
    }
}

impl Linear {
    /// A map of the caller's: `matrix` has `dims_out` rows of `dims_in` numbers, `bias` has `dims_out` numbers or none.
    ///
    /// # Errors
    /// [`Error::Count`] for vectors of no numbers, [`Error::Dimensions`] for a matrix or a bias of another length.
    ///
    /// # Examples
    /// ```
    /// use kernsmith_runtime::Device;
    /// use kernsmith_search::transform::{Linear, Transform};
    ///
    /// let swap = Linear::new([2, 2], vec![0.0, 2.0, 1.0, 0.0], vec![0.0, 5.0])?;
    /// let stream = Device::cpu().default_stream()?;
    /// let swapped = swap.apply(&stream, &[3.0, 4.0])?;
    /// assert_eq!(swapped, [8.0, 8.0]);
    /// let back = swap.reverse(&stream, &swapped)?;
    /// assert!((back[0] - 3.0).abs() < 1e-6 && (back[1] - 4.0).abs() < 1e-6);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(
        [dims_in, dims_out]: [usize; 2],
        matrix: Vec<f32>,
        bias: Vec<f32>,
    ) -> Result<Self, Error> {
        Error::positive("dims_in", dims_in)?;
        Error::positive("dims_out", dims_out)?;
        if dims_in.checked_mul(dims_out) != Some(matrix.len()) {
            return Err(Error::Dimensions {
                dims: dims_in.saturating_mul(dims_out),
                found: matrix.len(),
            });
        }
        if !bias.is_empty() && bias.len() != dims_out {
            return Err(Error::Dimensions {
                dims: dims_out,
                found: bias.len(),
            });
        }
        let columns = (0..dims_in).flat_map(|at| matrix[at..].iter().step_by(dims_in).copied());
        let shift = match bias.is_empty() {
            true => vec![0.0; dims_out],
            false => bias.clone(),
        };
        Ok(Self {
            dims_in,
            dims_out,
            forth: Way::new(columns.collect(), shift),
            matrix,
            bias,
            center: None,
            back: OnceLock::new(),
        })
    }

    /// A map of orthonormal rows or columns, which is its own way back.
    pub(super) fn orthonormal(dims: [usize; 2], matrix: Vec<f32>) -> Result<Self, Error> {
        let back = Way::new(matrix.clone(), vec![0.0; dims[0]]);
        let linear = Self::new(dims, matrix, Vec::new())?;
        Ok(Self {
            back: OnceLock::from(back),
            ..linear
        })
    }

    /// A map that makes `center` 0.
    pub(crate) fn around(mut self, center: Vec<f32>) -> Self {
        self.center = Some(center);
        self
    }

    /// With the way back: `[out, in]`.
    pub(super) fn and_back(mut self, weights: Vec<f32>) -> Self {
        let shift = self.center.clone();
        let shift = shift.unwrap_or_else(|| vec![0.0; self.dims_in]);
        self.back = OnceLock::from(Way::new(weights, shift));
        self
    }

    /// `A`: `dims_out` rows of `dims_in` numbers.
    #[must_use]
    pub fn matrix(&self) -> &[f32] {
        &self.matrix
    }

    /// `A` by columns: `[in, out]`.
    pub(super) fn weights(&self) -> &[f32] {
        &self.forth.weights
    }

    /// `b`; none where it is zero.
    #[must_use]
    pub fn bias(&self) -> &[f32] {
        &self.bias
    }

    pub(super) fn forward(&self, stream: &Stream, vectors: &[f32]) -> Result<Vec<f32>, Error> {
        map(stream, &self.forth, [self.dims_in, self.dims_out], vectors)
    }

    pub(super) fn backward(&self, stream: &Stream, vectors: &[f32]) -> Result<Vec<f32>, Error> {
        let back = match self.back.get() {
            Some(back) => back,
            None => {
                let back = self.pseudo_inverse()?;
                self.back.get_or_init(|| back)
            }
        };
        map(stream, back, [self.dims_out, self.dims_in], vectors)
    }

    /// The way back by singular values, of which those that are rounding errors count as zero.
    #[expect(clippy::cast_precision_loss, reason = "sides are below 2^53")]
    fn pseudo_inverse(&self) -> Result<Way, Error> {
        let cpu = Device::cpu();
        let (rows, columns) = (self.dims_out, self.dims_in);
        let numbers: Vec<f64> = self.matrix.iter().copied().map(f64::from).collect();
        let matrix = Tensor::from_slice(&cpu, &numbers, [rows, columns])?;
        let factors = svd(&cpu.default_stream()?, &matrix, &SvdOptions::default())?;
        let (u, vt) = (factors.u, factors.vt);
        let [u, vt] = [u, vt].map(|factor| factor.expect("the thin form has vectors"));
        let (u, s, vt) = (u.to_vec::<f64>()?, factors.s, vt.to_vec::<f64>()?);
        let s = s.to_vec::<f64>()?;
        let rank = s.len();
        let least = f64::from(f32::EPSILON) * rows.max(columns) as f64 * s[0];
        let mut weights = vec![0.0; rows * columns];
        for (row, weights) in weights.chunks_exact_mut(columns).enumerate() {
            for at in (0..rank).filter(|at| s[*at] > least) {
                let factor = u[row * rank + at] / s[at];
                let vector = &vt[at * columns..][..columns];
                for (weight, x) in weights.iter_mut().zip(vector) {
                    *weight += factor * x;
                }
            }
        }
        let shift = match (&self.center, self.bias.is_empty()) {
            (Some(center), _) => center.clone(),
            (None, true) => vec![0.0; columns],
            (None, false) => {
                let mut shift = vec![0.0; columns];
                for (weights, &bias) in weights.chunks_exact(columns).zip(&self.bias) {
                    for (shift, weight) in shift.iter_mut().zip(weights) {
                        *shift -= weight * f64::from(bias);
                    }
                }
                rounded(&shift)
            }
        };
        Ok(Way::new(rounded(&weights), shift))
    }
}

impl Transform for Linear {
    fn dims_in(&self) -> usize {
        self.dims_in
    }

    fn dims_out(&self) -> usize {
        self.dims_out
    }

    /// Nothing depends on vectors.
    fn train(&mut self, _vectors: &[f32]) -> Result<(), Error> {
        Ok(())
    }

    fn linear(&self) -> Result<&Linear, Error> {
        Ok(self)
    }
}

/// Numbers as float32.
#[expect(
    clippy::cast_possible_truncation,
    reason = "what was computed in double precision is rounded once"
)]
pub(super) fn rounded(numbers: &[f64]) -> Vec<f32> {
    numbers.iter().map(|&x| x as f32).collect()
}

/// Vectors times weights, and the shift: on the stream's device.
fn map(
    stream: &Stream,
    way: &Way,
    [from, to]: [usize; 2],
    vectors: &[f32],
) -> Result<Vec<f32>, Error> {
    let device = stream.device();
    if device.kind() == DeviceKind::Cpu || vectors.is_empty() {
        return Ok(product(vectors, from, &way.weights, &way.shift));
    }
    let [weights, shift] = way.device.get(device, || {
        Ok([
            Tensor::from_slice(device, &way.weights, [from, to])?,
            Tensor::from_slice(device, &way.shift, [to])?,
        ])
    })?;
    let call = GemmCall {
        bias: Some(&shift),
        ..GemmCall::default()
    };
    let rows = (PASS_NUMBERS / from.max(to)).max(1);
    let mut all = Vec::with_capacity(vectors.len() / from * to);
    for vectors in vectors.chunks(rows * from) {
        let vectors = Tensor::from_slice(device, vectors, [vectors.len() / from, from])?;
        all.extend(gemm(stream, &vectors, &weights, &call)?.to_vec::<f32>()?);
    }
    Ok(all)
}
