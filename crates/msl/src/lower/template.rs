//! Templates: which arguments a use has, deduced or written, and what comes into being for them.
//!
//! A template stays syntax. An instance is the same syntax in a scope that binds the parameters.
//! Partial ordering is by how much of each parameter's pattern is fixed, which agrees with
//! \[temp.func.order\] for patterns that differ by pointers, template arguments and concrete types.

use super::{
    Lowerer, MAX_INSTANCE_DEPTH, MAX_INSTANCES,
    constant::fold,
    function::{DeclId, FunctionDecl, Source, function_name},
    item::{Static, StaticState},
    scope::{Entity, ScopeId, ScopeKind},
    spelling::Named,
    ty::{QualTy, Ty, TyKind},
};
use crate::{ir::Const, source::Span, syntax::ast};

/// An argument of a template's instance.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum TemplateArg {
    Type(QualTy),
    /// A scalar or enumerator with its bits.
    Value(Ty, u64),
}

impl TemplateArg {
    pub(super) fn ty(&self) -> Option<QualTy> {
        match self {
            Self::Type(ty) => Some(*ty),
            Self::Value(..) => None,
        }
    }

    /// The bits of a value.
    pub(super) fn integer(&self) -> Option<u64> {
        match self {
            Self::Type(_) => None,
            Self::Value(_, bits) => Some(*bits),
        }
    }
}

/// A class template.
pub(super) struct RecordTemplate<'a> {
    pub(super) name: &'a str,
    pub(super) scope: ScopeId,
    pub(super) primary: &'a ast::Record,
    /// When the primary was declared, or defined.
    pub(super) since: u32,
    /// With the times of their definitions.
    pub(super) specializations: Vec<(&'a ast::Record, u32)>,
}

/// An alias template.
#[derive(Clone, Copy)]
pub(super) struct AliasTemplate<'a> {
    pub(super) scope: ScopeId,
    pub(super) ast: &'a ast::Alias,
    /// When it was declared.
    pub(super) since: u32,
}

/// A variable template.
pub(super) struct StaticTemplate<'a> {
    pub(super) scope: ScopeId,
    pub(super) params: &'a [ast::TemplateParameter],
    pub(super) primary: &'a ast::Variable,
    /// When it was declared.
    pub(super) since: u32,
    pub(super) specializations: Vec<StaticSpecialization<'a>>,
}

/// A specialization of a variable template.
#[derive(Clone, Copy)]
pub(super) struct StaticSpecialization<'a> {
    params: &'a [ast::TemplateParameter],
    variable: &'a ast::Variable,
    since: u32,
}

/// What deduction knows so far.
pub(super) struct Deduction<'a> {
    pub(super) params: &'a [ast::TemplateParameter],
    pub(super) found: Vec<Option<TemplateArg>>,
    pub(super) scope: ScopeId,
}

impl<'a> Deduction<'a> {
    pub(super) fn new(params: &'a [ast::TemplateParameter], scope: ScopeId) -> Self {
        Self {
            params,
            found: vec![None; params.len()],
            scope,
        }
    }

    fn index(&self, name: &str) -> Option<usize> {
        self.params
            .iter()
            .position(|p| p.name.as_ref().is_some_and(|n| n.name == name))
    }

    /// The parameter that a path names.
    fn index_of_path(&self, path: &ast::Path) -> Option<usize> {
        match &path.segments[..] {
            [one] if one.arguments.is_none() => self.index(&one.ident.name),
            _ => None,
        }
    }

    fn bind(&mut self, index: usize, argument: TemplateArg) -> bool {
        match &self.found[index] {
            None => {
                self.found[index] = Some(argument);
                true
            }
            Some(TemplateArg::Value(_, old)) => argument.integer() == Some(*old),
            Some(old) => *old == argument,
        }
    }

    fn mentions(&self, ty: &ast::Type) -> bool {
        match &ty.kind {
            ast::TypeKind::Path(path) => self.path_mentions(path),
            ast::TypeKind::Pointer(inner) | ast::TypeKind::Reference(inner) => self.mentions(inner),
            ast::TypeKind::Array(element, length) => {
                self.mentions(element) || length.as_deref().is_some_and(|l| self.expr_mentions(l))
            }
            _ => false,
        }
    }

    fn path_mentions(&self, path: &ast::Path) -> bool {
        path.segments.iter().any(|segment| {
            self.index(&segment.ident.name).is_some()
                || segment
                    .arguments
                    .iter()
                    .flatten()
                    .any(|argument| match argument {
                        ast::TemplateArgument::Type(ty) => self.mentions(ty),
                        ast::TemplateArgument::Expr(expr) => self.expr_mentions(expr),
                        ast::TemplateArgument::Ambiguous(path) => self.path_mentions(path),
                    })
        })
    }

    fn expr_mentions(&self, expr: &ast::Expr) -> bool {
        match &expr.kind {
            ast::ExprKind::Path(path) => self.path_mentions(path),
            ast::ExprKind::Paren(inner) => self.expr_mentions(inner),
            _ => false,
        }
    }
}

impl<'a> Lowerer<'a> {
    /// Deduces from one type. False where the pattern contradicts the type; a pattern from which
    /// nothing follows is fine.
    pub(super) fn deduce(
        &mut self,
        deduction: &mut Deduction<'a>,
        pattern: &'a ast::Type,
        actual: QualTy,
    ) -> bool {
        if !deduction.mentions(pattern) {
            return true;
        }
        match (&pattern.kind, self.tys[actual.ty].clone()) {
            (ast::TypeKind::Path(path), _) => {
                if let Some(index) = deduction.index_of_path(path) {
                    let constant = actual.constant && !pattern.qualifiers.constant;
                    let bound = QualTy {
                        ty: actual.ty,
                        constant,
                        space: None,
                    };
                    return deduction.bind(index, TemplateArg::Type(bound));
                }
                self.deduce_path(deduction, path, actual.ty)
            }
            (ast::TypeKind::Pointer(inner), TyKind::Pointer(target))
            | (ast::TypeKind::Reference(inner), TyKind::Reference(target)) => {
                let actual = QualTy {
                    ty: target.ty,
                    constant: target.constant,
                    space: Some(target.space),
                };
                self.deduce(deduction, inner, actual)
            }
            (ast::TypeKind::Array(inner, expr), TyKind::Array { element, length }) => {
                let length_fits = expr.as_deref().is_none_or(|expr| {
                    self.deduce_value(deduction, expr, Ty::INT, u64::from(length))
                });
                length_fits
                    && self.deduce(
                        deduction,
                        inner,
                        QualTy {
                            ty: element,
                            ..actual
                        },
                    )
            }
            _ => false,
        }
    }

    fn deduce_value(
        &mut self,
        deduction: &mut Deduction<'a>,
        expr: &'a ast::Expr,
        ty: Ty,
        bits: u64,
    ) -> bool {
        match &expr.kind {
            ast::ExprKind::Path(path) => match deduction.index_of_path(path) {
                Some(index) => deduction.bind(index, TemplateArg::Value(ty, bits)),
                None => true,
            },
            ast::ExprKind::Paren(inner) => self.deduce_value(deduction, inner, ty, bits),
            _ => true,
        }
    }

    /// `vec<T, N>`, `atomic<T>` and structs from templates of the unit.
    fn deduce_path(
        &mut self,
        deduction: &mut Deduction<'a>,
        path: &'a ast::Path,
        actual: Ty,
    ) -> bool {
        let segment = path.segments.last().expect("a path has a segment");
        let Some(patterns) = &segment.arguments else {
            return true;
        };
        let actuals = match (segment.ident.name.as_str(), &self.tys[actual]) {
            (
                "vec",
                TyKind::Vector {
                    scalar,
                    lanes,
                    packed: false,
                },
            )
            | (
                "packed_vec",
                TyKind::Vector {
                    scalar,
                    lanes,
                    packed: true,
                },
            ) => vec![
                TemplateArg::Type(QualTy::plain(Ty::scalar(*scalar))),
                TemplateArg::Value(Ty::INT, u64::from(*lanes)),
            ],
            ("atomic", TyKind::Atomic(scalar)) => {
                vec![TemplateArg::Type(QualTy::plain(Ty::scalar(*scalar)))]
            }
            ("vec" | "packed_vec" | "atomic", _) => return false,
            (_, TyKind::Record(id)) => match &self.records[id.index()].origin {
                Some((template, arguments)) => {
                    let found = self.lookup(deduction.scope, &segment.ident.name);
                    if !matches!(found, Some((Entity::RecordTemplate(id), _)) if id == *template) {
                        return !self.is_record_template(deduction.scope, &segment.ident.name);
                    }
                    arguments.clone()
                }
                None => return !self.is_record_template(deduction.scope, &segment.ident.name),
            },
            _ => return !self.is_record_template(deduction.scope, &segment.ident.name),
        };
        patterns
            .iter()
            .zip(actuals)
            .all(|(pattern, actual)| self.deduce_argument(deduction, pattern, &actual))
    }

    fn is_record_template(&self, scope: ScopeId, name: &str) -> bool {
        matches!(
            self.lookup(scope, name),
            Some((Entity::RecordTemplate(_), _))
        )
    }

    fn deduce_argument(
        &mut self,
        deduction: &mut Deduction<'a>,
        pattern: &'a ast::TemplateArgument,
        actual: &TemplateArg,
    ) -> bool {
        match (pattern, actual) {
            (ast::TemplateArgument::Type(pattern), TemplateArg::Type(actual)) => {
                self.deduce(deduction, pattern, *actual)
            }
            (ast::TemplateArgument::Ambiguous(path), actual) => {
                match (deduction.index_of_path(path), actual) {
                    (Some(index), actual) => deduction.bind(index, actual.clone()),
                    (None, TemplateArg::Type(actual)) if deduction.path_mentions(path) => {
                        self.deduce_path(deduction, path, actual.ty)
                    }
                    _ => true,
                }
            }
            (ast::TemplateArgument::Expr(expr), TemplateArg::Value(ty, bits)) => {
                self.deduce_value(deduction, expr, *ty, *bits)
            }
            _ => false,
        }
    }

    /// The arguments as written.
    pub(super) fn template_arguments(
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
    pub(super) fn bind_template(
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
    pub(super) fn alias_of(
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

    /// Declares a variable template, or a specialization of one.
    pub(super) fn static_template(
        &mut self,
        params: &'a [ast::TemplateParameter],
        variable: &'a ast::Variable,
        scope: ScopeId,
    ) {
        let name = &variable.name;
        if variable.arguments.is_some() {
            match self.lookup(scope, &name.name) {
                Some((Entity::StaticTemplate(id), _)) => {
                    let since = self.now();
                    let special = StaticSpecialization {
                        params,
                        variable,
                        since,
                    };
                    self.static_templates[id].specializations.push(special);
                }
                _ => {
                    let message = format!("`{}` is no variable template", name.name);
                    self.error("undeclared-identifier", name.span, message);
                }
            }
            return;
        }
        let id = self.static_templates.len();
        self.declare(scope, name, Entity::StaticTemplate(id));
        let since = self.now();
        self.static_templates.push(StaticTemplate {
            scope,
            params,
            primary: variable,
            since,
            specializations: Vec::new(),
        });
    }

    /// The variable that a variable template gives for these arguments.
    pub(super) fn static_of(
        &mut self,
        id: usize,
        written: &'a [ast::TemplateArgument],
        scope: ScopeId,
        span: Span,
    ) -> Option<usize> {
        let StaticTemplate {
            scope: parent,
            params,
            primary,
            since,
            ..
        } = self.static_templates[id];
        let given: Vec<_> = self
            .template_arguments(written, scope)?
            .into_iter()
            .map(Some)
            .collect();
        let (inner, arguments) = self.as_of(since, |lowerer| {
            lowerer.bind_template(params, &given, parent, span)
        })?;
        let key = (id, arguments.clone());
        if let Some(&known) = self.static_instances.get(&key) {
            return Some(known);
        }
        if self.statics.len() >= MAX_INSTANCES {
            self.error(
                "instantiation-too-deep",
                span,
                "this asks for too many variables",
            );
            return None;
        }
        let mut chosen = (0, primary, inner, since);
        for special in self.static_templates[id].specializations.clone() {
            let StaticSpecialization {
                params,
                variable,
                since,
            } = special;
            let patterns = variable.arguments.as_deref().unwrap_or(&[]);
            let matched = self.as_of(since, |lowerer| {
                lowerer.match_specialization((params, patterns), &arguments, parent, span)
            });
            let Some(scope) = matched else { continue };
            let score = 1 + patterns
                .iter()
                .map(|p| argument_specificity(p, params))
                .sum::<u32>();
            if score > chosen.0 {
                chosen = (score, variable, scope, since);
            }
        }
        let (_, variable, scope, since) = chosen;
        let instance = self.statics.len();
        self.statics.push(Static {
            variable,
            scope,
            since,
            state: StaticState::New,
        });
        self.static_instances.insert(key, instance);
        Some(instance)
    }

    /// Declares an explicit specialization of a function template.
    pub(super) fn specialize_function(&mut self, ast: &'a ast::Function, scope: ScopeId) -> DeclId {
        let (name, span) = function_name(&ast.name);
        let id = DeclId(self.functions.len());
        let since = self.now();
        self.functions.push(FunctionDecl {
            ast: Source::Function(ast),
            name,
            span,
            scope,
            record: None,
            constructor: false,
            since,
            signature: None,
        });
        id
    }

    /// Whether the arguments match a specialization, with the scope that binds its parameters.
    pub(super) fn match_specialization(
        &mut self,
        (params, patterns): (&'a [ast::TemplateParameter], &'a [ast::TemplateArgument]),
        actuals: &[TemplateArg],
        parent: ScopeId,
        span: Span,
    ) -> Option<ScopeId> {
        let mut deduction = Deduction::new(params, parent);
        let fits = patterns.len() == actuals.len()
            && patterns
                .iter()
                .zip(actuals)
                .all(|(pattern, actual)| self.deduce_argument(&mut deduction, pattern, actual));
        if !fits {
            return None;
        }
        self.attempt(|lowerer| {
            let (scope, _) = lowerer.bind_template(params, &deduction.found, parent, span)?;
            let spelled = lowerer.template_arguments(patterns, scope)?;
            let equal = spelled
                .iter()
                .zip(actuals)
                .all(|(left, right)| match (left, right) {
                    (TemplateArg::Value(_, left), TemplateArg::Value(_, right)) => left == right,
                    _ => left == right,
                });
            equal.then_some(scope)
        })?
    }
}

/// How much of a pattern is fixed; for partial ordering.
pub(super) fn specificity(pattern: &ast::Type, params: &[ast::TemplateParameter]) -> u32 {
    let qualifier = u32::from(pattern.qualifiers.constant);
    qualifier
        + match &pattern.kind {
            ast::TypeKind::Path(path) => path_specificity(path, params),
            ast::TypeKind::Pointer(inner) => 1 + specificity(inner, params),
            ast::TypeKind::Array(inner, _) => 1 + specificity(inner, params),
            ast::TypeKind::Reference(inner) => {
                specificity(inner, params) - u32::from(inner.qualifiers.constant)
            }
            _ => 0,
        }
}

fn path_specificity(path: &ast::Path, params: &[ast::TemplateParameter]) -> u32 {
    let names_parameter = |name: &str| {
        params
            .iter()
            .any(|p| p.name.as_ref().is_some_and(|known| known.name == name))
    };
    match &path.segments[..] {
        [one] if one.arguments.is_none() && names_parameter(&one.ident.name) => 0,
        segments => {
            let arguments = segments.iter().flat_map(|s| s.arguments.iter().flatten());
            let inner: u32 = arguments.map(|a| argument_specificity(a, params)).sum();
            let has_arguments = segments.iter().any(|s| s.arguments.is_some());
            if has_arguments { 2 + inner } else { 100 }
        }
    }
}

/// As [`specificity`], of an argument of a specialization.
pub(super) fn argument_specificity(
    argument: &ast::TemplateArgument,
    params: &[ast::TemplateParameter],
) -> u32 {
    match argument {
        ast::TemplateArgument::Type(ty) => specificity(ty, params),
        ast::TemplateArgument::Ambiguous(path) => path_specificity(path, params),
        ast::TemplateArgument::Expr(_) => 100,
    }
}
