//! What a spelled type or path means.

mod foreign;
mod library;
mod path;
mod remedy;
mod type_name;

pub(super) use foreign::{advice, metal_call, metal_word};
pub(super) use library::library_type;
pub(super) use path::{Named, path_text};
pub(super) use remedy::{base_name, names_no_space};

use crate::lower::{
    ContextKind, Lowerer, MAX_OBJECT_BYTES, MAX_TYPE_DEPTH,
    expr::MAKE_CONSTANT,
    scope::ScopeId,
    ty::{QualTy, Target, Ty, TyKind},
};
use crate::{
    analysis::layout::layout, diagnostic::Diagnostic, ir::AddressSpace, source::Span, syntax::ast,
};
use library::unsupported_type;

/// The address space that a keyword names.
pub(in crate::lower) const fn space(name: ast::AddressSpaceName) -> AddressSpace {
    match name {
        ast::AddressSpaceName::Device => AddressSpace::Device,
        ast::AddressSpaceName::Constant => AddressSpace::Constant,
        ast::AddressSpaceName::Threadgroup => AddressSpace::Threadgroup,
        ast::AddressSpaceName::Thread => AddressSpace::Thread,
    }
}

/// The namespace of C++'s library, which Metal does not have.
pub(in crate::lower) const STD: &str = "std";

impl<'a> Lowerer<'a> {
    /// The type that a spelling means; reports and gives the error type otherwise.
    pub(in crate::lower) fn spelled(&mut self, ty: &'a ast::Type, scope: ScopeId) -> QualTy {
        let span = ty.span;
        let spelled = self.nested(span, |lowerer| lowerer.spelled_inner(ty, scope));
        let spelled = spelled.unwrap_or(QualTy::ERROR);
        if self.is_too_deep(spelled.ty, span) {
            return QualTy::ERROR;
        }
        spelled
    }

    /// Reports a type that is too deep to walk over.
    pub(in crate::lower) fn is_too_deep(&mut self, ty: Ty, span: Span) -> bool {
        let deep = self.type_depth(ty) > MAX_TYPE_DEPTH;
        if deep {
            self.error("nesting-too-deep", span, "this type is nested too deeply");
        }
        deep
    }

    fn spelled_inner(&mut self, ty: &'a ast::Type, scope: ScopeId) -> QualTy {
        let base = match &ty.kind {
            ast::TypeKind::Path(path) => self.spelled_path(path, scope),
            ast::TypeKind::Auto => {
                self.error(
                    "unsupported-feature",
                    ty.span,
                    "`auto` is not supported here",
                );
                QualTy::ERROR
            }
            ast::TypeKind::Decltype(expr) => {
                let of = self.type_of(expr, scope);
                QualTy::plain(self.type_of_function(of).unwrap_or(of))
            }
            ast::TypeKind::Member(of, path) => {
                let named = self.named_in_type(of, path, scope);
                self.spelled_named(named, path, scope)
            }
            ast::TypeKind::Pointer(inner) => {
                let target = self.target(inner, scope);
                QualTy::plain(self.pointer_to(target))
            }
            ast::TypeKind::Reference(inner) => {
                let target = self.target(inner, scope);
                QualTy::plain(self.reference_to(target))
            }
            ast::TypeKind::Array(element, length) => {
                return self.spelled_array(element, length.as_deref(), ty.span, scope);
            }
            ast::TypeKind::Function(ret, params) => {
                let ret = self.spelled(ret, scope).ty;
                let (params, _) = self.parameter_types(params, scope);
                if ret == Ty::ERROR || params.contains(&Ty::ERROR) {
                    return QualTy::ERROR;
                }
                let pointer = false;
                QualTy::plain(self.tys.intern(TyKind::Function {
                    params,
                    ret,
                    pointer,
                }))
            }
            ast::TypeKind::Record(record) => {
                QualTy::plain(self.declare_record_in_place(record, scope, ty.span))
            }
            ast::TypeKind::Error => QualTy::ERROR,
        };
        QualTy {
            ty: base.ty,
            constant: base.constant || ty.qualifiers.constant,
            space: ty.qualifiers.space.map(space).or(base.space),
        }
    }

    fn target(&mut self, inner: &'a ast::Type, scope: ScopeId) -> Target {
        let inner = self.spelled(inner, scope);
        let space = inner.space.unwrap_or(AddressSpace::Thread);
        let constant = inner.constant || space == AddressSpace::Constant;
        Target {
            ty: inner.ty,
            space,
            constant,
        }
    }

    pub(in crate::lower) fn pointer_to(&mut self, target: Target) -> Ty {
        match self.tys[target.ty] {
            TyKind::Error => Ty::ERROR,
            TyKind::Function { pointer: false, .. } => self.tys.function_pointer(target.ty),
            _ => self.tys.pointer(target),
        }
    }

    /// References to references are the inner one. A closure is what it captured, which nothing
    /// changes, so a reference to it is a copy.
    pub(in crate::lower) fn reference_to(&mut self, target: Target) -> Ty {
        match self.tys[target.ty] {
            TyKind::Error => Ty::ERROR,
            TyKind::Reference(_) | TyKind::Closure(_) => target.ty,
            TyKind::Function { pointer: false, .. } => self.tys.function_pointer(target.ty),
            _ => self.tys.intern(TyKind::Reference(target)),
        }
    }

    fn spelled_array(
        &mut self,
        element: &'a ast::Type,
        length: Option<&'a ast::Expr>,
        span: Span,
        scope: ScopeId,
    ) -> QualTy {
        let element = self.spelled(element, scope);
        let Some(length) = length else {
            self.error("type-mismatch", span, "an array needs a length here");
            return QualTy::ERROR;
        };
        let Some(length) = self.array_length(length, scope) else {
            return QualTy::ERROR;
        };
        QualTy {
            ty: self.array_of(element.ty, length, span),
            ..element
        }
    }

    fn array_length(&mut self, length: &'a ast::Expr, scope: ScopeId) -> Option<u32> {
        let (scalar, bits) = self.length_value(length, scope)?;
        let value = crate::lower::constant::fold::integer(scalar, bits)?;
        match u32::try_from(value) {
            Ok(length) if length > 0 => Some(length),
            _ => {
                let message = format!("expected an array length of at least 1, found `{value}`");
                self.error("type-mismatch", length.span, message);
                None
            }
        }
    }

    /// The value of an array's length. Where it is none, the array is what is wrong.
    fn length_value(
        &mut self,
        length: &'a ast::Expr,
        scope: ScopeId,
    ) -> Option<(crate::ir::Scalar, u64)> {
        let outer = std::mem::take(&mut self.diagnostics);
        let value = self.constant_integer(length, scope);
        let found = std::mem::replace(&mut self.diagnostics, outer);
        let found = found.map(|said| match said.help.as_deref() {
            Some(MAKE_CONSTANT) => said.with_help(
                "an array's length is a constant: take the largest that is needed, a template \
                 argument, or a function constant",
            ),
            _ => said,
        });
        self.diagnostics.append(found);
        value
    }

    /// The array type, unless it is no object that memory could hold.
    pub(in crate::lower) fn array_of(&mut self, element: Ty, length: u32, span: Span) -> Ty {
        match self.tys[element] {
            TyKind::Error => return Ty::ERROR,
            TyKind::Void
            | TyKind::Reference(_)
            | TyKind::Closure(_)
            | TyKind::Function { pointer: false, .. } => {
                let message = format!("an array cannot hold `{}`", self.ty_name(element));
                self.error("type-mismatch", span, message);
                return Ty::ERROR;
            }
            _ => {}
        }
        let array = self.tys.array(element, length);
        let ir = self.ir(array);
        if layout(&self.types, ir).size_bytes > MAX_OBJECT_BYTES {
            self.error("object-too-large", span, "this array is larger than 64 MiB");
            return Ty::ERROR;
        }
        array
    }

    fn spelled_path(&mut self, path: &'a ast::Path, scope: ScopeId) -> QualTy {
        let named = self.named(path, scope);
        self.spelled_named(named, path, scope)
    }

    fn spelled_named(&mut self, named: Named<'a>, path: &'a ast::Path, scope: ScopeId) -> QualTy {
        match named {
            Named::Type(ty) => ty,
            Named::Error => QualTy::ERROR,
            Named::Unknown(ident) => {
                self.unknown_type(ident, scope);
                QualTy::ERROR
            }
            _ => {
                let name = path_text(path);
                self.error(
                    "type-mismatch",
                    path.span,
                    format!("`{name}` is not a type"),
                );
                QualTy::ERROR
            }
        }
    }

    fn unknown_type(&mut self, ident: &'a ast::Ident, scope: ScopeId) {
        if let Some(what) = unsupported_type(&ident.name) {
            return self.unsupported(what, ident.span);
        }
        if self.is_absent(&ident.name, ident.span) {
            return;
        }
        if ident.name == STD {
            return self.undeclared(STD, ident.span, scope);
        }
        let mut diagnostic = Diagnostic::error(
            "undeclared-identifier",
            ident.span,
            format!("`{}` names no type here", ident.name),
        );
        if let Some(similar) = self.similar_name(scope, &ident.name) {
            diagnostic = diagnostic.with_meant(&ident.name, &similar);
        }
        self.report(diagnostic);
    }

    /// The type of an expression that is not evaluated, without reference.
    pub(in crate::lower) fn type_of(&mut self, expr: &'a ast::Expr, scope: ScopeId) -> Ty {
        let (ty, _) = self.scratch(ContextKind::Unevaluated, scope, expr.span, |lowerer| {
            let this = lowerer.outer_this();
            lowerer.cx().this = this;
            lowerer.expr(expr).ty
        });
        ty
    }
}
