//! Structs that templates give: which of a template's definitions, and its members once for each list of
//! arguments.

use super::RecordId;
use crate::lower::{
    Lowerer, MAX_INSTANCES,
    scope::ScopeId,
    template::{RecordTemplate, Special, argument_specificity, grouped},
    ty::{Ty, TyKind},
};
use crate::{source::Span, syntax::ast};

impl<'a> Lowerer<'a> {
    /// The struct that a class template gives for arguments as written.
    pub(in crate::lower) fn record_of(
        &mut self,
        template: usize,
        written: &'a [ast::TemplateArgument],
        scope: ScopeId,
        span: Span,
    ) -> Ty {
        let Some(given) = self.template_arguments(written, scope) else {
            return Ty::ERROR;
        };
        let primary = self.record_templates[template].primary;
        let parent = self.record_templates[template].scope;
        let params = primary.template.as_deref().unwrap_or(&[]);
        let given = grouped(params, given);
        let since = self.record_templates[template].since;
        let bound = self.as_of(since, |lowerer| {
            lowerer.bind_template(params, &given, parent, span)
        });
        let Some((inner, arguments)) = bound else {
            return Ty::ERROR;
        };
        let key = (template, arguments.clone());
        if let Some(&known) = self.record_instances.get(&key) {
            self.use_record(known, span);
            return self.tys.intern(TyKind::Record(known));
        }
        if self.records.len() >= MAX_INSTANCES {
            self.error(
                "instantiation-too-deep",
                span,
                "this asks for too many structs",
            );
            return Ty::ERROR;
        }
        let name =
            self.record_templates[template].name.to_owned() + &self.arguments_text(&arguments);
        let id = self.new_record(&name, span, Some(key.clone()));
        self.record_instances.insert(key, id);
        let (_, refusals) = self.declaring(|lowerer| {
            lowerer.on_behalf(Some((name, span)), |lowerer| {
                lowerer.nested(span, |lowerer| lowerer.define_instance(id, inner, span))
            })
        });
        self.records[id.index()].refusals.extend(refusals);
        self.use_record(id, span);
        self.tys.intern(TyKind::Record(id))
    }

    fn define_instance(&mut self, id: RecordId, primary_scope: ScopeId, span: Span) {
        let Some((template, arguments)) = self.records[id.index()].origin.clone() else {
            return;
        };
        let parent = self.record_templates[template].scope;
        let primary = self.record_templates[template].primary;
        let primary_params = primary.template.as_deref().unwrap_or(&[]);
        let mut best: Option<(u32, &'a ast::Record, ScopeId, u32)> = None;
        for (special, since) in self.record_templates[template].specializations.clone() {
            let params = special.template.as_deref().unwrap_or(&[]);
            let patterns = special.arguments.as_deref().unwrap_or(&[]);
            let matched = self.as_of(since, |lowerer| {
                let special = Special {
                    primary: primary_params,
                    params,
                    patterns,
                };
                lowerer.match_specialization(special, &arguments, parent, span)
            });
            let Some(scope) = matched else { continue };
            let score = 1 + patterns
                .iter()
                .map(|p| argument_specificity(p, params))
                .sum::<u32>();
            if best.is_none_or(|(known, ..)| score > known) {
                best = Some((score, special, scope, since));
            }
        }
        let RecordTemplate { since, .. } = self.record_templates[template];
        let (ast, scope, since) = match best {
            Some((_, special, scope, since)) => (special, scope, since),
            None => (primary, primary_scope, since),
        };
        if ast.members.is_none() {
            let name = &self.record_templates[template].name;
            let message = format!("the class template `{name}` is declared but not defined");
            self.records[id.index()].complete = true;
            return self.error("type-mismatch", span, message);
        }
        self.as_of(since, |lowerer| {
            lowerer.define_record(id, ast, scope);
            for function in lowerer.record_templates[template].outside.clone() {
                lowerer.define_outside(id, function, false);
            }
        });
    }
}
