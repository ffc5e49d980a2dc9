//! What stands before a kernel, without other kernels and with the user's include files in their places.
//!
//! It is text and not a tree that is cut: comments, macros and conditions stay as they are written.

use std::collections::{BTreeMap, BTreeSet};

use super::{choice::Choice, refusal, settled::Settled};
use crate::{
    diagnostic::Diagnostic,
    source::FileId,
    syntax::ast::{self, FunctionName, Item, ItemKind},
};

/// Include files within include files.
const MAX_DEPTH: usize = 64;
/// Include files that are put in their places; each may hold others twice, and so on.
const MAX_FILES: usize = 10_000;
/// Longest header; no hand writes one of a hundredth of it.
const MAX_BYTES: usize = 16 << 20;

/// What stands before a kernel.
pub(super) struct Header {
    /// The header.
    pub(super) text: String,
    /// The comment right before the kernel.
    pub(super) comment: String,
}

/// Cuts the header out of a file.
pub(super) fn header(
    (text, settled): (&str, &Settled),
    (tree, file): (&ast::File, FileId),
    choice: &Choice<'_>,
    includes: &BTreeMap<String, String>,
) -> Result<Header, Box<Diagnostic>> {
    let start = comment_start(text, choice.item.span.start as usize);
    if open_conditions(&text[..start]) != 0 {
        let message = format!(
            "kernel `{}` stands within `#if` and `#endif`",
            choice.entry.name
        );
        let help = "move it out of them; its statements may hold conditions";
        return Err(Box::new(refusal(choice.item.span, message, help)));
    }
    let (mut kept, mut at) = (String::new(), 0);
    let own = |item: &&Item| item.span.file == file;
    let before = |item: &&Item| (item.span.end as usize) <= start;
    for item in tree
        .items
        .iter()
        .filter(own)
        .filter(before)
        .filter(|item| is_kernel(item))
    {
        let from = comment_start(text, item.span.start as usize);
        kept.push_str(&settled.part(text, at..from));
        at = after_item(text, item.span.end as usize);
    }
    kept.push_str(&settled.part(text, at..start));
    for item in later(tree, choice).into_iter().filter(|item| own(item)) {
        let range = item.span.start as usize..item.span.end as usize;
        kept.push_str(&text[range]);
        kept.push_str("\n\n");
    }
    let mut inlined = String::new();
    inline(&kept, includes, &mut Inlining::default(), &mut inlined);
    Ok(Header {
        text: settled.answered(&tidy(&inlined)),
        comment: text[start..choice.item.span.start as usize].to_owned(),
    })
}

/// A kernel, or an instance of one.
fn is_kernel(item: &Item) -> bool {
    match &item.kind {
        ItemKind::Function(function) => function.specifiers.kernel,
        ItemKind::Instantiation(_) => true,
        _ => false,
    }
}

/// Functions that are declared before the kernel and defined after it.
fn later<'a>(tree: &'a ast::File, choice: &Choice<'_>) -> Vec<&'a Item> {
    let named = |item: &'a Item, defined: bool| match &item.kind {
        ItemKind::Function(function) if function.body.is_some() == defined => {
            match &function.name {
                FunctionName::Ident(name) => Some(name.name.as_str()),
                _ => None,
            }
        }
        _ => None,
    };
    let place = tree
        .items
        .iter()
        .position(|item| std::ptr::eq(item, choice.item));
    let (before, after) = tree.items.split_at(place.unwrap_or(tree.items.len()));
    let declared: BTreeSet<&str> = before
        .iter()
        .filter_map(|item| named(item, false))
        .collect();
    let after = after.iter().skip(1);
    let defined = |item: &&'a Item| named(item, true).is_some_and(|name| declared.contains(name));
    after.filter(defined).collect()
}

/// Where the comments begin that stand right before a declaration.
fn comment_start(text: &str, item: usize) -> usize {
    let mut start = text[..item].rfind('\n').map_or(0, |at| at + 1);
    if !text[start..item].trim().is_empty() {
        return item;
    }
    let mut inside = false;
    while start > 0 {
        let line_start = text[..start - 1].rfind('\n').map_or(0, |at| at + 1);
        let line = text[line_start..start].trim();
        let whole = line.starts_with("//") || (line.starts_with("/*") && line.ends_with("*/"));
        if inside {
            inside = !line.starts_with("/*");
        } else if !whole {
            if !line.ends_with("*/") || line.contains("/*") {
                break;
            }
            inside = true;
        }
        start = line_start;
    }
    // A comment whose beginning was not found is none.
    if inside { item } else { start }
}

/// Where the text goes on after a declaration, which may be the use of a macro with arguments.
fn after_item(text: &str, end: usize) -> usize {
    let mut at = end;
    let rest = |at: usize| text.get(at..).unwrap_or_default();
    if rest(at).starts_with('(') {
        let mut depth = 0_usize;
        for (offset, char) in rest(at).char_indices() {
            depth = match char {
                '(' => depth + 1,
                ')' => depth - 1,
                _ => depth,
            };
            if depth == 0 {
                at += offset + 1;
                break;
            }
        }
    }
    let blank = rest(at).len() - rest(at).trim_start_matches([' ', '\t', ';']).len();
    at += blank;
    at + usize::from(rest(at).starts_with('\n'))
}

/// How many conditions of the preprocessor are open at the end of a text.
fn open_conditions(text: &str) -> i64 {
    let change = |line: &str| match line.trim_start().strip_prefix('#').map(str::trim_start) {
        Some(directive) if directive.starts_with("if") => 1,
        Some(directive) if directive.starts_with("endif") => -1,
        _ => 0,
    };
    text.lines().map(change).sum()
}

/// Where the work of putting include files in their places is.
#[derive(Default)]
struct Inlining {
    /// Files that come once.
    once: BTreeSet<String>,
    /// Include files around this place.
    depth: usize,
    /// Include files so far.
    files: usize,
}

/// Puts include files in the place of their directives; the system's stay.
fn inline(text: &str, includes: &BTreeMap<String, String>, state: &mut Inlining, out: &mut String) {
    for line in text.split_inclusive('\n') {
        let included = included(line).and_then(|name| Some((name, includes.get(name)?)));
        if is_pragma_once(line) || out.len() > MAX_BYTES {
            continue;
        }
        let Some((name, text)) = included else {
            out.push_str(line);
            continue;
        };
        state.files += 1;
        let is_once = text.lines().any(is_pragma_once);
        let is_there = is_once && !state.once.insert(name.to_owned());
        if state.depth >= MAX_DEPTH || state.files > MAX_FILES || is_there {
            continue;
        }
        state.depth += 1;
        inline(text, includes, state, out);
        state.depth -= 1;
        if !out.ends_with('\n') {
            out.push('\n');
        }
    }
}

/// A text with its include files in their places.
pub(super) fn inlined(text: &str, includes: &BTreeMap<String, String>) -> String {
    let mut out = String::new();
    inline(text, includes, &mut Inlining::default(), &mut out);
    out
}

fn is_pragma_once(line: &str) -> bool {
    let directive = line.trim_start().strip_prefix('#');
    directive.is_some_and(|rest| rest.split_whitespace().eq(["pragma", "once"]))
}

fn included(line: &str) -> Option<&str> {
    let directive = line.trim_start().strip_prefix('#')?.trim_start();
    let name = directive.strip_prefix("include")?.trim_start();
    match name.strip_prefix('"') {
        Some(name) => Some(name.split_once('"')?.0),
        None => Some(name.strip_prefix('<')?.split_once('>')?.0),
    }
}

/// At most one blank line in a row, and one line's end at the end.
fn tidy(text: &str) -> String {
    let mut out = String::new();
    let mut blank = true;
    for line in text.lines() {
        let is_blank = line.trim().is_empty();
        if !(is_blank && blank) {
            out.push_str(line);
            out.push('\n');
        }
        blank = is_blank;
    }
    let end = out.trim_end().len();
    out.truncate(end);
    if !out.is_empty() {
        out.push('\n');
    }
    out
}
