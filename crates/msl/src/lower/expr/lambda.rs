//! Lambdas. A closure is no object of its own: what it captured travels as extra parameters, by
//! value or as addresses, so that no pointer has to lie in memory.

use super::{
    capture::{Capture, CaptureList},
    operand::{Operand, OperandKind},
};
use crate::{
    ir::{AddressSpace, ValueId},
    lower::{
        Lowerer,
        function::{DeclId, FunctionDecl, Signature, Source},
        mutation::{Node, walk},
        scope::{ScopeId, ScopeKind},
        template::TemplateArg,
        ty::{QualTy, Target, Ty, TyKind},
    },
    source::Span,
    syntax::ast,
};
use std::{collections::BTreeSet, rc::Rc};

/// A type with one value that can be called: a lambda's, or a function's.
pub(in crate::lower) struct Closure<'a> {
    pub(in crate::lower) code: Code<'a>,
    pub(in crate::lower) captures: Vec<Capture<'a>>,
    /// The object of the method that a lambda stands in.
    pub(in crate::lower) this: Option<Target>,
    /// Whether it stands in a template's instance.
    pub(in crate::lower) generic: bool,
    /// Whether it changes what it copied, so that a copy of it would be another.
    pub(in crate::lower) changes: bool,
}

/// What the call of a closure runs.
#[derive(Clone)]
pub(in crate::lower) enum Code<'a> {
    Lambda {
        lambda: &'a ast::Lambda,
        scope: ScopeId,
        decl: DeclId,
    },
    /// One of these functions, with template arguments where some were written.
    Functions(Vec<DeclId>, Option<Vec<TemplateArg>>),
}

impl<'a> Lowerer<'a> {
    pub(super) fn lambda(&mut self, lambda: &'a ast::Lambda, span: Span) -> Operand {
        let Some(list) = CaptureList::parse(&lambda.captures) else {
            return self.unsupported_expr("this capture of a lambda", span);
        };
        let scope = self.scope();
        let mut captures = Vec::new();
        let mut values = Vec::new();
        let takes_this = list.this || list.default_reference || list.default_copy;
        let this = match list.object {
            true => self.copy_of_object(lambda.mutable, span),
            false => self.cx().this.filter(|_| takes_this),
        };
        values.extend(this.map(|(pointer, _)| pointer));
        for (capture, captured) in self.captures_of(lambda, &list) {
            captures.push(capture);
            values.extend(captured);
        }
        let changes = lambda.mutable && !values.is_empty();
        let closure = self.closures.len();
        let decl = DeclId(self.functions.len());
        let since = self.now();
        let generic = self.cx().generic;
        self.functions.push(FunctionDecl {
            ast: Source::Lambda(lambda, closure),
            name: "lambda",
            span,
            scope,
            record: None,
            constructor: false,
            since,
            defaults: None,
            signature: None,
        });
        self.closures.push(Closure {
            code: Code::Lambda {
                lambda,
                scope,
                decl,
            },
            captures,
            this: this.map(|(_, target)| target),
            generic,
            changes,
        });
        let id = u32::try_from(closure).expect("lambdas are few");
        let ty = self.tys.intern(TyKind::Closure(id));
        Operand::new(ty, OperandKind::Closure(values), span)
    }

    /// What a lambda takes along, each with its values: what it initializes itself, then what its body names.
    fn captures_of(
        &mut self,
        lambda: &'a ast::Lambda,
        list: &CaptureList,
    ) -> Vec<(Capture<'a>, Vec<ValueId>)> {
        let mut names = Vec::new();
        collect_names(&lambda.body, &mut names);
        let mut seen = BTreeSet::new();
        let mut captures = Vec::new();
        for init in &lambda.inits {
            seen.insert(init.name.name.as_str());
            captures.extend(self.capture_init(init, lambda.mutable));
        }
        for name in names {
            if seen.insert(name.name.as_str()) {
                captures.extend(self.capture(name, list, lambda.mutable));
            }
        }
        captures
    }

    /// Where a closure's code stands.
    pub(in crate::lower) fn closure_span(&self, closure: usize) -> Span {
        let decl = match &self.closures[closure].code {
            Code::Lambda { decl, .. } => Some(decl),
            Code::Functions(decls, _) => decls.first(),
        };
        let decl = decl.expect("a closure has code");
        self.functions[decl.0].span
    }

    /// The call of a closure. Parameters declared `auto` take their arguments' types.
    pub(super) fn call_closure(
        &mut self,
        closure: usize,
        callee: &Operand,
        args: Vec<Operand>,
        span: Span,
    ) -> Operand {
        let (lambda, scope, decl) = match self.closures[closure].code.clone() {
            Code::Lambda {
                lambda,
                scope,
                decl,
            } => (lambda, scope, decl),
            Code::Functions(decls, explicit) => {
                return self.call_functions(&decls, explicit, args, span);
            }
        };
        let Some(origins) = self.lambda_origins(lambda, args.len(), span) else {
            return Operand::error(span);
        };
        let inner = self.new_scope(Some(scope), ScopeKind::Block);
        let mut params = Vec::new();
        for (&origin, arg) in origins.iter().zip(&args) {
            params.push(self.closure_parameter(&lambda.params[origin], arg, inner));
        }
        let ret = lambda.ret.as_ref().map(|ty| self.spelled(ty, inner).ty);
        let key: Vec<TemplateArg> = params
            .iter()
            .map(|ty| TemplateArg::Type(QualTy::plain(*ty)))
            .collect();
        let mut values = match &callee.kind {
            OperandKind::Closure(values) => values.clone(),
            _ => Vec::new(),
        };
        for (arg, &ty) in args.into_iter().zip(&params) {
            if self.argument(arg, ty, &mut values).is_none() {
                return Operand::error(span);
            }
        }
        let signature = Rc::new(Signature {
            origins,
            params,
            ret,
            scope: inner,
        });
        match self.instance((decl, key, None), signature, span) {
            Some(instance) => self.call_instance(instance, values, span),
            None => Operand::error(span),
        }
    }

    /// The parameter of each argument: a pack at the end takes all that are left.
    fn lambda_origins(
        &mut self,
        lambda: &'a ast::Lambda,
        args: usize,
        span: Span,
    ) -> Option<Vec<usize>> {
        let params = lambda.params.len();
        let pack = lambda.params.last().is_some_and(|last| last.pack);
        let fixed = params - usize::from(pack);
        if args == params || (pack && args >= fixed) {
            return Some((0..args).map(|at| at.min(params.max(1) - 1)).collect());
        }
        let least = if pack { "at least " } else { "" };
        let message = format!("the lambda takes {least}{fixed} arguments, found {args}");
        self.error("wrong-argument-count", span, message);
        None
    }

    fn closure_parameter(
        &mut self,
        param: &'a ast::Parameter,
        arg: &Operand,
        scope: ScopeId,
    ) -> Ty {
        match &param.ty.kind {
            ast::TypeKind::Auto => self.decayed(arg),
            ast::TypeKind::Reference(inner) if matches!(inner.kind, ast::TypeKind::Auto) => {
                let (space, constant) = match &arg.kind {
                    OperandKind::Place(place) => (place.space, place.constant),
                    _ => (AddressSpace::Thread, true),
                };
                let constant = constant || inner.qualifiers.constant;
                self.reference_to(Target {
                    ty: arg.ty,
                    space,
                    constant,
                })
            }
            _ => self.parameter_type(param, scope),
        }
    }
}

/// Every single name that a body mentions.
fn collect_names<'a>(block: &'a ast::Block, names: &mut Vec<&'a ast::Ident>) {
    walk(block, &mut |node| {
        if let Node::Expr(expr) = node
            && let ast::ExprKind::Path(path) = &expr.kind
            && let [one] = &path.segments[..]
        {
            names.push(&one.ident);
        }
    });
}
