//! Variables with their initializers, and names by `typedef`.

use super::Place;
use crate::syntax::parser::{
    Parsed, Parser, declarator::Declarator, function::FunctionHead, scope::NameKind, ty::Specifiers,
};
use crate::{
    diagnostic::Diagnostic,
    source::Span,
    syntax::{
        ast::{
            Alias, Declaration, FunctionName, Ident, Initializer, Item, ItemKind, Qualifiers, Type,
            TypeKind, Variable,
        },
        token::Punct,
    },
};

impl Parser<'_> {
    /// `typedef T A, *B;` after the type.
    pub(super) fn typedef(&mut self, ty: Type, start: Span, out: &mut Vec<Item>) -> Parsed<()> {
        loop {
            let mut declarator = self.declarator(ty.clone())?;
            if self.is(Punct::LeftParen) {
                declarator.ty = self.function_type(declarator.ty)?;
            }
            let name = self.variable_name(declarator.name)?;
            self.attributes(&mut Vec::new())?;
            self.declare(&name, NameKind::Type);
            let kind = match declarator.ty.kind {
                // `typedef struct { … } A;` names the struct.
                TypeKind::Record(mut record) if record.name.is_none() => {
                    record.name = Some(name);
                    Some(ItemKind::Record(record))
                }
                // `typedef struct A { … } A;` has said it all already.
                TypeKind::Path(ref path)
                    if path.segments.len() == 1 && path.segments[0].ident.name == name.name =>
                {
                    None
                }
                _ => Some(ItemKind::Alias(Alias {
                    name,
                    template: None,
                    ty: declarator.ty,
                })),
            };
            out.extend(kind.map(|kind| Item {
                kind,
                span: self.since(start),
            }));
            if !self.eat(Punct::Comma) {
                return self.expect_semicolon("this `typedef`");
            }
        }
    }

    /// `R(A, B)` after its `R`.
    pub(in crate::syntax::parser) fn function_type(&mut self, ret: Type) -> Parsed<Type> {
        let span = ret.span;
        let params = self.type_parameters()?;
        Ok(Type {
            kind: TypeKind::Function(Box::new(ret), params),
            qualifiers: Qualifiers::default(),
            span: self.since(span),
        })
    }

    /// The declared variables, from the first declarator on.
    pub(in crate::syntax::parser) fn variables(
        &mut self,
        specifiers: Specifiers,
        ty: &Type,
        first: Declarator,
        (place, kind): (Place, NameKind),
    ) -> Parsed<Declaration> {
        let mut variables = Vec::new();
        let mut declarator = first;
        loop {
            let variable = self.variable(declarator, place, kind)?;
            variables.push(variable);
            if !self.eat(Punct::Comma) {
                return Ok(Declaration {
                    attributes: specifiers.attributes,
                    template: None,
                    constexpr: specifiers.constexpr,
                    is_static: specifiers.is_static,
                    variables,
                });
            }
            declarator = self.declarator(ty.clone())?;
        }
    }

    fn variable(
        &mut self,
        declarator: Declarator,
        place: Place,
        kind: NameKind,
    ) -> Parsed<Variable> {
        let mut attributes = Vec::new();
        self.attributes(&mut attributes)?;
        let start = declarator.span;
        let name = self.variable_name(declarator.name)?;
        if declarator.owner.is_none() {
            self.declare(&name, kind);
            self.begun.push(name.clone());
        }
        let bit_width = if matches!(place, Place::Record(_)) && self.eat(Punct::Colon) {
            Some(self.nested(Self::conditional)?)
        } else {
            None
        };
        let init = self.initializer(place)?;
        Ok(Variable {
            ty: declarator.ty,
            name,
            owner: declarator.owner,
            arguments: declarator.arguments,
            attributes,
            init,
            bit_width,
            span: self.since(start),
        })
    }

    pub(in crate::syntax::parser) fn initializer(
        &mut self,
        place: Place,
    ) -> Parsed<Option<Initializer>> {
        let open = self.span();
        match self.punct() {
            Some(Punct::Equal) => {
                self.bump();
                let value = self.nested(Self::initializer_clause)?;
                Ok(Some(Initializer::Assign(value)))
            }
            Some(Punct::LeftBrace) => {
                self.bump();
                let values = self.bracketed(|p| p.expr_list(Punct::RightBrace, open))?;
                Ok(Some(Initializer::Braces(values)))
            }
            Some(Punct::LeftParen) if place == Place::Block && self.parameters_follow() => {
                let diagnostic = Diagnostic::error(
                    "unsupported-feature",
                    open,
                    "this declares a function, which is not supported inside a function",
                );
                Err(self.report(diagnostic.with_help("write `{}` to initialize a variable")))
            }
            Some(Punct::LeftParen) => {
                self.bump();
                let values = self.bracketed(|p| p.expr_list(Punct::RightParen, open))?;
                Ok(Some(Initializer::Parens(values)))
            }
            _ => Ok(None),
        }
    }

    /// Notes a name for what follows, here and behind a `::`.
    pub(in crate::syntax::parser) fn declare(&mut self, name: &Ident, kind: NameKind) {
        if self.speculating > 0 {
            return;
        }
        if let Some(symbol) = self.symbols.find(&name.name) {
            self.scopes.declare(symbol, kind);
            if kind != NameKind::Value {
                self.scopes.declare_member(symbol, kind);
            }
        }
    }

    pub(super) fn declare_function(&mut self, function: &FunctionHead) {
        let FunctionName::Ident(name) = &function.name else {
            return;
        };
        if function.owner.is_some() {
            return;
        }
        let template = function.head.template.is_some() || function.arguments.is_some();
        let known = self
            .symbols
            .find(&name.name)
            .and_then(|symbol| self.scopes.find(symbol));
        let kind = if template || known == Some(NameKind::ValueTemplate) {
            NameKind::ValueTemplate
        } else {
            NameKind::Value
        };
        let name = name.clone();
        self.declare(&name, kind);
        self.begun.push(name);
    }
}
