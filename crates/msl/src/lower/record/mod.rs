//! Structs: their members, their instances from templates, and how objects come into being.

mod aggregate;
mod bits;
mod construct;
mod default;
mod instance;
mod outside;
mod part;

pub(super) use bits::BitField;
pub(super) use outside::member_template;
pub(super) use part::Part;

use crate::lower::{
    Lowerer,
    function::DeclId,
    link::Refusals,
    scope::{Entity, ScopeId, ScopeKind},
    template::TemplateArg,
    ty::{QualTy, Ty, TyKind},
};
use crate::{
    arena::Handle,
    diagnostic::Diagnostic,
    ir::{AddressSpace, Field, Type, TypeId},
    source::Span,
    syntax::ast,
};

/// The largest alignment; buffers begin at multiples of it.
const MAX_ALIGN_BYTES: u32 = 64;

/// A struct of the compilation.
pub(in crate::lower) type RecordId = Handle<RecordMark>;

/// What a [`RecordId`] is a handle of.
#[derive(Debug)]
pub(in crate::lower) struct RecordMark;

/// A struct, class or union.
pub(in crate::lower) struct Record<'a> {
    pub(in crate::lower) name: String,
    pub(in crate::lower) span: Span,
    pub(in crate::lower) scope: Option<ScopeId>,
    pub(in crate::lower) fields: Vec<FieldInfo<'a>>,
    pub(in crate::lower) constructors: Vec<DeclId>,
    pub(in crate::lower) conversions: Vec<DeclId>,
    /// Base classes and members without a name, whose members count as its own.
    pub(in crate::lower) parts: Vec<Part>,
    pub(in crate::lower) union: bool,
    pub(in crate::lower) complete: bool,
    /// When it was defined.
    pub(in crate::lower) since: u32,
    /// How deep structs, arrays and pointers stand in each other at most.
    pub(in crate::lower) depth: u32,
    /// How many base classes stand above it in a row.
    pub(in crate::lower) height: u32,
    /// The template and arguments it is an instance of.
    pub(in crate::lower) origin: Option<(usize, Vec<TemplateArg>)>,
    /// What of it is not supported.
    pub(in crate::lower) refusals: Refusals,
}

/// A field.
#[derive(Clone)]
pub(in crate::lower) struct FieldInfo<'a> {
    pub(in crate::lower) name: &'a str,
    pub(in crate::lower) ty: Ty,
    pub(in crate::lower) constant: bool,
    /// As in [`Field`].
    pub(in crate::lower) align_bytes: u32,
    pub(in crate::lower) default: Option<&'a ast::Initializer>,
    /// A pointer to a struct that was not complete yet, which the IR holds as one to `void`: its structs
    /// hold their fields' types, so none can hold its own.
    pub(in crate::lower) erased: bool,
    /// The bit-fields that lie in it.
    pub(in crate::lower) bits: Vec<BitField<'a>>,
    pub(in crate::lower) span: Span,
}

impl<'a> Lowerer<'a> {
    pub(in crate::lower) fn new_record(
        &mut self,
        name: &str,
        span: Span,
        origin: Option<(usize, Vec<TemplateArg>)>,
    ) -> RecordId {
        let name = self.record_names.give(name);
        self.records.push(Record {
            name,
            span,
            scope: None,
            fields: Vec::new(),
            constructors: Vec::new(),
            conversions: Vec::new(),
            parts: Vec::new(),
            union: false,
            complete: false,
            since: 0,
            depth: 0,
            height: 0,
            origin,
            refusals: Refusals::new(),
        });
        Handle::new(self.records.len() - 1)
    }

    /// Gives a struct its members.
    pub(in crate::lower) fn define_record(
        &mut self,
        id: RecordId,
        ast: &'a ast::Record,
        parent: ScopeId,
    ) {
        let record = &self.records[id.index()];
        // In its own scope a struct's name is the struct.
        if record.scope.is_some() && !record.complete {
            let message = format!("`{}` is defined within itself", record.name);
            let span = ast.name.as_ref().map_or(record.span, |name| name.span);
            self.error("redeclaration", span, message);
            return;
        }
        let ((), mut refusals) = self.declaring(|lowerer| lowerer.define_members(id, ast, parent));
        refusals.extend(self.refusals_of_record(ast));
        self.note_refusals(&refusals);
        self.records[id.index()].refusals.extend(refusals);
    }

    fn define_members(&mut self, id: RecordId, ast: &'a ast::Record, parent: ScopeId) {
        let scope = self.new_scope(Some(parent), ScopeKind::Record(id));
        let ty = self.tys.intern(TyKind::Record(id));
        self.records[id.index()].scope = Some(scope);
        self.records[id.index()].union = ast.union;
        self.records[id.index()].since = self.now();
        if let Some(name) = &ast.name {
            self.bind(scope, &name.name, Entity::Type(QualTy::plain(ty)));
        }
        for base in &ast.bases {
            self.base(id, base, parent);
        }
        for member in ast.members.iter().flatten() {
            self.member(id, member, scope);
        }
        let align = ast.align.iter();
        let align = align
            .filter_map(|bytes| self.alignment_of(bytes, parent))
            .max();
        if let (Some(align), Some(first)) = (align, self.records[id.index()].fields.first_mut()) {
            // At offset 0 the field's alignment is the struct's.
            first.align_bytes = first.align_bytes.max(align);
        }
        self.drop_defaulted(id);
        self.records[id.index()].complete = true;
    }

    /// A struct whose constructors are all defaulted is initialized as if it had none
    /// (\[dcl.init.aggr\]).
    fn drop_defaulted(&mut self, id: RecordId) {
        let defaulted = |decl: &DeclId| {
            let ast = self.functions[decl.0].ast.function();
            ast.is_some_and(|ast| ast.specifiers.defaulted)
        };
        if self.records[id.index()].constructors.iter().all(defaulted) {
            self.records[id.index()].constructors.clear();
        }
    }

    fn member(&mut self, id: RecordId, member: &'a ast::Item, scope: ScopeId) {
        match &member.kind {
            ast::ItemKind::Function(function) if function.specifiers.friend => {
                self.friend(function, scope);
            }
            ast::ItemKind::Record(record) if record.name.is_none() => {
                self.unnamed_member(id, record, scope, member.span);
            }
            ast::ItemKind::Function(function) => {
                let decl = self.declare_function(function, scope, Some(id));
                let record = &mut self.records[id.index()];
                if self.functions[decl.0].constructor {
                    record.constructors.push(decl);
                } else if matches!(function.name, ast::FunctionName::Conversion(..)) {
                    record.conversions.push(decl);
                }
            }
            ast::ItemKind::Variables(declaration)
                if declaration.is_static || declaration.constexpr =>
            {
                self.statics(declaration, scope);
            }
            ast::ItemKind::Variables(declaration) => {
                for variable in &declaration.variables {
                    let align = self.alignment(&declaration.attributes, scope);
                    self.field(id, (variable, align), scope);
                }
            }
            _ => self.local_item(member, scope),
        }
    }

    fn field(&mut self, id: RecordId, (variable, align): (&'a ast::Variable, u32), scope: ScopeId) {
        let name = &variable.name;
        if let Some(width) = &variable.bit_width {
            return self.bit_field(id, variable, width, scope);
        }
        let qualified = self.spelled(&variable.ty, scope);
        let mut ty = qualified.ty;
        if let Some(space) = qualified
            .space
            .filter(|space| *space != AddressSpace::Thread)
        {
            let space = crate::lower::ty::space_name(space);
            let message = format!("a field cannot lie in `{space}` memory");
            let diagnostic = Diagnostic::error("address-space-mismatch", name.span, message)
                .with_note("a struct lies where its variable does, with all of its fields")
                .with_help(format!("declare the variable `{space}`, or hold a pointer"));
            self.report(diagnostic);
        }
        let incomplete = self
            .tys
            .record(self.tys.innermost_element(ty))
            .is_some_and(|record| !self.records[record.index()].complete);
        let erased = matches!(self.tys[ty], TyKind::Pointer(_)) && self.leads_to_incomplete(ty);
        if !incomplete && !erased && self.leads_to_incomplete(ty) {
            let what = "an array of pointers to a struct that is not complete yet, as a field,";
            self.unsupported(what, name.span);
            ty = Ty::ERROR;
        }
        if ty == Ty::VOID || incomplete {
            let message = format!(
                "a field cannot have the incomplete type `{}`",
                self.ty_name(ty)
            );
            self.error("type-mismatch", name.span, message);
            ty = Ty::ERROR;
        }
        if matches!(self.tys[ty], TyKind::Closure(_)) {
            self.unsupported("a lambda as a field", name.span);
            ty = Ty::ERROR;
        }
        let align_bytes = align.max(self.alignment(&variable.attributes, scope));
        self.check_after_bits(id, (ty, align_bytes), name.span);
        let depth = self.type_depth(ty);
        let record = &mut self.records[id.index()];
        record.depth = record.depth.max(depth);
        let index = u32::try_from(record.fields.len()).expect("fields are few");
        record.fields.push(FieldInfo {
            name: &name.name,
            ty,
            constant: qualified.constant,
            align_bytes,
            default: variable.init.as_ref(),
            erased,
            bits: Vec::new(),
            span: name.span,
        });
        self.declare(scope, name, Entity::Field(id, index));
    }

    /// The largest `alignas(…)` among attributes.
    fn alignment(&mut self, attributes: &'a [ast::Attribute], scope: ScopeId) -> u32 {
        let attributes = attributes.iter().filter(|a| a.name.name == "alignas");
        let bytes = attributes.flat_map(|attribute| &attribute.arguments);
        let bytes = bytes.filter_map(|bytes| self.alignment_of(bytes, scope));
        bytes.max().unwrap_or(1)
    }

    /// The bytes of an `alignas(…)`; 0 says nothing.
    fn alignment_of(&mut self, bytes: &'a ast::Expr, scope: ScopeId) -> Option<u32> {
        let (_, value) = self.constant_integer(bytes, scope)?;
        let fits = u32::try_from(value).ok();
        match fits.filter(|bytes| bytes.is_power_of_two() && *bytes <= MAX_ALIGN_BYTES) {
            None if value != 0 => {
                let message = format!(
                    "expected a power of two up to {MAX_ALIGN_BYTES} as an alignment, found `{value}`"
                );
                self.error("type-mismatch", bytes.span, message);
                None
            }
            fits => fits,
        }
    }

    /// The scope of a struct's members.
    pub(in crate::lower) fn record_scope(&mut self, id: RecordId) -> ScopeId {
        match self.records[id.index()].scope {
            Some(scope) => scope,
            None => {
                let (name, span) = (
                    self.records[id.index()].name.clone(),
                    self.records[id.index()].span,
                );
                self.error(
                    "type-mismatch",
                    span,
                    format!("`{name}` is declared but not defined"),
                );
                let scope = self.new_scope(Some(self.root), ScopeKind::Record(id));
                self.records[id.index()].scope = Some(scope);
                scope
            }
        }
    }

    fn field_ir(&mut self, field: &FieldInfo<'a>) -> TypeId {
        match self.tys[field.ty] {
            TyKind::Pointer(target) if field.erased => {
                let void = self.ir(Ty::VOID);
                self.types.pointer(target.space, void)
            }
            _ => self.ir(field.ty),
        }
    }

    /// The IR's struct.
    pub(in crate::lower) fn record_ir(&mut self, id: RecordId) -> TypeId {
        let fields = self.records[id.index()].fields.clone();
        let fields = (0..fields.len())
            .map(|index| Field {
                name: field_name(&fields, index),
                ty: self.field_ir(&fields[index]),
                align_bytes: fields[index].align_bytes,
            })
            .collect();
        let Record { name, union, .. } = &self.records[id.index()];
        self.types.intern(Type::Struct {
            name: name.clone(),
            fields,
            union: *union,
        })
    }
}

/// A field's name in the IR: parts that have none get one that is free.
fn field_name(fields: &[FieldInfo<'_>], index: usize) -> String {
    if !fields[index].name.is_empty() {
        return fields[index].name.to_owned();
    }
    let mut name = format!("part{index}");
    while fields.iter().any(|field| field.name == name) {
        name.push('_');
    }
    name
}
