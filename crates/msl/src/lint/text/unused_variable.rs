//! A variable that nothing reads or changes.

use super::{function::functions, words};
use crate::{
    diagnostic::Diagnostic,
    lint::{Level, Lint, subject::Subject},
    lower::{Node, walk},
    syntax::ast::{Function, Ident},
};
use std::collections::BTreeMap;

pub(crate) const LINT: Lint = Lint {
    name: "unused-variable",
    level: Level::Advice,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let Some(tree) = subject.tree else { return };
    for function in functions(tree) {
        in_function(subject, function, found);
    }
}

fn in_function(subject: &Subject<'_>, function: &Function, found: &mut Vec<Diagnostic>) {
    let Some(body) = &function.body else { return };
    let mut declared: BTreeMap<&str, Vec<&Ident>> = BTreeMap::new();
    walk(body, &mut |node| {
        if let Node::Variable(variable) = node {
            let name = &variable.name;
            declared.entry(&name.name).or_default().push(name);
        }
    });
    if declared.is_empty() {
        return;
    }
    let within = words::count_in(subject, body.span);
    for (name, places) in declared {
        let in_place = |ident: &&&Ident| subject.sources.text(ident.span) == name;
        let all_in_place = places.iter().all(|ident| in_place(&ident));
        let is_alone = within.get(name) == Some(&places.len());
        if all_in_place && is_alone && !subject.in_macros(name) {
            let message = format!("nothing uses `{name}`");
            let said = places.iter().map(|ident| {
                Diagnostic::warning(LINT.name, ident.span, message.clone())
                    .with_help("remove it, unless its initializer does something that matters")
            });
            found.extend(said);
        }
    }
}
