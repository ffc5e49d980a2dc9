//! A function whose parameters have a kernel's attributes, and that is none.

use super::function::functions;
use crate::{
    diagnostic::{Diagnostic, Suggestion},
    ir::BuiltIn,
    lint::{Level, Lint, subject::Subject},
    lower::{Node, walk},
    syntax::ast::{Attribute, ExprKind, Function, FunctionName, TypeKind},
};
use std::collections::BTreeSet;

pub(crate) const LINT: Lint = Lint {
    name: "missing-kernel-keyword",
    level: Level::Warning,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(tree) = subject.tree else { return };
    let functions = functions(tree);
    let called: BTreeSet<&str> = functions.iter().flat_map(|f| called(f)).collect();
    let helper = |function: &&Function| matches!(&function.name, FunctionName::Ident(name) if called.contains(name.name.as_str()));
    let functions = functions.into_iter().filter(|function| !helper(function));
    found.extend(functions.filter_map(in_function));
}

/// The names that a function calls: what others call is a helper whose attributes were left on it, since a kernel
/// cannot be called.
fn called(function: &Function) -> Vec<&str> {
    let mut names = Vec::new();
    let Some(body) = &function.body else {
        return names;
    };
    walk(body, &mut |node| {
        if let Node::Expr(expr) = node
            && let ExprKind::Call(callee, _) = &expr.kind
            && let ExprKind::Path(path) = &callee.kind
            && let Some(last) = path.segments.last()
        {
            names.push(last.ident.name.as_str());
        }
    });
    names
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
