//! A function with a result whose end is reached without a `return`.

use super::{flow::reaches_end, function::functions};
use crate::{
    diagnostic::Diagnostic,
    lint::{Level, Lint, subject::Subject},
    source::Span,
    syntax::ast::{Function, FunctionName, Type, TypeKind},
};

pub(crate) const LINT: Lint = Lint {
    name: "missing-return",
    level: Level::Warning,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(tree) = subject.tree else { return };
    found.extend(functions(tree).into_iter().filter_map(in_function));
}

fn in_function(function: &Function) -> Option<Diagnostic> {
    let body = function.body.as_ref()?;
    let FunctionName::Ident(name) = &function.name else {
        return None;
    };
    let expects = function.ret.as_ref().is_some_and(has_value);
    if function.specifiers.kernel || !expects || !reaches_end(body) {
        return None;
    }
    let close = Span {
        start: body.span.end.saturating_sub(1).max(body.span.start),
        ..body.span
    };
    let message = format!("`{}` may come to its end without a `return`", name.name);
    Some(
        Diagnostic::warning(LINT.name, close, message)
            .with_related(name.span, "what it gives back is then anything")
            .with_help("return a value on every way through the function"),
    )
}

/// Whether the type is surely not `void`.
fn has_value(ty: &Type) -> bool {
    match &ty.kind {
        TypeKind::Path(path) => path
            .segments
            .last()
            .is_some_and(|last| crate::lower::is_value_type(&last.ident.name)),
        TypeKind::Pointer(_) | TypeKind::Reference(_) => true,
        _ => false,
    }
}
