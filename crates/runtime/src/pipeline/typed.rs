//! A text that the front end has compiled, whatever the device.

use crate::error::{CompileError, Error};
use kernsmith_msl::{
    compile::{Compilation, compile},
    diagnostic::{Diagnostics, Severity},
    ir::{EntryPoint, Module},
    lower::Refused,
    source::SourceMap,
    unit::Unit,
};
use std::{collections::BTreeSet, sync::Arc};

/// Typed kernels, with what the compiler said of their text.
pub(crate) struct Typed {
    pub(crate) module: Module,
    pub(crate) warnings: Diagnostics,
    /// The kernels that need what is not supported.
    pub(crate) refused: Vec<Refused>,
    pub(crate) sources: SourceMap,
    /// Lints that are advice and speak nonetheless.
    pub(crate) advice: BTreeSet<String>,
}

impl Typed {
    /// Compiles a unit, which errors call `name`.
    pub(crate) fn compile(name: &str, sources: &mut SourceMap, unit: &Unit) -> Result<Self, Error> {
        Self::new(name, compile(sources, unit), sources, unit)
    }

    /// Compiles a library, whose kernels may all be waiting for values of function constants.
    pub(crate) fn of_library(
        name: &str,
        sources: &mut SourceMap,
        unit: &Unit,
    ) -> Result<Self, Error> {
        let mut compilation = compile(sources, unit);
        compilation.module = compilation.module.or(compilation.undecided.take());
        Self::new(name, compilation, sources, unit)
    }

    fn new(
        name: &str,
        compilation: Compilation,
        sources: &SourceMap,
        unit: &Unit,
    ) -> Result<Self, Error> {
        let Some(module) = compilation.module else {
            return Err(refused(name, compilation.diagnostics, sources.clone()));
        };
        let mut warnings = compilation.diagnostics;
        warnings.retain(|said| said.severity == Severity::Warning);
        Ok(Self {
            module,
            warnings,
            refused: compilation.refused,
            sources: sources.clone(),
            advice: unit.advice.clone(),
        })
    }

    /// Why there is no kernel of this name, if the text has one that needs what is not supported.
    pub(crate) fn refusal(&self, name: &str) -> Option<&Diagnostics> {
        let mut refused = self.refused.iter();
        let kernel = refused.find(|kernel| kernel.name == name)?;
        Some(&kernel.diagnostics)
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
