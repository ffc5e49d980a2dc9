//! Packs: expansions and folds (\[temp.variadic\], C++17 \[expr.prim.fold\]).
//!
//! A pack's name stands for a list. An expansion is its pattern once for each element, in a scope
//! where the names of the packs stand for that element alone.

use super::mention;
use crate::lower::{
    Lowerer,
    expr::operand::Operand,
    scope::{Entity, ScopeId, ScopeKind},
    ty::Ty,
};
use crate::{
    ir::Const,
    source::Span,
    syntax::ast::{self, BinaryOp, FoldOp},
};

impl<'a> Lowerer<'a> {
    /// The scopes for the elements of the packs that are among `names`.
    pub(in crate::lower) fn expansion(
        &mut self,
        names: &[&'a str],
        scope: ScopeId,
        span: Span,
    ) -> Option<Vec<ScopeId>> {
        let packs = self.packs(names, scope);
        let Some(length) = packs.iter().map(|(_, elements)| elements.len()).max() else {
            let message = "there is no pack here that could be expanded";
            self.error("type-mismatch", span, message);
            return None;
        };
        if packs.iter().any(|(_, elements)| elements.len() != length) {
            let message = "these packs have different lengths";
            self.error("wrong-argument-count", span, message);
            return None;
        }
        let scopes = (0..length).map(|at| {
            let inner = self.new_scope(Some(scope), ScopeKind::Block);
            for (name, elements) in &packs {
                self.bind(inner, name, elements[at].clone());
            }
            inner
        });
        Some(scopes.collect())
    }

    fn packs(&self, names: &[&'a str], scope: ScopeId) -> Vec<(&'a str, Vec<Entity>)> {
        let mut packs: Vec<(&'a str, Vec<Entity>)> = Vec::new();
        for &name in names {
            let known = packs.iter().any(|(known, _)| *known == name);
            if !known && let Some((Entity::Pack(elements), _)) = self.lookup(scope, name) {
                packs.push((name, elements));
            }
        }
        packs
    }

    /// The scopes for the elements of the packs that a type mentions.
    pub(in crate::lower) fn type_expansion(
        &mut self,
        ty: &'a ast::Type,
        scope: ScopeId,
    ) -> Option<Vec<ScopeId>> {
        let mut names = Vec::new();
        mention::in_type(ty, &mut names);
        self.expansion(&names, scope, ty.span)
    }

    /// `pattern...` in a list of expressions.
    pub(in crate::lower) fn expanded_exprs(&mut self, pattern: &'a ast::Expr) -> Vec<Operand> {
        let mut names = Vec::new();
        mention::in_expr(pattern, &mut names);
        let scope = self.scope();
        let Some(scopes) = self.expansion(&names, scope, pattern.span) else {
            return vec![Operand::error(pattern.span)];
        };
        let each = |inner| self.in_scope(inner, |lowerer| lowerer.expr(pattern));
        scopes.into_iter().map(each).collect()
    }

    /// `sizeof...(name)`.
    pub(in crate::lower) fn pack_length(&mut self, name: &'a ast::Ident, span: Span) -> Operand {
        let scope = self.scope();
        match self.lookup(scope, &name.name) {
            Some((Entity::Pack(elements), _)) => {
                Operand::bits(Ty::ULONG, elements.len() as u64, span)
            }
            Some(_) => {
                let message = format!("`{}` is no pack", name.name);
                self.error("type-mismatch", name.span, message);
                Operand::error(span)
            }
            None => {
                self.undeclared(&name.name, name.span, scope);
                Operand::error(span)
            }
        }
    }

    /// `(xs + ...)` and its sisters.
    pub(in crate::lower) fn fold(&mut self, fold: &'a ast::Fold, span: Span) -> Operand {
        let scope = self.scope();
        let has_pack = |lowerer: &Self, side: Option<&'a ast::Expr>| {
            let mut names = Vec::new();
            side.into_iter()
                .for_each(|side| mention::in_expr(side, &mut names));
            !lowerer.packs(&names, scope).is_empty()
        };
        let left = fold.left.as_ref();
        let right = fold.right.as_ref();
        let pack_left = right.is_none() || left.is_some() && has_pack(self, left);
        let (pattern, first) = if pack_left {
            (left, right)
        } else {
            (right, left)
        };
        let Some(pattern) = pattern else {
            return Operand::error(span);
        };
        let mut names = Vec::new();
        mention::in_expr(pattern, &mut names);
        let Some(scopes) = self.expansion(&names, scope, pattern.span) else {
            return Operand::error(span);
        };
        let mut parts: Vec<(&'a ast::Expr, ScopeId)> =
            scopes.into_iter().map(|scope| (pattern, scope)).collect();
        match first {
            Some(first) if pack_left => parts.push((first, scope)),
            Some(first) => parts.insert(0, (first, scope)),
            None => {}
        }
        match fold.op {
            FoldOp::Binary(op) => self.fold_parts(op, pack_left, &parts, span),
            FoldOp::Assign(op) => self.fold_assignments(op, pack_left, &parts, span),
        }
    }

    /// `(x += ... += xs)`: one assignment after the other, from the left or from the right.
    fn fold_assignments(
        &mut self,
        op: Option<BinaryOp>,
        from_right: bool,
        parts: &[(&'a ast::Expr, ScopeId)],
        span: Span,
    ) -> Operand {
        let part = |lowerer: &mut Self, (expr, scope): (&'a ast::Expr, ScopeId)| {
            lowerer.in_scope(scope, |lowerer| lowerer.expr(expr))
        };
        let mut values: Vec<(Operand, &'a ast::Expr)> = Vec::new();
        for at in parts {
            values.push((part(self, *at), at.0));
        }
        if values.is_empty() {
            return self.empty_fold(BinaryOp::Add, span);
        }
        if from_right {
            let (mut value, _) = values.pop().expect("there is one");
            while let Some((place, target)) = values.pop() {
                value = self.assign_operands(op, (place, target), value, span);
            }
            return value;
        }
        let mut values = values.into_iter();
        let (mut place, target) = values.next().expect("there is one");
        for (value, _) in values {
            place = self.assign_operands(op, (place, target), value, span);
        }
        place
    }

    fn fold_parts(
        &mut self,
        op: BinaryOp,
        from_right: bool,
        parts: &[(&'a ast::Expr, ScopeId)],
        span: Span,
    ) -> Operand {
        let Some((first, rest)) = parts.split_first() else {
            return self.empty_fold(op, span);
        };
        let part = |lowerer: &mut Self, (expr, scope): (&'a ast::Expr, ScopeId)| {
            lowerer.in_scope(scope, |lowerer| lowerer.expr(expr))
        };
        let value = part(self, *first);
        if !from_right || matches!(op, BinaryOp::And | BinaryOp::Or | BinaryOp::Comma) {
            // What these do from the right they do from the left.
            return rest.iter().fold(value, |value, next| {
                self.fold_step(op, value, |lowerer| part(lowerer, *next), span)
            });
        }
        let mut values = vec![self.rvalue(value)];
        for next in rest {
            let value = part(self, *next);
            values.push(self.rvalue(value));
        }
        let last = values.pop().expect("the first part is there");
        values.into_iter().rev().fold(last, |right, left| {
            self.binary_operands(op, left, right, span)
        })
    }

    fn fold_step(
        &mut self,
        op: BinaryOp,
        left: Operand,
        right: impl FnOnce(&mut Self) -> Operand,
        span: Span,
    ) -> Operand {
        match op {
            BinaryOp::And | BinaryOp::Or => self.logic_with(op, left, right, span),
            BinaryOp::Comma => right(self),
            _ => {
                let left = match self.tys.record(left.ty) {
                    Some(_) => left,
                    None => self.rvalue(left),
                };
                let right = right(self);
                self.binary_operands(op, left, right, span)
            }
        }
    }

    fn empty_fold(&mut self, op: BinaryOp, span: Span) -> Operand {
        match op {
            BinaryOp::And => Operand::bits(Ty::BOOL, 1, span),
            BinaryOp::Or => Operand::bits(Ty::BOOL, 0, span),
            BinaryOp::Comma => Operand::constant(Ty::VOID, Const::Zero, span),
            _ => {
                let message = "a fold over an empty pack with this operator has no value";
                self.error("wrong-argument-count", span, message);
                Operand::error(span)
            }
        }
    }
}
