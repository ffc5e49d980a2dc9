//! Structs: their members, their instances from templates, and how objects come into being.

use super::{
    Lowerer, MAX_INSTANCES,
    conversion::Purpose,
    expr::operand::{Operand, OperandKind, Place},
    function::DeclId,
    overload::CallSite,
    scope::{Entity, ScopeId, ScopeKind},
    template::{RecordTemplate, TemplateArg, argument_specificity},
    ty::{QualTy, Target, Ty, TyKind},
};
use crate::{
    arena::Handle,
    ir::{AddressSpace, Const, Field, Op, Type, TypeId, ValueId},
    source::Span,
    syntax::ast,
};
use std::collections::VecDeque;

/// A struct of the compilation.
pub(super) type RecordId = Handle<RecordMark>;

/// What a [`RecordId`] is a handle of.
#[derive(Debug)]
pub(super) struct RecordMark;

/// A struct, class or union.
pub(super) struct Record<'a> {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) scope: Option<ScopeId>,
    pub(super) fields: Vec<FieldInfo<'a>>,
    pub(super) constructors: Vec<DeclId>,
    pub(super) conversions: Vec<DeclId>,
    pub(super) union: bool,
    pub(super) complete: bool,
    /// When it was defined.
    pub(super) since: u32,
    /// How deep structs, arrays and pointers stand in each other at most.
    pub(super) depth: u32,
    /// The template and arguments it is an instance of.
    pub(super) origin: Option<(usize, Vec<TemplateArg>)>,
}

/// A field.
#[derive(Clone)]
pub(super) struct FieldInfo<'a> {
    pub(super) name: &'a str,
    pub(super) ty: Ty,
    pub(super) constant: bool,
    pub(super) default: Option<&'a ast::Initializer>,
    pub(super) span: Span,
}

impl<'a> Lowerer<'a> {
    pub(super) fn new_record(
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
            union: false,
            complete: false,
            since: 0,
            depth: 0,
            origin,
        });
        Handle::new(self.records.len() - 1)
    }

    /// Gives a struct its members.
    pub(super) fn define_record(&mut self, id: RecordId, ast: &'a ast::Record, parent: ScopeId) {
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
        self.records[id.index()].complete = true;
    }

    /// A base class without fields lends its names; others are not supported.
    fn base(&mut self, id: RecordId, base: &'a ast::Type, parent: ScopeId) {
        let ty = self.spelled(base, parent).ty;
        let Some(base_id) = self.tys.record(ty) else {
            if ty != Ty::ERROR {
                self.error("type-mismatch", base.span, "a base class is a struct");
            }
            return;
        };
        if !self.records[base_id.index()].fields.is_empty() {
            return self.unsupported("a base class with fields", base.span);
        }
        if let (Some(own), Some(lent)) = (
            self.records[id.index()].scope,
            self.records[base_id.index()].scope,
        ) {
            self.scopes[own.0].also.push(lent);
        }
    }

    fn member(&mut self, id: RecordId, member: &'a ast::Item, scope: ScopeId) {
        match &member.kind {
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
                    self.field(id, variable, scope);
                }
            }
            _ => self.local_item(member, scope),
        }
    }

    fn field(&mut self, id: RecordId, variable: &'a ast::Variable, scope: ScopeId) {
        let name = &variable.name;
        if variable.bit_width.is_some() {
            return self.unsupported("a bit-field", name.span);
        }
        let qualified = self.spelled(&variable.ty, scope);
        let mut ty = qualified.ty;
        let incomplete = self
            .tys
            .record(self.tys.innermost_element(ty))
            .is_some_and(|record| !self.records[record.index()].complete);
        if !incomplete && self.leads_to_incomplete(ty) {
            // The IR's structs hold their fields' types, so none can hold its own.
            let what = "a pointer to a struct that is not complete yet, as a field,";
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
        let depth = self.type_depth(ty);
        let record = &mut self.records[id.index()];
        record.depth = record.depth.max(depth);
        let index = u32::try_from(record.fields.len()).expect("fields are few");
        record.fields.push(FieldInfo {
            name: &name.name,
            ty,
            constant: qualified.constant,
            default: variable.init.as_ref(),
            span: name.span,
        });
        self.declare(scope, name, Entity::Field(index));
    }

    /// The scope of a struct's members.
    pub(super) fn record_scope(&mut self, id: RecordId) -> ScopeId {
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

    /// The IR's struct.
    pub(super) fn record_ir(&mut self, id: RecordId) -> TypeId {
        let fields = self.records[id.index()].fields.clone();
        let fields = fields
            .iter()
            .map(|field| Field {
                name: field.name.to_owned(),
                ty: self.ir(field.ty),
            })
            .collect();
        let Record { name, union, .. } = &self.records[id.index()];
        self.types.intern(Type::Struct {
            name: name.clone(),
            fields,
            union: *union,
        })
    }

    /// The struct that a class template gives for arguments as written.
    pub(super) fn record_of(
        &mut self,
        template: usize,
        written: &'a [ast::TemplateArgument],
        scope: ScopeId,
        span: Span,
    ) -> Ty {
        let Some(given) = self.template_arguments(written, scope) else {
            return Ty::ERROR;
        };
        let given: Vec<_> = given.into_iter().map(Some).collect();
        let primary = self.record_templates[template].primary;
        let parent = self.record_templates[template].scope;
        let params = primary.template.as_deref().unwrap_or(&[]);
        let since = self.record_templates[template].since;
        let bound = self.as_of(since, |lowerer| {
            lowerer.bind_template(params, &given, parent, span)
        });
        let Some((inner, arguments)) = bound else {
            return Ty::ERROR;
        };
        let key = (template, arguments.clone());
        if let Some(&known) = self.record_instances.get(&key) {
            return self.tys.intern(TyKind::Record(known));
        }
        if self.records.len() >= MAX_INSTANCES {
            self.error(
                "instantiation-too-deep",
                span,
                "this asks for too many structs",
            );
            return Ty::ERROR;
        }
        let name =
            self.record_templates[template].name.to_owned() + &self.arguments_text(&arguments);
        let id = self.new_record(&name, span, Some(key.clone()));
        self.record_instances.insert(key, id);
        self.hard(|lowerer| {
            lowerer.on_behalf(Some((name, span)), |lowerer| {
                lowerer.nested(span, |lowerer| lowerer.define_instance(id, inner, span))
            })
        });
        self.tys.intern(TyKind::Record(id))
    }

    fn define_instance(&mut self, id: RecordId, primary_scope: ScopeId, span: Span) {
        let Some((template, arguments)) = self.records[id.index()].origin.clone() else {
            return;
        };
        let parent = self.record_templates[template].scope;
        let mut best: Option<(u32, &'a ast::Record, ScopeId, u32)> = None;
        for (special, since) in self.record_templates[template].specializations.clone() {
            let params = special.template.as_deref().unwrap_or(&[]);
            let patterns = special.arguments.as_deref().unwrap_or(&[]);
            let matched = self.as_of(since, |lowerer| {
                lowerer.match_specialization((params, patterns), &arguments, parent, span)
            });
            let Some(scope) = matched else { continue };
            let score = 1 + patterns
                .iter()
                .map(|p| argument_specificity(p, params))
                .sum::<u32>();
            if best.is_none_or(|(known, ..)| score > known) {
                best = Some((score, special, scope, since));
            }
        }
        let RecordTemplate { primary, since, .. } = self.record_templates[template];
        let (ast, scope, since) = match best {
            Some((_, special, scope, since)) => (special, scope, since),
            None => (primary, primary_scope, since),
        };
        if ast.members.is_none() {
            let name = &self.record_templates[template].name;
            let message = format!("the class template `{name}` is declared but not defined");
            self.records[id.index()].complete = true;
            return self.error("type-mismatch", span, message);
        }
        self.as_of(since, |lowerer| lowerer.define_record(id, ast, scope));
    }

    // ---- objects -------------------------------------------------------------------------------

    /// An object made from arguments: `T(a, b)`.
    pub(super) fn construct(&mut self, ty: Ty, args: Vec<Operand>, span: Span) -> Operand {
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
    pub(super) fn construct_at(
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

    /// An object of a struct without constructors, field by field.
    fn aggregate(&mut self, ty: Ty, args: Vec<Operand>, span: Span) -> Operand {
        let mut rest = args.into();
        let value = self.consume(ty, &mut rest, span);
        if let Some(extra) = rest.front()
            && !value.is_error()
        {
            let message = format!("`{}` has no room for this", self.ty_name(ty));
            self.error("wrong-argument-count", extra.span, message);
            return Operand::error(span);
        }
        value
    }

    /// `{...}` as a value of a type.
    pub(super) fn list_value(&mut self, ty: Ty, list: Vec<Operand>, span: Span) -> Operand {
        if list.iter().any(Operand::is_error) || ty == Ty::ERROR {
            return Operand::error(span);
        }
        match self.tys[ty].clone() {
            TyKind::Record(record) => {
                if self.records[record.index()].constructors.is_empty() {
                    if let [one] = &list[..]
                        && one.ty == ty
                    {
                        return self.content(one.clone());
                    }
                    return self.aggregate(ty, list, span);
                }
                self.construct(ty, list, span)
            }
            TyKind::Array { .. } => self.aggregate(ty, list, span),
            TyKind::Vector { .. } => self.construct_vector(ty, list, span),
            TyKind::Pointer(_) if list.is_empty() => self.null_pointer(span),
            _ if list.is_empty() => Operand::constant(ty, Const::Scalar(0), span),
            _ if list.len() == 1 => {
                let mut list = list;
                let one = list.swap_remove(0);
                self.convert(one, ty, Purpose::Initialize)
            }
            _ => {
                let message = format!(
                    "expected one value for `{}`, found {}",
                    self.ty_name(ty),
                    list.len()
                );
                self.error("wrong-argument-count", span, message);
                Operand::error(span)
            }
        }
    }

    /// Takes what a type needs from a list whose inner braces may have been left out.
    fn consume(&mut self, ty: Ty, rest: &mut VecDeque<Operand>, span: Span) -> Operand {
        match self.tys[ty].clone() {
            TyKind::Array { element, length } => {
                if rest.is_empty() {
                    return self.default_value(ty, span);
                }
                let mut members = Vec::new();
                while members.len() < length as usize && !rest.is_empty() {
                    members.push(self.consume_member(element, rest, span));
                }
                self.fill(ty, members, span)
            }
            TyKind::Record(record) if self.default_names_fields(record) => {
                self.consume_in_memory(ty, record, rest, span)
            }
            TyKind::Record(record) => {
                let fields = self.records[record.index()].fields.clone();
                let used = if self.records[record.index()].union {
                    1
                } else {
                    fields.len()
                };
                let mut members = Vec::new();
                for field in fields.iter().take(used) {
                    members.push(match (rest.is_empty(), field.default) {
                        (true, Some(init)) => self.field_default(record, field, init, None),
                        (true, None) => self.default_value(field.ty, span),
                        (false, _) => self.consume_member(field.ty, rest, span),
                    });
                }
                if members.iter().any(Operand::is_error) {
                    return Operand::error(span);
                }
                if self.records[record.index()].union {
                    return self.union_value(ty, members, span);
                }
                self.compose(ty, &members, span)
            }
            _ => match rest.pop_front() {
                Some(one) => self.convert(one, ty, Purpose::Initialize),
                None => self.default_value(ty, span),
            },
        }
    }

    fn consume_member(&mut self, ty: Ty, rest: &mut VecDeque<Operand>, span: Span) -> Operand {
        let front = rest.front().expect("the caller looked");
        if let TyKind::Reference(target) = self.tys[ty] {
            let front = rest.pop_front().expect("the caller looked");
            let span = front.span;
            return match self.bind_reference(front, target, Purpose::Initialize) {
                Some(pointer) => Operand::value(ty, pointer, span),
                None => Operand::error(span),
            };
        }
        let braces = matches!(front.kind, OperandKind::Braces(_));
        let whole =
            front.ty == ty || !matches!(self.tys[ty], TyKind::Array { .. } | TyKind::Record(_));
        let constructed = self
            .tys
            .record(ty)
            .is_some_and(|record| !self.records[record.index()].constructors.is_empty());
        if braces || whole || constructed {
            let front = rest.pop_front().expect("the caller looked");
            return self.convert(front, ty, Purpose::Initialize);
        }
        self.consume(ty, rest, span)
    }

    fn fill(&mut self, ty: Ty, mut members: Vec<Operand>, span: Span) -> Operand {
        let TyKind::Array { element, length } = self.tys[ty] else {
            return Operand::error(span);
        };
        let length = length as usize;
        if members.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        if length > 1 << 16 {
            self.unsupported("an initialized array of more than 65536 elements", span);
            return Operand::error(span);
        }
        if members.len() < length {
            let zero = self.default_value(element, span);
            if zero.is_error() {
                return zero;
            }
            members.resize(length, zero);
        }
        self.compose(ty, &members, span)
    }

    fn union_value(&mut self, ty: Ty, members: Vec<Operand>, span: Span) -> Operand {
        let pointer = self.local_place("", ty, AddressSpace::Thread, span);
        let place = Place {
            pointer,
            space: AddressSpace::Thread,
            constant: false,
        };
        if let Some(first) = members.first() {
            let value = self.content_value(first);
            let field = self.field_address(place, 0, first.ty, span);
            self.store_value(field, value, span);
        }
        let made = self.place(ty, place, span);
        self.content(made)
    }

    /// What `T()` and missing initializers give.
    pub(super) fn default_value(&mut self, ty: Ty, span: Span) -> Operand {
        match self.tys[ty].clone() {
            TyKind::Error => Operand::error(span),
            TyKind::Scalar(_) | TyKind::Enum(_) => Operand::bits(ty, 0, span),
            TyKind::Pointer(_) => self.null_pointer(span),
            TyKind::Record(record) => {
                let Record {
                    constructors,
                    fields,
                    ..
                } = &self.records[record.index()];
                if !constructors.is_empty() {
                    return self.construct(ty, Vec::new(), span);
                }
                if fields.is_empty() || self.is_plain(ty) {
                    return Operand::constant(ty, Const::Zero, span);
                }
                self.aggregate(ty, Vec::new(), span)
            }
            TyKind::Array { element, .. } if !self.is_plain(ty) => {
                let member = self.default_value(element, span);
                self.fill(ty, vec![member], span)
            }
            TyKind::Reference(_) => {
                self.error(
                    "type-mismatch",
                    span,
                    "a reference needs something to refer to",
                );
                Operand::error(span)
            }
            _ => Operand::constant(ty, Const::Zero, span),
        }
    }

    /// Whether all bits zero are the default value.
    fn is_plain(&self, ty: Ty) -> bool {
        match &self.tys[ty] {
            TyKind::Pointer(_) | TyKind::Reference(_) => false,
            TyKind::Array { element, .. } => self.is_plain(*element),
            TyKind::Record(record) => {
                let record = &self.records[record.index()];
                record.constructors.is_empty()
                    && record
                        .fields
                        .iter()
                        .all(|f| f.default.is_none() && self.is_plain(f.ty))
            }
            _ => true,
        }
    }

    /// Whether a variable without initializer gets content all the same.
    pub(super) fn has_default(&self, ty: Ty) -> bool {
        match &self.tys[ty] {
            TyKind::Array { element, .. } => self.has_default(*element),
            TyKind::Record(record) => {
                let record = &self.records[record.index()];
                !record.constructors.is_empty()
                    || record
                        .fields
                        .iter()
                        .any(|f| f.default.is_some() || self.has_default(f.ty))
            }
            _ => false,
        }
    }

    /// A field's own initializer; `object` is the struct that it belongs to, if it may be named.
    pub(super) fn field_default(
        &mut self,
        record: RecordId,
        field: &FieldInfo<'a>,
        init: &'a ast::Initializer,
        object: Option<(ValueId, Target)>,
    ) -> Operand {
        let scope = self.record_scope(record);
        let since = self.records[record.index()].since;
        let ty = field.ty;
        let outer = std::mem::replace(&mut self.cx().this, object);
        let value = self.as_of(since, |lowerer| {
            lowerer.in_scope(scope, |lowerer| {
                let source = lowerer.initializer(init);
                lowerer.initialize(ty, source, Purpose::Initialize, field.span)
            })
        });
        self.cx().this = outer;
        value
    }

    /// Whether a field's own initializer may name other fields.
    fn default_names_fields(&self, record: RecordId) -> bool {
        let fields = &self.records[record.index()].fields;
        fields.iter().filter_map(|field| field.default).any(|init| {
            let mut names = false;
            super::mutation::walk_initializer(init, &mut |node| {
                if let super::mutation::Node::Expr(expr) = node {
                    names |= match &expr.kind {
                        ast::ExprKind::This => true,
                        ast::ExprKind::Path(path) => {
                            let name = path.segments.first().map(|segment| &segment.ident.name);
                            fields
                                .iter()
                                .any(|field| Some(field.name) == name.map(String::as_str))
                        }
                        _ => false,
                    };
                }
            });
            names
        })
    }

    /// A struct value whose defaults name other fields: built in memory, field by field.
    fn consume_in_memory(
        &mut self,
        ty: Ty,
        record: RecordId,
        rest: &mut VecDeque<Operand>,
        span: Span,
    ) -> Operand {
        let pointer = self.local_place("", ty, AddressSpace::Thread, span);
        let place = Place {
            pointer,
            space: AddressSpace::Thread,
            constant: false,
        };
        let target = Target {
            ty,
            space: AddressSpace::Thread,
            constant: false,
        };
        let fields = self.records[record.index()].fields.clone();
        for (index, field) in (0u32..).zip(&fields) {
            let value = match (rest.is_empty(), field.default) {
                (true, Some(init)) => {
                    self.field_default(record, field, init, Some((pointer, target)))
                }
                (true, None) => self.default_value(field.ty, span),
                (false, _) => self.consume_member(field.ty, rest, span),
            };
            if value.is_error() {
                return value;
            }
            let value = self.content_value(&value);
            let address = self.field_address(place, index, field.ty, span);
            self.store_value(address, value, span);
        }
        let made = self.place(ty, place, span);
        self.content(made)
    }

    pub(super) fn field_address(
        &mut self,
        place: Place,
        index: u32,
        ty: Ty,
        span: Span,
    ) -> ValueId {
        let ty = self.ir(ty);
        let ty = self.types.pointer(place.space, ty);
        self.eval(
            Op::Field {
                pointer: place.pointer,
                index,
            },
            ty,
            span,
        )
    }

    /// The part of a constructor before its body: initializers, then defaults, in order of fields.
    pub(super) fn construct_fields(&mut self, decl: DeclId) {
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
        let fields = self.records[record.index()].fields.clone();
        for (name, _) in &ast.initializers {
            if !fields.iter().any(|field| field.name == name.name) {
                let message = format!("`{}` has no field `{}`", self.ty_name(target.ty), name.name);
                self.error("unknown-member", name.span, message);
            }
        }
        for (index, field) in (0u32..).zip(&fields) {
            let written = ast
                .initializers
                .iter()
                .find(|(name, _)| name.name == field.name);
            let value = match (written, field.default) {
                (Some((name, list)), _) => {
                    let args = list.iter().map(|expr| self.expr(expr)).collect();
                    let source = super::stmt::Init::Args(args);
                    self.initialize(field.ty, source, Purpose::Initialize, name.span)
                }
                (None, Some(init)) => {
                    self.field_default(record, field, init, Some((pointer, target)))
                }
                (None, None) => continue,
            };
            if !value.is_error() {
                let value = self.content_value(&value);
                let field = self.field_address(place, index, field.ty, field.span);
                self.store_value(field, value, target_span(ast));
            }
        }
    }
}

fn target_span(ast: &ast::Function) -> Span {
    super::function::function_name(&ast.name).1
}
