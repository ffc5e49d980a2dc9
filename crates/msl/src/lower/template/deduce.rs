//! Deduction: which arguments make a parameter's pattern the type of an argument (\[temp.deduct\]).

use super::{TemplateArg, mention};
use crate::lower::{
    Lowerer,
    scope::ScopeId,
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

    pub(super) fn index(&self, name: &str) -> Option<usize> {
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
            Some(old) => old.is_same(&argument),
        }
    }

    /// Takes out what was written for the packs among `names`.
    pub(in crate::lower) fn written_packs(
        &mut self,
        names: &[&str],
    ) -> Vec<(usize, Vec<TemplateArg>)> {
        let packs = self.packs(names).into_iter();
        let written = packs.filter_map(|index| match self.found[index].take() {
            Some(TemplateArg::Pack(elements)) => Some((index, elements)),
            _ => None,
        });
        written.collect()
    }

    /// Gives packs the elements that were written for one place; whether there were any.
    pub(in crate::lower) fn give(
        &mut self,
        written: &[(usize, Vec<TemplateArg>)],
        at: usize,
    ) -> bool {
        let mut any = false;
        for (index, elements) in written {
            if let Some(element) = elements.get(at) {
                self.found[*index] = Some(element.clone());
                any = true;
            }
        }
        any
    }

    fn mentions(&self, ty: &ast::Type) -> bool {
        match &ty.kind {
            ast::TypeKind::Path(path) => self.path_mentions(path),
            ast::TypeKind::Pointer(inner) | ast::TypeKind::Reference(inner) => self.mentions(inner),
            ast::TypeKind::Array(element, length) => {
                self.mentions(element) || length.as_deref().is_some_and(|l| self.expr_mentions(l))
            }
            ast::TypeKind::Function(ret, params) => {
                self.mentions(ret) || params.iter().any(|param| self.mentions(&param.ty))
            }
            _ => false,
        }
    }

    fn argument_mentions(&self, argument: &ast::TemplateArgument) -> bool {
        match argument {
            ast::TemplateArgument::Type(ty) => self.mentions(ty),
            ast::TemplateArgument::Expr(expr) => self.expr_mentions(expr),
            ast::TemplateArgument::Ambiguous(path) => self.path_mentions(path),
            ast::TemplateArgument::Expansion(inner, _) => self.argument_mentions(inner),
        }
    }

    /// The packs among the parameters that are among `names`.
    fn packs(&self, names: &[&str]) -> Vec<usize> {
        let mut packs: Vec<usize> = names.iter().filter_map(|name| self.index(name)).collect();
        packs.retain(|&index| self.params[index].pack);
        packs.sort_unstable();
        packs.dedup();
        packs
    }

    fn path_mentions(&self, path: &ast::Path) -> bool {
        path.segments.iter().any(|segment| {
            self.index(&segment.ident.name).is_some()
                || segment
                    .arguments
                    .iter()
                    .flatten()
                    .any(|argument| self.argument_mentions(argument))
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
                    // What lies in `constant` memory is not `const` by its type.
                    let said = pattern.qualifiers.constant
                        || pattern.qualifiers.space == Some(ast::AddressSpaceName::Constant);
                    let constant = actual.constant && !said;
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
            (kind, TyKind::Function { .. } | TyKind::Closure(_)) => match function_pattern(kind) {
                Some((ret, params)) => self.deduce_function(deduction, (ret, params), actual.ty),
                None => false,
            },
            _ => false,
        }
    }

    /// Deduces from a function, or from a pointer to one. From the name of several nothing follows.
    fn deduce_function(
        &mut self,
        deduction: &mut Deduction<'a>,
        (ret, params): (&'a ast::Type, &'a [ast::Parameter]),
        actual: Ty,
    ) -> bool {
        let of = match self.tys[actual] {
            TyKind::Closure(_) => self.type_of_function(actual),
            _ => Some(actual),
        };
        let Some(of) = of else { return true };
        let TyKind::Function {
            params: types,
            ret: result,
            ..
        } = self.tys[of].clone()
        else {
            return false;
        };
        let mut pairs = params.iter().zip(&types);
        params.len() == types.len()
            && self.deduce(deduction, ret, QualTy::plain(result))
            && pairs.all(|(param, &ty)| self.deduce(deduction, &param.ty, QualTy::plain(ty)))
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

    /// Deduces from a list of arguments. Those for which there is no pattern have defaults.
    pub(super) fn deduce_list(
        &mut self,
        deduction: &mut Deduction<'a>,
        patterns: &'a [ast::TemplateArgument],
        actuals: &[TemplateArg],
    ) -> bool {
        let mut rest = actuals.iter();
        for pattern in patterns {
            if let ast::TemplateArgument::Expansion(inner, _) = pattern {
                let mut names = Vec::new();
                mention::in_argument(inner, &mut names);
                let fits =
                    self.deduce_pack(deduction, &names, rest.by_ref(), |lowerer, d, actual| {
                        lowerer.deduce_argument(d, inner, actual)
                    });
                if !fits {
                    return false;
                }
                continue;
            }
            let Some(actual) = rest.next() else {
                return false;
            };
            if !self.deduce_argument(deduction, pattern, actual) {
                return false;
            }
        }
        true
    }

    /// Deduces the packs that a pattern names, one element from each of `items`.
    pub(in crate::lower) fn deduce_pack<T>(
        &mut self,
        deduction: &mut Deduction<'a>,
        names: &[&str],
        items: impl Iterator<Item = T>,
        mut one: impl FnMut(&mut Self, &mut Deduction<'a>, T) -> bool,
    ) -> bool {
        let packs = deduction.packs(names);
        let before: Vec<Option<TemplateArg>> = packs
            .iter()
            .map(|&index| deduction.found[index].take())
            .collect();
        let mut found: Vec<Vec<TemplateArg>> = vec![Vec::new(); packs.len()];
        for item in items {
            if !one(self, deduction, item) {
                return false;
            }
            for (&index, elements) in packs.iter().zip(&mut found) {
                match deduction.found[index].take() {
                    Some(element) => elements.push(element),
                    None => return false,
                }
            }
        }
        packs
            .iter()
            .zip(found)
            .zip(before)
            .all(|((&index, elements), before)| {
                let argument = TemplateArg::Pack(elements);
                let fits = before.is_none_or(|before| before == argument);
                deduction.found[index] = Some(argument);
                fits
            })
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

/// The result and the parameters of a pattern for functions, or for pointers or references to them.
fn function_pattern(kind: &ast::TypeKind) -> Option<(&ast::Type, &[ast::Parameter])> {
    match kind {
        ast::TypeKind::Function(ret, params) => Some((ret, params)),
        ast::TypeKind::Pointer(inner) | ast::TypeKind::Reference(inner) => match &inner.kind {
            ast::TypeKind::Function(ret, params) => Some((ret, params)),
            _ => None,
        },
        _ => None,
    }
}
