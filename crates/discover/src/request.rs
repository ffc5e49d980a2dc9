//! What to search, how long, and where to put it.

use std::{collections::BTreeMap, path::PathBuf};

use kernsmith_kernels::{
    OpSpec,
    shape::{Signature, Suite},
};
use kernsmith_runtime::{DType, Device, DeviceKind};
use serde_json::json;

use crate::{
    Candidate, Error, Sampling, candidate, clock,
    record::{
        Meta, Runtime,
        schema::{KernelText, SCHEMA_VERSION, shape_of},
    },
    space::SearchSpace,
    strategy::Strategy,
};

/// A run to start or to go on with.
#[derive(Clone)]
pub struct Request {
    /// The operation.
    pub op: &'static dyn OpSpec,
    /// Where to run.
    pub device: Device,
    /// The folder for the run's files.
    pub dir: PathBuf,
    /// Element type; the operation's first if none is named.
    pub dtype: Option<DType>,
    /// Name of the suite of shapes; the operation's first if none is named.
    pub suite: Option<String>,
    /// Candidates to evaluate; the whole space if no number is given.
    pub budget: Option<usize>,
    /// Seed of the order of the visit and of the pairs.
    pub seed: u64,
    /// Goes on with the run in the folder.
    pub resume: bool,
    /// How much to measure at first.
    pub screening: Sampling,
    /// How much to measure of candidates that may be the best.
    pub finals: Sampling,
    /// Candidates that are measured again, besides the reference variant.
    pub finalists: usize,
}

impl Request {
    /// A run over the whole space of an operation, with its defaults.
    #[must_use]
    pub fn new(op: &'static dyn OpSpec, device: Device, dir: impl Into<PathBuf>) -> Self {
        Self {
            op,
            device,
            dir: dir.into(),
            dtype: None,
            suite: None,
            budget: None,
            seed: 0,
            resume: false,
            screening: Sampling::screening(),
            finals: Sampling::finals(),
            finalists: 6,
        }
    }

    /// What follows from it: the header of the run, the shapes and the candidates.
    pub(crate) fn resolve(&self) -> Result<Resolved, Error> {
        let op = self.op;
        if self.device.kind() == DeviceKind::Check {
            return Err(Error::Untimed {
                op: op.name(),
                device: self.device.name().to_owned(),
            });
        }
        let dtype = self.element_type()?;
        let suite = self.suite()?;
        let signatures: Vec<Signature> = suite
            .shapes
            .iter()
            .map(|sizes| op.signature(sizes))
            .collect();
        let space = SearchSpace::new(op.knobs());
        let requested = self.budget.unwrap_or(space.size());
        if requested == 0 {
            return Err(Error::ZeroBudget { op: op.name() });
        }
        let strategy = Strategy::for_budget(&space, requested);
        let order = strategy.order(&space, requested, self.seed);
        let candidates = Candidate::all(op, dtype, &signatures[0], &order)?;
        let meta = Meta {
            schema_version: SCHEMA_VERSION.to_owned(),
            created_at: clock::now(),
            op_name: op.name().to_owned(),
            seed: self.seed,
            budget: candidates.len(),
            budget_requested: requested,
            space_size: space.size(),
            space: candidate::space(op.knobs()),
            strategy: strategy.name().to_owned(),
            dtype: dtype.name().to_owned(),
            shape_suite: suite.name.to_owned(),
            shapes: signatures.iter().map(shape_of).collect(),
            check_shapes: op
                .check_shapes()
                .iter()
                .map(|sizes| shape_of(&op.signature(sizes)))
                .collect(),
            attributes: attributes(op),
            bytes_moved: signatures
                .iter()
                .map(|shape| op.bytes_moved(shape, dtype))
                .collect(),
            flops: signatures.iter().map(|shape| op.flops(shape)).collect(),
            screening: self.screening,
            finals: self.finals,
            finalists: self.finalists,
            timing_reference: format!("variant {} of the same kernel", candidates[0].id),
            kernel: kernel_text(op, dtype),
            runtime: runtime(&self.device),
        };
        Ok(Resolved {
            meta,
            dtype,
            signatures,
            candidates,
        })
    }

    fn element_type(&self) -> Result<DType, Error> {
        let known = self.op.dtypes();
        let dtype = self.dtype.unwrap_or(known[0]);
        if known.contains(&dtype) {
            return Ok(dtype);
        }
        Err(Error::ElementType {
            op: self.op.name(),
            found: dtype,
            known: list(known.iter().map(|dtype| dtype.name())),
        })
    }

    fn suite(&self) -> Result<&'static Suite, Error> {
        let suites = self.op.suites();
        let Some(name) = &self.suite else {
            return Ok(&suites[0]);
        };
        suites
            .iter()
            .find(|suite| suite.name == name)
            .ok_or_else(|| Error::UnknownSuite {
                op: self.op.name(),
                found: name.clone(),
                known: list(suites.iter().map(|suite| suite.name)),
            })
    }
}

/// A request with all its defaults filled in.
pub(crate) struct Resolved {
    pub(crate) meta: Meta,
    pub(crate) dtype: DType,
    pub(crate) signatures: Vec<Signature>,
    pub(crate) candidates: Vec<Candidate>,
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

fn attributes(op: &dyn OpSpec) -> BTreeMap<String, f64> {
    op.attributes()
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect()
}

fn kernel_text(op: &dyn OpSpec, dtype: DType) -> KernelText {
    let metal_source = op.kernel().text();
    KernelText {
        name: op.kernel().name.to_owned(),
        source_hash: candidate::sha256(&json!({ "metal_source": metal_source })),
        metal_source,
        inputs_spec: candidate::operands(op.inputs(), dtype),
        outputs_spec: candidate::operands(op.outputs(), dtype),
    }
}

fn runtime(device: &Device) -> Runtime {
    let info = device.info();
    Runtime {
        device: info.name.to_owned(),
        device_name: info.model.clone(),
        device_arch: format!("{}-{}", std::env::consts::ARCH, info.instruction_set),
        fingerprint: info.fingerprint.clone(),
        threads: info.threads,
        os: std::env::consts::OS.to_owned(),
        kernsmith_version: env!("CARGO_PKG_VERSION").to_owned(),
        mlx_version: "unknown".to_owned(),
    }
}
