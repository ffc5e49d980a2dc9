//! Preprocessing tokens to tokens, C++14 [lex.phases]/6-7: `_Pragma` is obeyed, literals get their
//! values, neighboring strings become one, and what begins no token is reported.

use std::collections::BTreeMap;

use super::{Preprocessor, TokenStream};
use crate::{
    diagnostic::{Diagnostic, Suggestion},
    syntax::{
        ast::{Literal, Unroll},
        literal,
        token::{Punct, RawKind, RawToken, Token, TokenKind},
    },
};

impl Preprocessor<'_> {
    /// Turns what was read into what the parser reads.
    pub(super) fn finish(mut self) -> TokenStream {
        let raw = if self.stopped {
            Vec::new()
        } else {
            std::mem::take(&mut self.output)
        };
        let mut tokens: Vec<Token> = Vec::with_capacity(raw.len() + 1);
        let mut unrolls: BTreeMap<usize, Unroll> = BTreeMap::new();
        let mut at = 0;
        while let Some(&token) = raw.get(at) {
            if !self.unrolls.is_empty()
                && let Some(&unroll) = self.unrolls.get(&at)
            {
                unrolls.insert(tokens.len(), unroll);
            }
            at += 1;
            if token.kind == RawKind::Ident && self.symbols.text(token.text) == "_Pragma" {
                if let Some(unroll) = self.pragma_operator(token, &raw, &mut at) {
                    unrolls.insert(tokens.len(), unroll);
                }
            } else if token.kind == RawKind::String {
                let more = raw[at..]
                    .iter()
                    .take_while(|next| next.kind == RawKind::String);
                let end = at + more.count();
                tokens.push(self.string(&raw[at - 1..end]));
                at = end;
            } else if let Some(kind) = self.token_kind(token) {
                tokens.push(parser_token(token, kind));
            }
        }
        let mut eof = self.eof();
        if let Some(last) = tokens.last() {
            eof.span = last.span;
            eof.span.start = eof.span.end;
        }
        tokens.push(Token {
            kind: TokenKind::Eof,
            text: eof.text,
            span: eof.span,
            spelled: eof.span,
            line_start: true,
        });
        TokenStream {
            tokens,
            unrolls,
            symbols: self.symbols,
            expansions: self.expansions,
            cut_short: self.cut_short,
        }
    }

    /// `_Pragma("…")`; `at` is after its name.
    fn pragma_operator(
        &mut self,
        name: RawToken,
        raw: &[RawToken],
        at: &mut usize,
    ) -> Option<Unroll> {
        let well_formed = raw.get(*at..*at + 3).filter(|tokens| {
            tokens[0].is(Punct::LeftParen)
                && tokens[1].kind == RawKind::String
                && tokens[2].is(Punct::RightParen)
        });
        let Some(&[_, string, _]) = well_formed else {
            let message = "expected `(\"…\")` after `_Pragma`";
            self.error("invalid-pragma", name.span, message);
            let open = raw.get(*at).is_some_and(|token| token.is(Punct::LeftParen));
            let rest = raw[*at..].iter();
            *at += rest
                .take_while(|token| open && !token.is(Punct::RightParen))
                .count();
            *at += usize::from(open);
            return None;
        };
        *at += 3;
        let line = self.pragma_tokens(string);
        self.pragma_before(&line)
    }

    /// Neighboring strings as one.
    fn string(&mut self, parts: &[RawToken]) -> Token {
        let mut content = String::new();
        let mut token = parser_token(parts[0], TokenKind::String);
        for part in parts {
            match literal::string(self.symbols.text(part.text)) {
                Ok(text) => content.push_str(&text),
                Err(message) => self.error("invalid-literal", part.span, message),
            }
            token.span = token.span.to(part.span);
        }
        token.text = self.symbols.intern(&content);
        token
    }

    /// What the token is to the parser; `None` for one that was reported and is left out.
    fn token_kind(&mut self, token: RawToken) -> Option<TokenKind> {
        let text = self.symbols.text(token.text);
        let literal = match token.kind {
            RawKind::Ident => {
                return Some(match text {
                    "true" => TokenKind::Literal(Literal::Bool(true)),
                    "false" => TokenKind::Literal(Literal::Bool(false)),
                    "nullptr" => TokenKind::Literal(Literal::Null),
                    _ => Punct::from_word(text).map_or(TokenKind::Ident, TokenKind::Punct),
                });
            }
            RawKind::String => return Some(TokenKind::String),
            RawKind::Punct(Punct::Hash | Punct::HashHash) | RawKind::Other => {
                let (diagnostic, meant) = unexpected(token, text);
                self.diagnostics.push(diagnostic);
                return meant.map(TokenKind::Punct);
            }
            RawKind::Punct(punct) => return Some(TokenKind::Punct(punct)),
            RawKind::Number => literal::number(text),
            RawKind::Char => literal::character(text).map(Into::into),
            RawKind::Unterminated => {
                let quote = if text.contains('"') { "\"" } else { "'" };
                Err(format!(
                    "expected `{quote}` at the end of this literal, found the end of the line"
                ))
            }
            RawKind::Placemarker | RawKind::Eof => return None,
        };
        let value = match literal {
            Ok(value) => value,
            Err(message) => {
                let mut diagnostic = Diagnostic::error("invalid-literal", token.span, message);
                if let Some(meant) = literal::with_metal_suffix(text) {
                    diagnostic = diagnostic
                        .with_help(format!("write `{meant}`"))
                        .with_suggestion(Suggestion::replace(token.span, text, &meant));
                }
                self.diagnostics.push(diagnostic);
                // Something must stand here, so that no second error is made of it.
                let value = Literal::Int {
                    value: 0,
                    unsigned: false,
                    long: false,
                    decimal: true,
                };
                value.into()
            }
        };
        if let Some(warning) = value.warning {
            self.diagnostics.push(Diagnostic::warning(
                "literal-out-of-range",
                token.span,
                warning,
            ));
        }
        Some(TokenKind::Literal(value.literal))
    }
}

fn parser_token(raw: RawToken, kind: TokenKind) -> Token {
    Token {
        kind,
        text: raw.text,
        span: raw.span,
        spelled: raw.spelled,
        line_start: raw.line_start,
    }
}

/// What to say of characters that begin no token, and which token was likely meant.
fn unexpected(token: RawToken, text: &str) -> (Diagnostic, Option<Punct>) {
    let first = text.chars().next().unwrap_or(' ');
    let shown: String = text.chars().take(8).collect();
    let message = format!("unexpected character `{}`", shown.escape_debug());
    let diagnostic = Diagnostic::error("unexpected-character", token.span, message);
    let (plain, meant) = match first {
        '\u{2018}' | '\u{2019}' => ("'", None),
        '\u{201c}' | '\u{201d}' => ("\"", None),
        '\u{2013}' | '\u{2212}' => ("-", Some(Punct::Minus)),
        '\u{d7}' | '\u{22c5}' => ("*", Some(Punct::Star)),
        '\u{a0}' | '\u{2003}' | '\u{3000}' | '\u{200b}' | '\u{feff}' => (" ", None),
        '\u{37e}' | '\u{ff1b}' => (";", Some(Punct::Semicolon)),
        '\u{2264}' => ("<=", Some(Punct::LessEqual)),
        '\u{2265}' => (">=", Some(Punct::GreaterEqual)),
        '\u{2260}' => ("!=", Some(Punct::BangEqual)),
        _ => return (diagnostic, None),
    };
    let code = u32::from(first);
    let help = format!("this is U+{code:04X}, which looks like `{plain}`; write `{plain}`");
    let suggestion = Suggestion::replace(token.span, text, plain);
    let diagnostic = diagnostic.with_help(help);
    // Quotation marks come in pairs of several characters; what is meant by one alone is not known.
    if text.chars().count() == 1 && !matches!(plain, "'" | "\"") {
        return (diagnostic.with_suggestion(suggestion), meant);
    }
    (diagnostic, meant)
}
