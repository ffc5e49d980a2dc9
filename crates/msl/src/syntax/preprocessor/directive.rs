//! Lines that begin with `#`, C++14 [cpp].

use super::Preprocessor;
use crate::{
    diagnostic::Diagnostic,
    source::Span,
    syntax::token::{RawKind, RawToken},
};

impl Preprocessor<'_> {
    /// Obeys the directive that begins with `hash`.
    pub(super) fn directive(&mut self, hash: RawToken) {
        let line = self.rest_of_line();
        let Some((name, rest)) = line.split_first() else {
            return;
        };
        let span = hash.span.to(name.span);
        let text = self.symbols.text(name.text).to_owned();
        match text.as_str() {
            "define" => self.define(span, rest),
            "undef" => self.undefine(span, rest),
            "include" | "import" => self.include(span, rest),
            "if" | "ifdef" | "ifndef" => self.begin_conditional(&text, span, rest),
            "elif" | "else" => self.end_group(&text, span),
            "endif" => self.end_conditional(span, rest),
            "error" | "warning" => self.message(&text, span, rest),
            "pragma" => self.pragma(rest),
            "line" | "ident" => {}
            // `# 12 "file"`, as preprocessors write it.
            _ if name.kind == RawKind::Number => {}
            _ => {
                let message = format!("unknown preprocessor directive `#{text}`");
                self.error("unknown-directive", span, message);
            }
        }
    }

    /// The tokens up to the end of the line in the innermost file.
    pub(super) fn rest_of_line(&mut self) -> Vec<RawToken> {
        match self.open_files.last_mut() {
            Some(file) => file.lexer.rest_of_line(&mut self.symbols),
            None => Vec::new(),
        }
    }

    /// Warns of what follows a complete directive.
    pub(super) fn expect_line_end(&mut self, rest: &[RawToken]) {
        if let Some(extra) = rest.first() {
            let text = self.symbols.text(extra.text);
            let message = format!("expected the end of the directive, found `{text}`");
            self.diagnostics
                .push(Diagnostic::warning("extra-tokens", extra.span, message));
        }
    }

    /// `#error` and `#warning`.
    fn message(&mut self, kind: &str, span: Span, rest: &[RawToken]) {
        let text = match (rest.first(), rest.last()) {
            (Some(first), Some(last)) => self.sources.text(first.span.to(last.span)).to_owned(),
            _ => "no reason given".to_owned(),
        };
        self.diagnostics.push(if kind == "error" {
            Diagnostic::error("error-directive", span, text)
        } else {
            Diagnostic::warning("warning-directive", span, text)
        });
    }
}
