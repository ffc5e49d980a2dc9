//! The gated linear unit with the Swish activation (Shazeer 2020).

use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use super::swiglu_wide::swiglu_wide;
use crate::{
    Error, HostTensor, OpSpec, Operand,
    bank::{InputSet, Range},
    dispatch,
    knob::{CHOICE, Configuration, Knob, KnobPlace, KnobValue, THREADGROUP_X, VECTOR_WIDTH, int},
    plan::{BodySource, Plan, grid},
    shape::{Signature, Suite},
};

pub(super) const NAME: &str = "swiglu";
const DIMENSIONS: &[&str] = &["rows", "D"];

static KERNEL: BodySource = BodySource {
    name: "swiglu",
    file: "swiglu.metal",
    source: include_str!("swiglu.metal"),
    header: concat!(
        include_str!("../../include/kernsmith/vector.h"),
        include_str!("../../include/kernsmith/sigmoid.h"),
    ),
    inputs: &["g", "u"],
    outputs: &["y"],
};

const UNROLL: Knob = Knob {
    name: "unroll",
    place: KnobPlace::Template,
    values: &[int(1), int(2), int(4), int(8)],
    baseline: int(1),
};

/// Name and values are those of the records; what it chooses is the sigmoid that never takes the
/// exponential of a positive number.
const FAST_SIGMOID: Knob = Knob {
    name: "fast_sigmoid",
    place: KnobPlace::Template,
    values: CHOICE,
    baseline: KnobValue::Bool(false),
};

/// `y = gate * sigmoid(gate) * up`, element by element.
///
/// # Shapes
/// `gate` and `up` have one shape; the result is like them.
///
/// # Numerics
/// Float16, bfloat16 and float32; computed in float, rounded once.
///
/// # Errors
/// [`Error::Shape`] and [`Error::ElementType`] for arguments that do not fit, [`Error::TooLarge`]
/// for more than 2^32 - 32 elements, [`Error::Runtime`] if the kernel does not compile or launch.
///
/// # Examples
/// ```
/// use kernsmith_kernels::activation::swiglu;
/// use kernsmith_runtime::{Device, Tensor};
///
/// let device = Device::cpu();
/// let gate = Tensor::from_slice(&device, &[0.0f32, 4.0], [2])?;
/// let up = Tensor::from_slice(&device, &[5.0f32, -0.25], [2])?;
/// let y = swiglu(&device.default_stream()?, &gate, &up)?.to_vec::<f32>()?;
/// assert!(y[0] == 0.0 && (y[1] + 0.982_014).abs() < 1e-6);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn swiglu(stream: &Stream, gate: &Tensor, up: &Tensor) -> Result<Tensor, Error> {
    let plan = swiglu_plan(gate, up)?;
    let flat = |tensor: &Tensor| dispatch::reshape(NAME, tensor, &[gate.elements()]);
    let outputs = dispatch::launch(stream, &plan, &[&flat(gate)?, &flat(up)?])?;
    dispatch::reshape(NAME, &outputs[0], gate.shape())
}

/// What [`swiglu`] launches for these arrays.
///
/// # Errors
/// As [`swiglu`], but nothing is compiled.
pub fn swiglu_plan(gate: &Tensor, up: &Tensor) -> Result<Plan, Error> {
    if !gate.dtype().is_float() {
        return Err(Error::ElementType {
            op: NAME,
            argument: "gate",
            expected: "`float16`, `bfloat16` or `float32`".to_owned(),
            found: gate.dtype(),
        });
    }
    dispatch::expect(NAME, "up", up, gate.shape(), gate.dtype())?;
    let shape = Swiglu.signature(&[1, gate.elements() as u64]);
    let baseline = || Swiglu.plan(&shape, gate.dtype(), &Swiglu.baseline());
    swiglu_wide(gate, up).map_or_else(baseline, Ok)
}

/// The operation, for those who tune it.
pub struct Swiglu;

/// Rows of a few hundred positions.
const PREFILL: Suite = Suite {
    name: "glm_flash_small",
    shapes: &[&[128, 1536], &[256, 1536], &[512, 1536], &[1024, 1536]],
};

impl OpSpec for Swiglu {
    fn name(&self) -> &'static str {
        NAME
    }

    fn summary(&self) -> &'static str {
        "y = g * sigmoid(g) * u"
    }

    fn kernel(&self) -> &'static BodySource {
        &KERNEL
    }

    fn launch_kind(&self) -> &'static str {
        "swiglu_flat"
    }

    fn inputs(&self) -> &'static [Operand] {
        const { &[Operand::of("g", &["N"]), Operand::of("u", &["N"])] }
    }

    fn outputs(&self) -> &'static [Operand] {
        const { &[Operand::of("y", &["N"])] }
    }

    fn suites(&self) -> &'static [Suite] {
        const {
            &[
                PREFILL,
                Suite {
                    name: "glm_flash_decode",
                    shapes: &[&[1, 1536], &[2, 1536], &[4, 1536]],
                },
                Suite {
                    name: "qwen30b_decode",
                    shapes: &[&[1, 2048], &[2, 2048], &[4, 2048]],
                },
                Suite {
                    name: "lfm2_decode",
                    shapes: &[&[1, 7168], &[2, 7168], &[4, 7168]],
                },
            ]
        }
    }

    fn dimensions(&self) -> &'static [&'static str] {
        DIMENSIONS
    }

    fn signature(&self, sizes: &[u64]) -> Signature {
        let shape = Signature::zip(DIMENSIONS, sizes);
        let elems = sizes[0].saturating_mul(sizes[1]);
        shape.with("N", elems)
    }

    fn knobs(&self) -> &'static [Knob] {
        const { &[VECTOR_WIDTH, UNROLL, FAST_SIGMOID, THREADGROUP_X] }
    }

    fn plan(
        &self,
        shape: &Signature,
        dtype: DType,
        configuration: &Configuration,
    ) -> Result<Plan, Error> {
        configuration.check(NAME, self.knobs())?;
        let knob = |name: &str| configuration.number(name);
        let (vec, unroll) = (knob(VECTOR_WIDTH.name), knob(UNROLL.name));
        let threads = knob(THREADGROUP_X.name);
        let stable = knob(FAST_SIGMOID.name) == 1;
        let elems = shape.size("N");
        if elems > u64::from(u32::MAX) - 32 {
            return Err(Error::TooLarge {
                op: NAME,
                shape: shape.to_string(),
                threads: u128::from(elems),
            });
        }
        let each = u64::from(vec.unsigned_abs() * unroll.unsigned_abs());
        let grid = grid(NAME, shape, u128::from(elems.div_ceil(each)))?;
        Ok(Plan {
            op: NAME,
            source: &KERNEL,
            function: format!(
                "kernsmith_swiglu_tg{threads}_v{vec}_u{unroll}_fast{}",
                u8::from(stable)
            ),
            template: vec![
                ("T", TemplateValue::Type(dtype)),
                ("VEC", TemplateValue::Int(vec)),
                ("UNROLL", TemplateValue::Int(unroll)),
                ("STABLE", TemplateValue::Bool(stable)),
            ],
            grid,
            threadgroup: [threads.unsigned_abs().min(grid[0].max(1)), 1, 1],
            outputs: vec![(vec![shape.elems("N")], dtype)],
            align_elems: vec.unsigned_abs(),
            memory_bytes: None,
        })
    }

    fn generate(&self, shape: &Signature, dtype: DType, set: InputSet) -> Vec<HostTensor> {
        let (elems, d) = (shape.elems("N"), shape.elems("D"));
        let range = Range::multiplied(dtype);
        [0, 1]
            .map(|operand| {
                let values = set.values(operand, elems, d, range);
                HostTensor::from_values(dtype, &[elems], &values)
            })
            .into()
    }

    fn reference(&self, _shape: &Signature, inputs: &[HostTensor]) -> Vec<Vec<f64>> {
        let [gate, up] = inputs else {
            panic!("the operation has two inputs");
        };
        vec![super::reference::swiglu(&gate.values(), &up.values())]
    }

    fn bytes_moved(&self, shape: &Signature, dtype: DType) -> u64 {
        3 * shape.size("N") * dtype.size_bytes() as u64
    }

    fn flops(&self, shape: &Signature) -> u64 {
        8 * shape.size("N")
    }
}
