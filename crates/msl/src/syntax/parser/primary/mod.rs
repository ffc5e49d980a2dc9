//! What expressions are made of, and the calls, indices and members that follow it.

mod fold;
mod lambda;

use super::{Parsed, Parser, expr::binary_op, scope::NameKind, ty::named_path};
use crate::syntax::{
    ast::{
        BinaryOp, Expr, ExprKind, FunctionName, Name, NamedCast, PathSegment, PostfixOp, Type,
        TypeKind, UnaryOp,
    },
    token::{Punct, TokenKind},
};

impl Parser<'_> {
    /// A literal, a name, parentheses, a constructed value or a lambda.
    pub(super) fn primary(&mut self) -> Parsed<Expr> {
        let start = self.span();
        self.height = 0;
        let kind = match self.token().kind {
            TokenKind::Literal(literal) => {
                self.bump();
                ExprKind::Literal(literal)
            }
            TokenKind::String => {
                let text = self.symbols.text(self.bump().text).to_owned();
                ExprKind::String(text)
            }
            TokenKind::Punct(Punct::LeftParen) => {
                self.bump();
                let inner = self.bracketed(|p| p.nested(Self::parenthesized))?;
                self.expect_close(Punct::RightParen, start)?;
                inner
            }
            TokenKind::Punct(Punct::LeftBracket) => self.bracketed(|p| p.nested(Self::lambda))?,
            TokenKind::Punct(Punct::ColonColon) => self.name_or_construct()?,
            TokenKind::Ident => self.word_expr()?,
            TokenKind::Punct(_) | TokenKind::Eof => return Err(self.expected("an expression")),
        };
        Ok(Expr {
            kind,
            span: self.since(start),
        })
    }

    /// An expression that begins with a name or a keyword.
    fn word_expr(&mut self) -> Parsed<ExprKind> {
        let library = self.word() == "metal" && self.is_at(1, Punct::ColonColon);
        if !self.known_word(0).reserved && !library {
            return self.name_or_construct();
        }
        let word = self.word();
        let cast = match word {
            "static_cast" => Some(NamedCast::Static),
            "reinterpret_cast" => Some(NamedCast::Reinterpret),
            "const_cast" => Some(NamedCast::Const),
            "as_type" => Some(NamedCast::AsType),
            _ => None,
        };
        if let Some(cast) = cast {
            return self.named_cast(cast);
        }
        if library && self.word_at(2) == "as_type" {
            self.bump();
            self.bump();
            return self.named_cast(NamedCast::AsType);
        }
        match word {
            "this" => {
                self.bump();
                Ok(ExprKind::This)
            }
            "decltype" => self.decltype_value(),
            "typename" => {
                let ty = self.type_id()?;
                self.construct(ty)
            }
            "new" | "delete" => Err(self.unsupported(self.span(), "`new` and `delete` are")),
            "dynamic_cast" | "typeid" => {
                Err(self.unsupported(self.span(), "run-time type information is"))
            }
            "operator" => {
                let this = self.this_object();
                self.operator_call(this)
            }
            "noexcept" => Err(self.unsupported(self.span(), "the operator `noexcept` is")),
            _ if self.known_word(0).of_type => self.builtin_construct(),
            _ => self.name_or_construct(),
        }
    }

    /// `decltype(e)(x)`, `decltype(e){x}`, `decltype(e)::value`, `decltype(e)::f(x)`.
    fn decltype_value(&mut self) -> Parsed<ExprKind> {
        let start = self.span();
        let kind = self.decltype()?;
        let of = self.plain_type(kind, start);
        if !self.eat(Punct::ColonColon) {
            return self.construct(of);
        }
        let path = self.path(false)?;
        Ok(ExprKind::TypeMember(Box::new(of), Box::new(path)))
    }

    /// `float(x)`, `unsigned int(x)`, `half{x}`.
    fn builtin_construct(&mut self) -> Parsed<ExprKind> {
        let several = self.known_word(1).of_type;
        if !several && self.is_at(1, Punct::LeftParen) {
            let name = match self.word() {
                "unsigned" => Some(Name::fixed("uint")),
                "signed" => Some(Name::fixed("int")),
                "double" => None,
                _ => Some(self.symbols.name(self.symbol())),
            };
            if let Some(name) = name {
                let span = self.span();
                self.bump();
                return Ok(ExprKind::Path(named_path(name, span)));
            }
        }
        let ty = self.type_id()?;
        self.construct(ty)
    }

    /// `(args)` or `{args}` after a type.
    fn construct(&mut self, ty: Type) -> Parsed<ExprKind> {
        if self.is(Punct::LeftBrace) {
            return self.brace_construct(ty);
        }
        let open = self.span();
        if !self.eat(Punct::LeftParen) {
            return Err(self.expected("`(` or `{` after the type"));
        }
        let arguments = self.bracketed(|p| p.expr_list(Punct::RightParen, open))?;
        Ok(ExprKind::Construct(Box::new(ty), arguments))
    }

    /// `T{args}`; the next token is the brace.
    pub(super) fn brace_construct(&mut self, ty: Type) -> Parsed<ExprKind> {
        let open = self.span();
        self.expect(Punct::LeftBrace)?;
        let arguments = self.bracketed(|p| p.expr_list(Punct::RightBrace, open))?;
        Ok(ExprKind::BraceConstruct(Box::new(ty), arguments))
    }

    /// A name, or `T{…}`.
    fn name_or_construct(&mut self) -> Parsed<ExprKind> {
        let start = self.span();
        let shape = self.path_shape();
        let Some(shape) = shape else {
            return Err(self.expected("an expression"));
        };
        let is_type = shape.kind.is_some_and(NameKind::is_type);
        let path = self.path(is_type)?;
        let templated = path
            .segments
            .last()
            .is_some_and(|last| last.arguments.is_some());
        if !(is_type || templated && self.is(Punct::LeftBrace)) {
            return Ok(ExprKind::Path(path));
        }
        if self.is(Punct::LeftBrace) {
            let ty = self.plain_type(TypeKind::Path(path), start);
            return self.brace_construct(ty);
        }
        // Of a qualified name it is only known that some struct has a type of this name.
        if !self.is(Punct::LeftParen) && path.segments.len() == 1 {
            return Err(self.expected("`(` or `{` after the type"));
        }
        Ok(ExprKind::Path(path))
    }

    fn named_cast(&mut self, cast: NamedCast) -> Parsed<ExprKind> {
        self.bump();
        let angle_open = self.span();
        self.expect(Punct::Less)?;
        let angle = std::mem::replace(&mut self.angle, true);
        let ty = self.nested(Self::type_id);
        self.angle = angle;
        let ty = ty?;
        if !self.eat_greater() {
            self.expect_close(Punct::Greater, angle_open)?;
        }
        let open = self.span();
        self.expect(Punct::LeftParen)?;
        let operand = self.bracketed(|p| p.nested(Self::expr))?;
        self.expect_close(Punct::RightParen, open)?;
        Ok(ExprKind::NamedCast(cast, Box::new(ty), Box::new(operand)))
    }

    /// Calls, indices, members and `++` after an expression.
    pub(super) fn suffixes(&mut self, head: Expr) -> Parsed<Expr> {
        let mut expr = head;
        let mut height = self.height;
        while let Some(punct) = self.punct().filter(|punct| begins_suffix(*punct)) {
            let start = expr.span;
            self.height = 0;
            let (kind, more) = self.suffix(punct, expr)?;
            height = self.height.max(height + more) + 1;
            self.check_depth(height)?;
            expr = Expr {
                kind,
                span: self.since(start),
            };
        }
        self.height = height;
        Ok(expr)
    }

    /// An expression with one suffix, and by how many levels it is deeper than that says.
    fn suffix(&mut self, punct: Punct, expr: Expr) -> Parsed<(ExprKind, usize)> {
        let open = self.span();
        let operator = self.word_at(1) == "operator";
        if let Punct::DotStar | Punct::ArrowStar = punct {
            return Err(self.unsupported(open, "pointers to members are"));
        }
        self.bump();
        let kind = match punct {
            Punct::LeftParen => {
                let arguments = self.bracketed(|p| p.expr_list(Punct::RightParen, open))?;
                ExprKind::Call(Box::new(expr), arguments)
            }
            Punct::LeftBracket => {
                let index = self.bracketed(|p| p.nested(Self::expr))?;
                self.expect_close(Punct::RightBracket, open)?;
                ExprKind::Index(Box::new(expr), Box::new(index))
            }
            Punct::PlusPlus => ExprKind::Postfix(PostfixOp::Increment, Box::new(expr)),
            Punct::MinusMinus => ExprKind::Postfix(PostfixOp::Decrement, Box::new(expr)),
            _ if operator => {
                let object = match punct {
                    Punct::Arrow => dereferenced(expr),
                    _ => expr,
                };
                return Ok((self.operator_call(object)?, 2));
            }
            _ => ExprKind::Member {
                base: Box::new(expr),
                member: self.member_name()?,
                arrow: punct == Punct::Arrow,
            },
        };
        Ok((kind, 0))
    }

    /// The name after a dot or an arrow.
    fn member_name(&mut self) -> Parsed<PathSegment> {
        let template = self.eat_word("template");
        let name = self.symbol();
        let ident = self.ident("the name of a member")?;
        let known = self
            .scopes
            .find_member(name)
            .is_some_and(NameKind::is_template);
        let takes_arguments =
            self.is(Punct::Less) && (template || known && self.looks_like_arguments(0));
        let arguments = if takes_arguments {
            Some(self.template_arguments()?)
        } else {
            None
        };
        Ok(PathSegment { ident, arguments })
    }

    /// `*this`.
    fn this_object(&self) -> Expr {
        let this = Expr {
            kind: ExprKind::This,
            span: self.span(),
        };
        dereferenced(this)
    }

    /// `operator+(a, b)`, and `operator[](i)`, `operator()(a)` or `operator T()` of an object: read
    /// as the use of the operator, which means the same.
    fn operator_call(&mut self, object: Expr) -> Parsed<ExprKind> {
        let start = self.span();
        let name = self.operator_name()?;
        let name_span = self.since(start);
        let open = self.span();
        self.expect(Punct::LeftParen)?;
        let mut arguments = self.bracketed(|p| p.expr_list(Punct::RightParen, open))?;
        let op = match name {
            FunctionName::Conversion(ty, _) if arguments.is_empty() => {
                return Ok(ExprKind::NamedCast(NamedCast::Static, ty, Box::new(object)));
            }
            FunctionName::Operator(op, _) => op,
            FunctionName::Conversion(..) | FunctionName::Ident(_) => String::new(),
        };
        if op == "()" {
            return Ok(ExprKind::Call(Box::new(object), arguments));
        }
        let last = arguments.pop().map(Box::new);
        let first = arguments.pop();
        let free = first.is_some() && arguments.is_empty();
        match (last, binary_of(&op)) {
            (Some(index), _) if op == "[]" && first.is_none() => {
                Ok(ExprKind::Index(Box::new(object), index))
            }
            (Some(right), Some(op)) if free => {
                let left = first.unwrap_or(object);
                Ok(ExprKind::Binary(op, Box::new(left), right))
            }
            _ => Err(self.unsupported(name_span, "calling this operator by its name is")),
        }
    }
}

fn begins_suffix(punct: Punct) -> bool {
    matches!(
        punct,
        Punct::LeftParen
            | Punct::LeftBracket
            | Punct::Dot
            | Punct::Arrow
            | Punct::PlusPlus
            | Punct::MinusMinus
            | Punct::DotStar
            | Punct::ArrowStar
    )
}

/// `(*e)`.
fn dereferenced(pointer: Expr) -> Expr {
    let span = pointer.span;
    let object = Expr {
        kind: ExprKind::Unary(UnaryOp::Deref, Box::new(pointer)),
        span,
    };
    Expr {
        kind: ExprKind::Paren(Box::new(object)),
        span,
    }
}

/// The operator between two expressions that is spelled so.
fn binary_of(spelling: &str) -> Option<BinaryOp> {
    let (punct, _) = Punct::ALL.into_iter().find(|(_, text)| *text == spelling)?;
    binary_op(punct).map(|(op, _)| op)
}
