//! Calls: of functions, methods, closures, the library, and types.

use super::operand::{Operand, OperandKind, Place};
use crate::{
    arena::Handle,
    diagnostic::Diagnostic,
    ir::{AddressSpace, Const, Op, Type, TypeId, ValueId},
    lower::{
        Lowerer,
        conversion::{Purpose, Rank},
        function::DeclId,
        overload::{CallSite, Candidate, Selection},
        scope::{Entity, ScopeId},
        spelling::Named,
        template::TemplateArg,
        ty::{QualTy, Target, Ty, TyKind},
    },
    source::Span,
    stdlib,
    syntax::ast::{self, ExprKind},
};

/// A name that a call reaches, which the unit or the library may declare.
struct Called<'a> {
    name: &'a str,
    decls: Vec<DeclId>,
    explicit: Option<&'a [ast::TemplateArgument]>,
    /// Whether the library's function of this name may be meant.
    library: Option<stdlib::Namespace>,
    span: Span,
}

impl<'a> Lowerer<'a> {
    pub(super) fn call(
        &mut self,
        callee: &'a ast::Expr,
        args: &'a [ast::Expr],
        span: Span,
    ) -> Operand {
        match &callee.kind {
            ExprKind::Path(path) => self.call_path(path, args, span),
            ExprKind::Member { .. } => self.call_member(callee, args, span),

            ExprKind::Paren(inner) if matches!(inner.kind, ExprKind::Path(_)) => {
                self.call(inner, args, span)
            }
            _ => {
                let callee = self.expr(callee);
                let args = self.exprs(args);
                self.call_object(callee, args, span)
            }
        }
    }

    fn call_path(&mut self, path: &'a ast::Path, args: &'a [ast::Expr], span: Span) -> Operand {
        let scope = self.scope();
        let named = self.named(path, scope);
        let last = path.segments.last().expect("a path has a segment");
        let name = last.ident.name.as_str();
        match named {
            Named::Type(ty) => {
                let args = self.exprs(args);
                self.construct_type(ty.ty, args, span)
            }
            Named::Functions(decls, explicit) => {
                let library = stdlib::is_function(name).then_some(stdlib::Namespace::Plain);
                let mut called = Called {
                    name,
                    decls,
                    explicit,
                    library,
                    span: last.ident.span,
                };
                let args = self.exprs(args);
                self.add_associated(&mut called, path, &args);
                self.call_named(&called, args, span)
            }
            Named::Library(namespace) => {
                let mut called = Called {
                    name,
                    decls: Vec::new(),
                    explicit: last.arguments.as_deref(),
                    library: Some(namespace),
                    span: last.ident.span,
                };
                let args = self.exprs(args);
                self.add_associated(&mut called, path, &args);
                self.call_named(&called, args, span)
            }
            Named::Entity(..) => {
                let callee = self.path_expr(path);
                let args = self.exprs(args);
                self.call_object(callee, args, span)
            }
            Named::Unknown(ident) => {
                let args = self.exprs(args);
                self.call_unknown(ident, args, span)
            }
            Named::Error => {
                self.exprs(args);
                Operand::error(span)
            }
            Named::Namespace(_) => self.unsupported_expr("a namespace as a function", span),
        }
    }

    /// A name that lookup does not find may still be in a namespace of an argument's struct.
    fn call_unknown(&mut self, ident: &'a ast::Ident, args: Vec<Operand>, span: Span) -> Operand {
        let decls = self.associated(&args, &ident.name);
        if !decls.is_empty() {
            let called = Called {
                name: &ident.name,
                decls,
                explicit: None,
                library: None,
                span: ident.span,
            };
            return self.call_named(&called, args, span);
        }
        if args.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        let scope = self.scope();
        self.undeclared(&ident.name, ident.span, scope);
        Operand::error(span)
    }

    /// Adds what the arguments' types bring along to what an unqualified name means.
    fn add_associated(&mut self, called: &mut Called<'a>, path: &ast::Path, args: &[Operand]) {
        let member = |decl: &DeclId| self.functions[decl.0].record.is_some();
        if path.global || path.segments.len() > 1 || called.decls.iter().any(member) {
            return;
        }
        for decl in self.associated(args, called.name) {
            if !called.decls.contains(&decl) {
                called.decls.push(decl);
            }
        }
    }

    /// Functions of the namespaces around the structs and enumerations among the arguments
    /// (\[basic.lookup.argdep\]); in a template's instance also those declared after it.
    pub(super) fn associated(&mut self, args: &[Operand], name: &str) -> Vec<DeclId> {
        let time = if self.cx().generic {
            u32::MAX
        } else {
            self.horizon
        };
        let mut found = Vec::new();
        for arg in args {
            let Some(scope) = self.scope_of_argument(arg.ty) else {
                continue;
            };
            let around = self.namespace_of(scope);
            let named = self.as_of(time, |lowerer| lowerer.lookup_in(around, name));
            let Some(Entity::Functions(decls)) = named else {
                continue;
            };
            let new = decls.into_iter().filter(|decl| !found.contains(decl));
            found.extend(new.collect::<Vec<_>>());
        }
        found
    }

    /// The members of the struct or enumeration at the bottom of a type.
    fn scope_of_argument(&self, mut ty: Ty) -> Option<ScopeId> {
        loop {
            ty = match self.tys[ty] {
                TyKind::Pointer(target) | TyKind::Reference(target) => target.ty,
                TyKind::Array { element, .. } => element,
                TyKind::Record(id) => return self.records[id.index()].scope,
                TyKind::Enum(id) => return Some(self.enums[id as usize].scope),
                _ => return None,
            };
        }
    }

    fn call_named(&mut self, called: &Called<'a>, args: Vec<Operand>, span: Span) -> Operand {
        if args.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        let method = called
            .decls
            .first()
            .is_some_and(|d| self.functions[d.0].record.is_some());
        let this = if method { self.cx().this } else { None };
        let Some(explicit) = self.explicit_arguments(called.explicit) else {
            return Operand::error(span);
        };
        let site = CallSite {
            name: called.name,
            decls: &called.decls,
            explicit: explicit.clone(),
            args: &args,
            this: this.map(|(_, target)| target),
            span: called.span,
        };
        let Some(namespace) = called.library else {
            let Some(candidate) = self.selected(&site) else {
                return Operand::error(span);
            };
            return self.call_candidate(&candidate, this, args, span);
        };
        // The unit's function goes first if it fits as it is, then the library's, then the unit's.
        let selection = self.select(&site);
        if let Selection::One(candidate) = &selection
            && candidate.ranks.iter().all(|rank| *rank <= Rank::Adjusted)
        {
            return self.call_candidate(candidate, this, args, span);
        }
        let forced = explicit.unwrap_or_default();
        let forced = forced.first().and_then(TemplateArg::ty);
        match self.library_call(namespace, called.name, forced, &args) {
            Ok(resolved) => self.emit_library(&resolved, args, called.name, span),
            Err(mismatch) => match selection {
                Selection::One(candidate) => self.call_candidate(&candidate, this, args, span),
                _ => self.library_mismatch(called, mismatch, span),
            },
        }
    }

    /// Template arguments of a call, resolved once for all its candidates. `None` on the outside
    /// where an error was reported.
    #[expect(
        clippy::option_option,
        reason = "there may be none, and there may be wrong ones"
    )]
    fn explicit_arguments(
        &mut self,
        written: Option<&'a [ast::TemplateArgument]>,
    ) -> Option<Option<Vec<TemplateArg>>> {
        let Some(written) = written else {
            return Some(None);
        };
        let scope = self.scope();
        self.template_arguments(written, scope).map(Some)
    }

    // ---- the library ---------------------------------------------------------------------------

    fn library_call(
        &mut self,
        namespace: stdlib::Namespace,
        name: &str,
        forced: Option<QualTy>,
        args: &[Operand],
    ) -> Result<stdlib::Resolved, stdlib::Mismatch> {
        let arguments: Vec<stdlib::Argument> = args
            .iter()
            .map(|arg| {
                let mut ty = self.decayed(arg);
                if let TyKind::Vector {
                    scalar,
                    lanes,
                    packed: true,
                } = self.tys[ty]
                {
                    ty = self.tys.vector(scalar, lanes);
                }
                if let Some(forced) = forced
                    && self.tys.shape(ty).is_some()
                    && self.tys.shape(forced.ty).is_some()
                {
                    ty = forced.ty;
                }
                let constant = arg.known().filter(|_| !self.is_float(arg.ty));
                let literal = arg.literal && forced.is_none();
                stdlib::Argument {
                    ty: self.ir(ty),
                    literal,
                    constant,
                }
            })
            .collect();
        stdlib::resolve(name, namespace, &arguments, &mut self.types)
    }

    fn is_float(&self, ty: Ty) -> bool {
        self.tys
            .component(ty)
            .is_some_and(crate::ir::Scalar::is_float)
    }

    fn emit_library(
        &mut self,
        resolved: &stdlib::Resolved,
        args: Vec<Operand>,
        name: &str,
        span: Span,
    ) -> Operand {
        let mut values = Vec::new();
        for (arg, &param) in args.into_iter().zip(&resolved.params) {
            match self.library_argument(arg, param, name) {
                Some(value) => values.push(value),
                None => return Operand::error(span),
            }
        }
        let context = self.contexts.last_mut().expect("calls stand in a context");
        let value = stdlib::emit(
            resolved,
            &values,
            span,
            &mut context.builder,
            &mut self.types,
        );
        let ty = self.ty_of_ir(resolved.ret);
        Operand::value(ty, value, span)
    }

    fn library_argument(&mut self, arg: Operand, param: TypeId, name: &str) -> Option<ValueId> {
        let span = arg.span;
        let decayed = self.decayed(&arg);
        let pointer = matches!(self.tys[decayed], TyKind::Pointer(_) | TyKind::Null);
        match self.types[param].clone() {
            // A reference: the argument's place.
            Type::Pointer { space, pointee } if !pointer => match &arg.kind {
                OperandKind::Place(place) if place.space == space && self.ir(arg.ty) == pointee => {
                    if place.constant {
                        self.error(
                            "const-violation",
                            span,
                            format!("`{name}` changes this argument"),
                        );
                        return None;
                    }
                    Some(place.pointer)
                }
                _ => {
                    let message = format!(
                        "`{name}` changes this argument, which needs to be a variable of thread memory"
                    );
                    self.error("not-assignable", span, message);
                    None
                }
            },
            Type::Pointer { .. } => {
                let pointer = self.rvalue(arg);
                let value = self.value(&pointer);
                Some(value)
            }
            _ => {
                let to = self.ty_of_ir(param);
                let arg = self.unpacked(arg);
                let converted = match (self.tys.shape(arg.ty), self.tys.shape(to)) {
                    (Some((_, a)), Some((_, b))) if a == b => self.convert_value(&arg, to),
                    _ => self.convert(arg, to, Purpose::Argument),
                };
                (!converted.is_error()).then(|| self.value(&converted))
            }
        }
    }

    /// The type of the language that an IR type of a library function stands for.
    fn ty_of_ir(&mut self, ty: TypeId) -> Ty {
        match self.types[ty].clone() {
            Type::Void => Ty::VOID,
            Type::Scalar(scalar) => Ty::scalar(scalar),
            Type::Vector {
                scalar,
                lanes,
                packed,
            } => self.tys.intern(TyKind::Vector {
                scalar,
                lanes,
                packed,
            }),
            Type::Atomic(scalar) => self.tys.intern(TyKind::Atomic(scalar)),
            Type::Pointer { space, pointee } => {
                let ty = self.ty_of_ir(pointee);
                self.tys.pointer(Target {
                    ty,
                    space,
                    constant: false,
                })
            }
            Type::Array { .. } | Type::Struct { .. } => Ty::ERROR,
        }
    }

    fn library_mismatch(
        &mut self,
        called: &Called<'a>,
        mismatch: stdlib::Mismatch,
        span: Span,
    ) -> Operand {
        let name = match mismatch.kind {
            stdlib::MismatchKind::Count => "wrong-argument-count",
            stdlib::MismatchKind::Types => "no-matching-function",
            stdlib::MismatchKind::Ambiguous => "ambiguous-call",
            stdlib::MismatchKind::NotConstant => "not-a-constant",
        };
        let mut diagnostic = Diagnostic::error(name, called.span, mismatch.message);
        for candidate in mismatch.candidates.iter().take(6) {
            diagnostic = diagnostic.with_note(format!("there is {candidate}"));
        }
        if let Some(help) = mismatch.help {
            diagnostic = diagnostic.with_help(help);
        }
        self.report(diagnostic);
        Operand::error(span)
    }

    // ---- methods and objects -------------------------------------------------------------------

    fn call_member(&mut self, callee: &'a ast::Expr, args: &'a [ast::Expr], span: Span) -> Operand {
        let ExprKind::Member {
            base,
            member,
            arrow,
        } = &callee.kind
        else {
            return Operand::error(span);
        };
        let arrow = *arrow;
        let object = self.member_base(base, arrow);
        let methods = match self.tys.record(object.ty) {
            Some(record) => {
                let scope = self.record_scope(record);
                self.lookup_in(scope, &member.ident.name)
            }
            None => None,
        };
        let Some(Entity::Functions(decls)) = methods else {
            let args = self.exprs(args);
            if object.is_error() {
                return Operand::error(span);
            }
            if self.tys.record(object.ty).is_none() {
                let message = format!(
                    "`{}` has no method `{}`",
                    self.ty_name(object.ty),
                    member.ident.name
                );
                self.error("unknown-member", member.ident.span, message);
                return Operand::error(span);
            }
            let callee = self.member_expr(base, member, arrow, span);
            return self.call_object(callee, args, span);
        };
        let args = self.exprs(args);
        let object = self.object(object);
        let Some(explicit) = self.explicit_arguments(member.arguments.as_deref()) else {
            return Operand::error(span);
        };
        let site = CallSite {
            name: &member.ident.name,
            decls: &decls,
            explicit,
            args: &args,
            this: Some(object.1),
            span: member.ident.span,
        };
        let Some(candidate) = self.selected(&site) else {
            return Operand::error(span);
        };
        self.call_candidate(&candidate, Some(object), args, span)
    }

    /// The address of an object that a method is called on.
    pub(super) fn object(&mut self, operand: Operand) -> (ValueId, Target) {
        let (ty, span) = (operand.ty, operand.span);
        let place = match operand.kind {
            OperandKind::Place(place) => place,
            _ => self.spill(&operand, span),
        };
        (
            place.pointer,
            Target {
                ty,
                space: place.space,
                constant: place.constant,
            },
        )
    }

    /// `f(args)` where `f` is a closure or has `operator()`.
    fn call_object(&mut self, callee: Operand, args: Vec<Operand>, span: Span) -> Operand {
        if callee.is_error() || args.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        match self.tys[callee.ty] {
            TyKind::Closure(closure) => self.call_closure(closure as usize, &callee, args, span),
            TyKind::Record(_) => {
                let mut operands = vec![callee];
                operands.extend(args);
                self.overloaded("()", operands, span)
            }
            _ => {
                let message = format!("`{}` cannot be called", self.ty_name(callee.ty));
                self.error("type-mismatch", span, message);
                Operand::error(span)
            }
        }
    }

    /// `operator T()` on an object.
    pub(in crate::lower) fn call_conversion(&mut self, decl: DeclId, object: Operand) -> Operand {
        let span = object.span;
        let object = self.object(object);
        let signature = self.signature(decl);
        let candidate = Candidate {
            decl,
            arguments: Vec::new(),
            signature,
            ranks: Vec::new(),
        };
        self.call_candidate(&candidate, Some(object), Vec::new(), span)
    }

    // ---- the call itself -----------------------------------------------------------------------

    /// Calls a selected function.
    pub(in crate::lower) fn call_candidate(
        &mut self,
        candidate: &Candidate,
        this: Option<(ValueId, Target)>,
        args: Vec<Operand>,
        span: Span,
    ) -> Operand {
        let declaration = self.functions[candidate.decl.0].clone();
        let Some(ast) = declaration.ast.function() else {
            return Operand::error(span);
        };
        if ast.specifiers.kernel {
            return self.unsupported_expr("a call of a kernel", span);
        }
        let special = self.specialization_of(candidate);
        let (decl, arguments) = match special {
            Some(decl) => (decl, Vec::new()),
            None => (candidate.decl, candidate.arguments.clone()),
        };
        let Some(body_of) = self.definition(decl) else {
            let diagnostic = Diagnostic::error(
                "undefined-function",
                span,
                format!("`{}` is declared but not defined", declaration.name),
            )
            .with_related(declaration.span, "declared here");
            self.report(diagnostic);
            return Operand::error(span);
        };
        let this = this.filter(|_| declaration.record.is_some());
        let this = this.map(|(pointer, target)| {
            let constant = ast.method_qualifiers.constant || target.space == AddressSpace::Constant;
            (pointer, Target { constant, ..target })
        });
        let Some(mut values) = self.call_arguments(candidate, ast, args) else {
            return Operand::error(span);
        };
        if let Some((pointer, _)) = this {
            values.insert(0, pointer);
        }
        let mut signature = std::rc::Rc::clone(&candidate.signature);
        if body_of != candidate.decl && candidate.arguments.is_empty() {
            signature = self.signature(body_of);
        }
        let key = (body_of, arguments, this.map(|(_, target)| target));
        match self.instance(key, signature, span) {
            Some(instance) => self.call_instance(instance, values, span),
            None => Operand::error(span),
        }
    }

    /// The declaration with a body for the same function.
    fn definition(&mut self, decl: DeclId) -> Option<DeclId> {
        let declaration = self.functions[decl.0].clone();
        if declaration.ast.body().is_some() {
            return Some(decl);
        }
        let all = self.as_of(u32::MAX, |lowerer| {
            lowerer.lookup_in(declaration.scope, declaration.name)
        });
        let Some(Entity::Functions(decls)) = all else {
            return None;
        };
        let generic = declaration.template().map(<[_]>::len);
        decls.into_iter().find(|other| {
            let one = self.functions[other.0].clone();
            if one.ast.body().is_none() || one.template().map(<[_]>::len) != generic {
                return false;
            }
            generic.is_some() || self.signature(*other).params == self.signature(decl).params
        })
    }

    /// Arguments as the parameters' values.
    fn call_arguments(
        &mut self,
        candidate: &Candidate,
        ast: &'a ast::Function,
        args: Vec<Operand>,
    ) -> Option<Vec<ValueId>> {
        let mut values = Vec::new();
        let mut args = args.into_iter();
        for (param, &ty) in ast.params.iter().zip(&candidate.signature.params) {
            let arg = match (args.next(), &param.default) {
                (Some(arg), _) => arg,
                (None, Some(default)) => {
                    let scope = candidate.signature.scope;
                    let since = self.functions[candidate.decl.0].since;
                    self.as_of(since, |lowerer| {
                        lowerer.in_scope(scope, |lowerer| lowerer.expr(default))
                    })
                }
                (None, None) => return None,
            };
            self.argument(arg, ty, &mut values)?;
        }
        Some(values)
    }

    /// One argument as the values of its parameter; a closure has one a capture.
    pub(super) fn argument(
        &mut self,
        arg: Operand,
        ty: Ty,
        values: &mut Vec<ValueId>,
    ) -> Option<()> {
        if let OperandKind::Closure(captures) = &arg.kind {
            values.extend(captures);
            return Some(());
        }
        let value = match self.tys[ty] {
            TyKind::Reference(target) => self.bind_reference(arg, target, Purpose::Argument)?,
            _ => {
                let converted = self.convert(arg, ty, Purpose::Argument);
                if converted.is_error() {
                    return None;
                }
                self.content_value(&converted)
            }
        };
        values.push(value);
        Some(())
    }

    /// The call of an instance.
    pub(super) fn call_instance(
        &mut self,
        instance: usize,
        args: Vec<ValueId>,
        span: Span,
    ) -> Operand {
        if self.instances[instance].signature.ret.is_none() {
            self.lower_instance(instance);
        }
        let Some(ret) = self.instances[instance].signature.ret else {
            self.error("recursion", span, "the type of this call depends on itself");
            return Operand::error(span);
        };
        if ret == Ty::ERROR {
            return Operand::error(span);
        }
        self.cx().calls.push((instance, span));
        let ir = self.ir(ret);
        let value = self.eval(
            Op::Call {
                function: Handle::new(instance),
                args,
            },
            ir,
            span,
        );
        match self.tys[ret] {
            TyKind::Void => Operand::constant(Ty::VOID, Const::Zero, span),
            TyKind::Reference(target) => {
                let place = Place {
                    pointer: value,
                    space: target.space,
                    constant: target.constant,
                };
                self.place(target.ty, place, span)
            }
            _ => Operand::value(ret, value, span),
        }
    }
}
