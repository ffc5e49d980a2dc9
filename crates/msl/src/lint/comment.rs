//! What a source says to the lints.
//!
//! ```text
//! // kernsmith: allow(division-in-loop, unsigned-index): why that is fine here
//! // kernsmith: warn(wide-type)
//! ```
//!
//! `allow` silences warnings of the names on its own line, or on the next one where nothing else
//! stands on its line, and has a reason. `warn` asks for a lint that is advice, in all files.

use super::{LINTS, Lint, launch};
use crate::{
    diagnostic::{Diagnostic, explain},
    source::{FileId, Origin, SourceMap, Span},
};
use std::collections::BTreeSet;

const MARK: &str = "// kernsmith:";

/// What one comment says.
struct Allow<'a> {
    span: Span,
    /// The line that it is for, counted from 0.
    line: usize,
    names: Vec<&'a str>,
    used: bool,
}

/// What all comments of a unit say.
pub(super) struct Comments<'a> {
    sources: &'a SourceMap,
    allows: Vec<Allow<'a>>,
    asked: BTreeSet<&'a str>,
    applied: BTreeSet<&'static str>,
    complaints: Vec<Diagnostic>,
}

impl<'a> Comments<'a> {
    pub(super) fn new(sources: &'a SourceMap) -> Self {
        let mut comments = Self {
            sources,
            allows: Vec::new(),
            asked: BTreeSet::new(),
            applied: BTreeSet::new(),
            complaints: Vec::new(),
        };
        for (id, file) in sources.files() {
            if file.origin == Origin::User && file.text.contains(MARK) {
                comments.read(id, &file.text);
            }
        }
        comments
    }

    /// Whether a source asks for a lint.
    pub(super) fn asks_for(&self, name: &str) -> bool {
        self.asked.contains(name)
    }

    /// The lint was applied, so what is allowed of it must occur.
    pub(super) fn applied(&mut self, lint: &Lint) {
        self.applied.insert(lint.name);
    }

    /// Whether the source silences this; the comment that does so is of use.
    pub(super) fn silence(&mut self, said: &Diagnostic) -> bool {
        if self.allows.is_empty() {
            return false;
        }
        let text = &self.sources.file(said.span.file).text;
        let line = line_of(text, said.span.start as usize);
        let mut silenced = false;
        for allow in &mut self.allows {
            let here = allow.span.file == said.span.file && allow.line == line;
            if here && allow.names.contains(&said.name) {
                allow.used = true;
                silenced = true;
            }
        }
        silenced
    }

    /// Comments that are wrong, and, if that can be told, those that silence nothing.
    pub(super) fn complaints(self, tells_unused: bool) -> impl Iterator<Item = Diagnostic> {
        let applied = self.applied;
        let is_idle = move |allow: &Allow<'_>| {
            tells_unused && !allow.used && allow.names.iter().all(|name| applied.contains(name))
        };
        let unused = self.allows.into_iter().filter(is_idle).map(|allow| {
            let names = allow.names.join("`, `");
            let message = format!("nothing here gives `{names}`");
            Diagnostic::warning("unused-allow", allow.span, message)
                .with_help("remove the comment, or move it to the line that it is about")
        });
        self.complaints.into_iter().chain(unused)
    }

    fn read(&mut self, file: FileId, text: &'a str) {
        let (mut number, mut counted) = (0, 0);
        for (at, _) in text.match_indices(MARK) {
            let start = text[..at].rfind('\n').map_or(0, |before| before + 1);
            if text[start..at].contains(MARK) {
                continue;
            }
            let end = text[at..]
                .find('\n')
                .map_or(text.len(), |length| at + length);
            number += newlines(&text[counted..at]);
            counted = at;
            let span = Span {
                file,
                start: position(at),
                end: position(at + text[at..end].trim_end().len()),
            };
            let alone = text[start..at].trim().is_empty();
            let for_line = if alone {
                next(&text[end..], number)
            } else {
                number
            };
            self.comment(text[at + MARK.len()..end].trim(), span, for_line);
        }
    }

    fn comment(&mut self, said: &'a str, span: Span, line: usize) {
        let parts = said.split_once('(').and_then(|(word, rest)| {
            let (names, rest) = rest.split_once(')')?;
            Some((word.trim(), names, rest))
        });
        let Some((word @ ("allow" | "warn"), names, rest)) = parts else {
            return self.complain(
                span,
                "expected `allow(NAME): REASON` or `warn(NAME)`".into(),
            );
        };
        let names: Vec<&str> = names.split(',').map(str::trim).collect();
        for name in &names {
            if explain::find(name).is_none() {
                return self.complain(span, format!("no lint is called `{name}`"));
            }
        }
        if word == "warn" {
            let is_lint = |name: &&&str| {
                let of_launches = launch::names().any(|(known, _)| known == **name);
                of_launches || LINTS.iter().any(|lint| lint.name == **name)
            };
            self.asked.extend(names.iter().filter(is_lint));
            return;
        }
        let reason = rest.trim().strip_prefix(':').map_or("", str::trim);
        if reason.is_empty() {
            return self.complain(span, "expected a reason after `allow(...):`".into());
        }
        self.allows.push(Allow {
            span,
            line,
            names,
            used: false,
        });
    }

    fn complain(&mut self, span: Span, message: String) {
        let diagnostic = Diagnostic::warning("invalid-allow", span, message)
            .with_help("write `// kernsmith: allow(NAME): why that is fine here`");
        self.complaints.push(diagnostic);
    }
}

/// The next line that is no comment of this kind, where `rest` begins at the end of line `number`.
fn next(rest: &str, number: usize) -> usize {
    let after = rest.split('\n').enumerate().skip(1);
    let mut others = after.filter(|(_, line)| !line.trim_start().starts_with(MARK));
    others.next().map_or(number, |(ahead, _)| number + ahead)
}

fn line_of(text: &str, at: usize) -> usize {
    newlines(&text[..at.min(text.len())])
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'\n').count()
}

fn position(at: usize) -> u32 {
    u32::try_from(at).expect("a source text is shorter than 4 GiB")
}
