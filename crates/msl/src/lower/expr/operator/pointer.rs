//! Arithmetic with pointers and their comparison, indices, addresses and what they lead to.

use super::{Action, action};
use crate::lower::expr::operand::{Operand, OperandKind, Place};
use crate::{
    diagnostic::Diagnostic,
    ir::{self, AddressSpace, Op, Scalar},
    lower::{
        Lowerer,
        conversion::Purpose,
        scope::Entity,
        spelling::Named,
        ty::{Target, Ty, TyKind},
    },
    source::Span,
    syntax::ast::{self, BinaryOp},
};

impl<'a> Lowerer<'a> {
    pub(super) fn pointer_binary(
        &mut self,
        op: BinaryOp,
        left: Operand,
        right: Operand,
        span: Span,
    ) -> Operand {
        let kinds = (self.tys[left.ty].clone(), self.tys[right.ty].clone());
        match (op, kinds) {
            (BinaryOp::Add, (TyKind::Pointer(_), TyKind::Scalar(s))) if !s.is_float() => {
                self.offset(&left, right, false, span)
            }
            (BinaryOp::Add, (TyKind::Scalar(s), TyKind::Pointer(_))) if !s.is_float() => {
                self.offset(&right, left, false, span)
            }
            (BinaryOp::Sub, (TyKind::Pointer(_), TyKind::Scalar(s))) if !s.is_float() => {
                self.offset(&left, right, true, span)
            }
            (BinaryOp::Sub, (TyKind::Pointer(a), TyKind::Pointer(b)))
                if a.ty == b.ty && a.space == b.space =>
            {
                let (a, b) = (self.value(&left), self.value(&right));
                let long = self.ir(Ty::LONG);
                let value = self.eval(Op::PointerDifference { left: a, right: b }, long, span);
                Operand::value(Ty::LONG, value, span)
            }
            (_, kinds) => match (action(op), kinds) {
                (Action::Compare(compare), (TyKind::Pointer(a), TyKind::Pointer(b)))
                    if a.ty == b.ty && a.space == b.space =>
                {
                    self.compare_pointers(compare, &left, &right, span)
                }
                (Action::Compare(compare), (TyKind::Pointer(_), _))
                    if self.rank(&right, left.ty).is_some() =>
                {
                    let right = self.convert(right, left.ty, Purpose::Operand);
                    self.compare_pointers(compare, &left, &right, span)
                }
                (Action::Compare(compare), (_, TyKind::Pointer(_)))
                    if self.rank(&left, right.ty).is_some() =>
                {
                    let left = self.convert(left, right.ty, Purpose::Operand);
                    self.compare_pointers(compare, &left, &right, span)
                }
                _ => {
                    self.no_operator::<()>(op, &left, &right, span);
                    Operand::error(span)
                }
            },
        }
    }

    /// `pointer + index`, or `pointer - index`.
    pub(in crate::lower) fn offset(
        &mut self,
        pointer: &Operand,
        index: Operand,
        back: bool,
        span: Span,
    ) -> Operand {
        let TyKind::Pointer(target) = self.tys[pointer.ty] else {
            return Operand::error(span);
        };
        if target.ty == Ty::VOID {
            self.error("type-mismatch", span, "a pointer to `void` has no elements");
            return Operand::error(span);
        }
        let mut index = self.index_value(index);
        if index.is_error() {
            return Operand::error(span);
        }
        if back {
            index = self.convert_value(&index, Ty::LONG);
            index = self.unary_value(ir::UnaryOp::Negate, &index, span);
        }
        if index.known() == Some(0) {
            return pointer.clone().at(span);
        }
        let (base, index) = (self.value(pointer), self.value(&index));
        let ty = self.ir(pointer.ty);
        let value = self.eval(
            Op::Offset {
                pointer: base,
                index,
            },
            ty,
            span,
        );
        Operand::value(pointer.ty, value, span)
    }

    /// An index as an integer scalar.
    pub(in crate::lower::expr) fn index_value(&mut self, index: Operand) -> Operand {
        let index = self.as_number(index);
        let index = self.unpacked(index);
        match self.tys[index.ty] {
            TyKind::Error => index,
            TyKind::Scalar(Scalar::Bool) => self.convert_value(&index, Ty::INT),
            TyKind::Scalar(scalar) if scalar.is_integer() => index,
            _ => {
                let message = format!(
                    "expected an integer as index, found `{}`",
                    self.ty_name(index.ty)
                );
                let mut diagnostic = Diagnostic::error("type-mismatch", index.span, message);
                if self.tys.is_vector(index.ty) {
                    diagnostic = diagnostic.with_help(crate::diagnostic::position::ADVICE);
                }
                self.report(diagnostic);
                Operand::error(index.span)
            }
        }
    }

    /// A constant of the program by its name, whose value has no place until its address is taken.
    pub(super) fn program_constant(&mut self, named: &'a ast::Expr, operand: Operand) -> Operand {
        let (ast::ExprKind::Path(path), OperandKind::Const(content)) = (&named.kind, &operand.kind)
        else {
            return operand;
        };
        let scope = self.scope();
        let is_static = matches!(self.named(path, scope), Named::Entity(Entity::Static(_)));
        if !is_static || operand.literal {
            return operand;
        }
        let place = Place {
            pointer: self.in_constant_memory(operand.ty, content.clone(), operand.span),
            space: AddressSpace::Constant,
            constant: true,
        };
        self.place(operand.ty, place, operand.span)
    }

    pub(super) fn address_of(&mut self, operand: Operand, span: Span) -> Operand {
        match operand.kind {
            OperandKind::Place(place) => {
                let target = Target {
                    ty: operand.ty,
                    space: place.space,
                    constant: place.constant,
                };
                Operand::value(self.tys.pointer(target), place.pointer, span)
            }
            _ => {
                self.error("not-assignable", span, "only a variable has an address");
                Operand::error(span)
            }
        }
    }

    pub(in crate::lower::expr) fn dereference(&mut self, operand: Operand, span: Span) -> Operand {
        let pointer = self.rvalue(operand);
        match self.tys[pointer.ty] {
            TyKind::Pointer(target) if target.ty != Ty::VOID => {
                let value = self.value(&pointer);
                self.place_at(value, target, span)
            }
            TyKind::Error => Operand::error(span),
            _ => {
                let message = format!("expected a pointer, found `{}`", self.ty_name(pointer.ty));
                let mut diagnostic = Diagnostic::error("type-mismatch", span, message);
                let before = Span {
                    start: span.start.saturating_sub(1),
                    end: span.start,
                    ..span
                };
                if self.text(before) == "*" {
                    diagnostic =
                        diagnostic.with_help("Metal has no operator for powers: use `pow(x, y)`");
                }
                self.report(diagnostic);
                Operand::error(span)
            }
        }
    }
}
