//! A buffer that a kernel takes and does not use.

use crate::{
    diagnostic::{Diagnostic, Suggestion},
    ir::{BufferAccess, EntryParam, Op, ValueId},
    lint::{
        Level, Lint,
        subject::{Body, Subject},
    },
    source::{FileId, Origin, Span},
    syntax::raw_tokens,
};
use std::collections::BTreeMap;

pub(crate) const LINT: Lint = Lint {
    name: "unused-input",
    level: Level::Warning,
    check,
};

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    // Instances of a template share the text of their parameters: one that uses it is enough.
    let mut used: BTreeMap<(FileId, u32), (bool, &Body<'_>, usize)> = BTreeMap::new();
    for body in &subject.bodies {
        let params = body.kernel.map_or(&[][..], |kernel| &kernel.params);
        for (index, param) in params.iter().enumerate() {
            if matches!(
                param,
                EntryParam::Buffer {
                    access: BufferAccess::Read,
                    ..
                }
            ) {
                let span = body.function.params[index].span;
                let entry = used
                    .entry((span.file, span.start))
                    .or_insert((false, body, index));
                entry.0 |= is_used(body, index);
            }
        }
    }
    let unused = used.into_values().filter(|(used, ..)| !used);
    found.extend(unused.filter_map(|(_, body, index)| diagnostic(subject, body, index)));
}

fn is_used(body: &Body<'_>, index: usize) -> bool {
    let is_it =
        |value: ValueId| matches!(body.op(value), Op::Param(param) if *param as usize == index);
    body.function.values.iter().any(|(_, value)| {
        let mut any = false;
        value.op.for_each_operand(|operand| any |= is_it(operand));
        any
    })
}

/// The warning, if the text does not name the parameter for another reason.
fn diagnostic(subject: &Subject<'_>, body: &Body<'_>, index: usize) -> Option<Diagnostic> {
    let param = &body.function.params[index];
    if param.name.is_empty() {
        return None;
    }
    let message = format!("the kernel does not use `{}`", param.name);
    if subject.sources.file(param.span.file).origin == Origin::User {
        let mut diagnostic = Diagnostic::warning(LINT.name, param.span, message);
        diagnostic
            .suggestions
            .extend(without_name(subject, body, index));
        return Some(diagnostic.with_help("remove the parameter, or leave out its name"));
    }
    // A body's parameters are generated: what the caller wrote is the body. What is told of an
    // input's layout comes without being asked for, and is a use of the input.
    if is_of_layout(body, &param.name) {
        return None;
    }
    let file = subject.body_file(body)?;
    let tokens = raw_tokens(file, subject.sources);
    let names =
        |(span, is_name): &(Span, bool)| *is_name && subject.sources.text(*span) == param.name;
    if tokens.iter().any(names) {
        return None;
    }
    let (first, _) = tokens.first()?;
    Some(
        Diagnostic::warning(LINT.name, *first, message)
            .with_help("take it out of the kernel's inputs"),
    )
}

/// Takes the parameter's name away, which leaves what is bound to all others as it is.
fn without_name(subject: &Subject<'_>, body: &Body<'_>, index: usize) -> Option<Suggestion> {
    let param = &body.function.params[index];
    let mut tokens = raw_tokens(param.span.file, subject.sources);
    tokens.retain(|(span, _)| param.span.start <= span.start && span.end <= param.span.end);
    let is_name = |(span, _): &(Span, bool)| subject.sources.text(*span) == param.name;
    let at = tokens.iter().position(is_name)?;
    let before = tokens[at.checked_sub(1)?].0;
    // What follows can only be the end or an attribute: brackets of an array would be left alone.
    let text = |at: usize| {
        tokens
            .get(at)
            .map_or("", |(span, _)| subject.sources.text(*span))
    };
    if text(at + 1) == "[" && text(at + 2) != "[" {
        return None;
    }
    let span = Span {
        start: before.end,
        end: tokens[at].0.end,
        ..param.span
    };
    Some(Suggestion::replace(span, subject.sources.text(span), ""))
}

/// Whether the name is an input's with what is told of its layout, or that of such an input.
fn is_of_layout(body: &Body<'_>, name: &str) -> bool {
    let names = || body.function.params.iter().map(|param| param.name.as_str());
    ["_shape", "_strides", "_ndim"].iter().any(|ending| {
        let input = |of: &str| of.strip_suffix(ending).map(str::to_owned);
        let is_input = |of: String| names().any(|known| known == of);
        input(name).is_some_and(is_input)
            || names().any(|of| input(of).is_some_and(|of| of == name))
    })
}
