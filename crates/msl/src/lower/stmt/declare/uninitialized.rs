//! Variables without an initializer: what default constructors and default values of fields put there, or nothing.

use crate::{
    ir::AddressSpace,
    lower::{
        Lowerer, Storage,
        expr::operand::{Operand, Place},
        ty::{QualTy, Target, Ty, TyKind},
    },
    source::Span,
    syntax::ast,
};

impl<'a> Lowerer<'a> {
    pub(super) fn uninitialized(&mut self, variable: &'a ast::Variable, ty: QualTy) {
        let name = &variable.name;
        if let TyKind::Closure(_) = self.tys[ty.ty] {
            let message = format!("`{}` needs a function to be a copy of", name.name);
            self.error("type-mismatch", name.span, message);
            return self.declare_local(name, QualTy::of(Ty::ERROR, false), Storage::Error, false);
        }
        if self.needs_initializer(ty.ty) {
            self.error(
                "type-mismatch",
                name.span,
                "a reference needs something to refer to",
            );
            return self.declare_local(name, QualTy::of(Ty::ERROR, false), Storage::Error, false);
        }
        let pointer = self.local_place(&name.name, ty.ty, AddressSpace::Thread, name.span);
        self.check_size(ty.ty, name.span);
        self.forget(pointer, name.span);
        if self.has_default(ty.ty) {
            let place = Place {
                pointer,
                space: AddressSpace::Thread,
                constant: false,
            };
            self.default_at(place, ty.ty, name.span);
        }
        let storage = Storage::Place(pointer, AddressSpace::Thread);
        self.declare_local(name, QualTy::of(ty.ty, ty.constant), storage, false);
    }

    /// Whether it is a reference, or a struct with one that no constructor binds.
    fn needs_initializer(&self, ty: Ty) -> bool {
        match &self.tys[ty] {
            TyKind::Reference(_) => true,
            TyKind::Array { element, .. } => self.needs_initializer(*element),
            TyKind::Record(record) => {
                let record = &self.records[record.index()];
                record.constructors.is_empty()
                    && record
                        .fields
                        .iter()
                        .any(|f| f.default.is_none() && self.needs_initializer(f.ty))
            }
            _ => false,
        }
    }

    /// Runs default constructors, and stores default values of fields, and nothing else.
    pub(in crate::lower) fn default_at(&mut self, place: Place, ty: Ty, span: Span) {
        if !self.has_default(ty) {
            return;
        }
        let Some(record) = self.tys.record(ty) else {
            let value = self.default_value(ty, span);
            if !value.is_error() {
                let value = self.content_value(&value);
                self.store_value(place.pointer, value, span);
            }
            return;
        };
        if !self.records[record.index()].constructors.is_empty() {
            self.construct_at(place, ty, Vec::new(), span);
            return;
        }
        let fields = self.records[record.index()].fields.clone();
        for (index, field) in (0u32..).zip(&fields) {
            if field.default.is_none() && field.bits.is_empty() && !self.has_default(field.ty) {
                continue;
            }
            let pointer = self.field_address(place, index, field.ty, span);
            if !field.bits.is_empty() {
                // One after the other is written into what it shares with the others.
                let zero = Operand::bits(field.ty, 0, span);
                let zero = self.content_value(&zero);
                self.store_value(pointer, zero, span);
                continue;
            }
            match field.default {
                None => self.default_at(Place { pointer, ..place }, field.ty, span),
                Some(init) => {
                    let target = Target {
                        ty,
                        space: place.space,
                        constant: false,
                    };
                    let object = Some((place.pointer, target));
                    let value = self.field_default(record, field, init, object);
                    if !value.is_error() {
                        let value = self.content_value(&value);
                        self.store_value(pointer, value, span);
                    }
                }
            }
        }
    }
}
