//! Arguments of templates, as written and as resolved.

use crate::lower::{
    Lowerer,
    expr::operand::Operand,
    scope::{Entity, ScopeId},
    spelling::Named,
    ty::{QualTy, Ty, TyKind},
};
use crate::{
    ir::Const,
    source::Span,
    syntax::ast::{self, ExprKind, UnaryOp},
};

/// An argument of a template's instance.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(in crate::lower) enum TemplateArg {
    Type(QualTy),
    /// A scalar or enumerator with its bits.
    Value(Ty, u64),
    /// A function, by the type that stands for it alone.
    Function(Ty),
    /// A class or alias template.
    Template(TemplateName),
    /// All arguments of a pack.
    Pack(Vec<Self>),
}

/// What an argument of a template template parameter names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::lower) enum TemplateName {
    Record(usize),
    Alias(usize),
}

impl TemplateArg {
    pub(in crate::lower) fn ty(&self) -> Option<QualTy> {
        match self {
            Self::Type(ty) => Some(*ty),
            _ => None,
        }
    }

    /// The bits of a value.
    pub(in crate::lower) fn integer(&self) -> Option<u64> {
        match self {
            Self::Value(_, bits) => Some(*bits),
            _ => None,
        }
    }

    /// How many arguments were written for it.
    pub(in crate::lower) fn count(&self) -> usize {
        match self {
            Self::Pack(elements) => elements.len(),
            _ => 1,
        }
    }

    /// What a parameter's name stands for.
    pub(in crate::lower) fn entity(&self) -> Entity {
        match self {
            Self::Type(ty) => Entity::Type(*ty),
            Self::Value(ty, bits) => Entity::Constant(*ty, Const::Scalar(*bits)),
            Self::Function(ty) => Entity::Function(*ty),
            Self::Template(TemplateName::Record(id)) => Entity::RecordTemplate(*id),
            Self::Template(TemplateName::Alias(id)) => Entity::AliasTemplate(*id),
            Self::Pack(elements) => Entity::Pack(elements.iter().map(Self::entity).collect()),
        }
    }

    /// Whether two arguments make the same instance; values count by their bits.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Value(_, left), Self::Value(_, right)) => left == right,
            _ => self == other,
        }
    }
}

/// The arguments with those of packs in the place of their packs.
pub(in crate::lower) fn flattened(arguments: &[TemplateArg]) -> Vec<TemplateArg> {
    let mut flat = Vec::with_capacity(arguments.len());
    for argument in arguments {
        match argument {
            TemplateArg::Pack(elements) => flat.extend(elements.iter().cloned()),
            one => flat.push(one.clone()),
        }
    }
    flat
}

/// Arguments as written, for each parameter its own: a pack takes all that are left.
pub(in crate::lower) fn grouped(
    params: &[ast::TemplateParameter],
    written: Vec<TemplateArg>,
) -> Vec<Option<TemplateArg>> {
    let mut written = written.into_iter();
    let mut given: Vec<Option<TemplateArg>> = params
        .iter()
        .map(|param| match param.pack {
            true => Some(TemplateArg::Pack(written.by_ref().collect())),
            false => written.next(),
        })
        .collect();
    given.extend(written.map(Some));
    given
}

impl<'a> Lowerer<'a> {
    /// The arguments as written, packs expanded.
    pub(in crate::lower) fn template_arguments(
        &mut self,
        written: &'a [ast::TemplateArgument],
        scope: ScopeId,
    ) -> Option<Vec<TemplateArg>> {
        let mut resolved = Vec::with_capacity(written.len());
        let mut failed = false;
        for argument in written {
            match argument {
                ast::TemplateArgument::Expansion(inner, span) => {
                    match self.expanded_argument(inner, scope, *span) {
                        Some(elements) => resolved.extend(elements),
                        None => failed = true,
                    }
                }
                _ => match self.template_argument(argument, scope) {
                    Some(argument) => resolved.push(argument),
                    None => failed = true,
                },
            }
        }
        (!failed).then_some(resolved)
    }

    fn expanded_argument(
        &mut self,
        inner: &'a ast::TemplateArgument,
        scope: ScopeId,
        span: Span,
    ) -> Option<Vec<TemplateArg>> {
        let mut names = Vec::new();
        super::mention::in_argument(inner, &mut names);
        let scopes = self.expansion(&names, scope, span)?;
        let elements = scopes
            .into_iter()
            .map(|scope| self.template_argument(inner, scope));
        elements.collect()
    }

    fn template_argument(
        &mut self,
        argument: &'a ast::TemplateArgument,
        scope: ScopeId,
    ) -> Option<TemplateArg> {
        match argument {
            ast::TemplateArgument::Type(ty) => match &ty.kind {
                ast::TypeKind::Path(path) if self.bare_template(path, scope).is_some() => {
                    self.bare_template(path, scope).map(TemplateArg::Template)
                }
                _ => {
                    let ty = self.spelled(ty, scope);
                    (ty.ty != Ty::ERROR).then_some(TemplateArg::Type(ty))
                }
            },
            ast::TemplateArgument::Expr(expr) => self.expr_argument(expr, scope),
            ast::TemplateArgument::Ambiguous(path) => self.path_argument(path, scope),
            ast::TemplateArgument::Expansion(_, span) => {
                self.unsupported("an expansion inside of an expansion", *span);
                None
            }
        }
    }

    /// A value, or a function.
    pub(super) fn expr_argument(
        &mut self,
        expr: &'a ast::Expr,
        scope: ScopeId,
    ) -> Option<TemplateArg> {
        match &expr.kind {
            ExprKind::Path(path) => self.path_argument(path, scope),
            ExprKind::Unary(UnaryOp::AddressOf, inner) | ExprKind::Paren(inner)
                if matches!(inner.kind, ExprKind::Path(_)) =>
            {
                self.expr_argument(inner, scope)
            }
            _ => {
                let (ty, constant) = self.constant_expr(expr, scope)?;
                self.value_argument(ty, &constant, expr.span)
            }
        }
    }

    /// What a path names: a type, a template, a function or a constant.
    pub(super) fn path_argument(
        &mut self,
        path: &'a ast::Path,
        scope: ScopeId,
    ) -> Option<TemplateArg> {
        if let Some(name) = self.bare_template(path, scope) {
            return Some(TemplateArg::Template(name));
        }
        match self.named(path, scope) {
            Named::Type(ty) => (ty.ty != Ty::ERROR).then_some(TemplateArg::Type(ty)),
            Named::Functions(decls, explicit) => {
                let function = self.function_value(decls, explicit, scope, path.span)?;
                Some(TemplateArg::Function(function))
            }
            Named::Entity(Entity::Function(ty)) => Some(TemplateArg::Function(ty)),
            Named::Error => None,
            _ => {
                let (ty, constant) =
                    self.constant_with(scope, path.span, |lowerer| lowerer.path_expr(path))?;
                self.value_argument(ty, &constant, path.span)
            }
        }
    }

    /// The class or alias template that a path names without arguments.
    fn bare_template(&self, path: &ast::Path, scope: ScopeId) -> Option<TemplateName> {
        let mut current = path.global.then_some(self.root);
        for segment in path.segments.iter() {
            if segment.arguments.is_some() {
                return None;
            }
            let name = segment.ident.name.as_str();
            let found = match current {
                Some(current) => self.lookup_in(current, name),
                None => self.lookup(scope, name).map(|(found, _)| found),
            };
            match found? {
                Entity::Namespace(inner) => current = Some(inner),
                Entity::RecordTemplate(id) => return Some(TemplateName::Record(id)),
                Entity::AliasTemplate(id) => return Some(TemplateName::Alias(id)),
                _ => return None,
            }
        }
        None
    }

    fn value_argument(&mut self, ty: Ty, constant: &Const, span: Span) -> Option<TemplateArg> {
        let pointer = Operand::constant(ty, constant.clone(), span);
        if let Some(function) = self.known_function(&pointer) {
            return Some(TemplateArg::Function(function.ty));
        }
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
}
