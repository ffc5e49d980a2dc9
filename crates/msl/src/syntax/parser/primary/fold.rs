//! What stands in parentheses: an expression, or a fold over a pack (C++17 [expr.prim.fold]).

use crate::syntax::parser::{
    Parsed, Parser,
    expr::{assignment_op, binary_op},
};
use crate::syntax::{
    ast::{BinaryOp, Expr, ExprKind, Fold, FoldOp},
    token::Punct,
};

impl Parser<'_> {
    /// What follows `(`, up to its `)`.
    pub(super) fn parenthesized(&mut self) -> Parsed<ExprKind> {
        if self.eat(Punct::Ellipsis) {
            let op = self.fold_operator()?;
            let right = self.nested(Self::fold_operand)?;
            return Ok(fold(op, None, Some(right)));
        }
        let left = self.expr()?;
        if self.is(Punct::RightParen) || !self.is_at(1, Punct::Ellipsis) {
            return Ok(ExprKind::Paren(Box::new(left)));
        }
        let height = self.height;
        let op = self.fold_operator()?;
        self.expect(Punct::Ellipsis)?;
        if self.is(Punct::RightParen) {
            self.height = height;
            return Ok(fold(op, Some(left), None));
        }
        if self.fold_operator()? != op {
            return Err(self.expected("the same operator on both sides of `...`"));
        }
        let right = self.nested(Self::fold_operand)?;
        self.height = self.height.max(height);
        Ok(fold(op, Some(left), Some(right)))
    }

    fn fold_operator(&mut self) -> Parsed<FoldOp> {
        let Some(punct) = self.punct() else {
            return Err(self.expected("an operator"));
        };
        let op = match (punct, binary_op(punct), assignment_op(punct)) {
            (Punct::Comma, ..) => FoldOp::Binary(BinaryOp::Comma),
            (_, Some((op, _)), _) => FoldOp::Binary(op),
            (_, None, Some(op)) => FoldOp::Assign(op),
            _ => return Err(self.unsupported(self.span(), "a fold over this operator is")),
        };
        self.bump();
        Ok(op)
    }

    /// What a fold combines, which binds tighter than its operator.
    fn fold_operand(&mut self) -> Parsed<Expr> {
        self.assignment()
    }
}

fn fold(op: FoldOp, left: Option<Expr>, right: Option<Expr>) -> ExprKind {
    ExprKind::Fold(Box::new(Fold { op, left, right }))
}
