//! Values made of a type's name: casts, vector constructors, `sizeof`.

use super::operand::{Operand, OperandKind};
use crate::{
    analysis::layout::layout,
    diagnostic::Diagnostic,
    ir::Scalar,
    lower::{
        Lowerer,
        ty::{Ty, TyKind},
    },
    source::Span,
    syntax::ast::{self, NamedCast},
};

impl<'a> Lowerer<'a> {
    /// `T(args)`.
    pub(in crate::lower) fn construct_type(
        &mut self,
        ty: Ty,
        mut args: Vec<Operand>,
        span: Span,
    ) -> Operand {
        if ty == Ty::ERROR || args.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        match self.tys[ty] {
            TyKind::Record(_) => self.construct(ty, args, span),
            TyKind::Vector { .. } => self.construct_vector(ty, args, span),
            TyKind::Matrix(matrix) => self.construct_matrix(matrix, args, span),
            _ if args.is_empty() => self.default_value(ty, span),
            _ if args.len() == 1 => {
                let one = args.swap_remove(0);
                self.cast(one, ty, span)
            }
            _ => {
                let message = format!(
                    "`{}` is made from one value, found {}",
                    self.ty_name(ty),
                    args.len()
                );
                self.error("wrong-argument-count", span, message);
                Operand::error(span)
            }
        }
    }

    /// A vector from scalars and vectors whose components add up (clause 2.2.3).
    pub(in crate::lower) fn construct_vector(
        &mut self,
        ty: Ty,
        args: Vec<Operand>,
        span: Span,
    ) -> Operand {
        let TyKind::Vector {
            scalar,
            lanes,
            packed,
        } = self.tys[ty]
        else {
            return Operand::error(span);
        };
        if args.is_empty() {
            return self.default_value(ty, span);
        }
        let unpacked = self.tys.vector(scalar, lanes);
        let component = Ty::scalar(scalar);
        let args: Vec<Operand> = args.into_iter().map(|arg| self.flattened(arg)).collect();
        if args.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        if let [one] = &args[..]
            && let Some(whole) = self.vector_from_one(ty, one, span)
        {
            return whole;
        }
        let Some(parts) = self.components_of(ty, component, &args) else {
            return Operand::error(span);
        };
        if parts.len() != usize::from(lanes) {
            return self.component_count(ty, lanes, parts.len(), span);
        }
        let made = self.compose(unpacked, &parts, span);
        if packed {
            self.convert_value(&made, ty)
        } else {
            made
        }
    }

    /// A vector of equal components from a number, or the conversion of a vector of as many.
    fn vector_from_one(&mut self, ty: Ty, one: &Operand, span: Span) -> Option<Operand> {
        let (scalar, lanes) = self.tys.shape(ty)?;
        let (_, count) = self.tys.shape(one.ty)?;
        if count == 1 {
            let one = self.convert_value(one, Ty::scalar(scalar));
            let unpacked = self.tys.vector(scalar, lanes);
            let splat = self.splat(&one, unpacked).at(span);
            return Some(self.convert_value(&splat, ty));
        }
        (count == lanes).then(|| self.convert_value(one, ty).at(span))
    }

    /// The components of all arguments in order, as numbers of a type; `None` where one is neither number nor
    /// vector, which is reported.
    fn components_of(&mut self, ty: Ty, to: Ty, args: &[Operand]) -> Option<Vec<Operand>> {
        let mut parts = Vec::new();
        for arg in args {
            let Some((_, count)) = self.tys.shape(arg.ty) else {
                let message = format!(
                    "`{}` is made from numbers and vectors, found `{}`",
                    self.ty_name(ty),
                    self.ty_name(arg.ty)
                );
                self.error("type-mismatch", arg.span, message);
                return None;
            };
            for lane in 0..count {
                let part = if count == 1 {
                    arg.clone()
                } else {
                    self.swizzle(arg, vec![lane], arg.span)
                };
                parts.push(self.convert_value(&part, to));
            }
        }
        Some(parts)
    }

    fn flattened(&mut self, arg: Operand) -> Operand {
        match arg.kind {
            OperandKind::Braces(mut list) if list.len() == 1 => {
                let one = list.swap_remove(0);
                self.unpacked(one)
            }
            _ => self.unpacked(arg),
        }
    }

    fn component_count(&mut self, ty: Ty, expected: u8, found: usize, span: Span) -> Operand {
        let message = format!(
            "`{}` has {expected} components, found values for {found}",
            self.ty_name(ty)
        );
        self.report(Diagnostic::error("wrong-argument-count", span, message));
        Operand::error(span)
    }

    pub(super) fn named_cast(
        &mut self,
        cast: NamedCast,
        ty: &'a ast::Type,
        inner: &'a ast::Expr,
        span: Span,
    ) -> Operand {
        let scope = self.scope();
        let to = self.spelled(ty, scope).ty;
        let from = self.expr(inner);
        match cast {
            NamedCast::AsType => self.as_type(from, to, span),
            NamedCast::Static => self.cast_to(from, to, span),
            NamedCast::Reinterpret => {
                let numbers = self.tys.shape(from.ty).is_some() && self.tys.shape(to).is_some();
                if numbers && from.ty != to {
                    let diagnostic = Diagnostic::error(
                        "type-mismatch",
                        span,
                        "`reinterpret_cast` is for pointers and references",
                    )
                    .with_help("use `as_type` for the bits of a number");
                    self.report(diagnostic);
                    return Operand::error(span);
                }
                self.cast_to(from, to, span)
            }
            NamedCast::Const => self.cast_to(from, to, span),
        }
    }

    /// A cast that may also go to a reference: the same place as another type.
    fn cast_to(&mut self, from: Operand, to: Ty, span: Span) -> Operand {
        let TyKind::Reference(target) = self.tys[to] else {
            return self.cast(from, to, span);
        };
        if from.is_error() {
            return Operand::error(span);
        }
        let OperandKind::Place(place) = from.kind else {
            self.error(
                "not-assignable",
                span,
                "a cast to a reference needs a variable",
            );
            return Operand::error(span);
        };
        if place.space != target.space {
            self.error(
                "address-space-mismatch",
                span,
                "a cast cannot change the address space",
            );
            return Operand::error(span);
        }
        let here = crate::lower::ty::Target {
            ty: from.ty,
            space: place.space,
            constant: place.constant,
        };
        let pointer = Operand::value(self.tys.pointer(here), place.pointer, span);
        let to = self.tys.pointer(target);
        let cast = self.pointer_cast(&pointer, to);
        let value = self.value(&cast);
        self.place_at(value, target, span)
    }

    /// `[i ... j] = e` in a list.
    pub(super) fn designated_elements(
        &mut self,
        elements: &'a ast::Elements,
        span: Span,
    ) -> Operand {
        let scope = self.scope();
        let mut place = |expr: &'a ast::Expr| {
            let (scalar, bits) = self.constant_integer(expr, scope)?;
            let value = crate::lower::constant::fold::integer(scalar, bits)?;
            u32::try_from(value).ok()
        };
        let first = place(&elements.first);
        let last = elements.last.as_ref().map_or(first, place);
        let value = self.expr(&elements.value);
        match (first, last) {
            (Some(first), Some(last)) if first <= last && !value.is_error() => Operand::new(
                Ty::BRACES,
                OperandKind::Elements(first, last, Box::new(value)),
                span,
            ),
            (Some(_), Some(_)) if !value.is_error() => {
                self.error(
                    "type-mismatch",
                    span,
                    "the last of these elements is before the first",
                );
                Operand::error(span)
            }
            _ => Operand::error(span),
        }
    }

    pub(super) fn size_of(&mut self, ty: Ty, span: Span) -> Operand {
        match self.tys[ty] {
            TyKind::Error => Operand::error(span),
            TyKind::Void | TyKind::Braces | TyKind::Closure(_) => {
                let message = format!("`{}` has no size", self.ty_name(ty));
                self.error("type-mismatch", span, message);
                Operand::error(span)
            }
            _ => {
                let ty = match self.tys[ty] {
                    TyKind::Reference(target) => target.ty,
                    _ => ty,
                };
                let ir = self.ir(ty);
                let size = layout(&self.types, ir).size_bytes;
                Operand::bits(Ty::ULONG, size, span)
            }
        }
    }

    pub(super) fn align_of(&mut self, ty: &'a ast::Type, span: Span) -> Operand {
        let scope = self.scope();
        let ty = self.spelled(ty, scope).ty;
        if matches!(self.tys[ty], TyKind::Error | TyKind::Void) {
            return Operand::error(span);
        }
        let ir = self.ir(ty);
        let align = layout(&self.types, ir).align_bytes;
        Operand::bits(Ty::ULONG, u64::from(align), span)
    }

    /// Whether a type is a scalar that conditions and indices take.
    pub(in crate::lower) fn is_switchable(&self, ty: Ty) -> Option<Scalar> {
        match self.tys[ty] {
            TyKind::Scalar(scalar) if !scalar.is_float() => Some(scalar),
            TyKind::Enum(id) => Some(self.enums[id as usize].underlying),
            _ => None,
        }
    }
}
