//! Macros, conditionals and includes: the files of a unit become one list of tokens, C++14 [cpp].
//!
//! What it is not: it knows no types and no grammar. The idea is Prosser's algorithm: a stack of
//! pending tokens, each with the set of macros it must not be expanded by again; a use of a macro
//! is replaced on that stack and read again. All sizes are bounded, so that no source makes it run long: the
//! tokens that macros produce, the depth of expansions and of includes, and the bytes read.

use std::collections::{BTreeMap, BTreeSet};

use self::{
    condition::Conditional,
    hide_set::{HideSet, HideSets},
    predefined::Macros,
};
use super::{
    ast::Unroll,
    lexer::Lexer,
    token::{Punct, RawKind, RawToken, Symbol, Symbols, Token},
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Expansion},
    source::{FileId, SourceMap, Span},
    unit::Unit,
};

mod condition;
mod definition;
mod directive;
mod evaluate;
mod expand;
mod finish;
mod hide_set;
mod include;
mod pragma;
mod predefined;

/// Tokens that macros may produce in one unit.
const MAX_PRODUCED: usize = 1 << 20;
/// Bytes that may be read in one unit, includes counted each time.
const MAX_BYTES: usize = 16 << 20;
/// Macros inside one another's expansion or arguments; also the depth of conditions.
const MAX_EXPANSION_DEPTH: usize = 128;
/// Files inside one another.
const MAX_INCLUDE_DEPTH: usize = 64;

/// A guess from kernels, with their comments.
const BYTES_PER_TOKEN: usize = 6;

/// What the parser reads.
#[derive(Debug)]
pub(super) struct TokenStream {
    /// All tokens; the last is `Eof`.
    pub(super) tokens: Vec<Token>,
    /// `#pragma unroll` by the index of the token it stands before.
    pub(super) unrolls: BTreeMap<usize, Unroll>,
    /// Spellings.
    pub(super) symbols: Symbols,
    /// Uses of the user's macros.
    pub(super) expansions: Vec<Expansion>,
    /// The end is missing, which was reported.
    pub(super) cut_short: bool,
}

/// Preprocesses a unit. A limit that was passed gives an empty stream and a diagnostic.
pub(super) fn preprocess(
    sources: &mut SourceMap,
    unit: &Unit,
    diagnostics: &mut Diagnostics,
) -> TokenStream {
    let macros = Macros::new(sources);
    let mut preprocessor = Preprocessor {
        sources,
        unit,
        diagnostics,
        symbols: Symbols::default(),
        macros,
        hide_sets: HideSets::default(),
        open_files: Vec::new(),
        pending: Vec::new(),
        isolation: 0,
        produced: 0,
        bytes: 0,
        counter: 0,
        stopped: false,
        included: BTreeMap::new(),
        once: BTreeSet::new(),
        output: Vec::new(),
        unrolls: BTreeMap::new(),
        expansions: Vec::new(),
        cut_short: false,
    };
    preprocessor.define_builtins();
    for &file in &unit.files {
        preprocessor.open(file);
        preprocessor.run();
    }
    preprocessor.finish()
}

/// A raw token with its hide set.
#[derive(Clone, Copy, Debug)]
struct Item {
    token: RawToken,
    hidden: HideSet,
}

impl From<RawToken> for Item {
    fn from(token: RawToken) -> Self {
        Self {
            token,
            hidden: HideSet::default(),
        }
    }
}

/// A file being read.
struct OpenFile {
    lexer: Lexer,
    conditionals: Vec<Conditional>,
}

struct Preprocessor<'a> {
    sources: &'a mut SourceMap,
    unit: &'a Unit,
    diagnostics: &'a mut Diagnostics,
    symbols: Symbols,
    macros: Macros,
    hide_sets: HideSets,
    open_files: Vec<OpenFile>,
    /// What is read before the file goes on; the last is the next.
    pending: Vec<Item>,
    /// Greater than 0 while an argument or a condition is expanded: then no file is read.
    isolation: usize,
    produced: usize,
    bytes: usize,
    counter: u64,
    /// A limit was passed: nothing more is read.
    stopped: bool,
    /// Include files by name.
    included: BTreeMap<String, FileId>,
    /// Files with `#pragma once`.
    once: BTreeSet<FileId>,
    output: Vec<RawToken>,
    /// Keyed by index into `output`.
    unrolls: BTreeMap<usize, Unroll>,
    expansions: Vec<Expansion>,
    /// A macro's arguments took the rest of the text.
    cut_short: bool,
}

impl Preprocessor<'_> {
    /// Reads what is open to its end.
    fn run(&mut self) {
        while !self.stopped {
            let item = self.next_expanded();
            if item.token.kind != RawKind::Eof {
                self.output.push(item.token);
            } else if self.open_files.is_empty() {
                return;
            }
        }
    }

    fn open(&mut self, file: FileId) {
        let text = self.sources.file(file).text.clone();
        self.bytes += text.len();
        if self.bytes > MAX_BYTES {
            let span = Span {
                file,
                start: 0,
                end: 0,
            };
            self.stop(
                span,
                format!("more than {MAX_BYTES} bytes of source are read"),
            );
            return;
        }
        self.output.reserve(text.len() / BYTES_PER_TOKEN);
        self.open_files.push(OpenFile {
            lexer: Lexer::new(file, text),
            conditionals: Vec::new(),
        });
    }

    /// The next token, not expanded, after any directives; `Eof` once at the end of each file.
    fn next_item(&mut self) -> Item {
        loop {
            if let Some(item) = self.pending.pop() {
                return item;
            }
            let Some(file) = self.open_files.last_mut().filter(|_| self.isolation == 0) else {
                return self.eof().into();
            };
            let token = file.lexer.next(&mut self.symbols);
            if token.kind == RawKind::Eof {
                self.close();
                return token.into();
            }
            if !(token.line_start && token.is(Punct::Hash)) {
                return token.into();
            }
            self.directive(token);
            if self.stopped {
                return token_as_eof(token).into();
            }
        }
    }

    /// Ends the innermost file.
    fn close(&mut self) {
        let Some(file) = self.open_files.pop() else {
            return;
        };
        if let Some(span) = file.lexer.unterminated_comment {
            self.error("unterminated-comment", span, "this comment has no end");
        }
        for conditional in file.conditionals {
            self.error(
                "unterminated-conditional",
                conditional.span,
                "expected `#endif`, found the end of the file",
            );
        }
    }

    fn eof(&self) -> RawToken {
        let file = self.unit.files.last().copied().unwrap_or(FileId(0));
        let span = Span {
            file,
            start: 0,
            end: 0,
        };
        RawToken {
            kind: RawKind::Eof,
            text: Symbol::EMPTY,
            span,
            spelled: span,
            spaced: true,
            line_start: true,
        }
    }

    fn error(&mut self, name: &'static str, span: Span, message: impl Into<String>) {
        self.diagnostics
            .push(Diagnostic::error(name, span, message));
    }

    /// Reports that a limit was passed and reads nothing more.
    fn stop(&mut self, span: Span, message: String) {
        if !self.stopped {
            self.error("preprocessor-limit", span, message);
        }
        self.stopped = true;
    }
}

fn token_as_eof(token: RawToken) -> RawToken {
    RawToken {
        kind: RawKind::Eof,
        ..token
    }
}
