//! Root-mean-square normalization (Zhang and Sennrich 2019), one threadgroup per row.

use std::collections::BTreeMap;

use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use super::{DECODE, DIMENSIONS, PREFILL, Rows, SUITE_EPS, reference, rms_norm_row::rms_norm_row};
use crate::{
    Error, HostTensor, OpSpec, Operand,
    bank::{InputSet, Range},
    dispatch,
    knob::{CHOICE, Configuration, Knob, KnobPlace, KnobValue, THREADGROUP_X, VECTOR_WIDTH, int},
    plan::{BodySource, Plan, grid},
    shape::{Signature, Suite},
};

pub(super) const NAME: &str = "rmsnorm";

/// Elements of a row that the variant with a cache keeps: 16 KiB of threadgroup memory, half of
/// what Apple's devices have, so that two groups of it fit.
const CACHE_ELEMS: i32 = 4096;

static KERNEL: BodySource = BodySource {
    name: "rms_norm",
    file: "rms_norm.metal",
    source: include_str!("rms_norm.metal"),
    header: concat!(
        include_str!("../../include/kernsmith/vector.h"),
        include_str!("../../include/kernsmith/reduce.h"),
    ),
    inputs: &["x", "w", "eps"],
    outputs: &["y"],
};

pub(super) const UNROLL: Knob = Knob {
    name: "unroll",
    place: KnobPlace::Template,
    values: &[int(1), int(2), int(4)],
    baseline: int(1),
};

pub(super) const USE_SIMD: Knob = Knob {
    name: "use_simd",
    place: KnobPlace::Template,
    values: CHOICE,
    baseline: KnobValue::Bool(true),
};

const USE_CACHE: Knob = Knob {
    name: "use_threadgroup_cache",
    place: KnobPlace::Template,
    values: CHOICE,
    baseline: KnobValue::Bool(false),
};

/// `y = x * w / sqrt(mean(x^2) + eps)` over the last dimension.
///
/// # Shapes
/// `x`: `[..., d]`, `weight`: `[d]`; the result is like `x`.
///
/// # Numerics
/// Float16, bfloat16 and float32; squares, mean and products in float, rounded once.
///
/// # Errors
/// [`Error::Shape`] and [`Error::ElementType`] for arguments that do not fit, [`Error::TooLarge`]
/// for more than 2^24 - 1 rows, [`Error::Runtime`] if the kernel does not compile or launch.
///
/// # Examples
/// ```
/// use kernsmith_kernels::norm::rms_norm;
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let stream = device.default_stream()?;
/// let x = Tensor::from_slice(&device, &[3.0f32, 4.0], [1, 2])?;
/// let weight = Tensor::from_slice(&device, &[1.0f32, 2.0], [2])?;
/// let y = rms_norm(&stream, &x, &weight, 0.0)?.to_vec::<f32>()?;
/// assert!((y[0] - 0.848_528).abs() < 1e-6 && (y[1] - 2.262_742).abs() < 1e-6);
///
/// let error = rms_norm(&stream, &x, &x, 0.0).unwrap_err();
/// assert_eq!(error.to_string(), "rmsnorm: expected `weight` of shape [2], found [1, 2]");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rms_norm(stream: &Stream, x: &Tensor, weight: &Tensor, eps: f32) -> Result<Tensor, Error> {
    let plan = rms_norm_plan(x, weight)?;
    let [rows, d] = Rows::of(NAME, x, weight)?.shape();
    let flat = dispatch::reshape(NAME, x, &[rows, d])?;
    let eps = dispatch::scalar(NAME, stream, eps)?;
    let outputs = dispatch::launch(stream, &plan, &[&flat, weight, &eps])?;
    dispatch::reshape(NAME, &outputs[0], x.shape())
}

/// What [`rms_norm`] launches for these arrays.
///
/// # Errors
/// As [`rms_norm`], but nothing is compiled.
pub fn rms_norm_plan(x: &Tensor, weight: &Tensor) -> Result<Plan, Error> {
    let rows = Rows::of(NAME, x, weight)?;
    let once = x.device().kind().is_gpu().then(|| rms_norm_row(x, weight));
    match once.flatten() {
        Some(plan) => Ok(plan),
        None => RmsNorm.plan(&rows.signature(), rows.dtype, &RmsNorm.baseline()),
    }
}

/// The operation, for those who tune it.
pub struct RmsNorm;

impl OpSpec for RmsNorm {
    fn name(&self) -> &'static str {
        NAME
    }

    fn summary(&self) -> &'static str {
        "y = x * w / sqrt(mean(x^2) + eps)"
    }

    fn kernel(&self) -> &'static BodySource {
        &KERNEL
    }

    fn launch_kind(&self) -> &'static str {
        "rmsnorm_rows_tg"
    }

    fn inputs(&self) -> &'static [Operand] {
        const {
            &[
                Operand::of("x", DIMENSIONS),
                Operand::of("w", &["D"]),
                Operand::EPS,
            ]
        }
    }

    fn outputs(&self) -> &'static [Operand] {
        const { &[Operand::of("y", DIMENSIONS)] }
    }

    fn suites(&self) -> &'static [Suite] {
        const {
            &[
                PREFILL,
                Suite {
                    name: "glm_flash_decode",
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
        const { &[VECTOR_WIDTH, UNROLL, USE_SIMD, USE_CACHE, THREADGROUP_X] }
    }

    fn plan(
        &self,
        shape: &Signature,
        dtype: DType,
        configuration: &Configuration,
    ) -> Result<Plan, Error> {
        configuration.check(NAME, self.knobs())?;
        let cached = configuration.number(USE_CACHE.name) == 1;
        let mut plan = row_plan(NAME, &KERNEL, shape, dtype, configuration)?;
        let cache = if cached { CACHE_ELEMS } else { 0 };
        plan.template.push(("CACHE", TemplateValue::Int(cache)));
        plan.function
            .push_str(&format!("_cache{}", u8::from(cached)));
        plan.outputs = vec![(vec![shape.elems("rows"), shape.elems("D")], dtype)];
        Ok(plan)
    }

    fn generate(&self, shape: &Signature, dtype: DType, set: InputSet) -> Vec<HostTensor> {
        let (rows, d) = (shape.elems("rows"), shape.elems("D"));
        let range = Range::squared(dtype);
        vec![
            HostTensor::from_values(dtype, &[rows, d], &set.values(0, rows * d, d, range)),
            HostTensor::from_values(dtype, &[d], &set.mild().values(1, d, d, range)),
            HostTensor::from_values(DType::F32, &[], &[SUITE_EPS]),
        ]
    }

    fn reference(&self, _shape: &Signature, inputs: &[HostTensor]) -> Vec<Vec<f64>> {
        let [x, w, eps] = inputs else {
            panic!("the operation has three inputs");
        };
        vec![reference::rms_norm(
            &x.values(),
            &w.values(),
            eps.values()[0],
        )]
    }

    fn bytes_moved(&self, shape: &Signature, dtype: DType) -> u64 {
        let (rows, d) = (shape.size("rows"), shape.size("D"));
        (2 * rows * d + d) * dtype.size_bytes() as u64
    }

    fn flops(&self, shape: &Signature) -> u64 {
        5 * shape.size("rows") * shape.size("D")
    }
}

/// The part of a plan that all kernels with one threadgroup per row share; outputs are left out.
pub(super) fn row_plan(
    op: &'static str,
    source: &'static BodySource,
    shape: &Signature,
    dtype: DType,
    configuration: &Configuration,
) -> Result<Plan, Error> {
    let knob = |name: &str| configuration.number(name);
    let (vec, unroll, threads) = (
        knob(VECTOR_WIDTH.name),
        knob(UNROLL.name),
        knob(THREADGROUP_X.name),
    );
    let simd = knob(USE_SIMD.name) == 1;
    let width = threads.unsigned_abs();
    Ok(Plan {
        op,
        source,
        function: format!(
            "kernsmith_{}_tg{threads}_v{vec}_u{unroll}_simd{}",
            source.name,
            u8::from(simd)
        ),
        template: vec![
            ("T", TemplateValue::Type(dtype)),
            ("TG", TemplateValue::Int(threads)),
            ("VEC", TemplateValue::Int(vec)),
            ("UNROLL", TemplateValue::Int(unroll)),
            ("SIMD", TemplateValue::Bool(simd)),
        ],
        grid: grid(
            op,
            shape,
            u128::from(shape.size("rows")) * u128::from(width),
        )?,
        threadgroup: [width, 1, 1],
        outputs: Vec::new(),
        align_elems: vec.unsigned_abs(),
        memory_bytes: None,
    })
}
