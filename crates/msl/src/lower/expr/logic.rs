//! `&&`, `||` and `?:`: what is evaluated only sometimes.
//!
//! Where the part in question has no effect and costs next to nothing, it is evaluated always and
//! the result selected; otherwise it stands in a branch and the result in a variable.

use super::operand::{Operand, OperandKind};
use crate::{
    ir::{self, BinaryOp as IrBinary, Block, Const, Op, Scalar, Stmt, Type, ValueId},
    lower::{Lowerer, ty::Ty},
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
        self.logic_with(op, left, |lowerer| lowerer.expr(right), span)
    }

    /// `&&` and `||` with a right side that is evaluated where it is needed.
    pub(in crate::lower) fn logic_with(
        &mut self,
        op: BinaryOp,
        left: Operand,
        right: impl FnOnce(&mut Self) -> Operand,
        span: Span,
    ) -> Operand {
        if self.tys.is_vector(left.ty) {
            let right = right(self);
            return self.logic_vectors(op, left, right, span);
        }
        let left = self.condition_value(left);
        self.cx().builder.open();
        let right = right(self);
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

    /// Adds statements to the open block.
    pub(in crate::lower) fn splice(&mut self, block: Block) {
        for stmt in block {
            self.cx().builder.stmt(stmt);
        }
    }

    /// Whether evaluating all of it always is right, and cheaper than a branch.
    pub(super) fn is_cheap(&self, block: &Block) -> bool {
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
            OperandKind::Place(_) | OperandKind::Swizzle(..) | OperandKind::Bits(..)
        )
    }
}
