//! Variables of program, namespace and struct scope.

use super::built_in::built_in;
use crate::lower::{
    Lowerer, Storage,
    conversion::Purpose,
    expr::operand::Operand,
    link::Refusals,
    scope::{Entity, ScopeId, ScopeKind},
    ty::Ty,
};
use crate::{diagnostic::Diagnostic, source::Span, syntax::ast};

/// A variable of program, namespace or struct scope: a constant, worked out when first used.
pub(in crate::lower) struct Static<'a> {
    pub(in crate::lower) variable: &'a ast::Variable,
    pub(in crate::lower) scope: ScopeId,
    /// When it was declared.
    pub(in crate::lower) since: u32,
    pub(in crate::lower) state: StaticState,
    /// What of it is not supported.
    pub(in crate::lower) refusals: Refusals,
}

/// Whether the parser made it for a declaration that it could not read.
fn is_broken(variable: &ast::Variable) -> bool {
    let init = match &variable.init {
        Some(ast::Initializer::Assign(init)) => Some(&init.kind),
        _ => None,
    };
    variable.ty.kind == ast::TypeKind::Error && init == Some(&ast::ExprKind::Error)
}

/// How far a [`Static`] is.
#[derive(Clone)]
pub(in crate::lower) enum StaticState {
    New,
    InProgress,
    Done(Ty, Storage),
}

impl<'a> Lowerer<'a> {
    /// Variables outside of functions.
    pub(in crate::lower) fn statics(&mut self, declaration: &'a ast::Declaration, scope: ScopeId) {
        for variable in &declaration.variables {
            if is_broken(variable) {
                if self.entity_of(scope, &variable.name.name).is_none() {
                    self.bind(scope, &variable.name.name, Entity::Error);
                }
                continue;
            }
            if let Some(owner) = &variable.owner {
                self.static_outside(variable, owner, scope);
                continue;
            }
            if let Some(params) = &declaration.template {
                self.static_template(params, variable, scope);
                continue;
            }
            if self.scopes[scope.0].kind == ScopeKind::Namespace
                && let Some(built_in) = built_in(variable, &declaration.attributes)
            {
                self.global_built_in(variable, built_in, scope);
                continue;
            }
            let attribute = variable.attributes.iter().chain(&declaration.attributes);
            if let Some(attribute) = attribute
                .into_iter()
                .find(|a| a.name.name == "function_constant")
            {
                self.function_constant(variable, attribute, scope);
                continue;
            }
            let id = self.statics.len();
            self.declare(scope, &variable.name, Entity::Static(id));
            let since = self.now();
            self.statics.push(Static {
                variable,
                scope,
                since,
                state: StaticState::New,
                refusals: Refusals::new(),
            });
            if self.scopes[scope.0].kind == ScopeKind::Namespace {
                self.check_static_space(variable, declaration);
                self.settle_static(id);
            }
        }
    }

    fn check_static_space(&mut self, variable: &'a ast::Variable, declaration: &ast::Declaration) {
        let mut ty = &variable.ty;
        while let ast::TypeKind::Array(element, _) = &ty.kind {
            ty = element;
        }
        let space = ty.qualifiers.space.or(variable.ty.qualifiers.space);
        if space != Some(ast::AddressSpaceName::Constant) && !declaration.constexpr {
            let diagnostic = Diagnostic::error(
                "address-space-mismatch",
                variable.name.span,
                "a variable of program scope lies in `constant` memory",
            )
            .with_help("declare it `constant`");
            let change = self.qualified(ty, "constant");
            let change = change.filter(|_| ty.qualifiers.space.is_none());
            self.report(Diagnostic {
                suggestions: change.into_iter().collect(),
                ..diagnostic
            });
        }
    }

    /// The type and content of a variable outside of functions, for a use of it.
    pub(in crate::lower) fn static_value(&mut self, id: usize, span: Span) -> (Ty, Storage) {
        let value = self.settle_static(id);
        if !self.statics[id].refusals.is_empty() {
            let name = self.statics[id].variable.name.name.as_str();
            self.use_refused(&self.statics[id].refusals.clone(), name, span);
        }
        value
    }

    /// Works out a variable outside of functions, unless that was done.
    fn settle_static(&mut self, id: usize) -> (Ty, Storage) {
        match self.statics[id].state.clone() {
            StaticState::Done(ty, storage) => return (ty, storage),
            StaticState::InProgress => {
                let name = &self.statics[id].variable.name;
                let message = format!("the value of `{}` depends on itself", name.name);
                self.error("not-a-constant", name.span, message);
                return (Ty::ERROR, Storage::Error);
            }
            StaticState::New => {}
        }
        self.statics[id].state = StaticState::InProgress;
        let ((ty, storage), mut refusals) = self.declaring(|lowerer| lowerer.work_out_static(id));
        let variable = self.statics[id].variable;
        refusals.extend(self.syntax_refusals(variable.ty.span.to(variable.span)));
        self.note_refusals(&refusals);
        self.statics[id].refusals = refusals;
        self.statics[id].state = StaticState::Done(ty, storage.clone());
        (ty, storage)
    }

    fn work_out_static(&mut self, id: usize) -> (Ty, Storage) {
        let Static {
            variable,
            scope,
            since,
            ..
        } = self.statics[id];
        self.as_of(since, |lowerer| {
            lowerer
                .derived_constant(variable, scope)
                .unwrap_or_else(|| lowerer.constant_variable(variable, scope))
        })
    }

    /// A variable whose initializer must be a constant.
    pub(in crate::lower) fn constant_variable(
        &mut self,
        variable: &'a ast::Variable,
        scope: ScopeId,
    ) -> (Ty, Storage) {
        let failed = (Ty::ERROR, Storage::Error);
        let name = &variable.name;
        if variable.init.is_none() {
            let message = format!("`{}` needs an initializer", name.name);
            self.error("not-a-constant", name.span, message);
            return failed;
        }
        let Some((ty, constant)) = self.constant_with(scope, variable.span, |lowerer| {
            lowerer
                .initial_value(variable, scope)
                .unwrap_or_else(|| Operand::error(variable.span))
        }) else {
            return failed;
        };
        let storage = self.constant_storage(&name.name, ty, constant, name.span);
        (ty, storage)
    }

    /// The value of a variable's initializer as the variable's type.
    pub(in crate::lower) fn initial_value(
        &mut self,
        variable: &'a ast::Variable,
        scope: ScopeId,
    ) -> Option<Operand> {
        let init = variable.init.as_ref()?;
        let source = self.initializer(init);
        let ty = self.variable_type(variable, Some(&source), scope)?;
        Some(self.initialize(ty.ty, source, Purpose::Initialize, variable.span))
    }
}
