//! Templates: the arguments that a use has, and what comes into being for them.
//!
//! A template stays syntax. An instance is the same syntax in a scope that binds the parameters.

mod deduce;
mod specialize;
mod variable;

pub(super) use deduce::Deduction;
pub(super) use specialize::{argument_specificity, specificity};
pub(super) use variable::StaticTemplate;

use crate::lower::{
    Lowerer, MAX_INSTANCE_DEPTH,
    constant::fold,
    scope::{Entity, ScopeId, ScopeKind},
    spelling::Named,
    ty::{QualTy, Ty, TyKind},
};
use crate::{ir::Const, source::Span, syntax::ast};

/// An argument of a template's instance.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::lower) enum TemplateArg {
    Type(QualTy),
    /// A scalar or enumerator with its bits.
    Value(Ty, u64),
}

impl TemplateArg {
    pub(in crate::lower) fn ty(&self) -> Option<QualTy> {
        match self {
            Self::Type(ty) => Some(*ty),
            Self::Value(..) => None,
        }
    }

    /// The bits of a value.
    pub(in crate::lower) fn integer(&self) -> Option<u64> {
        match self {
            Self::Type(_) => None,
            Self::Value(_, bits) => Some(*bits),
        }
    }
}

/// A class template.
pub(in crate::lower) struct RecordTemplate<'a> {
    pub(in crate::lower) name: &'a str,
    pub(in crate::lower) scope: ScopeId,
    pub(in crate::lower) primary: &'a ast::Record,
    /// When the primary was declared, or defined.
    pub(in crate::lower) since: u32,
    /// With the times of their definitions.
    pub(in crate::lower) specializations: Vec<(&'a ast::Record, u32)>,
}

/// An alias template.
#[derive(Clone, Copy)]
pub(in crate::lower) struct AliasTemplate<'a> {
    pub(in crate::lower) scope: ScopeId,
    pub(in crate::lower) ast: &'a ast::Alias,
    /// When it was declared.
    pub(in crate::lower) since: u32,
}

impl<'a> Lowerer<'a> {
    /// The arguments as written.
    pub(in crate::lower) fn template_arguments(
        &mut self,
        written: &'a [ast::TemplateArgument],
        scope: ScopeId,
    ) -> Option<Vec<TemplateArg>> {
        let resolved: Vec<Option<TemplateArg>> = written
            .iter()
            .map(|argument| self.template_argument(argument, scope))
            .collect();
        resolved.into_iter().collect()
    }

    fn template_argument(
        &mut self,
        argument: &'a ast::TemplateArgument,
        scope: ScopeId,
    ) -> Option<TemplateArg> {
        match argument {
            ast::TemplateArgument::Type(ty) => {
                let ty = self.spelled(ty, scope);
                (ty.ty != Ty::ERROR).then_some(TemplateArg::Type(ty))
            }
            ast::TemplateArgument::Expr(expr) => {
                let (ty, constant) = self.constant_expr(expr, scope)?;
                self.value_argument(ty, &constant, expr.span)
            }
            ast::TemplateArgument::Ambiguous(path) => match self.named(path, scope) {
                Named::Type(ty) => (ty.ty != Ty::ERROR).then_some(TemplateArg::Type(ty)),
                Named::Error => None,
                _ => {
                    let (ty, constant) =
                        self.constant_with(scope, path.span, |lowerer| lowerer.path_expr(path))?;
                    self.value_argument(ty, &constant, path.span)
                }
            },
        }
    }

    fn value_argument(&mut self, ty: Ty, constant: &Const, span: Span) -> Option<TemplateArg> {
        let scalar = matches!(self.tys[ty], TyKind::Scalar(_) | TyKind::Enum(_));
        match constant {
            Const::Scalar(bits) if scalar => Some(TemplateArg::Value(ty, *bits)),
            Const::Zero if scalar => Some(TemplateArg::Value(ty, 0)),
            _ => {
                let message = format!(
                    "expected a type or an integer as template argument, found a `{}`",
                    self.ty_name(ty)
                );
                self.error("type-mismatch", span, message);
                None
            }
        }
    }

    /// Binds parameters to arguments, filling in defaults, in a new scope. Reports what is missing
    /// at `span`.
    pub(in crate::lower) fn bind_template(
        &mut self,
        params: &'a [ast::TemplateParameter],
        given: &[Option<TemplateArg>],
        parent: ScopeId,
        span: Span,
    ) -> Option<(ScopeId, Vec<TemplateArg>)> {
        if given.len() > params.len() {
            let message = format!(
                "expected at most {} template arguments, found {}",
                params.len(),
                given.len()
            );
            self.error("wrong-argument-count", span, message);
            return None;
        }
        let scope = self.new_scope(Some(parent), ScopeKind::Block);
        let mut arguments = Vec::new();
        for (index, param) in params.iter().enumerate() {
            if param.pack {
                self.unsupported("a template parameter pack", param.span);
                return None;
            }
            let given = given.get(index).cloned().flatten();
            let argument = self.bind_parameter(param, given, scope, span)?;
            if let Some(name) = &param.name {
                let entity = match &argument {
                    TemplateArg::Type(ty) => Entity::Type(*ty),
                    TemplateArg::Value(ty, bits) => Entity::Constant(*ty, Const::Scalar(*bits)),
                };
                self.bind(scope, &name.name, entity);
            }
            arguments.push(argument);
        }
        Some((scope, arguments))
    }

    fn bind_parameter(
        &mut self,
        param: &'a ast::TemplateParameter,
        given: Option<TemplateArg>,
        scope: ScopeId,
        span: Span,
    ) -> Option<TemplateArg> {
        let name = param.name.as_ref().map_or("", |name| name.name.as_str());
        match (&param.kind, given) {
            (ast::TemplateParameterKind::Type(_), Some(argument @ TemplateArg::Type(_))) => {
                Some(argument)
            }
            (ast::TemplateParameterKind::Type(Some(default)), None) => {
                let ty = self.spelled(default, scope);
                (ty.ty != Ty::ERROR).then_some(TemplateArg::Type(ty))
            }
            (ast::TemplateParameterKind::Value(ty, _), Some(TemplateArg::Value(of, bits))) => {
                let to = self.spelled(ty, scope).ty;
                self.value_to(to, of, bits, span)
            }
            (ast::TemplateParameterKind::Value(ty, Some(default)), None) => {
                let to = self.spelled(ty, scope).ty;
                let (of, constant) = self.constant_expr(default, scope)?;
                match self.value_argument(of, &constant, default.span)? {
                    TemplateArg::Value(of, bits) => self.value_to(to, of, bits, span),
                    argument @ TemplateArg::Type(_) => Some(argument),
                }
            }
            (_, None) => {
                let message = format!("no argument for template parameter `{name}`");
                self.error("no-template-argument", span, message);
                None
            }
            (ast::TemplateParameterKind::Type(_), Some(TemplateArg::Value(..))) => {
                let message = format!("expected a type for template parameter `{name}`");
                self.error("type-mismatch", span, message);
                None
            }
            (ast::TemplateParameterKind::Value(..), Some(TemplateArg::Type(_))) => {
                let message = format!("expected a value for template parameter `{name}`");
                self.error("type-mismatch", span, message);
                None
            }
        }
    }

    /// A value argument as its parameter's type.
    fn value_to(&mut self, to: Ty, of: Ty, bits: u64, span: Span) -> Option<TemplateArg> {
        if to == of {
            return Some(TemplateArg::Value(to, bits));
        }
        let scalar = |ty: Ty| match self.tys[ty] {
            TyKind::Scalar(scalar) => Some(scalar),
            TyKind::Enum(id) => Some(self.enums[id as usize].underlying),
            _ => None,
        };
        let converted = scalar(of)
            .zip(scalar(to))
            .and_then(|(of, to)| fold::convert(of, to, bits));
        if converted.is_none() && to != Ty::ERROR {
            let message = format!("a template parameter of type `{}`", self.ty_name(to));
            self.unsupported(&message, span);
        }
        converted.map(|bits| TemplateArg::Value(to, bits))
    }

    /// The type that an alias template gives for these arguments.
    pub(in crate::lower) fn alias_of(
        &mut self,
        id: usize,
        arguments: &'a [ast::TemplateArgument],
        scope: ScopeId,
        span: Span,
    ) -> QualTy {
        let AliasTemplate {
            scope: parent,
            ast,
            since,
        } = self.alias_templates[id];
        let params = ast.template.as_deref().unwrap_or(&[]);
        if self.alias_depth >= MAX_INSTANCE_DEPTH {
            self.error(
                "instantiation-too-deep",
                span,
                "this alias asks for itself without end",
            );
            return QualTy::ERROR;
        }
        let Some(given) = self.template_arguments(arguments, scope) else {
            return QualTy::ERROR;
        };
        let given: Vec<_> = given.into_iter().map(Some).collect();
        self.alias_depth += 1;
        let ty = self.as_of(since, |lowerer| {
            let (scope, _) = lowerer.bind_template(params, &given, parent, span)?;
            Some(lowerer.spelled(&ast.ty, scope))
        });
        self.alias_depth -= 1;
        ty.unwrap_or(QualTy::ERROR)
    }
}
