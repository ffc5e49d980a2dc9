//! A function that nothing in its text names.

use super::{function::functions, words};
use crate::{
    diagnostic::Diagnostic,
    lint::{Level, Lint, subject::Subject},
    syntax::ast::FunctionName,
};

pub(crate) const LINT: Lint = Lint {
    name: "unused-function",
    level: Level::Advice,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(tree) = subject.tree else { return };
    let words = words::count(subject);
    for function in functions(tree) {
        let FunctionName::Ident(name) = &function.name else {
            continue;
        };
        // What an include file offers is for others too, and attributes may make others call it.
        let for_others = subject.sources.includer(name.span.file).is_some()
            || function.specifiers.kernel
            || !function.attributes.is_empty()
            || function.owner.is_some();
        let in_place = subject.sources.text(name.span) == name.name;
        if !for_others && in_place && words.get(name.name.as_str()) == Some(&1) {
            let message = format!("nothing calls `{}`", name.name);
            found.push(Diagnostic::warning(LINT.name, name.span, message));
        }
    }
}
