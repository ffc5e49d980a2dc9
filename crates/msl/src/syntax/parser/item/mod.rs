//! Declarations at program scope, in namespaces and in records, and those of variables anywhere.

mod namespace;
mod render;
mod variable;

use crate::syntax::parser::{
    Parsed, Parser,
    function::FunctionHead,
    scope::NameKind,
    ty::{Specifiers, Tag},
};
use crate::{
    diagnostic::Diagnostic,
    source::Span,
    syntax::{
        ast::{File, FunctionName, Ident, Item, ItemKind, Path, TemplateParameter, Type, TypeKind},
        token::{Punct, Symbol, TokenKind},
    },
};
use namespace::used_namespace;

/// Where a declaration stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax::parser) enum Place {
    /// Program scope or a namespace.
    Namespace,
    /// A record, with its name.
    Record(Option<Symbol>),
    /// A function's body.
    Block,
}

/// What a declaration begins with.
pub(in crate::syntax::parser) struct Head {
    pub(in crate::syntax::parser) template: Option<Vec<TemplateParameter>>,
    pub(in crate::syntax::parser) specifiers: Specifiers,
    pub(in crate::syntax::parser) start: Span,
}

impl Parser<'_> {
    /// The whole unit.
    pub(in crate::syntax::parser) fn file(&mut self) -> File {
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
        File {
            items,
            expansions: Vec::new(),
        }
    }

    /// Reads an item, or reports and skips what is none.
    pub(in crate::syntax::parser) fn item_or_skip(&mut self, place: Place, out: &mut Vec<Item>) {
        let start = self.span();
        let (at, begun) = (self.at, self.begun.len());
        if self.nested(|p| p.item(place, out)).is_ok() {
            self.begun.truncate(begun);
            return;
        }
        let broken = self.broken_names(begun);
        if self.at == at || !self.at_item_boundary() {
            self.skip_item();
        }
        let span = self.since(start);
        if let Some(names) = broken.filter(|_| place == Place::Namespace) {
            let kind = ItemKind::Variables(names);
            out.push(Item { kind, span });
        }
        out.push(Item {
            kind: ItemKind::Error,
            span,
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
    pub(in crate::syntax::parser) fn item(
        &mut self,
        place: Place,
        out: &mut Vec<Item>,
    ) -> Parsed<()> {
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
                return self.linkage(place, out);
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

    /// Variables, functions, records, enumerations, typedefs.
    pub(in crate::syntax::parser) fn declaration(
        &mut self,
        template: Option<Vec<TemplateParameter>>,
        place: Place,
        out: &mut Vec<Item>,
    ) -> Parsed<()> {
        let start = self.span();
        if let Some(stage) = self.render_stage() {
            self.skip_render_function(stage);
            return Ok(());
        }
        let mut specifiers = self.specifiers()?;
        // What is declared further inside does not stand after this `template <…>`.
        self.templated = false;
        if specifiers.friend && self.eat(Punct::Semicolon) {
            // `friend struct A;`: nothing is private here.
            return Ok(());
        }
        let friend = specifiers.friend;
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
        if self.is(Punct::Semicolon) || head.specifiers.ended {
            return self.declaration_without_names(head, defines_tag, out);
        }
        let special = match place {
            Place::Record(_) if !friend => self.special_function(&mut head, place)?,
            Place::Namespace => self.special_function_outside(&mut head)?,
            _ => None,
        };
        if let Some(item) = special {
            out.push(item);
            return Ok(());
        }
        let Some(ty) = head.specifiers.ty.take() else {
            return Err(self.missing_type(place));
        };
        if head.specifiers.typedef {
            return self.typedef(ty, start, out);
        }
        let item = self.declared(head, &ty, place)?;
        out.push(item);
        Ok(())
    }

    /// A function or variables, from the first declarator on.
    fn declared(&mut self, mut head: Head, ty: &Type, place: Place) -> Parsed<Item> {
        let start = head.start;
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
                owner: first.owner,
                name,
                head,
            };
            self.declare_function(&function);
            return self.function(function);
        }
        // A variable template may name itself.
        let kind = match head.template {
            Some(_) => NameKind::ValueTemplate,
            None => NameKind::Value,
        };
        let mut declaration = self.variables(head.specifiers, ty, first, (place, kind))?;
        declaration.template = head.template;
        self.expect_semicolon("this declaration")?;
        Ok(Item {
            kind: ItemKind::Variables(declaration),
            span: self.since(start),
        })
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
        self.without_result(head, name, None).map(Some)
    }

    /// A constructor or a conversion that is defined outside of its struct: `A<T>::A(T x)`.
    fn special_function_outside(&mut self, head: &mut Head) -> Parsed<Option<Item>> {
        let Some(TypeKind::Path(path)) = head.specifiers.ty.as_ref().map(|ty| &ty.kind) else {
            return Ok(None);
        };
        let mut owner = path.clone();
        let name = match &path.segments[..] {
            _ if self.is(Punct::ColonColon) && self.word_at(1) == "operator" => {
                self.bump();
                self.operator_name()?
            }
            [.., record, last]
                if record.ident.name == last.ident.name && self.is(Punct::LeftParen) =>
            {
                owner.segments.pop();
                FunctionName::Ident(last.ident.clone())
            }
            _ => return Ok(None),
        };
        self.without_result(head, name, Some(owner)).map(Some)
    }

    /// A function that has no result type before its name.
    fn without_result(
        &mut self,
        head: &mut Head,
        name: FunctionName,
        owner: Option<Path>,
    ) -> Parsed<Item> {
        let specifiers = Specifiers {
            attributes: std::mem::take(&mut head.specifiers.attributes),
            ty: None,
            tag: None,
            ..head.specifiers
        };
        self.function(FunctionHead {
            head: Head {
                template: head.template.take(),
                specifiers,
                start: head.start,
            },
            ret: None,
            name,
            owner,
            arguments: None,
        })
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
        let ended = head.specifiers.ended;
        let kind = match head.specifiers.ty.map(|ty| ty.kind) {
            Some(TypeKind::Record(record)) => ItemKind::Record(record),
            _ if defines_tag => {
                if !ended {
                    self.bump();
                }
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
    fn missing_type(&mut self, place: Place) -> crate::syntax::parser::Reported {
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
}
