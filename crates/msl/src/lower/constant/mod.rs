//! Constant expressions: array lengths, template arguments, `constexpr` variables, case labels.
//!
//! They are lowered like any expression, into a function of their own. Most fold to a constant on
//! the way; where a function is called or a variable changes, the result is run.

mod budget;
pub(super) mod eval;
pub(super) mod fold;

use super::{
    Context, ContextKind, Lowerer, Storage,
    expr::operand::{Operand, OperandKind},
    function::State,
    scope::ScopeId,
    ty::{Ty, TyKind},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{Const, Function, FunctionId, Global, GlobalId, Scalar, Stmt},
    source::Span,
    syntax::ast,
};
use eval::{NotConstant, World};

/// A number as a message spells it.
pub(super) fn text(scalar: Scalar, bits: u64) -> String {
    match fold::number(scalar, bits) {
        fold::Number::Int(value) => value.to_string(),
        fold::Number::Float(value) => value.to_string(),
    }
}

impl<'a> Lowerer<'a> {
    /// The value of a constant expression; reports where there is none.
    pub(super) fn constant_expr(
        &mut self,
        expr: &'a ast::Expr,
        scope: ScopeId,
    ) -> Option<(Ty, Const)> {
        self.constant_with(scope, expr.span, |lowerer| {
            let operand = lowerer.expr(expr);
            lowerer.rvalue(operand)
        })
    }

    /// The value of what `work` computes.
    pub(super) fn constant_with(
        &mut self,
        scope: ScopeId,
        span: Span,
        work: impl FnOnce(&mut Self) -> Operand,
    ) -> Option<(Ty, Const)> {
        match self.try_constant(scope, span, work)? {
            Ok(constant) => Some(constant),
            Err(NotConstant {
                span: at,
                reason,
                waits,
            }) => {
                let (name, message) = match waits {
                    true => (
                        "undecided-constant",
                        "this is a constant only where function constants have values",
                    ),
                    false => ("not-a-constant", "this is not a constant expression"),
                };
                let mut diagnostic = Diagnostic::error(name, span, message).with_note(reason);
                if at != span {
                    diagnostic = diagnostic.with_related(at, "because of this");
                }
                self.report(diagnostic);
                None
            }
        }
    }

    /// As [`constant_with`](Self::constant_with), leaving it to the caller what a value that is
    /// not constant means. `None` where an error was reported.
    pub(super) fn try_constant(
        &mut self,
        scope: ScopeId,
        span: Span,
        work: impl FnOnce(&mut Self) -> Operand,
    ) -> Option<Result<(Ty, Const), NotConstant>> {
        let (operand, context) = self.scratch(ContextKind::Constant, scope, span, |lowerer| {
            let operand = work(lowerer);
            match operand.kind {
                OperandKind::Place(_) | OperandKind::Swizzle(..) | OperandKind::Bits(..) => {
                    lowerer.content(operand)
                }
                _ => operand,
            }
        });
        if operand.is_error() {
            return None;
        }
        let ty = operand.ty;
        match operand.kind {
            OperandKind::Const(constant) => Some(Ok((ty, constant))),
            OperandKind::Value(value) => {
                let mut context = context;
                context.builder.stmt(Stmt::Return(Some(value), span));
                self.lower_callees(&context, span);
                let result = self.run(&context.builder.finish())?;
                Some(result.map(|constant| (ty, constant)))
            }
            _ => Some(Err(NotConstant {
                waits: false,
                span,
                reason: "it has no value".into(),
            })),
        }
    }

    /// Everything that a constant calls must have a body first.
    fn lower_callees(&mut self, context: &Context<'a>, span: Span) {
        let mut seen: Vec<usize> = context.calls.iter().map(|(callee, _)| *callee).collect();
        let mut at = 0;
        while at < seen.len() {
            self.lower_instance(seen[at]);
            self.use_function(seen[at], span);
            let calls = self.instances[seen[at]]
                .calls
                .iter()
                .map(|(callee, _)| *callee);
            let new: Vec<usize> = calls.filter(|callee| !seen.contains(callee)).collect();
            seen.extend(new);
            at += 1;
        }
    }

    /// `None` where a callee failed, which was reported.
    fn run(&self, function: &Function) -> Option<Result<Const, NotConstant>> {
        let failed = std::cell::Cell::new(false);
        let body = |id: FunctionId| match &self.instances[id.index()].state {
            State::Done(function) => Some(function),
            State::Failed => {
                failed.set(true);
                None
            }
            State::Pending | State::InProgress => None,
        };
        let world = World {
            types: &self.types,
            globals: &self.globals,
            steps: &self.constant_steps,
            function: &body,
        };
        let result = eval::run(&world, function);
        if failed.get() && result.is_err() {
            None
        } else {
            Some(result)
        }
    }

    /// A constant integer, `bool` or enumerator, as bits of its scalar.
    pub(super) fn constant_integer(
        &mut self,
        expr: &'a ast::Expr,
        scope: ScopeId,
    ) -> Option<(Scalar, u64)> {
        let (ty, constant) = self.constant_expr(expr, scope)?;
        let scalar = match self.tys[ty] {
            TyKind::Scalar(scalar) if !scalar.is_float() => Some(scalar),
            TyKind::Enum(id) => Some(self.enums[id as usize].underlying),
            _ => None,
        };
        match (scalar, constant) {
            (Some(scalar), Const::Scalar(bits)) => Some((scalar, bits)),
            (Some(scalar), Const::Zero) => Some((scalar, 0)),
            _ => {
                let message = format!("expected an integer, found `{}`", self.ty_name(ty));
                self.error("type-mismatch", expr.span, message);
                None
            }
        }
    }

    /// A constant condition.
    pub(super) fn constant_bool(&mut self, expr: &'a ast::Expr, scope: ScopeId) -> Option<bool> {
        let (_, constant) = self.constant_with(scope, expr.span, |lowerer| {
            let operand = lowerer.expr(expr);
            lowerer.condition_value(operand)
        })?;
        Some(matches!(constant, Const::Scalar(bits) if bits != 0))
    }

    /// Where a constant lives: numbers have no place, tables and structs are in constant memory.
    pub(super) fn constant_storage(
        &mut self,
        name: &str,
        ty: Ty,
        constant: Const,
        span: Span,
    ) -> Storage {
        match self.tys[ty] {
            TyKind::Array { .. } | TyKind::Record(_) | TyKind::Matrix(_) => {
                Storage::Global(self.global(name, ty, constant, span))
            }
            _ => Storage::Const(constant),
        }
    }

    /// A table in constant memory.
    pub(super) fn global(&mut self, name: &str, ty: Ty, init: Const, span: Span) -> GlobalId {
        let ty = self.ir(ty);
        let name = self.global_names.give(name);
        self.globals.push(Global {
            name,
            ty,
            init,
            host: None,
            span,
        })
    }
}
