//! Diagnostics and findings for people and for programs.
//!
//! What it is not: the drawing of a diagnostic, which is the compiler's. Here are counts, and the
//! documents that other programs read: our own JSON, SARIF ([`sarif`]) and the commands of GitHub's
//! workflows ([`github`]).

pub(crate) mod github;
pub(crate) mod sarif;
#[cfg(test)]
mod tests;

use kernsmith_msl::{
    diagnostic::{Diagnostic, Diagnostics, Severity, Suggestion},
    source::{LineColumn, Origin, SourceMap, Span},
};
use serde_json::{Value, json};

/// Each diagnostic with its place.
pub(crate) fn to_json(diagnostics: &Diagnostics, sources: &SourceMap) -> Vec<Value> {
    diagnostics
        .iter()
        .map(|diagnostic| one(diagnostic, sources))
        .collect()
}

fn one(diagnostic: &Diagnostic, sources: &SourceMap) -> Value {
    let mut value = place(diagnostic.span, sources);
    let related = diagnostic.related.iter().map(|(span, label)| {
        let mut value = place(*span, sources);
        value["label"] = json!(label);
        value
    });
    let fixes = suggestions(diagnostic, sources).map(|suggestion| {
        let mut value = place(suggestion.span, sources);
        value["message"] = json!(suggestion.message);
        value["replacement"] = json!(suggestion.replacement);
        value
    });
    value["name"] = json!(diagnostic.name);
    value["severity"] = json!(word(diagnostic.severity));
    value["message"] = json!(diagnostic.message);
    value["label"] = json!(diagnostic.label);
    value["related"] = related.collect();
    value["notes"] = json!(diagnostic.notes);
    value["help"] = json!(diagnostic.help);
    value["fixes"] = fixes.collect();
    value
}

/// The edits that fix it, as far as they fit the text.
fn suggestions<'a>(
    diagnostic: &'a Diagnostic,
    sources: &'a SourceMap,
) -> impl Iterator<Item = &'a Suggestion> {
    let all = diagnostic.suggestions.iter();
    all.filter(|suggestion| suggestion.holds(sources))
}

fn place(span: Span, sources: &SourceMap) -> Value {
    let region = Region::of(span, sources);
    json!({
        "file": sources.file(span.file).name,
        "line": region.start.line,
        "column": region.start.column,
        "end_line": region.end.line,
        "end_column": region.end.column,
        "text": sources.text(span),
    })
}

/// A span as people count it; the end is that of the character after the last.
struct Region {
    start: LineColumn,
    end: LineColumn,
}

impl Region {
    fn of(span: Span, sources: &SourceMap) -> Self {
        let end = Span {
            start: span.end,
            ..span
        };
        Self {
            start: sources.line_column(span),
            end: sources.line_column(end),
        }
    }
}

/// The file, where it is one of the user's: nobody can open what we generated.
fn user_file(span: Span, sources: &SourceMap) -> Option<&str> {
    let file = sources.file(span.file);
    (file.origin == Origin::User).then_some(file.name.as_str())
}

/// All there is to say of a diagnostic, on several lines and without a drawing.
fn full_message(diagnostic: &Diagnostic) -> String {
    let mut lines = vec![diagnostic.message.clone()];
    if !diagnostic.label.is_empty() {
        lines.push(diagnostic.label.clone());
    }
    lines.extend(diagnostic.notes.iter().map(|note| format!("note: {note}")));
    lines.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    lines.join("\n")
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// How many there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// What keeps a kernel from running, or ran wrong.
    pub(crate) errors: usize,
    /// What was probably not meant.
    pub(crate) warnings: usize,
}

impl Count {
    /// Of one list.
    pub(crate) fn of(diagnostics: &Diagnostics) -> Self {
        let of = |severity| {
            let all = diagnostics.iter();
            all.filter(|d| d.severity == severity).count()
        };
        Self {
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
        }
    }

    /// Of both.
    pub(crate) const fn plus(self, other: Self) -> Self {
        Self {
            errors: self.errors + other.errors,
            warnings: self.warnings + other.warnings,
        }
    }
}

/// `2 errors, 1 warning`; nothing for none.
impl std::fmt::Display for Count {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let counts = [
            (self.errors, Severity::Error),
            (self.warnings, Severity::Warning),
        ];
        let counts = counts.iter().filter(|(count, _)| *count > 0);
        let words = counts.map(|&(count, severity)| counted(count, word(severity)));
        f.write_str(&words.collect::<Vec<_>>().join(", "))
    }
}

/// A number with its noun.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}
