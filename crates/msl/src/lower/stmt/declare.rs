//! Variables of functions.

use crate::{
    diagnostic::Diagnostic,
    ir::{AddressSpace, Const, Op, ValueId},
    lower::{
        Breakable, ContextKind, Lowerer, MAX_OBJECT_BYTES, Storage,
        conversion::Purpose,
        expr::operand::{Operand, OperandKind, Place},
        mutation::{Node, walk_initializer},
        scope::ScopeId,
        ty::{QualTy, Target, Ty, TyKind},
    },
    source::Span,
    syntax::ast::{self, Initializer, TypeKind},
};

/// How a variable or field is initialized.
#[derive(Clone, Debug)]
pub(in crate::lower) enum Init {
    /// `= e`.
    Value(Operand),
    /// `{a, b}` and `= {a, b}`.
    List(Vec<Operand>),
    /// `(a, b)`.
    Args(Vec<Operand>),
}

impl<'a> Lowerer<'a> {
    pub(super) fn declaration(&mut self, declaration: &'a ast::Declaration) {
        for variable in &declaration.variables {
            self.variable(declaration, variable, false);
        }
    }

    /// As [`declaration`](Self::declaration), with every variable in memory.
    pub(super) fn declaration_in_memory(&mut self, declaration: &'a ast::Declaration) {
        for variable in &declaration.variables {
            self.variable(declaration, variable, true);
        }
    }

    /// Evaluates an initializer's parts.
    pub(in crate::lower) fn initializer(&mut self, init: &'a Initializer) -> Init {
        match init {
            Initializer::Assign(expr) => {
                let operand = self.expr(expr);
                match operand.kind {
                    OperandKind::Braces(list) => Init::List(list),
                    _ => Init::Value(operand),
                }
            }
            Initializer::Parens(list) => Init::Args(self.exprs(list)),
            Initializer::Braces(list) => Init::List(self.exprs(list)),
        }
    }

    /// The initializer's value as a type.
    pub(in crate::lower) fn initialize(
        &mut self,
        ty: Ty,
        init: Init,
        purpose: Purpose,
        span: Span,
    ) -> Operand {
        if let TyKind::Reference(target) = self.tys[ty] {
            let mut list = match init {
                Init::Value(operand) => vec![operand],
                Init::List(list) | Init::Args(list) => list,
            };
            let Some(operand) = list.pop() else {
                self.error(
                    "type-mismatch",
                    span,
                    "a reference needs something to refer to",
                );
                return Operand::error(span);
            };
            return match self.bind_reference(operand, target, purpose) {
                Some(pointer) => Operand::value(ty, pointer, span),
                None => Operand::error(span),
            };
        }
        match init {
            Init::Value(operand) => self.convert(operand, ty, purpose),
            Init::List(list) => self.list_value(ty, list, span),
            Init::Args(mut args) => match self.tys[ty] {
                TyKind::Record(_) | TyKind::Vector { .. } => self.construct_type(ty, args, span),
                _ if args.len() == 1 => {
                    let one = args.swap_remove(0);
                    self.convert(one, ty, purpose)
                }
                _ => self.construct_type(ty, args, span),
            },
        }
    }

    /// The declared type of a variable, with `auto` and missing array lengths from its initializer.
    pub(in crate::lower) fn variable_type(
        &mut self,
        variable: &'a ast::Variable,
        init: Option<&Init>,
        scope: ScopeId,
    ) -> Option<QualTy> {
        let spelled = &variable.ty;
        let ty = match (&spelled.kind, init) {
            (TypeKind::Auto, init) => self.auto_type(variable, init)?,
            (TypeKind::Pointer(inner) | TypeKind::Reference(inner), Some(Init::Value(value)))
                if matches!(inner.kind, TypeKind::Auto) =>
            {
                self.auto_target(spelled, inner, &value.clone(), variable.span)?
            }
            (TypeKind::Array(element, None), Some(init)) => {
                let element = self.spelled(element, scope);
                let length = self.implied_length(element.ty, init, variable.span)?;
                let ty = self.array_of(element.ty, length, variable.span);
                QualTy { ty, ..element }
            }
            _ => self.spelled(spelled, scope),
        };
        if ty.ty == Ty::VOID {
            self.error(
                "type-mismatch",
                variable.name.span,
                "a variable cannot have type `void`",
            );
            return None;
        }
        if self.is_too_deep(ty.ty, variable.name.span) {
            return None;
        }
        let incomplete = self
            .tys
            .record(ty.ty)
            .is_some_and(|record| !self.records[record.index()].complete);
        if incomplete {
            let message = format!("`{}` is declared but not defined", self.ty_name(ty.ty));
            self.error("type-mismatch", variable.name.span, message);
            return None;
        }
        (ty.ty != Ty::ERROR).then_some(ty)
    }

    fn auto_type(&mut self, variable: &'a ast::Variable, init: Option<&Init>) -> Option<QualTy> {
        let source = match init {
            Some(Init::Value(operand)) => Some(operand),
            Some(Init::List(list) | Init::Args(list)) if list.len() == 1 => list.first(),
            _ => None,
        };
        let Some(source) = source else {
            let message = "`auto` needs one value to take its type from";
            self.error("type-mismatch", variable.name.span, message);
            return None;
        };
        let ty = self.decayed(source);
        if ty == Ty::VOID {
            self.error("type-mismatch", source.span, "this has no value");
            return None;
        }
        let constant = variable.ty.qualifiers.constant;
        let space = variable
            .ty
            .qualifiers
            .space
            .map(crate::lower::spelling::space);
        (ty != Ty::ERROR).then_some(QualTy {
            ty,
            constant,
            space,
        })
    }

    /// `auto*` and `auto&`.
    fn auto_target(
        &mut self,
        spelled: &'a ast::Type,
        inner: &'a ast::Type,
        value: &Operand,
        span: Span,
    ) -> Option<QualTy> {
        if value.is_error() {
            return None;
        }
        let constant = inner.qualifiers.constant;
        if let TypeKind::Reference(_) = spelled.kind {
            let target = match &value.kind {
                OperandKind::Place(place) => Target {
                    ty: value.ty,
                    space: place.space,
                    constant: constant || place.constant,
                },
                _ => Target {
                    ty: value.ty,
                    space: AddressSpace::Thread,
                    constant,
                },
            };
            return Some(QualTy::plain(self.reference_to(target)));
        }
        let decayed = self.decayed(value);
        match self.tys[decayed] {
            TyKind::Pointer(target) => {
                let target = Target {
                    constant: constant || target.constant,
                    ..target
                };
                let constant = spelled.qualifiers.constant;
                Some(QualTy {
                    ty: self.pointer_to(target),
                    constant,
                    space: None,
                })
            }
            _ => {
                let message = format!("expected a pointer, found `{}`", self.ty_name(value.ty));
                self.error("type-mismatch", span, message);
                None
            }
        }
    }

    fn implied_length(&mut self, element: Ty, init: &Init, span: Span) -> Option<u32> {
        let Init::List(list) = init else {
            self.error(
                "type-mismatch",
                span,
                "an array without a length needs a list in braces",
            );
            return None;
        };
        let mut scalars = 1u32;
        let mut inner = element;
        while let TyKind::Array { element, length } = self.tys[inner] {
            scalars = scalars.saturating_mul(length);
            inner = element;
        }
        let flat = scalars > 1
            && !list
                .iter()
                .any(|e| matches!(e.kind, OperandKind::Braces(_)));
        let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
        let length = if flat { count.div_ceil(scalars) } else { count };
        if length == 0 {
            self.error(
                "type-mismatch",
                span,
                "an array needs a length of at least 1",
            );
            return None;
        }
        Some(length)
    }

    fn variable(
        &mut self,
        declaration: &'a ast::Declaration,
        variable: &'a ast::Variable,
        in_memory: bool,
    ) {
        let name = &variable.name;
        let written = outer_space(&variable.ty);
        let table = written == Some(AddressSpace::Constant) || declaration.is_static;
        if declaration.constexpr || table {
            let scope = self.scope();
            let (ty, storage) = self.constant_variable(variable, scope);
            return self.declare_local(name, QualTy::of(ty, true), storage, true);
        }
        if written == Some(AddressSpace::Threadgroup) && !is_indirect(&variable.ty) {
            return self.threadgroup_variable(variable);
        }
        if written == Some(AddressSpace::Device) && !is_indirect(&variable.ty) {
            self.error(
                "address-space-mismatch",
                name.span,
                "a variable cannot lie in `device` memory, only a pointer can lead there",
            );
            return self.declare_local(name, QualTy::of(Ty::ERROR, false), Storage::Error, false);
        }
        let init = variable.init.as_ref().map(|init| self.initializer(init));
        let scope = self.scope();
        let Some(ty) = self.variable_type(variable, init.as_ref(), scope) else {
            return self.declare_local(name, QualTy::of(Ty::ERROR, false), Storage::Error, false);
        };
        match init {
            None => self.uninitialized(variable, ty),
            Some(init) => self.initialized(variable, ty, init, in_memory),
        }
    }

    fn uninitialized(&mut self, variable: &'a ast::Variable, ty: QualTy) {
        let name = &variable.name;
        if let TyKind::Closure(_) = self.tys[ty.ty] {
            let message = format!("`{}` needs a lambda to be a copy of", name.name);
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

    /// Each time that a loop comes to a declaration, its variable begins anew.
    fn forget(&mut self, variable: ValueId, span: Span) {
        let in_loop = self.cx().breakable.contains(&Breakable::Loop);
        if let (true, Some(local)) = (in_loop, self.cx().builder.function().local_of(variable)) {
            let void = self.ir(Ty::VOID);
            self.eval(Op::Forget(local), void, span);
        }
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
    fn default_at(&mut self, place: Place, ty: Ty, span: Span) {
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
            if field.default.is_none() && !self.has_default(field.ty) {
                continue;
            }
            let pointer = self.field_address(place, index, field.ty, span);
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

    fn initialized(
        &mut self,
        variable: &'a ast::Variable,
        ty: QualTy,
        init: Init,
        in_memory: bool,
    ) {
        let name = &variable.name;
        let span = name.span;
        if self.construct_in_place(variable, ty, &init) {
            return;
        }
        let value = self.initialize(ty.ty, init, Purpose::Initialize, variable.span);
        if value.is_error() && !matches!(self.tys[ty.ty], TyKind::Reference(_)) {
            // Its type is known all the same.
            let pointer = self.local_place(&name.name, ty.ty, AddressSpace::Thread, span);
            let storage = Storage::Place(pointer, AddressSpace::Thread);
            return self.declare_local(name, QualTy::of(ty.ty, ty.constant), storage, false);
        }
        if value.is_error() {
            return self.declare_local(name, QualTy::of(Ty::ERROR, false), Storage::Error, false);
        }
        if let TyKind::Reference(target) = self.tys[ty.ty] {
            let pointer = self.value(&value);
            let storage = Storage::Place(pointer, target.space);
            return self.declare_local(
                name,
                QualTy::of(target.ty, target.constant),
                storage,
                false,
            );
        }
        if let OperandKind::Closure(values) = value.kind {
            return self.declare_local(
                name,
                QualTy::of(ty.ty, true),
                Storage::Closure(values),
                false,
            );
        }
        let pointer = matches!(self.tys[ty.ty], TyKind::Pointer(_));
        let aggregate = matches!(self.tys[ty.ty], TyKind::Record(_) | TyKind::Array { .. });
        let memory = in_memory || aggregate || self.cx().mutated.contains(&name.name, pointer);
        if !memory {
            // A constant of a type that C++ lets constant expressions use (\[expr.const\]/2).
            let integer = self.is_switchable(ty.ty).is_some();
            let candidate = ty.constant && integer;
            let (storage, usable) = match value.kind {
                OperandKind::Const(constant) => (Storage::Const(constant), candidate),
                _ => match self.computed_constant(variable).filter(|_| candidate) {
                    Some(constant) => (Storage::Const(constant), true),
                    None => (Storage::Value(self.value(&value)), false),
                },
            };
            return self.declare_local(name, QualTy::of(ty.ty, ty.constant), storage, usable);
        }
        self.check_size(ty.ty, span);
        let value = self.content_value(&value);
        let place = self.local_place(&name.name, ty.ty, AddressSpace::Thread, span);
        self.store_value(place, value, variable.span);
        self.mark_initialized(place);
        let storage = Storage::Place(place, AddressSpace::Thread);
        self.declare_local(name, QualTy::of(ty.ty, ty.constant), storage, false);
    }

    /// What an initializer that calls a function of the unit gives, if that is a constant.
    fn computed_constant(&mut self, variable: &'a ast::Variable) -> Option<Const> {
        let init = variable.init.as_ref()?;
        let mut calls = false;
        walk_initializer(init, &mut |node| {
            if let Node::Expr(ast::Expr {
                kind: ast::ExprKind::Call(callee, _),
                ..
            }) = node
                && let ast::ExprKind::Path(path) = &callee.kind
            {
                let name = path
                    .segments
                    .last()
                    .map(|segment| segment.ident.name.as_str());
                calls |= name.is_some_and(|name| self.changing_functions.contains_key(name));
            }
        });
        if !calls {
            return None;
        }
        let scope = self.scope();
        let found = self.attempt(|lowerer| {
            lowerer.try_constant(scope, variable.span, |lowerer| {
                let value = lowerer.initial_value(variable, scope);
                value.unwrap_or_else(|| Operand::error(variable.span))
            })
        });
        found.flatten()?.ok().map(|(_, constant)| constant)
    }

    /// A struct whose constructor runs on the variable itself. False where that is not the case.
    fn construct_in_place(&mut self, variable: &'a ast::Variable, ty: QualTy, init: &Init) -> bool {
        let Some(record) = self.tys.record(ty.ty) else {
            return false;
        };
        let (Init::List(args) | Init::Args(args)) = init else {
            return false;
        };
        let plain = self.records[record.index()].constructors.is_empty();
        if plain || args.iter().any(|arg| arg.is_error() || arg.ty == ty.ty) {
            return false;
        }
        let name = &variable.name;
        let pointer = self.local_place(&name.name, ty.ty, AddressSpace::Thread, name.span);
        let place = Place {
            pointer,
            space: AddressSpace::Thread,
            constant: false,
        };
        self.construct_at(place, ty.ty, args.clone(), variable.span);
        let storage = Storage::Place(pointer, AddressSpace::Thread);
        self.declare_local(name, QualTy::of(ty.ty, ty.constant), storage, false);
        true
    }

    fn check_size(&mut self, ty: Ty, span: Span) {
        let ir = self.ir(ty);
        let size = crate::analysis::layout::layout(&self.types, ir).size_bytes;
        if size > MAX_OBJECT_BYTES {
            self.error(
                "object-too-large",
                span,
                "this variable is larger than 64 MiB",
            );
        }
    }

    fn threadgroup_variable(&mut self, variable: &'a ast::Variable) {
        let name = &variable.name;
        if self.cx().kind != ContextKind::Kernel {
            let diagnostic = Diagnostic::error(
                "address-space-mismatch",
                name.span,
                "only a kernel can declare a `threadgroup` variable",
            )
            .with_help("declare it in the kernel and pass a pointer to it");
            self.report(diagnostic);
            return self.declare_local(name, QualTy::of(Ty::ERROR, false), Storage::Error, false);
        }
        if let Some(init) = &variable.init {
            let list = match init {
                Initializer::Braces(list) | Initializer::Parens(list) => list.is_empty(),
                Initializer::Assign(_) => false,
            };
            if !list {
                let message = "a `threadgroup` variable cannot be initialized; store to it and wait at a barrier";
                self.error("address-space-mismatch", variable.span, message);
            }
        }
        let scope = self.scope();
        let Some(ty) = self.variable_type(variable, None, scope) else {
            return self.declare_local(name, QualTy::of(Ty::ERROR, false), Storage::Error, false);
        };
        if matches!(self.tys[ty.ty], TyKind::Reference(_)) {
            self.error(
                "type-mismatch",
                name.span,
                "a reference needs something to refer to",
            );
            return self.declare_local(name, QualTy::of(Ty::ERROR, false), Storage::Error, false);
        }
        self.check_size(ty.ty, name.span);
        let pointer = self.local_place(&name.name, ty.ty, AddressSpace::Threadgroup, name.span);
        let storage = Storage::Place(pointer, AddressSpace::Threadgroup);
        self.declare_local(name, QualTy::of(ty.ty, ty.constant), storage, false);
    }
}

/// The address space written for the variable itself.
fn outer_space(ty: &ast::Type) -> Option<AddressSpace> {
    let own = ty.qualifiers.space.map(crate::lower::spelling::space);
    match &ty.kind {
        TypeKind::Array(element, _) => own.or_else(|| outer_space(element)),
        _ => own,
    }
}

/// Whether a type's own address space is that of what it leads to: the parser puts
/// `threadgroup float* p` on the pointee, so a space on the pointer itself is the variable's.
const fn is_indirect(ty: &ast::Type) -> bool {
    matches!(ty.kind, TypeKind::Reference(_))
}
