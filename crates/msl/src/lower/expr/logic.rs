//! `&&`, `||` and `?:`: what is evaluated only sometimes.
//!
//! Where the part in question has no effect and costs next to nothing, it is evaluated always and
//! the result selected; otherwise it stands in a branch and the result in a variable.

use super::operand::{Operand, OperandKind};
use crate::{
    diagnostic::Diagnostic,
    ir::{self, AddressSpace, BinaryOp as IrBinary, Block, Const, Op, Scalar, Stmt, Type, ValueId},
    lower::{
        Lowerer,
        conversion::{Purpose, usual_arithmetic},
        ty::{Ty, TyKind},
    },
    source::Span,
    syntax::ast::{self, BinaryOp},
};

/// Operations that are cheaper to do than to branch around. Not tuned.
const CHEAP: usize = 6;

impl<'a> Lowerer<'a> {
    /// `&&` and `||`.
    pub(super) fn logic(
        &mut self,
        op: BinaryOp,
        left: &'a ast::Expr,
        right: &'a ast::Expr,
        span: Span,
    ) -> Operand {
        let left = self.expr(left);
        if self.tys.is_vector(left.ty) {
            let right = self.expr(right);
            return self.logic_vectors(op, left, right, span);
        }
        let left = self.condition_value(left);
        self.cx().builder.open();
        let right = self.expr(right);
        let right = self.condition_value(right);
        let block = self.cx().builder.close();
        if left.is_error() || right.is_error() {
            return Operand::error(span);
        }
        let and = op == BinaryOp::And;
        if let Some(known) = left.known() {
            if (known != 0) != and {
                return Operand::bits(Ty::BOOL, known, span);
            }
            self.splice(block);
            return right.at(span);
        }
        if self.is_cheap(&block) {
            self.splice(block);
            if let Some(known) = right.known() {
                let decided = (known != 0) != and;
                return if decided {
                    right.at(span)
                } else {
                    left.at(span)
                };
            }
            let op = if and { IrBinary::And } else { IrBinary::Or };
            return self.binary_value(op, &left, &right, span);
        }
        self.branch_logic(and, &left, (right, block), span)
    }

    /// `left && right` where the right side may as well be evaluated always; its block otherwise.
    pub(in crate::lower) fn and_cheap(
        &mut self,
        left: &Operand,
        right: &Operand,
        block: Block,
        span: Span,
    ) -> Result<Operand, Block> {
        if left.is_error() || right.is_error() {
            return Ok(Operand::error(span));
        }
        match (left.known(), right.known()) {
            (Some(0), _) => return Ok(left.clone()),
            (Some(_), _) => {
                self.splice(block);
                return Ok(right.clone());
            }
            (None, Some(_)) | (None, None) => {}
        }
        if !self.is_cheap(&block) {
            return Err(block);
        }
        self.splice(block);
        Ok(match right.known() {
            Some(0) => right.clone(),
            Some(_) => left.clone(),
            None => self.binary_value(IrBinary::And, left, right, span),
        })
    }

    fn branch_logic(
        &mut self,
        and: bool,
        left: &Operand,
        (right, block): (Operand, Block),
        span: Span,
    ) -> Operand {
        let place = self.spill(left, span);
        let condition = self.value(left);
        self.cx().builder.open();
        self.splice(block);
        let value = self.value(&right);
        self.store_value(place.pointer, value, span);
        let taken = self.cx().builder.close();
        let (then, otherwise) = if and {
            (taken, Vec::new())
        } else {
            (Vec::new(), taken)
        };
        self.cx().builder.stmt(Stmt::If {
            condition,
            then,
            otherwise,
            span,
        });
        let result = self.place(Ty::BOOL, place, span);
        self.rvalue(result)
    }

    fn logic_vectors(
        &mut self,
        op: BinaryOp,
        left: Operand,
        right: Operand,
        span: Span,
    ) -> Operand {
        let (left, right) = (self.unpacked(left), self.unpacked(right));
        if left.is_error() || right.is_error() {
            return Operand::error(span);
        }
        let is_bool = |lowerer: &Self, ty| lowerer.tys.component(ty) == Some(Scalar::Bool);
        if left.ty != right.ty || !is_bool(self, left.ty) {
            self.no_operator::<()>(op, &left, &right, span);
            return Operand::error(span);
        }
        let op = if op == BinaryOp::And {
            IrBinary::And
        } else {
            IrBinary::Or
        };
        self.binary_value(op, &left, &right, span)
    }

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

    /// Adds statements to the open block.
    pub(in crate::lower) fn splice(&mut self, block: Block) {
        for stmt in block {
            self.cx().builder.stmt(stmt);
        }
    }

    /// Whether evaluating all of it always is right, and cheaper than a branch.
    fn is_cheap(&self, block: &Block) -> bool {
        block.len() <= CHEAP
            && block.iter().all(|stmt| match stmt {
                Stmt::Eval(value) => self.is_harmless(*value),
                _ => false,
            })
    }

    /// Operations that have no effect and that no checker could object to.
    fn is_harmless(&self, value: ValueId) -> bool {
        let context = self.contexts.last().expect("values are of a context");
        let function = context.builder.function();
        let scalar_of = |value| self.types[function.ty(value)].scalar();
        match &function.values[value].op {
            Op::Load(pointer) => function.local_of(*pointer).is_some_and(|local| {
                let scalar = self.types[function.locals[local].ty].scalar().is_some();
                scalar && context.initialized.contains(&local)
            }),
            Op::Unary(..)
            | Op::Compare(..)
            | Op::Select { .. }
            | Op::Bitcast(_)
            | Op::Splat(_)
            | Op::Compose(_)
            | Op::Extract { .. }
            | Op::Swizzle { .. } => true,
            Op::Binary(op, left, right) => match op {
                IrBinary::Div | IrBinary::Rem => {
                    scalar_of(*left).is_some_and(Scalar::is_float)
                        || self.is_nonzero(function, *right)
                }
                IrBinary::Shl | IrBinary::Shr => {
                    matches!(function.values[*right].op, Op::Const(_))
                }
                _ => true,
            },
            Op::Convert(from) => {
                let to_integer = scalar_of(value).is_some_and(Scalar::is_integer);
                !(to_integer && scalar_of(*from).is_some_and(Scalar::is_float))
            }
            _ => false,
        }
    }

    fn is_nonzero(&self, function: &ir::Function, value: ValueId) -> bool {
        match (&function.values[value].op, &self.types[function.ty(value)]) {
            (Op::Const(Const::Scalar(bits)), Type::Scalar(_)) => *bits != 0,
            _ => false,
        }
    }

    /// Whether an operand is a place that can be assigned to as it stands.
    pub(super) fn is_place(operand: &Operand) -> bool {
        matches!(
            operand.kind,
            OperandKind::Place(_) | OperandKind::Swizzle(..)
        )
    }
}
