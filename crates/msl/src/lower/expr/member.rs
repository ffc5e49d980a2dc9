//! `a.b`, `a->b` and `a[i]`: fields, swizzles and elements.

use super::operand::{Operand, OperandKind, Place};
use crate::{
    diagnostic::{Diagnostic, Suggestion, closest},
    ir::{Op, Scalar},
    lower::{
        Lowerer,
        scope::Entity,
        ty::{Ty, TyKind},
    },
    source::Span,
    syntax::ast,
};

impl<'a> Lowerer<'a> {
    /// The object left of `.` or `->`.
    pub(super) fn member_base(
        &mut self,
        base: &'a ast::Expr,
        member: &'a ast::Ident,
        arrow: bool,
    ) -> Operand {
        let operand = self.expr(base);
        if !arrow || operand.is_error() {
            return operand;
        }
        let overloads = self.tys.record(operand.ty).is_some_and(|record| {
            let scope = self.record_scope(record);
            self.lookup_in(scope, "->").is_some()
        });
        if overloads {
            let pointer = self.overloaded("->", vec![operand], base.span);
            return self.dereference(pointer, base.span);
        }
        let ty = self.decayed(&operand);
        if !matches!(self.tys[ty], TyKind::Pointer(_)) {
            let diagnostic = Diagnostic::error(
                "type-mismatch",
                base.span,
                format!(
                    "expected a pointer before `->`, found `{}`",
                    self.ty_name(operand.ty)
                ),
            )
            .with_help("use `.` instead");
            let diagnostic = self.with_access(diagnostic, member, ("->", "."));
            self.report(diagnostic);
            return Operand::error(base.span);
        }
        self.dereference(operand, base.span)
    }

    pub(super) fn member_expr(
        &mut self,
        base: &'a ast::Expr,
        member: &'a ast::PathSegment,
        arrow: bool,
        span: Span,
    ) -> Operand {
        let object = self.member_base(base, &member.ident, arrow);
        if object.is_error() {
            return Operand::error(span);
        }
        let name = &member.ident.name;
        match self.tys[object.ty].clone() {
            TyKind::Record(record) => {
                let scope = self.record_scope(record);
                match self.lookup_in(scope, name) {
                    Some(Entity::Field(owner, index)) => match self.part_of(object, owner, span) {
                        Some(part) => self.field_of(part, index, span),
                        None => Operand::error(span),
                    },
                    Some(Entity::Bits(owner, index, bits)) => {
                        match self.part_of(object, owner, span) {
                            Some(part) => {
                                let storage = self.field_of(part, index, span);
                                self.bits_of(storage, owner, (index, bits))
                            }
                            None => Operand::error(span),
                        }
                    }
                    Some(Entity::Static(id)) => {
                        let (ty, storage) = self.static_value(id, span);
                        self.stored(ty, true, &storage, span)
                    }
                    Some(Entity::Constant(ty, constant)) => Operand::constant(ty, constant, span),
                    Some(Entity::Functions(_)) => {
                        let message = format!("the method `{name}` can only be called");
                        self.error("unsupported-feature", member.ident.span, message);
                        Operand::error(span)
                    }
                    _ => self.unknown_member(&object, &member.ident),
                }
            }
            TyKind::Vector { scalar, lanes, .. } => {
                self.swizzle_expr(object, &member.ident, scalar, lanes)
            }
            TyKind::Matrix(matrix) if name == "columns" => {
                let place = match object.kind {
                    OperandKind::Place(place) => place,
                    _ => self.spill(&object, span),
                };
                self.columns_place(place, matrix, span)
            }
            _ => self.unknown_member(&object, &member.ident),
        }
    }

    fn unknown_member(&mut self, object: &Operand, member: &'a ast::Ident) -> Operand {
        let ty = self.ty_name(object.ty);
        let mut diagnostic = Diagnostic::error(
            "unknown-member",
            member.span,
            format!("`{ty}` has no member `{}`", member.name),
        );
        if let Some(record) = self.tys.record(object.ty) {
            let names = self.records[record.index()]
                .fields
                .iter()
                .map(|field| field.name);
            if let Some(similar) = closest(&member.name, names) {
                diagnostic = diagnostic.with_meant(&member.name, similar);
            }
        }
        if self.is_pointer_to_record(object.ty) {
            diagnostic = diagnostic.with_help("use `->` for a member of what a pointer leads to");
            diagnostic = self.with_access(diagnostic, member, (".", "->"));
        }
        self.report(diagnostic);
        Operand::error(member.span)
    }

    pub(super) fn is_pointer_to_record(&self, ty: Ty) -> bool {
        matches!(self.tys[ty], TyKind::Pointer(target) if self.tys.record(target.ty).is_some())
    }

    /// Puts the other operator before a member's name.
    pub(super) fn with_access(
        &self,
        mut diagnostic: Diagnostic,
        member: &ast::Ident,
        (from, to): (&str, &str),
    ) -> Diagnostic {
        let operator = self.access_operator(member, from);
        let change = operator.map(|span| Suggestion::replace(span, from, to));
        diagnostic.suggestions.extend(change);
        diagnostic
    }

    fn swizzle_expr(
        &mut self,
        object: Operand,
        member: &'a ast::Ident,
        scalar: Scalar,
        lanes: u8,
    ) -> Operand {
        let Some(order) = swizzle_order(&member.name) else {
            return self.unknown_member(&object, member);
        };
        if let Some(beyond) = order.iter().find(|at| **at >= lanes) {
            let message = format!(
                "`{}` has {lanes} components and no `{}`",
                self.ty_name(object.ty),
                ["x", "y", "z", "w"][usize::from(*beyond)]
            );
            self.error("unknown-member", member.span, message);
            return Operand::error(member.span);
        }
        let span = object.span.to(member.span);
        match (&object.kind, &order[..]) {
            (OperandKind::Place(place), [one]) => self.component_place(*place, *one, scalar, span),
            (OperandKind::Place(place), _) => {
                let count = u8::try_from(order.len()).expect("a swizzle has at most 4 components");
                let ty = self.tys.vector(scalar, count);
                Operand::new(ty, OperandKind::Swizzle(*place, order), span)
            }
            (OperandKind::Swizzle(place, outer), [one]) => {
                let at = outer[usize::from(*one)];
                self.component_place(*place, at, scalar, span)
            }
            _ => {
                let whole = self.unpacked(object);
                self.swizzle(&whole, order, span)
            }
        }
    }

    fn component_place(&mut self, place: Place, at: u8, scalar: Scalar, span: Span) -> Operand {
        let ty = Ty::scalar(scalar);
        let index = self.integer_constant(Scalar::I32, u64::from(at), span);
        let pointer = self.element_address(place, index, ty, span);
        self.place(ty, Place { pointer, ..place }, span)
    }

    /// `base[index]`.
    pub(super) fn index(
        &mut self,
        base: &'a ast::Expr,
        index: &'a ast::Expr,
        span: Span,
    ) -> Operand {
        let base = self.expr(base);
        let index = self.expr(index);
        if base.is_error() || index.is_error() {
            return Operand::error(span);
        }
        if self.tys.record(base.ty).is_some() {
            return self.overloaded("[]", vec![base, index], span);
        }
        if matches!(self.tys[index.ty], TyKind::Pointer(_)) && self.tys.is_integer(base.ty) {
            return self.element(index, base, span);
        }
        self.element(base, index, span)
    }

    pub(super) fn element(&mut self, base: Operand, index: Operand, span: Span) -> Operand {
        let index = self.index_value(index);
        if index.is_error() {
            return Operand::error(span);
        }
        match (self.tys[base.ty].clone(), &base.kind) {
            (TyKind::Array { element, length }, OperandKind::Place(place)) => {
                self.check_index(&index, length);
                let index = self.value(&index);
                let pointer = self.element_address(*place, index, element, span);
                self.place(element, Place { pointer, ..*place }, span)
            }
            (TyKind::Vector { scalar, lanes, .. }, OperandKind::Place(place)) => {
                self.check_index(&index, u32::from(lanes));
                let index = self.value(&index);
                let ty = Ty::scalar(scalar);
                let pointer = self.element_address(*place, index, ty, span);
                self.place(ty, Place { pointer, ..*place }, span)
            }
            (TyKind::Vector { .. }, _) => self.component(base, &index, span),
            (TyKind::Matrix(matrix), _) => {
                self.check_index(&index, u32::from(matrix.columns));
                self.matrix_element(base, matrix, index, span)
            }
            (TyKind::Pointer(target), _) => {
                let pointer = self.offset(&base, index, false, span);
                if pointer.is_error() {
                    return pointer;
                }
                let value = self.value(&pointer);
                self.place_at(value, target, span)
            }
            (TyKind::Array { element, .. }, _) => {
                let whole = self.value(&base);
                let Some(at) = index.known() else {
                    let place = self.spill(&base, span);
                    let index = self.value(&index);
                    let pointer = self.element_address(place, index, element, span);
                    return self.place(element, Place { pointer, ..place }, span);
                };
                let at = u32::try_from(at).unwrap_or(u32::MAX);
                let ir = self.ir(element);
                let value = self.eval(Op::Extract { whole, index: at }, ir, span);
                Operand::value(element, value, span)
            }
            _ => {
                let message = format!("`{}` has no elements to index", self.ty_name(base.ty));
                self.error("type-mismatch", span, message);
                Operand::error(span)
            }
        }
    }

    /// A component of a vector value.
    fn component(&mut self, base: Operand, index: &Operand, span: Span) -> Operand {
        let whole = self.unpacked(base);
        let Some((scalar, lanes)) = self.tys.shape(whole.ty) else {
            return Operand::error(span);
        };
        self.check_index(index, u32::from(lanes));
        if let Some(at) = index.known().and_then(|at| u8::try_from(at).ok())
            && at < lanes
        {
            return self.swizzle(&whole, vec![at], span);
        }
        let (whole, index) = (self.value(&whole), self.value(index));
        let ty = Ty::scalar(scalar);
        let ir = self.ir(ty);
        let value = self.eval(Op::ExtractDynamic { whole, index }, ir, span);
        Operand::value(ty, value, span)
    }

    /// Warns of a constant index that is out of range. No error: a branch that a template drops
    /// may hold one.
    fn check_index(&mut self, index: &Operand, length: u32) {
        let (Some(bits), Some(scalar)) = (index.known(), self.tys.component(index.ty)) else {
            return;
        };
        let value = crate::lower::constant::fold::integer(scalar, bits).unwrap_or(0);
        if !(0..i128::from(length)).contains(&value) {
            let message = format!("index `{value}` is outside of {length} elements");
            self.report(Diagnostic::warning(
                "index-out-of-range",
                index.span,
                message,
            ));
        }
    }
}

/// The components that a swizzle names: one set of letters, one to four of them.
fn swizzle_order(name: &str) -> Option<Vec<u8>> {
    if name.is_empty() || name.len() > 4 {
        return None;
    }
    ["xyzw", "rgba"].iter().find_map(|set| {
        name.chars()
            .map(|letter| set.find(letter).and_then(|at| u8::try_from(at).ok()))
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::swizzle_order;

    #[test]
    fn swizzles_use_one_set_of_letters() {
        assert_eq!(swizzle_order("xyz"), Some(vec![0, 1, 2]));
        assert_eq!(swizzle_order("abgr"), Some(vec![3, 2, 1, 0]));
        assert_eq!(swizzle_order("xg"), None);
        assert_eq!(swizzle_order("xxxxx"), None);
        assert_eq!(swizzle_order(""), None);
    }
}
