//! Pipelines: a kernel of a compiled text on a device.
//!
//! Compiled code lives as long as the kernel or library that it is of; what takes long to compile is
//! kept on [`disk`] as well.

mod cache;
pub(crate) mod disk;
mod typed;

pub(crate) use cache::Cache;
pub(crate) use typed::{Typed, refused};

use crate::{
    backend::{Compiled, Program},
    device::Device,
    error::Error,
    library::missing,
};
use kernsmith_msl::{
    analysis::layout::layout,
    diagnostic::Diagnostics,
    ir::{AddressSpace, EntryPoint, LogFormat, Module},
    lint::launch::Profile,
    source::SourceMap,
};

/// A compiled kernel.
pub(crate) struct Pipeline {
    pub(crate) program: Program,
    /// What the threadgroup variables take.
    pub(crate) threadgroup_bytes: u64,
    /// The kernel's own limit of threads in a threadgroup.
    pub(crate) max_threads: Option<u32>,
    /// What was said about a text that compiles.
    pub(crate) warnings: Diagnostics,
    pub(crate) sources: SourceMap,
    /// What its kernels may log.
    pub(crate) logs: Vec<LogFormat>,
    /// What a launch is compared with; `None` where there is no text to point at.
    pub(crate) profile: Option<Profile>,
}

impl Pipeline {
    /// Compiles the kernel `entry` of a text; errors call it `kernel`.
    pub(crate) fn compile(
        device: &Device,
        kernel: &str,
        entry: &EntryPoint,
        typed: &Typed,
    ) -> Result<Self, Error> {
        if let Some(constant) = typed.module.missing_constants(entry).first() {
            return Err(missing(kernel, &typed.module, constant));
        }
        let compiled = Compiled {
            kernel: kernel.to_owned(),
            module: typed.module.clone(),
            entry: entry.name.clone(),
            sources: typed.sources.clone(),
        };
        Ok(Self {
            threadgroup_bytes: threadgroup_bytes(&typed.module, entry),
            max_threads: entry.max_threads,
            program: Program::compile(device, compiled)?,
            warnings: typed.warnings.clone(),
            sources: typed.sources.clone(),
            logs: typed.module.logs.clone(),
            profile: Profile::new(&typed.module, &typed.sources, entry, &typed.advice),
        })
    }
}

impl Pipeline {
    /// A library's program, which no text was compiled for.
    pub(crate) fn of_product(program: Program) -> Self {
        Self {
            program,
            threadgroup_bytes: 0,
            max_threads: None,
            warnings: Diagnostics::default(),
            sources: SourceMap::default(),
            logs: Vec::new(),
            profile: None,
        }
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
