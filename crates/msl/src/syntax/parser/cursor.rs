//! Looking at tokens and taking them.

use super::{Parsed, Parser, Reported, Word};
use crate::{
    diagnostic::{Diagnostic, Suggestion, trail::IN_MACRO},
    source::{Origin, Span},
    syntax::{
        ast::Ident,
        token::{Punct, Symbol, Token, TokenKind},
    },
};

impl<'a> Parser<'a> {
    /// The next token.
    pub(super) fn token(&self) -> Token {
        self.tokens[self.at]
    }

    /// The token `ahead` places after the next.
    pub(super) fn token_at(&self, ahead: usize) -> Token {
        let last = self.tokens.len() - 1;
        self.tokens[(self.at + ahead).min(last)]
    }

    pub(super) fn at_end(&self) -> bool {
        self.token().kind == TokenKind::Eof
    }

    /// The spelling of the next token, if it is a name or a keyword.
    pub(super) fn word(&self) -> &'a str {
        self.word_at(0)
    }

    pub(super) fn word_at(&self, ahead: usize) -> &'a str {
        let token = self.token_at(ahead);
        match token.kind {
            TokenKind::Ident => self.symbols.text(token.text),
            _ => "",
        }
    }

    /// What is known of the spelling, if it is a name or a keyword.
    pub(super) fn known_word(&self, ahead: usize) -> Word {
        let token = self.token_at(ahead);
        match token.kind {
            TokenKind::Ident => self.words[token.text.index()],
            _ => Word::default(),
        }
    }

    pub(super) fn punct(&self) -> Option<Punct> {
        match self.token().kind {
            TokenKind::Punct(_) if self.split => Some(Punct::Greater),
            TokenKind::Punct(punct) => Some(punct),
            _ => None,
        }
    }

    pub(super) fn is(&self, punct: Punct) -> bool {
        self.punct() == Some(punct)
    }

    pub(super) fn is_at(&self, ahead: usize, punct: Punct) -> bool {
        self.token_at(ahead).kind == TokenKind::Punct(punct)
    }

    /// Where the next token is.
    pub(super) fn span(&self) -> Span {
        let mut span = self.token().span;
        if self.split {
            span.start = span.end.saturating_sub(1).max(span.start);
        }
        span
    }

    /// Where the last token was.
    pub(super) fn previous(&self) -> Span {
        if self.split {
            let span = self.token().span;
            return Span {
                end: (span.start + 1).min(span.end),
                ..span
            };
        }
        self.tokens[self.at.saturating_sub(1)].span
    }

    /// From `start` to the last token.
    pub(super) fn since(&self, start: Span) -> Span {
        start.to(self.previous())
    }

    pub(super) fn bump(&mut self) -> Token {
        let token = self.token();
        self.split = false;
        if self.at + 1 < self.tokens.len() {
            self.at += 1;
        }
        token
    }

    pub(super) fn eat(&mut self, punct: Punct) -> bool {
        let found = self.is(punct);
        if found {
            self.bump();
        }
        found
    }

    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let found = self.word() == word;
        if found {
            self.bump();
        }
        found
    }

    /// Takes a `>`, also the first half of `>>`.
    pub(super) fn eat_greater(&mut self) -> bool {
        if self.is(Punct::GreaterGreater) {
            self.split = true;
            return true;
        }
        self.eat(Punct::Greater)
    }

    pub(super) fn expect(&mut self, punct: Punct) -> Parsed<()> {
        if self.eat(punct) {
            return Ok(());
        }
        Err(self.expected(&format!("`{}`", punct.text())))
    }

    /// Takes the bracket that closes the one at `open`.
    pub(super) fn expect_close(&mut self, punct: Punct, open: Span) -> Parsed<()> {
        let matches = self.is(punct) && self.same_author(open);
        if matches {
            self.bump();
            return Ok(());
        }
        let message = self.expectation(&format!("`{}`", punct.text()));
        let opening = self.sources.text(Span {
            end: (open.start + 1).min(open.end),
            ..open
        });
        let mut diagnostic = Diagnostic::error("unbalanced-bracket", self.error_span(), message);
        if let "(" | "[" | "{" | "<" = opening {
            diagnostic = diagnostic.with_related(open, format!("this `{opening}` is not closed"));
        }
        if self.outside(open) {
            let reported = self.report(diagnostic);
            self.silence();
            return Err(reported);
        }
        let diagnostic = self.with_closing(diagnostic, punct);
        Err(self.report(diagnostic))
    }

    /// Closes a bracket before what cannot stand in it.
    fn with_closing(&self, mut diagnostic: Diagnostic, punct: Punct) -> Diagnostic {
        let ends = match punct {
            Punct::RightParen => self.is(Punct::Semicolon) || self.is(Punct::LeftBrace),
            Punct::RightBracket => {
                let others = [Punct::Semicolon, Punct::Comma, Punct::RightParen];
                others.into_iter().any(|other| self.is(other))
            }
            _ => false,
        };
        if ends && self.is_spelled_before() && self.token().spelled == self.token().span {
            let previous = self.previous();
            let after = Span {
                start: previous.end,
                ..previous
            };
            diagnostic = diagnostic.with_suggestion(Suggestion::insert(after, punct.text()));
        }
        self.with_macro(diagnostic)
    }

    /// Adds that the next token comes out of a macro, and what is wrong with that macro's definition.
    fn with_macro(&self, diagnostic: Diagnostic) -> Diagnostic {
        let token = self.token();
        if token.spelled == token.span {
            return diagnostic;
        }
        // Where more follows on the line, the macro stands in something: it is a value, and no statement.
        let next = self.token_at(1);
        let is_value = !next.line_start && next.spelled == next.span;
        let help = match self.punct() {
            Some(Punct::Semicolon) if is_value => "take the `;` from the macro's definition",
            Some(Punct::Equal) => "take the `=` from the macro's definition",
            _ => return diagnostic,
        };
        let change = Suggestion::replace(token.spelled, self.sources.text(token.spelled), "");
        let is_there = diagnostic
            .related
            .iter()
            .any(|(_, label)| label == IN_MACRO);
        let diagnostic = match is_there {
            true => diagnostic,
            false => diagnostic.with_related(token.spelled, IN_MACRO),
        };
        diagnostic.with_help(help).with_suggestion(change)
    }

    /// Whether the next token and the one at `span` come both from a caller or both from us. A
    /// bracket that a caller opened is never closed by text that was put around the caller's.
    pub(super) fn same_author(&self, span: Span) -> bool {
        let origin = |span: Span| self.sources.file(span.file).origin;
        origin(span) == origin(self.span())
    }

    /// Whether the text that opened a bracket at `open` has ended before the next token.
    pub(super) fn outside(&self, open: Span) -> bool {
        self.at_end() || self.user_wrote(open) && !self.user_wrote(self.span())
    }

    /// The end of the statement. Where it is missing, that is said at the end of the last token;
    /// a next token on a new line then begins the next statement.
    pub(super) fn expect_semicolon(&mut self, after: &str) -> Parsed<()> {
        if self.eat(Punct::Semicolon) {
            return Ok(());
        }
        let previous = self.previous();
        let span = Span {
            start: previous.end,
            ..previous
        };
        let message = self.expectation(&format!("`;` after {after}"));
        let mut diagnostic =
            Diagnostic::error("missing-semicolon", span, message).with_label("add `;` here");
        let statement_follows =
            self.token().line_start || self.at_end() || self.is(Punct::RightBrace);
        if statement_follows && self.is_spelled_before() {
            diagnostic = diagnostic.with_suggestion(Suggestion::insert(span, ";"));
        }
        let reported = self.report(diagnostic);
        if statement_follows {
            return Ok(());
        }
        Err(reported)
    }

    /// Whether the last token stands in the text as it is, and is not of a macro's expansion.
    pub(super) fn is_spelled_before(&self) -> bool {
        let last = self.tokens[self.at.saturating_sub(1)];
        last.spelled == last.span
    }

    /// Reports that something else stands here.
    pub(super) fn expected(&mut self, what: &str) -> Reported {
        let message = self.expectation(what);
        let token = self.token();
        let mut diagnostic = Diagnostic::error("syntax-error", self.error_span(), message);
        if token.spelled != token.span {
            diagnostic = diagnostic.with_related(token.spelled, IN_MACRO);
        }
        let diagnostic = self.with_macro(diagnostic);
        self.report(diagnostic)
    }

    /// `if x < 4`, as other languages have it.
    pub(super) fn condition_without_parentheses(&mut self) -> Reported {
        let message = self.expectation("`(`");
        let diagnostic = Diagnostic::error("syntax-error", self.error_span(), message);
        self.report(diagnostic.with_help("a condition stands in parentheses: `if (x < 4) { ... }`"))
    }

    fn expectation(&self, what: &str) -> String {
        let token = self.token();
        let end = self.at_end() || !self.user_wrote(token.span) && self.user_wrote(self.previous());
        if end {
            return format!("expected {what}, found the end of the source");
        }
        let text = match token.kind {
            TokenKind::Punct(_) => self.punct().map_or("", Punct::text),
            TokenKind::Ident | TokenKind::Literal(_) => self.symbols.text(token.text),
            TokenKind::String => return format!("expected {what}, found a string"),
            TokenKind::Eof => "",
        };
        format!("expected {what}, found `{text}`")
    }

    /// The next token, or the end of the caller's text where the next token is not the caller's.
    pub(super) fn error_span(&self) -> Span {
        let previous = self.previous();
        let outside = self.at_end() || !self.user_wrote(self.span());
        if outside && self.user_wrote(previous) {
            return Span {
                start: previous.end,
                ..previous
            };
        }
        self.span()
    }

    pub(super) fn user_wrote(&self, span: Span) -> bool {
        self.sources.file(span.file).origin == Origin::User
    }

    /// Stops reporting: what follows is a consequence.
    pub(super) fn silence(&mut self) {
        if self.speculating == 0 {
            self.silenced = true;
        }
    }

    /// Whether what is reported now is told.
    pub(super) fn is_heard(&self) -> bool {
        self.speculating == 0 && !self.silenced
    }

    /// A name that is not reserved.
    pub(super) fn ident(&mut self, what: &str) -> Parsed<Ident> {
        if self.at_name() {
            return Ok(self.take_ident());
        }
        Err(self.expected(what))
    }

    /// Whether a name that is not reserved comes next.
    pub(super) fn at_name(&self) -> bool {
        self.is_name(0)
    }

    pub(super) fn is_name(&self, ahead: usize) -> bool {
        let token = self.token_at(ahead);
        token.kind == TokenKind::Ident && !self.words[token.text.index()].reserved
    }

    /// Takes the next token, whatever it is, as a name.
    pub(super) fn take_ident(&mut self) -> Ident {
        let token = self.bump();
        Ident {
            name: self.symbols.name(token.text),
            span: token.span,
        }
    }

    pub(super) fn symbol(&self) -> Symbol {
        self.token().text
    }
}
