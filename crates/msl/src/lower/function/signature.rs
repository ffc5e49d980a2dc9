//! Types of a function's parameters and result, in the scope that binds its template's.

use super::{DeclId, FunctionDecl, Signature, Source};
use crate::lower::{
    Lowerer, Storage, Variable,
    scope::{Entity, ScopeId, ScopeKind},
    ty::{Target, Ty, TyKind},
};
use crate::{ir::AddressSpace, source::Span, syntax::ast};
use std::rc::Rc;

impl<'a> Lowerer<'a> {
    /// The types of a function's parameters and result in a scope that binds its template's.
    pub(in crate::lower) fn signature_in(&mut self, decl: DeclId, scope: ScopeId) -> Rc<Signature> {
        let FunctionDecl { ast, since, .. } = self.functions[decl.0];
        self.as_of(since, |lowerer| lowerer.spelled_signature(ast, scope))
    }

    fn spelled_signature(&mut self, ast: Source<'a>, scope: ScopeId) -> Rc<Signature> {
        let (params, origins) = self.parameter_types(ast.params(), scope);
        let Source::Function(ast) = ast else {
            return Rc::new(Signature {
                params,
                origins,
                ret: None,
                scope,
            });
        };
        let ret = match (&ast.ret, &ast.name) {
            (Some(ty), _) if matches!(ty.kind, ast::TypeKind::Auto) => None,
            (Some(ty), _) => {
                let named = (&ast.params[..], &params[..], &origins[..]);
                Some(self.result_type(ty, named, scope))
            }
            (None, ast::FunctionName::Conversion(ty, _)) => Some(self.spelled(ty, scope).ty),
            (None, _) => Some(Ty::VOID),
        };
        Rc::new(Signature {
            params,
            origins,
            ret,
            scope,
        })
    }

    /// The types of parameters, one for each element of a pack; and for each type its parameter.
    pub(in crate::lower) fn parameter_types(
        &mut self,
        params: &'a [ast::Parameter],
        scope: ScopeId,
    ) -> (Vec<Ty>, Vec<usize>) {
        let mut types = Vec::with_capacity(params.len());
        let mut origins = Vec::with_capacity(params.len());
        for (index, param) in params.iter().enumerate() {
            let scopes = match param.pack {
                true => self.type_expansion(&param.ty, scope).unwrap_or_default(),
                false => vec![scope],
            };
            for scope in scopes {
                types.push(self.parameter_type(param, scope));
                origins.push(index);
            }
        }
        (types, origins)
    }

    /// A result type, which may name the parameters in a `decltype`.
    fn result_type(
        &mut self,
        ty: &'a ast::Type,
        (params, types, origins): (&'a [ast::Parameter], &[Ty], &[usize]),
        scope: ScopeId,
    ) -> Ty {
        if !mentions_value(ty) {
            return self.spelled(ty, scope).ty;
        }
        let scope = self.new_scope(Some(scope), ScopeKind::Block);
        for (index, param) in params.iter().enumerate() {
            let Some(name) = &param.name else { continue };
            let own = origins
                .iter()
                .zip(types)
                .filter(|(origin, _)| **origin == index);
            let own: Vec<Ty> = own.map(|(_, ty)| *ty).collect();
            let mut entities = Vec::new();
            for ty in own {
                entities.push(self.unknown_variable(ty, param, name.span));
            }
            match entities.pop() {
                Some(one) if !param.pack => self.bind(scope, &name.name, one),
                last => {
                    entities.extend(last);
                    self.bind(scope, &name.name, Entity::Pack(entities));
                }
            }
        }
        self.spelled(ty, scope).ty
    }

    /// A parameter of which only the type is known.
    fn unknown_variable(&mut self, ty: Ty, param: &'a ast::Parameter, span: Span) -> Entity {
        let (ty, constant) = match self.tys[ty] {
            TyKind::Reference(target) => (target.ty, target.constant),
            _ => (ty, param.ty.qualifiers.constant),
        };
        self.variables.push(Variable {
            ty,
            constant,
            storage: Storage::Unknown,
            context: 0,
            usable: false,
            span,
        });
        Entity::Local(self.variables.len() - 1)
    }

    pub(in crate::lower) fn parameter_type(
        &mut self,
        param: &'a ast::Parameter,
        scope: ScopeId,
    ) -> Ty {
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
        self.tys.function_pointer(ty)
    }

    /// The signature of a function that is no template.
    pub(in crate::lower) fn signature(&mut self, decl: DeclId) -> Rc<Signature> {
        if let Some(known) = &self.functions[decl.0].signature {
            return Rc::clone(known);
        }
        let scope = self.functions[decl.0].scope;
        let (signature, refusals) = self.declaring(|lowerer| lowerer.signature_in(decl, scope));
        self.note_refusals(&refusals);
        if !refusals.is_empty() {
            self.refusals.signatures.insert(decl.0, refusals);
        }
        self.functions[decl.0].signature = Some(Rc::clone(&signature));
        signature
    }
}

/// Whether a type is that of an expression, which may name parameters.
fn mentions_value(ty: &ast::Type) -> bool {
    let in_argument = |argument: &ast::TemplateArgument| match argument {
        ast::TemplateArgument::Type(ty) => mentions_value(ty),
        ast::TemplateArgument::Expr(_) => true,
        ast::TemplateArgument::Ambiguous(_) | ast::TemplateArgument::Expansion(..) => false,
    };
    match &ty.kind {
        ast::TypeKind::Decltype(_) => true,
        ast::TypeKind::Pointer(inner)
        | ast::TypeKind::Reference(inner)
        | ast::TypeKind::Array(inner, _) => mentions_value(inner),
        ast::TypeKind::Path(path) => {
            let arguments = path
                .segments
                .iter()
                .flat_map(|s| s.arguments.iter().flatten());
            arguments.into_iter().any(in_argument)
        }
        _ => false,
    }
}
