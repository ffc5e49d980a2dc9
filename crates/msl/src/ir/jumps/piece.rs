//! Pieces of text that are put between those of the function.

use super::{NONE, Rewriter};
use crate::{
    ir::{AddressSpace, Block, CompareOp, Const, Local, LocalId, Op, Stmt, TypeId, Value, ValueId},
    source::Span,
};

impl<F> Rewriter<'_, F> {
    pub(super) fn local(&mut self, name: &str, ty: TypeId) -> LocalId {
        self.function.locals.push(Local {
            name: name.to_owned(),
            ty,
            space: AddressSpace::Thread,
            span: self.function.span,
        })
    }

    pub(super) fn value(&mut self, op: Op, ty: TypeId, span: Span) -> ValueId {
        self.function.values.push(Value { op, ty, span })
    }

    pub(super) fn push(&mut self, to: &mut Block, op: Op, ty: TypeId, span: Span) -> ValueId {
        let value = self.value(op, ty, span);
        to.push(Stmt::Eval(value));
        value
    }

    pub(super) fn number(&mut self, number: usize, span: Span) -> ValueId {
        let bits = u64::try_from(number).expect("a switch has fewer than 2^64 cases");
        self.value(Op::Const(Const::Scalar(bits)), self.int, span)
    }

    pub(super) fn address(&mut self, local: LocalId, span: Span) -> ValueId {
        let ty = self.function.locals[local].ty;
        let pointer = self.types.pointer(AddressSpace::Thread, ty);
        self.value(Op::LocalAddress(local), pointer, span)
    }

    pub(super) fn push_load(&mut self, to: &mut Block, local: LocalId, span: Span) -> ValueId {
        let pointer = self.address(local, span);
        let ty = self.function.locals[local].ty;
        self.push(to, Op::Load(pointer), ty, span)
    }

    pub(super) fn push_store(
        &mut self,
        to: &mut Block,
        local: LocalId,
        value: ValueId,
        span: Span,
    ) {
        let pointer = self.address(local, span);
        self.push(to, Op::Store { pointer, value }, self.void, span);
    }

    pub(super) fn push_number(
        &mut self,
        to: &mut Block,
        local: LocalId,
        number: usize,
        span: Span,
    ) {
        let value = self.number(number, span);
        self.push_store(to, local, value, span);
    }

    pub(super) fn set_jump(&mut self, to: &mut Block, jump: u64, span: Span) {
        let value = self.value(Op::Const(Const::Scalar(jump)), self.int, span);
        self.push_store(to, self.jump, value, span);
    }

    pub(super) fn push_is_jump(
        &mut self,
        to: &mut Block,
        op: CompareOp,
        jump: u64,
        span: Span,
    ) -> ValueId {
        let now = self.push_load(to, self.jump, span);
        let than = self.value(Op::Const(Const::Scalar(jump)), self.int, span);
        self.push(to, Op::Compare(op, now, than), self.bool, span)
    }

    /// The end of what a jump leads out of.
    pub(super) fn forget_jump(&mut self, to: &mut Block, jump: u64, span: Span) {
        let ends = self.push_is_jump(to, CompareOp::Equal, jump, span);
        let mut then = Vec::new();
        self.set_jump(&mut then, NONE, span);
        to.push(branch(ends, then, span));
    }
}

pub(super) fn branch(condition: ValueId, then: Block, span: Span) -> Stmt {
    Stmt::If {
        condition,
        then,
        otherwise: Vec::new(),
        span,
    }
}
