//! Normalizations over the last dimension.

mod reference;
mod rms_norm;
mod rms_norm_residual;
mod rms_norm_residual_row;
mod rms_norm_row;
mod row;

pub use rms_norm::{RmsNorm, rms_norm, rms_norm_plan};
pub use rms_norm_residual::{RmsNormResidual, rms_norm_residual, rms_norm_residual_plan};
pub use rms_norm_residual_row::rms_norm_residual_row;
pub use rms_norm_row::rms_norm_row;

use kernsmith_runtime::{DType, Tensor};

use crate::{
    Error,
    dispatch::expect,
    shape::{Signature, Suite},
};

/// What the suites' kernels add to the mean square.
const SUITE_EPS: f64 = 1e-6;

/// Shapes of small models' layers: prefill of a few hundred positions, and decoding.
const PREFILL: Suite = Suite {
    name: "glm_flash_small",
    shapes: &[&[128, 2048], &[256, 2048], &[512, 2048], &[1024, 2048]],
};
const DECODE: &[&[u64]] = &[&[1, 2048], &[2, 2048], &[4, 2048]];

/// Dimensions of a normalization.
const DIMENSIONS: &[&str] = &["rows", "D"];

/// An argument that is normalized, as rows.
struct Rows {
    rows: usize,
    d: usize,
    dtype: DType,
}

impl Rows {
    fn of(op: &'static str, x: &Tensor, weight: &Tensor) -> Result<Self, Error> {
        let Some((&d, outer)) = x.shape().split_last() else {
            return Err(Error::Shape {
                op,
                argument: "x",
                expected: "[..., d]".to_owned(),
                found: Vec::new(),
            });
        };
        if !x.dtype().is_float() {
            return Err(Error::ElementType {
                op,
                argument: "x",
                expected: "`float16`, `bfloat16` or `float32`".to_owned(),
                found: x.dtype(),
            });
        }
        expect(op, "weight", weight, &[d], x.dtype())?;
        Ok(Self {
            rows: outer.iter().product(),
            d,
            dtype: x.dtype(),
        })
    }

    fn shape(&self) -> [usize; 2] {
        [self.rows, self.d]
    }

    fn signature(&self) -> Signature {
        Signature::zip(DIMENSIONS, &[self.rows as u64, self.d as u64])
    }
}
