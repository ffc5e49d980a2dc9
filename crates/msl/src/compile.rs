//! The whole front end: text to a checked module.

use crate::{
    diagnostic::{self, Diagnostic, Diagnostics},
    ir::Module,
    lint,
    lower::{self, Lowered, Refused},
    source::{FileId, Origin, SourceFile, SourceMap, Span},
    stdlib, syntax,
    unit::Unit,
    valid,
};

/// What became of a translation unit.
#[derive(Clone, Debug)]
pub struct Compilation {
    /// The module. There is none where the text has an error, and where all of its kernels are refused.
    pub module: Option<Module>,
    /// The module without kernels, where all of them are refused and values of the function constants that it declares
    /// may decide otherwise.
    pub undecided: Option<Module>,
    /// Everything there is to say about the source; what refused kernels need is among the errors.
    pub diagnostics: Diagnostics,
    /// The kernels that are not in the module since they need what is not supported.
    pub refused: Vec<Refused>,
    /// The steps that lowering took, the same on every machine; twice the text takes about twice as many.
    pub work: u32,
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
    let (mut compilation, file) = checked(sources, unit);
    if let Some(module) = &compilation.module {
        let found = &mut compilation.diagnostics;
        lint::lint(module, &file, sources, &unit.advice, found);
    }
    trailed(compilation, &file, sources)
}

/// Parses, lowers and checks a translation unit, and says nothing about its style.
pub fn to_ir(sources: &mut SourceMap, unit: &Unit) -> Compilation {
    let (compilation, file) = checked(sources, unit);
    trailed(compilation, &file, sources)
}

/// A unit's module and its tree.
fn checked(sources: &mut SourceMap, unit: &Unit) -> (Compilation, syntax::ast::File) {
    let mut diagnostics = Diagnostics::default();
    let (unit, file) = parse(sources, unit, &mut diagnostics);
    let Lowered {
        mut module,
        work,
        refused,
    } = lower::lower(&file, sources, &unit, &mut diagnostics);
    let ours = |(id, file): (FileId, &SourceFile)| (file.origin == Origin::Builtin).then_some(id);
    module.library = sources.files().filter_map(ours).collect();
    let mut is_valid = !diagnostics.has_errors();
    for reason in Refused::reasons(&refused) {
        diagnostics.push(reason);
    }
    if is_valid && let Err(violation) = valid::validate(&module) {
        is_valid = false;
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
    }
    let has_kernels = refused.is_empty() || !module.kernels.is_empty();
    let waits = unit.constants.is_none() && !module.constants.is_empty();
    let (module, undecided) = match (is_valid, has_kernels) {
        (true, true) => (Some(module), None),
        (true, false) if waits => (None, Some(module)),
        _ => (None, None),
    };
    let compilation = Compilation {
        module,
        undecided,
        diagnostics: diagnostic::position::suggest(&file, sources, diagnostics),
        refused,
        work,
    };
    (compilation, file)
}

/// Adds to what was found how macros and includes led there.
fn trailed(compilation: Compilation, file: &syntax::ast::File, sources: &SourceMap) -> Compilation {
    let trailed = |found: Diagnostics| {
        diagnostic::trail::explain(&file.expansions, sources, found).shortened()
    };
    let refused = compilation.refused.into_iter().map(|kernel| Refused {
        diagnostics: trailed(kernel.diagnostics),
        ..kernel
    });
    Compilation {
        refused: refused.collect(),
        diagnostics: trailed(compilation.diagnostics),
        ..compilation
    }
}

/// The syntax tree of a unit, and the unit with what the library declares in Metal text.
pub(crate) fn parse(
    sources: &mut SourceMap,
    unit: &Unit,
    diagnostics: &mut Diagnostics,
) -> (Unit, syntax::ast::File) {
    let mut unit = unit.clone();
    for part in stdlib::missing_parts(sources, &unit) {
        let library = sources.add(part.name, part.text, Origin::Builtin);
        unit.files.insert(0, library);
    }
    let file = syntax::parse(sources, &unit, diagnostics);
    (unit, file)
}
