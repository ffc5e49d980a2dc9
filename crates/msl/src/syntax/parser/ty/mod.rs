//! Specifiers and types.

pub(super) mod foreign;
mod name;
mod words;

use crate::syntax::parser::{Parsed, Parser};
use crate::{
    source::Span,
    syntax::{
        ast::{
            AddressSpaceName, Attribute, Enum, Expr, ExprKind, Ident, Name, Path, PathSegment,
            Qualifiers, Record, Segments, Type, TypeKind,
        },
        token::Punct,
    },
};
use words::TypeWords;

/// What stands before a declaration's first declarator.
#[derive(Debug)]
pub(in crate::syntax::parser) struct Specifiers {
    pub(in crate::syntax::parser) attributes: Vec<Attribute>,
    pub(in crate::syntax::parser) is_static: bool,
    pub(in crate::syntax::parser) constexpr: bool,
    pub(in crate::syntax::parser) inline: bool,
    pub(in crate::syntax::parser) kernel: bool,
    pub(in crate::syntax::parser) typedef: bool,
    pub(in crate::syntax::parser) friend: bool,
    /// The qualifiers, which belong to `ty` or, without one, to nothing.
    pub(in crate::syntax::parser) qualifiers: Qualifiers,
    pub(in crate::syntax::parser) ty: Option<Type>,
    /// A record or enumeration that was declared or defined here.
    pub(in crate::syntax::parser) tag: Option<Tag>,
    /// The `;` after it is missing, which was reported.
    pub(in crate::syntax::parser) ended: bool,
    pub(in crate::syntax::parser) span: Span,
}

/// A record or enumeration among specifiers.
#[derive(Debug)]
pub(in crate::syntax::parser) enum Tag {
    Record(Box<Record>),
    Enum(Enum),
}

impl Parser<'_> {
    /// Whether the next token can only begin a type (or, where names are concerned, a known one).
    pub(in crate::syntax::parser) fn starts_type(&self) -> bool {
        self.starts_type_at(0)
    }

    pub(in crate::syntax::parser) fn starts_type_at(&self, ahead: usize) -> bool {
        let word = self.known_word(ahead);
        word.of_type
            || word.specifier
            || self
                .path_shape_at(ahead)
                .and_then(|shape| shape.kind)
                .is_some_and(crate::syntax::parser::scope::NameKind::is_type)
    }

    /// `const`, `volatile` and an address space, in any order.
    pub(in crate::syntax::parser) fn qualifiers(&mut self, qualifiers: &mut Qualifiers) -> bool {
        let mut any = false;
        loop {
            let space = match self.word() {
                "const" => {
                    qualifiers.constant = true;
                    None
                }
                "volatile" => {
                    qualifiers.volatile = true;
                    None
                }
                // Memory is coherent here as it is.
                "coherent" if self.is_at(1, Punct::LeftParen) && self.names_scope(2) => {
                    self.bump();
                    self.bump();
                    self.bump();
                    None
                }
                "restrict" | "__restrict" | "__restrict__" => None,
                "device" => Some(AddressSpaceName::Device),
                "constant" => Some(AddressSpaceName::Constant),
                "threadgroup" => Some(AddressSpaceName::Threadgroup),
                "thread" => Some(AddressSpaceName::Thread),
                _ => return any,
            };
            if let Some(space) = space {
                qualifiers.space = self.one_space(qualifiers.space, space);
            }
            any = true;
            self.bump();
        }
    }

    /// The address space of a type of which one may have been written already. Where variables lie is
    /// `thread` memory anyway, so `thread device T* p` says that, and where `*p` lies.
    fn one_space(
        &mut self,
        written: Option<AddressSpaceName>,
        space: AddressSpaceName,
    ) -> Option<AddressSpaceName> {
        match written {
            Some(known) if known != space && known != AddressSpaceName::Thread => {
                self.error(
                    "conflicting-address-spaces",
                    self.span(),
                    "a type has one address space, found a second",
                );
            }
            _ => {}
        }
        Some(space)
    }

    /// Whether the memory that `coherent(…)` is about stands here.
    fn names_scope(&self, ahead: usize) -> bool {
        matches!(self.word_at(ahead), "device" | "threadgroup" | "system")
            && self.is_at(ahead + 1, Punct::RightParen)
    }

    /// All that stands before a declarator.
    pub(in crate::syntax::parser) fn specifiers(&mut self) -> Parsed<Specifiers> {
        let start = self.span();
        let mut specifiers = Specifiers {
            attributes: Vec::new(),
            is_static: false,
            constexpr: false,
            inline: false,
            kernel: false,
            typedef: false,
            friend: false,
            qualifiers: Qualifiers::default(),
            ty: None,
            tag: None,
            ended: false,
            span: start,
        };
        let mut words = TypeWords::default();
        while !specifiers.ended && self.specifier(&mut specifiers, &mut words)? {}
        if let Some(span) = words.span {
            specifiers.ty = Some(self.combined_type(&words, span));
        }
        if let Some(ty) = &mut specifiers.ty {
            ty.qualifiers = specifiers.qualifiers;
        }
        specifiers.span = self.since(start);
        Ok(specifiers)
    }

    /// Takes one specifier, if there is one.
    fn specifier(&mut self, into: &mut Specifiers, words: &mut TypeWords) -> Parsed<bool> {
        if self.qualifiers(&mut into.qualifiers) || self.attributes(&mut into.attributes)? {
            return Ok(true);
        }
        match self.word() {
            "static" => into.is_static = true,
            "constexpr" => into.constexpr = true,
            "inline" | "__inline" => into.inline = true,
            "kernel" => into.kernel = true,
            "typedef" => into.typedef = true,
            "extern" | "mutable" | "register" | "explicit" => {}
            "virtual" => {
                self.unsupported(self.span(), "virtual functions are");
            }
            "friend" => into.friend = true,
            "thread_local" => {
                self.unsupported(self.span(), "`thread_local` is");
            }
            "threadgroup_imageblock" | "ray_data" | "object_data" => {
                let what = format!("the address space `{}` is", self.word());
                self.unsupported(self.span(), &what);
            }
            _ if self.foreign_specifier(into) => return Ok(true),
            _ => return self.type_specifier(into, words),
        }
        self.bump();
        Ok(true)
    }

    fn type_specifier(&mut self, into: &mut Specifiers, words: &mut TypeWords) -> Parsed<bool> {
        let word = self.word();
        let start = self.span();
        if self.known_word(0).of_type {
            if into.ty.is_some() || !words.add(word) {
                let reported = self.expected("a name after the type");
                return Err(reported);
            }
            self.bump();
            words.span = Some(self.since(words.span.unwrap_or(start)));
            return Ok(true);
        }
        if into.ty.is_some() || words.span.is_some() {
            return Ok(false);
        }
        let kind = match word {
            "auto" => {
                self.bump();
                TypeKind::Auto
            }
            "decltype" => self.decltype_or_member()?,
            "typename" => {
                self.bump();
                match self.word() {
                    "decltype" => self.decltype_or_member()?,
                    _ => TypeKind::Path(self.path(true)?),
                }
            }
            "struct" | "class" | "union" => {
                self.record_specifier(into)?;
                into.ended = self.misses_semicolon(into);
                return Ok(true);
            }
            "enum" => {
                self.enum_specifier(into)?;
                into.ended = self.misses_semicolon(into);
                return Ok(true);
            }
            _ => match self.named_type(into)? {
                Some(kind) => kind,
                None => return Ok(false),
            },
        };
        into.ty = Some(self.plain_type(kind, start));
        Ok(true)
    }

    /// Whether a struct's definition lacks its `;`: the next line begins a declaration. It is said.
    fn misses_semicolon(&mut self, specifiers: &Specifiers) -> bool {
        let word = self.known_word(0);
        let begins = self.token().line_start
            && (word.of_type
                || word.specifier
                || matches!(self.word(), "template" | "namespace" | "using" | "typedef"));
        let ended = specifiers.tag.is_some() && (begins || self.at_end());
        ended && !specifiers.typedef && self.expect_semicolon("this definition").is_ok()
    }

    /// `decltype(e)`.
    pub(in crate::syntax::parser) fn decltype(&mut self) -> Parsed<TypeKind> {
        self.bump();
        let open = self.span();
        self.expect(Punct::LeftParen)?;
        if self.word() == "auto" {
            return Err(self.unsupported(self.span(), "`decltype(auto)` is"));
        }
        let expr = self.bracketed(|p| p.nested(Self::expr))?;
        self.expect_close(Punct::RightParen, open)?;
        Ok(TypeKind::Decltype(Box::new(expr)))
    }

    /// `decltype(e)`, or a type among its members.
    fn decltype_or_member(&mut self) -> Parsed<TypeKind> {
        let start = self.span();
        let kind = self.decltype()?;
        if !self.eat(Punct::ColonColon) {
            return Ok(kind);
        }
        let of = self.plain_type(kind, start);
        let path = self.path(true)?;
        Ok(TypeKind::Member(Box::new(of), Box::new(path)))
    }

    pub(in crate::syntax::parser) fn plain_type(&self, kind: TypeKind, start: Span) -> Type {
        Type {
            kind,
            qualifiers: Qualifiers::default(),
            span: self.since(start),
        }
    }

    /// A whole type without a name: `device const float*`.
    pub(in crate::syntax::parser) fn type_id(&mut self) -> Parsed<Type> {
        self.nested(Self::type_id_content)
    }

    fn type_id_content(&mut self) -> Parsed<Type> {
        let specifiers = self.specifiers()?;
        let Some(ty) = specifiers.ty else {
            return Err(self.missing_type_name());
        };
        let stray = specifiers.typedef || specifiers.kernel || specifiers.is_static;
        if stray {
            return Err(self.error("syntax-error", specifiers.span, "expected a type alone"));
        }
        self.abstract_declarator(ty)
    }

    /// An expression that stands for nothing.
    pub(in crate::syntax::parser) fn error_expr(&self, span: Span) -> Expr {
        Expr {
            kind: ExprKind::Error,
            span,
        }
    }
}

/// A path of one name.
pub(in crate::syntax::parser) fn named_path(name: Name, span: Span) -> Path {
    Path {
        global: false,
        elaborated: false,
        segments: Segments::new(PathSegment {
            ident: Ident { name, span },
            arguments: None,
        }),
        span,
    }
}
