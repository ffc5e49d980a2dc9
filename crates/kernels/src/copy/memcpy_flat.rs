//! The copy as an operation that is tuned: how much of an array a thread should take, and how wide.

use kernsmith_runtime::DType;

use crate::{
    Error, HostTensor, OpSpec, Operand,
    bank::{InputSet, Range},
    close::Closeness,
    knob::{Configuration, FLAT, Knob},
    plan::{self, BodySource, Plan},
    shape::{Signature, Suite},
};

const NAME: &str = "memcpy";
const DIMENSIONS: &[&str] = &["rows", "D"];

static KERNEL: BodySource = BodySource {
    name: "memcpy_flat",
    file: "memcpy_flat.metal",
    source: include_str!("memcpy_flat.metal"),
    header: include_str!("../../include/kernsmith/copy.h"),
    inputs: &["x"],
    outputs: &["y"],
};

/// The operation, for those who tune it.
pub struct Memcpy;

impl OpSpec for Memcpy {
    fn name(&self) -> &'static str {
        NAME
    }

    fn summary(&self) -> &'static str {
        "y = x"
    }

    fn kernel(&self) -> &'static BodySource {
        &KERNEL
    }

    fn launch_kind(&self) -> &'static str {
        "memcpy_flat"
    }

    fn inputs(&self) -> &'static [Operand] {
        const { &[Operand::of("x", &["N"])] }
    }

    fn outputs(&self) -> &'static [Operand] {
        const { &[Operand::of("y", &["N"])] }
    }

    /// What fits into caches, and what does not.
    fn suites(&self) -> &'static [Suite] {
        const {
            &[
                Suite {
                    name: "cached",
                    shapes: &[&[1, 4096], &[16, 4096], &[128, 4096]],
                },
                Suite {
                    name: "memory",
                    shapes: &[&[4096, 4096], &[16384, 4096]],
                },
            ]
        }
    }

    fn dimensions(&self) -> &'static [&'static str] {
        DIMENSIONS
    }

    fn signature(&self, sizes: &[u64]) -> Signature {
        let elems = sizes[0].saturating_mul(sizes[1]);
        Signature::zip(DIMENSIONS, sizes).with("N", elems)
    }

    fn knobs(&self) -> &'static [Knob] {
        FLAT
    }

    fn plan(
        &self,
        shape: &Signature,
        dtype: DType,
        configuration: &Configuration,
    ) -> Result<Plan, Error> {
        plan::flat(NAME, &KERNEL, shape, dtype, configuration)
    }

    fn generate(&self, shape: &Signature, dtype: DType, set: InputSet) -> Vec<HostTensor> {
        let (elems, d) = (shape.elems("N"), shape.elems("D"));
        let values = set.values(0, elems, d, Range::multiplied(dtype));
        vec![HostTensor::from_values(dtype, &[elems], &values)]
    }

    fn reference(&self, _shape: &Signature, inputs: &[HostTensor]) -> Vec<Vec<f64>> {
        inputs.iter().map(HostTensor::values).collect()
    }

    fn closeness(&self, _dtype: DType) -> Closeness {
        Closeness::EXACT
    }

    fn bytes_moved(&self, shape: &Signature, dtype: DType) -> u64 {
        2 * shape.size("N") * dtype.size_bytes() as u64
    }

    fn flops(&self, _shape: &Signature) -> u64 {
        0
    }
}
