//! Deduction from a type with arguments: `vec<T, N>`, a struct's template, an alias template.

use super::{TemplateArg, TemplateName, argument::flattened, deduce::Deduction};
use crate::lower::{
    Lowerer,
    scope::{Entity, ScopeId},
    ty::{QualTy, Ty, TyKind},
};
use crate::syntax::ast;

/// A pattern that a type contradicts.
struct NoMatch;

impl<'a> Lowerer<'a> {
    /// `vec<T, N>`, `atomic<T>` and structs from templates of the unit.
    pub(super) fn deduce_path(
        &mut self,
        deduction: &mut Deduction<'a>,
        path: &'a ast::Path,
        actual: Ty,
    ) -> bool {
        let segment = path.segments.last().expect("a path has a segment");
        let Some(patterns) = &segment.arguments else {
            return true;
        };
        let own_template = match &path.segments[..] {
            [one] => deduction.index(&one.ident.name),
            _ => None,
        };
        if let Some(index) = own_template {
            // `C<T>` where `C` is a parameter as well.
            let origin = self.tys.record(actual);
            let origin = origin.and_then(|id| self.records[id.index()].origin.clone());
            let Some((template, arguments)) = origin else {
                return false;
            };
            let name = TemplateName::Record(template);
            return deduction.bind(index, TemplateArg::Template(name))
                && self.deduce_list(deduction, patterns, &flattened(&arguments));
        }
        if let Some(alias) = self.alias_named(deduction.scope, &segment.ident.name) {
            return match self.through_alias(alias, actual) {
                Ok(Some(found)) => self.deduce_list(deduction, patterns, &flattened(&found)),
                // Nothing follows from it.
                Ok(None) => true,
                Err(NoMatch) => false,
            };
        }
        match self.arguments_of(deduction.scope, &segment.ident.name, actual) {
            Ok(actuals) => self.deduce_list(deduction, patterns, &flattened(&actuals)),
            Err(fits) => fits,
        }
    }

    /// The arguments with which a template of the library or of the unit gives a type. Otherwise whether a pattern of
    /// that name may stand for the type nonetheless.
    fn arguments_of(
        &self,
        scope: ScopeId,
        name: &str,
        actual: Ty,
    ) -> Result<Vec<TemplateArg>, bool> {
        let scalar_type = |scalar| TemplateArg::Type(QualTy::plain(Ty::scalar(scalar)));
        let count = |count: u8| TemplateArg::Value(Ty::INT, u64::from(count));
        match (name, &self.tys[actual]) {
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
            ) => Ok(vec![scalar_type(*scalar), count(*lanes)]),
            ("matrix", TyKind::Matrix(matrix)) => Ok(vec![
                scalar_type(matrix.scalar),
                count(matrix.columns),
                count(matrix.rows),
            ]),
            ("atomic", TyKind::Atomic(scalar)) => Ok(vec![scalar_type(*scalar)]),
            ("vec" | "packed_vec" | "matrix" | "atomic", _) => Err(false),
            (_, TyKind::Record(id)) => match &self.records[id.index()].origin {
                Some((template, arguments))
                    if self.named_template(scope, name) == Some(*template) =>
                {
                    Ok(arguments.clone())
                }
                _ => Err(self.named_template(scope, name).is_none()),
            },
            _ => Err(self.named_template(scope, name).is_none()),
        }
    }

    /// The class template of a name. Inside of a class template its own name is that of the instance at work.
    fn named_template(&self, scope: ScopeId, name: &str) -> Option<usize> {
        match self.lookup(scope, name) {
            Some((Entity::RecordTemplate(id), _)) => Some(id),
            Some((Entity::Type(ty), _)) => self.template_of(ty.ty),
            _ => None,
        }
    }

    fn alias_named(&self, scope: ScopeId, name: &str) -> Option<usize> {
        match self.lookup(scope, name) {
            Some((Entity::AliasTemplate(id), _)) => Some(id),
            _ => None,
        }
    }

    /// The arguments with which an alias template stands for a type.
    fn through_alias(
        &mut self,
        id: usize,
        actual: Ty,
    ) -> Result<Option<Vec<TemplateArg>>, NoMatch> {
        let alias = &self.alias_templates[id];
        let (ast, scope) = (alias.ast, alias.scope);
        let params = ast.template.as_deref().unwrap_or(&[]);
        let mut inner = Deduction::new(params, scope);
        let fits = self.nested(ast.name.span, |lowerer| {
            lowerer.deduce(&mut inner, &ast.ty, QualTy::plain(actual))
        });
        match fits {
            Some(true) => Ok(inner.found.into_iter().collect()),
            Some(false) => Err(NoMatch),
            None => Ok(None),
        }
    }

    /// The template that a struct is an instance of.
    fn template_of(&self, ty: Ty) -> Option<usize> {
        let record = self.tys.record(ty)?;
        let origin = self.records[record.index()].origin.as_ref();
        origin.map(|(template, _)| *template)
    }
}
