//! A configuration on its way through a session, and the names that records give it.

use std::{collections::BTreeMap, fmt::Write as _};

use kernsmith_kernels::{
    OpSpec, Operand,
    knob::{Configuration, Knob, KnobPlace, KnobValue},
    shape::Signature,
};
use kernsmith_runtime::DType;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::{Error, space::SearchSpace};

/// A configuration to be evaluated.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Its place in the order of the visit.
    pub step: usize,
    /// The operation's name and 16 hexadecimal digits of everything that makes its code.
    pub id: String,
    /// The variant's name.
    pub function: String,
    /// Its knobs.
    pub configuration: Configuration,
}

impl Candidate {
    /// The candidates of an order of configuration numbers.
    ///
    /// # Errors
    /// If the operation refuses to plan one of them.
    pub(crate) fn all(
        op: &dyn OpSpec,
        dtype: DType,
        shape: &Signature,
        order: &[usize],
    ) -> Result<Vec<Self>, Error> {
        let space = SearchSpace::new(op.knobs());
        let text = op.kernel().text();
        order
            .iter()
            .enumerate()
            .map(|(step, number)| {
                let configuration = space.configuration(*number);
                let function = op.plan(shape, dtype, &configuration)?.function;
                Ok(Self {
                    step,
                    id: identity(op, dtype, &text, &function, &configuration),
                    function,
                    configuration,
                })
            })
            .collect()
    }

    /// Whether it is the variant that all others are compared with.
    #[must_use]
    pub fn is_reference(&self) -> bool {
        self.step == 0
    }
}

fn identity(
    op: &dyn OpSpec,
    dtype: DType,
    text: &str,
    function: &str,
    configuration: &Configuration,
) -> String {
    let (template, launch) = parameters(op, configuration);
    let digest = sha256(&json!({
        "op_name": op.name(),
        "metal_source": text,
        "func_name": function,
        "inputs_spec": operands(op.inputs(), dtype),
        "outputs_spec": operands(op.outputs(), dtype),
        "template_params": template,
        "launch_params": launch,
    }));
    format!("{}_{}", op.name(), &digest[..16])
}

/// The digest of a value's canonical text: keys sorted, no spaces.
pub(crate) fn sha256(value: &Value) -> String {
    let digest = Sha256::digest(value.to_string().as_bytes());
    digest.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes all that is written to it");
        text
    })
}

/// Knobs as records keep them: those of the code, and those of the launch.
pub(crate) fn parameters(
    op: &dyn OpSpec,
    configuration: &Configuration,
) -> (BTreeMap<String, Value>, BTreeMap<String, Value>) {
    let of = |place: KnobPlace| {
        let knobs = op.knobs().iter().filter(move |knob| knob.place == place);
        knobs.filter_map(|knob| Some((knob.name.to_owned(), value(configuration.get(knob.name)?))))
    };
    let mut launch: BTreeMap<_, _> = of(KnobPlace::Launch).collect();
    launch.insert("launch_kind".to_owned(), op.launch_kind().into());
    (of(KnobPlace::Template).collect(), launch)
}

/// A knob's value in records.
pub(crate) fn value(value: KnobValue) -> Value {
    match value {
        KnobValue::Int(value) => value.into(),
        KnobValue::Bool(value) => value.into(),
    }
}

/// A search space in records.
pub(crate) fn space(knobs: &[Knob]) -> BTreeMap<String, Vec<Value>> {
    let values = |knob: &Knob| knob.values.iter().copied().map(value).collect();
    knobs
        .iter()
        .map(|knob| (knob.name.to_owned(), values(knob)))
        .collect()
}

/// Operands in records, with the dimensions' names for their sizes.
pub(crate) fn operands(operands: &[Operand], dtype: DType) -> Vec<Value> {
    let dimension = |name: &&str| -> Value {
        name.parse::<u64>()
            .map_or_else(|_| (*name).into(), Into::into)
    };
    let entry = |operand: &Operand| {
        json!({
            "name": operand.name,
            "dtype": operand.dtype.unwrap_or(dtype).name(),
            "shape": operand.shape.iter().map(dimension).collect::<Vec<_>>(),
            "strides": "contiguous",
        })
    };
    operands.iter().map(entry).collect()
}
