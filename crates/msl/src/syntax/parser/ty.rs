//! Specifiers and types.

use super::{Parsed, Parser, Reported, builtin_name};
use crate::{
    diagnostic::Diagnostic,
    source::Span,
    syntax::{
        ast::{
            AddressSpaceName, Attribute, Enum, Expr, ExprKind, Ident, Path, PathSegment,
            Qualifiers, Record, Type, TypeKind,
        },
        similar,
        token::Punct,
    },
};

/// What stands before a declaration's first declarator.
#[derive(Debug)]
pub(super) struct Specifiers {
    pub(super) attributes: Vec<Attribute>,
    pub(super) is_static: bool,
    pub(super) constexpr: bool,
    pub(super) inline: bool,
    pub(super) kernel: bool,
    pub(super) typedef: bool,
    /// The qualifiers, which belong to `ty` or, without one, to nothing.
    pub(super) qualifiers: Qualifiers,
    pub(super) ty: Option<Type>,
    /// A record or enumeration that was declared or defined here.
    pub(super) tag: Option<Tag>,
    pub(super) span: Span,
}

/// A record or enumeration among specifiers.
#[derive(Debug)]
pub(super) enum Tag {
    Record(Box<Record>),
    Enum(Enum),
}

/// How often the combinable words of a type were written.
#[derive(Default)]
struct TypeWords {
    unsigned: bool,
    signed: bool,
    short: bool,
    long: bool,
    base: Option<&'static str>,
    span: Option<Span>,
}

impl TypeWords {
    /// Adds a word; false if it does not go with the others.
    fn add(&mut self, word: &str) -> bool {
        let base = match word {
            "unsigned" if !self.signed => return !std::mem::replace(&mut self.unsigned, true),
            "signed" if !self.unsigned => return !std::mem::replace(&mut self.signed, true),
            "short" if !self.long => return !std::mem::replace(&mut self.short, true),
            "long" if !self.short => {
                self.long = true;
                return true;
            }
            "int" => "int",
            "char" => "char",
            "void" => "void",
            "bool" => "bool",
            "float" => "float",
            "half" => "half",
            "bfloat" => "bfloat",
            "double" => "double",
            _ => return false,
        };
        self.base.replace(base).is_none()
    }

    /// The canonical name; `None` for words that do not go together.
    fn name(&self) -> Option<&'static str> {
        let sized = self.short || self.long;
        let signedness = self.signed || self.unsigned;
        Some(match self.base {
            None | Some("int") => match (self.short, self.long, self.unsigned) {
                (true, _, false) => "short",
                (true, _, true) => "ushort",
                (_, true, false) => "long",
                (_, true, true) => "ulong",
                (_, _, false) => "int",
                (_, _, true) => "uint",
            },
            Some("char") if !sized && self.unsigned => "uchar",
            Some("char") if !sized => "char",
            Some("double") if !signedness => "double",
            Some(base) if !sized && !signedness => base,
            Some(_) => return None,
        })
    }
}

impl Parser<'_> {
    /// Whether the next token can only begin a type (or, where names are concerned, a known one).
    pub(super) fn starts_type(&self) -> bool {
        self.starts_type_at(0)
    }

    fn starts_type_at(&self, ahead: usize) -> bool {
        let word = self.word_at(ahead);
        builtin_name::is_type_word(word)
            || builtin_name::is_specifier(word)
            || self
                .path_shape_at(ahead)
                .and_then(|shape| shape.kind)
                .is_some_and(super::scope::NameKind::is_type)
    }

    /// `const`, `volatile` and an address space, in any order.
    pub(super) fn qualifiers(&mut self, qualifiers: &mut Qualifiers) -> bool {
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
                "restrict" | "__restrict" | "__restrict__" => None,
                "device" => Some(AddressSpaceName::Device),
                "constant" => Some(AddressSpaceName::Constant),
                "threadgroup" => Some(AddressSpaceName::Threadgroup),
                "thread" => Some(AddressSpaceName::Thread),
                _ => return any,
            };
            if let Some(space) = space {
                if qualifiers.space.is_some_and(|known| known != space) {
                    self.error(
                        "conflicting-address-spaces",
                        self.span(),
                        "a type has one address space, found a second",
                    );
                }
                qualifiers.space = Some(space);
            }
            any = true;
            self.bump();
        }
    }

    /// All that stands before a declarator.
    pub(super) fn specifiers(&mut self) -> Parsed<Specifiers> {
        let start = self.span();
        let mut specifiers = Specifiers {
            attributes: Vec::new(),
            is_static: false,
            constexpr: false,
            inline: false,
            kernel: false,
            typedef: false,
            qualifiers: Qualifiers::default(),
            ty: None,
            tag: None,
            span: start,
        };
        let mut words = TypeWords::default();
        while self.specifier(&mut specifiers, &mut words)? {}
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
            stage @ ("vertex" | "fragment" | "intersection" | "visible" | "mesh" | "object")
                if into.ty.is_none() && self.starts_type_at(1) =>
            {
                let what = format!("`{stage}` functions are");
                return Err(self.unsupported(self.span(), &what));
            }
            "virtual" => {
                self.unsupported(self.span(), "virtual functions are");
            }
            "friend" => {
                self.unsupported(self.span(), "friend declarations are");
            }
            "thread_local" => {
                self.unsupported(self.span(), "`thread_local` is");
            }
            "threadgroup_imageblock" | "ray_data" | "object_data" => {
                let what = format!("the address space `{}` is", self.word());
                self.unsupported(self.span(), &what);
            }
            _ => return self.type_specifier(into, words),
        }
        self.bump();
        Ok(true)
    }

    fn type_specifier(&mut self, into: &mut Specifiers, words: &mut TypeWords) -> Parsed<bool> {
        let word = self.word();
        let start = self.span();
        if builtin_name::is_type_word(word) {
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
            "decltype" => self.decltype()?,
            "typename" => {
                self.bump();
                if self.word() == "decltype" {
                    self.decltype()?;
                }
                TypeKind::Path(self.path(true)?)
            }
            "struct" | "class" | "union" => return self.record_specifier(into).map(|()| true),
            "enum" => return self.enum_specifier(into).map(|()| true),
            _ => match self.named_type(into)? {
                Some(kind) => kind,
                None => return Ok(false),
            },
        };
        into.ty = Some(self.plain_type(kind, start));
        Ok(true)
    }

    /// `decltype(e)`.
    fn decltype(&mut self) -> Parsed<TypeKind> {
        self.bump();
        let open = self.span();
        self.expect(Punct::LeftParen)?;
        let expr = self.bracketed(|p| p.nested(Self::expr))?;
        self.expect_close(Punct::RightParen, open)?;
        if self.is(Punct::ColonColon) {
            return Err(self.unsupported(self.span(), "the members of a `decltype` are"));
        }
        Ok(TypeKind::Decltype(Box::new(expr)))
    }

    pub(super) fn plain_type(&self, kind: TypeKind, start: Span) -> Type {
        Type {
            kind,
            qualifiers: Qualifiers::default(),
            span: self.since(start),
        }
    }

    fn combined_type(&mut self, words: &TypeWords, span: Span) -> Type {
        let kind = match words.name() {
            Some("double") => {
                self.report(
                    Diagnostic::error("unsupported-feature", span, "`double` is not supported")
                        .with_note("Metal has no double-precision type")
                        .with_help("use `float`"),
                );
                TypeKind::Error
            }
            Some(name) => TypeKind::Path(named_path(name, span)),
            None => {
                self.error(
                    "syntax-error",
                    span,
                    "these words do not make a type together",
                );
                TypeKind::Error
            }
        };
        Type {
            kind,
            qualifiers: Qualifiers::default(),
            span,
        }
    }

    /// A type by name, if the next name is one or must be meant as one.
    fn named_type(&mut self, so_far: &Specifiers) -> Parsed<Option<TypeKind>> {
        let Some(shape) = self.path_shape() else {
            return Ok(None);
        };
        if shape.kind.is_some_and(super::scope::NameKind::is_type) {
            return Ok(Some(TypeKind::Path(self.path(true)?)));
        }
        if shape.kind.is_none() && builtin_name::is_unsupported_type(self.last_word(shape.tokens)) {
            let what = format!("the type `{}` is", self.last_word(shape.tokens));
            self.unsupported(self.span(), &what);
        } else if self.must_be_type(shape.tokens, so_far) {
            if shape.kind == Some(super::scope::NameKind::Value) {
                return Ok(None);
            }
            self.missing_type_name();
        } else {
            return Ok(None);
        }
        self.path(true)?;
        Ok(Some(TypeKind::Error))
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
    pub(super) fn missing_type_name(&mut self) -> Reported {
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
    pub(super) fn unknown_type(&mut self, name: &str, span: Span) {
        let mut diagnostic =
            Diagnostic::error("unknown-type", span, format!("no type is called `{name}`"));
        let own = self.scopes.types();
        let symbols = self.symbols;
        let mut known: Vec<&str> = own.iter().map(|&symbol| symbols.text(symbol)).collect();
        known.extend(builtin_name::suggestions());
        if let Some(best) = similar::closest(name, known) {
            diagnostic = diagnostic.with_help(format!("did you mean `{best}`?"));
        }
        self.report(diagnostic);
    }

    /// A whole type without a name: `device const float*`.
    pub(super) fn type_id(&mut self) -> Parsed<Type> {
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
    pub(super) fn error_expr(&self, span: Span) -> Expr {
        Expr {
            kind: ExprKind::Error,
            span,
        }
    }
}

/// A path of one name.
pub(super) fn named_path(name: &str, span: Span) -> Path {
    Path {
        global: false,
        segments: vec![PathSegment {
            ident: Ident {
                name: name.to_owned(),
                span,
            },
            arguments: None,
        }],
        span,
    }
}
