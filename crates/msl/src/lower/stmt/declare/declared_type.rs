//! The type of a declared variable: `auto` and missing array lengths come from its initializer.

use super::Init;
use crate::{
    ir::{AddressSpace, Scalar},
    lower::{
        Lowerer,
        expr::operand::{Operand, OperandKind},
        scope::ScopeId,
        ty::{QualTy, Target, Ty, TyKind},
    },
    source::Span,
    syntax::ast::{self, TypeKind},
};

impl<'a> Lowerer<'a> {
    /// The declared type of a variable, with `auto` and missing array lengths from its initializer.
    pub(in crate::lower) fn variable_type(
        &mut self,
        variable: &'a ast::Variable,
        init: Option<&Init>,
        scope: ScopeId,
    ) -> Option<QualTy> {
        let spelled = &variable.ty;
        let ty = match (&spelled.kind, init) {
            (TypeKind::Auto, init) => self.auto_type(variable, init)?,
            (TypeKind::Pointer(inner) | TypeKind::Reference(inner), Some(Init::Value(value)))
                if matches!(inner.kind, TypeKind::Auto) =>
            {
                self.auto_target(spelled, inner, &value.clone(), variable.span)?
            }
            (TypeKind::Array(element, None), Some(init)) => {
                let element = self.spelled(element, scope);
                let length = self.implied_length(element.ty, init, variable.span)?;
                let ty = self.array_of(element.ty, length, variable.span);
                QualTy { ty, ..element }
            }
            _ => self.spelled(spelled, scope),
        };
        if ty.ty == Ty::VOID {
            self.error(
                "type-mismatch",
                variable.name.span,
                "a variable cannot have type `void`",
            );
            return None;
        }
        if self.is_too_deep(ty.ty, variable.name.span) {
            return None;
        }
        let incomplete = self
            .tys
            .record(ty.ty)
            .is_some_and(|record| !self.records[record.index()].complete);
        if incomplete {
            let message = format!("`{}` is declared but not defined", self.ty_name(ty.ty));
            self.error("type-mismatch", variable.name.span, message);
            return None;
        }
        (ty.ty != Ty::ERROR).then_some(ty)
    }

    fn auto_type(&mut self, variable: &'a ast::Variable, init: Option<&Init>) -> Option<QualTy> {
        let source = match init {
            Some(Init::Value(operand)) => Some(operand),
            Some(Init::List(list) | Init::Args(list)) if list.len() == 1 => list.first(),
            _ => None,
        };
        let Some(source) = source else {
            let message = "`auto` needs one value to take its type from";
            self.error("type-mismatch", variable.name.span, message);
            return None;
        };
        let ty = self.decayed(source);
        if ty == Ty::VOID {
            self.error("type-mismatch", source.span, "this has no value");
            return None;
        }
        let constant = variable.ty.qualifiers.constant;
        let space = variable
            .ty
            .qualifiers
            .space
            .map(crate::lower::spelling::space);
        (ty != Ty::ERROR).then_some(QualTy {
            ty,
            constant,
            space,
        })
    }

    /// `auto*` and `auto&`.
    fn auto_target(
        &mut self,
        spelled: &'a ast::Type,
        inner: &'a ast::Type,
        value: &Operand,
        span: Span,
    ) -> Option<QualTy> {
        if value.is_error() {
            return None;
        }
        let constant = inner.qualifiers.constant;
        if let TypeKind::Reference(_) = spelled.kind {
            let target = match &value.kind {
                OperandKind::Place(place) => Target {
                    ty: value.ty,
                    space: place.space,
                    constant: constant || place.constant,
                },
                _ => Target {
                    ty: value.ty,
                    space: AddressSpace::Thread,
                    constant,
                },
            };
            return Some(QualTy::plain(self.reference_to(target)));
        }
        let decayed = self.decayed(value);
        match self.tys[decayed] {
            TyKind::Pointer(target) => {
                let target = Target {
                    constant: constant || target.constant,
                    ..target
                };
                let constant = spelled.qualifiers.constant;
                Some(QualTy {
                    ty: self.pointer_to(target),
                    constant,
                    space: None,
                })
            }
            _ => {
                let message = format!("expected a pointer, found `{}`", self.ty_name(value.ty));
                self.error("type-mismatch", span, message);
                None
            }
        }
    }

    fn implied_length(&mut self, element: Ty, init: &Init, span: Span) -> Option<u32> {
        if let Init::Value(Operand { ty, .. }) = init
            && let TyKind::Array {
                element: chars,
                length,
            } = self.tys[*ty]
            && chars == element
            && chars == Ty::scalar(Scalar::I8)
        {
            return Some(length);
        }
        let Init::List(list) = init else {
            self.error(
                "type-mismatch",
                span,
                "an array without a length needs a list in braces",
            );
            return None;
        };
        let mut scalars = 1u32;
        let mut inner = element;
        while let TyKind::Array { element, length } = self.tys[inner] {
            scalars = scalars.saturating_mul(length);
            inner = element;
        }
        let flat = scalars > 1
            && !list
                .iter()
                .any(|e| matches!(e.kind, OperandKind::Braces(_)));
        let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
        let length = if flat { count.div_ceil(scalars) } else { count };
        if length == 0 {
            self.error(
                "type-mismatch",
                span,
                "an array needs a length of at least 1",
            );
            return None;
        }
        Some(length)
    }
}
