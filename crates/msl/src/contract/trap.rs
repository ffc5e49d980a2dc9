//! Warnings about parameters that a body gets by accident.
//!
//! Which built-ins, shapes and strides a body gets is decided by a search in its text (rules 4 and 6
//! of the contract), and the search takes comments, strings and parts of longer names for uses.
//! Such a parameter does no harm but to cost an argument; the author may wonder where it comes
//! from, and a name declared in the body may clash with it.
//!
//! The idea: a name that the search finds and that is no token of the body was not meant.

use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    ir::BuiltIn,
    source::{FileId, SourceMap, Span},
    syntax::raw_tokens,
};

/// A warning for each name that the body's text holds and its tokens do not.
pub(super) fn warnings(names: &[String], body: FileId, sources: &SourceMap) -> Diagnostics {
    let tokens = Tokens::new(body, sources);
    let mut warnings = Diagnostics::default();
    for name in names {
        if let Some(place) = tokens.accident(name) {
            let diagnostic = Diagnostic::warning(
                "accidental-parameter",
                place.span,
                format!("`{name}` becomes a parameter because {}", place.cause),
            );
            warnings.push(
                diagnostic
                    .with_note("the launch contract searches the body's text, comments included")
                    .with_help("word it in another way if the kernel does not need it"),
            );
        }
    }
    warnings
}

/// Where a name stands that is none, and as what.
struct Accident {
    span: Span,
    cause: String,
}

/// The words and the literals of a body, in order.
struct Tokens<'a> {
    body: FileId,
    text: &'a str,
    list: Vec<(Span, bool)>,
}

impl<'a> Tokens<'a> {
    fn new(body: FileId, sources: &'a SourceMap) -> Self {
        Self {
            body,
            text: &sources.file(body).text,
            list: raw_tokens(body, sources),
        }
    }

    /// The first place of a name that is no token of its own; `None` if there is such a token.
    fn accident(&self, name: &str) -> Option<Accident> {
        let at = self.text.find(name)?;
        let is_it = |(span, is_word): &(Span, bool)| *is_word && self.of(*span) == name;
        if self.list.iter().any(is_it) {
            return None;
        }
        let start = u32::try_from(at).ok()?;
        let span = Span {
            file: self.body,
            start,
            end: start + u32::try_from(name.len()).ok()?,
        };
        // The tokens lie apart and in order.
        let after = self.list.partition_point(|(token, _)| token.end <= start);
        let around = self
            .list
            .get(after)
            .filter(|(token, _)| token.start <= start);
        let cause = match around {
            None => "a comment names it".to_owned(),
            Some((_, false)) => "a string names it".to_owned(),
            // Whoever wants that built-in cannot but name this one too.
            Some((token, true)) if is_built_in(self.of(*token)) => return None,
            Some((token, true)) => format!("it is a part of `{}`", self.of(*token)),
        };
        Some(Accident { span, cause })
    }

    fn of(&self, span: Span) -> &str {
        &self.text[span.start as usize..span.end as usize]
    }
}

fn is_built_in(name: &str) -> bool {
    BuiltIn::ALL.iter().any(|(_, known)| *known == name)
}
