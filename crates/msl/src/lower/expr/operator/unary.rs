//! Operators before one operand.

use crate::lower::expr::operand::Operand;
use crate::{
    ir::{self, CompareOp, Scalar},
    lower::{
        Lowerer,
        conversion::promote,
        ty::{Ty, TyKind},
    },
    source::Span,
    syntax::ast::{self, UnaryOp},
};

const fn unary_punctuation(op: UnaryOp) -> &'static str {
    match op {
        UnaryOp::Plus => "+",
        UnaryOp::Negate => "-",
        UnaryOp::Not => "!",
        UnaryOp::Complement => "~",
        UnaryOp::Deref => "*",
        UnaryOp::AddressOf => "&",
        UnaryOp::Increment => "++",
        UnaryOp::Decrement => "--",
    }
}

impl<'a> Lowerer<'a> {
    pub(in crate::lower::expr) fn unary(
        &mut self,
        op: UnaryOp,
        inner: &'a ast::Expr,
        span: Span,
    ) -> Operand {
        let operand = self.expr(inner);
        if operand.is_error() {
            return Operand::error(span);
        }
        let function = matches!(self.tys[operand.ty], TyKind::Closure(_));
        if function && matches!(op, UnaryOp::AddressOf | UnaryOp::Deref) {
            return operand;
        }
        if self.tys.record(operand.ty).is_some() && op != UnaryOp::AddressOf {
            let args = vec![operand];
            return match self.overloaded_or_converted(unary_punctuation(op), args, span) {
                Ok(mut converted) => match converted.pop() {
                    Some(operand) => self.unary_operand((op, inner), operand, span),
                    None => Operand::error(span),
                },
                Err(result) => result,
            };
        }
        self.unary_operand((op, inner), operand, span)
    }

    fn unary_operand(
        &mut self,
        (op, inner): (UnaryOp, &'a ast::Expr),
        operand: Operand,
        span: Span,
    ) -> Operand {
        match op {
            UnaryOp::Increment | UnaryOp::Decrement => {
                self.step(operand, inner, op == UnaryOp::Increment, span).0
            }
            UnaryOp::AddressOf => {
                let operand = self.program_constant(inner, operand);
                self.address_of(operand, span)
            }
            // A function, which becomes the pointer again.
            UnaryOp::Deref if matches!(self.tys[operand.ty], TyKind::Function { .. }) => operand,
            UnaryOp::Deref => self.dereference(operand, span),
            UnaryOp::Not => self.not(operand, span),
            UnaryOp::Plus | UnaryOp::Negate | UnaryOp::Complement => self.sign(op, operand, span),
        }
    }

    fn sign(&mut self, op: UnaryOp, operand: Operand, span: Span) -> Operand {
        let operand = self.unpacked(operand);
        if let TyKind::Matrix(matrix) = self.tys[operand.ty] {
            return match op {
                UnaryOp::Negate => self.negated_matrix(&operand, matrix, span),
                UnaryOp::Plus => operand,
                _ => self.no_unary(op, &operand, span),
            };
        }
        let Some((scalar, lanes)) = self.tys.shape(operand.ty) else {
            return self.no_unary(op, &operand, span);
        };
        if op == UnaryOp::Complement && scalar.is_float() {
            return self.no_unary(op, &operand, span);
        }
        let operand = match lanes {
            1 => self.convert_value(&operand, Ty::scalar(promote(scalar))),
            _ => operand,
        };
        match op {
            UnaryOp::Negate => self.unary_value(ir::UnaryOp::Negate, &operand, span),
            UnaryOp::Complement => self.unary_value(ir::UnaryOp::Complement, &operand, span),
            _ => operand,
        }
    }

    fn no_unary(&mut self, op: UnaryOp, operand: &Operand, span: Span) -> Operand {
        let message = format!(
            "`{}` does not take `{}`",
            unary_punctuation(op),
            self.ty_name(operand.ty)
        );
        self.error("type-mismatch", span, message);
        Operand::error(span)
    }

    fn not(&mut self, operand: Operand, span: Span) -> Operand {
        let operand = self.unpacked(operand);
        if let Some((scalar, lanes @ 2..)) = self.tys.shape(operand.ty) {
            if scalar == Scalar::Bool {
                return self.unary_value(ir::UnaryOp::Not, &operand, span);
            }
            let ty = self.tys.vector(scalar, lanes);
            let zero = Operand::constant(ty, ir::Const::Zero, span);
            return self.compare_value(CompareOp::Equal, &operand, &zero, span);
        }
        let condition = self.condition_value(operand);
        if condition.is_error() {
            return Operand::error(span);
        }
        self.unary_value(ir::UnaryOp::Not, &condition, span)
    }
}
