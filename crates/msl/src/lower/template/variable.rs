//! Variable templates.

use super::{
    TemplateArg,
    argument::grouped,
    specialize::{Special, argument_specificity},
};
use crate::lower::{
    Lowerer, MAX_INSTANCES,
    item::{Static, StaticState},
    link::Refusals,
    scope::{Entity, ScopeId},
};
use crate::{source::Span, syntax::ast};

/// A variable template.
pub(in crate::lower) struct StaticTemplate<'a> {
    pub(in crate::lower) scope: ScopeId,
    pub(in crate::lower) params: &'a [ast::TemplateParameter],
    pub(in crate::lower) primary: &'a ast::Variable,
    /// When it was declared.
    pub(in crate::lower) since: u32,
    pub(in crate::lower) specializations: Vec<StaticSpecialization<'a>>,
}

/// A specialization of a variable template.
#[derive(Clone, Copy)]
pub(in crate::lower) struct StaticSpecialization<'a> {
    params: &'a [ast::TemplateParameter],
    variable: &'a ast::Variable,
    since: u32,
}

impl<'a> Lowerer<'a> {
    /// Declares a variable template, or a specialization of one.
    pub(in crate::lower) fn static_template(
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
    pub(in crate::lower) fn static_of(
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
        let written = self.template_arguments(written, scope)?;
        let given = grouped(params, written);
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
        let primary = StaticSpecialization {
            params,
            variable: primary,
            since,
        };
        let (variable, scope, since) = self.most_special(id, primary, (&arguments, inner), span);
        let instance = self.statics.len();
        self.statics.push(Static {
            variable,
            scope,
            since,
            state: StaticState::New,
            refusals: Refusals::new(),
        });
        self.static_instances.insert(key, instance);
        Some(instance)
    }

    /// The text that fits arguments best, the primary one or a specialization, with the scope that binds its parameters
    /// and when it was declared.
    fn most_special(
        &mut self,
        id: usize,
        primary: StaticSpecialization<'a>,
        (arguments, scope): (&[TemplateArg], ScopeId),
        span: Span,
    ) -> (&'a ast::Variable, ScopeId, u32) {
        let parent = self.static_templates[id].scope;
        let mut chosen = (0, primary.variable, scope, primary.since);
        for special in self.static_templates[id].specializations.clone() {
            let StaticSpecialization {
                params,
                variable,
                since,
            } = special;
            let patterns = variable.arguments.as_deref().unwrap_or(&[]);
            let special = Special {
                primary: primary.params,
                params,
                patterns,
            };
            let matched = self.as_of(since, |lowerer| {
                lowerer.match_specialization(special, arguments, parent, span)
            });
            let Some(scope) = matched else { continue };
            let scores = patterns.iter().map(|p| argument_specificity(p, params));
            let score = 1 + scores.sum::<u32>();
            if score > chosen.0 {
                chosen = (score, variable, scope, since);
            }
        }
        let (_, variable, scope, since) = chosen;
        (variable, scope, since)
    }
}
