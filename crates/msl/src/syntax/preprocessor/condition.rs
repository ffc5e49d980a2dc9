//! `#if` and its relatives, C++14 [cpp.cond]: which groups of lines are read.

use super::{Item, Preprocessor, evaluate};
use crate::{
    source::Span,
    syntax::token::{Punct, RawKind, RawToken},
};

/// An `#if` whose `#endif` has not come.
pub(super) struct Conditional {
    /// The directive that began it.
    pub(super) span: Span,
    /// A group of it was read or is being read.
    taken: bool,
    /// `#else` has come.
    seen_else: bool,
}

/// The names that `#ifdef` finds though they are no macros.
const QUERIES: [&str; 7] = [
    "__has_include",
    "__has_feature",
    "__has_extension",
    "__has_builtin",
    "__has_attribute",
    "__has_cpp_attribute",
    "__is_identifier",
];

impl Preprocessor<'_> {
    /// `#if`, `#ifdef`, `#ifndef`.
    pub(super) fn begin_conditional(&mut self, kind: &str, span: Span, line: &[RawToken]) {
        let taken = self.holds(kind, span, line);
        if let Some(file) = self.open_files.last_mut() {
            file.conditionals.push(Conditional {
                span,
                taken,
                seen_else: false,
            });
        }
        if !taken {
            self.skip_groups();
        }
    }

    /// `#elif` or `#else` after a group that was read: what follows is skipped.
    pub(super) fn end_group(&mut self, kind: &str, span: Span) {
        if self.note_else(kind, span) {
            self.skip_groups();
        }
    }

    /// `#endif`.
    pub(super) fn end_conditional(&mut self, span: Span, rest: &[RawToken]) {
        let conditionals = self
            .open_files
            .last_mut()
            .map(|file| &mut file.conditionals);
        if conditionals.and_then(Vec::pop).is_none() {
            self.error("unbalanced-conditional", span, "`#endif` without `#if`");
        }
        self.expect_line_end(rest);
    }

    /// Checks that an `#elif` or `#else` may stand here.
    fn note_else(&mut self, kind: &str, span: Span) -> bool {
        let Some(conditional) = self.innermost() else {
            self.error(
                "unbalanced-conditional",
                span,
                format!("`#{kind}` without `#if`"),
            );
            return false;
        };
        let after_else = conditional.seen_else;
        conditional.seen_else |= kind == "else";
        if after_else {
            self.error(
                "unbalanced-conditional",
                span,
                format!("`#{kind}` after `#else`"),
            );
        }
        true
    }

    /// Skips lines up to a group of the innermost conditional that is to be read, or its end.
    fn skip_groups(&mut self) {
        let mut depth = 0_usize;
        loop {
            let Some(file) = self.open_files.last_mut() else {
                return;
            };
            let token = file.lexer.next(&mut self.symbols);
            if token.kind == RawKind::Eof {
                return;
            }
            if !(token.line_start && token.is(Punct::Hash)) {
                continue;
            }
            let line = self.rest_of_line();
            let Some((name, rest)) = line.split_first() else {
                continue;
            };
            let span = token.span.to(name.span);
            match self.symbols.text(name.text) {
                "if" | "ifdef" | "ifndef" => depth += 1,
                "endif" if depth > 0 => depth -= 1,
                "endif" => return self.end_conditional(span, rest),
                kind @ ("elif" | "else") if depth == 0 => {
                    let kind = if kind == "else" { "else" } else { "elif" };
                    if self.note_else(kind, span) && self.takes_group(kind, span, rest) {
                        return;
                    }
                }
                _ => {}
            }
        }
    }

    /// Whether the group after an `#elif` or `#else` is read.
    fn takes_group(&mut self, kind: &str, span: Span, line: &[RawToken]) -> bool {
        if self.innermost().is_none_or(|conditional| conditional.taken) {
            return false;
        }
        let holds = if kind == "else" {
            self.expect_line_end(line);
            true
        } else {
            self.evaluate_line(span, line)
        };
        if let Some(conditional) = self.innermost() {
            conditional.taken = holds;
        }
        holds
    }

    fn innermost(&mut self) -> Option<&mut Conditional> {
        self.open_files.last_mut()?.conditionals.last_mut()
    }

    fn holds(&mut self, kind: &str, span: Span, line: &[RawToken]) -> bool {
        if kind == "if" {
            return self.evaluate_line(span, line);
        }
        let Some((name, rest)) = self.macro_name(span, line) else {
            return false;
        };
        self.expect_line_end(rest);
        self.is_defined(name) == (kind == "ifdef")
    }

    fn is_defined(&mut self, name: RawToken) -> bool {
        self.definition(name.text).is_some() || QUERIES.contains(&self.symbols.text(name.text))
    }

    /// Replaces the queries, then the macros, and evaluates.
    fn evaluate_line(&mut self, directive: Span, line: &[RawToken]) -> bool {
        let mut items: Vec<Item> = Vec::new();
        let mut at = 0;
        while let Some(&token) = line.get(at) {
            at += 1;
            let text = self.symbols.text(token.text).to_owned();
            let answer = match text.as_str() {
                "defined" => self.defined_operator(line, &mut at),
                "__has_include" => self.has_include(token, line, &mut at),
                name if QUERIES.contains(&name) => skip_parens(line, &mut at).map(|_| false),
                _ => {
                    items.push(token.into());
                    continue;
                }
            };
            let Some(answer) = answer else {
                let message = format!("expected a name after `{text}`");
                self.error("invalid-condition", token.span, message);
                return false;
            };
            let text = self.symbols.intern(if answer { "1" } else { "0" });
            items.push(Item::from(RawToken {
                kind: RawKind::Number,
                text,
                ..token
            }));
        }
        let expanded = self.expand_list(items);
        if self.stopped {
            return false;
        }
        let tokens: Vec<RawToken> = expanded.iter().map(|item| item.token).collect();
        evaluate::evaluate(&tokens, directive, &self.symbols, self.diagnostics)
    }

    /// `defined X` or `defined(X)`; `at` is after `defined`.
    fn defined_operator(&mut self, line: &[RawToken], at: &mut usize) -> Option<bool> {
        let parens = line.get(*at)?.is(Punct::LeftParen);
        *at += usize::from(parens);
        let name = line.get(*at).filter(|token| token.kind == RawKind::Ident)?;
        *at += 1;
        if parens {
            line.get(*at).filter(|token| token.is(Punct::RightParen))?;
            *at += 1;
        }
        Some(self.is_defined(*name))
    }

    /// `__has_include(<x>)`.
    fn has_include(&self, query: RawToken, line: &[RawToken], at: &mut usize) -> Option<bool> {
        let inside = skip_parens(line, at)?;
        let (first, last) = (inside.first()?, inside.last()?);
        if first.span.file != query.span.file {
            return None;
        }
        let text = self.sources.text(first.span.to(last.span));
        let name = text.get(1..text.len().checked_sub(1)?)?;
        Some(self.include_exists(name, text.starts_with('<')))
    }
}

/// What stands between the parentheses at `at`, which is moved after them.
fn skip_parens<'l>(line: &'l [RawToken], at: &mut usize) -> Option<&'l [RawToken]> {
    line.get(*at).filter(|token| token.is(Punct::LeftParen))?;
    let start = *at + 1;
    let length = line[start..]
        .iter()
        .position(|token| token.is(Punct::RightParen))?;
    *at = start + length + 1;
    Some(&line[start..start + length])
}
