//! Namespaces, `using` and `static_assert`.

use super::Place;
use crate::syntax::parser::{Parsed, Parser, scope::NameKind, ty::named_path};
use crate::syntax::{
    ast::{Alias, Item, ItemKind, StaticAssert, TemplateParameter},
    token::{Punct, TokenKind},
};

impl Parser<'_> {
    /// `namespace a::b { … }`.
    pub(super) fn namespace(&mut self) -> Parsed<ItemKind> {
        self.bump();
        self.attributes(&mut Vec::new())?;
        let name = if self.at_name() {
            Some(self.take_ident())
        } else {
            None
        };
        if let Some(name) = name.as_ref().and_then(|name| self.symbols.find(&name.name)) {
            self.scopes.declare(name, NameKind::Namespace);
            self.scopes.declare_member(name, NameKind::Namespace);
        }
        if self.is(Punct::ColonColon) {
            // What is inside is read as a namespace of its own.
            let start = self.span();
            let kind = self.nested(Self::namespace)?;
            let span = self.since(start);
            let items = vec![Item { kind, span }];
            return Ok(ItemKind::Namespace { name, items });
        }
        if let (true, Some(name)) = (self.is(Punct::Equal), &name) {
            self.bump();
            let path = self.path(false)?;
            self.expect_semicolon("this alias of a namespace")?;
            return Ok(ItemKind::NamespaceAlias(name.clone(), path));
        }
        let open = self.span();
        self.expect(Punct::LeftBrace)?;
        let mut items = Vec::new();
        while !self.outside(open) && !self.is(Punct::RightBrace) {
            self.item_or_skip(Place::Namespace, &mut items);
        }
        self.expect_close(Punct::RightBrace, open)?;
        Ok(ItemKind::Namespace { name, items })
    }

    /// `extern "C" { … }` and `extern "C" f();`: names are not mangled here, so nothing follows from it.
    pub(super) fn linkage(&mut self, place: Place, out: &mut Vec<Item>) -> Parsed<()> {
        self.bump();
        self.bump();
        let open = self.span();
        if !self.eat(Punct::LeftBrace) {
            return self.nested(|p| p.item(place, out));
        }
        while !self.outside(open) && !self.is(Punct::RightBrace) {
            self.item_or_skip(place, out);
        }
        self.expect_close(Punct::RightBrace, open)
    }

    /// `using …;`
    pub(in crate::syntax::parser) fn using(
        &mut self,
        template: Option<Vec<TemplateParameter>>,
    ) -> Parsed<ItemKind> {
        self.bump();
        if self.eat_word("namespace") {
            let path = self.path(false)?;
            self.expect_semicolon("this `using`")?;
            return Ok(ItemKind::UsingNamespace(path));
        }
        if self.is_at(1, Punct::Equal) || self.is_at(1, Punct::LeftBracket) {
            let name = self.ident("a name for the type")?;
            self.attributes(&mut Vec::new())?;
            self.expect(Punct::Equal)?;
            let kind = if template.is_some() {
                NameKind::TypeTemplate
            } else {
                NameKind::Type
            };
            // Declared even if the type is wrong, so that its uses are not wrong as well.
            let ty = self.type_id();
            self.declare(&name, kind);
            let mut ty = ty?;
            if self.is(Punct::LeftParen) {
                ty = self.function_type(ty)?;
            }
            self.expect_semicolon("this `using`")?;
            return Ok(ItemKind::Alias(Alias { name, template, ty }));
        }
        self.eat_word("typename");
        let shape = self.path_shape();
        let path = self.path(false)?;
        self.expect_semicolon("this `using`")?;
        let kind = shape.and_then(|shape| shape.kind);
        if let (Some(kind), Some(last)) = (kind, path.segments.last()) {
            let ident = last.ident.clone();
            self.declare(&ident, kind);
        }
        Ok(ItemKind::UsingDeclaration(path))
    }

    /// `static_assert(c, "text");`
    pub(in crate::syntax::parser) fn static_assert(&mut self) -> Parsed<StaticAssert> {
        let start = self.span();
        self.bump();
        let open = self.span();
        self.expect(Punct::LeftParen)?;
        let condition = self.bracketed(|p| p.nested(Self::assignment))?;
        let mut message = None;
        if self.eat(Punct::Comma) {
            if self.token().kind != TokenKind::String {
                return Err(self.expected("a string"));
            }
            message = Some(self.symbols.text(self.bump().text).to_owned());
        }
        self.expect_close(Punct::RightParen, open)?;
        self.expect_semicolon("`static_assert`")?;
        Ok(StaticAssert {
            condition,
            message,
            span: self.since(start),
        })
    }
}

/// What makes an inline namespace's names known around it.
pub(super) fn used_namespace(namespace: &ItemKind) -> ItemKind {
    match namespace {
        ItemKind::Namespace {
            name: Some(name), ..
        } => ItemKind::UsingNamespace(named_path(name.name.clone(), name.span)),
        _ => ItemKind::Empty,
    }
}
