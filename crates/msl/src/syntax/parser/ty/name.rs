//! Types by name, and what to say where none is known.

use super::{Specifiers, foreign};
use crate::syntax::parser::{Parsed, Parser, Reported, builtin_name};
use crate::{
    diagnostic::{Diagnostic, closest},
    source::Span,
    stdlib,
    syntax::{
        ast::{Qualifiers, TypeKind},
        token::Punct,
    },
};

impl Parser<'_> {
    /// A type by name, if the next name is one or must be meant as one.
    pub(super) fn named_type(&mut self, so_far: &Specifiers) -> Parsed<Option<TypeKind>> {
        let Some(shape) = self.path_shape() else {
            return Ok(None);
        };
        if shape
            .kind
            .is_some_and(crate::syntax::parser::scope::NameKind::is_type)
        {
            return Ok(Some(TypeKind::Path(self.path(true)?)));
        }
        if shape.kind.is_none() && self.is_absent_type(shape.tokens, so_far) {
            let what = format!("the type `{}` is", self.last_word(shape.tokens));
            self.unsupported(self.span(), &what);
        } else if self.must_be_type(shape.tokens, so_far) {
            if shape.kind == Some(crate::syntax::parser::scope::NameKind::Value) {
                return Ok(None);
            }
            self.missing_type_name();
        } else {
            return Ok(None);
        }
        self.path(true)?;
        Ok(Some(TypeKind::Error))
    }

    /// Whether the unknown path of so many tokens is a type of Metal's that this compiler leaves out. A plain
    /// name may still be a variable that is declared later.
    fn is_absent_type(&self, tokens: usize, so_far: &Specifiers) -> bool {
        let word = self.last_word(tokens);
        stdlib::type_family(word).is_some()
            && (tokens > 1 || self.must_be_type(tokens, so_far) || is_distinct(word))
    }

    /// The last name of a path of so many tokens, before its arguments.
    fn last_word(&self, tokens: usize) -> &str {
        let mut word = self.word();
        for ahead in 0..tokens {
            if self.is_at(ahead, Punct::Less) {
                break;
            }
            if !self.word_at(ahead).is_empty() {
                word = self.word_at(ahead);
            }
        }
        word
    }

    /// Whether only a type can be meant by the unknown path of so many tokens.
    fn must_be_type(&self, tokens: usize, so_far: &Specifiers) -> bool {
        let qualified = so_far.qualifiers != Qualifiers::default()
            || so_far.constexpr
            || so_far.is_static
            || so_far.kernel
            || so_far.typedef;
        let name_follows = self.is_name(tokens);
        let pointer_follows = matches!(
            self.token_at(tokens).kind,
            crate::syntax::token::TokenKind::Punct(Punct::Star | Punct::Ampersand)
        ) && (self.is_name(tokens + 1) || qualified);
        let operator_follows = self.word_at(tokens) == "operator";
        name_follows || pointer_follows || operator_follows
    }

    /// Something else stands where only a type can.
    pub(in crate::syntax::parser) fn missing_type_name(&mut self) -> Reported {
        match self.path_shape() {
            Some(shape) if shape.kind.is_none() => {
                let at = (0..shape.tokens)
                    .rev()
                    .find(|&at| self.word_at(at) == self.last_word(shape.tokens))
                    .unwrap_or(0);
                let name = self.last_word(shape.tokens).to_owned();
                self.unknown_type(&name, self.token_at(at).span);
                Reported
            }
            _ => self.expected("a type"),
        }
    }

    /// Says that no type is called so.
    pub(in crate::syntax::parser) fn unknown_type(&mut self, name: &str, span: Span) {
        let message = format!("no type is called `{name}`");
        let mut diagnostic = Diagnostic::error("unknown-type", span, message);
        let own = self.scopes.types();
        let symbols = self.symbols;
        let mut known: Vec<&str> = own.iter().map(|&symbol| symbols.text(symbol)).collect();
        known.extend(builtin_name::suggestions());
        let advised = foreign::advise(&mut diagnostic, name);
        if let Some(best) = closest(name, known).filter(|_| !advised) {
            diagnostic = diagnostic.with_meant(name, best);
        }
        self.report(diagnostic);
    }
}

/// Whether nobody calls a variable so.
fn is_distinct(word: &str) -> bool {
    word.contains('_') || word.starts_with("texture") || word.starts_with("sampler")
}
