//! A residual sum and its root-mean-square normalization in one pass over memory.

use std::collections::BTreeMap;

use kernsmith_runtime::{DType, Stream, Tensor};

use super::{
    DECODE, DIMENSIONS, PREFILL, Rows, SUITE_EPS, expect, reference,
    rms_norm::{UNROLL, USE_SIMD, row_plan},
    rms_norm_residual_row::rms_norm_residual_row,
};
use crate::{
    Error, HostTensor, OpSpec, Operand,
    bank::{InputSet, Range},
    dispatch,
    knob::{Configuration, Knob, THREADGROUP_X, VECTOR_WIDTH},
    plan::{BodySource, Plan},
    shape::{Signature, Suite},
};

pub(super) const NAME: &str = "rmsnorm_residual";

static KERNEL: BodySource = BodySource {
    name: "rms_norm_residual",
    file: "rms_norm_residual.metal",
    source: include_str!("rms_norm_residual.metal"),
    header: concat!(
        include_str!("../../include/kernsmith/vector.h"),
        include_str!("../../include/kernsmith/reduce.h"),
    ),
    inputs: &["x", "r", "w", "eps"],
    outputs: &["y", "u"],
};

/// `u = x + residual`, and `y = u * w / sqrt(mean(u^2) + eps)` over the last dimension; gives
/// `(y, u)`.
///
/// # Shapes
/// `x`, `residual`: `[..., d]`, `weight`: `[d]`; both results are like `x`.
///
/// # Numerics
/// Float16, bfloat16 and float32. The sum is rounded to the element type first, and the mean is
/// that of the rounded sum, as if the sum had been stored and normalized by [`super::rms_norm`].
///
/// # Errors
/// [`Error::Shape`] and [`Error::ElementType`] for arguments that do not fit, [`Error::TooLarge`]
/// for more than 2^24 - 1 rows, [`Error::Runtime`] if the kernel does not compile or launch.
pub fn rms_norm_residual(
    stream: &Stream,
    x: &Tensor,
    residual: &Tensor,
    weight: &Tensor,
    eps: f32,
) -> Result<(Tensor, Tensor), Error> {
    let plan = rms_norm_residual_plan(x, residual, weight)?;
    let rows = Rows::of(NAME, x, weight)?.shape();
    let flat = |tensor: &Tensor| dispatch::reshape(NAME, tensor, &rows);
    let (flat_x, flat_r) = (flat(x)?, flat(residual)?);
    let eps = dispatch::scalar(NAME, stream, eps)?;
    let outputs = dispatch::launch(stream, &plan, &[&flat_x, &flat_r, weight, &eps])?;
    Ok((
        dispatch::reshape(NAME, &outputs[0], x.shape())?,
        dispatch::reshape(NAME, &outputs[1], x.shape())?,
    ))
}

/// What [`rms_norm_residual`] launches for these arrays.
///
/// # Errors
/// As [`rms_norm_residual`], but nothing is compiled.
pub fn rms_norm_residual_plan(
    x: &Tensor,
    residual: &Tensor,
    weight: &Tensor,
) -> Result<Plan, Error> {
    let rows = Rows::of(NAME, x, weight)?;
    expect(NAME, "residual", residual, x.shape(), rows.dtype)?;
    let once = x.device().kind().is_gpu();
    let once = once.then(|| rms_norm_residual_row(x, residual, weight));
    match once.flatten() {
        Some(plan) => Ok(plan),
        None => {
            let baseline = RmsNormResidual.baseline();
            RmsNormResidual.plan(&rows.signature(), rows.dtype, &baseline)
        }
    }
}

/// The operation, for those who tune it.
pub struct RmsNormResidual;

impl OpSpec for RmsNormResidual {
    fn name(&self) -> &'static str {
        NAME
    }

    fn summary(&self) -> &'static str {
        "u = x + r; y = u * w / sqrt(mean(u^2) + eps)"
    }

    fn kernel(&self) -> &'static BodySource {
        &KERNEL
    }

    fn launch_kind(&self) -> &'static str {
        "rmsnorm_residual_rows_tg"
    }

    fn inputs(&self) -> &'static [Operand] {
        const {
            &[
                Operand::of("x", DIMENSIONS),
                Operand::of("r", DIMENSIONS),
                Operand::of("w", &["D"]),
                Operand::EPS,
            ]
        }
    }

    fn outputs(&self) -> &'static [Operand] {
        const { &[Operand::of("y", DIMENSIONS), Operand::of("u", DIMENSIONS)] }
    }

    fn suites(&self) -> &'static [Suite] {
        const {
            &[
                PREFILL,
                Suite {
                    name: "glm_flash_decode",
                    shapes: DECODE,
                },
                Suite {
                    name: "qwen30b_decode",
                    shapes: DECODE,
                },
                Suite {
                    name: "lfm2_decode",
                    shapes: DECODE,
                },
            ]
        }
    }

    fn dimensions(&self) -> &'static [&'static str] {
        DIMENSIONS
    }

    fn signature(&self, sizes: &[u64]) -> Signature {
        Signature::zip(DIMENSIONS, sizes)
    }

    fn attributes(&self) -> BTreeMap<&'static str, f64> {
        BTreeMap::from([("eps", SUITE_EPS)])
    }

    fn knobs(&self) -> &'static [Knob] {
        const { &[VECTOR_WIDTH, UNROLL, USE_SIMD, THREADGROUP_X] }
    }

    fn plan(
        &self,
        shape: &Signature,
        dtype: DType,
        configuration: &Configuration,
    ) -> Result<Plan, Error> {
        configuration.check(NAME, self.knobs())?;
        let mut plan = row_plan(NAME, &KERNEL, shape, dtype, configuration)?;
        let output = (vec![shape.elems("rows"), shape.elems("D")], dtype);
        plan.outputs = vec![output.clone(), output];
        Ok(plan)
    }

    fn generate(&self, shape: &Signature, dtype: DType, set: InputSet) -> Vec<HostTensor> {
        let (rows, d) = (shape.elems("rows"), shape.elems("D"));
        let range = Range::squared(dtype);
        let row_array = |operand| {
            HostTensor::from_values(dtype, &[rows, d], &set.values(operand, rows * d, d, range))
        };
        vec![
            row_array(0),
            row_array(1),
            HostTensor::from_values(dtype, &[d], &set.mild().values(2, d, d, range)),
            HostTensor::from_values(DType::F32, &[], &[SUITE_EPS]),
        ]
    }

    fn reference(&self, _shape: &Signature, inputs: &[HostTensor]) -> Vec<Vec<f64>> {
        let [x, r, w, eps] = inputs else {
            panic!("the operation has four inputs");
        };
        let eps = eps.values()[0];
        reference::rms_norm_residual(x.dtype, &x.values(), &r.values(), &w.values(), eps).into()
    }

    fn bytes_moved(&self, shape: &Signature, dtype: DType) -> u64 {
        let (rows, d) = (shape.size("rows"), shape.size("D"));
        (4 * rows * d + d) * dtype.size_bytes() as u64
    }

    fn flops(&self, shape: &Signature) -> u64 {
        7 * shape.size("rows") * shape.size("D")
    }
}
