//! Text to preprocessing tokens, C++14 [lex].
//!
//! It reports nothing: a token that is not well formed has a kind of its own, and is reported only
//! if it survives the preprocessor, so that text in a skipped group may be anything.
//!
//! A line splice (a backslash before a line's end) is skipped wherever a character is looked at,
//! so it may stand inside any token. Each character is looked at a bounded number of times.

use std::sync::Arc;

use super::token::{Punct, RawKind, RawToken, Symbols};
use crate::source::{FileId, Span};

/// The bytes that names consist of.
pub(crate) static WORD: [bool; 256] = {
    let mut word = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        word[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$');
        byte += 1;
    }
    word
};

/// A place in one file, and what stands there.
#[derive(Clone, Debug)]
pub(crate) struct Lexer {
    file: FileId,
    text: Arc<str>,
    /// Never inside a splice.
    at: usize,
    line_start: bool,
    /// A splice was skipped inside or after the token that is read.
    spliced: bool,
    /// Where a comment begins that does not end.
    pub(crate) unterminated_comment: Option<Span>,
}

impl Lexer {
    /// At the beginning of a file.
    pub(crate) fn new(file: FileId, text: Arc<str>) -> Self {
        let at = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        Self::at(file, text, at)
    }

    /// At a place in a file.
    pub(crate) fn at(file: FileId, text: Arc<str>, at: usize) -> Self {
        let mut lexer = Self {
            file,
            text,
            at,
            line_start: true,
            spliced: false,
            unterminated_comment: None,
        };
        lexer.skip_splices();
        lexer
    }

    /// The file it reads.
    pub(crate) fn file(&self) -> FileId {
        self.file
    }

    /// The next token; `Eof` at the end, again and again.
    pub(crate) fn next(&mut self, symbols: &mut Symbols) -> RawToken {
        let spaced = self.skip_space(true);
        self.token(symbols, spaced)
    }

    /// The tokens up to the end of the line.
    pub(crate) fn rest_of_line(&mut self, symbols: &mut Symbols) -> Vec<RawToken> {
        let mut tokens = Vec::new();
        loop {
            let spaced = self.skip_space(false);
            if matches!(self.peek(), None | Some(b'\n')) {
                return tokens;
            }
            tokens.push(self.token(symbols, spaced));
        }
    }

    /// From `start` to where the lexer stands.
    fn span(&self, start: usize) -> Span {
        let offset = |at| u32::try_from(at).expect("a source text is shorter than 4 GiB");
        Span {
            file: self.file,
            start: offset(start),
            end: offset(self.at),
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// `at`, or the place after the splices that begin there.
    fn after_splices(&self, mut at: usize) -> usize {
        while self.byte(at) == Some(b'\\') {
            match (self.byte(at + 1), self.byte(at + 2)) {
                (Some(b'\n'), _) => at += 2,
                (Some(b'\r'), Some(b'\n')) => at += 3,
                _ => break,
            }
        }
        at
    }

    /// Skips the splices that begin here.
    fn skip_splices(&mut self) {
        let after = self.after_splices(self.at);
        self.spliced |= after != self.at;
        self.at = after;
    }

    fn peek(&self) -> Option<u8> {
        self.byte(self.at)
    }

    fn peek_second(&self) -> Option<u8> {
        self.byte(self.after_splices(self.at + 1))
    }

    fn bump(&mut self) {
        self.at += 1;
        if self.peek() == Some(b'\\') {
            self.skip_splices();
        }
    }

    /// Skips the bytes of which something holds; a backslash must be none of them.
    fn bump_while(&mut self, holds: impl Fn(u8) -> bool) {
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            let run = rest.iter().position(|&byte| !holds(byte));
            self.at += run.unwrap_or(rest.len());
            let before = self.at;
            if self.peek() == Some(b'\\') {
                self.skip_splices();
            }
            if self.at == before {
                return;
            }
        }
    }

    /// Skips space and comments; over the ends of lines only if `lines`. Tells whether there were any.
    fn skip_space(&mut self, lines: bool) -> bool {
        let start = self.at;
        loop {
            match self.peek() {
                Some(b'\n') if lines => {
                    self.bump();
                    self.line_start = true;
                }
                Some(b' ' | b'\t' | b'\r' | 0x0b | 0x0c) => self.bump(),
                Some(b'/') if self.peek_second() == Some(b'/') => self.skip_line_comment(),
                Some(b'/') if self.peek_second() == Some(b'*') => self.skip_block_comment(),
                _ => return self.at != start,
            }
        }
    }

    fn skip_line_comment(&mut self) {
        while self.peek().is_some_and(|byte| byte != b'\n') {
            self.at += 1;
            self.bump_while(|byte| !matches!(byte, b'\n' | b'\\'));
        }
    }

    fn skip_block_comment(&mut self) {
        let start = self.at;
        self.bump();
        self.bump();
        let opened = self.span(start);
        loop {
            match self.peek() {
                None => {
                    self.unterminated_comment = Some(opened);
                    return;
                }
                Some(b'*') if self.peek_second() == Some(b'/') => {
                    self.bump();
                    self.bump();
                    return;
                }
                Some(_) => self.bump(),
            }
        }
    }

    /// The token that begins here.
    fn token(&mut self, symbols: &mut Symbols, spaced: bool) -> RawToken {
        let start = self.at;
        self.spliced = false;
        let kind = self.scan();
        let mut span = self.span(start);
        let mut raw = &self.text[start..self.at];
        if self.spliced {
            raw = without_trailing_splices(raw);
            span.end = span.start + u32::try_from(raw.len()).expect("it is a part of the text");
        }
        let text = match kind {
            RawKind::Punct(punct) => symbols.intern_punct(punct),
            RawKind::String if is_raw_string(raw) => symbols.intern(raw),
            _ if self.spliced => symbols.intern(&without_splices(raw)),
            _ => symbols.intern(raw),
        };
        RawToken {
            kind,
            text,
            span,
            spelled: span,
            spaced,
            line_start: std::mem::take(&mut self.line_start),
        }
    }

    fn scan(&mut self) -> RawKind {
        let Some(first) = self.peek() else {
            return RawKind::Eof;
        };
        match first {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' | b'$' => self.scan_word(),
            b'0'..=b'9' => self.scan_number(),
            b'.' if self.peek_second().is_some_and(|byte| byte.is_ascii_digit()) => {
                self.scan_number()
            }
            b'"' | b'\'' => self.scan_quoted(first),
            _ => self.scan_punct(),
        }
    }

    /// A name, or a literal with a prefix such as `u8"…"` or `R"(…)"`.
    fn scan_word(&mut self) -> RawKind {
        let start = self.at;
        self.bump_while(|byte| WORD[usize::from(byte)]);
        let Some(quote @ (b'"' | b'\'')) = self.peek() else {
            return RawKind::Ident;
        };
        match (&self.text[start..self.at], quote) {
            ("R" | "u8R" | "uR" | "UR" | "LR", b'"') => self.scan_raw_string(),
            ("u8" | "u" | "U" | "L", _) => self.scan_quoted(quote),
            _ => RawKind::Ident,
        }
    }

    fn scan_number(&mut self) -> RawKind {
        loop {
            match (self.peek(), self.peek_second()) {
                (Some(b'e' | b'E' | b'p' | b'P'), Some(b'+' | b'-')) => {
                    self.bump();
                    self.bump();
                }
                (Some(b'\''), Some(next)) if next.is_ascii_alphanumeric() => {
                    self.bump();
                    self.bump();
                }
                (Some(byte), _) if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_') => {
                    self.bump();
                }
                _ => return RawKind::Number,
            }
        }
    }

    /// From the quote to its twin on the same line.
    fn scan_quoted(&mut self, quote: u8) -> RawKind {
        self.bump();
        loop {
            match self.peek() {
                None | Some(b'\n') => return self.end_unterminated(),
                Some(b'\\') => {
                    self.bump();
                    if !matches!(self.peek(), None | Some(b'\n')) {
                        self.bump();
                    }
                }
                Some(byte) => {
                    self.bump();
                    if byte == quote {
                        return if quote == b'"' {
                            RawKind::String
                        } else {
                            RawKind::Char
                        };
                    }
                }
            }
        }
    }

    /// Gives back what ended the statement rather than the literal: `);` and the like.
    fn end_unterminated(&mut self) -> RawKind {
        let text = &self.text[..self.at];
        let ends = |c: char| c.is_ascii_whitespace() || matches!(c, ')' | ';' | ',' | '}');
        let kept = text.trim_end_matches(ends);
        if text[kept.len()..].contains([';', ')', '}']) {
            self.at = kept.len();
        }
        RawKind::Unterminated
    }

    /// `"delimiter(` … `)delimiter"`, in which splices are no splices.
    fn scan_raw_string(&mut self) -> RawKind {
        let text = Arc::clone(&self.text);
        let inside = &text[self.at + 1..];
        // [lex.string]: a delimiter has at most 16 characters.
        let opening = inside.bytes().take(17).position(|byte| byte == b'(');
        let Some(length) = opening else {
            self.bump();
            return RawKind::Unterminated;
        };
        let closing = format!("){}\"", &inside[..length]);
        match inside[length..].find(&closing) {
            Some(found) => {
                self.at += 1 + length + found + closing.len();
                self.skip_splices();
                RawKind::String
            }
            None => {
                self.at = text.len();
                RawKind::Unterminated
            }
        }
    }

    fn scan_punct(&mut self) -> RawKind {
        let first = self.peek();
        let second = self.peek_second();
        if let Some(punct) = self.scan_digraph(first, second) {
            return RawKind::Punct(punct);
        }
        let mut bytes = [0; 3];
        let mut ends = [self.at; 3];
        let mut at = self.at;
        for (byte, end) in bytes.iter_mut().zip(&mut ends) {
            *byte = self.byte(at).unwrap_or(0);
            at = self.after_splices(at + 1);
            *end = at;
        }
        match Punct::at_start(bytes) {
            Some((punct, length)) => {
                self.spliced |= ends[length - 1] != self.at + length;
                self.at = ends[length - 1];
                RawKind::Punct(punct)
            }
            None => self.scan_other(),
        }
    }

    fn scan_digraph(&mut self, first: Option<u8>, second: Option<u8>) -> Option<Punct> {
        let punct = match (first?, second?) {
            (b'<', b'%') => Punct::LeftBrace,
            (b'%', b'>') => Punct::RightBrace,
            (b':', b'>') => Punct::RightBracket,
            (b'%', b':') => Punct::Hash,
            (b'<', b':') => {
                // [lex.pptoken]/3: `<::` is `<` and `::` unless `:` or `>` follows.
                let third = self.after_splices(self.after_splices(self.at + 1) + 1);
                let fourth = self.after_splices(third + 1);
                let follows = matches!(self.byte(fourth), Some(b':' | b'>'));
                if self.byte(third) == Some(b':') && !follows {
                    return None;
                }
                Punct::LeftBracket
            }
            _ => return None,
        };
        self.bump();
        self.bump();
        Some(punct)
    }

    /// A run of characters that begin no token; one character of ASCII, or all that are not ASCII.
    fn scan_other(&mut self) -> RawKind {
        if self.peek().is_some_and(|byte| byte.is_ascii()) {
            self.bump();
        } else {
            self.bump_while(|byte| !byte.is_ascii());
        }
        RawKind::Other
    }
}

fn is_raw_string(text: &str) -> bool {
    text.split('"')
        .next()
        .is_some_and(|prefix| prefix.ends_with('R'))
}

fn without_trailing_splices(mut text: &str) -> &str {
    while let Some(rest) = text
        .strip_suffix("\\\n")
        .or_else(|| text.strip_suffix("\\\r\n"))
    {
        text = rest;
    }
    text
}

fn without_splices(text: &str) -> String {
    text.replace("\\\r\n", "").replace("\\\n", "")
}
