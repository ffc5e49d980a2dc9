//! Assignment, compound assignment, `++` and `--`.

use super::{
    operand::{Operand, OperandKind, Place},
    operator::punctuation,
};
use crate::{
    diagnostic::Diagnostic,
    ir::{AddressSpace, BinaryOp as IrBinary, Scalar},
    lower::{
        Lowerer,
        conversion::Purpose,
        overload::{CallSite, Selection},
        scope::Entity,
        ty::{Target, Ty, TyKind},
    },
    source::Span,
    syntax::ast::{self, BinaryOp, ExprKind, PostfixOp},
};

impl<'a> Lowerer<'a> {
    /// `target = value` and `target op= value`.
    pub(super) fn assign(
        &mut self,
        op: Option<BinaryOp>,
        target: &'a ast::Expr,
        value: &'a ast::Expr,
        span: Span,
    ) -> Operand {
        let place = self.expr(target);
        let value = self.expr(value);
        self.assign_operands(op, (place, target), value, span)
    }

    /// As [`assign`](Self::assign), where both sides are evaluated.
    pub(in crate::lower) fn assign_operands(
        &mut self,
        op: Option<BinaryOp>,
        (place, target): (Operand, &'a ast::Expr),
        value: Operand,
        span: Span,
    ) -> Operand {
        if place.is_error() || value.is_error() {
            return Operand::error(span);
        }
        if self.tys.record(place.ty).is_some()
            && let Some(result) = self.assign_record(op, &place, &value, span)
        {
            return result;
        }
        if let (Some(op), TyKind::Atomic(_)) = (op, &self.tys[place.ty]) {
            return self.atomic_needed((op, &place), target, value.span, span);
        }
        if !self.check_assignable(&place, target) {
            return Operand::error(span);
        }
        let value = match op {
            None => value,
            Some(op) => {
                let old = self.rvalue(place.clone());
                self.binary_operands(op, old, value, span)
            }
        };
        let ty = place.ty;
        // A compound assignment converts back whatever its operator gave (\[expr.ass\]/7).
        let value = match op {
            Some(_) if self.tys.shape(value.ty).is_some() => self.narrow(value, ty),
            _ => self.convert(value, ty, Purpose::Assign),
        };
        if value.is_error() {
            return Operand::error(span);
        }
        self.store(&place, &value, span);
        place.at(span)
    }

    /// `x += value` on an atomic, which has a function for that.
    fn atomic_needed(
        &mut self,
        (op, place): (BinaryOp, &Operand),
        target: &ast::Expr,
        value: Span,
        span: Span,
    ) -> Operand {
        let message = format!(
            "`{}` is changed by atomic functions only",
            self.ty_name(place.ty)
        );
        let mut diagnostic = Diagnostic::error("type-mismatch", span, message);
        let name = match op {
            BinaryOp::Add => "add",
            BinaryOp::Sub => "sub",
            BinaryOp::BitAnd => "and",
            BinaryOp::BitOr => "or",
            BinaryOp::BitXor => "xor",
            _ => "compare_exchange_weak",
        };
        let call = match name {
            "compare_exchange_weak" => format!("atomic_{name}_explicit"),
            _ => {
                let (target, value) = (self.text(target.span), self.text(value));
                let call = format!(
                    "atomic_fetch_{name}_explicit(&{target}, {value}, memory_order_relaxed)"
                );
                let whole = self.text(span);
                if whole.starts_with(target) && whole.ends_with(value) && whole != target {
                    diagnostic = self.rewriting(diagnostic, span, &call);
                }
                call
            }
        };
        self.report(diagnostic.with_help(format!("write `{call}`")));
        Operand::error(span)
    }

    fn narrow(&mut self, value: Operand, ty: Ty) -> Operand {
        match (self.tys.shape(value.ty), self.tys.shape(ty)) {
            (Some((_, a)), Some((_, b))) if a == b => self.convert_value(&value, ty),
            _ => self.convert(value, ty, Purpose::Assign),
        }
    }

    /// A struct's own operator; `None` where plain assignment is meant.
    fn assign_record(
        &mut self,
        op: Option<BinaryOp>,
        place: &Operand,
        value: &Operand,
        span: Span,
    ) -> Option<Operand> {
        let record = self.tys.record(place.ty)?;
        let scope = self.record_scope(record);
        let name = format!("{}=", op.map_or("", punctuation));
        let name = name.as_str();
        let member = self.lookup_in(scope, name).is_some();
        let free = op.is_some() && {
            let around = self.scope();
            self.lookup(around, name).is_some()
        };
        if !member && !free {
            // `a += b` is `a = a + b` where the struct has only `+`? C++ says no.
            if op.is_some() {
                return Some(self.overloaded(name, vec![place.clone(), value.clone()], span));
            }
            return None;
        }
        if op.is_none() && place.ty == value.ty && !self.copies_itself(place, value) {
            return None;
        }
        Some(self.overloaded(name, vec![place.clone(), value.clone()], span))
    }

    /// Whether a struct's own `operator=` is for objects of its type.
    fn copies_itself(&mut self, place: &Operand, value: &Operand) -> bool {
        let Some(record) = self.tys.record(place.ty) else {
            return false;
        };
        let scope = self.record_scope(record);
        let Some(Entity::Functions(mut decls)) = self.lookup_in(scope, "=") else {
            return false;
        };
        decls.retain(|decl| self.functions[decl.0].ast.body().is_some());
        let OperandKind::Place(at) = &place.kind else {
            return false;
        };
        let site = CallSite {
            name: "=",
            decls: &decls,
            explicit: None,
            args: std::slice::from_ref(value),
            this: Some(Target {
                ty: place.ty,
                space: at.space,
                constant: at.constant,
            }),
            span: place.span,
        };
        matches!(self.select(&site), Selection::One(_))
    }

    /// Reports why something cannot be assigned to.
    pub(super) fn check_assignable(&mut self, place: &Operand, expr: &'a ast::Expr) -> bool {
        let constant = match &place.kind {
            OperandKind::Place(place)
            | OperandKind::Swizzle(place, _)
            | OperandKind::Bits(place, _) => place.constant,
            OperandKind::Const(_) | OperandKind::Value(_) => {
                let named = matches!(expr.kind, ExprKind::Path(_));
                if named {
                    self.constant_changed(expr);
                } else {
                    let message = "only a variable can be assigned to, found a value";
                    self.error("not-assignable", expr.span, message);
                }
                return false;
            }
            OperandKind::Braces(_)
            | OperandKind::Designated(..)
            | OperandKind::Elements(..)
            | OperandKind::Closure(_) => {
                self.error("not-assignable", expr.span, "this cannot be assigned to");
                return false;
            }
        };
        if constant {
            self.const_violation(place, expr);
            return false;
        }
        match &self.tys[place.ty] {
            TyKind::Atomic(_) => {
                let diagnostic = Diagnostic::error(
                    "type-mismatch",
                    expr.span,
                    format!(
                        "`{}` is changed by atomic functions only",
                        self.ty_name(place.ty)
                    ),
                )
                .with_help("use `atomic_store_explicit` or `atomic_fetch_add_explicit`");
                self.report(diagnostic);
                false
            }
            TyKind::Array { .. } => {
                self.error(
                    "not-assignable",
                    expr.span,
                    "an array cannot be assigned to as a whole",
                );
                false
            }
            _ => self.check_swizzle(place, expr.span),
        }
    }

    /// A name stands for a constant's value, and something wants to change it.
    fn constant_changed(&mut self, expr: &'a ast::Expr) {
        let message = "this is a constant and cannot be changed";
        let mut diagnostic = Diagnostic::error("const-violation", expr.span, message);
        if let ExprKind::Path(path) = &expr.kind
            && let [segment] = &path.segments[..]
            && let Some((Entity::Local(index), _)) = self.lookup(self.scope(), &segment.ident.name)
        {
            diagnostic = diagnostic.with_related(self.variables[index].span, "declared here");
        }
        diagnostic = diagnostic
            .with_help("`const`, `constexpr` and `static` variables are constants in Metal");
        diagnostic.suggestions.extend(self.without_const(expr));
        self.report(diagnostic);
    }

    fn const_violation(&mut self, place: &Operand, expr: &'a ast::Expr) {
        let space = match &place.kind {
            OperandKind::Place(place)
            | OperandKind::Swizzle(place, _)
            | OperandKind::Bits(place, _) => place.space,
            _ => AddressSpace::Thread,
        };
        let (message, help) = match space {
            AddressSpace::Constant => (
                "`constant` memory cannot be written",
                "write to an output, or change a copy: `auto copy = ...`",
            ),
            AddressSpace::Device => (
                "this is `const` and cannot be written; inputs are `const`",
                "write to an output; in a whole file, take the `const` from the parameter",
            ),
            _ => (
                "this is `const` and cannot be changed",
                "take the `const` from its declaration, or change a copy",
            ),
        };
        let mut diagnostic =
            Diagnostic::error("const-violation", expr.span, message).with_help(help);
        if space != AddressSpace::Constant {
            diagnostic.suggestions.extend(self.without_const(expr));
        }
        self.report(diagnostic);
    }

    fn check_swizzle(&mut self, place: &Operand, span: Span) -> bool {
        let OperandKind::Swizzle(_, order) = &place.kind else {
            return true;
        };
        let repeats = order
            .iter()
            .enumerate()
            .any(|(at, lane)| order[..at].contains(lane));
        if repeats {
            self.error(
                "not-assignable",
                span,
                "a swizzle that repeats a component cannot be assigned to",
            );
        }
        !repeats
    }

    /// Stores a value of the place's own type.
    pub(super) fn store(&mut self, place: &Operand, value: &Operand, span: Span) {
        match &place.kind {
            OperandKind::Place(Place { pointer, .. }) => {
                let value = self.content_value(value);
                self.store_value(*pointer, value, span);
            }
            OperandKind::Bits(whole, range) => {
                let old = self.load(*whole, range.storage, span);
                let new = self.with_bits(&old, *range, value);
                let new = self.value(&new);
                self.store_value(whole.pointer, new, span);
            }
            OperandKind::Swizzle(whole, order) => {
                let scalar = self.tys.component(value.ty).unwrap_or(Scalar::I32);
                let component = Ty::scalar(scalar);
                let value = self.rvalue(value.clone());
                for (from, to) in (0u8..).zip(order) {
                    let part = self.swizzle(&value, vec![from], span);
                    let part = self.value(&part);
                    let index = self.integer_constant(Scalar::I32, u64::from(*to), span);
                    let element = self.element_address(*whole, index, component, span);
                    self.store_value(element, part, span);
                }
            }
            _ => {}
        }
    }

    pub(super) fn postfix(&mut self, op: PostfixOp, inner: &'a ast::Expr, span: Span) -> Operand {
        let operand = self.expr(inner);
        if operand.is_error() {
            return Operand::error(span);
        }
        let up = op == PostfixOp::Increment;
        if self.tys.record(operand.ty).is_some() {
            let name = if up { "++" } else { "--" };
            let dummy = Operand::bits(Ty::INT, 0, span);
            return self.overloaded(name, vec![operand, dummy], span);
        }
        self.step(operand, inner, up, span).1
    }

    /// Adds or subtracts one: the place afterwards, and the value before.
    pub(super) fn step(
        &mut self,
        operand: Operand,
        expr: &'a ast::Expr,
        up: bool,
        span: Span,
    ) -> (Operand, Operand) {
        if !self.is_steppable(&operand, expr) {
            return (Operand::error(span), Operand::error(span));
        }
        let old = self.rvalue(operand.clone());
        let Some(new) = self.stepped(&old, up, span) else {
            return (Operand::error(span), Operand::error(span));
        };
        self.store(&operand, &new, span);
        (operand, old)
    }

    /// Whether an operand is a place that may change; reports it otherwise.
    fn is_steppable(&mut self, operand: &Operand, expr: &'a ast::Expr) -> bool {
        if !Self::is_place(operand) {
            if matches!(expr.kind, ExprKind::Path(_)) {
                self.constant_changed(expr);
            } else {
                let message = "only a variable can be incremented or decremented";
                self.error("not-assignable", operand.span, message);
            }
            return false;
        }
        if let OperandKind::Place(Place { constant: true, .. })
        | OperandKind::Bits(Place { constant: true, .. }, _) = operand.kind
        {
            self.const_violation(operand, expr);
            return false;
        }
        true
    }

    /// A value with one added or subtracted.
    fn stepped(&mut self, old: &Operand, up: bool, span: Span) -> Option<Operand> {
        let new = match self.tys[old.ty] {
            TyKind::Pointer(_) => {
                let one = Operand::bits(Ty::INT, if up { 1 } else { 0xffff_ffff }, span);
                self.offset(old, one, false, span)
            }
            TyKind::Scalar(scalar) if scalar != Scalar::Bool => self.number_stepped(old, up, span),
            TyKind::Vector { .. } => self.number_stepped(old, up, span),
            _ => {
                if !old.is_error() {
                    let message = format!("`{}` cannot be incremented", self.ty_name(old.ty));
                    self.error("type-mismatch", span, message);
                }
                return None;
            }
        };
        (!new.is_error()).then_some(new)
    }

    fn number_stepped(&mut self, old: &Operand, up: bool, span: Span) -> Operand {
        let unpacked = self.unpacked(old.clone());
        let one = Operand {
            literal: true,
            ..Operand::bits(Ty::INT, 1, span)
        };
        let one = self.convert(one, unpacked.ty, Purpose::Operand);
        let op = if up { IrBinary::Add } else { IrBinary::Sub };
        let sum = self.binary_value(op, &unpacked, &one, span);
        self.convert_value(&sum, old.ty)
    }
}
