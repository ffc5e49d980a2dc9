//! Templates: the arguments that a use has, and what comes into being for them.
//!
//! A template stays syntax. An instance is the same syntax in a scope that binds the parameters.

mod argument;
mod deduce;
mod deduce_path;
mod mention;
mod pack;
mod specialize;
mod variable;

pub(super) use argument::{TemplateArg, TemplateName, flattened, grouped};
pub(super) use deduce::Deduction;
pub(super) use mention::mentioned;
pub(super) use specialize::{Special, argument_specificity, specificity};
pub(super) use variable::StaticTemplate;

use crate::lower::{
    Lowerer, MAX_INSTANCE_DEPTH,
    constant::fold,
    scope::{ScopeId, ScopeKind},
    ty::{QualTy, Ty, TyKind},
};
use crate::{source::Span, syntax::ast};

/// Elements of a pack: lists of lists double with each level.
const MAX_PACK: usize = 4096;

/// A class template.
pub(in crate::lower) struct RecordTemplate<'a> {
    pub(in crate::lower) name: &'a str,
    pub(in crate::lower) scope: ScopeId,
    pub(in crate::lower) primary: &'a ast::Record,
    /// When the primary was declared, or defined.
    pub(in crate::lower) since: u32,
    /// With the times of their definitions.
    pub(in crate::lower) specializations: Vec<(&'a ast::Record, u32)>,
    /// Members that are defined outside.
    pub(in crate::lower) outside: Vec<&'a ast::Function>,
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
            let found: usize = given
                .iter()
                .map(|argument| argument.as_ref().map_or(0, TemplateArg::count))
                .sum();
            let message = format!(
                "expected at most {} template arguments, found {found}",
                params.len()
            );
            self.error("wrong-argument-count", span, message);
            return None;
        }
        let scope = self.new_scope(Some(parent), ScopeKind::Block);
        let mut arguments = Vec::new();
        for (index, param) in params.iter().enumerate() {
            let given = given.get(index).cloned().flatten();
            let argument = match param.pack {
                true => self.bind_pack(param, given, scope, span)?,
                false => self.bind_parameter(param, given, scope, span)?,
            };
            if let Some(name) = &param.name {
                let entity = argument.entity();
                self.bind(scope, &name.name, entity);
            }
            arguments.push(argument);
        }
        Some((scope, arguments))
    }

    /// A pack of arguments, each as its parameter's pattern wants it.
    fn bind_pack(
        &mut self,
        param: &'a ast::TemplateParameter,
        given: Option<TemplateArg>,
        scope: ScopeId,
        span: Span,
    ) -> Option<TemplateArg> {
        let elements = match given {
            Some(TemplateArg::Pack(elements)) => elements,
            Some(one) => vec![one],
            None => Vec::new(),
        };
        if elements.len() > MAX_PACK {
            let message = format!("a pack has at most {MAX_PACK} elements");
            self.error("instantiation-too-deep", span, message);
            return None;
        }
        let bound: Option<Vec<TemplateArg>> = elements
            .into_iter()
            .map(|element| self.bind_parameter(param, Some(element), scope, span))
            .collect();
        bound.map(TemplateArg::Pack)
    }

    fn bind_parameter(
        &mut self,
        param: &'a ast::TemplateParameter,
        given: Option<TemplateArg>,
        scope: ScopeId,
        span: Span,
    ) -> Option<TemplateArg> {
        use ast::TemplateParameterKind as Kind;
        let Some(given) = given else {
            return self.default_argument(param, scope, span);
        };
        match (&param.kind, given) {
            (Kind::Type(_), argument @ TemplateArg::Type(_))
            | (Kind::Template(_), argument @ TemplateArg::Template(_)) => Some(argument),
            (
                Kind::Value(ty, _),
                argument @ (TemplateArg::Value(..) | TemplateArg::Function(_)),
            ) if matches!(ty.kind, ast::TypeKind::Auto) => Some(argument),
            (Kind::Value(ty, _), TemplateArg::Value(of, bits)) => {
                let to = self.spelled(ty, scope).ty;
                self.value_to(to, of, bits, span)
            }
            (Kind::Value(ty, _), TemplateArg::Function(function)) => {
                let to = self.spelled(ty, scope).ty;
                self.function_argument(function, to, span)
            }
            (kind, _) => {
                let expected = match kind {
                    Kind::Type(_) => "a type",
                    Kind::Value(..) => "a value",
                    Kind::Template(_) => "a class template",
                };
                let name = param.name.as_ref().map_or("", |name| name.name.as_str());
                let message = format!("expected {expected} for template parameter `{name}`");
                self.error("type-mismatch", span, message);
                None
            }
        }
    }

    fn default_argument(
        &mut self,
        param: &'a ast::TemplateParameter,
        scope: ScopeId,
        span: Span,
    ) -> Option<TemplateArg> {
        use ast::TemplateParameterKind as Kind;
        let argument = match &param.kind {
            Kind::Type(Some(default)) => {
                let ty = self.spelled(default, scope);
                return (ty.ty != Ty::ERROR).then_some(TemplateArg::Type(ty));
            }
            Kind::Value(_, Some(default)) => self.expr_argument(default, scope)?,
            Kind::Template(Some(default)) => self.path_argument(default, scope)?,
            Kind::Type(None) | Kind::Value(_, None) | Kind::Template(None) => {
                let name = param.name.as_ref().map_or("", |name| name.name.as_str());
                let message = format!("no argument for template parameter `{name}`");
                self.error("no-template-argument", span, message);
                return None;
            }
        };
        self.bind_parameter(param, Some(argument), scope, span)
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
        let given = grouped(params, given);
        self.alias_depth += 1;
        let ty = self.as_of(since, |lowerer| {
            let (scope, _) = lowerer.bind_template(params, &given, parent, span)?;
            Some(lowerer.spelled(&ast.ty, scope))
        });
        self.alias_depth -= 1;
        ty.unwrap_or(QualTy::ERROR)
    }
}
