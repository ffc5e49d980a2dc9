//! How the text of a finding came to be where it is: out of a macro, out of an include file.
//!
//! Not a search for what is wrong. The preprocessor says which macro was used where
//! ([`Expansion`]), and the source map which file includes which; a finding at such a place gets these
//! as related places, once for all stages that make findings.
//!
//! A token of a macro's body lies, for everyone after the preprocessor, at the macro's use. Which part of
//! the body is meant is found again by what the message names.

use super::{Diagnostic, Diagnostics};
use crate::source::{Origin, SourceMap, Span};

/// A use of a macro of the user's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// The outermost use that this one is part of.
    pub at: Span,
    /// The macro's name where it is defined.
    pub name: Span,
    /// What it is replaced with, where it is defined; empty where that is nothing.
    pub body: Span,
}

/// What the parser says of a place in a macro's body; here it gets the macro's name.
pub(crate) const IN_MACRO: &str = "in the expansion of this macro";

/// Of files inside each other, how many a finding names.
const MAX_INCLUDERS: usize = 3;

/// Adds to each finding where its text comes from.
pub(crate) fn explain(
    expansions: &[Expansion],
    sources: &SourceMap,
    found: Diagnostics,
) -> Diagnostics {
    found.map(|diagnostic| {
        let diagnostic = expanded(expansions, sources, diagnostic);
        included(sources, diagnostic)
    })
}

fn contains(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}

/// The macros that a finding's place is in.
fn expanded(expansions: &[Expansion], sources: &SourceMap, mut found: Diagnostic) -> Diagnostic {
    let around = expansions
        .iter()
        .filter(|expansion| contains(expansion.at, found.span))
        .max_by_key(|expansion| expansion.at.end - expansion.at.start);
    let Some(outermost) = around.filter(|outermost| !in_preprocessor(&found, outermost, sources))
    else {
        return found;
    };
    let uses = || expansions.iter().filter(|other| other.at == outermost.at);
    let label = |of: &Expansion| format!("in expansion of macro `{}`", sources.text(of.name));
    let is_known = |found: &Diagnostic, body: Span| {
        let mut places = found.related.iter();
        places.any(|(span, _)| contains(body, *span))
    };
    for expansion in uses() {
        for (span, text) in &mut found.related {
            if text == IN_MACRO && contains(expansion.body, *span) {
                *text = label(expansion);
            }
        }
    }
    if uses().any(|expansion| is_known(&found, expansion.body)) {
        return found;
    }
    let whole = outermost.at == found.span;
    let named =
        uses().find_map(|expansion| Some((expansion, named_in(expansion, &found, sources)?)));
    match named.filter(|_| whole) {
        Some((expansion, place)) => {
            found = found.with_related(place, label(expansion));
            if expansion.name != outermost.name {
                found = found.with_related(outermost.name, label(outermost));
            }
            found
        }
        None => found.with_related(outermost.name, label(outermost)),
    }
}

/// Whether the finding is about the macro's use itself, which says so.
fn in_preprocessor(found: &Diagnostic, outermost: &Expansion, sources: &SourceMap) -> bool {
    let name = sources.text(outermost.name);
    let names_it = found.message.contains(&format!("the macro `{name}`"));
    names_it || sources.file(outermost.name.file).origin == Origin::Builtin
}

/// The first word of a macro's body that a finding's message names in backticks.
fn named_in(expansion: &Expansion, found: &Diagnostic, sources: &SourceMap) -> Option<Span> {
    let body = sources.text(expansion.body);
    let words = found.message.split('`').skip(1).step_by(2);
    words.filter(|word| !word.is_empty()).find_map(|word| {
        let at = whole_word(body, word)?;
        let start = expansion.body.start + u32::try_from(at).ok()?;
        let end = start + u32::try_from(word.len()).ok()?;
        Some(Span {
            start,
            end,
            ..expansion.body
        })
    })
}

/// Where a word stands in a text, and not as a part of another one.
fn whole_word(text: &str, word: &str) -> Option<usize> {
    let part = |c: char| c.is_alphanumeric() || c == '_';
    let begins = word.starts_with(part);
    let ends = word.ends_with(part);
    text.match_indices(word).map(|(at, _)| at).find(|&at| {
        let before = text[..at].chars().next_back().is_some_and(part);
        let after = text[at + word.len()..].chars().next().is_some_and(part);
        !(begins && before || ends && after)
    })
}

/// The `#include`s that lead to a finding's file.
fn included(sources: &SourceMap, mut found: Diagnostic) -> Diagnostic {
    let mut file = found.span.file;
    for _ in 0..MAX_INCLUDERS {
        let Some(at) = sources.includer(file) else {
            break;
        };
        found = found.with_related(at, "included from here");
        file = at.file;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::whole_word;

    #[test]
    fn a_word_is_found_where_it_stands_alone() {
        assert_eq!(whole_word("xx + x", "x"), Some(5));
        assert_eq!(whole_word("xx", "x"), None);
        assert_eq!(whole_word("a+=b", "+"), Some(1));
        assert_eq!(whole_word("é x", "x"), Some(3));
    }
}
