//! Kernels: a name, names of inputs and outputs, and a body of Metal.
//!
//! Not a compiled function: types, passing forms and template arguments come with each call, and each
//! combination of them is compiled once (`pipeline`). The contract is that of MLX's
//! `mx.fast.metal_kernel`, which the crate `msl` turns into text; here is the host's half of it.

mod argument;
mod builder;
mod plan;

pub use builder::KernelBuilder;

use crate::{
    backend::{Compiled, cuda},
    device::{Device, DeviceId},
    error::Error,
    launch::Launch,
    pipeline::{Cache, Pipeline, Typed, refused},
    stream::Stream,
    submission::{Launched, LogSink, Target, submit},
    tensor::Tensor,
    warning::Sink,
};
use kernsmith_msl::{
    compile::compile,
    contract::{self, BodyKernel, Slot, Specialization, TemplateValue},
    diagnostic::{Diagnostics, Severity},
    ir::Module,
    source::SourceMap,
};
use plan::Plan;
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::{Arc, PoisonError, RwLock},
};

/// A kernel. Cloning is cheap and shares what was compiled; calls from many threads are fine.
///
/// # Examples
///
/// ```
/// use kernsmith_runtime::{DType, Device, Kernel, Launch, Tensor};
///
/// let kernel = Kernel::builder("exp1d")
///     .inputs(["a"])
///     .outputs(["out"])
///     .source("
///         uint i = thread_position_in_grid.x;
///         out[i] = metal::exp(a[i]);
///     ")
///     .build()?;
/// let device = Device::cpu();
/// let a = Tensor::from_slice(&device, &[0.0f32, 1.0], [2])?;
/// let launch = Launch::new()
///     .inputs([&a])
///     .output([2], DType::F32)
///     .grid([2, 1, 1])
///     .threadgroup([32, 1, 1]);
/// let outputs = kernel.call(&device.default_stream()?, &launch)?;
/// let exp = outputs[0].to_vec::<f32>()?;
/// assert!((exp[0] - 1.0).abs() < 1e-6 && (exp[1] - 1f32.exp()).abs() < 1e-6);
/// # Ok::<(), kernsmith_runtime::Error>(())
/// ```
///
/// A body that does not compile is told at the first call, with all that is wrong:
///
/// ```
/// use kernsmith_runtime::{DType, Device, Kernel, Launch};
///
/// let kernel = Kernel::builder("k").outputs(["out"]).source("out[0] = undeclared;").build()?;
/// let launch = Launch::new()
///     .output([1], DType::F32)
///     .grid([1, 1, 1])
///     .threadgroup([1, 1, 1]);
/// let error = kernel.call(&Device::cpu().default_stream()?, &launch).unwrap_err();
/// assert!(error.to_string().contains("undeclared"), "{error}");
/// # Ok::<(), kernsmith_runtime::Error>(())
/// ```
#[derive(Clone)]
pub struct Kernel(Arc<Inner>);

struct Inner {
    name: Arc<str>,
    output_names: Vec<Arc<str>>,
    body: BodyKernel,
    ensure_row_contiguous: bool,
    sink: Sink,
    log: LogSink,
    /// By everything that changes the code: texts, names and math mode never do.
    compiled: Cache<(DeviceId, Specialization), Specialized>,
    /// The last one that was asked for: most launches are like the one before.
    last: RwLock<Option<Arc<Specialized>>>,
}

/// A kernel compiled for one combination of types, forms, template arguments and device.
struct Specialized {
    key: (DeviceId, Specialization),
    pipeline: Arc<Pipeline>,
    /// What is bound at each buffer index.
    slots: Vec<Slot>,
}

impl Kernel {
    /// A kernel of this name, to be completed.
    #[must_use]
    pub fn builder(name: impl Into<String>) -> KernelBuilder {
        KernelBuilder::new(name.into())
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.body.name
    }

    /// What it was made of.
    #[must_use]
    pub fn body(&self) -> &BodyKernel {
        &self.0.body
    }

    /// Checks the launch, compiles where needed, and submits. Returns at once; reading an output waits.
    ///
    /// # Errors
    /// If the launch breaks a rule of the contract or a limit of the device, the text does not compile,
    /// or there is no room. What goes wrong while it runs is told by whoever waits: the outputs, their
    /// event, the stream.
    pub fn call(&self, stream: &Stream, launch: &Launch) -> Result<Vec<Tensor>, Error> {
        Ok(self.launch(stream, launch)?.outputs)
    }

    /// As [`call`](Self::call), with the event of the launch, which knows how long the kernel took.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub fn launch(&self, stream: &Stream, launch: &Launch) -> Result<Launched, Error> {
        if let Some(launched) = launch.again.submit((&self.0, self.name()), stream) {
            return launched;
        }
        let plan = Plan::new(self, stream.device(), launch)?;
        let specialized = self.specialized(&plan, launch)?;
        let submission = argument::submission(self, plan, &specialized)?;
        if self.0.sink.is_open() {
            let warnings = submission.warnings(self.variants());
            self.0.sink.tell(warnings, &specialized.pipeline.sources);
            return submit(stream, submission);
        }
        let target = Target {
            owner: Arc::clone(&self.0) as _,
            name: self.name(),
        };
        launch.again.begin(target, stream, submission)
    }

    /// Compiles for this launch, and gives the warnings: the compiler's, and those of the launch itself,
    /// such as a grid that is too small for an output. They come without a run. Warnings of every
    /// launch go to [`KernelBuilder::on_warnings`].
    ///
    /// # Errors
    /// As [`call`](Self::call), as far as they come before the run.
    pub fn warnings(
        &self,
        device: &Device,
        launch: &Launch,
    ) -> Result<(Diagnostics, SourceMap), Error> {
        let plan = Plan::new(self, device, launch)?;
        let specialized = self.specialized(&plan, launch)?;
        let submission = argument::submission(self, plan, &specialized)?;
        let warnings = submission.warnings(self.variants());
        Ok((warnings, specialized.pipeline.sources.clone()))
    }

    /// The integer template arguments, each with how many values were compiled.
    fn variants(&self) -> Vec<(String, usize)> {
        let mut values: BTreeMap<String, BTreeSet<i32>> = BTreeMap::new();
        self.0.compiled.for_each_key(|(_, specialization)| {
            for (name, value) in &specialization.template {
                if let TemplateValue::Int(value) = value {
                    values.entry(name.clone()).or_default().insert(*value);
                }
            }
        });
        let counts = values
            .into_iter()
            .map(|(name, values)| (name, values.len()));
        counts.collect()
    }

    /// The whole text that is compiled for this launch.
    ///
    /// # Errors
    /// If the launch does not fit the kernel.
    pub fn source_for(&self, device: &Device, launch: &Launch) -> Result<String, Error> {
        let plan = Plan::new(self, device, launch)?;
        Ok(contract::assemble(&self.0.body, &plan.specialization(launch))?.text())
    }

    /// The kernel's typed form for this launch, for tools that look at it.
    ///
    /// # Errors
    /// If the launch does not fit the kernel, or the text does not compile.
    pub fn module_for(&self, device: &Device, launch: &Launch) -> Result<Module, Error> {
        let plan = Plan::new(self, device, launch)?;
        Ok(self.typed(&plan.specialization(launch))?.0.module)
    }

    /// The code of this launch for NVIDIA GPUs of an architecture such as 90, as NVRTC makes it. Needs
    /// NVRTC and no GPU: `device` is that of the launch's tensors.
    ///
    /// # Errors
    /// As [`call`](Self::call), and [`Error::NoCuda`] where there is no NVRTC.
    pub fn cubin_for(
        &self,
        device: &Device,
        launch: &Launch,
        architecture: i32,
    ) -> Result<Vec<u8>, Error> {
        let plan = Plan::new(self, device, launch)?;
        let (typed, entry, _) = self.typed(&plan.specialization(launch))?;
        let compiled = Compiled {
            kernel: self.name().to_owned(),
            module: typed.module,
            entry,
            sources: typed.sources,
        };
        let extents = (plan.extents.grid, plan.extents.threadgroup);
        cuda::cubin(&compiled, architecture, extents)
    }

    /// The code for a launch, which is within its limits.
    fn specialized(&self, plan: &Plan, launch: &Launch) -> Result<Arc<Specialized>, Error> {
        let last = self
            .0
            .last
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let is_it = |known: &Arc<Specialized>| {
            known.key.0 == plan.device.id() && plan.is_of(launch, &known.key.1)
        };
        let specialized = match last.filter(is_it) {
            Some(known) => known,
            None => {
                let key = (plan.device.id(), plan.specialization(launch));
                let found = self
                    .0
                    .compiled
                    .get_or_compile(key, |key| self.compile(&plan.device, key))?;
                let mut last = self.0.last.write().unwrap_or_else(PoisonError::into_inner);
                *last = Some(Arc::clone(&found));
                found
            }
        };
        (plan.extents).check_limits(self.name(), &plan.device, &specialized.pipeline, 0)?;
        Ok(specialized)
    }

    fn compile(
        &self,
        device: &Device,
        key: &(DeviceId, Specialization),
    ) -> Result<Specialized, Error> {
        let (typed, name, slots) = self.typed(&key.1)?;
        let entry = typed.kernel(&name);
        let entry = entry.expect("the generated text instantiates the kernel by this name");
        let pipeline = Pipeline::compile(device, self.name(), entry, &typed)?;
        Ok(Specialized {
            key: key.clone(),
            pipeline: Arc::new(pipeline),
            slots,
        })
    }

    /// The typed form, the kernel's name in it, and what it binds.
    fn typed(&self, specialization: &Specialization) -> Result<(Typed, String, Vec<Slot>), Error> {
        let body = &self.0.body;
        let mut assembled = contract::assemble(body, specialization)?;
        let compilation = compile(&mut assembled.sources, &assembled.unit);
        let Some(module) = compilation.module else {
            let found = (&assembled, compilation.diagnostics);
            let diagnostics = contract::explain(body, specialization, found);
            return Err(refused(self.name(), diagnostics, assembled.sources));
        };
        let mut warnings = assembled.warnings;
        warnings.append(compilation.diagnostics);
        warnings.retain(|said| said.severity == Severity::Warning);
        let typed = Typed {
            module,
            warnings,
            refused: compilation.refused,
            sources: assembled.sources,
            advice: body.advice.clone(),
        };
        Ok((typed, assembled.kernel, assembled.slots))
    }
}

impl fmt::Debug for Kernel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let BodyKernel {
            name,
            inputs,
            outputs,
            ..
        } = &self.0.body;
        write!(f, "Kernel({name}: {inputs:?} -> {outputs:?})")
    }
}
