//! Deduction: which arguments make a parameter's pattern the type of an argument (\[temp.deduct\]).

use super::TemplateArg;
use crate::lower::{
    Lowerer,
    scope::{Entity, ScopeId},
    ty::{QualTy, Ty, TyKind},
};
use crate::syntax::ast;

/// What deduction knows so far.
pub(in crate::lower) struct Deduction<'a> {
    pub(in crate::lower) params: &'a [ast::TemplateParameter],
    pub(in crate::lower) found: Vec<Option<TemplateArg>>,
    pub(in crate::lower) scope: ScopeId,
}

impl<'a> Deduction<'a> {
    pub(in crate::lower) fn new(params: &'a [ast::TemplateParameter], scope: ScopeId) -> Self {
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

    pub(super) fn bind(&mut self, index: usize, argument: TemplateArg) -> bool {
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
    pub(in crate::lower) fn deduce(
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

    pub(super) fn deduce_argument(
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
}
