//! Changes of the user's text that would fix what a diagnostic speaks of.

use crate::source::{Origin, SourceMap, Span};

/// A change of the user's text.
///
/// A place that a diagnostic names may be the use of a macro whose expansion is meant. So a change says what
/// it replaces, and is right only where the text is just that ([`Suggestion::holds`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// What is replaced; empty for an insertion.
    pub span: Span,
    /// The text that is expected there.
    pub replaces: String,
    /// The text to put there.
    pub replacement: String,
    /// What that does, in a few words.
    pub message: String,
}

impl Suggestion {
    /// An insertion before the span's first byte.
    #[must_use]
    pub fn insert(at: Span, text: &str) -> Self {
        Self {
            span: Span {
                end: at.start,
                ..at
            },
            replaces: String::new(),
            replacement: text.to_owned(),
            message: format!("insert `{text}`"),
        }
    }

    /// A replacement of one spelling by another.
    #[must_use]
    pub fn replace(span: Span, from: &str, to: &str) -> Self {
        Self {
            span,
            replaces: from.to_owned(),
            replacement: to.to_owned(),
            message: match to {
                "" => format!("remove `{}`", from.trim()),
                _ => format!("replace `{from}` with `{to}`"),
            },
        }
    }

    /// Whether the text is the user's, and what the change expects.
    #[must_use]
    pub fn holds(&self, sources: &SourceMap) -> bool {
        let file = sources.file(self.span.file);
        let text = file
            .text
            .get(self.span.start as usize..self.span.end as usize);
        file.origin == Origin::User && text == Some(self.replaces.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_holds_only_where_the_text_is_what_it_replaces() {
        let mut sources = SourceMap::default();
        let file = sources.add("a", "one two", Origin::User);
        let ours = sources.add("b", "one two", Origin::Builtin);
        let span = |file, start, end| Span { file, start, end };
        let change = |span| Suggestion::replace(span, "two", "2");
        assert!(change(span(file, 4, 7)).holds(&sources));
        assert!(!change(span(file, 3, 7)).holds(&sources));
        assert!(!change(span(file, 4, 9)).holds(&sources));
        assert!(!change(span(ours, 4, 7)).holds(&sources));
        assert!(Suggestion::insert(span(file, 4, 7), ";").holds(&sources));
    }
}
