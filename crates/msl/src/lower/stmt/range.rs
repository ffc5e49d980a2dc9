//! `for` over the elements of an array (\[stmt.ranged\]).
//!
//! Ranges of pointers or iterators are not looked for: an array, a list in braces, or a struct that
//! is an array and nothing else, as `array<T, N>` is.

use super::{Init, repeat::unroll_count};
use crate::{
    ir::{AddressSpace, BinaryOp, CompareOp, Loop, Op, Scalar, Stmt},
    lower::{
        Breakable, Lowerer, Storage,
        expr::operand::{Operand, OperandKind, Place},
        ty::{QualTy, Ty, TyKind},
    },
    source::Span,
    syntax::ast::{self, Unroll},
};

impl<'a> Lowerer<'a> {
    pub(super) fn range_for(
        &mut self,
        (variable, range, body): (&'a ast::Variable, &'a ast::Expr, &'a ast::Stmt),
        unroll: Option<Unroll>,
        span: Span,
    ) {
        let range = self.expr(range);
        if range.is_error() {
            return;
        }
        let Some((place, element, length)) = self.elements(range) else {
            return;
        };
        self.in_block(|lowerer| {
            let uint = lowerer.ir(Ty::UINT);
            let bool_ty = lowerer.ir(Ty::BOOL);
            let at = lowerer.local_place("", Ty::UINT, AddressSpace::Thread, span);
            let zero = lowerer.integer_constant(Scalar::U32, 0, span);
            lowerer.store_value(at, zero, span);
            lowerer.mark_initialized(at);
            lowerer.cx().builder.open();
            let index = lowerer.eval(Op::Load(at), uint, span);
            let end = lowerer.integer_constant(Scalar::U32, u64::from(length), span);
            let goes_on = Op::Compare(CompareOp::Less, index, end);
            let goes_on = lowerer.eval(goes_on, bool_ty, span);
            let before = lowerer.cx().builder.close();
            lowerer.cx().breakable.push(Breakable::Loop);
            lowerer.cx().builder.open();
            lowerer.in_block(|lowerer| {
                let index = lowerer.eval(Op::Load(at), uint, span);
                let pointer = lowerer.element_address(place, index, element, span);
                let one = lowerer.place(element, Place { pointer, ..place }, span);
                lowerer.range_variable(variable, one);
                let inner = lowerer.block_of(body);
                lowerer.splice(inner);
            });
            let body = lowerer.cx().builder.close();
            lowerer.cx().breakable.pop();
            lowerer.cx().builder.open();
            let index = lowerer.eval(Op::Load(at), uint, span);
            let one = lowerer.integer_constant(Scalar::U32, 1, span);
            let next = lowerer.eval(Op::Binary(BinaryOp::Add, index, one), uint, span);
            lowerer.store_value(at, next, span);
            let step = lowerer.cx().builder.close();
            let repeat = Loop {
                before,
                while_: Some(goes_on),
                body,
                step,
                again_if: None,
                unroll: unroll_count(unroll),
                span,
            };
            lowerer.cx().builder.stmt(Stmt::Loop(Box::new(repeat)));
        });
    }

    fn range_variable(&mut self, variable: &'a ast::Variable, element: Operand) {
        let scope = self.scope();
        let init = Init::Value(element);
        match self.variable_type(variable, Some(&init), scope) {
            Some(ty) => self.initialized(variable, ty, init, false),
            None => {
                let ty = QualTy::of(Ty::ERROR, false);
                self.declare_local(&variable.name, ty, Storage::Error, false);
            }
        }
    }

    /// The array in memory that a range is, its elements' type and their number.
    fn elements(&mut self, range: Operand) -> Option<(Place, Ty, u32)> {
        let span = range.span;
        let mut range = range;
        if let OperandKind::Braces(list) = &range.kind {
            let list = list.clone();
            let element = list.first().map(|first| self.decayed(first))?;
            let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
            let ty = self.array_of(element, count, span);
            range = self.list_value(ty, list, span);
        }
        if let Some(record) = self.tys.record(range.ty)
            && let [only] = &self.records[record.index()].fields[..]
            && matches!(self.tys[only.ty], TyKind::Array { .. })
        {
            range = self.field_of(range, 0, span);
        }
        let TyKind::Array { element, length } = self.tys[range.ty] else {
            if !range.is_error() {
                let what = format!("`for` over a `{}`", self.ty_name(range.ty));
                self.unsupported(&what, span);
            }
            return None;
        };
        let place = match range.kind {
            OperandKind::Place(place) => place,
            _ => self.spill(&range, span),
        };
        Some((place, element, length))
    }
}
