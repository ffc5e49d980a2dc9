//! Whether a candidate computes what the reference says, element by element.
//!
//! Outputs are poisoned first, every byte with ones, which is a NaN in each floating-point type:
//! what a candidate does not write cannot pass.

use kernsmith_kernels::{
    OpSpec,
    close::{Closeness, Gap},
    dispatch, host,
    plan::Plan,
};
use kernsmith_runtime::{DType, Kernel, Stream};

use super::case::{InputCase, ShapeCase};
use crate::record::{
    Failure, FailureKind,
    schema::{WorstElement, finite},
};

const POISON: u8 = 0xff;

/// What to verify.
pub(super) struct Verification<'a> {
    pub(super) op: &'a dyn OpSpec,
    pub(super) dtype: DType,
    pub(super) stream: &'a Stream,
    pub(super) kernel: &'a Kernel,
}

impl Verification<'_> {
    /// Verifies a plan on all sets of inputs of its shape.
    pub(super) fn run(&self, plan: &Plan, case: &ShapeCase) -> Result<Gap, Box<Failure>> {
        let mut all = Gap::default();
        for inputs in &case.sets {
            all.merge(&self.run_set(plan, case, inputs)?);
        }
        Ok(all)
    }

    fn run_set(
        &self,
        plan: &Plan,
        case: &ShapeCase,
        inputs: &InputCase,
    ) -> Result<Gap, Box<Failure>> {
        let fail = |kind, reason| {
            Box::new(Failure {
                kind,
                reason,
                shape: Some(case.shape()),
                input_set: Some(inputs.set.name()),
                worst: None,
            })
        };
        let runtime = |error: kernsmith_runtime::Error| {
            let kind = match error {
                kernsmith_runtime::Error::Findings(_) => FailureKind::CheckFinding,
                _ => FailureKind::RuntimeError,
            };
            fail(kind, error.to_string())
        };
        let operands: Vec<_> = inputs.inputs.iter().collect();
        let launch = dispatch::prepare(plan, &operands).poison_outputs(POISON);
        let outputs = self.kernel.call(self.stream, &launch).map_err(runtime)?;
        let closeness = self.op.closeness(self.dtype);
        let row_elems = self.op.rows(&case.signature).elems;
        let mut all = Gap::default();
        for ((output, operand), expected) in
            outputs.iter().zip(self.op.outputs()).zip(&inputs.expected)
        {
            let bytes = output.to_bytes().map_err(runtime)?;
            let found = host::decode(output.dtype(), &bytes);
            let gap = closeness.compare(output.dtype(), row_elems, &found, expected);
            if !gap.passes() {
                let reason = describe(operand.name, &gap, &closeness);
                let mut failure = fail(FailureKind::CorrectnessError, reason);
                failure.worst = worst(operand.name, &gap);
                return Err(failure);
            }
            all.merge(&gap);
        }
        Ok(all)
    }
}

fn describe(output: &str, gap: &Gap, closeness: &Closeness) -> String {
    let Some(worst) = gap.worst else {
        return format!(
            "expected {} elements in `{output}`, found {}",
            gap.length.1, gap.length.0
        );
    };
    format!(
        "expected `{output}`[{}] to be {:?}, found {:?}; {} of {} elements are beyond {:e} of \
         their magnitude",
        worst.index, worst.expected, worst.found, gap.failing, gap.length.1, closeness.rtol
    )
}

fn worst(output: &str, gap: &Gap) -> Option<WorstElement> {
    gap.worst.map(|worst| WorstElement {
        output: output.to_owned(),
        index: worst.index,
        found: finite(worst.found),
        expected: finite(worst.expected),
        failing: gap.failing,
    })
}
