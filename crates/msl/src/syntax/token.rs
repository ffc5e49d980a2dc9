//! Tokens, from the lexer's raw ones to those that the parser reads.

use std::sync::Arc;

use foldhash::fast::RandomState;

use super::ast::{Literal, Name};
use crate::{hash::HashMap, source::Span};

/// An interned spelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Symbol(u32);

/// All spellings of one compilation.
#[derive(Debug)]
pub(crate) struct Symbols {
    numbers: HashMap<Arc<str>, Symbol>,
    texts: Vec<Arc<str>>,
    /// Of punctuation, by its place among the kinds.
    puncts: [Option<Symbol>; Punct::ALL.len()],
}

impl Default for Symbols {
    fn default() -> Self {
        // A kernel of usual size has some hundreds.
        let expected = 256;
        let mut symbols = Self {
            numbers: HashMap::with_capacity_and_hasher(expected, RandomState::default()),
            texts: Vec::with_capacity(expected),
            puncts: [None; Punct::ALL.len()],
        };
        symbols.intern("");
        symbols
    }
}

impl Symbol {
    /// The empty spelling.
    pub(crate) const EMPTY: Self = Self(0);

    /// Its place among all symbols.
    pub(crate) fn index(self) -> usize {
        self.0 as usize
    }
}

impl Symbols {
    /// The symbol of `text`.
    pub(crate) fn intern(&mut self, text: &str) -> Symbol {
        if let Some(&symbol) = self.numbers.get(text) {
            return symbol;
        }
        let number = u32::try_from(self.texts.len()).expect("a unit has fewer than 2^32 tokens");
        let text: Arc<str> = text.into();
        self.texts.push(Arc::clone(&text));
        self.numbers.insert(text, Symbol(number));
        Symbol(number)
    }

    /// The symbol of a punctuation.
    pub(crate) fn intern_punct(&mut self, punct: Punct) -> Symbol {
        if let Some(known) = self.puncts[punct as usize] {
            return known;
        }
        let symbol = self.intern(punct.text());
        self.puncts[punct as usize] = Some(symbol);
        symbol
    }

    /// The symbol of `text`, if it has one.
    pub(crate) fn find(&self, text: &str) -> Option<Symbol> {
        self.numbers.get(text).copied()
    }

    /// All spellings, in the order of their symbols.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(AsRef::as_ref)
    }

    /// The spelling.
    pub(crate) fn text(&self, symbol: Symbol) -> &str {
        &self.texts[symbol.0 as usize]
    }

    /// The spelling, as the tree has it.
    pub(crate) fn name(&self, symbol: Symbol) -> Name {
        Arc::clone(&self.texts[symbol.0 as usize]).into()
    }
}

/// What a raw token is: a preprocessing token of C++14 [lex.pptoken].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RawKind {
    /// A name or a keyword.
    Ident,
    /// Anything that begins like a number.
    Number,
    /// A character literal, with its quotes.
    Char,
    /// A string literal, with its quotes and prefix.
    String,
    /// Punctuation.
    Punct(Punct),
    /// A quote without its end on the line, or a raw string without its end.
    Unterminated,
    /// Characters that begin no token.
    Other,
    /// What an empty macro argument leaves beside `##`.
    Placemarker,
    /// The end of a file.
    Eof,
}

/// A preprocessing token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RawToken {
    /// What.
    pub(crate) kind: RawKind,
    /// Spelling, without line splices.
    pub(crate) text: Symbol,
    /// Where a diagnostic points: the token itself, or the outermost use of the macro it is of.
    pub(crate) span: Span,
    /// Where it is spelled.
    pub(crate) spelled: Span,
    /// White space stands before it.
    pub(crate) spaced: bool,
    /// It is the first of its line.
    pub(crate) line_start: bool,
}

impl RawToken {
    /// Whether it is this punctuation.
    pub(crate) fn is(&self, punct: Punct) -> bool {
        self.kind == RawKind::Punct(punct)
    }
}

/// What the parser sees.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum TokenKind {
    /// A name or a keyword.
    Ident,
    /// A number, character, `true`, `false` or `nullptr`.
    Literal(Literal),
    /// A string; the token's text is its content.
    String,
    /// Punctuation.
    Punct(Punct),
    /// The end of the unit.
    Eof,
}

/// A token of the parser.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// What.
    pub(crate) kind: TokenKind,
    /// Spelling; the content of a string.
    pub(crate) text: Symbol,
    /// Where a diagnostic points.
    pub(crate) span: Span,
    /// Where it is spelled: inside a macro's definition, where it is of one.
    pub(crate) spelled: Span,
    /// It is the first of its line.
    pub(crate) line_start: bool,
}

/// Punctuation of C++14 [lex.operators], without digraphs (the lexer replaces them).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Punct {
    LeftBrace,
    RightBrace,
    LeftBracket,
    RightBracket,
    LeftParen,
    RightParen,
    Semicolon,
    Comma,
    Colon,
    ColonColon,
    Question,
    Dot,
    Ellipsis,
    DotStar,
    Arrow,
    ArrowStar,
    Plus,
    PlusPlus,
    PlusEqual,
    Minus,
    MinusMinus,
    MinusEqual,
    Star,
    StarEqual,
    Slash,
    SlashEqual,
    Percent,
    PercentEqual,
    Caret,
    CaretEqual,
    Ampersand,
    AmpersandAmpersand,
    AmpersandEqual,
    Bar,
    BarBar,
    BarEqual,
    Tilde,
    Bang,
    BangEqual,
    Equal,
    EqualEqual,
    Less,
    LessEqual,
    LessLess,
    LessLessEqual,
    Greater,
    GreaterEqual,
    GreaterGreater,
    GreaterGreaterEqual,
    Hash,
    HashHash,
}

impl Punct {
    /// Each with its spelling; of two that begin alike the longer comes first.
    pub(crate) const ALL: [(Self, &'static str); 51] = [
        (Self::LessLessEqual, "<<="),
        (Self::GreaterGreaterEqual, ">>="),
        (Self::Ellipsis, "..."),
        (Self::ArrowStar, "->*"),
        (Self::ColonColon, "::"),
        (Self::DotStar, ".*"),
        (Self::Arrow, "->"),
        (Self::PlusPlus, "++"),
        (Self::PlusEqual, "+="),
        (Self::MinusMinus, "--"),
        (Self::MinusEqual, "-="),
        (Self::StarEqual, "*="),
        (Self::SlashEqual, "/="),
        (Self::PercentEqual, "%="),
        (Self::CaretEqual, "^="),
        (Self::AmpersandAmpersand, "&&"),
        (Self::AmpersandEqual, "&="),
        (Self::BarBar, "||"),
        (Self::BarEqual, "|="),
        (Self::BangEqual, "!="),
        (Self::EqualEqual, "=="),
        (Self::LessEqual, "<="),
        (Self::LessLess, "<<"),
        (Self::GreaterEqual, ">="),
        (Self::GreaterGreater, ">>"),
        (Self::HashHash, "##"),
        (Self::LeftBrace, "{"),
        (Self::RightBrace, "}"),
        (Self::LeftBracket, "["),
        (Self::RightBracket, "]"),
        (Self::LeftParen, "("),
        (Self::RightParen, ")"),
        (Self::Semicolon, ";"),
        (Self::Comma, ","),
        (Self::Colon, ":"),
        (Self::Question, "?"),
        (Self::Dot, "."),
        (Self::Plus, "+"),
        (Self::Minus, "-"),
        (Self::Star, "*"),
        (Self::Slash, "/"),
        (Self::Percent, "%"),
        (Self::Caret, "^"),
        (Self::Ampersand, "&"),
        (Self::Bar, "|"),
        (Self::Tilde, "~"),
        (Self::Bang, "!"),
        (Self::Equal, "="),
        (Self::Less, "<"),
        (Self::Greater, ">"),
        (Self::Hash, "#"),
    ];

    /// By the first byte: which of all begin so, one a bit.
    const BEGINNINGS: [u64; 128] = {
        let mut beginnings = [0; 128];
        let mut at = 0;
        while at < Self::ALL.len() {
            beginnings[Self::ALL[at].1.as_bytes()[0] as usize] |= 1 << at;
            at += 1;
        }
        beginnings
    };

    /// The longest that these bytes begin with, and its length.
    pub(crate) fn at_start(bytes: [u8; 3]) -> Option<(Self, usize)> {
        let mut candidates = *Self::BEGINNINGS.get(usize::from(bytes[0]))?;
        while candidates != 0 {
            let (punct, spelling) = Self::ALL[candidates.trailing_zeros() as usize];
            if bytes.starts_with(spelling.as_bytes()) {
                return Some((punct, spelling.len()));
            }
            candidates &= candidates - 1;
        }
        None
    }

    /// Its spelling.
    pub(crate) fn text(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(punct, _)| *punct == self)
            .map_or("", |(_, text)| text)
    }

    /// The alternative spellings of C++14 [lex.digraph] that look like names.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "and" => Self::AmpersandAmpersand,
            "and_eq" => Self::AmpersandEqual,
            "bitand" => Self::Ampersand,
            "bitor" => Self::Bar,
            "compl" => Self::Tilde,
            "not" => Self::Bang,
            "not_eq" => Self::BangEqual,
            "or" => Self::BarBar,
            "or_eq" => Self::BarEqual,
            "xor" => Self::Caret,
            "xor_eq" => Self::CaretEqual,
            _ => return None,
        })
    }
}
