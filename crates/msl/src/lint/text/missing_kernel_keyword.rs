//! A function whose parameters have a kernel's attributes, and that is none.

use super::function::functions;
use crate::{
    diagnostic::{Diagnostic, Suggestion},
    ir::BuiltIn,
    lint::{Level, Lint, subject::Subject},
    syntax::ast::{Attribute, Function, FunctionName, TypeKind},
};

pub(crate) const LINT: Lint = Lint {
    name: "missing-kernel-keyword",
    level: Level::Warning,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(tree) = subject.tree else { return };
    found.extend(functions(tree).into_iter().filter_map(in_function));
}

fn in_function(function: &Function) -> Option<Diagnostic> {
    let FunctionName::Ident(name) = &function.name else {
        return None;
    };
    if function.specifiers.kernel || !function.attributes.is_empty() {
        return None;
    }
    let mut attributes = function.params.iter().flat_map(|param| &param.attributes);
    let binding = attributes.find(|attribute| binds(attribute))?;
    let message = format!(
        "`{}` has a kernel's parameters, and is no kernel",
        name.name
    );
    let diagnostic = Diagnostic::warning(LINT.name, name.span, message)
        .with_related(binding.name.span, "only a kernel's parameters are bound")
        .with_help("write `kernel` before its type");
    let ret = function.ret.as_ref()?;
    let is_void = matches!(&ret.kind, TypeKind::Path(path)
        if path.segments.last().is_some_and(|last| last.ident.name == "void"));
    Some(match is_void {
        true => diagnostic.with_suggestion(Suggestion::replace(ret.span, "void", "kernel void")),
        false => diagnostic,
    })
}

fn binds(attribute: &Attribute) -> bool {
    let name = attribute.name.name.as_str();
    matches!(name, "buffer" | "threadgroup") || BuiltIn::ALL.iter().any(|(_, known)| *known == name)
}
