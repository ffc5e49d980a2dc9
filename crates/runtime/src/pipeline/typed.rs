//! A text that the front end has compiled, whatever the device.

use crate::error::{CompileError, Error};
use kernsmith_msl::{
    compile::compile,
    diagnostic::Diagnostics,
    ir::{EntryPoint, Module},
    source::SourceMap,
    unit::Unit,
};
use std::{collections::BTreeSet, sync::Arc};

/// Typed kernels, with what the compiler said of their text.
pub(crate) struct Typed {
    pub(crate) module: Module,
    pub(crate) warnings: Diagnostics,
    pub(crate) sources: SourceMap,
    /// Lints that are advice and speak nonetheless.
    pub(crate) advice: BTreeSet<String>,
}

impl Typed {
    /// Compiles a unit, which errors call `name`.
    pub(crate) fn compile(name: &str, sources: &mut SourceMap, unit: &Unit) -> Result<Self, Error> {
        let compilation = compile(sources, unit);
        let Some(module) = compilation.module else {
            return Err(refused(name, compilation.diagnostics, sources.clone()));
        };
        Ok(Self {
            module,
            warnings: compilation.diagnostics,
            sources: sources.clone(),
            advice: unit.advice.clone(),
        })
    }

    /// The kernel that a host launches by this name.
    pub(crate) fn kernel(&self, name: &str) -> Option<&EntryPoint> {
        let mut kernels = self.module.kernels.iter();
        kernels.find(|entry| entry.name == name)
    }
}

/// The error of a text, called `name`, that does not compile.
pub(crate) fn refused(name: &str, diagnostics: Diagnostics, sources: SourceMap) -> Error {
    Error::Compile(Arc::new(CompileError {
        kernel: name.to_owned(),
        diagnostics,
        sources,
    }))
}
