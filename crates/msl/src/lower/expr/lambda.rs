//! Lambdas. A closure is no object of its own: what it captured travels as extra parameters, by
//! value or as addresses, so that no pointer has to lie in memory.

use super::operand::{Operand, OperandKind};
use crate::{
    lower::{
        Lowerer, Storage, Variable,
        function::{DeclId, FunctionDecl, Signature, Source},
        mutation::{Node, walk},
        scope::{Entity, ScopeId, ScopeKind},
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

/// A variable that a lambda uses.
#[derive(Clone)]
pub(in crate::lower) struct Capture<'a> {
    pub(in crate::lower) name: &'a ast::Ident,
    /// A reference, or the type of the copy.
    pub(in crate::lower) ty: Ty,
    pub(in crate::lower) constant: bool,
}

/// What stands between a lambda's brackets.
struct CaptureList {
    default_reference: bool,
    default_copy: bool,
    /// `this`.
    this: bool,
    /// Names with `&` and names without.
    references: BTreeSet<String>,
    copies: BTreeSet<String>,
}

impl CaptureList {
    fn parse(text: &str) -> Option<Self> {
        let mut list = Self {
            default_reference: false,
            default_copy: false,
            this: false,
            references: BTreeSet::new(),
            copies: BTreeSet::new(),
        };
        for part in text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            match part.strip_prefix('&') {
                Some("") => list.default_reference = true,
                Some(name) => _ = list.references.insert(name.trim().to_owned()),
                None if part == "=" => list.default_copy = true,
                None if part == "this" => list.this = true,
                None if part.contains(['=', '*', '.']) => return None,
                None => _ = list.copies.insert(part.to_owned()),
            }
        }
        Some(list)
    }

    /// Whether a name is captured, and whether by reference.
    fn by_reference(&self, name: &str) -> Option<bool> {
        if self.references.contains(name) {
            Some(true)
        } else if self.copies.contains(name) {
            Some(false)
        } else if self.default_reference {
            Some(true)
        } else {
            self.default_copy.then_some(false)
        }
    }
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
        let this = self.cx().this.filter(|_| takes_this);
        values.extend(this.map(|(pointer, _)| pointer));
        let mut names = Vec::new();
        collect_names(&lambda.body, &mut names);
        let mut seen = BTreeSet::new();
        for init in &lambda.inits {
            seen.insert(init.name.name.as_str());
            if let Some((capture, captured)) = self.capture_init(init) {
                captures.push(capture);
                values.extend(captured);
            }
        }
        for name in names {
            if !seen.insert(name.name.as_str()) {
                continue;
            }
            if let Some((capture, captured)) = self.capture(name, &list) {
                captures.push(capture);
                values.extend(captured);
            }
        }
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
        });
        let id = u32::try_from(closure).expect("lambdas are few");
        let ty = self.tys.intern(TyKind::Closure(id));
        Operand::new(ty, OperandKind::Closure(values), span)
    }

    /// How a lambda takes a variable along: `None` for names that are no variable of the function,
    /// or that need no capture.
    fn capture(
        &mut self,
        name: &'a ast::Ident,
        list: &CaptureList,
    ) -> Option<(Capture<'a>, Vec<crate::ir::ValueId>)> {
        let scope = self.scope();
        let Some((Entity::Local(index), _)) = self.lookup(scope, &name.name) else {
            return None;
        };
        let Variable {
            ty,
            constant,
            storage,
            context,
            ..
        } = self.variables[index].clone();
        if context != self.cx().id {
            return None;
        }
        let by_reference = list.by_reference(&name.name)?;
        match storage {
            Storage::Place(pointer, space) if by_reference || !self.is_copyable(ty) => {
                let ty = self.reference_to(Target {
                    ty,
                    space,
                    constant,
                });
                Some((Capture { name, ty, constant }, vec![pointer]))
            }
            Storage::Place(..) => {
                let operand = self.stored(ty, constant, &storage, name.span);
                let value = self.content_value(&operand);
                Some((
                    Capture {
                        name,
                        ty,
                        constant: true,
                    },
                    vec![value],
                ))
            }
            Storage::Value(value) => Some((
                Capture {
                    name,
                    ty,
                    constant: true,
                },
                vec![value],
            )),
            Storage::Closure(values) => Some((
                Capture {
                    name,
                    ty,
                    constant: true,
                },
                values,
            )),
            Storage::Const(_) | Storage::Global(_) | Storage::Unknown | Storage::Error => None,
        }
    }

    /// `x = e` and `&x = e`.
    fn capture_init(
        &mut self,
        init: &'a ast::CaptureInit,
    ) -> Option<(Capture<'a>, Vec<crate::ir::ValueId>)> {
        let name = &init.name;
        let value = self.expr(&init.value);
        if value.is_error() {
            return None;
        }
        if init.reference {
            let OperandKind::Place(place) = &value.kind else {
                self.error(
                    "not-assignable",
                    init.value.span,
                    "a reference needs a variable",
                );
                return None;
            };
            let constant = place.constant;
            let ty = self.reference_to(Target {
                ty: value.ty,
                space: place.space,
                constant,
            });
            return Some((Capture { name, ty, constant }, vec![place.pointer]));
        }
        let value = self.rvalue(value);
        let capture = Capture {
            name,
            ty: value.ty,
            constant: true,
        };
        if let OperandKind::Closure(values) = value.kind {
            return Some((capture, values));
        }
        let value = self.value(&value);
        Some((capture, vec![value]))
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

    fn is_copyable(&self, ty: Ty) -> bool {
        !matches!(self.tys[ty], TyKind::Array { .. })
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
        if args.len() != lambda.params.len() {
            let message = format!(
                "the lambda takes {} arguments, found {}",
                lambda.params.len(),
                args.len()
            );
            self.error("wrong-argument-count", span, message);
            return Operand::error(span);
        }
        let inner = self.new_scope(Some(scope), ScopeKind::Block);
        let mut params = Vec::new();
        for (param, arg) in lambda.params.iter().zip(&args) {
            params.push(self.closure_parameter(param, arg, inner));
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
            origins: (0..params.len()).collect(),
            params,
            ret,
            scope: inner,
        });
        match self.instance((decl, key, None), signature, span) {
            Some(instance) => self.call_instance(instance, values, span),
            None => Operand::error(span),
        }
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
                    _ => (crate::ir::AddressSpace::Thread, true),
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

#[cfg(test)]
mod tests {
    use super::CaptureList;

    #[test]
    fn captures_are_by_reference_or_by_copy() {
        let list = CaptureList::parse("&, n").expect("well formed");
        assert_eq!(list.by_reference("n"), Some(false));
        assert_eq!(list.by_reference("sum"), Some(true));
        let none = CaptureList::parse("").expect("well formed");
        assert_eq!(none.by_reference("sum"), None);
        assert!(CaptureList::parse("*this").is_none());
        assert!(CaptureList::parse("this").expect("well formed").this);
    }
}
