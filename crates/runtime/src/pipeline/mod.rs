//! Pipelines: a kernel compiled for one combination of types, forms, template arguments and device.
//!
//! Not on disk yet: compiled code lives as long as its kernel.

mod cache;
mod key;

pub(crate) use cache::PipelineCache;
pub(crate) use key::PipelineKey;

use crate::{
    backend::{Compiled, Program},
    error::{CompileError, Error},
};
use kernsmith_msl::{
    analysis::layout::layout,
    compile::compile,
    contract::{self, BodyKernel, Slot, Specialization},
    diagnostic::Diagnostics,
    ir::{AddressSpace, EntryPoint, Module},
    source::SourceMap,
};
use std::sync::Arc;

/// A compiled kernel.
pub(crate) struct Pipeline {
    pub(crate) program: Program,
    /// What is bound at each buffer index.
    pub(crate) slots: Vec<Slot>,
    /// What the threadgroup variables take.
    pub(crate) threadgroup_bytes: u64,
    /// The kernel's own limit of threads in a threadgroup.
    pub(crate) max_threads: Option<u32>,
    /// What was said about a text that compiles.
    pub(crate) warnings: Diagnostics,
    pub(crate) sources: SourceMap,
}

/// A kernel's typed form for some types and template arguments, whatever the device.
pub(crate) struct Typed {
    pub(crate) module: Module,
    /// The kernel's name in the module.
    entry: String,
    slots: Vec<Slot>,
    warnings: Diagnostics,
    sources: SourceMap,
}

impl Typed {
    pub(crate) fn new(body: &BodyKernel, specialization: &Specialization) -> Result<Self, Error> {
        let mut assembled = contract::assemble(body, specialization)?;
        let compilation = compile(&mut assembled.sources, &assembled.unit);
        let Some(module) = compilation.module else {
            let found = (&assembled, compilation.diagnostics);
            return Err(Error::Compile(Arc::new(CompileError {
                kernel: body.name.clone(),
                diagnostics: contract::explain(body, specialization, found),
                sources: assembled.sources,
            })));
        };
        let mut warnings = assembled.warnings;
        warnings.append(compilation.diagnostics);
        Ok(Self {
            module,
            entry: assembled.kernel,
            slots: assembled.slots,
            warnings,
            sources: assembled.sources,
        })
    }
}

impl Pipeline {
    pub(crate) fn compile(body: &BodyKernel, key: &PipelineKey) -> Result<Self, Error> {
        let typed = Typed::new(body, &key.specialization)?;
        let mut kernels = typed.module.kernels.iter();
        let entry = kernels
            .find(|entry| entry.name == typed.entry)
            .expect("the generated text instantiates the kernel by this name");
        let threadgroup_bytes = threadgroup_bytes(&typed.module, entry);
        let max_threads = entry.max_threads;
        let compiled = Compiled {
            kernel: body.name.clone(),
            module: typed.module,
            entry: typed.entry,
            sources: typed.sources.clone(),
        };
        Ok(Self {
            program: Program::compile(key.device, compiled)?,
            slots: typed.slots,
            threadgroup_bytes,
            max_threads,
            warnings: typed.warnings,
            sources: typed.sources,
        })
    }
}

/// The room of a kernel's threadgroup variables, one after the other.
fn threadgroup_bytes(module: &Module, entry: &EntryPoint) -> u64 {
    let locals = module.functions[entry.function].locals.iter();
    locals
        .filter(|(_, local)| local.space == AddressSpace::Threadgroup)
        .map(|(_, local)| layout(&module.types, local.ty))
        .fold(0u64, |end, layout| {
            let start = end.next_multiple_of(u64::from(layout.align_bytes));
            start.saturating_add(layout.size_bytes)
        })
}
