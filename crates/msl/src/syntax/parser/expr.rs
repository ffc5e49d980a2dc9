//! Expressions by precedence, from the comma down to unary operators (C++14 [expr]).

use super::{Parsed, Parser, Reported};
use crate::{
    source::Span,
    syntax::{
        ast::{BinaryOp, Elements, Expr, ExprKind, Type, UnaryOp},
        token::Punct,
    },
};

impl Parser<'_> {
    /// A whole expression, commas included.
    pub(super) fn expr(&mut self) -> Parsed<Expr> {
        let mut left = self.assignment()?;
        let mut height = self.height;
        while self.is(Punct::Comma) && !self.folds() {
            self.bump();
            let right = self.assignment()?;
            height = height.max(self.height) + 1;
            self.check_depth(height)?;
            left = binary(BinaryOp::Comma, left, right);
        }
        self.height = height;
        Ok(left)
    }

    /// `a = b`, or anything that binds tighter.
    pub(super) fn assignment(&mut self) -> Parsed<Expr> {
        if self.word() == "throw" {
            return Err(self.unsupported(self.span(), "exceptions are"));
        }
        let left = self.conditional()?;
        let Some(op) = self.punct().and_then(assignment_op) else {
            return Ok(left);
        };
        if self.folds() {
            return Ok(left);
        }
        let height = self.height;
        self.bump();
        let right = self.nested(Self::initializer_clause)?;
        self.height = self.height.max(height + 1);
        Ok(Expr {
            span: left.span.to(right.span),
            kind: ExprKind::Assign(op, Box::new(left), Box::new(right)),
        })
    }

    /// `{…}`, or an expression without a comma.
    pub(super) fn initializer_clause(&mut self) -> Parsed<Expr> {
        let start = self.span();
        if self.is(Punct::Dot) && self.is_name(1) && self.is_at(2, Punct::Equal) {
            self.bump();
            let field = self.take_ident();
            self.bump();
            let value = self.nested(Self::initializer_clause)?;
            return Ok(Expr {
                span: self.since(start),
                kind: ExprKind::Designated(field, Box::new(value)),
            });
        }
        if self.is(Punct::LeftBracket) && self.is_at(self.after_group(0), Punct::Equal) {
            return self.designated_elements();
        }
        if !self.is(Punct::LeftBrace) {
            return self.assignment();
        }
        let open = start;
        self.bump();
        let list = self.bracketed(|p| p.nested(|p| p.expr_list(Punct::RightBrace, open)))?;
        Ok(Expr {
            span: self.since(open),
            kind: ExprKind::InitList(list),
        })
    }

    /// `[i] = e`, and GNU's `[i ... j] = e`.
    fn designated_elements(&mut self) -> Parsed<Expr> {
        let start = self.span();
        self.bump();
        let first = self.bracketed(|p| p.nested(Self::conditional))?;
        let last = match self.eat(Punct::Ellipsis) {
            true => Some(self.bracketed(|p| p.nested(Self::conditional))?),
            false => None,
        };
        self.expect_close(Punct::RightBracket, start)?;
        self.expect(Punct::Equal)?;
        let value = self.nested(Self::initializer_clause)?;
        let elements = Elements { first, last, value };
        Ok(Expr {
            span: self.since(start),
            kind: ExprKind::DesignatedElements(Box::new(elements)),
        })
    }

    /// Expressions up to the closing bracket, which is taken; one more comma may stand before a
    /// brace.
    pub(super) fn expr_list(&mut self, close: Punct, open: Span) -> Parsed<Vec<Expr>> {
        let mut list = Vec::new();
        let mut height = 0;
        while !self.is(close) {
            let clause = self.nested(Self::initializer_clause)?;
            height = height.max(self.height);
            list.push(self.maybe_expanded(clause));
            if !self.eat(Punct::Comma) {
                break;
            }
            if self.is(Punct::RightParen) {
                return Err(self.expected("an expression"));
            }
        }
        self.height = height;
        self.expect_close(close, open)?;
        Ok(list)
    }

    /// `e...`.
    fn maybe_expanded(&mut self, expr: Expr) -> Expr {
        if !self.eat(Punct::Ellipsis) {
            return expr;
        }
        Expr {
            span: self.since(expr.span),
            kind: ExprKind::PackExpansion(Box::new(expr)),
        }
    }

    /// `c ? a : b`, or anything that binds tighter.
    pub(super) fn conditional(&mut self) -> Parsed<Expr> {
        let condition = self.binary(0)?;
        if !self.is(Punct::Question) {
            return Ok(condition);
        }
        let mut height = self.height;
        self.bump();
        let then = self.bracketed(|p| p.nested(Self::expr))?;
        height = height.max(self.height);
        self.expect(Punct::Colon)?;
        let otherwise = self.nested(Self::assignment)?;
        self.height = self.height.max(height + 1);
        Ok(Expr {
            span: condition.span.to(otherwise.span),
            kind: ExprKind::Conditional(Box::new(condition), Box::new(then), Box::new(otherwise)),
        })
    }

    /// Operators that bind at least as tightly as `least`, by precedence climbing.
    fn binary(&mut self, least: u8) -> Parsed<Expr> {
        let mut left = self.unary()?;
        let mut height = self.height;
        while let Some((op, precedence)) = self.binary_op().filter(|(_, p)| *p >= least) {
            self.bump();
            let right = self.nested(|p| p.binary(precedence + 1))?;
            height = self.height.max(height + 1);
            self.check_depth(height)?;
            left = binary(op, left, right);
        }
        self.height = height;
        Ok(left)
    }

    fn binary_op(&self) -> Option<(BinaryOp, u8)> {
        let punct = self.punct()?;
        let closes = self.angle && matches!(punct, Punct::Greater | Punct::GreaterGreater);
        if closes || self.folds() {
            return None;
        }
        binary_op(punct)
    }

    /// Whether the next operator is that of a fold: `...` stands behind it.
    fn folds(&self) -> bool {
        self.is_at(1, Punct::Ellipsis)
    }

    fn unary(&mut self) -> Parsed<Expr> {
        let start = self.span();
        let op = match self.punct() {
            Some(Punct::Plus) => UnaryOp::Plus,
            Some(Punct::Minus) => UnaryOp::Negate,
            Some(Punct::Bang) => UnaryOp::Not,
            Some(Punct::Tilde) => UnaryOp::Complement,
            Some(Punct::Star) => UnaryOp::Deref,
            Some(Punct::Ampersand) => UnaryOp::AddressOf,
            Some(Punct::PlusPlus) => UnaryOp::Increment,
            Some(Punct::MinusMinus) => UnaryOp::Decrement,
            Some(Punct::LeftParen) => return self.cast_or_postfix(),
            _ => {
                return match self.word() {
                    "sizeof" => self.sizeof(),
                    "alignof" | "_Alignof" | "__alignof__" => self.of_type(ExprKind::Alignof),
                    "__is_empty" => self.of_type(ExprKind::IsEmpty),
                    _ => self.postfix(),
                };
            }
        };
        self.bump();
        let operand = self.nested(Self::unary)?;
        Ok(Expr {
            span: start.to(operand.span),
            kind: ExprKind::Unary(op, Box::new(operand)),
        })
    }

    /// `(T)e` where a type stands between the parentheses, else what begins with `(`.
    fn cast_or_postfix(&mut self) -> Parsed<Expr> {
        let start = self.span();
        let Some(ty) = self.parenthesized_type()? else {
            return self.postfix();
        };
        if self.is(Punct::LeftBrace) {
            let kind = self.brace_construct(ty)?;
            let head = Expr {
                kind,
                span: self.since(start),
            };
            return self.suffixes(head);
        }
        let operand = self.nested(Self::unary)?;
        Ok(Expr {
            span: start.to(operand.span),
            kind: ExprKind::Cast(Box::new(ty), Box::new(operand)),
        })
    }

    /// `(T)`, if that is what stands here; otherwise nothing is taken.
    pub(super) fn parenthesized_type(&mut self) -> Parsed<Option<Type>> {
        if !self.is(Punct::LeftParen) {
            return Ok(None);
        }
        let mark = self.mark();
        let open = self.span();
        self.bump();
        // After such a word only a type can follow, so what is wrong with it is worth saying.
        let certain = matches!(
            self.word(),
            "const"
                | "volatile"
                | "device"
                | "constant"
                | "threadgroup"
                | "thread"
                | "struct"
                | "union"
                | "enum"
        );
        if certain {
            let ty = self.bracketed(|p| p.nested(Self::type_id))?;
            self.expect_close(Punct::RightParen, open)?;
            return Ok(Some(ty));
        }
        let at = self.at;
        if self.starts_type() && !self.not_types.contains(&at) {
            let ty = self.attempt(|p| {
                let ty = p.bracketed(|p| p.nested(Self::type_id))?;
                if p.eat(Punct::RightParen) {
                    Ok(ty)
                } else {
                    Err(Reported)
                }
            });
            if ty.is_some() {
                return Ok(ty);
            }
            self.not_types.insert(at);
        }
        self.reset(mark);
        Ok(None)
    }

    /// `sizeof(T)`, `sizeof e`, `sizeof...(xs)`.
    fn sizeof(&mut self) -> Parsed<Expr> {
        let start = self.span();
        self.bump();
        if self.eat(Punct::Ellipsis) {
            let open = self.span();
            self.expect(Punct::LeftParen)?;
            let name = self.ident("the name of a pack")?;
            self.expect_close(Punct::RightParen, open)?;
            return Ok(Expr {
                kind: ExprKind::SizeofPack(name),
                span: self.since(start),
            });
        }
        let kind = match self.parenthesized_type()? {
            Some(ty) => ExprKind::SizeofType(Box::new(ty)),
            None => ExprKind::SizeofExpr(Box::new(self.nested(Self::unary)?)),
        };
        Ok(Expr {
            kind,
            span: self.since(start),
        })
    }

    /// A word with a type in parentheses after it.
    fn of_type(&mut self, kind: impl FnOnce(Box<Type>) -> ExprKind) -> Parsed<Expr> {
        let start = self.span();
        self.bump();
        let Some(ty) = self.parenthesized_type()? else {
            return Err(self.expected("a type in parentheses"));
        };
        Ok(Expr {
            kind: kind(Box::new(ty)),
            span: self.since(start),
        })
    }

    /// A literal, a name, …, and all that may follow it.
    fn postfix(&mut self) -> Parsed<Expr> {
        let head = self.primary()?;
        self.suffixes(head)
    }
}

fn binary(op: BinaryOp, left: Expr, right: Expr) -> Expr {
    Expr {
        span: left.span.to(right.span),
        kind: ExprKind::Binary(op, Box::new(left), Box::new(right)),
    }
}

/// The operator and how tightly it binds.
pub(super) fn binary_op(punct: Punct) -> Option<(BinaryOp, u8)> {
    Some(match punct {
        Punct::BarBar => (BinaryOp::Or, 0),
        Punct::AmpersandAmpersand => (BinaryOp::And, 1),
        Punct::Bar => (BinaryOp::BitOr, 2),
        Punct::Caret => (BinaryOp::BitXor, 3),
        Punct::Ampersand => (BinaryOp::BitAnd, 4),
        Punct::EqualEqual => (BinaryOp::Equal, 5),
        Punct::BangEqual => (BinaryOp::NotEqual, 5),
        Punct::Less => (BinaryOp::Less, 6),
        Punct::LessEqual => (BinaryOp::LessEqual, 6),
        Punct::Greater => (BinaryOp::Greater, 6),
        Punct::GreaterEqual => (BinaryOp::GreaterEqual, 6),
        Punct::LessLess => (BinaryOp::Shl, 7),
        Punct::GreaterGreater => (BinaryOp::Shr, 7),
        Punct::Plus => (BinaryOp::Add, 8),
        Punct::Minus => (BinaryOp::Sub, 8),
        Punct::Star => (BinaryOp::Mul, 9),
        Punct::Slash => (BinaryOp::Div, 9),
        Punct::Percent => (BinaryOp::Rem, 9),
        _ => return None,
    })
}

/// The operator of a compound assignment; `Some(None)` for `=` itself.
#[expect(
    clippy::option_option,
    reason = "`=` is an assignment without an operator"
)]
pub(super) fn assignment_op(punct: Punct) -> Option<Option<BinaryOp>> {
    Some(match punct {
        Punct::Equal => None,
        Punct::PlusEqual => Some(BinaryOp::Add),
        Punct::MinusEqual => Some(BinaryOp::Sub),
        Punct::StarEqual => Some(BinaryOp::Mul),
        Punct::SlashEqual => Some(BinaryOp::Div),
        Punct::PercentEqual => Some(BinaryOp::Rem),
        Punct::LessLessEqual => Some(BinaryOp::Shl),
        Punct::GreaterGreaterEqual => Some(BinaryOp::Shr),
        Punct::AmpersandEqual => Some(BinaryOp::BitAnd),
        Punct::BarEqual => Some(BinaryOp::BitOr),
        Punct::CaretEqual => Some(BinaryOp::BitXor),
        _ => return None,
    })
}
