//! Calls: of functions, methods, closures, the library, and types.

mod associated;
mod candidate;
mod intrinsic;
mod library;
mod log;
mod method;

use crate::lower::expr::operand::Operand;
use crate::{
    diagnostic::{Diagnostic, Suggestion},
    ir::Const,
    lower::{
        Lowerer,
        conversion::Rank,
        function::DeclId,
        overload::{CallSite, Selection},
        spelling::{Named, advice, metal_word},
        template::TemplateArg,
        ty::{Ty, TyKind},
    },
    source::Span,
    stdlib,
    syntax::{
        ast::{self, ExprKind},
        foreign_type,
    },
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
    pub(in crate::lower::expr) fn call(
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
        let last = path.segments.last().expect("a path has a segment");
        let name = last.ident.name.as_str();
        if name == "is_function_constant_defined" {
            return self.is_function_constant_defined(args, span);
        }
        let named = self.named(path, scope);
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
            Named::Unknown(ident) if ident.name == "printf" => self.print_call(ident, args, span),
            Named::Unknown(ident) => self.call_unknown(ident, args, span),
            Named::Error => {
                self.exprs(args);
                Operand::error(span)
            }
            Named::Namespace(_) => self.unsupported_expr("a namespace as a function", span),
        }
    }

    /// A name that lookup does not find may still be in a namespace of an argument's struct.
    fn call_unknown(
        &mut self,
        ident: &'a ast::Ident,
        exprs: &'a [ast::Expr],
        span: Span,
    ) -> Operand {
        let args = self.exprs(exprs);
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
        if let Some(value) = self.intrinsic(&ident.name, &args, span) {
            return value;
        }
        if let Some(advice) = advice(&ident.name) {
            let message = format!("`{}` is not declared here", ident.name);
            let mut diagnostic = Diagnostic::error("undeclared-identifier", ident.span, message);
            let word = metal_word(&ident.name)
                .map(|metal| Suggestion::replace(ident.span, &ident.name, metal));
            let change = self.foreign_call(ident, exprs, span).or(word);
            diagnostic.suggestions.extend(change);
            self.report(diagnostic.with_help(advice));
            return Operand::error(span);
        }
        if let Some(metal) = foreign_type(&ident.name) {
            let message = format!("no type is called `{}`", ident.name);
            let diagnostic = Diagnostic::error("unknown-type", ident.span, message)
                .with_help(format!("in Metal this is `{metal}`"))
                .with_suggestion(Suggestion::replace(ident.span, &ident.name, metal));
            self.report(diagnostic);
            return Operand::error(span);
        }
        if args.iter().any(Operand::is_error) {
            return Operand::error(span);
        }
        if let Some(hint) = self.hint(&ident.name, &args, span) {
            return hint;
        }
        let scope = self.scope();
        self.undeclared(&ident.name, ident.span, scope);
        Operand::error(span)
    }

    /// What a program tells the optimizer: nothing here depends on it.
    fn hint(&mut self, name: &str, args: &[Operand], span: Span) -> Option<Operand> {
        match (name, args) {
            ("__builtin_expect", [value, _]) => Some(value.clone().at(span)),
            ("__builtin_assume", [_]) => Some(Operand::constant(Ty::VOID, Const::Zero, span)),
            _ => None,
        }
    }

    fn call_named(&mut self, called: &Called<'a>, args: Vec<Operand>, span: Span) -> Operand {
        if args.iter().any(Operand::is_error) {
            self.call_in_doubt(&called.decls, span);
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
            && candidate.ranks.iter().all(|rank| *rank <= Rank::Copied)
        {
            return self.call_candidate(candidate, this, args, span);
        }
        let forced = explicit.unwrap_or_default();
        let forced = forced.first().and_then(TemplateArg::ty);
        match self.library_call(namespace, called.name, forced, &args) {
            Ok(resolved) => self.emit_library(&resolved, args, called.name, span),
            Err(mismatch) => match selection {
                Selection::One(candidate) => self.call_candidate(&candidate, this, args, span),
                _ => self.library_mismatch(called, mismatch, args.len(), span),
            },
        }
    }

    /// Keeps a call with arguments of the error type, if one function alone can be meant: what that needs, its
    /// caller needs too.
    fn call_in_doubt(&mut self, decls: &[DeclId], span: Span) {
        let [decl] = decls else { return };
        let declared = &self.functions[decl.0];
        if declared.template().is_some() || declared.record.is_some() {
            return;
        }
        let signature = self.signature(*decl);
        let takes_function = |ty: &Ty| matches!(self.tys[*ty], TyKind::Function { .. });
        if signature.params.iter().any(takes_function) {
            return;
        }
        if let Some(instance) = self.instance((*decl, Vec::new(), None), signature, span) {
            self.cx().calls.push((instance, span));
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
}
