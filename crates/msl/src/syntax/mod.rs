//! Text to tokens to syntax tree. Never fails, never resolves a name.
//!
//! The files of a unit are preprocessed into one list of tokens, which is parsed by recursive
//! descent. What is wrong becomes diagnostics, all of them; the tree then has `Error` nodes.

use crate::{
    diagnostic::Diagnostics,
    source::{FileId, SourceMap, Span},
    unit::Unit,
};
use token::RawKind;

pub mod ast;
mod dump;
mod lexer;
mod literal;
mod parser;
mod preprocessor;
mod token;

pub(crate) use lexer::WORD;
pub(crate) use parser::foreign_type;

/// The syntax tree of a unit.
///
/// Include files are added to `sources`. The tree means something only if `diagnostics` got no
/// error.
pub fn parse(sources: &mut SourceMap, unit: &Unit, diagnostics: &mut Diagnostics) -> ast::File {
    let stream = preprocessor::preprocess(sources, unit, diagnostics);
    let file = parser::parse(&stream, sources, diagnostics);
    ast::File {
        expansions: stream.expansions,
        ..file
    }
}

/// Where the tokens of one file lie in it before preprocessing, in order; comments are none.
#[must_use]
pub fn token_spans(file: FileId, sources: &SourceMap) -> Vec<Span> {
    let tokens = raw_tokens(file, sources).into_iter();
    tokens.map(|(span, _)| span).collect()
}

/// The tokens of one file before preprocessing, in order, each with whether it is a name.
pub(crate) fn raw_tokens(file: FileId, sources: &SourceMap) -> Vec<(Span, bool)> {
    let mut symbols = token::Symbols::default();
    let mut lexer = lexer::Lexer::new(file, sources.file(file).text.clone());
    let mut tokens = Vec::new();
    loop {
        let token = lexer.next(&mut symbols);
        if token.kind == RawKind::Eof {
            return tokens;
        }
        tokens.push((token.spelled, token.kind == RawKind::Ident));
    }
}
