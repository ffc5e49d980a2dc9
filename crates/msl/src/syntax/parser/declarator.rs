//! Declarators: what stands around a declared name, turned inside out (C++14 [dcl.decl]).
//!
//! `* (&x)[4]` applied to `T` is read as a list of changes in order of application: pointer,
//! array of 4, reference.

use super::{Parsed, Parser, Reported};
use crate::{
    diagnostic::{Diagnostic, Suggestion},
    ir::BuiltIn,
    source::Span,
    syntax::{
        ast::{
            Expr, FunctionName, Ident, Parameter, Path, Qualifiers, TemplateArgument, Type,
            TypeKind,
        },
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
    Function(Vec<Parameter>),
}

/// A declared name with its type.
pub(super) struct Declarator {
    pub(super) ty: Type,
    /// `None` in a parameter without a name.
    pub(super) name: Option<FunctionName>,
    /// The struct of a member that is defined outside of it.
    pub(super) owner: Option<Path>,
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
    owner: Option<Path>,
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
            owner: parts.owner,
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
                Change::Function(params) => {
                    (TypeKind::Function(inner, params), Qualifiers::default())
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
        if named && self.eat(Punct::Ellipsis) {
            parts.pack = true;
        }
        if self.begins_group(named) {
            let open = self.span();
            self.bump();
            let mut inner = Parts::default();
            self.nested(|p| p.declarator_parts(&mut inner, named))?;
            self.expect_close(Punct::RightParen, open)?;
            if self.is(Punct::LeftParen) {
                let params = self.type_parameters()?;
                parts.changes.push(Change::Function(params));
            }
            group = Some(inner);
        } else if named {
            self.declarator_name(parts)?;
        }
        let mut suffixes = Vec::new();
        let open = self.span();
        while self.is(Punct::LeftBracket) && !self.at_attribute() {
            let suffix = self.array_suffix();
            if let (Err(_), Some(FunctionName::Ident(name))) = (&suffix, &parts.name) {
                self.begun.push(name.clone());
            }
            suffixes.push(suffix?);
        }
        if named && parts.name.is_none() && !suffixes.is_empty() && self.at_name() {
            return Err(self.length_before_name(open));
        }
        parts.changes.extend(suffixes.into_iter().rev());
        if let Some(inner) = group {
            parts.changes.extend(inner.changes);
            parts.name = inner.name;
            parts.owner = inner.owner;
            parts.arguments = inner.arguments;
            parts.pack |= inner.pack;
        }
        Ok(())
    }

    /// `float[4] a`.
    fn length_before_name(&mut self, open: Span) -> Reported {
        let length = self.since(open);
        let whole = length.to(self.span());
        let name = self.take_ident();
        let message = "the length of an array stands after its name";
        let text = self.sources.text(length);
        let replacement = format!("{}{text}", name.name);
        let change =
            Suggestion::replace(whole, self.sources.text(whole), &format!(" {replacement}"));
        let mut diagnostic = Diagnostic::error("syntax-error", length, message)
            .with_help(format!("write `{replacement}`"));
        if self.is(Punct::LeftParen) {
            diagnostic =
                diagnostic.with_help("a function does not return an array: return a struct");
        } else {
            diagnostic = diagnostic.with_suggestion(change);
        }
        self.begun.push(name);
        self.report(diagnostic)
    }

    /// `[buffer(0)]`, where two brackets belong.
    fn attribute_in_one_bracket(&mut self) -> Parsed<()> {
        let word = self.word_at(1);
        let known = matches!(word, "buffer" | "threadgroup")
            || BuiltIn::ALL.iter().any(|(_, name)| *name == word);
        let declared = self.kind_of(self.token_at(1).text).is_some();
        if !self.is(Punct::LeftBracket) || !known || declared && word != "threadgroup" {
            return Ok(());
        }
        let start = self.span();
        self.skip_group();
        let span = self.since(start);
        let text = self.sources.text(span);
        let change = Suggestion::replace(span, text, &format!("[{text}]"));
        let diagnostic = Diagnostic::error("syntax-error", span, "an attribute has two brackets")
            .with_help(format!("write `[{text}]`"))
            .with_suggestion(change);
        Err(self.report(diagnostic))
    }

    /// The parameters of a function's type, whose names nothing sees.
    pub(super) fn type_parameters(&mut self) -> Parsed<Vec<Parameter>> {
        self.scopes.enter();
        let params = self.parameters();
        self.scopes.leave();
        let params = params?;
        if self.word() == "noexcept" {
            self.bump();
        }
        Ok(params)
    }

    /// Whether a parenthesis groups a declarator, rather than holding parameters or values.
    fn begins_group(&self, named: bool) -> bool {
        if !self.is(Punct::LeftParen) {
            return false;
        }
        let space = |word: &str| matches!(word, "device" | "thread" | "threadgroup" | "constant");
        let first = (1..).find(|&at| !space(self.word_at(at))).unwrap_or(1);
        let operator = |at: usize| {
            let kind = self.token_at(at).kind;
            kind == TokenKind::Punct(Punct::Star)
                || kind == TokenKind::Punct(Punct::Ampersand)
                || kind == TokenKind::Punct(Punct::AmpersandAmpersand)
        };
        if named {
            // `R (f)(A)` declares a type of functions.
            let function = self.is_name(1)
                && self.is_at(2, Punct::RightParen)
                && self.is_at(3, Punct::LeftParen);
            return operator(first) || function;
        }
        let qualifier = |at: usize| space(self.word_at(at)) || self.word_at(at) == "const";
        let last = (first..).find(|&at| !operator(at) && !qualifier(at));
        operator(first) && last.is_some_and(|at| self.is_at(at, Punct::RightParen))
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
        self.attribute_in_one_bracket()?;
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
            return self.member_outside(parts);
        }
        let ident = self.take_ident();
        if self.is(Punct::Less) {
            parts.arguments = Some(self.template_arguments()?);
        }
        parts.name = Some(FunctionName::Ident(ident));
        Ok(())
    }

    /// `A<T>::f`, `A::operator+`.
    fn member_outside(&mut self, parts: &mut Parts) -> Parsed<()> {
        let mut path = self.path(true)?;
        if self.is(Punct::ColonColon) && self.word_at(1) == "operator" {
            self.bump();
            parts.owner = Some(path);
            parts.name = Some(self.operator_name()?);
            return Ok(());
        }
        let last = path.segments.pop().filter(|_| !path.segments.is_empty());
        let Some(last) = last else {
            return Err(self.expected("the name of a member"));
        };
        parts.name = Some(FunctionName::Ident(last.ident));
        parts.arguments = last.arguments;
        parts.owner = Some(path);
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
