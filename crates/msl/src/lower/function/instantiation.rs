//! Explicit instantiation: kernels and functions that templates give for arguments that are written, or follow from
//! the parameters (\[temp.explicit\]).

use crate::lower::{
    Lowerer,
    function::DeclId,
    scope::ScopeId,
    spelling::Named,
    template::{Deduction, TemplateArg, grouped},
    ty::QualTy,
};
use crate::syntax::ast;

/// A template, and the arguments that are known of it.
type Instantiated = (DeclId, Vec<Option<TemplateArg>>);

impl<'a> Lowerer<'a> {
    /// `template [[host_name("x")]] [[kernel]] decltype(f<float>) f<float>;`
    pub(in crate::lower) fn instantiate(&mut self, ast: &'a ast::Instantiation, scope: ScopeId) {
        let span = ast.path.span;
        let (decls, arguments) = match self.named(&ast.path, scope) {
            Named::Functions(decls, arguments) => (decls, arguments),
            Named::Unknown(ident) => return self.undeclared(&ident.name, ident.span, scope),
            Named::Type(_) | Named::Error => return,
            _ => {
                return self.error(
                    "type-mismatch",
                    span,
                    "only a function template has instances",
                );
            }
        };
        let deduced = match arguments {
            None => self.deduced_instance(&decls, ast, scope),
            Some(_) => None,
        };
        let Some(written) = self.template_arguments(arguments.unwrap_or(&[]), scope) else {
            return;
        };
        let Some((decl, given)) = deduced.or_else(|| self.written_instance(&decls, written)) else {
            let message = "there is no such function template";
            return self.error("no-matching-function", span, message);
        };
        let declaration = self.functions[decl.0].clone();
        let params = declaration.template().expect("found as a template");
        let (parent, since) = (declaration.scope, declaration.since);
        let bound = self.as_of(since, |lowerer| {
            lowerer.bind_template(params, &given, parent, span)
        });
        let Some((inner, arguments)) = bound else {
            return;
        };
        let signature = self.signature_in(decl, inner);
        let host_name = self.host_name(&ast.attributes);
        let kernel = declaration
            .ast
            .function()
            .is_some_and(|ast| ast.specifiers.kernel);
        if kernel {
            self.declare_kernel(decl, arguments, signature, (host_name, span));
        } else {
            self.instance((decl, arguments, None), signature, span);
        }
    }

    /// The template that takes so many written arguments, with these.
    fn written_instance(&self, decls: &[DeclId], given: Vec<TemplateArg>) -> Option<Instantiated> {
        let decl = decls.iter().find(|decl| {
            let decl = &self.functions[decl.0];
            let takes = |params: &[ast::TemplateParameter]| {
                params.len() >= given.len() || params.iter().any(|param| param.pack)
            };
            decl.template().is_some_and(takes) && decl.ast.body().is_some()
        })?;
        let params = self.functions[decl.0].template()?;
        Some((*decl, grouped(params, given)))
    }

    /// The template whose parameters fit those of an instantiation without `<...>`, with the arguments that
    /// follow.
    fn deduced_instance(
        &mut self,
        decls: &[DeclId],
        ast: &'a ast::Instantiation,
        scope: ScopeId,
    ) -> Option<Instantiated> {
        for &decl in decls {
            let declaration = self.functions[decl.0].clone();
            let Some(params) = declaration.template() else {
                continue;
            };
            let own = declaration.ast.params();
            if declaration.ast.body().is_none() || own.len() != ast.params.len() {
                continue;
            }
            let mut deduction = Deduction::new(params, declaration.scope);
            let fits = own.iter().zip(&ast.params).all(|(param, given)| {
                let actual = self.parameter_type(given, scope);
                self.deduce(&mut deduction, &param.ty, QualTy::plain(actual))
            });
            if fits && deduction.found.iter().any(Option::is_some) {
                return Some((decl, deduction.found));
            }
        }
        None
    }
}
