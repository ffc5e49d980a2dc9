//! Types of a function's parameters and result, in the scope that binds its template's.

use super::{DeclId, FunctionDecl, Signature, Source};
use crate::lower::{
    Lowerer, Storage, Variable,
    scope::{Entity, ScopeId, ScopeKind},
    ty::{Target, Ty, TyKind},
};
use crate::{ir::AddressSpace, syntax::ast};
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    /// The types of a function's parameters and result in a scope that binds its template's.
    pub(in crate::lower) fn signature_in(&mut self, decl: DeclId, scope: ScopeId) -> Rc<Signature> {
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

    pub(in crate::lower) fn parameter_type(
        &mut self,
        param: &'a ast::Parameter,
        scope: ScopeId,
    ) -> Ty {
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
                .map(crate::lower::spelling::space)
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
    pub(in crate::lower) fn signature(&mut self, decl: DeclId) -> Rc<Signature> {
        if let Some(known) = &self.functions[decl.0].signature {
            return Rc::clone(known);
        }
        let scope = self.functions[decl.0].scope;
        let signature = self.hard(|lowerer| lowerer.signature_in(decl, scope));
        self.functions[decl.0].signature = Some(Rc::clone(&signature));
        signature
    }
}
