//! A whole file that names the library without saying so, as Metal's own compiler wants it.

use crate::{
    diagnostic::{Diagnostic, Suggestion},
    lint::{Level, Lint, subject::Subject},
    source::{FileId, Origin, Span},
    stdlib,
    syntax::raw_tokens,
};

pub(crate) const LINT: Lint = Lint {
    name: "missing-include",
    level: Level::Advice,
    check,
};

const INCLUDE: &str = "#include <metal_stdlib>\n";
const USING: &str = "using namespace metal;\n";

fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    // A body's header comes with both.
    let is_users = |span: Span| subject.sources.file(span.file).origin == Origin::User;
    let mut kernels = subject.module.kernels.iter();
    if !kernels.all(|kernel| is_users(subject.module.functions[kernel.function].span)) {
        return;
    }
    let own = subject.sources.files().filter(|(id, file)| {
        file.origin == Origin::User && subject.sources.includer(*id).is_none()
    });
    found.extend(own.filter_map(|(id, file)| in_file(subject, id, &file.text)));
}

fn in_file(subject: &Subject<'_>, id: FileId, text: &str) -> Option<Diagnostic> {
    // Another file that is included may say it.
    let includes = text.contains("#include") || text.contains("# include");
    let uses = text.contains("using namespace metal") || text.contains("using metal::");
    if includes && (uses || !text.contains("#include <metal")) {
        return None;
    }
    let (first, name) = first_name(subject, id, includes)?;
    let (what, change) = match includes {
        true => ("`using namespace metal`", None),
        false if uses => ("`#include <metal_stdlib>`", Some(INCLUDE.to_owned())),
        false => (
            "`#include <metal_stdlib>` and `using namespace metal`",
            Some(format!("{INCLUDE}{USING}")),
        ),
    };
    let message = format!("`{name}` is a name of the library, and the file lacks {what}");
    let diagnostic = Diagnostic::warning(LINT.name, first, message)
        .with_help(format!("begin the file with {what}"));
    let start = Span {
        file: id,
        start: 0,
        end: 0,
    };
    Some(match change {
        Some(change) => diagnostic.with_suggestion(Suggestion {
            message: "add the library's header".to_owned(),
            ..Suggestion::insert(start, &change)
        }),
        None => diagnostic,
    })
}

/// The first function of the library that is called by its name alone, or, without the header, at all.
fn first_name<'s>(subject: &Subject<'s>, file: FileId, includes: bool) -> Option<(Span, &'s str)> {
    let sources = subject.sources;
    let tokens = raw_tokens(file, sources);
    let text = |at: usize| tokens.get(at).map_or("", |(span, _)| sources.text(*span));
    (0..tokens.len()).find_map(|at| {
        let (span, is_name) = tokens[at];
        let name = sources.text(span);
        let before = at.checked_sub(1).map_or("", text);
        // After a type the name is declared.
        let declares = before.ends_with(|c: char| c.is_alphanumeric() || "_*&>".contains(c))
            && !matches!(before, "return" | "else" | "*" | "&" | ">");
        let plain = !matches!(before, "." | "->") && (before != "::" || !includes) && !declares;
        let is_it = is_name && plain && text(at + 1) == "(" && stdlib::is_function(name);
        is_it.then_some((span, name))
    })
}
