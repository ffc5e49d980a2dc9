//! Where tokens begin and end, by text.

use super::Lexer;
use crate::{
    source::FileId,
    syntax::token::{RawKind, Symbols},
};

/// The kinds and spellings of a text's tokens.
fn tokens(text: &str) -> Vec<(RawKind, String)> {
    let mut symbols = Symbols::default();
    let mut lexer = Lexer::new(FileId(0), text.into());
    let mut tokens = Vec::new();
    loop {
        let token = lexer.next(&mut symbols);
        if token.kind == RawKind::Eof {
            return tokens;
        }
        tokens.push((token.kind, symbols.text(token.text).to_owned()));
    }
}

fn spellings(text: &str) -> String {
    let tokens = tokens(text);
    let spellings: Vec<&str> = tokens.iter().map(|(_, text)| text.as_str()).collect();
    spellings.join(" ")
}

#[test]
fn the_longest_punctuation_is_one_token() {
    assert_eq!(spellings("a>>=b>>c->*d...e"), "a >>= b >> c ->* d ... e");
    assert_eq!(spellings("a+++b---c::d.*e"), "a ++ + b -- - c :: d .* e");
    assert_eq!(spellings("<::a:>%:%><%"), "< :: a ] # } {");
    assert_eq!(spellings("<:a<:::b"), "[ a [ :: b");
}

#[test]
fn numbers_take_all_that_looks_like_them() {
    assert_eq!(
        spellings("1.5e-3f+.5-0x1p+2 1..2 1'000"),
        "1.5e-3f + .5 - 0x1p+2 1..2 1'000"
    );
}

#[test]
fn splices_may_stand_anywhere() {
    assert_eq!(
        spellings("fl\\\noat x\\\r\n = 1\\\n2 +\\\n= 3;"),
        "float x = 12 += 3 ;"
    );
    assert_eq!(spellings("// a comment \\\n goes on\nx"), "x");
    assert_eq!(spellings("/\\\n* hidden *\\\n/ y"), "y");
}

#[test]
fn a_span_does_not_reach_over_a_splice() {
    let mut symbols = Symbols::default();
    let token = Lexer::new(FileId(0), "ab\\\n\\\nc d\\\n".into()).next(&mut symbols);
    assert_eq!((token.span.start, token.span.end), (0, 7));
    let token = Lexer::new(FileId(0), "ab\\\n c".into()).next(&mut symbols);
    assert_eq!((token.span.start, token.span.end), (0, 2));
}

#[test]
fn raw_strings_keep_everything() {
    let text = "R\"x(a\\\n)\" // )x\" b";
    assert_eq!(
        tokens(text)[0],
        (RawKind::String, "R\"x(a\\\n)\" // )x\"".to_owned())
    );
    assert_eq!(tokens("R\"(never ends")[0].0, RawKind::Unterminated);
}

#[test]
fn an_open_literal_gives_back_the_statements_end() {
    assert_eq!(
        tokens("f(\"abc);\nx")[2],
        (RawKind::Unterminated, "\"abc".to_owned())
    );
    assert_eq!(spellings("f(\"abc);\nx"), "f ( \"abc ) ; x");
}

#[test]
fn what_is_not_ascii_is_one_token_a_run() {
    assert_eq!(spellings("\u{feff}a → “b” @`"), "a → “ b ” @ `");
}
