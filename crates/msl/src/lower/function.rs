//! Functions: declarations with their signatures, and instances with their bodies.

use super::{
    Context, ContextKind, Lowerer, MAX_INSTANCE_DEPTH, MAX_INSTANCES, Return, Storage, Variable,
    link::unique::shortened,
    mutation::Mutated,
    record::RecordId,
    scope::{Entity, ScopeId, ScopeKind},
    template::TemplateArg,
    ty::{QualTy, Target, Ty, TyKind},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{AddressSpace, EntryParam, Function, FunctionBuilder, Param, ValueId},
    source::Span,
    syntax::ast,
};
use std::rc::Rc;

/// A declaration of the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct DeclId(pub(super) usize);

/// The syntax of a function.
#[derive(Clone, Copy)]
pub(super) enum Source<'a> {
    Function(&'a ast::Function),
    /// The call operator of a closure type.
    Lambda(&'a ast::Lambda, usize),
}

impl<'a> Source<'a> {
    pub(super) fn params(self) -> &'a [ast::Parameter] {
        match self {
            Self::Function(function) => &function.params,
            Self::Lambda(lambda, _) => &lambda.params,
        }
    }

    pub(super) fn body(self) -> Option<&'a ast::Block> {
        match self {
            Self::Function(function) => function.body.as_ref(),
            Self::Lambda(lambda, _) => Some(&lambda.body),
        }
    }

    pub(super) fn function(self) -> Option<&'a ast::Function> {
        match self {
            Self::Function(function) => Some(function),
            Self::Lambda(..) => None,
        }
    }

    /// The closure type whose captures come before the parameters.
    pub(super) fn closure(self) -> Option<usize> {
        match self {
            Self::Function(_) => None,
            Self::Lambda(_, closure) => Some(closure),
        }
    }
}

/// A declared function.
#[derive(Clone)]
pub(super) struct FunctionDecl<'a> {
    pub(super) ast: Source<'a>,
    /// The identifier, or an operator's punctuation.
    pub(super) name: &'a str,
    pub(super) span: Span,
    /// The scope it was declared in.
    pub(super) scope: ScopeId,
    /// The struct it is a member of.
    pub(super) record: Option<RecordId>,
    pub(super) constructor: bool,
    /// When it was declared.
    pub(super) since: u32,
    /// Resolved once, where it is no template.
    pub(super) signature: Option<Rc<Signature>>,
}

impl<'a> FunctionDecl<'a> {
    /// Template parameters; `None` for an ordinary function.
    pub(super) fn template(&self) -> Option<&'a [ast::TemplateParameter]> {
        let template = self.ast.function()?.template.as_deref();
        template.filter(|params| !params.is_empty())
    }
}

/// Types of a function.
#[derive(Clone, Debug)]
pub(super) struct Signature {
    pub(super) params: Vec<Ty>,
    /// `None` for `auto`.
    pub(super) ret: Option<Ty>,
    /// Where the body's names are looked up.
    pub(super) scope: ScopeId,
}

/// What makes two calls call the same function.
pub(super) type InstanceKey = (DeclId, Vec<TemplateArg>, Option<Target>);

/// A function that will be in the module if it is reached.
pub(super) struct Instance {
    pub(super) decl: DeclId,
    pub(super) signature: Rc<Signature>,
    pub(super) this: Option<Target>,
    pub(super) state: State,
    pub(super) name: String,
    pub(super) calls: Vec<(usize, Span)>,
    pub(super) depth: u32,
    /// The use that asked for a template's instance.
    pub(super) asked: Option<Span>,
    /// Whether it is an instance of a template, or stands in one.
    pub(super) generic: bool,
}

/// How far an instance is.
pub(super) enum State {
    Pending,
    InProgress,
    Done(Function),
    Failed,
}

/// What a declarator's name declares in its scope.
pub(super) fn function_name(name: &ast::FunctionName) -> (&str, Span) {
    match name {
        ast::FunctionName::Ident(ident) => (&ident.name, ident.span),
        ast::FunctionName::Operator(punctuation, span) => (punctuation, *span),
        ast::FunctionName::Conversion(_, span) => ("operator T", *span),
    }
}

impl<'a> Lowerer<'a> {
    /// Makes a function known in a scope.
    pub(super) fn declare_function(
        &mut self,
        ast: &'a ast::Function,
        scope: ScopeId,
        record: Option<RecordId>,
    ) -> DeclId {
        let (name, span) = function_name(&ast.name);
        let constructor = record.is_some()
            && ast.ret.is_none()
            && !matches!(ast.name, ast::FunctionName::Conversion(..));
        let id = DeclId(self.functions.len());
        let since = self.now();
        self.functions.push(FunctionDecl {
            ast: Source::Function(ast),
            name,
            span,
            scope,
            record,
            constructor,
            since,
            signature: None,
        });
        let changes = ast
            .params
            .iter()
            .any(|param| is_mutable_reference(&param.ty));
        *self.changing_functions.entry(name).or_insert(false) |= changes;
        if constructor {
            return id;
        }
        match &ast.name {
            ast::FunctionName::Ident(ident) => {
                self.declare(scope, ident, Entity::Functions(vec![id]));
            }
            _ => self.bind(scope, name, Entity::Functions(vec![id])),
        }
        id
    }

    /// The types of a function's parameters and result in a scope that binds its template's.
    pub(super) fn signature_in(&mut self, decl: DeclId, scope: ScopeId) -> Rc<Signature> {
        let FunctionDecl { ast, since, .. } = self.functions[decl.0];
        self.as_of(since, |lowerer| lowerer.spelled_signature(ast, scope))
    }

    fn spelled_signature(&mut self, ast: Source<'a>, scope: ScopeId) -> Rc<Signature> {
        let params = ast
            .params()
            .iter()
            .map(|param| self.parameter_type(param, scope))
            .collect();
        let Source::Function(ast) = ast else {
            return Rc::new(Signature {
                params,
                ret: None,
                scope,
            });
        };
        let ret = match (&ast.ret, &ast.name) {
            (Some(ty), _) if matches!(ty.kind, ast::TypeKind::Auto) => None,
            (Some(ty), _) => Some(self.result_type(ty, (&ast.params, &params), scope)),
            (None, ast::FunctionName::Conversion(ty, _)) => Some(self.spelled(ty, scope).ty),
            (None, _) => Some(Ty::VOID),
        };
        Rc::new(Signature { params, ret, scope })
    }

    /// A result type, which may name the parameters in a `decltype`.
    fn result_type(
        &mut self,
        ty: &'a ast::Type,
        (params, types): (&'a [ast::Parameter], &[Ty]),
        scope: ScopeId,
    ) -> Ty {
        if !matches!(ty.kind, ast::TypeKind::Decltype(_)) {
            return self.spelled(ty, scope).ty;
        }
        let scope = self.new_scope(Some(scope), ScopeKind::Block);
        for (param, &ty) in params.iter().zip(types) {
            let Some(name) = &param.name else { continue };
            let (ty, constant) = match self.tys[ty] {
                TyKind::Reference(target) => (target.ty, target.constant),
                _ => (ty, param.ty.qualifiers.constant),
            };
            let index = self.variables.len();
            self.variables.push(Variable {
                ty,
                constant,
                storage: Storage::Unknown,
                context: 0,
                usable: false,
                span: name.span,
            });
            self.bind(scope, &name.name, Entity::Local(index));
        }
        self.spelled(ty, scope).ty
    }

    pub(super) fn parameter_type(&mut self, param: &'a ast::Parameter, scope: ScopeId) -> Ty {
        if param.pack {
            self.unsupported("a parameter pack", param.span);
            return Ty::ERROR;
        }
        // An array parameter is a pointer; its length, if any, says nothing.
        if let ast::TypeKind::Array(element, _) = &param.ty.kind {
            let element = self.spelled(element, scope);
            let qualifiers = param.ty.qualifiers;
            let space = qualifiers
                .space
                .map(super::spelling::space)
                .or(element.space);
            let target = Target {
                ty: element.ty,
                space: space.unwrap_or(AddressSpace::Thread),
                constant: element.constant || qualifiers.constant,
            };
            return self.pointer_to(target);
        }
        let ty = self.spelled(&param.ty, scope).ty;
        if ty == Ty::VOID {
            self.error(
                "type-mismatch",
                param.span,
                "a parameter cannot have type `void`",
            );
            return Ty::ERROR;
        }
        ty
    }

    /// The signature of a function that is no template.
    pub(super) fn signature(&mut self, decl: DeclId) -> Rc<Signature> {
        if let Some(known) = &self.functions[decl.0].signature {
            return Rc::clone(known);
        }
        let scope = self.functions[decl.0].scope;
        let signature = self.hard(|lowerer| lowerer.signature_in(decl, scope));
        self.functions[decl.0].signature = Some(Rc::clone(&signature));
        signature
    }

    /// The instance that a call means; it is lowered later.
    pub(super) fn instance(
        &mut self,
        key: InstanceKey,
        signature: Rc<Signature>,
        span: Span,
    ) -> Option<usize> {
        if let Some(&known) = self.instance_ids.get(&key) {
            return Some(known);
        }
        let (decl, arguments, this) = &key;
        let depth = self.contexts.last().map_or(0, |context| context.depth) + 1;
        if self.instances.len() >= MAX_INSTANCES || depth > MAX_INSTANCE_DEPTH {
            let message = "this asks for too many instances of templates";
            self.hard(|lowerer| lowerer.error("instantiation-too-deep", span, message));
            return None;
        }
        let name = self.instance_name(*decl, arguments);
        let function = self.functions[decl.0].ast.function();
        let kernel = function.is_some_and(|ast| ast.specifiers.kernel);
        let of_template = function.is_some() && !arguments.is_empty();
        let asked = (of_template && !kernel).then_some(span);
        let generic = of_template || self.stands_in_template(*decl);
        let instance = Instance {
            decl: *decl,
            signature,
            this: *this,
            state: State::Pending,
            name,
            calls: Vec::new(),
            depth,
            asked,
            generic,
        };
        let id = self.instances.len();
        self.instances.push(instance);
        self.instance_ids.insert(key, id);
        self.pending.push(id);
        Some(id)
    }

    /// Whether a function is a member of a class template's instance, or a lambda of a template.
    fn stands_in_template(&self, decl: DeclId) -> bool {
        let FunctionDecl { ast, record, .. } = self.functions[decl.0];
        let of_record = |record: RecordId| self.records[record.index()].origin.is_some();
        let of_lambda = |closure: usize| self.closures[closure].generic;
        record.is_some_and(of_record) || ast.closure().is_some_and(of_lambda)
    }

    fn instance_name(&self, decl: DeclId, arguments: &[TemplateArg]) -> String {
        let decl = &self.functions[decl.0];
        let own = match decl.ast.function().map(|ast| &ast.name) {
            Some(ast::FunctionName::Operator(..)) => format!("operator{}", decl.name),
            _ => decl.name.to_owned(),
        };
        let own = match decl.record {
            Some(record) => format!("{}::{own}", self.records[record.index()].name),
            None => own,
        };
        own + &self.arguments_text(arguments)
    }

    /// `<float, 4>`, or nothing.
    pub(super) fn arguments_text(&self, arguments: &[TemplateArg]) -> String {
        if arguments.is_empty() {
            return String::new();
        }
        let list: Vec<String> = arguments.iter().map(|a| self.argument_text(a)).collect();
        shortened(&format!("<{}>", list.join(", ")))
    }

    pub(super) fn argument_text(&self, argument: &TemplateArg) -> String {
        match argument {
            TemplateArg::Type(QualTy { ty, constant, .. }) => {
                let name = self.ty_name(*ty);
                if *constant {
                    format!("const {name}")
                } else {
                    name
                }
            }
            TemplateArg::Value(Ty::BOOL, bits) => (*bits != 0).to_string(),
            TemplateArg::Value(ty, bits) => match self.tys.component(*ty) {
                Some(scalar) => super::constant::text(scalar, *bits),
                None => bits.to_string(),
            },
        }
    }

    /// Lowers everything that must be checked whether it is called or not, and what that calls.
    pub(super) fn lower_roots(&mut self) {
        for (instantiation, scope) in std::mem::take(&mut self.instantiations) {
            self.instantiate(instantiation, scope);
        }
        let mut at = 0;
        while at < self.functions.len() {
            self.root_function(DeclId(at));
            at += 1;
            self.lower_pending();
        }
        self.lower_pending();
    }

    fn root_function(&mut self, decl: DeclId) {
        let FunctionDecl {
            ast, record, span, ..
        } = self.functions[decl.0].clone();
        let Source::Function(ast) = ast else { return };
        let generic = ast
            .template
            .as_ref()
            .is_some_and(|params| !params.is_empty());
        let of_template =
            record.is_some_and(|record| self.records[record.index()].origin.is_some());
        if generic || of_template {
            return;
        }
        let signature = self.signature(decl);
        if ast.body.is_none() {
            return;
        }
        if ast.specifiers.kernel {
            return self.declare_kernel(decl, Vec::new(), signature, (None, span));
        }
        let this = record.map(|record| self.this_target(record, ast.method_qualifiers));
        self.instance((decl, Vec::new(), this), signature, span);
    }

    /// What `this` points to inside a method, unless a call says otherwise.
    pub(super) fn this_target(&mut self, record: RecordId, qualifiers: ast::Qualifiers) -> Target {
        let space = qualifiers
            .space
            .map_or(AddressSpace::Thread, super::spelling::space);
        let ty = self.tys.intern(TyKind::Record(record));
        Target {
            ty,
            space,
            constant: qualifiers.constant || space == AddressSpace::Constant,
        }
    }

    fn lower_pending(&mut self) {
        while let Some(id) = self.pending.pop() {
            self.lower_instance(id);
        }
    }

    /// Lowers an instance now, unless that was done.
    pub(super) fn lower_instance(&mut self, id: usize) {
        if !matches!(self.instances[id].state, State::Pending) {
            return;
        }
        self.instances[id].state = State::InProgress;
        let span = self.functions[self.instances[id].decl.0].span;
        let asked = self.instances[id].asked;
        let asked = asked.map(|span| (self.instances[id].name.clone(), span));
        let done = self.hard(|lowerer| {
            lowerer.on_behalf(asked, |lowerer| {
                lowerer.nested(span, |lowerer| lowerer.lower_body(id))
            })
        });
        self.instances[id].state = match done {
            Some(Some(function)) => State::Done(function),
            _ => State::Failed,
        };
    }

    fn lower_body(&mut self, id: usize) -> Option<Function> {
        let since = self.functions[self.instances[id].decl.0].since;
        self.as_of(since, |lowerer| lowerer.lower_known_body(id))
    }

    fn lower_known_body(&mut self, id: usize) -> Option<Function> {
        let Instance {
            decl, this, depth, ..
        } = self.instances[id];
        let signature = Rc::clone(&self.instances[id].signature);
        let FunctionDecl { ast, span, .. } = self.functions[decl.0];
        let body = ast.body()?;
        let kernel = self.kernel_params(id);
        let params = self.ir_params(decl, &signature, this, kernel.as_deref());
        let ret = self.ir(signature.ret.unwrap_or(Ty::VOID));
        let builder = FunctionBuilder::new(self.instances[id].name.clone(), params, ret, span);
        let kind = if kernel.is_some() {
            ContextKind::Kernel
        } else {
            ContextKind::Function
        };
        let scope = self.new_scope(Some(signature.scope), ScopeKind::Block);
        let mut context = self.context(builder, scope, kind);
        context.ret = signature.ret.map_or(Return::Deduced(None), Return::Known);
        context.mutated = Rc::new(Mutated::of(body, &self.changing_functions));
        context.depth = depth;
        context.generic = self.instances[id].generic;
        self.contexts.push(context);
        if let Some(target) = this {
            let value = self.cx().builder.param(0);
            self.cx().this = Some((value, target));
        }
        self.bind_params(ast, &signature, kernel.as_deref());
        if self.functions[decl.0].constructor {
            self.construct_fields(decl);
        }
        self.function_body(body);
        let context = self.contexts.pop().expect("pushed above");
        Some(self.finish_instance(id, context, signature.ret))
    }

    fn finish_instance(&mut self, id: usize, context: Context<'a>, ret: Option<Ty>) -> Function {
        let ret = match (ret, context.ret) {
            (Some(ret), _) => ret,
            (None, Return::Deduced(Some(ret)) | Return::Known(ret)) => ret,
            (None, Return::Deduced(None)) => Ty::VOID,
        };
        let instance = &mut self.instances[id];
        instance.calls = context.calls;
        let mut signature = (*instance.signature).clone();
        signature.ret = Some(ret);
        instance.signature = Rc::new(signature);
        let ret = self.ir(ret);
        let mut function = context.builder.finish();
        function.ret = ret;
        function
    }

    fn ir_params(
        &mut self,
        decl: DeclId,
        signature: &Signature,
        this: Option<Target>,
        kernel: Option<&[EntryParam]>,
    ) -> Vec<Param> {
        let FunctionDecl { ast, span, .. } = self.functions[decl.0];
        let mut params = Vec::new();
        if let Some(target) = this {
            let ty = self.tys.pointer(target);
            params.push(Param {
                name: "this".into(),
                ty: self.ir(ty),
                span,
            });
        }
        if let Some(closure) = ast.closure() {
            self.capture_params(closure, "", &mut params);
        }
        for (index, (param, &ty)) in ast.params().iter().zip(&signature.params).enumerate() {
            let name = param.name.as_ref().map_or("", |name| name.name.as_str());
            if let TyKind::Closure(closure) = self.tys[ty] {
                self.capture_params(closure as usize, name, &mut params);
                continue;
            }
            let ty = match kernel.and_then(|kernel| kernel.get(index)) {
                Some(EntryParam::BuiltIn(built_in)) => self.built_in_ty(*built_in),
                _ => ty,
            };
            params.push(Param {
                name: name.to_owned(),
                ty: self.ir(ty),
                span: param.span,
            });
        }
        params
    }

    fn capture_params(&mut self, closure: usize, of: &str, params: &mut Vec<Param>) {
        let captures = self.closures[closure].captures.clone();
        for capture in captures {
            if let TyKind::Closure(inner) = self.tys[capture.ty] {
                self.capture_params(inner as usize, &capture.name.name, params);
                continue;
            }
            let name = if of.is_empty() {
                capture.name.name.clone()
            } else {
                format!("{of}_{}", capture.name.name)
            };
            params.push(Param {
                name,
                ty: self.ir(capture.ty),
                span: capture.name.span,
            });
        }
    }

    fn bind_params(
        &mut self,
        ast: Source<'a>,
        signature: &Signature,
        kernel: Option<&[EntryParam]>,
    ) {
        let mut position = u32::from(self.cx().this.is_some());
        if let Some(closure) = ast.closure() {
            for capture in self.closures[closure].captures.clone() {
                self.bind_argument(capture.name, (capture.ty, capture.constant), &mut position);
            }
            // Parameters may hide what is captured.
            let inner = self.new_scope(Some(self.scope()), ScopeKind::Block);
            self.cx().scope = inner;
        }
        for (index, (param, &ty)) in ast.params().iter().zip(&signature.params).enumerate() {
            if let TyKind::Closure(closure) = self.tys[ty] {
                match &param.name {
                    Some(name) => self.bind_argument(name, (ty, true), &mut position),
                    None => {
                        let count = self.capture_count(closure as usize);
                        position += u32::try_from(count).expect("captures are few");
                    }
                }
                continue;
            }
            let value = self.next_param(&mut position);
            let value = match kernel.and_then(|kernel| kernel.get(index)) {
                Some(EntryParam::BuiltIn(built_in)) => {
                    self.built_in_value(*built_in, value, ty, param.span)
                }
                _ => value,
            };
            if let Some(name) = &param.name {
                self.bind_param(name, ty, param.ty.qualifiers.constant, value);
            }
        }
    }

    /// Makes a captured variable, or a closure's captures, known.
    fn bind_argument(&mut self, name: &'a ast::Ident, (ty, constant): (Ty, bool), at: &mut u32) {
        let TyKind::Closure(closure) = self.tys[ty] else {
            let value = self.next_param(at);
            return self.bind_param(name, ty, constant, value);
        };
        let values = (0..self.capture_count(closure as usize)).map(|_| self.next_param(at));
        let storage = Storage::Closure(values.collect());
        self.declare_local(name, QualTy::of(ty, true), storage, false);
    }

    /// Values that a closure consists of.
    fn capture_count(&self, closure: usize) -> usize {
        let captures = self.closures[closure].captures.iter();
        let count = |ty: Ty| match self.tys[ty] {
            TyKind::Closure(inner) => self.capture_count(inner as usize),
            _ => 1,
        };
        captures.map(|capture| count(capture.ty)).sum()
    }

    fn next_param(&mut self, position: &mut u32) -> ValueId {
        let value = self.cx().builder.param(*position);
        *position += 1;
        value
    }

    /// Makes a parameter known: as a place where the body changes it, as its value otherwise.
    pub(super) fn bind_param(
        &mut self,
        name: &'a ast::Ident,
        ty: Ty,
        constant: bool,
        value: ValueId,
    ) {
        let span = name.span;
        let (ty, constant, storage) = match self.tys[ty] {
            TyKind::Error => (ty, false, Storage::Error),
            TyKind::Reference(target) => (
                target.ty,
                target.constant,
                Storage::Place(value, target.space),
            ),
            ref kind => {
                let pointer = matches!(kind, TyKind::Pointer(_));
                if self.cx().mutated.contains(&name.name, pointer) {
                    let place = self.local_place(&name.name, ty, AddressSpace::Thread, span);
                    self.store_value(place, value, span);
                    self.mark_initialized(place);
                    (ty, constant, Storage::Place(place, AddressSpace::Thread))
                } else {
                    (ty, constant, Storage::Value(value))
                }
            }
        };
        self.declare_local(name, QualTy::of(ty, constant), storage, false);
    }

    /// Makes a variable of the current function known.
    pub(super) fn declare_local(
        &mut self,
        name: &'a ast::Ident,
        ty: QualTy,
        storage: Storage,
        usable: bool,
    ) {
        let QualTy { ty, constant, .. } = ty;
        let context = self.cx().id;
        let scope = self.scope();
        let span = name.span;
        let previous = match self.entity_of(scope, &name.name) {
            Some(Entity::Local(index)) => Some(self.variables[*index].span),
            _ => None,
        };
        if let Some(previous) = previous {
            let diagnostic = Diagnostic::error(
                "redeclaration",
                span,
                format!("`{}` is declared already in this scope", name.name),
            )
            .with_related(previous, "declared here first");
            return self.report(diagnostic);
        }
        let index = self.variables.len();
        self.variables.push(Variable {
            ty,
            constant,
            storage,
            context,
            usable,
            span,
        });
        self.bind(scope, &name.name, Entity::Local(index));
    }

    pub(super) fn mark_initialized(&mut self, address: ValueId) {
        let context = self.cx();
        if let Some(local) = context.builder.function().local_of(address) {
            context.initialized.insert(local);
        }
    }
}

fn is_mutable_reference(ty: &ast::Type) -> bool {
    matches!(&ty.kind, ast::TypeKind::Reference(inner) if !inner.qualifiers.constant)
}
