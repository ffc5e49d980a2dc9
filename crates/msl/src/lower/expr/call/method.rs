//! Calls of methods, closures and objects with `operator()`.

use crate::lower::expr::operand::{Operand, OperandKind};
use crate::{
    diagnostic::Diagnostic,
    ir::ValueId,
    lower::{
        Lowerer,
        overload::{CallSite, Candidate},
        scope::Entity,
        ty::{Target, TyKind},
    },
    source::Span,
    stdlib,
    syntax::ast::{self, ExprKind},
};

impl<'a> Lowerer<'a> {
    pub(super) fn call_member(
        &mut self,
        callee: &'a ast::Expr,
        args: &'a [ast::Expr],
        span: Span,
    ) -> Operand {
        let ExprKind::Member {
            base,
            member,
            arrow,
        } = &callee.kind
        else {
            return Operand::error(span);
        };
        let arrow = *arrow;
        let object = self.member_base(base, &member.ident, arrow);
        if let Some(logged) = self.log_method((base, &object), &member.ident, args, span) {
            return logged;
        }
        let methods = match self.tys.record(object.ty) {
            Some(record) => {
                let scope = self.record_scope(record);
                self.lookup_in(scope, &member.ident.name)
            }
            None => None,
        };
        let Some(Entity::Functions(decls)) = methods else {
            let exprs = args;
            let args = self.exprs(exprs);
            if object.is_error() {
                return Operand::error(span);
            }
            if self.tys.record(object.ty).is_none() {
                return self.no_method(&object, callee, exprs, span);
            }
            let callee = self.member_expr(base, member, arrow, span);
            return self.call_object(callee, args, span);
        };
        let args = self.exprs(args);
        let object = self.object(object);
        let Some(explicit) = self.explicit_arguments(member.arguments.as_deref()) else {
            return Operand::error(span);
        };
        let site = CallSite {
            name: &member.ident.name,
            decls: &decls,
            explicit,
            args: &args,
            this: Some(object.1),
            span: member.ident.span,
        };
        let Some(candidate) = self.selected(&site) else {
            return Operand::error(span);
        };
        self.call_candidate(&candidate, Some(object), args, span)
    }

    /// `x.f()` where `x` is no struct: a function of the library may be meant.
    fn no_method(
        &mut self,
        object: &Operand,
        callee: &'a ast::Expr,
        args: &'a [ast::Expr],
        span: Span,
    ) -> Operand {
        let ExprKind::Member { base, member, .. } = &callee.kind else {
            return Operand::error(span);
        };
        let name = member.ident.name.as_str();
        let message = format!("`{}` has no method `{name}`", self.ty_name(object.ty));
        let mut diagnostic = Diagnostic::error("unknown-member", member.ident.span, message);
        if self.is_pointer_to_record(object.ty) {
            diagnostic = diagnostic.with_help("use `->` for a member of what a pointer leads to");
            diagnostic = self.with_access(diagnostic, &member.ident, (".", "->"));
        } else if stdlib::is_function(name) {
            let texts = std::iter::once(base.span).chain(args.iter().map(|arg| arg.span));
            let texts: Vec<&str> = texts.map(|span| self.text(span)).collect();
            let call = format!("{name}({})", texts.join(", "));
            diagnostic = diagnostic.with_help(format!("write `{call}`"));
            if self.text(member.ident.span) == name {
                diagnostic = self.rewriting(diagnostic, span, &call);
            }
        }
        self.report(diagnostic);
        Operand::error(span)
    }

    /// The address of an object that a method is called on.
    pub(in crate::lower::expr) fn object(&mut self, operand: Operand) -> (ValueId, Target) {
        let (ty, span) = (operand.ty, operand.span);
        let place = match operand.kind {
            OperandKind::Place(place) => place,
            _ => self.spill(&operand, span),
        };
        (
            place.pointer,
            Target {
                ty,
                space: place.space,
                constant: place.constant,
            },
        )
    }

    /// `f(args)` where `f` is a closure or has `operator()`.
    pub(in crate::lower) fn call_object(
        &mut self,
        callee: Operand,
        args: Vec<Operand>,
        span: Span,
    ) -> Operand {
        if callee.is_error() || args.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        match self.tys[callee.ty] {
            TyKind::Closure(closure) => self.call_closure(closure as usize, &callee, args, span),
            TyKind::Function { .. } => self.call_pointer(callee, args, span),
            TyKind::Record(_) => {
                let mut operands = vec![callee];
                operands.extend(args);
                self.overloaded("()", operands, span)
            }
            _ => {
                let message = format!("`{}` cannot be called", self.ty_name(callee.ty));
                self.error("type-mismatch", span, message);
                Operand::error(span)
            }
        }
    }

    /// `operator T()` on an object.
    pub(in crate::lower) fn call_conversion(
        &mut self,
        candidate: &Candidate,
        object: Operand,
    ) -> Operand {
        let span = object.span;
        let object = self.object(object);
        self.call_candidate(candidate, Some(object), Vec::new(), span)
    }
}
