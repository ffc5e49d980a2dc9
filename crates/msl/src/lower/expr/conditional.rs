//! `?:`: which type both results have, and which of them is evaluated.

use super::operand::Operand;
use crate::{
    diagnostic::Diagnostic,
    ir::{AddressSpace, Block, Const, Op, Scalar, Stmt, ValueId},
    lower::{
        Lowerer,
        conversion::{Purpose, usual_arithmetic},
        ty::{Ty, TyKind},
    },
    source::Span,
    syntax::ast,
};

impl<'a> Lowerer<'a> {
    /// `c ? a : b`.
    pub(super) fn conditional(
        &mut self,
        condition: &'a ast::Expr,
        accept: &'a ast::Expr,
        reject: &'a ast::Expr,
        span: Span,
    ) -> Operand {
        let condition = self.expr(condition);
        if let TyKind::Vector {
            scalar: Scalar::Bool,
            ..
        } = self.tys[condition.ty]
        {
            return self.select_vector(condition, accept, reject, span);
        }
        let condition = self.condition_value(condition);
        let (mut accept, then) = self.arm(accept);
        let (mut reject, otherwise) = self.arm(reject);
        if condition.is_error() || accept.is_error() || reject.is_error() {
            return Operand::error(span);
        }
        let Some(ty) = self.arms_type(&accept, &reject, span) else {
            return Operand::error(span);
        };
        if let TyKind::Closure(_) = self.tys[ty] {
            return self.unsupported_expr("a choice between lambdas", span);
        }
        if let Some(known) = condition.known() {
            let (arm, block) = if known != 0 {
                (accept, then)
            } else {
                (reject, otherwise)
            };
            self.splice(block);
            return self.arm_value(arm, ty);
        }
        let then = self.convert_arm(&mut accept, then, ty);
        let otherwise = self.convert_arm(&mut reject, otherwise, ty);
        if accept.is_error() || reject.is_error() {
            return Operand::error(span);
        }
        if ty != Ty::VOID && self.is_cheap(&then) && self.is_cheap(&otherwise) {
            self.splice(then);
            self.splice(otherwise);
            return self.select_value(&condition, &accept, &reject, span);
        }
        self.branch_arms(&condition, (accept, then), (reject, otherwise), span)
    }

    fn arm(&mut self, arm: &'a ast::Expr) -> (Operand, Block) {
        self.cx().builder.open();
        let operand = self.expr(arm);
        let operand = match self.tys[operand.ty] {
            TyKind::Record(_) | TyKind::Void => self.content(operand),
            _ => self.rvalue(operand),
        };
        (operand, self.cx().builder.close())
    }

    fn arm_value(&mut self, arm: Operand, ty: Ty) -> Operand {
        match ty {
            Ty::VOID => arm,
            _ => self.convert(arm, ty, Purpose::Operand),
        }
    }

    /// Adds an arm's conversion to its block.
    fn convert_arm(&mut self, arm: &mut Operand, block: Block, ty: Ty) -> Block {
        self.cx().builder.open();
        self.splice(block);
        *arm = self.arm_value(arm.clone(), ty);
        self.cx().builder.close()
    }

    /// The type that both arms convert to (\[expr.cond\]).
    fn arms_type(&mut self, accept: &Operand, reject: &Operand, span: Span) -> Option<Ty> {
        if let Some(pointer) = self.functions_type(accept.ty, reject.ty) {
            return Some(pointer);
        }
        if accept.ty == reject.ty {
            return Some(accept.ty);
        }
        let shapes = self.tys.shape(accept.ty).zip(self.tys.shape(reject.ty));
        if let Some(((a, n), (b, m))) = shapes {
            match (n, m) {
                (1, 1) => return Some(Ty::scalar(usual_arithmetic(a, b))),
                (1, _) => return Some(self.tys.vector(b, m)),
                (_, 1) => return Some(self.tys.vector(a, n)),
                _ if n == m && a == b => return Some(self.tys.vector(a, n)),
                _ => {}
            }
        } else if self.rank(accept, reject.ty).is_some() {
            return Some(reject.ty);
        } else if self.rank(reject, accept.ty).is_some() {
            return Some(accept.ty);
        }
        let message = format!(
            "both results of `?:` need one type, found `{}` and `{}`",
            self.ty_name(accept.ty),
            self.ty_name(reject.ty)
        );
        self.report(Diagnostic::error("type-mismatch", span, message));
        None
    }

    /// The type of pointers to both functions, where the results are functions by their names, or one is null.
    fn functions_type(&mut self, accept: Ty, reject: Ty) -> Option<Ty> {
        let types = [accept, reject].map(|ty| (ty, self.type_of_function(ty)));
        match types {
            [(_, Some(of)), (_, Some(other))] => {
                (of == other).then(|| self.tys.function_pointer(of))
            }
            [(_, Some(of)), (Ty::NULL, None)] | [(Ty::NULL, None), (_, Some(of))] => {
                Some(self.tys.function_pointer(of))
            }
            _ => None,
        }
    }

    fn select_value(
        &mut self,
        condition: &Operand,
        accept: &Operand,
        reject: &Operand,
        span: Span,
    ) -> Operand {
        let ty = accept.ty;
        let condition = self.value(condition);
        let (accept, reject) = (self.value(accept), self.value(reject));
        if accept == reject {
            return Operand::value(ty, accept, span);
        }
        let ir = self.ir(ty);
        let value = self.eval(
            Op::Select {
                condition,
                accept,
                reject,
            },
            ir,
            span,
        );
        Operand::value(ty, value, span)
    }

    fn branch_arms(
        &mut self,
        condition: &Operand,
        accept: (Operand, Block),
        reject: (Operand, Block),
        span: Span,
    ) -> Operand {
        let ty = accept.0.ty;
        let pointer = match ty {
            Ty::VOID => None,
            _ => Some(self.local_place("", ty, AddressSpace::Thread, span)),
        };
        let condition = self.value(condition);
        let then = self.arm_block(accept, pointer, span);
        let otherwise = self.arm_block(reject, pointer, span);
        self.cx().builder.stmt(Stmt::If {
            condition,
            then,
            otherwise,
            span,
        });
        match pointer {
            None => Operand::constant(Ty::VOID, Const::Zero, span),
            Some(pointer) => {
                let ir = self.ir(ty);
                let value = self.eval(Op::Load(pointer), ir, span);
                Operand::value(ty, value, span)
            }
        }
    }

    fn arm_block(&mut self, arm: (Operand, Block), to: Option<ValueId>, span: Span) -> Block {
        let (operand, block) = arm;
        self.cx().builder.open();
        self.splice(block);
        if let Some(pointer) = to {
            let value = self.value(&operand);
            self.store_value(pointer, value, span);
        }
        self.cx().builder.close()
    }

    /// `c ? a : b` with a vector of `bool`: component by component.
    fn select_vector(
        &mut self,
        condition: Operand,
        accept: &'a ast::Expr,
        reject: &'a ast::Expr,
        span: Span,
    ) -> Operand {
        let accept = self.expr(accept);
        let accept = self.unpacked(accept);
        let reject = self.expr(reject);
        let reject = self.unpacked(reject);
        if accept.is_error() || reject.is_error() {
            return Operand::error(span);
        }
        let Some(ty) = self.arms_type(&accept, &reject, span) else {
            return Operand::error(span);
        };
        let lanes = |lowerer: &Self, ty| lowerer.tys.shape(ty).map(|(_, lanes)| lanes);
        if lanes(self, ty) != lanes(self, condition.ty) {
            let message = format!(
                "a condition of type `{}` cannot choose between values of type `{}`",
                self.ty_name(condition.ty),
                self.ty_name(ty)
            );
            self.error("type-mismatch", span, message);
            return Operand::error(span);
        }
        let accept = self.convert(accept, ty, Purpose::Operand);
        let reject = self.convert(reject, ty, Purpose::Operand);
        let condition = self.rvalue(condition);
        self.select_value(&condition, &accept, &reject, span)
    }
}
