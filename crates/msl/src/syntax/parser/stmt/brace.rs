//! Where the one missing `}` of a file belongs.
//!
//! What it is not: a guess. It speaks where exactly one block is open at the end of the text and the layout
//! shows exactly one place where a block ended without a `}`: a line that is indented no further than the
//! line its block began on, or the end of the text. Files laid out in another way have no such place.

use crate::{
    diagnostic::Suggestion,
    source::Span,
    syntax::{
        parser::Parser,
        token::{Punct, Token, TokenKind},
    },
};

/// The widest indent that is looked at.
const WIDEST: usize = 200;

/// An open block.
struct Open {
    /// Columns before the statement or declaration that it belongs to.
    indent: usize,
    /// Its declarations may stand as far left as itself.
    holds_items: bool,
}

/// A `}` that belongs behind a token's line.
struct Missing {
    after: Token,
    indent: usize,
}

/// Where the lines of a text begin.
struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    fn new(text: &'t str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            text,
            starts: std::iter::once(0).chain(ends).collect(),
        }
    }

    fn start(&self, token: Token) -> usize {
        let at = token.span.start as usize;
        let line = self.starts.partition_point(|start| *start <= at);
        self.starts[line.saturating_sub(1)]
    }

    /// Columns before a token.
    fn column(&self, token: Token) -> usize {
        token.span.start as usize - self.start(token)
    }

    /// Columns before the first token of a token's line; no hand indents further than [`WIDEST`].
    fn indent(&self, token: Token) -> usize {
        let line = self.text[self.start(token)..].bytes();
        line.take(WIDEST)
            .take_while(|byte| matches!(byte, b' ' | b'\t'))
            .count()
    }
}

impl Parser<'_> {
    /// The `}` that the block needs which began at `open`, or one within it.
    pub(super) fn missing_brace(&self, open: Span) -> Option<Suggestion> {
        let lines = Lines::new(&self.sources.file(open.file).text);
        let of_file = |token: &&Token| token.span.file == open.file && token.span == token.spelled;
        let tokens: Vec<Token> = self.tokens.iter().filter(of_file).copied().collect();
        let (mut stack, mut missing): (Vec<Open>, Vec<Missing>) = Default::default();
        let (mut first, mut parens) = (None, 0_usize);
        let mut previous: Option<Token> = None;
        for &token in tokens.iter().filter(|token| token.kind != TokenKind::Eof) {
            let column = lines.column(token);
            let ended = stack
                .last()
                .is_some_and(|open| self.ended(open, token, column));
            if let Some(after) = previous.filter(|_| token.line_start && first.is_none() && ended) {
                let indent = stack.pop()?.indent;
                missing.push(Missing { after, indent });
            }
            match token.kind {
                TokenKind::Punct(Punct::LeftParen) => parens += 1,
                TokenKind::Punct(Punct::RightParen) => parens = parens.saturating_sub(1),
                _ => {}
            }
            let word = first.get_or_insert(token);
            match token.kind {
                TokenKind::Punct(Punct::LeftBrace) => {
                    stack.push(Open {
                        indent: lines.indent(*word),
                        holds_items: matches!(self.symbols.text(word.text), "namespace" | "extern"),
                    });
                    first = None;
                }
                TokenKind::Punct(Punct::RightBrace) => {
                    stack.pop()?;
                    first = None;
                }
                TokenKind::Punct(Punct::Semicolon) if parens == 0 => first = None,
                _ => {}
            }
            previous = Some(token);
        }
        if let ([open], Some(after)) = (&stack[..], previous)
            && missing.is_empty()
            && lines.indent(after) > open.indent
        {
            let indent = open.indent;
            missing.push(Missing { after, indent });
            stack.clear();
        }
        match (&missing[..], &stack[..]) {
            ([missing], []) => self.closing(missing),
            _ => None,
        }
    }

    /// Whether a token at the beginning of a line shows that the innermost block has ended.
    fn ended(&self, open: &Open, token: Token, column: usize) -> bool {
        match token.kind {
            TokenKind::Punct(Punct::RightBrace) => column < open.indent,
            // Labels may stand as far left as their block.
            _ => {
                let word = self.symbols.text(token.text);
                let is_label = matches!(word, "case" | "default" | "public" | "private");
                column <= open.indent && !open.holds_items && !is_label
            }
        }
    }

    /// The brace on a line of its own, where nothing but a comment follows on the line before.
    fn closing(&self, missing: &Missing) -> Option<Suggestion> {
        let span = missing.after.span;
        let text = &self.sources.file(span.file).text;
        let end = span.end as usize;
        let rest = text[end..].split('\n').next().unwrap_or_default();
        let comment = rest.trim();
        if !comment.is_empty() && !comment.starts_with("//") {
            return None;
        }
        let at = u32::try_from(end + rest.trim_end().len()).ok()?;
        let place = Span {
            start: at,
            end: at,
            ..span
        };
        let brace = format!("\n{}}}", " ".repeat(missing.indent));
        Some(Suggestion::insert(place, &brace))
    }
}
