//! Structs, classes, unions and enumerations.

use super::{
    Parsed, Parser,
    item::Place,
    scope::NameKind,
    ty::{Specifiers, Tag},
};
use crate::{
    source::Span,
    syntax::{
        ast::{
            Enum, Expr, Ident, Item, Path, PathSegment, Record, Segments, TemplateArgument, Type,
            TypeKind,
        },
        token::{Punct, TokenKind},
    },
};

impl Parser<'_> {
    /// `struct A`, with or without a definition, among specifiers.
    pub(super) fn record_specifier(&mut self, into: &mut Specifiers) -> Parsed<()> {
        let start = self.span();
        let templated = std::mem::take(&mut self.templated);
        let union = self.word() == "union";
        self.bump();
        let mut attributes = Vec::new();
        self.attributes(&mut attributes)?;
        let align = attributes.into_iter().filter(|a| a.name.name == "alignas");
        let align: Vec<Expr> = align.flat_map(|a| a.arguments).collect();
        let name = self.at_name().then(|| self.take_ident());
        let arguments = if self.is(Punct::Less) {
            Some(self.template_arguments()?)
        } else {
            None
        };
        if self.word() == "final" {
            self.bump();
        }
        let defines = self.is(Punct::LeftBrace) || self.is(Punct::Colon);
        if !defines && name.is_none() {
            return Err(self.expected("a name or `{`"));
        }
        let declares = defines || self.is(Punct::Semicolon);
        if let Some(name) = name.as_ref().filter(|_| declares) {
            let kind = if templated || arguments.is_some() {
                NameKind::TypeTemplate
            } else {
                NameKind::Type
            };
            self.declare(name, kind);
        }
        let ty_path = name.as_ref().map(|name| tag_path(name, arguments.clone()));
        if declares {
            let record = self.record(name, union, arguments)?;
            let record = Record { align, ..record };
            match ty_path {
                Some(_) => into.tag = Some(Tag::Record(Box::new(record))),
                None => {
                    let kind = TypeKind::Record(Box::new(record));
                    into.ty = Some(self.plain_type(kind, start));
                    return Ok(());
                }
            }
        }
        into.ty = ty_path.map(|path| self.plain_type(TypeKind::Path(path), start));
        Ok(())
    }

    /// Bases and members.
    fn record(
        &mut self,
        name: Option<Ident>,
        union: bool,
        arguments: Option<Vec<TemplateArgument>>,
    ) -> Parsed<Record> {
        let mut bases = Vec::new();
        if self.eat(Punct::Colon) {
            loop {
                while matches!(self.word(), "public" | "private" | "protected" | "virtual") {
                    if self.word() == "virtual" {
                        self.unsupported(self.span(), "virtual bases are");
                    }
                    self.bump();
                }
                let base = self.type_id()?;
                bases.push(base);
                if !self.eat(Punct::Comma) {
                    break;
                }
            }
            if !self.is(Punct::LeftBrace) {
                return Err(self.expected("`{`"));
            }
        }
        let members = if self.is(Punct::LeftBrace) {
            self.scopes.enter();
            let members = self.bracketed(|p| p.nested(|p| p.members(name.as_ref())));
            if let Some(record) = name.as_ref().and_then(|name| self.symbols.find(&name.name)) {
                self.scopes.keep_members_of(record);
            }
            self.scopes.leave();
            Some(members?)
        } else {
            None
        };
        Ok(Record {
            name,
            union,
            template: None,
            arguments,
            align: Vec::new(),
            bases,
            members,
        })
    }

    /// `{ … }`.
    fn members(&mut self, record: Option<&Ident>) -> Parsed<Vec<Item>> {
        let open = self.span();
        self.expect(Punct::LeftBrace)?;
        self.declare_nested_types();
        let place = Place::Record(record.and_then(|name| self.symbols.find(&name.name)));
        let mut members = Vec::new();
        while !self.outside(open) && !self.is(Punct::RightBrace) {
            let access = matches!(self.word(), "public" | "private" | "protected");
            if access && self.is_at(1, Punct::Colon) {
                self.bump();
                self.bump();
                continue;
            }
            self.item_or_skip(place, &mut members);
        }
        self.expect_close(Punct::RightBrace, open)?;
        Ok(members)
    }

    /// A method may use a type that its record declares further down, so all are noted first.
    fn declare_nested_types(&mut self) {
        let mut depth = 0_usize;
        for at in self.at..self.tokens.len() {
            match self.tokens[at].kind {
                TokenKind::Punct(Punct::LeftBrace | Punct::LeftParen | Punct::Less) => depth += 1,
                TokenKind::Punct(Punct::RightBrace) if depth == 0 => return,
                TokenKind::Punct(Punct::RightBrace | Punct::RightParen | Punct::Greater) => {
                    depth = depth.saturating_sub(1);
                }
                TokenKind::Ident if depth == 0 && at + 1 < self.tokens.len() => {
                    self.declare_nested_type(at);
                }
                _ => {}
            }
        }
    }

    fn declare_nested_type(&mut self, at: usize) {
        let word = self.symbols.text(self.tokens[at].text);
        let next = self.tokens[at + 1];
        let after = self.tokens.get(at + 2).map(|token| token.kind);
        let defines = match word {
            "using" => after == Some(TokenKind::Punct(Punct::Equal)),
            "struct" | "class" | "union" | "enum" => {
                matches!(
                    after,
                    Some(TokenKind::Punct(Punct::LeftBrace | Punct::Colon))
                )
            }
            _ => false,
        };
        if defines && next.kind == TokenKind::Ident && self.speculating == 0 {
            self.scopes.declare(next.text, NameKind::Type);
            self.scopes.declare_member(next.text, NameKind::Type);
        }
    }

    /// `enum class A : uint { … }` among specifiers.
    pub(super) fn enum_specifier(&mut self, into: &mut Specifiers) -> Parsed<()> {
        let start = self.span();
        self.bump();
        let scoped = self.eat_word("class") || self.eat_word("struct");
        self.attributes(&mut Vec::new())?;
        let name = self.at_name().then(|| self.take_ident());
        let underlying = if self.eat(Punct::Colon) {
            Some(self.type_id()?)
        } else {
            None
        };
        if self.is(Punct::LeftBrace) {
            if let Some(name) = &name {
                self.declare(name, NameKind::Type);
            }
            let open = self.span();
            self.bump();
            let variants = self.bracketed(|p| p.nested(|p| p.variants(scoped, open)))?;
            into.tag = Some(Tag::Enum(Enum {
                name: name.clone(),
                scoped,
                underlying,
                variants,
            }));
        } else if name.is_none() {
            return Err(self.expected("a name or `{`"));
        }
        into.ty = name.map(|name| self.enum_type(&name, start));
        Ok(())
    }

    fn enum_type(&self, name: &Ident, start: Span) -> Type {
        self.plain_type(TypeKind::Path(tag_path(name, None)), start)
    }

    fn variants(&mut self, scoped: bool, open: Span) -> Parsed<Vec<(Ident, Option<Expr>)>> {
        let mut variants = Vec::new();
        while !self.is(Punct::RightBrace) {
            let name = self.ident("the name of an enumerator")?;
            self.attributes(&mut Vec::new())?;
            let value = if self.eat(Punct::Equal) {
                Some(self.conditional()?)
            } else {
                None
            };
            if !scoped {
                self.declare_value(&name);
            }
            variants.push((name, value));
            if !self.eat(Punct::Comma) {
                break;
            }
        }
        self.expect_close(Punct::RightBrace, open)?;
        Ok(variants)
    }
}

fn tag_path(name: &Ident, arguments: Option<Vec<TemplateArgument>>) -> Path {
    Path {
        global: false,
        elaborated: true,
        segments: Segments::new(PathSegment {
            ident: name.clone(),
            arguments,
        }),
        span: name.span,
    }
}
