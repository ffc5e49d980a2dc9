//! What is said about a user's source text.
//!
//! Source text is never an `Err`: every stage pushes into [`Diagnostics`] and goes on, so a user
//! sees all that is wrong with a source at once. Each diagnostic has a stable kebab-case name,
//! one primary span, any number of secondary ones, and where we can, a note and a help.

use crate::source::{SourceMap, Span};

pub mod explain;
pub(crate) mod position;
mod render;
mod similar;
mod suggestion;
pub(crate) mod trail;

pub(crate) use similar::closest;
pub use suggestion::Suggestion;
pub use trail::Expansion;

/// Errors that belong to the declaration that they are in.
const REFUSALS: [&str; 3] = ["unsupported-feature", "recursion", "undecided-constant"];

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Compiles, and probably not what was meant.
    Warning,
    /// Does not compile.
    Error,
}

/// One finding about the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad.
    pub severity: Severity,
    /// Stable name in kebab case, such as `undeclared-identifier`.
    pub name: &'static str,
    /// One line: lower case, no full stop, expected before found, values in backticks.
    pub message: String,
    /// Where.
    pub span: Span,
    /// What to write under the primary span; may be empty.
    pub label: String,
    /// Other places that matter, each with a word about it.
    pub related: Vec<(Span, String)>,
    /// Facts that explain.
    pub notes: Vec<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// Changes of the text that do it, as far as a program can make them; any of them is enough.
    pub suggestions: Vec<Suggestion>,
}

impl Diagnostic {
    /// An error.
    pub fn error(name: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, name, span, message.into())
    }

    /// A warning.
    pub fn warning(name: &'static str, span: Span, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, name, span, message.into())
    }

    fn new(severity: Severity, name: &'static str, span: Span, message: String) -> Self {
        Self {
            severity,
            name,
            message,
            span,
            label: String::new(),
            related: Vec::new(),
            notes: Vec::new(),
            help: None,
            suggestions: Vec::new(),
        }
    }

    /// Whether it is about what this compiler does not have: an error of the kernels that need it, and not
    /// of the text.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        self.severity == Severity::Error && REFUSALS.contains(&self.name)
    }

    /// Writes `label` under the primary span.
    #[must_use]
    pub fn with_label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn with_related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// Adds a fact.
    #[must_use]
    pub fn with_note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds a change that does it.
    #[must_use]
    pub fn with_suggestion(mut self, suggestion: Suggestion) -> Self {
        self.suggestions.push(suggestion);
        self
    }

    /// Asks whether another name was meant than the one written at the primary span.
    #[must_use]
    pub fn with_meant(self, written: &str, meant: &str) -> Self {
        let suggestion = Suggestion::replace(self.span, written, meant);
        self.with_help(format!("did you mean `{meant}`?"))
            .with_suggestion(suggestion)
    }

    /// The finding as a person reads it, in rustc's manner, over several lines.
    #[must_use]
    pub fn render(&self, sources: &SourceMap, style: RenderStyle) -> String {
        render::render(self, sources, style)
    }
}

/// Whether to use terminal colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RenderStyle {
    /// Text alone.
    Plain,
    /// ANSI colours.
    Colored,
}

/// The findings of a compilation so far, in the order they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    /// How many of them are refusals, which kernels beside them do not care about.
    refusals: usize,
}

impl Diagnostics {
    /// How many findings are kept; the next error is replaced by one called `too-many-errors`.
    pub const LIMIT: usize = 100;

    /// As [`LIMIT`](Self::LIMIT), for errors of single kernels, of which a file may have many.
    const REFUSAL_LIMIT: usize = 4096;

    /// Adds one, unless the same finding was made at the same place (macros and templates repeat)
    /// or there are [`Self::LIMIT`] already.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if diagnostic.is_refusal() {
            if self.refusals >= Self::REFUSAL_LIMIT {
                return;
            }
        } else if self.list.len() - self.refusals >= Self::LIMIT {
            self.refuse(&diagnostic);
            return;
        }
        let known = |d: &Diagnostic| {
            d.span == diagnostic.span
                && d.name == diagnostic.name
                && d.message == diagnostic.message
        };
        if !self.list.iter().any(known) {
            self.refusals += usize::from(diagnostic.is_refusal());
            self.list.push(diagnostic);
        }
    }

    /// Says once that there was more, if what comes too late is an error.
    fn refuse(&mut self, diagnostic: &Diagnostic) {
        let is_first = self.list.len() - self.refusals == Self::LIMIT;
        if is_first && diagnostic.severity == Severity::Error {
            self.list.push(too_many(diagnostic.span));
        }
    }

    /// The first findings, as many as anyone reads.
    #[must_use]
    pub(crate) fn shortened(mut self) -> Self {
        let is_said = self.list.iter().any(|said| said.name == TOO_MANY);
        if self.list.len() > Self::LIMIT && !is_said {
            let span = self.list[Self::LIMIT].span;
            self.list.truncate(Self::LIMIT);
            self.list.push(too_many(span));
        }
        self
    }

    /// Adds all of another list.
    pub fn append(&mut self, others: Self) {
        others.list.into_iter().for_each(|other| self.push(other));
    }

    /// Each finding as `change` makes it.
    #[must_use]
    pub fn map(self, change: impl FnMut(Diagnostic) -> Diagnostic) -> Self {
        Self {
            list: self.list.into_iter().map(change).collect(),
            refusals: self.refusals,
        }
    }

    /// Keeps those that `keep` says.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.list.retain(keep);
        self.refusals = self.list.iter().filter(|said| said.is_refusal()).count();
    }

    /// Whether the source does not compile.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|d| d.severity == Severity::Error)
    }

    /// All findings.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// How many findings there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// All findings as a person reads them, with a blank line between two.
    #[must_use]
    pub fn render(&self, sources: &SourceMap, style: RenderStyle) -> String {
        self.list
            .iter()
            .map(|d| d.render(sources, style))
            .collect::<Vec<_>>()
            .join("\n\n")
    }
}

const TOO_MANY: &str = "too-many-errors";

fn too_many(span: Span) -> Diagnostic {
    let message = format!(
        "more than {} findings; the rest is left out",
        Diagnostics::LIMIT
    );
    Diagnostic::error(TOO_MANY, span, message)
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, Diagnostics};
    use crate::source::{FileId, Span};

    fn at(start: u32) -> Span {
        Span {
            file: FileId(0),
            start,
            end: start,
        }
    }

    #[test]
    fn a_repeated_finding_is_kept_once() {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::error("a", at(0), "x"));
        diagnostics.push(Diagnostic::error("a", at(0), "x"));
        diagnostics.push(Diagnostic::error("a", at(1), "x"));
        assert_eq!(diagnostics.len(), 2);
    }

    #[test]
    fn the_error_after_a_hundred_says_that_there_are_more() {
        let mut diagnostics = Diagnostics::default();
        for start in 0..150 {
            diagnostics.push(Diagnostic::warning("a", at(start), "x"));
        }
        assert_eq!(diagnostics.len(), 100);
        assert!(!diagnostics.has_errors());
        diagnostics.push(Diagnostic::error("b", at(200), "x"));
        diagnostics.push(Diagnostic::error("b", at(201), "x"));
        let last = diagnostics.iter().last().unwrap();
        assert_eq!((last.name, last.span), ("too-many-errors", at(200)));
        assert_eq!(diagnostics.len(), 101);
    }
}
