//! The words of a text, to tell whether a name occurs anywhere else.

use crate::{
    lint::subject::Subject,
    source::{Origin, Span},
    syntax::raw_tokens,
};
use std::collections::BTreeMap;

/// How often each name stands in the user's texts, macros and what the preprocessor leaves out with them.
pub(super) fn count<'s>(subject: &Subject<'s>) -> BTreeMap<&'s str, usize> {
    let mut words = BTreeMap::new();
    for (id, file) in subject.sources.files() {
        if file.origin == Origin::User {
            add(&mut words, subject, raw_tokens(id, subject.sources));
        }
    }
    words
}

/// How often each name stands in a part of a text.
pub(super) fn count_in<'s>(subject: &Subject<'s>, part: Span) -> BTreeMap<&'s str, usize> {
    let mut tokens = raw_tokens(part.file, subject.sources);
    tokens.retain(|(span, _)| part.start <= span.start && span.end <= part.end);
    let mut words = BTreeMap::new();
    add(&mut words, subject, tokens);
    words
}

fn add<'s>(words: &mut BTreeMap<&'s str, usize>, subject: &Subject<'s>, tokens: Vec<(Span, bool)>) {
    let names = tokens.into_iter().filter(|(_, is_name)| *is_name);
    for (span, _) in names {
        *words.entry(subject.sources.text(span)).or_insert(0) += 1;
    }
}
