//! `[[…]]` and `__attribute__((…))`.

use std::sync::Arc;

use super::{Parsed, Parser};
use crate::{
    source::Span,
    syntax::{
        ast::{Attribute, Ident, Name},
        token::{Punct, TokenKind},
    },
};

impl Parser<'_> {
    /// Whether `[[` comes next.
    pub(super) fn at_attribute(&self) -> bool {
        self.is(Punct::LeftBracket) && self.is_at(1, Punct::LeftBracket)
    }

    /// All attributes that stand here; tells whether there were any.
    pub(super) fn attributes(&mut self, into: &mut Vec<Attribute>) -> Parsed<bool> {
        let start = self.at;
        loop {
            if self.at_attribute() {
                self.attribute_list(into)?;
            } else if matches!(self.word(), "__attribute__" | "__attribute") {
                self.gnu_attributes(into)?;
            } else if self.word() == "alignas" {
                let attribute = self.alignas()?;
                into.push(attribute);
            } else {
                return Ok(self.at != start);
            }
        }
    }

    /// `__attribute__((a, b(1)))`, of which only what changes a layout matters.
    fn gnu_attributes(&mut self, into: &mut Vec<Attribute>) -> Parsed<()> {
        self.bump();
        if !self.is(Punct::LeftParen) || !self.is_at(1, Punct::LeftParen) {
            return Err(self.expected("`((`"));
        }
        let start = self.at;
        self.bump();
        self.bump();
        match self.word() {
            "packed" | "__packed__" => {
                self.unsupported(self.span(), "packed structs are");
            }
            "aligned" | "__aligned__" if self.is_at(1, Punct::LeftParen) => {
                let mut attribute = self.attribute()?;
                attribute.name.name = Name::fixed("alignas");
                into.push(attribute);
            }
            _ => {}
        }
        self.at = start;
        self.skip_group();
        Ok(())
    }

    /// `[[a, b(1)]]`.
    fn attribute_list(&mut self, into: &mut Vec<Attribute>) -> Parsed<()> {
        let open = self.span();
        self.bump();
        self.bump();
        while !self.is(Punct::RightBracket) {
            let attribute = self.attribute()?;
            into.push(attribute);
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        self.expect_close(Punct::RightBracket, open)?;
        self.expect_close(Punct::RightBracket, open)
    }

    fn attribute(&mut self) -> Parsed<Attribute> {
        let start = self.span();
        let mut name = self.attribute_word()?;
        while self.eat(Punct::ColonColon) {
            let inner = self.attribute_word()?;
            name = Name::from(Arc::from(format!("{name}::{inner}")));
        }
        let span = self.since(start);
        let arguments = self.attribute_arguments()?;
        Ok(Attribute {
            name: Ident { name, span },
            arguments,
        })
    }

    /// Any word may name an attribute, `kernel` for one.
    fn attribute_word(&mut self) -> Parsed<Name> {
        if self.token().kind != TokenKind::Ident {
            return Err(self.expected("the name of an attribute"));
        }
        let word = self.bump().text;
        Ok(self.symbols.name(word))
    }

    fn attribute_arguments(&mut self) -> Parsed<Vec<crate::syntax::ast::Expr>> {
        let open = self.span();
        if !self.eat(Punct::LeftParen) {
            return Ok(Vec::new());
        }
        self.bracketed(|p| p.expr_list(Punct::RightParen, open))
    }

    /// `alignas(16)`, kept as an attribute.
    fn alignas(&mut self) -> Parsed<Attribute> {
        let span: Span = self.span();
        self.bump();
        if !self.is(Punct::LeftParen) {
            return Err(self.expected("`(`"));
        }
        let arguments = self.attribute_arguments()?;
        Ok(Attribute {
            name: Ident {
                name: Name::fixed("alignas"),
                span,
            },
            arguments,
        })
    }
}
