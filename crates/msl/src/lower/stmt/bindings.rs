//! Names for the members of an object: `auto [a, b] = e` (C++17 \[dcl.struct.bind\]).

use super::Init;
use crate::{
    ir::Scalar,
    lower::{
        Lowerer, Storage,
        expr::operand::{Operand, OperandKind, Place},
        ty::{QualTy, Ty, TyKind},
    },
    source::Span,
    syntax::ast,
};

impl<'a> Lowerer<'a> {
    pub(super) fn bindings(&mut self, bindings: &'a ast::Bindings, span: Span) {
        let object = match self.initializer(&bindings.init) {
            Init::Value(operand) => operand,
            Init::List(mut list) | Init::Args(mut list) if list.len() == 1 => list.remove(0),
            Init::List(_) | Init::Args(_) => {
                self.error("type-mismatch", span, "expected one object to take apart");
                Operand::error(span)
            }
        };
        let members = self.members_of(object, bindings, span);
        for (at, name) in bindings.names.iter().enumerate() {
            match members.as_ref().and_then(|members| members.get(at)) {
                Some(member) => self.bind_member(name, member, bindings.constant),
                None => {
                    let ty = QualTy::of(Ty::ERROR, false);
                    self.declare_local(name, ty, Storage::Error, false);
                }
            }
        }
    }

    fn bind_member(&mut self, name: &'a ast::Ident, member: &Operand, constant: bool) {
        let OperandKind::Place(place) = &member.kind else {
            let ty = QualTy::of(Ty::ERROR, false);
            return self.declare_local(name, ty, Storage::Error, false);
        };
        let ty = QualTy::of(member.ty, constant || place.constant);
        let storage = Storage::Place(place.pointer, place.space);
        self.declare_local(name, ty, storage, false);
    }

    /// The members of an object, or of a copy of it; as many as there are names.
    fn members_of(
        &mut self,
        object: Operand,
        bindings: &ast::Bindings,
        span: Span,
    ) -> Option<Vec<Operand>> {
        if object.is_error() {
            return None;
        }
        let ty = object.ty;
        let place = match &object.kind {
            OperandKind::Place(place) if bindings.reference => *place,
            _ => self.spill(&object, span),
        };
        let members = match self.tys[ty] {
            TyKind::Record(record) => {
                let count = self.records[record.index()].fields.len();
                let count = u32::try_from(count).expect("fields are few");
                let whole = self.place(ty, place, span);
                (0..count)
                    .map(|index| self.field_of(whole.clone(), index, span))
                    .collect()
            }
            TyKind::Array { element, length } if length as usize == bindings.names.len() => (0
                ..length)
                .map(|at| {
                    let index = self.integer_constant(Scalar::I32, u64::from(at), span);
                    let pointer = self.element_address(place, index, element, span);
                    self.place(element, Place { pointer, ..place }, span)
                })
                .collect(),
            _ => Vec::new(),
        };
        if members.len() != bindings.names.len() {
            let message = format!(
                "`{}` cannot be taken apart into {} names",
                self.ty_name(ty),
                bindings.names.len()
            );
            self.error("wrong-argument-count", span, message);
            return None;
        }
        Some(members)
    }
}
