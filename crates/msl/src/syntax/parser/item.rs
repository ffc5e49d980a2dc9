//! Declarations at program scope, in namespaces and in records, and those of variables anywhere.

use super::{
    Parsed, Parser,
    declarator::Declarator,
    function::FunctionHead,
    scope::NameKind,
    ty::{Specifiers, Tag, named_path},
};
use crate::{
    diagnostic::Diagnostic,
    source::Span,
    syntax::{
        ast::{
            Alias, Declaration, File, FunctionName, Ident, Initializer, Item, ItemKind,
            StaticAssert, TemplateParameter, Type, TypeKind, Variable,
        },
        token::{Punct, Symbol, TokenKind},
    },
};

/// Where a declaration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Program scope or a namespace.
    Namespace,
    /// A record, with its name.
    Record(Option<Symbol>),
    /// A function's body.
    Block,
}

/// What a declaration begins with.
pub(super) struct Head {
    pub(super) template: Option<Vec<TemplateParameter>>,
    pub(super) specifiers: Specifiers,
    pub(super) start: Span,
}

impl Parser<'_> {
    /// The whole unit.
    pub(super) fn file(&mut self) -> File {
        let mut items = Vec::new();
        while !self.at_end() {
            if self.is(Punct::RightBrace) {
                let span = self.span();
                self.error(
                    "unbalanced-bracket",
                    span,
                    "unexpected `}`: no `{` is open here",
                );
                self.bump();
                continue;
            }
            self.item_or_skip(Place::Namespace, &mut items);
        }
        File { items }
    }

    /// Reads an item, or reports and skips what is none.
    pub(super) fn item_or_skip(&mut self, place: Place, out: &mut Vec<Item>) {
        let start = self.span();
        let at = self.at;
        if self.nested(|p| p.item(place, out)).is_ok() {
            return;
        }
        if self.at == at || !self.at_item_boundary() {
            self.skip_item();
        }
        out.push(Item {
            kind: ItemKind::Error,
            span: self.since(start),
        });
    }

    /// Whether what was read so far ended where an item ends.
    fn at_item_boundary(&self) -> bool {
        let TokenKind::Punct(last) = self.tokens[self.at.saturating_sub(1)].kind else {
            return false;
        };
        matches!(last, Punct::Semicolon | Punct::RightBrace) && self.token().line_start
    }

    /// One declaration; it may make several items.
    pub(super) fn item(&mut self, place: Place, out: &mut Vec<Item>) -> Parsed<()> {
        let start = self.span();
        let kind = match self.word() {
            "namespace" => self.namespace()?,
            "inline" if self.word_at(1) == "namespace" => {
                self.bump();
                let kind = self.namespace()?;
                let span = self.since(start);
                let used = used_namespace(&kind);
                out.push(Item { kind, span });
                used
            }
            "using" => self.using(None)?,
            "static_assert" | "_Static_assert" => ItemKind::StaticAssert(self.static_assert()?),
            "template" => return self.template(place, out),
            "extern" if self.token_at(1).kind == TokenKind::String => {
                return Err(self.unsupported(start, "`extern \"C\"` is"));
            }
            "asm" | "__asm__" | "__asm" => return Err(self.unsupported(start, "assembly is")),
            _ if self.eat(Punct::Semicolon) => ItemKind::Empty,
            _ => return self.declaration(None, place, out),
        };
        out.push(Item {
            kind,
            span: self.since(start),
        });
        Ok(())
    }

    /// `namespace a::b { … }`.
    fn namespace(&mut self) -> Parsed<ItemKind> {
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
        if self.is(Punct::Equal) {
            return Err(self.unsupported(self.span(), "aliases of namespaces are"));
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

    /// `using …;`
    pub(super) fn using(&mut self, template: Option<Vec<TemplateParameter>>) -> Parsed<ItemKind> {
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
            let ty = ty?;
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
    pub(super) fn static_assert(&mut self) -> Parsed<StaticAssert> {
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

    /// Variables, functions, records, enumerations, typedefs.
    pub(super) fn declaration(
        &mut self,
        template: Option<Vec<TemplateParameter>>,
        place: Place,
        out: &mut Vec<Item>,
    ) -> Parsed<()> {
        let start = self.span();
        let mut specifiers = self.specifiers()?;
        // What is declared further inside does not stand after this `template <…>`.
        self.templated = false;
        let tag = specifiers.tag.take();
        let defines_tag = tag.is_some();
        let mut head = Head {
            template,
            specifiers,
            start,
        };
        if let Some(mut tag) = tag {
            self.name_enum(&mut tag, &mut head)?;
            let template = head.template.take();
            out.push(self.tag_item(tag, template, start));
        }
        if self.is(Punct::Semicolon) {
            return self.declaration_without_names(head, defines_tag, out);
        }
        if let Some(item) = self.special_function(&mut head, place)? {
            out.push(item);
            return Ok(());
        }
        let Some(ty) = head.specifiers.ty.take() else {
            return Err(self.missing_type(place));
        };
        if head.specifiers.typedef {
            return self.typedef(ty, start, out);
        }
        let first = self.declarator(ty.clone())?;
        self.attributes(&mut head.specifiers.attributes)?;
        let is_function = self.is(Punct::LeftParen)
            && first.name.is_some()
            && (place != Place::Block || !matches!(first.name, Some(FunctionName::Ident(_))))
            && (head.specifiers.kernel || head.template.is_some() || self.parameters_follow());
        if is_function && let Some(name) = first.name {
            let function = FunctionHead {
                ret: Some(first.ty),
                arguments: first.arguments,
                name,
                head,
            };
            self.declare_function(&function);
            let item = self.function(function)?;
            out.push(item);
            return Ok(());
        }
        // A variable template may name itself.
        let kind = match head.template {
            Some(_) => NameKind::ValueTemplate,
            None => NameKind::Value,
        };
        let mut declaration = self.variables(head.specifiers, &ty, first, (place, kind))?;
        declaration.template = head.template;
        self.expect_semicolon("this declaration")?;
        out.push(Item {
            kind: ItemKind::Variables(declaration),
            span: self.since(start),
        });
        Ok(())
    }

    /// A constructor or a conversion: a function without a return type.
    fn special_function(&mut self, head: &mut Head, place: Place) -> Parsed<Option<Item>> {
        let Place::Record(record) = place else {
            return Ok(None);
        };
        if self.is(Punct::Tilde) {
            return Err(self.unsupported(self.span(), "destructors are"));
        }
        let name = match head.specifiers.ty.take() {
            None if self.word() == "operator" => self.operator_name()?,
            None => return Ok(None),
            Some(ty) => match self.constructor_name(&ty, record) {
                Some(name) => FunctionName::Ident(name),
                None => {
                    head.specifiers.ty = Some(ty);
                    return Ok(None);
                }
            },
        };
        let specifiers = Specifiers {
            attributes: std::mem::take(&mut head.specifiers.attributes),
            ty: None,
            tag: None,
            ..head.specifiers
        };
        let function = FunctionHead {
            head: Head {
                template: head.template.take(),
                specifiers,
                start: head.start,
            },
            ret: None,
            name,
            arguments: None,
        };
        self.function(function).map(Some)
    }

    /// The record's own name before a parenthesis.
    fn constructor_name(&self, ty: &Type, record: Option<Symbol>) -> Option<Ident> {
        let TypeKind::Path(path) = &ty.kind else {
            return None;
        };
        let [segment] = &path.segments[..] else {
            return None;
        };
        let named = segment.ident.name == self.symbols.text(record?);
        (named && self.is(Punct::LeftParen)).then(|| segment.ident.clone())
    }

    /// What a declaration without declarators means: a record alone.
    fn declaration_without_names(
        &mut self,
        head: Head,
        defines_tag: bool,
        out: &mut Vec<Item>,
    ) -> Parsed<()> {
        let kind = match head.specifiers.ty.map(|ty| ty.kind) {
            Some(TypeKind::Record(record)) => ItemKind::Record(record),
            _ if defines_tag => {
                self.bump();
                return Ok(());
            }
            Some(TypeKind::Error) => ItemKind::Error,
            _ => return Err(self.expected("a name")),
        };
        self.bump();
        out.push(Item {
            kind,
            span: self.since(head.start),
        });
        Ok(())
    }

    /// `typedef enum { … } A;` names the enumeration; another one without a name has no variables.
    fn name_enum(&mut self, tag: &mut Tag, head: &mut Head) -> Parsed<()> {
        let Tag::Enum(definition) = tag else {
            return Ok(());
        };
        if definition.name.is_some() || self.is(Punct::Semicolon) {
            return Ok(());
        }
        if !head.specifiers.typedef || !self.at_name() {
            let what = "variables of an enumeration without a name are";
            return Err(self.unsupported(self.span(), what));
        }
        let name = self.take_ident();
        self.declare(&name, NameKind::Type);
        definition.name = Some(name);
        head.specifiers.typedef = false;
        Ok(())
    }

    fn tag_item(
        &mut self,
        tag: Tag,
        template: Option<Vec<TemplateParameter>>,
        start: Span,
    ) -> Item {
        let kind = match tag {
            Tag::Record(mut record) => {
                record.template = template;
                ItemKind::Record(record)
            }
            Tag::Enum(definition) => ItemKind::Enum(definition),
        };
        Item {
            kind,
            span: self.since(start),
        }
    }

    /// Nothing that begins a declaration stands here.
    fn missing_type(&mut self, place: Place) -> super::Reported {
        let unknown = self.at_name() && self.kind_of(self.symbol()).is_none();
        if unknown && place != Place::Block && !self.is_at(1, Punct::LeftParen) {
            return self.missing_type_name();
        }
        let diagnostic = Diagnostic::error(
            "syntax-error",
            self.error_span(),
            match self.word() {
                "" => "expected a declaration".to_owned(),
                word => format!("expected a declaration, found `{word}`"),
            },
        );
        let word = self.word();
        let statement = matches!(word, "if" | "for" | "while" | "return" | "do" | "switch");
        self.report(if statement || unknown {
            diagnostic.with_help("statements stand inside functions")
        } else {
            diagnostic
        })
    }

    /// `typedef T A, *B;` after the type.
    fn typedef(&mut self, ty: Type, start: Span, out: &mut Vec<Item>) -> Parsed<()> {
        loop {
            let declarator = self.declarator(ty.clone())?;
            if self.is(Punct::LeftParen) {
                return Err(self.unsupported(declarator.span, "types of functions are"));
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

    /// The declared variables, from the first declarator on.
    pub(super) fn variables(
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
        self.declare(&name, kind);
        let bit_width = if matches!(place, Place::Record(_)) && self.eat(Punct::Colon) {
            Some(self.nested(Self::conditional)?)
        } else {
            None
        };
        let init = self.initializer(place)?;
        Ok(Variable {
            ty: declarator.ty,
            name,
            arguments: declarator.arguments,
            attributes,
            init,
            bit_width,
            span: self.since(start),
        })
    }

    fn initializer(&mut self, place: Place) -> Parsed<Option<Initializer>> {
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
    pub(super) fn declare(&mut self, name: &Ident, kind: NameKind) {
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

    fn declare_function(&mut self, function: &FunctionHead) {
        let FunctionName::Ident(name) = &function.name else {
            return;
        };
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
    }
}

/// What makes an inline namespace's names known around it.
fn used_namespace(namespace: &ItemKind) -> ItemKind {
    match namespace {
        ItemKind::Namespace {
            name: Some(name), ..
        } => ItemKind::UsingNamespace(named_path(&name.name, name.span)),
        _ => ItemKind::Empty,
    }
}
