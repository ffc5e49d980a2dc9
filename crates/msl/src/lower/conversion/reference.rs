//! What references bind to (\[dcl.init.ref\]).

use super::Purpose;
use crate::ir::{AddressSpace, Const, Op, ValueId};
use crate::lower::{
    Lowerer,
    expr::operand::{Operand, OperandKind, Place},
    ty::{Target, Ty, space_name},
};
use crate::source::Span;

impl<'a> Lowerer<'a> {
    /// The address that a reference takes from an operand.
    pub(in crate::lower) fn bind_reference(
        &mut self,
        from: Operand,
        target: Target,
        purpose: Purpose,
    ) -> Option<ValueId> {
        let span = from.span;
        if from.is_error() || target.ty == Ty::ERROR {
            return None;
        }
        let derived = matches!(from.kind, OperandKind::Place(_))
            && from.ty != target.ty
            && self.is_base(target.ty, from.ty);
        let from = if derived {
            self.as_base(from, target.ty)
        } else {
            from
        };
        let found = match &from.kind {
            OperandKind::Place(place) if from.ty == target.ty => Some(*place),
            _ => None,
        };
        if let Some(place) = found {
            if place.space == target.space && (target.constant || !place.constant) {
                return Some(place.pointer);
            }
            if place.space == target.space {
                self.error(
                    "const-violation",
                    span,
                    "a reference that may change this needs it not to be `const`",
                );
                return None;
            }
        }
        if self.is_program_constant(&from, target)
            && let OperandKind::Const(content) = from.kind
        {
            return Some(self.in_constant_memory(target.ty, content, span));
        }
        if target.constant && target.space == AddressSpace::Thread {
            let converted = self.convert(from, target.ty, purpose);
            if converted.is_error() {
                return None;
            }
            return Some(self.spill(&converted, span).pointer);
        }
        self.cannot_bind(&from, found.is_some(), target, purpose);
        None
    }

    /// Whether an operand is the value of a constant of the program, of which a reference into
    /// `constant` memory is wanted: the value has no place until then.
    pub(super) fn is_program_constant(&self, from: &Operand, target: Target) -> bool {
        matches!(from.kind, OperandKind::Const(_))
            && !from.literal
            && from.ty == target.ty
            && target.constant
            && target.space == AddressSpace::Constant
    }

    /// The address of a constant in a table of its own.
    pub(in crate::lower) fn in_constant_memory(
        &mut self,
        ty: Ty,
        content: Const,
        span: Span,
    ) -> ValueId {
        let global = self.global("constant", ty, content, span);
        let ir = self.ir(ty);
        let pointer = self.types.pointer(AddressSpace::Constant, ir);
        self.eval(Op::GlobalAddress(global), pointer, span)
    }

    /// Whether a place is a whole `constexpr` array of a function: it lies in a table, and is copied where
    /// its address has to be one of thread memory.
    pub(super) fn is_local_table(&self, place: &Place) -> bool {
        let function = self.contexts.last().map(|cx| cx.builder.function());
        match function.map(|function| &function.values[place.pointer].op) {
            Some(Op::GlobalAddress(global)) => self.local_tables.contains(global),
            _ => false,
        }
    }

    /// Such an array as a variable; other operands as they are.
    pub(super) fn in_thread_memory(&mut self, from: Operand) -> Operand {
        let OperandKind::Place(place) = from.kind else {
            return from;
        };
        if !self.is_local_table(&place) {
            return from;
        }
        let span = from.span;
        let content = self.load(place, from.ty, span);
        let content = self.value(&content);
        let pointer = self.local_place("", from.ty, AddressSpace::Thread, span);
        self.store_value(pointer, content, span);
        let place = Place {
            pointer,
            space: AddressSpace::Thread,
            constant: true,
        };
        Operand::new(from.ty, OperandKind::Place(place), span)
    }

    fn cannot_bind(&mut self, from: &Operand, same: bool, target: Target, purpose: Purpose) {
        let span = from.span;
        if let (true, OperandKind::Place(place)) = (same, &from.kind) {
            let message = format!(
                "expected a reference to `{}` memory {}, found `{}` memory",
                space_name(target.space),
                purpose.text(),
                space_name(place.space)
            );
            return self.error("address-space-mismatch", span, message);
        }
        let expected = self.ty_name(target.ty);
        let found = self.ty_name(from.ty);
        if expected == found {
            self.error(
                "not-assignable",
                span,
                "a reference needs a variable to refer to, found a value",
            );
        } else {
            let message = format!("expected a variable of type `{expected}`, found `{found}`");
            self.error("type-mismatch", span, message);
        }
    }
}
