//! Stands in for the front end until it lands: every text is refused with a diagnostic that says so.

use kernsmith_msl::{
    diagnostic::{Diagnostic, Diagnostics},
    ir::Module,
    source::{SourceMap, Span},
    unit::Unit,
};

pub(super) struct Compilation {
    pub(super) module: Option<Module>,
    pub(super) diagnostics: Diagnostics,
}

pub(super) fn compile(_: &mut SourceMap, unit: &Unit) -> Compilation {
    let mut diagnostics = Diagnostics::default();
    if let Some(&file) = unit.files.first() {
        let span = Span {
            file,
            start: 0,
            end: 0,
        };
        let message = "kernels are not compiled yet";
        diagnostics.push(Diagnostic::error("unsupported-feature", span, message));
    }
    Compilation {
        module: None,
        diagnostics,
    }
}
