//! Tokens to syntax tree by recursive descent, C++14 as Metal restricts it.
//!
//! What it is not: it resolves no name. To tell `a < b` from a template's arguments, a cast from
//! parentheses and a declaration from an expression it keeps a scoped table of which names are
//! types and templates ([`scope`]), and nothing else about them.
//!
//! An error is reported where it is found; the function that met it returns [`Reported`], and the
//! nearest statement or item skips to its end and goes on, so one run finds all errors.
//!
//! Depth is bounded: the tree is never deeper than [`MAX_DEPTH`], counting chains such as `a + b + c`,
//! so that whoever walks it may recurse.

use std::collections::BTreeMap;

use self::scope::{NameKind, Scopes};
use super::{
    ast::{File, Ident, Unroll},
    preprocessor::TokenStream,
    token::{Symbols, Token},
};
use crate::{
    diagnostic::{Diagnostic, Diagnostics},
    hash::HashSet,
    source::{SourceMap, Span},
};

mod attribute;
mod builtin_name;
mod cursor;
mod declarator;
mod expr;
mod function;
mod item;
mod path;
mod primary;
mod record;
mod recover;
mod scope;
mod stmt;
mod template;
mod ty;

pub(crate) use ty::foreign::metal_type as foreign_type;

/// How deep the tree may be. Clang's own limit for brackets is 256.
const MAX_DEPTH: usize = 256;

/// What of C++ Metal leaves out, and what its kernels do in its stead.
const WAYS_OUT: [(&str, &str); 5] = [
    (
        "`new` and `delete` are",
        "declare an array whose length is a constant, or pass a buffer to the kernel",
    ),
    (
        "virtual functions are",
        "take the struct as a template parameter, or choose with `switch`",
    ),
    (
        "exceptions are",
        "write what went wrong to a buffer, and look at it after the launch",
    ),
    (
        "`goto` is",
        "leave a loop with `break`, or a function with `return`",
    ),
    (
        "destructors are",
        "nothing needs to be released at the end of a kernel: call a function where it matters",
    ),
];

/// The tree of a token stream.
pub(super) fn parse(
    stream: &TokenStream,
    sources: &SourceMap,
    diagnostics: &mut Diagnostics,
) -> File {
    let mut parser = Parser {
        tokens: &stream.tokens,
        unrolls: &stream.unrolls,
        symbols: &stream.symbols,
        sources,
        diagnostics,
        at: 0,
        split: false,
        depth: 0,
        height: 0,
        speculating: 0,
        silenced: false,
        angle: false,
        templated: false,
        cut_short: stream.cut_short,
        scopes: Scopes::default(),
        begun: Vec::new(),
        not_types: HashSet::default(),
        words: stream.symbols.texts().map(Word::new).collect(),
    };
    parser.file()
}

/// It did not parse, and a diagnostic says so (or the attempt was only a guess).
#[derive(Clone, Copy, Debug)]
struct Reported;

type Parsed<T> = Result<T, Reported>;

struct Parser<'a> {
    tokens: &'a [Token],
    unrolls: &'a BTreeMap<usize, Unroll>,
    symbols: &'a Symbols,
    sources: &'a SourceMap,
    diagnostics: &'a mut Diagnostics,
    /// Index of the next token.
    at: usize,
    /// The next token is `>>`, and its first half was read.
    split: bool,
    /// How many nodes are open above the next token.
    depth: usize,
    /// How deep the expression is that was read last.
    height: usize,
    /// Greater than 0 while a guess is tried; nothing is reported then.
    speculating: usize,
    /// Nothing more is worth reporting: the depth was exceeded or the text ended too early.
    silenced: bool,
    /// `>` ends the expression: a template's arguments are being read.
    angle: bool,
    /// The declaration that is read next stands after `template <…>`.
    templated: bool,
    /// The text's end is missing, which was reported.
    cut_short: bool,
    scopes: Scopes,
    /// Names that the statements and items at work declare: where one turns out wrong, what uses them
    /// is not.
    begun: Vec<Ident>,
    /// Tokens at which no parenthesized type begins, found out once.
    not_types: HashSet<usize>,
    /// What the language and the library make of each spelling, found out once.
    words: Vec<Word>,
}

/// What a spelling is before anything is declared.
#[derive(Clone, Copy, Default)]
struct Word {
    /// It cannot be a user's name.
    reserved: bool,
    /// It specifies a type, together with others perhaps.
    of_type: bool,
    /// It begins a declaration.
    specifier: bool,
    /// What the library declares by this name.
    kind: Option<NameKind>,
}

impl Word {
    fn new(text: &str) -> Self {
        Self {
            reserved: builtin_name::is_reserved(text),
            of_type: builtin_name::is_type_word(text),
            specifier: builtin_name::is_specifier(text),
            kind: builtin_name::kind(text),
        }
    }
}

/// A place to come back to if a guess is wrong.
#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    split: bool,
    height: usize,
}

impl<'a> Parser<'a> {
    fn report(&mut self, diagnostic: Diagnostic) -> Reported {
        let consequence = self.cut_short && self.at_end();
        if self.speculating == 0 && !self.silenced && !consequence {
            self.diagnostics.push(diagnostic);
        }
        Reported
    }

    fn error(&mut self, name: &'static str, span: Span, message: impl Into<String>) -> Reported {
        self.report(Diagnostic::error(name, span, message))
    }

    /// Says that Metal or this compiler does not have what stands at `span`.
    fn unsupported(&mut self, span: Span, what: &str) -> Reported {
        let message = format!("{what} not supported");
        let diagnostic = Diagnostic::error("unsupported-feature", span, message);
        let mut known = WAYS_OUT.iter();
        self.report(match known.find(|(feature, _)| *feature == what) {
            Some((_, help)) => diagnostic.with_help(*help),
            None => diagnostic,
        })
    }

    fn mark(&self) -> Mark {
        Mark {
            at: self.at,
            split: self.split,
            height: self.height,
        }
    }

    fn reset(&mut self, mark: Mark) {
        self.at = mark.at;
        self.split = mark.split;
        self.height = mark.height;
    }

    /// Reads what may not be there; where it is not, nothing was read or reported.
    fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Option<T> {
        let mark = self.mark();
        let depth = self.depth;
        self.speculating += 1;
        let result = read(self);
        self.speculating -= 1;
        self.depth = depth;
        if result.is_err() {
            self.reset(mark);
        }
        result.ok()
    }

    /// Reads one level deeper.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        self.check_depth(0)?;
        self.depth += 1;
        self.height = 0;
        let result = read(self);
        self.depth -= 1;
        self.height += 1;
        result
    }

    /// Refuses a tree that would become too deep: `height` below the current place.
    fn check_depth(&mut self, height: usize) -> Parsed<()> {
        if self.depth + height < MAX_DEPTH {
            return Ok(());
        }
        let message = format!("this is nested deeper than {MAX_DEPTH} levels");
        let reported = self.error("too-deeply-nested", self.span(), message);
        if self.speculating == 0 {
            self.silenced = true;
            self.at = self.tokens.len() - 1;
            self.split = false;
        }
        Err(reported)
    }

    /// Reads inside brackets, where `>` is an operator again.
    fn bracketed<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        let angle = std::mem::replace(&mut self.angle, false);
        let result = read(self);
        self.angle = angle;
        result
    }
}
