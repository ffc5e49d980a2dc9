//! The call of the function that was selected: its body, its arguments, its instance.

use crate::lower::expr::operand::{Operand, OperandKind, Place};
use crate::{
    arena::Handle,
    diagnostic::Diagnostic,
    ir::{AddressSpace, Const, Op, ValueId},
    lower::{
        ContextKind, Lowerer,
        conversion::Purpose,
        function::{DeclId, FunctionDecl, Signature},
        overload::Candidate,
        record::RecordId,
        scope::Entity,
        ty::{Target, Ty, TyKind},
    },
    source::Span,
};

impl<'a> Lowerer<'a> {
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
        let special = self.specialization_of(candidate);
        if self.refuse_call(candidate.decl, special.is_some(), span) {
            return Operand::error(span);
        }
        let (decl, arguments) = match special {
            Some(decl) => (decl, Vec::new()),
            None => (candidate.decl, candidate.arguments.clone()),
        };
        let Some(body_of) = self.definition(decl) else {
            return self.call_without_body(candidate, span);
        };
        if this.is_none() && self.needs_object(decl) {
            return self.object_needed(decl, span);
        }
        let this = match (this, declaration.record) {
            (Some(this), Some(owner)) => Some(self.object_as(this, owner, span)),
            _ => None,
        };
        let this = this.map(|(pointer, target)| {
            let constant = ast.method_qualifiers.constant || target.space == AddressSpace::Constant;
            (pointer, Target { constant, ..target })
        });
        let mut args = args;
        let Some((mut signature, functions)) = self.with_functions(candidate, &mut args) else {
            return Operand::error(span);
        };
        let Some(mut values) = self.call_arguments(candidate, &signature, args) else {
            return Operand::error(span);
        };
        if let Some((pointer, _)) = this {
            values.insert(0, pointer);
        }
        if body_of != candidate.decl && candidate.arguments.is_empty() && functions.is_empty() {
            signature = self.signature(body_of);
        }
        let mut arguments = arguments;
        arguments.extend(functions);
        let key = (body_of, arguments, this.map(|(_, target)| target));
        match self.instance(key, signature, span) {
            Some(instance) => self.call_instance(instance, values, span),
            None => Operand::error(span),
        }
    }

    /// Reports a call of a kernel, or of a function that is `= delete` and has no specialization for this.
    fn refuse_call(&mut self, decl: DeclId, is_special: bool, span: Span) -> bool {
        let FunctionDecl {
            ast,
            name,
            span: declared,
            ..
        } = self.functions[decl.0];
        let Some(ast) = ast.function() else {
            return false;
        };
        if ast.specifiers.kernel {
            let message = "a call of a kernel is not supported";
            let diagnostic = Diagnostic::error("unsupported-feature", span, message)
                .with_related(declared, "a kernel")
                .with_help("move what both do into a function without `kernel`, and call that");
            self.report(diagnostic);
            return true;
        }
        if is_special || !ast.specifiers.deleted {
            return false;
        }
        let message = format!("`{name}` is deleted");
        let diagnostic = Diagnostic::error("undefined-function", span, message)
            .with_related(declared, "deleted here");
        self.report(diagnostic);
        true
    }

    /// The call of a function that is declared only, which needs no body where nothing is evaluated.
    fn call_without_body(&mut self, candidate: &Candidate, span: Span) -> Operand {
        if self.cx().kind == ContextKind::Unevaluated {
            return self.result_alone(candidate, span);
        }
        let FunctionDecl {
            name,
            span: declared,
            ..
        } = self.functions[candidate.decl.0];
        let message = format!("`{name}` is declared but not defined");
        let diagnostic = Diagnostic::error("undefined-function", span, message)
            .with_related(declared, "declared here");
        self.report(diagnostic);
        Operand::error(span)
    }

    /// Whether a function is a method that is neither `static` nor a constructor.
    fn needs_object(&self, decl: DeclId) -> bool {
        let declaration = &self.functions[decl.0];
        let is_static = |ast: &crate::syntax::ast::Function| ast.specifiers.is_static;
        let inside = declaration.defaults.is_some_and(is_static);
        declaration.record.is_some()
            && !declaration.constructor
            && !inside
            && declaration
                .ast
                .function()
                .is_some_and(|ast| !is_static(ast))
            && self
                .contexts
                .last()
                .is_some_and(|context| context.kind != ContextKind::Unevaluated)
    }

    fn object_needed(&mut self, decl: DeclId, span: Span) -> Operand {
        let declaration = &self.functions[decl.0];
        let record = declaration
            .record
            .map_or("", |record| &self.records[record.index()].name);
        let name = declaration.name;
        let message = format!("`{name}` is a method of `{record}`, and needs an object");
        let diagnostic = Diagnostic::error("undeclared-identifier", span, message)
            .with_related(declaration.span, "declared here, and not `static`")
            .with_help(format!("call it on an object, as in `object.{name}(...)`"));
        self.report(diagnostic);
        Operand::error(span)
    }

    /// An object as the part of it that has a method.
    fn object_as(
        &mut self,
        (pointer, target): (ValueId, Target),
        owner: RecordId,
        span: Span,
    ) -> (ValueId, Target) {
        let object = self.place_at(pointer, target, span);
        let part = self.part_of(object, owner, span);
        match part.map(|part| (part.ty, part.kind)) {
            Some((ty, OperandKind::Place(place))) => (place.pointer, Target { ty, ..target }),
            _ => (pointer, target),
        }
    }

    /// The result of a function that needs no body, since nothing calls it.
    fn result_alone(&mut self, candidate: &Candidate, span: Span) -> Operand {
        let Some(ret) = candidate.signature.ret else {
            return Operand::error(span);
        };
        match self.tys[ret] {
            TyKind::Void => Operand::constant(Ty::VOID, Const::Zero, span),
            TyKind::Reference(target) => self.stand_in(target.ty, span),
            _ => self.stand_in(ret, span),
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
        signature: &Signature,
        args: Vec<Operand>,
    ) -> Option<Vec<ValueId>> {
        let mut values = Vec::new();
        let mut args = args.into_iter();
        for (&origin, &ty) in signature.origins.iter().zip(&signature.params) {
            let default = self.functions[candidate.decl.0].default(origin);
            let arg = match (args.next(), default) {
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
    pub(in crate::lower) fn argument(
        &mut self,
        arg: Operand,
        ty: Ty,
        values: &mut Vec<ValueId>,
    ) -> Option<()> {
        if self.changes_itself(arg.ty) {
            self.unsupported("a `mutable` lambda as an argument", arg.span);
            return None;
        }
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
    pub(in crate::lower) fn call_instance(
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
        self.cx().calls.push((instance, span));
        if ret == Ty::ERROR {
            return Operand::error(span);
        }
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
