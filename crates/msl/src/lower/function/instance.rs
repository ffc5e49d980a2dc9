//! Instances: the functions that the module may need, each made once for its arguments, with its body.

use super::{DeclId, FunctionDecl, Instance, InstanceKey, Signature, Source, State};
use crate::lower::{
    Context, ContextKind, Lowerer, MAX_INSTANCE_DEPTH, MAX_INSTANCES, MAX_REQUESTS_SHOWN, Return,
    link::{Refusals, unique::shortened},
    mutation::Mutated,
    record::RecordId,
    scope::ScopeKind,
    template::{TemplateArg, TemplateName, flattened},
    ty::{QualTy, Ty, TyKind},
};
use crate::{
    diagnostic::Diagnostic,
    ir::{Function, FunctionBuilder},
    source::Span,
    syntax::ast,
};
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    /// The instance that a call means; it is lowered later.
    pub(in crate::lower) fn instance(
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
        let parent = self
            .contexts
            .iter()
            .rev()
            .find_map(|context| context.instance);
        let name = self.instance_name(*decl, arguments);
        let function = self.functions[decl.0].ast.function();
        let kernel = function.is_some_and(|ast| ast.specifiers.kernel);
        let of_template = function.is_some() && !arguments.is_empty();
        let of_record = function.is_some() && self.stands_in_template(*decl);
        let asked = ((of_template || of_record) && !kernel).then_some(span);
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
            parent,
            generic,
            refusals: Refusals::new(),
            doubtful: false,
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
    pub(in crate::lower) fn arguments_text(&self, arguments: &[TemplateArg]) -> String {
        if arguments.is_empty() {
            return String::new();
        }
        let list: Vec<String> = flattened(arguments)
            .iter()
            .map(|a| self.argument_text(a))
            .collect();
        shortened(&format!("<{}>", list.join(", ")))
    }

    pub(in crate::lower) fn argument_text(&self, argument: &TemplateArg) -> String {
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
                Some(scalar) => crate::lower::constant::text(scalar, *bits),
                None => bits.to_string(),
            },
            TemplateArg::Function(ty) => self.ty_name(*ty),
            TemplateArg::Template(TemplateName::Record(id)) => {
                self.record_templates[*id].name.to_owned()
            }
            TemplateArg::Template(TemplateName::Alias(id)) => {
                self.alias_templates[*id].ast.name.name.to_string()
            }
            TemplateArg::Pack(elements) => {
                let list: Vec<String> = elements.iter().map(|a| self.argument_text(a)).collect();
                list.join(", ")
            }
        }
    }

    /// Lowers everything that must be checked whether it is called or not, and what that calls.
    pub(in crate::lower) fn lower_roots(&mut self) {
        for (instantiation, scope) in std::mem::take(&mut self.instantiations) {
            let made = self.kernels.len();
            let ((), refusals) =
                self.declaring(|lowerer| lowerer.instantiate(instantiation, scope));
            match self.kernels.get(made) {
                Some(kernel) => self.instances[kernel.instance].refusals.extend(refusals),
                None => refusals
                    .into_iter()
                    .for_each(|refusal| self.report(refusal)),
            }
        }
        let mut at = 0;
        while at < self.functions.len() {
            self.root_function(DeclId(at));
            at += 1;
            self.lower_pending();
        }
        self.lower_pending();
        self.lower_callers();
    }

    fn root_function(&mut self, decl: DeclId) {
        let FunctionDecl {
            ast, record, span, ..
        } = self.functions[decl.0].clone();
        let Source::Function(ast) = ast else { return };
        let generic = self.functions[decl.0].template().is_some();
        let of_template = self.stands_in_instance(decl);
        if generic || of_template {
            return;
        }
        let signature = self.signature(decl);
        if ast.body.is_none() {
            return;
        }
        if record.is_none() && ast.template.is_none() {
            self.check_defined_once(decl, &signature);
        }
        if ast.specifiers.kernel {
            return self.declare_kernel(decl, Vec::new(), signature, (None, span));
        }
        let takes_function = |ty: &Ty| matches!(self.tys[*ty], TyKind::Function { .. });
        if signature.params.iter().any(takes_function) {
            // Made for each function that a call gives.
            return;
        }
        let this = record.map(|record| self.this_target(record, ast.method_qualifiers));
        self.instance((decl, Vec::new(), this), signature, span);
    }

    /// A file defines a function of one name once for the same parameters.
    fn check_defined_once(&mut self, decl: DeclId, signature: &Signature) {
        let FunctionDecl {
            name, span, scope, ..
        } = self.functions[decl.0];
        let key = (scope, name, span.file, signature.params.clone());
        let Some(first) = self.definitions.insert(key, span) else {
            return;
        };
        let message = format!("`{name}` is defined already for these parameters");
        let diagnostic =
            Diagnostic::error("redeclaration", span, message).with_related(first, "defined here");
        self.report(diagnostic);
    }

    /// Whether a function is a member of a class template's instance, or its friend.
    fn stands_in_instance(&self, decl: DeclId) -> bool {
        let FunctionDecl { record, scope, .. } = self.functions[decl.0];
        let record = record.or_else(|| self.record_of_scope(scope));
        record.is_some_and(|record| self.records[record.index()].origin.is_some())
    }

    pub(super) fn lower_pending(&mut self) {
        while let Some(id) = self.pending.pop() {
            self.lower_instance(id);
        }
    }

    /// Lowers an instance now, unless that was done.
    pub(in crate::lower) fn lower_instance(&mut self, id: usize) {
        if !matches!(self.instances[id].state, State::Pending) {
            return;
        }
        self.instances[id].state = State::InProgress;
        let span = self.functions[self.instances[id].decl.0].span;
        let outer = self.chain(id);
        let outer = std::mem::replace(&mut self.requests, outer);
        let doubtful = std::mem::take(&mut self.doubtful);
        let (done, refusals) =
            self.declaring(|lowerer| lowerer.nested(span, |lowerer| lowerer.lower_body(id)));
        self.requests = outer;
        self.refuse_instance(id, refusals);
        self.doubtful = doubtful;
        let is_refused = !self.instances[id].refusals.is_empty();
        self.instances[id].state = match done {
            Some(Some(function)) if !is_refused => State::Done(function),
            _ => State::Failed,
        };
    }

    /// The templates whose instances lead to this one, with the uses that asked for them.
    fn chain(&self, id: usize) -> Vec<(String, Span)> {
        let parent = |id: &usize| self.instances[*id].parent;
        let mut chain: Vec<usize> = std::iter::successors(Some(id), parent).collect();
        chain.retain(|id| self.instances[*id].asked.is_some());
        if chain.len() > MAX_REQUESTS_SHOWN {
            chain.drain(MAX_REQUESTS_SHOWN..chain.len() - 1);
        }
        let request = |id: &usize| {
            let instance = &self.instances[*id];
            Some((instance.name.clone(), instance.asked?))
        };
        chain.iter().rev().filter_map(request).collect()
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
        if let Source::Pointer(pointer) = ast {
            return self.caller_body(id, pointer, span);
        }
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
        context.decl = Some(decl);
        context.instance = Some(id);
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

    pub(super) fn finish_instance(
        &mut self,
        id: usize,
        context: Context<'a>,
        ret: Option<Ty>,
    ) -> Function {
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
}
