//! Objects that constructors make, and the part of a constructor before its body.

use super::{FieldInfo, RecordId};
use crate::lower::{
    Lowerer,
    conversion::Purpose,
    expr::operand::{Operand, Place},
    function::DeclId,
    overload::CallSite,
    spelling::{Named, path_text},
    ty::{Target, Ty},
};
use crate::{
    ir::{AddressSpace, Op, Type, TypeId, ValueId},
    source::Span,
    syntax::ast,
};
use std::collections::BTreeMap;

/// Fields by their number, with what a constructor writes for them before its body.
type Written<'a> = BTreeMap<usize, (&'a ast::Path, &'a [ast::Expr])>;

impl<'a> Lowerer<'a> {
    /// An object made from arguments: `T(a, b)`.
    pub(in crate::lower) fn construct(
        &mut self,
        ty: Ty,
        args: Vec<Operand>,
        span: Span,
    ) -> Operand {
        let Some(record) = self.tys.record(ty) else {
            return Operand::error(span);
        };
        if args.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        if let [one] = &args[..]
            && one.ty == ty
        {
            return self.content(one.clone()).at(span);
        }
        if self.records[record.index()].constructors.is_empty() {
            return self.aggregate(ty, args, span);
        }
        let pointer = self.local_place("", ty, AddressSpace::Thread, span);
        let place = Place {
            pointer,
            space: AddressSpace::Thread,
            constant: false,
        };
        match self.construct_at(place, ty, args, span) {
            true => {
                let made = self.place(ty, place, span);
                self.content(made)
            }
            false => Operand::error(span),
        }
    }

    /// Runs a constructor on a place. False where an error was reported.
    pub(in crate::lower) fn construct_at(
        &mut self,
        place: Place,
        ty: Ty,
        args: Vec<Operand>,
        span: Span,
    ) -> bool {
        let Some(record) = self.tys.record(ty) else {
            return false;
        };
        let this = Target {
            ty,
            space: place.space,
            constant: false,
        };
        let decls = self.records[record.index()].constructors.clone();
        let name = self.ty_name(ty);
        if args.is_empty() && decls.is_empty() {
            return true;
        }
        let site = CallSite {
            name: &name,
            decls: &decls,
            explicit: None,
            args: &args,
            this: Some(this),
            span,
        };
        let Some(candidate) = self.selected(&site) else {
            return false;
        };
        if self.functions[candidate.decl.0].ast.body().is_none() {
            // `= default`
            return true;
        }
        !self
            .call_candidate(&candidate, Some((place.pointer, this)), args, span)
            .is_error()
    }

    pub(in crate::lower) fn field_address(
        &mut self,
        place: Place,
        index: u32,
        ty: Ty,
        span: Span,
    ) -> ValueId {
        let ty = self.ir(ty);
        let declared = self.declared_member(place.pointer, index).unwrap_or(ty);
        let pointer = self.types.pointer(place.space, declared);
        let op = Op::Field {
            pointer: place.pointer,
            index,
        };
        let field = self.eval(op, pointer, span);
        if declared == ty {
            return field;
        }
        let pointer = self.types.pointer(place.space, ty);
        self.eval(Op::PointerCast(field), pointer, span)
    }

    /// The type that the IR's struct gives a member of what a pointer leads to, or of a value.
    fn declared_member(&mut self, of: ValueId, index: u32) -> Option<TypeId> {
        let mut ty = self.cx().builder.ty(of);
        if let Type::Pointer { pointee, .. } = self.types[ty] {
            ty = pointee;
        }
        match &self.types[ty] {
            Type::Struct { fields, .. } => fields.get(index as usize).map(|field| field.ty),
            _ => None,
        }
    }

    /// A member of a struct value.
    pub(in crate::lower) fn member_value(
        &mut self,
        whole: ValueId,
        index: u32,
        ty: Ty,
        span: Span,
    ) -> ValueId {
        let ty = self.ir(ty);
        let declared = self.declared_member(whole, index).unwrap_or(ty);
        let value = self.eval(Op::Extract { whole, index }, declared, span);
        if declared == ty {
            return value;
        }
        self.eval(Op::PointerCast(value), ty, span)
    }

    /// The part of a constructor before its body: initializers, then defaults, in order of fields.
    pub(in crate::lower) fn construct_fields(&mut self, decl: DeclId) {
        let Some(ast) = self.functions[decl.0].ast.function() else {
            return;
        };
        let Some(record) = self.functions[decl.0].record else {
            return;
        };
        let Some((pointer, target)) = self.cx().this else {
            return;
        };
        let place = Place {
            pointer,
            space: target.space,
            constant: false,
        };
        let Some(written) = self.written_fields(ast, record, (place, target.ty)) else {
            return;
        };
        let fields = self.records[record.index()].fields.clone();
        let span = target_span(ast);
        for (index, field) in fields.iter().enumerate() {
            let at = u32::try_from(index).expect("fields are few");
            let value = match (written.get(&index), field.default) {
                (Some((path, list)), _) => {
                    let source = crate::lower::stmt::Init::Args(self.exprs(list));
                    self.initialize(field.ty, source, Purpose::Initialize, path.span)
                }
                (None, Some(init)) => {
                    self.field_default(record, field, init, Some((pointer, target)))
                }
                (None, None) if !field.bits.is_empty() => Operand::bits(field.ty, 0, span),
                (None, None) => {
                    if self.has_default(field.ty) {
                        let pointer = self.field_address(place, at, field.ty, field.span);
                        self.default_at(Place { pointer, ..place }, field.ty, span);
                    }
                    continue;
                }
            };
            if !value.is_error() {
                let value = self.content_value(&value);
                let field = self.field_address(place, at, field.ty, field.span);
                self.store_value(field, value, span);
            }
        }
    }

    /// What a constructor writes before its body for each field. `None` where another constructor does all of it.
    fn written_fields(
        &mut self,
        ast: &'a ast::Function,
        record: RecordId,
        (place, ty): (Place, Ty),
    ) -> Option<Written<'a>> {
        let fields = self.records[record.index()].fields.clone();
        let mut written = Written::new();
        for (path, list) in &ast.initializers {
            match self.initialized_field(record, path, &fields) {
                Some(Initialized::Itself) => {
                    let args = self.exprs(list);
                    self.construct_at(place, ty, args, path.span);
                    return None;
                }
                Some(Initialized::Field(index)) => _ = written.insert(index, (path, &list[..])),
                Some(Initialized::Nothing) => {}
                None => {
                    let name = path_text(path);
                    let message = format!("`{}` has no field `{name}`", self.ty_name(ty));
                    self.error("unknown-member", path.span, message);
                }
            }
        }
        Some(written)
    }

    /// What `name(…)` before a constructor's body is for.
    fn initialized_field(
        &mut self,
        record: RecordId,
        path: &'a ast::Path,
        fields: &[FieldInfo<'a>],
    ) -> Option<Initialized> {
        if let [one] = &path.segments[..]
            && one.arguments.is_none()
            && let Some(index) = fields.iter().position(|f| one.ident.name == f.name)
        {
            return Some(Initialized::Field(index));
        }
        let scope = self.scope();
        let Named::Type(ty) = self.attempt(|lowerer| lowerer.named(path, scope))? else {
            return None;
        };
        let of = self.tys.record(ty.ty)?;
        if of == record {
            return Some(Initialized::Itself);
        }
        if !self.bases_of(record).contains(&of) {
            return None;
        }
        let unnamed = fields
            .iter()
            .position(|f| f.name.is_empty() && f.ty == ty.ty);
        Some(unnamed.map_or(Initialized::Nothing, Initialized::Field))
    }
}

/// What an initializer of a constructor is for.
enum Initialized {
    Field(usize),
    /// Another constructor of the same struct does all of it.
    Itself,
    /// A base class without fields.
    Nothing,
}

fn target_span(ast: &ast::Function) -> Span {
    crate::lower::function::function_name(&ast.name).1
}
