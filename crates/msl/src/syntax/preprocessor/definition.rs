//! Macros and their definitions, C++14 [cpp.replace].

use std::rc::Rc;

use super::Preprocessor;
use crate::{
    diagnostic::Diagnostic,
    hash::HashMap,
    source::Span,
    syntax::token::{Punct, RawKind, RawToken, Symbol},
};

/// A macro.
#[derive(Clone, Debug)]
pub(super) struct Macro {
    /// Where its name stands in its definition.
    pub(super) span: Span,
    /// What it is.
    pub(super) kind: Rc<MacroKind>,
}

/// The kinds of [`Macro`].
#[derive(Clone, Debug)]
pub(super) enum MacroKind {
    /// Without parameters.
    Object(Vec<Part>),
    /// With parameters.
    Function {
        /// How many there are, `...` among them.
        params: usize,
        /// The last takes all that is left.
        variadic: bool,
        /// Replacement.
        body: Vec<Part>,
    },
    /// `__FILE__`.
    File,
    /// `__LINE__`.
    Line,
    /// `__COUNTER__`.
    Counter,
}

/// A token of a replacement.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// As written.
    pub(super) token: RawToken,
    /// The parameter it names.
    pub(super) param: Option<usize>,
}

impl Preprocessor<'_> {
    /// `#define`, after its name; `line` begins with the macro's name.
    pub(super) fn define(&mut self, directive: Span, line: &[RawToken]) {
        let Some((name, rest)) = self.macro_name(directive, line) else {
            return;
        };
        let function = rest
            .first()
            .is_some_and(|token| token.is(Punct::LeftParen) && !token.spaced);
        let kind = if function {
            match self.function_macro(rest) {
                Some(kind) => kind,
                None => return,
            }
        } else {
            let body = rest.iter().map(|&token| Part { token, param: None });
            MacroKind::Object(body.collect())
        };
        if let Some(span) = self.misplaced_paste(&kind) {
            self.error(
                "invalid-macro",
                span,
                "`##` cannot stand at the end of a macro",
            );
            return;
        }
        if let Some((span, found)) = self.misplaced_hash(&kind) {
            let message = format!("expected a parameter of the macro after `#`, found {found}");
            return self.error("invalid-macro", span, message);
        }
        let span = name.span;
        self.macros.insert(
            name.text,
            Macro {
                span,
                kind: Rc::new(kind),
            },
        );
    }

    /// `#undef`.
    pub(super) fn undefine(&mut self, directive: Span, line: &[RawToken]) {
        if let Some((name, rest)) = self.macro_name(directive, line) {
            self.macros.remove(name.text);
            self.expect_line_end(rest);
        }
    }

    /// The name at the beginning of the line, and what follows.
    pub(super) fn macro_name<'l>(
        &mut self,
        directive: Span,
        line: &'l [RawToken],
    ) -> Option<(RawToken, &'l [RawToken])> {
        let Some((name, rest)) = line.split_first() else {
            self.error(
                "invalid-macro",
                directive,
                "expected a macro name, found the line's end",
            );
            return None;
        };
        let text = self.symbols.text(name.text);
        let message = if name.kind != RawKind::Ident {
            format!("expected a macro name, found `{text}`")
        } else if text == "defined" {
            "`defined` cannot be a macro".to_owned()
        } else {
            return Some((*name, rest));
        };
        self.error("invalid-macro", name.span, message);
        None
    }

    /// The parameters and the body; `rest` begins with `(`.
    fn function_macro(&mut self, rest: &[RawToken]) -> Option<MacroKind> {
        let mut names: Vec<Symbol> = Vec::new();
        let mut variadic = false;
        let mut at = 1;
        if rest.get(1).is_some_and(|token| token.is(Punct::RightParen)) {
            at = 2;
        } else {
            loop {
                let token = rest.get(at);
                variadic = match token.map(|token| token.kind) {
                    Some(RawKind::Ident) => {
                        let token = token?;
                        if names.contains(&token.text) {
                            return self.invalid_parameter(rest, at, "another name");
                        }
                        names.push(token.text);
                        let named = rest.get(at + 1).is_some_and(|t| t.is(Punct::Ellipsis));
                        at += usize::from(named);
                        named
                    }
                    Some(RawKind::Punct(Punct::Ellipsis)) => {
                        names.push(self.symbols.intern("__VA_ARGS__"));
                        true
                    }
                    _ => return self.invalid_parameter(rest, at, "a parameter"),
                };
                at += 1;
                match rest.get(at).map(|token| token.kind) {
                    Some(RawKind::Punct(Punct::RightParen)) => break,
                    Some(RawKind::Punct(Punct::Comma)) if !variadic => at += 1,
                    _ if variadic => return self.invalid_parameter(rest, at, "`)`"),
                    _ => return self.invalid_parameter(rest, at, "`,` or `)`"),
                }
            }
            at += 1;
        }
        let numbers: HashMap<Symbol, usize> = names
            .iter()
            .enumerate()
            .map(|(number, &name)| (name, number))
            .collect();
        let body = rest[at..].iter().map(|&token| Part {
            token,
            param: (token.kind == RawKind::Ident)
                .then(|| numbers.get(&token.text).copied())
                .flatten(),
        });
        Some(MacroKind::Function {
            params: names.len(),
            variadic,
            body: body.collect(),
        })
    }

    fn invalid_parameter(
        &mut self,
        rest: &[RawToken],
        at: usize,
        expected: &str,
    ) -> Option<MacroKind> {
        let found = match rest.get(at) {
            Some(token) => format!("`{}`", self.symbols.text(token.text)),
            None => "the line's end".to_owned(),
        };
        let token = rest.get(at).or(rest.last())?;
        self.diagnostics.push(
            Diagnostic::error(
                "invalid-macro",
                token.span,
                format!("expected {expected}, found {found}"),
            )
            .with_label("in this macro's parameters"),
        );
        None
    }

    /// What stands after a `#` and is no parameter (\[cpp.stringize\]/1).
    fn misplaced_hash(&self, kind: &MacroKind) -> Option<(Span, String)> {
        let MacroKind::Function { body, .. } = kind else {
            return None;
        };
        let at = body.iter().enumerate().position(|(at, part)| {
            let next = body.get(at + 1);
            part.token.is(Punct::Hash) && next.is_none_or(|next| next.param.is_none())
        })?;
        Some(match body.get(at + 1) {
            Some(next) => {
                let text = self.symbols.text(next.token.text);
                (next.token.span, format!("`{text}`"))
            }
            None => (body[at].token.span, "the line's end".to_owned()),
        })
    }

    /// A `##` without a neighbor.
    fn misplaced_paste(&self, kind: &MacroKind) -> Option<Span> {
        let (MacroKind::Object(body) | MacroKind::Function { body, .. }) = kind else {
            return None;
        };
        [body.first()?, body.last()?]
            .into_iter()
            .find(|part| part.token.is(Punct::HashHash))
            .map(|part| part.token.span)
    }
}
