//! Declarators: what stands around a declared name, turned inside out (C++14 [dcl.decl]).
//!
//! `* (&x)[4]` applied to `T` is read as a list of changes in order of application: pointer,
//! array of 4, reference.

use super::{Parsed, Parser};
use crate::{
    source::Span,
    syntax::{
        ast::{Expr, FunctionName, Ident, Qualifiers, TemplateArgument, Type, TypeKind},
        token::{Punct, TokenKind},
    },
};

/// Levels of pointers and arrays in one declarator.
const MAX_LEVELS: usize = 32;

/// One change to a type.
enum Change {
    Pointer(Qualifiers),
    Reference,
    Array(Option<Expr>),
}

/// A declared name with its type.
pub(super) struct Declarator {
    pub(super) ty: Type,
    /// `None` in a parameter without a name.
    pub(super) name: Option<FunctionName>,
    /// `<…>` after the name of a specialisation.
    pub(super) arguments: Option<Vec<TemplateArgument>>,
    /// `...` before the name.
    pub(super) pack: bool,
    pub(super) span: Span,
}

/// What is collected while a declarator is read.
#[derive(Default)]
struct Parts {
    changes: Vec<Change>,
    name: Option<FunctionName>,
    arguments: Option<Vec<TemplateArgument>>,
    pack: bool,
}

impl Parser<'_> {
    /// A declarator with or without a name.
    pub(super) fn declarator(&mut self, base: Type) -> Parsed<Declarator> {
        let start = self.span();
        let mut parts = Parts::default();
        self.declarator_parts(&mut parts, true)?;
        let name_span = match &parts.name {
            Some(FunctionName::Ident(ident)) => ident.span,
            Some(FunctionName::Operator(_, span) | FunctionName::Conversion(_, span)) => *span,
            None => start,
        };
        Ok(Declarator {
            ty: self.apply(base, parts.changes)?,
            name: parts.name,
            arguments: parts.arguments,
            pack: parts.pack,
            span: name_span,
        })
    }

    /// A declarator that has no name.
    pub(super) fn abstract_declarator(&mut self, base: Type) -> Parsed<Type> {
        let mut parts = Parts::default();
        self.declarator_parts(&mut parts, false)?;
        self.apply(base, parts.changes)
    }

    fn apply(&mut self, base: Type, changes: Vec<Change>) -> Parsed<Type> {
        if changes.len() > MAX_LEVELS {
            let message = format!("a type has at most {MAX_LEVELS} levels of pointers and arrays");
            return Err(self.error("too-deeply-nested", base.span, message));
        }
        let mut ty = base;
        for change in changes {
            let span = ty.span;
            let inner = Box::new(ty);
            let (kind, qualifiers) = match change {
                Change::Pointer(qualifiers) => (TypeKind::Pointer(inner), qualifiers),
                Change::Reference => (TypeKind::Reference(inner), Qualifiers::default()),
                Change::Array(length) => {
                    let length = length.map(Box::new);
                    (TypeKind::Array(inner, length), Qualifiers::default())
                }
            };
            ty = Type {
                kind,
                qualifiers,
                span,
            };
        }
        Ok(ty)
    }

    fn declarator_parts(&mut self, parts: &mut Parts, named: bool) -> Parsed<()> {
        self.pointer_operators(&mut parts.changes)?;
        let mut group = None;
        if self.eat(Punct::Ellipsis) {
            parts.pack = true;
        }
        if self.begins_group() {
            let open = self.span();
            self.bump();
            let mut inner = Parts::default();
            self.nested(|p| p.declarator_parts(&mut inner, named))?;
            self.expect_close(Punct::RightParen, open)?;
            if self.is(Punct::LeftParen) {
                return Err(self.unsupported(open, "pointers to functions are"));
            }
            group = Some(inner);
        } else if named {
            self.declarator_name(parts)?;
        }
        let mut suffixes = Vec::new();
        while self.is(Punct::LeftBracket) && !self.at_attribute() {
            suffixes.push(self.array_suffix()?);
        }
        parts.changes.extend(suffixes.into_iter().rev());
        if let Some(inner) = group {
            parts.changes.extend(inner.changes);
            parts.name = inner.name;
            parts.arguments = inner.arguments;
            parts.pack |= inner.pack;
        }
        Ok(())
    }

    /// Whether a parenthesis groups a declarator, rather than holding parameters or values.
    fn begins_group(&self) -> bool {
        let mut ahead = 1;
        if !self.is(Punct::LeftParen) {
            return false;
        }
        while matches!(
            self.word_at(ahead),
            "device" | "thread" | "threadgroup" | "constant"
        ) {
            ahead += 1;
        }
        let operator = matches!(
            self.token_at(ahead).kind,
            TokenKind::Punct(Punct::Star | Punct::Ampersand | Punct::AmpersandAmpersand)
        );
        operator
    }

    fn pointer_operators(&mut self, into: &mut Vec<Change>) -> Parsed<()> {
        loop {
            let mut qualifiers = Qualifiers::default();
            if self.eat(Punct::Star) {
                self.qualifiers(&mut qualifiers);
                into.push(Change::Pointer(qualifiers));
            } else if self.eat(Punct::Ampersand) || self.eat(Punct::AmpersandAmpersand) {
                self.qualifiers(&mut qualifiers);
                into.push(Change::Reference);
            } else {
                return Ok(());
            }
        }
    }

    fn array_suffix(&mut self) -> Parsed<Change> {
        let open = self.span();
        self.bump();
        if self.eat(Punct::RightBracket) {
            return Ok(Change::Array(None));
        }
        let length = self.bracketed(|p| p.nested(Self::conditional))?;
        self.expect_close(Punct::RightBracket, open)?;
        Ok(Change::Array(Some(length)))
    }

    /// The declared name; there is none before `,` `)` `[` and the like.
    fn declarator_name(&mut self, parts: &mut Parts) -> Parsed<()> {
        if self.word() == "operator" {
            parts.name = Some(self.operator_name()?);
            return Ok(());
        }
        if !self.at_name() {
            return Ok(());
        }
        if self.names_member() {
            let path = self.path(true)?;
            return Err(
                self.unsupported(path.span, "definitions of members outside their struct are")
            );
        }
        let ident = self.take_ident();
        if self.is(Punct::Less) {
            parts.arguments = Some(self.template_arguments()?);
        }
        parts.name = Some(FunctionName::Ident(ident));
        Ok(())
    }

    /// Whether the name is qualified, as `A<T>::f` is.
    fn names_member(&self) -> bool {
        if self.is_at(1, Punct::Less) {
            let after = self.after_angles(1);
            return after.is_some_and(|after| self.is_at(after, Punct::ColonColon));
        }
        self.is_at(1, Punct::ColonColon)
    }

    /// `operator+`, `operator[]`, `operator()`, `operator T`.
    pub(super) fn operator_name(&mut self) -> Parsed<FunctionName> {
        let start = self.span();
        self.bump();
        let punct = self.punct();
        let closing = match punct {
            Some(Punct::LeftParen) => Some(Punct::RightParen),
            Some(Punct::LeftBracket) => Some(Punct::RightBracket),
            Some(_) => None,
            None if matches!(self.word(), "new" | "delete") => {
                return Err(
                    self.unsupported(self.span(), "`operator new` and `operator delete` are")
                );
            }
            None => {
                let ty = self.type_id()?;
                return Ok(FunctionName::Conversion(Box::new(ty), self.since(start)));
            }
        };
        let mut text = punct.map_or("", Punct::text).to_owned();
        self.bump();
        if let Some(closing) = closing {
            self.expect(closing)?;
            text.push_str(closing.text());
        }
        Ok(FunctionName::Operator(text, self.since(start)))
    }

    /// The name of a variable; an operator is none.
    pub(super) fn variable_name(&mut self, name: Option<FunctionName>) -> Parsed<Ident> {
        match name {
            Some(FunctionName::Ident(ident)) => Ok(ident),
            Some(FunctionName::Operator(_, span) | FunctionName::Conversion(_, span)) => {
                Err(self.error("syntax-error", span, "expected a name, found an operator"))
            }
            None => Err(self.expected("a name")),
        }
    }
}
