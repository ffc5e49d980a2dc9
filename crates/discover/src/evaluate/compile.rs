//! Compiling a candidate, apart from running it.

use kernsmith_kernels::{dispatch, plan::Plan};
use kernsmith_runtime::{Kernel, Stream, Tensor};

use crate::{
    clock,
    record::{Failure, FailureKind},
};

/// A compiled candidate.
pub(super) struct Compiled {
    pub(super) kernel: Kernel,
    pub(super) time_ms: f64,
}

/// Compiles; the runtime keeps the pipeline, so launches find it.
pub(super) fn compile(
    stream: &Stream,
    plan: &Plan,
    inputs: &[&Tensor],
) -> Result<Compiled, Box<Failure>> {
    let kernel =
        dispatch::kernel(plan.op, plan.source).map_err(|error| failed(error.to_string()))?;
    let launch = dispatch::prepare(plan, inputs);
    let (compiled, time_ms) = clock::timed_ms(|| kernel.warnings(stream.device(), &launch));
    compiled.map_err(|error| failed(error.to_string()))?;
    Ok(Compiled { kernel, time_ms })
}

fn failed(reason: String) -> Box<Failure> {
    Box::new(Failure {
        kind: FailureKind::CompileError,
        reason,
        shape: None,
        input_set: None,
        worst: None,
    })
}
