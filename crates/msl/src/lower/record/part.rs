//! Parts of a struct whose members are its own: base classes (\[class.derived\]) and structs and
//! unions without a name (\[class.union.anon\]).
//!
//! A part with fields is a field without a name. One without fields takes no room: its methods are
//! made for the struct that has it.

use super::{FieldInfo, RecordId};
use crate::{
    ir::Const,
    lower::{
        Lowerer,
        expr::operand::{Operand, OperandKind, Place},
        scope::ScopeId,
        ty::{Target, Ty, TyKind},
    },
    source::Span,
    syntax::ast,
};

/// Base classes in a row; searches walk over them.
const MAX_BASES: u32 = 256;

/// A base class, or a member without a name.
#[derive(Clone, Copy, Debug)]
pub(in crate::lower) struct Part {
    record: RecordId,
    /// The field that holds it, unless it has no fields.
    field: Option<u32>,
    /// Whether the struct converts to it.
    base: bool,
}

impl<'a> Lowerer<'a> {
    /// Gives a struct a base class.
    pub(super) fn base(&mut self, id: RecordId, base: &'a ast::Type, parent: ScopeId) {
        let ty = self.spelled(base, parent).ty;
        let Some(record) = self.tys.record(ty) else {
            if ty != Ty::ERROR {
                self.error("type-mismatch", base.span, "a base class is a struct");
            }
            return;
        };
        if !self.records[record.index()].complete {
            let name = self.ty_name(ty);
            let message = format!("the base class `{name}` is not defined yet");
            return self.error("type-mismatch", base.span, message);
        }
        let height = self.records[record.index()].height + 1;
        if height > MAX_BASES {
            let message = "this struct has too many base classes in a row";
            return self.error("nesting-too-deep", base.span, message);
        }
        let own = &mut self.records[id.index()];
        own.height = own.height.max(height);
        self.part(id, record, true, base.span);
    }

    /// `struct { … };` and `union { … };` among the members.
    pub(super) fn unnamed_member(
        &mut self,
        id: RecordId,
        member: &'a ast::Record,
        scope: ScopeId,
        span: Span,
    ) {
        let ty = self.declare_record_in_place(member, scope, span);
        if let Some(record) = self.tys.record(ty) {
            self.part(id, record, false, span);
        }
    }

    fn part(&mut self, id: RecordId, record: RecordId, base: bool, span: Span) {
        let ty = self.tys.intern(TyKind::Record(record));
        let mut field = None;
        if !self.records[record.index()].fields.is_empty() {
            let depth = self.type_depth(ty);
            let own = &mut self.records[id.index()];
            field = Some(u32::try_from(own.fields.len()).expect("fields are few"));
            own.depth = own.depth.max(depth);
            own.fields.push(FieldInfo {
                name: "",
                ty,
                constant: false,
                align_bytes: 1,
                default: None,
                erased: false,
                bits: Vec::new(),
                span,
            });
        }
        self.records[id.index()].parts.push(Part {
            record,
            field,
            base,
        });
        if let (Some(own), Some(lent)) = (
            self.records[id.index()].scope,
            self.records[record.index()].scope,
        ) {
            self.scopes[own.0].also.push(lent);
        }
    }

    /// The fields that lead from a struct to the part that is another struct.
    fn path_to(&self, from: RecordId, to: RecordId, bases: bool) -> Option<Vec<u32>> {
        if from == to {
            return Some(Vec::new());
        }
        self.records[from.index()].parts.iter().find_map(|part| {
            let usable = part.base || !bases;
            let rest = self.path_to(part.record, to, bases).filter(|_| usable)?;
            Some(part.field.into_iter().chain(rest).collect())
        })
    }

    /// Whether a struct is derived from another, or is it.
    pub(in crate::lower) fn is_base(&self, base: Ty, derived: Ty) -> bool {
        match (self.tys.record(base), self.tys.record(derived)) {
            (Some(base), Some(derived)) => self.path_to(derived, base, true).is_some(),
            _ => false,
        }
    }

    /// All base classes of a struct, nearer ones first.
    pub(in crate::lower) fn bases_of(&self, record: RecordId) -> Vec<RecordId> {
        let mut found = vec![record];
        let mut at = 0;
        while at < found.len() {
            let parts = self.records[found[at].index()].parts.iter();
            let bases = parts.filter(|part| part.base).map(|part| part.record);
            found.extend(bases);
            at += 1;
        }
        found.split_off(1)
    }

    /// The part of an object that has the members of `owner`. Of a part without fields it is what
    /// has it.
    pub(in crate::lower) fn part_of(
        &mut self,
        object: Operand,
        owner: RecordId,
        span: Span,
    ) -> Option<Operand> {
        let record = self.tys.record(object.ty)?;
        let path = self.path_to(record, owner, false)?;
        let part = path
            .into_iter()
            .fold(object, |object, index| self.field_of(object, index, span));
        Some(part)
    }

    /// An object as one of its base classes.
    pub(in crate::lower) fn as_base(&mut self, object: Operand, base: Ty) -> Operand {
        let span = object.span;
        let Some(part) = self
            .tys
            .record(base)
            .and_then(|record| self.part_of(object, record, span))
        else {
            return Operand::error(span);
        };
        if part.ty == base {
            return part;
        }
        // A base class without fields has nothing but its address.
        let OperandKind::Place(place) = part.kind else {
            return Operand::constant(base, Const::Zero, span);
        };
        let target = |ty| Target {
            ty,
            space: place.space,
            constant: place.constant,
        };
        let from = self.tys.pointer(target(part.ty));
        let to = self.tys.pointer(target(base));
        let pointer = Operand::value(from, place.pointer, span);
        let pointer = self.pointer_cast(&pointer, to);
        let pointer = self.value(&pointer);
        self.place(base, Place { pointer, ..place }, span)
    }
}
