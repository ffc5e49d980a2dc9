//! Functions: parameters, and what follows them.

use super::{Parsed, Parser, item::Head, scope::NameKind};
use crate::{
    diagnostic::{Diagnostic, Suggestion},
    source::Span,
    syntax::{
        ast::{
            Attribute, Block, Expr, Function, FunctionName, FunctionSpecifiers, Ident, Item,
            ItemKind, Parameter, Path, Qualifiers, TemplateArgument, Type,
        },
        token::{Punct, TokenKind},
    },
};

/// What stands before a function's parameters.
pub(super) struct FunctionHead {
    pub(super) head: Head,
    /// `None` for a constructor or a conversion.
    pub(super) ret: Option<Type>,
    pub(super) name: FunctionName,
    /// The struct whose member is defined outside of it.
    pub(super) owner: Option<Path>,
    pub(super) arguments: Option<Vec<TemplateArgument>>,
}

/// What a function does, as far as it is said.
enum Body {
    Block(Block),
    /// `= default`.
    Defaulted(Span),
    /// `= delete`.
    Deleted,
    /// `;`.
    Missing,
}

impl Body {
    /// The statements, if there are any; `None` on the outside for a defaulted function that needs no declaration.
    #[expect(
        clippy::option_option,
        reason = "a function may be declared without a body, or not at all"
    )]
    fn block(self, is_default_constructor: bool) -> Option<Option<Block>> {
        match self {
            Self::Block(block) => Some(Some(block)),
            Self::Missing | Self::Deleted => Some(None),
            // What a default constructor does to the fields is what one with an empty body does.
            Self::Defaulted(span) if is_default_constructor => Some(Some(Block {
                stmts: Vec::new(),
                span,
            })),
            // Copying is what happens anyway.
            Self::Defaulted(_) => None,
        }
    }
}

impl Parser<'_> {
    /// Whether the parenthesis after a declared name holds parameters, rather than the values
    /// that initialize a variable.
    pub(super) fn parameters_follow(&self) -> bool {
        if self.is_at(1, Punct::RightParen) || self.is_at(1, Punct::Ellipsis) {
            return true;
        }
        if self.is_at(1, Punct::LeftBracket) && self.is_at(2, Punct::LeftBracket) {
            return true;
        }
        let word = self.word_at(1);
        let typed = super::builtin_name::is_type_word(word);
        if super::builtin_name::is_specifier(word) {
            return true;
        }
        let (is_type, tokens) = if typed {
            (true, 1)
        } else {
            match self.path_shape_at(1) {
                Some(shape) => (shape.kind.is_some_and(NameKind::is_type), shape.tokens),
                None => return false,
            }
        };
        let after = 1 + tokens;
        let pointer = matches!(
            self.token_at(after + 1).kind,
            TokenKind::Punct(Punct::Star | Punct::Ampersand)
        );
        if is_type && pointer && self.is_at(after, Punct::LeftParen) {
            let close = after + 2 + usize::from(self.is_name(after + 2));
            return self.is_at(close, Punct::RightParen) && self.is_at(close + 1, Punct::LeftParen);
        }
        if is_type {
            return !self.is_at(after, Punct::LeftParen) && !self.is_at(after, Punct::LeftBrace);
        }
        // An unknown type: only `T name` is certain.
        self.is_name(after)
    }

    /// A function from its parameters on.
    pub(super) fn function(&mut self, function: FunctionHead) -> Parsed<Item> {
        self.scopes.enter();
        let owner = function.owner.as_ref();
        let owner = owner.and_then(|owner| owner.segments.last());
        if let Some(record) = owner.and_then(|owner| self.symbols.find(&owner.ident.name)) {
            self.scopes.declare_members_of(record);
        }
        let result = self.function_rest(function);
        self.scopes.leave();
        result
    }

    fn function_rest(&mut self, function: FunctionHead) -> Parsed<Item> {
        let FunctionHead {
            head,
            mut ret,
            name,
            owner,
            arguments,
        } = function;
        let params = self.parameters()?;
        let mut attributes = head.specifiers.attributes;
        let method_qualifiers = self.method_qualifiers(&mut attributes)?;
        if self.eat(Punct::Arrow) {
            ret = Some(self.type_id()?);
        }
        let initializers = if self.eat(Punct::Colon) {
            self.member_initializers()?
        } else {
            Vec::new()
        };
        let kernel = head.specifiers.kernel || take_kernel(&mut attributes);
        let written = self.function_body()?;
        let specifiers = FunctionSpecifiers {
            kernel,
            inline: head.specifiers.inline || head.specifiers.is_static,
            is_static: head.specifiers.is_static,
            constexpr: head.specifiers.constexpr,
            friend: head.specifiers.friend,
            deleted: matches!(written, Body::Deleted),
            defaulted: matches!(written, Body::Defaulted(_)),
        };
        let is_default_constructor = params.is_empty() && ret.is_none();
        let Some(body) = written.block(is_default_constructor) else {
            return Ok(Item {
                kind: ItemKind::Empty,
                span: self.since(head.start),
            });
        };
        let function = Function {
            attributes,
            template: head.template,
            specifiers,
            ret,
            name,
            owner,
            outer_template: None,
            arguments,
            params,
            method_qualifiers,
            initializers,
            body,
        };
        Ok(Item {
            kind: ItemKind::Function(Box::new(function)),
            span: self.since(head.start),
        })
    }

    /// `const`, an address space, `noexcept`, attributes after the parameters.
    fn method_qualifiers(&mut self, attributes: &mut Vec<Attribute>) -> Parsed<Qualifiers> {
        let mut qualifiers = Qualifiers::default();
        loop {
            let more = self.qualifiers(&mut qualifiers)
                || self.attributes(attributes)?
                || self.eat(Punct::Ampersand);
            if more {
                continue;
            }
            match self.word() {
                "noexcept" => {
                    self.bump();
                    if self.is(Punct::LeftParen) {
                        self.skip_group();
                    }
                }
                "override" | "final" => {
                    self.unsupported(self.span(), "virtual functions are");
                    self.bump();
                }
                _ => return Ok(qualifiers),
            }
        }
    }

    /// `;`, `{ … }` or `= default;`.
    fn function_body(&mut self) -> Parsed<Body> {
        if self.is(Punct::LeftBrace) {
            return self.block().map(Body::Block);
        }
        if self.is(Punct::Equal) && matches!(self.word_at(1), "default" | "delete") {
            let span = self.span().to(self.token_at(1).span);
            let defaulted = self.word_at(1) == "default";
            self.bump();
            self.bump();
            self.expect_semicolon("this declaration")?;
            return Ok(match defaulted {
                true => Body::Defaulted(span),
                false => Body::Deleted,
            });
        }
        self.expect_semicolon("the declaration of a function")?;
        Ok(Body::Missing)
    }

    /// `(…)`, parameters declared in the innermost scope.
    pub(super) fn parameters(&mut self) -> Parsed<Vec<Parameter>> {
        let open = self.span();
        self.expect(Punct::LeftParen)?;
        let mut params = Vec::new();
        if self.word() == "void" && self.is_at(1, Punct::RightParen) {
            self.bump();
        }
        let angle = std::mem::replace(&mut self.angle, false);
        let result = self.nested(|p| p.parameter_list(&mut params));
        self.angle = angle;
        result?;
        self.expect_close(Punct::RightParen, open)?;
        Ok(params)
    }

    fn parameter_list(&mut self, params: &mut Vec<Parameter>) -> Parsed<()> {
        if self.is(Punct::RightParen) {
            return Ok(());
        }
        loop {
            if self.is(Punct::Ellipsis) {
                return Err(self.unsupported(self.span(), "C's variadic functions are"));
            }
            let param = self.parameter()?;
            params.push(param);
            if !self.eat(Punct::Comma) && !self.misses_comma() {
                return Ok(());
            }
        }
    }

    /// Whether another parameter follows without a comma, which is said.
    fn misses_comma(&mut self) -> bool {
        if !self.starts_type() {
            return false;
        }
        let previous = self.previous();
        let after = Span {
            start: previous.end,
            ..previous
        };
        let message = format!(
            "expected `,` between parameters, found `{}`",
            self.sources.text(self.span())
        );
        let mut diagnostic = Diagnostic::error("syntax-error", self.span(), message);
        if self.is_spelled_before() {
            diagnostic = diagnostic.with_suggestion(Suggestion::insert(after, ","));
        }
        self.report(diagnostic);
        true
    }

    /// `: SV_DispatchThreadID`, as HLSL has it.
    fn semantics(&mut self) -> Parsed<()> {
        if !self.is(Punct::Colon) || !self.word_at(1).starts_with("SV_") {
            return Ok(());
        }
        let metal = match self.word_at(1) {
            "SV_DispatchThreadID" => "thread_position_in_grid",
            "SV_GroupThreadID" => "thread_position_in_threadgroup",
            "SV_GroupID" => "threadgroup_position_in_grid",
            "SV_GroupIndex" => "thread_index_in_threadgroup",
            _ => return Err(self.expected("`,` or `)`")),
        };
        let span = self.span().to(self.token_at(1).span);
        let message = format!("`{}` is not a word of Metal", self.word_at(1));
        let attribute = format!("[[{metal}]]");
        let change = Suggestion::replace(span, self.sources.text(span), &attribute);
        let diagnostic = Diagnostic::error("syntax-error", span, message)
            .with_help(format!("in Metal this is `{attribute}`"));
        Err(self.report(diagnostic.with_suggestion(change)))
    }

    fn parameter(&mut self) -> Parsed<Parameter> {
        let start = self.span();
        let specifiers = self.specifiers()?;
        let Some(ty) = specifiers.ty else {
            return Err(match self.path_shape() {
                Some(shape) if shape.kind.is_none() => self.missing_type_name(),
                _ => self.expected("a parameter's type"),
            });
        };
        let declarator = self.declarator(ty)?;
        let mut attributes = specifiers.attributes;
        self.attributes(&mut attributes)?;
        self.semantics()?;
        let name = match declarator.name {
            None => None,
            some => Some(self.variable_name(some)?),
        };
        if let Some(name) = &name {
            self.declare_value(name);
        }
        let default = if self.eat(Punct::Equal) {
            Some(self.nested(Self::initializer_clause)?)
        } else {
            None
        };
        Ok(Parameter {
            ty: declarator.ty,
            name,
            attributes,
            default,
            pack: declarator.pack,
            span: self.since(start),
        })
    }

    /// `a(x), b{y}` before a constructor's body.
    fn member_initializers(&mut self) -> Parsed<Vec<(Path, Vec<Expr>)>> {
        let mut initializers = Vec::new();
        loop {
            if !self.at_name() {
                return Err(self.expected("the name of a field"));
            }
            let name = self.path(true)?;
            let open: Span = self.span();
            let close = match self.punct() {
                Some(Punct::LeftParen) => Punct::RightParen,
                Some(Punct::LeftBrace) => Punct::RightBrace,
                _ => return Err(self.expected("`(` or `{`")),
            };
            self.bump();
            let values = self.bracketed(|p| p.expr_list(close, open))?;
            initializers.push((name, values));
            if !self.eat(Punct::Comma) {
                return Ok(initializers);
            }
        }
    }

    /// Whether a function's definition stands where a statement is expected; it is no statement.
    pub(super) fn declares_kernel(&self) -> bool {
        let attribute = self.at_attribute()
            && matches!(self.token_at(2).kind, TokenKind::Ident)
            && self.word_at(2) == "kernel";
        attribute || self.word() == "kernel"
    }

    /// Declares a variable or parameter.
    pub(super) fn declare_value(&mut self, name: &Ident) {
        if let Some(symbol) = self
            .symbols
            .find(&name.name)
            .filter(|_| self.speculating == 0)
        {
            self.scopes.declare(symbol, NameKind::Value);
        }
    }
}

/// Takes `[[kernel]]` out of the attributes.
pub(super) fn take_kernel(attributes: &mut Vec<Attribute>) -> bool {
    let before = attributes.len();
    attributes.retain(|attribute| attribute.name.name != "kernel");
    attributes.len() != before
}
