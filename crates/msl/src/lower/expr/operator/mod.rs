//! Operators between values: arithmetic, comparisons, pointers, and the ones a struct overloads.

mod overload;
mod pointer;
mod unary;

use crate::lower::expr::operand::Operand;
use crate::{
    diagnostic::Diagnostic,
    ir::{self, CompareOp, Scalar},
    lower::{
        Lowerer,
        conversion::{Purpose, promote, usual_arithmetic},
        ty::{Ty, TyKind},
    },
    source::Span,
    syntax::ast::{self, BinaryOp, ExprKind},
};

/// What an arithmetic operator is in the IR.
enum Action {
    Arithmetic(ir::BinaryOp),
    Compare(CompareOp),
    Logic,
    Comma,
}

const fn action(op: BinaryOp) -> Action {
    match op {
        BinaryOp::Add => Action::Arithmetic(ir::BinaryOp::Add),
        BinaryOp::Sub => Action::Arithmetic(ir::BinaryOp::Sub),
        BinaryOp::Mul => Action::Arithmetic(ir::BinaryOp::Mul),
        BinaryOp::Div => Action::Arithmetic(ir::BinaryOp::Div),
        BinaryOp::Rem => Action::Arithmetic(ir::BinaryOp::Rem),
        BinaryOp::Shl => Action::Arithmetic(ir::BinaryOp::Shl),
        BinaryOp::Shr => Action::Arithmetic(ir::BinaryOp::Shr),
        BinaryOp::BitAnd => Action::Arithmetic(ir::BinaryOp::And),
        BinaryOp::BitOr => Action::Arithmetic(ir::BinaryOp::Or),
        BinaryOp::BitXor => Action::Arithmetic(ir::BinaryOp::Xor),
        BinaryOp::Equal => Action::Compare(CompareOp::Equal),
        BinaryOp::NotEqual => Action::Compare(CompareOp::NotEqual),
        BinaryOp::Less => Action::Compare(CompareOp::Less),
        BinaryOp::LessEqual => Action::Compare(CompareOp::LessEqual),
        BinaryOp::Greater => Action::Compare(CompareOp::Greater),
        BinaryOp::GreaterEqual => Action::Compare(CompareOp::GreaterEqual),
        BinaryOp::And | BinaryOp::Or => Action::Logic,
        BinaryOp::Comma => Action::Comma,
    }
}

/// An operator's punctuation.
pub(in crate::lower::expr) const fn punctuation(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "+",
        BinaryOp::Sub => "-",
        BinaryOp::Mul => "*",
        BinaryOp::Div => "/",
        BinaryOp::Rem => "%",
        BinaryOp::Shl => "<<",
        BinaryOp::Shr => ">>",
        BinaryOp::BitAnd => "&",
        BinaryOp::BitOr => "|",
        BinaryOp::BitXor => "^",
        BinaryOp::Equal => "==",
        BinaryOp::NotEqual => "!=",
        BinaryOp::Less => "<",
        BinaryOp::LessEqual => "<=",
        BinaryOp::Greater => ">",
        BinaryOp::GreaterEqual => ">=",
        BinaryOp::And => "&&",
        BinaryOp::Or => "||",
        BinaryOp::Comma => ",",
    }
}

impl<'a> Lowerer<'a> {
    pub(in crate::lower::expr) fn binary(
        &mut self,
        op: BinaryOp,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        span: Span,
    ) -> Operand {
        match action(op) {
            Action::Logic => self.logic(op, left, right, span),
            Action::Comma => {
                self.expr(left);
                self.expr(right)
            }
            Action::Arithmetic(_) | Action::Compare(_) => {
                let (left, right) = self.operands(left, right);
                self.binary_operands(op, left, right, span)
            }
        }
    }

    /// Both sides; chains of operators to the left are walked without recursion.
    fn operands(&mut self, left: &'a ast::Expr, right: &'a ast::Expr) -> (Operand, Operand) {
        let mut chain = Vec::new();
        let mut bottom = left;
        while let ExprKind::Binary(op, inner_left, inner_right) = &bottom.kind {
            if !matches!(action(*op), Action::Arithmetic(_) | Action::Compare(_)) {
                break;
            }
            chain.push((*op, inner_right, bottom.span));
            bottom = inner_left;
        }
        let mut value = self.expr(bottom);
        for (op, right, span) in chain.into_iter().rev() {
            let value_right = self.sequenced(&mut value, right);
            value = self.binary_operands(op, value, value_right, span);
        }
        let right = self.sequenced(&mut value, right);
        (value, right)
    }

    /// The right side, with the left one loaded first where the right one may change it.
    fn sequenced(&mut self, left: &mut Operand, right: &'a ast::Expr) -> Operand {
        if !matches!(
            self.tys[left.ty],
            TyKind::Record(_) | TyKind::Array { .. } | TyKind::Error
        ) {
            *left = self.rvalue(left.clone());
        }
        self.expr(right)
    }

    /// An operator on operands.
    pub(in crate::lower) fn binary_operands(
        &mut self,
        op: BinaryOp,
        left: Operand,
        right: Operand,
        span: Span,
    ) -> Operand {
        if left.is_error() || right.is_error() {
            return Operand::error(span);
        }
        let is_record = |lowerer: &Self, ty| lowerer.tys.record(ty).is_some();
        if is_record(self, left.ty) || is_record(self, right.ty) {
            let args = vec![left, right];
            let result = self.overloaded_or_converted(punctuation(op), args, span);
            return match result.map(<[Operand; 2]>::try_from) {
                Ok(Ok([left, right])) => self.binary_operands(op, left, right, span),
                Ok(Err(_)) => Operand::error(span),
                Err(result) => result,
            };
        }
        let function = |lowerer: &Self, ty| matches!(lowerer.tys[ty], TyKind::Function { .. });
        if function(self, left.ty) || function(self, right.ty) {
            return match self.function_pointers(left, right) {
                Some((left, right)) => self.binary_operands(op, left, right, span),
                None => Operand::error(span),
            };
        }
        let (left, right) = (self.rvalue(left), self.rvalue(right));
        let pointer =
            |lowerer: &Self, ty| matches!(lowerer.tys[ty], TyKind::Pointer(_) | TyKind::Null);
        if pointer(self, left.ty) || pointer(self, right.ty) {
            return self.pointer_binary(op, left, right, span);
        }
        let (left, right) = (self.unpacked(left), self.unpacked(right));
        let matrix = |lowerer: &Self, ty| matches!(lowerer.tys[ty], TyKind::Matrix(_));
        if matrix(self, left.ty) || matrix(self, right.ty) {
            return self.matrix_binary(op, &left, &right, span);
        }
        match action(op) {
            Action::Arithmetic(_) => self.arithmetic(op, left, right, span),
            Action::Compare(ir) => match self.common(op, left, right, span) {
                Some((left, right)) => self.compare_value(ir, &left, &right, span),
                None => Operand::error(span),
            },
            Action::Logic | Action::Comma => Operand::error(span),
        }
    }

    fn arithmetic(&mut self, op: BinaryOp, left: Operand, right: Operand, span: Span) -> Operand {
        let Action::Arithmetic(ir) = action(op) else {
            return Operand::error(span);
        };
        let bitwise = matches!(ir, ir::BinaryOp::And | ir::BinaryOp::Or | ir::BinaryOp::Xor);
        if bitwise && left.ty == right.ty && self.tys.component(left.ty) == Some(Scalar::Bool) {
            let result = self.binary_value(ir, &left, &right, span);
            // Two `bool`s meet as `int`; vectors of them stay what they are.
            return if left.ty == Ty::BOOL {
                self.convert_value(&result, Ty::INT)
            } else {
                result
            };
        }
        let shift = matches!(ir, ir::BinaryOp::Shl | ir::BinaryOp::Shr);
        let operands = match shift {
            true => self.shift_operands(op, left, right, span),
            false => self.common(op, left, right, span),
        };
        let Some((left, right)) = operands else {
            return Operand::error(span);
        };
        let float = self.tys.component(left.ty).is_some_and(Scalar::is_float);
        let integer_only = bitwise || shift || ir == ir::BinaryOp::Rem;
        if float && integer_only {
            return self.integers_only(op, (&left, &right), span);
        }
        self.binary_value(ir, &left, &right, span)
    }

    fn integers_only(
        &mut self,
        op: BinaryOp,
        (left, right): (&Operand, &Operand),
        span: Span,
    ) -> Operand {
        let message = format!(
            "`{}` is for integers, found `{}`",
            punctuation(op),
            self.ty_name(left.ty)
        );
        let mut diagnostic = Diagnostic::error("type-mismatch", span, message);
        if op == BinaryOp::Rem {
            diagnostic = diagnostic.with_help("use `fmod(x, y)`");
            if left.span.start == span.start && right.span.end == span.end {
                let call = format!("fmod({}, {})", self.text(left.span), self.text(right.span));
                diagnostic = self.rewriting(diagnostic, span, &call);
            }
        }
        self.report(diagnostic);
        Operand::error(span)
    }

    /// A shift has its left side's promoted type.
    fn shift_operands(
        &mut self,
        op: BinaryOp,
        left: Operand,
        right: Operand,
        span: Span,
    ) -> Option<(Operand, Operand)> {
        let (Some((a, n)), Some((b, m))) = (self.tys.shape(left.ty), self.tys.shape(right.ty))
        else {
            return self.no_operator(op, &left, &right, span);
        };
        if a.is_float() || b.is_float() {
            let (float, other) = if a.is_float() {
                (&left, &right)
            } else {
                (&right, &left)
            };
            self.integers_only(op, (float, other), span);
            return None;
        }
        if n == 1 && m == 1 {
            let left = self.convert_value(&left, Ty::scalar(promote(a)));
            let right = self.convert_value(&right, left.ty);
            return Some((left, right));
        }
        if n == m {
            let right = self.convert_value(&right, left.ty);
            return Some((left, right));
        }
        if m == 1 {
            let right = self.convert(right, left.ty, Purpose::Operand);
            return Some((left, right));
        }
        self.no_operator(op, &left, &right, span)
    }

    /// Both sides as the type they meet at.
    fn common(
        &mut self,
        op: BinaryOp,
        left: Operand,
        right: Operand,
        span: Span,
    ) -> Option<(Operand, Operand)> {
        let Some(ty) = self.common_type(&left, &right) else {
            return self.no_operator(op, &left, &right, span);
        };
        let left = self.met_at(left, ty);
        let right = self.met_at(right, ty);
        (!left.is_error() && !right.is_error()).then_some((left, right))
    }

    fn met_at(&mut self, operand: Operand, ty: Ty) -> Operand {
        match (self.tys.is_scalar(operand.ty), self.tys.is_vector(ty)) {
            (true, true) => self.convert(operand, ty, Purpose::Operand),
            _ => self.convert_value(&operand, ty),
        }
    }

    /// The type that two numbers or vectors meet at.
    pub(in crate::lower::expr) fn common_type(
        &mut self,
        left: &Operand,
        right: &Operand,
    ) -> Option<Ty> {
        let (a, n) = self.tys.shape(left.ty)?;
        let (b, m) = self.tys.shape(right.ty)?;
        match (n, m) {
            (1, 1) => Some(Ty::scalar(usual_arithmetic(a, b))),
            (1, _) if a.is_float() && !b.is_float() => None,
            (_, 1) if b.is_float() && !a.is_float() => None,
            (1, _) => Some(right.ty),
            (_, 1) => Some(left.ty),
            _ => (left.ty == right.ty).then_some(left.ty),
        }
    }

    pub(in crate::lower::expr) fn no_operator<T>(
        &mut self,
        op: BinaryOp,
        left: &Operand,
        right: &Operand,
        span: Span,
    ) -> Option<T> {
        let message = format!(
            "`{}` does not take `{}` and `{}`",
            punctuation(op),
            self.ty_name(left.ty),
            self.ty_name(right.ty)
        );
        let mut diagnostic = Diagnostic::error("type-mismatch", span, message);
        if self.tys.is_vector(left.ty) || self.tys.is_vector(right.ty) {
            diagnostic = diagnostic.with_help("convert one side to the other's type first");
        }
        if matches!(self.tys[left.ty], TyKind::Atomic(_)) {
            diagnostic = diagnostic.with_help("read it with `atomic_load_explicit`");
        }
        self.report(diagnostic);
        None
    }
}
