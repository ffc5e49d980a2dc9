//! Specializations: whether arguments match one, and which of several is the most special.
//!
//! Partial ordering is by how much of each parameter's pattern is fixed, which agrees with
//! \[temp.func.order\] for patterns that differ by pointers, template arguments and concrete types.

use super::{
    TemplateArg,
    argument::{flattened, grouped},
    deduce::Deduction,
};
use crate::lower::{Lowerer, function::DeclId, overload::Candidate, scope::ScopeId};
use crate::{source::Span, syntax::ast};

/// A specialization of a class or variable template.
#[derive(Clone, Copy)]
pub(in crate::lower) struct Special<'a> {
    /// The parameters of the template itself.
    pub(in crate::lower) primary: &'a [ast::TemplateParameter],
    /// Its own.
    pub(in crate::lower) params: &'a [ast::TemplateParameter],
    /// `<…>` after its name.
    pub(in crate::lower) patterns: &'a [ast::TemplateArgument],
}

impl<'a> Lowerer<'a> {
    /// Declares an explicit specialization of a function template.
    pub(in crate::lower) fn specialize_function(
        &mut self,
        ast: &'a ast::Function,
        scope: ScopeId,
    ) -> DeclId {
        self.new_function(ast, scope)
    }

    /// The explicit specialization of a function template that a call means (\[temp.expl.spec\]).
    pub(in crate::lower) fn specialization_of(&mut self, candidate: &Candidate) -> Option<DeclId> {
        if candidate.arguments.is_empty() || self.function_specializations.is_empty() {
            return None;
        }
        let primary = &self.functions[candidate.decl.0];
        let (name, scope) = (primary.name, self.namespace_of(primary.scope));
        let known = self.function_specializations.clone();
        known.into_iter().find(|&decl| {
            let special = &self.functions[decl.0];
            if special.name != name || self.namespace_of(special.scope) != scope {
                return false;
            }
            let own = self.signature(decl);
            let same_result = match (own.ret, candidate.signature.ret) {
                (Some(own), Some(wanted)) => own == wanted,
                _ => true,
            };
            same_result
                && own.params == candidate.signature.params
                && self.specializes(decl, candidate)
        })
    }

    /// Whether the arguments after a specialization's name, if there are any, are those of a call.
    fn specializes(&mut self, decl: DeclId, candidate: &Candidate) -> bool {
        let special = self.functions[decl.0].clone();
        let Some(ast) = special.ast.function() else {
            return false;
        };
        let Some(written) = ast.arguments.as_deref() else {
            return true;
        };
        let primary = self.functions[candidate.decl.0].clone();
        let params = primary.template().unwrap_or(&[]);
        let given = self.attempt(|lowerer| {
            let list = lowerer.template_arguments(written, special.scope)?;
            let count = match params.iter().any(|param| param.pack) {
                true => params.len(),
                false => list.len().min(params.len()),
            };
            let params = &params[..count];
            let given = grouped(params, list);
            let bound = lowerer.bind_template(params, &given, primary.scope, special.span)?;
            Some(bound.1)
        });
        given
            .flatten()
            .is_some_and(|given| candidate.arguments.starts_with(&given))
    }

    /// Whether the arguments match a specialization, with the scope that binds its parameters.
    pub(in crate::lower) fn match_specialization(
        &mut self,
        special: Special<'a>,
        actuals: &[TemplateArg],
        parent: ScopeId,
        span: Span,
    ) -> Option<ScopeId> {
        let Special {
            primary,
            params,
            patterns,
        } = special;
        let flat = flattened(actuals);
        let mut deduction = Deduction::new(params, parent);
        if !self.deduce_list(&mut deduction, patterns, &flat) {
            return None;
        }
        self.attempt(|lowerer| {
            let (scope, _) = lowerer.bind_template(params, &deduction.found, parent, span)?;
            let mut spelled = lowerer.template_arguments(patterns, scope)?;
            if spelled.len() != flat.len() {
                let given = grouped(primary, spelled);
                let (_, all) = lowerer.bind_template(primary, &given, parent, span)?;
                spelled = flattened(&all);
            }
            let same = spelled.len() == flat.len()
                && spelled
                    .iter()
                    .zip(&flat)
                    .all(|(left, right)| left.is_same(right));
            same.then_some(scope)
        })?
    }
}

/// How much of a pattern is fixed; for partial ordering.
pub(in crate::lower) fn specificity(pattern: &ast::Type, params: &[ast::TemplateParameter]) -> u32 {
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
pub(in crate::lower) fn argument_specificity(
    argument: &ast::TemplateArgument,
    params: &[ast::TemplateParameter],
) -> u32 {
    match argument {
        ast::TemplateArgument::Type(ty) => 1 + specificity(ty, params),
        ast::TemplateArgument::Ambiguous(path) => 1 + path_specificity(path, params),
        ast::TemplateArgument::Expr(_) => 101,
        // An expansion is less special than any one argument.
        ast::TemplateArgument::Expansion(inner, _) => argument_specificity(inner, params) - 1,
    }
}
