//! The whole front end: text to a checked module.

use crate::{
    diagnostic::{self, Diagnostic, Diagnostics},
    ir::Module,
    lint, lower,
    source::{FileId, Origin, SourceFile, SourceMap, Span},
    stdlib, syntax,
    unit::Unit,
    valid,
};

/// What became of a translation unit.
#[derive(Clone, Debug)]
pub struct Compilation {
    /// The module; there is one exactly where there is no error.
    pub module: Option<Module>,
    /// Everything there is to say about the source.
    pub diagnostics: Diagnostics,
}

/// Parses, lowers, checks and lints a translation unit.
///
/// # Examples
/// ```
/// use kernsmith_msl::{compile::compile, ir::MathMode, source::{Origin, SourceMap}, unit::Unit};
///
/// let mut sources = SourceMap::default();
/// let text = "kernel void one(device float* out, uint i [[thread_position_in_grid]]) { out[i] = 1; }";
/// let file = sources.add("one.metal", text, Origin::User);
/// let compilation = compile(&mut sources, &Unit::new(vec![file], MathMode::Safe));
/// let module = compilation.module.expect("it compiles");
/// assert_eq!(module.kernels[0].name, "one");
/// ```
pub fn compile(sources: &mut SourceMap, unit: &Unit) -> Compilation {
    let mut diagnostics = Diagnostics::default();
    let (unit, file) = parse(sources, unit, &mut diagnostics);
    let mut module = lower::lower(&file, sources, &unit, &mut diagnostics);
    let mut diagnostics = diagnostic::position::suggest(&file, sources, diagnostics);
    let trailed = |found| diagnostic::trail::explain(&file.expansions, sources, found);
    let ours = |(id, file): (FileId, &SourceFile)| (file.origin == Origin::Builtin).then_some(id);
    module.library = sources.files().filter_map(ours).collect();
    if diagnostics.has_errors() {
        return Compilation {
            module: None,
            diagnostics: trailed(diagnostics),
        };
    }
    if let Err(violation) = valid::validate(&module) {
        let first = Span {
            file: unit.files.get(1).copied().unwrap_or(FileId(0)),
            start: 0,
            end: 0,
        };
        let span = violation.span.unwrap_or(first);
        diagnostics.push(
            Diagnostic::error("internal-error", span, violation.to_string())
                .with_note("this is a fault of kernsmith and not of the source"),
        );
        return Compilation {
            module: None,
            diagnostics,
        };
    }
    lint::lint(&module, &file, sources, &unit.advice, &mut diagnostics);
    Compilation {
        module: Some(module),
        diagnostics: trailed(diagnostics),
    }
}

/// The syntax tree of a unit, and the unit with what the library declares in Metal text.
pub(crate) fn parse(
    sources: &mut SourceMap,
    unit: &Unit,
    diagnostics: &mut Diagnostics,
) -> (Unit, syntax::ast::File) {
    let mut unit = unit.clone();
    for part in &stdlib::PRELUDE {
        if part.is_missing(sources, &unit) {
            let library = sources.add(part.name, part.text, Origin::Builtin);
            unit.files.insert(0, library);
        }
    }
    let file = syntax::parse(sources, &unit, diagnostics);
    (unit, file)
}
