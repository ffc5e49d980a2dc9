//! One decoding step of latent attention: the rope parts are rotated by the position's angles and
//! packed after the parts without position.

use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use super::reference;
use crate::{
    Error, HostTensor, OpSpec, Operand, Rows,
    bank::{InputSet, Range},
    dispatch,
    knob::{CHOICE, Configuration, Knob, KnobPlace, KnobValue, THREADGROUP_X},
    plan::{BodySource, Plan, grid},
    shape::{Signature, Suite},
};

const NAME: &str = "rope";
const DIMENSIONS: &[&str] = &["B", "H_Q", "D_NOPE", "D_ROPE"];

static KERNEL: BodySource = BodySource {
    name: "rope_decode",
    file: "decode.metal",
    source: include_str!("decode.metal"),
    header: "",
    inputs: &["q_nope", "q_rope", "kv_nope", "k_rope", "cosines", "sines"],
    outputs: &["q", "k"],
};

const USE_FMA: Knob = Knob {
    name: "use_fma",
    place: KnobPlace::Template,
    values: CHOICE,
    baseline: KnobValue::Bool(false),
};

/// What one decoding step has of queries, key and angles.
#[derive(Clone, Copy, Debug)]
pub struct DecodeInputs<'a> {
    /// Queries without position, `[b, h, 1, dn]`.
    pub q_nope: &'a Tensor,
    /// Queries to rotate, `[b, h, 1, dr]`.
    pub q_rope: &'a Tensor,
    /// The key without position, one head, `[b, 1, 1, dn]`.
    pub kv_nope: &'a Tensor,
    /// The key to rotate, `[b, 1, 1, dr]`.
    pub k_rope: &'a Tensor,
    /// Cosines of the position's angles, `[dr / 2]`; of the queries' type or float32.
    pub cosines: &'a Tensor,
    /// Sines of the position's angles, like the cosines.
    pub sines: &'a Tensor,
}

/// Rotates the rope parts of one position's queries and key, neighbors as pairs, and packs them
/// after the parts without position; gives `(q, k)`.
///
/// # Shapes
/// See [`DecodeInputs`]; `q` is `[b, h, 1, dn + dr]`, `k` is `[b, 1, 1, dn + dr]`.
///
/// # Numerics
/// Float16, bfloat16 and float32; the rotation in float, rounded once; the rest bit for bit.
///
/// # Errors
/// [`Error::Shape`] and [`Error::ElementType`] for arguments that do not fit, an odd `dr` among
/// them; [`Error::TooLarge`] for 2^32 output elements and more; [`Error::Runtime`] if the kernel
/// does not compile or launch.
pub fn rope_decode(stream: &Stream, inputs: DecodeInputs<'_>) -> Result<(Tensor, Tensor), Error> {
    let shape = check(inputs)?;
    let plan = RopeDecode.plan(&shape, inputs.q_nope.dtype(), &RopeDecode.baseline())?;
    let operands = [
        inputs.q_nope,
        inputs.q_rope,
        inputs.kv_nope,
        inputs.k_rope,
        inputs.cosines,
        inputs.sines,
    ];
    let mut outputs = dispatch::launch(stream, &plan, &operands)?.into_iter();
    let mut next = || outputs.next().expect("the kernel has two outputs");
    Ok((next(), next()))
}

fn check(inputs: DecodeInputs<'_>) -> Result<Signature, Error> {
    let (q_nope, q_rope) = (inputs.q_nope, inputs.q_rope);
    let (&[b, h, 1, dn], &[_, _, _, dr]) = (q_nope.shape(), q_rope.shape()) else {
        let wrong = if matches!(q_nope.shape(), [_, _, 1, _]) {
            ("q_rope", q_rope)
        } else {
            ("q_nope", q_nope)
        };
        return Err(Error::Shape {
            op: NAME,
            argument: wrong.0,
            expected: "[b, h, 1, d]".to_owned(),
            found: wrong.1.shape().to_vec(),
        });
    };
    let dtype = q_nope.dtype();
    if !dtype.is_float() {
        return Err(Error::ElementType {
            op: NAME,
            argument: "q_nope",
            expected: "`float16`, `bfloat16` or `float32`".to_owned(),
            found: dtype,
        });
    }
    if dr % 2 == 1 {
        return Err(Error::Shape {
            op: NAME,
            argument: "q_rope",
            expected: format!("[{b}, {h}, 1, an even size]"),
            found: q_rope.shape().to_vec(),
        });
    }
    dispatch::expect(NAME, "q_rope", q_rope, &[b, h, 1, dr], dtype)?;
    dispatch::expect(NAME, "kv_nope", inputs.kv_nope, &[b, 1, 1, dn], dtype)?;
    dispatch::expect(NAME, "k_rope", inputs.k_rope, &[b, 1, 1, dr], dtype)?;
    for (argument, table) in [("cosines", inputs.cosines), ("sines", inputs.sines)] {
        let accepted = if table.dtype() == DType::F32 {
            DType::F32
        } else {
            dtype
        };
        dispatch::expect(NAME, argument, table, &[dr / 2], accepted)?;
    }
    Ok(RopeDecode.signature(&[b as u64, h as u64, dn as u64, dr as u64]))
}

/// The operation, for those who tune it.
pub struct RopeDecode;

impl OpSpec for RopeDecode {
    fn name(&self) -> &'static str {
        NAME
    }

    fn summary(&self) -> &'static str {
        "rotate and pack one position's queries and key"
    }

    fn kernel(&self) -> &'static BodySource {
        &KERNEL
    }

    fn launch_kind(&self) -> &'static str {
        "rope_decode_pos"
    }

    fn inputs(&self) -> &'static [Operand] {
        const {
            &[
                Operand::of("q_nope", &["B", "H_Q", "1", "D_NOPE"]),
                Operand::of("q_rope", &["B", "H_Q", "1", "D_ROPE"]),
                Operand::of("kv_nope", &["B", "1", "1", "D_NOPE"]),
                Operand::of("k_rope", &["B", "1", "1", "D_ROPE"]),
                Operand::of("cosines", &["D_ROPE/2"]),
                Operand::of("sines", &["D_ROPE/2"]),
            ]
        }
    }

    fn outputs(&self) -> &'static [Operand] {
        const {
            &[
                Operand::of("q", &["B", "H_Q", "1", "D_OUT"]),
                Operand::of("k", &["B", "1", "1", "D_OUT"]),
            ]
        }
    }

    fn suites(&self) -> &'static [Suite] {
        const {
            &[
                Suite {
                    name: "glm_flash_small",
                    shapes: &[&[1, 32, 128, 64], &[2, 32, 128, 64], &[4, 32, 128, 64]],
                },
                Suite {
                    name: "glm_flash_decode",
                    shapes: &[&[1, 24, 128, 64], &[1, 32, 128, 64], &[1, 40, 128, 64]],
                },
            ]
        }
    }

    fn dimensions(&self) -> &'static [&'static str] {
        DIMENSIONS
    }

    fn check_shapes(&self) -> &'static [&'static [u64]] {
        &[&[2, 3, 8, 4], &[1, 2, 5, 6]]
    }

    fn signature(&self, sizes: &[u64]) -> Signature {
        Signature::zip(DIMENSIONS, sizes).with("D_OUT", sizes[2].saturating_add(sizes[3]))
    }

    fn knobs(&self) -> &'static [Knob] {
        const { &[USE_FMA, THREADGROUP_X] }
    }

    fn plan(
        &self,
        shape: &Signature,
        dtype: DType,
        configuration: &Configuration,
    ) -> Result<Plan, Error> {
        configuration.check(NAME, self.knobs())?;
        let threads = configuration.number(THREADGROUP_X.name);
        let fma = configuration.number(USE_FMA.name) == 1;
        let (b, h) = (shape.size("B"), shape.size("H_Q"));
        let slices = u128::from(b) * (u128::from(h) + 1);
        let grid = grid(NAME, shape, slices * u128::from(shape.size("D_OUT")))?;
        let size = |name: &str| shape.elems(name);
        Ok(Plan {
            op: NAME,
            source: &KERNEL,
            function: format!("kernsmith_rope_decode_tg{threads}_fma{}", u8::from(fma)),
            template: vec![
                ("T", TemplateValue::Type(dtype)),
                ("FMA", TemplateValue::Bool(fma)),
            ],
            grid,
            threadgroup: [threads.unsigned_abs().min(grid[0].max(1)), 1, 1],
            outputs: vec![
                (vec![size("B"), size("H_Q"), 1, size("D_OUT")], dtype),
                (vec![size("B"), 1, 1, size("D_OUT")], dtype),
            ],
            align_elems: 1,
            memory_bytes: None,
        })
    }

    fn rows(&self, shape: &Signature) -> Rows {
        Rows {
            count: shape.elems("B"),
            elems: shape.elems("D_OUT"),
        }
    }

    /// Cosines and sines are normal numbers too: the kernel is linear in them.
    fn generate(&self, shape: &Signature, dtype: DType, set: InputSet) -> Vec<HostTensor> {
        let size = |name: &str| shape.elems(name);
        let (b, h, dn, dr) = (size("B"), size("H_Q"), size("D_NOPE"), size("D_ROPE"));
        let range = Range::multiplied(dtype);
        let shapes = [[b, h, 1, dn], [b, h, 1, dr], [b, 1, 1, dn], [b, 1, 1, dr]];
        let mut inputs = Vec::new();
        for (operand, shape) in (0..).zip(shapes) {
            let values = set.values(operand, shape.iter().product(), shape[3], range);
            inputs.push(HostTensor::from_values(dtype, &shape, &values));
        }
        for operand in [4, 5] {
            let values = set.mild().values(operand, dr / 2, dr / 2, range);
            inputs.push(HostTensor::from_values(dtype, &[dr / 2], &values));
        }
        inputs
    }

    fn reference(&self, shape: &Signature, inputs: &[HostTensor]) -> Vec<Vec<f64>> {
        let values: Vec<Vec<f64>> = inputs.iter().map(HostTensor::values).collect();
        let [q_nope, q_rope, kv_nope, k_rope, cosines, sines] = values.as_slice() else {
            panic!("the operation has six inputs");
        };
        let (b, h) = (shape.elems("B"), shape.elems("H_Q"));
        vec![
            reference::pack(q_nope, q_rope, cosines, sines, b * h),
            reference::pack(kv_nope, k_rope, cosines, sines, b),
        ]
    }

    fn bytes_moved(&self, shape: &Signature, dtype: DType) -> u64 {
        let size = |name: &str| shape.size(name);
        let slices = size("B") * (size("H_Q") + 1);
        (2 * slices * size("D_OUT") + size("D_ROPE")) * dtype.size_bytes() as u64
    }

    fn flops(&self, shape: &Signature) -> u64 {
        4 * shape.size("B") * (shape.size("H_Q") + 1) * shape.size("D_ROPE")
    }
}
