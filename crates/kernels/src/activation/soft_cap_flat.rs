//! Soft capping as an operation that is tuned: stretches of a flat array.

use std::collections::BTreeMap;

use kernsmith_runtime::DType;

use super::reference;
use crate::{
    Error, HostTensor, OpSpec, Operand,
    bank::{InputSet, Range},
    knob::{Configuration, FLAT, Knob},
    plan::{self, BodySource, Plan},
    shape::{Signature, Suite},
};

const NAME: &str = "soft_cap";
const DIMENSIONS: &[&str] = &["rows", "D"];

/// The cap of xLSTM-7B's logits; gates have 15.
const SUITE_CAP: f64 = 30.0;

static KERNEL: BodySource = BodySource {
    name: "soft_cap_flat",
    file: "soft_cap_flat.metal",
    source: include_str!("soft_cap_flat.metal"),
    header: include_str!("../../include/kernsmith/vector.h"),
    inputs: &["x", "cap"],
    outputs: &["y"],
};

/// The operation, for those who tune it.
pub struct SoftCap;

impl OpSpec for SoftCap {
    fn name(&self) -> &'static str {
        NAME
    }

    fn summary(&self) -> &'static str {
        "y = cap * tanh(x / cap)"
    }

    fn kernel(&self) -> &'static BodySource {
        &KERNEL
    }

    fn launch_kind(&self) -> &'static str {
        "soft_cap_flat"
    }

    fn inputs(&self) -> &'static [Operand] {
        const {
            &[
                Operand::of("x", &["N"]),
                Operand {
                    name: "cap",
                    shape: &[],
                    dtype: Some(DType::F32),
                },
            ]
        }
    }

    fn outputs(&self) -> &'static [Operand] {
        const { &[Operand::of("y", &["N"])] }
    }

    /// Logits of a vocabulary of 50304 words.
    fn suites(&self) -> &'static [Suite] {
        const {
            &[
                Suite {
                    name: "xlstm_7b_decode",
                    shapes: &[&[1, 50304], &[2, 50304], &[4, 50304]],
                },
                Suite {
                    name: "xlstm_7b_prefill",
                    shapes: &[&[64, 50304], &[256, 50304]],
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

    fn attributes(&self) -> BTreeMap<&'static str, f64> {
        BTreeMap::from([("cap", SUITE_CAP)])
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
        vec![
            HostTensor::from_values(dtype, &[elems], &values),
            HostTensor::from_values(DType::F32, &[], &[SUITE_CAP]),
        ]
    }

    fn reference(&self, _shape: &Signature, inputs: &[HostTensor]) -> Vec<Vec<f64>> {
        let [x, cap] = inputs else {
            panic!("the operation has two inputs");
        };
        vec![reference::soft_cap(&x.values(), cap.values()[0])]
    }

    fn bytes_moved(&self, shape: &Signature, dtype: DType) -> u64 {
        2 * shape.size("N") * dtype.size_bytes() as u64
    }

    /// A quotient, a product, and the hyperbolic tangent as one.
    fn flops(&self, shape: &Signature) -> u64 {
        3 * shape.size("N")
    }
}
