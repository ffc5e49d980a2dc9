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
    contract::{self, BodyKernel, Slot},
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

impl Pipeline {
    pub(crate) fn compile(body: &BodyKernel, key: &PipelineKey) -> Result<Self, Error> {
        let assembled = contract::assemble(body, &key.specialization)?;
        let mut sources = assembled.sources;
        let compilation = compile(&mut sources, &assembled.unit);
        let Some(module) = compilation.module else {
            return Err(Error::Compile(Arc::new(CompileError {
                kernel: body.name.clone(),
                diagnostics: compilation.diagnostics,
                sources,
            })));
        };
        let entry = module
            .kernels
            .iter()
            .find(|entry| entry.name == assembled.kernel)
            .expect("the generated text instantiates the kernel by this name");
        let threadgroup_bytes = threadgroup_bytes(&module, entry);
        let max_threads = entry.max_threads;
        let compiled = Compiled {
            kernel: body.name.clone(),
            module,
            entry: assembled.kernel,
            sources: sources.clone(),
        };
        Ok(Self {
            program: Program::compile(key.device, compiled)?,
            slots: assembled.slots,
            threadgroup_bytes,
            max_threads,
            warnings: compilation.diagnostics,
            sources,
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
