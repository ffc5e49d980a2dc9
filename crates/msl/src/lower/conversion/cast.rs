//! Casts: conversions that are written (\[expr.cast\]), and `as_type`.

use super::Purpose;
use crate::lower::{
    Lowerer,
    expr::operand::Operand,
    ty::{Target, Ty, TyKind, space_name},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{Const, Op, Scalar, ValueId},
    source::Span,
};

impl<'a> Lowerer<'a> {
    /// `(T)e`, `static_cast<T>(e)` and `T(e)` with one argument.
    pub(in crate::lower) fn cast(&mut self, from: Operand, to: Ty, span: Span) -> Operand {
        if from.is_error() || to == Ty::ERROR {
            return Operand::error(span);
        }
        if to == Ty::VOID {
            return Operand::constant(Ty::VOID, Const::Zero, span);
        }
        let from = from.at(span);
        match (self.tys[from.ty].clone(), self.tys[to].clone()) {
            (TyKind::Enum(_), TyKind::Scalar(_) | TyKind::Vector { .. } | TyKind::Enum(_)) => {
                let from = self.rvalue(from);
                let plain = self.unpacked(from);
                self.cast(plain, to, span)
            }
            (TyKind::Scalar(_), TyKind::Enum(id)) => {
                let plain =
                    self.convert_value(&from, Ty::scalar(self.enums[id as usize].underlying));
                Operand { ty: to, ..plain }
            }
            (TyKind::Vector { lanes: a, .. }, TyKind::Vector { lanes: b, .. }) if a == b => {
                self.convert_value(&from, to)
            }
            (_, TyKind::Matrix(to)) => self.cast_to_matrix(from, to, span),
            (TyKind::Pointer(_) | TyKind::Array { .. }, TyKind::Pointer(target)) => {
                let pointer = self.rvalue(from);
                self.cast_pointer(&pointer, to, target)
            }
            (TyKind::Pointer(_) | TyKind::Array { .. }, TyKind::Scalar(scalar))
                if scalar != Scalar::Bool =>
            {
                self.address_number(from, to, span)
            }
            (TyKind::Scalar(scalar), TyKind::Pointer(_))
                if scalar.is_integer() && from.known() != Some(0) =>
            {
                let message = "an integer as a pointer is not supported";
                self.report(
                    Diagnostic::error("unsupported-feature", span, message)
                        .with_note("a number does not say which buffer or variable it leads into")
                        .with_help(
                            "move the pointer itself: `(device uchar*)p + bytes`, cast back after it",
                        ),
                );
                Operand::error(span)
            }
            _ => {
                let result = self.convert(from, to, Purpose::Operand);
                Operand {
                    literal: false,
                    ..result
                }
            }
        }
    }

    /// A pointer as an integer, which has room for it (\[expr.reinterpret.cast\]/4).
    fn address_number(&mut self, from: Operand, to: Ty, span: Span) -> Operand {
        let TyKind::Scalar(scalar) = self.tys[to] else {
            return Operand::error(span);
        };
        if scalar.is_float() || scalar.size_bytes() < 8 {
            let message = format!("a pointer has 64 bits, more than `{}`", self.ty_name(to));
            let diagnostic = Diagnostic::error("type-mismatch", span, message);
            self.report(diagnostic.with_help("cast it to `ulong` first"));
            return Operand::error(span);
        }
        let pointer = self.rvalue(from);
        let pointer = self.value(&pointer);
        let number = self.address_of_pointer(pointer, span);
        self.convert_value(&number, to)
    }

    /// The address that a pointer value holds, as a `ulong`.
    pub(in crate::lower) fn address_of_pointer(&mut self, pointer: ValueId, span: Span) -> Operand {
        let ulong = Ty::scalar(Scalar::U64);
        let ty = self.ir(ulong);
        let value = self.eval(Op::Address(pointer), ty, span);
        Operand::value(ulong, value, span)
    }

    fn cast_pointer(&mut self, pointer: &Operand, to: Ty, target: Target) -> Operand {
        let TyKind::Pointer(from) = self.tys[pointer.ty] else {
            return Operand::error(pointer.span);
        };
        if from.space != target.space {
            let message = format!(
                "a cast cannot turn a pointer to `{}` memory into one to `{}` memory",
                space_name(from.space),
                space_name(target.space)
            );
            self.error("address-space-mismatch", pointer.span, message);
            return Operand::error(pointer.span);
        }
        self.pointer_cast(pointer, to)
    }

    /// `as_type<T>(e)`.
    pub(in crate::lower) fn as_type(&mut self, from: Operand, to: Ty, span: Span) -> Operand {
        let from = self.unpacked(from);
        if from.is_error() || to == Ty::ERROR {
            return Operand::error(span);
        }
        let size = |lowerer: &mut Self, ty: Ty| {
            let shape = lowerer.tys.shape(ty)?;
            let ir = lowerer.ir(ty);
            (shape.0 != Scalar::Bool)
                .then(|| crate::analysis::layout::layout(&lowerer.types, ir).size_bytes)
        };
        let (found, expected) = (size(self, from.ty), size(self, to));
        if found.is_none() || found != expected {
            let message = format!(
                "`as_type` needs types of one size, found `{}` and `{}`",
                self.ty_name(from.ty),
                self.ty_name(to)
            );
            self.error("type-mismatch", span, message);
            return Operand::error(span);
        }
        self.bitcast(&from, to, span)
    }
}
