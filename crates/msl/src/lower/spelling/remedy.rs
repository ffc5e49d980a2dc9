//! Changes of the user's text that findings suggest, where one is certain.
//!
//! Spans are of the text before the preprocessor, and that of a token from a macro is the macro's use.
//! So each change says which text it is for, and is dropped where another stands there
//! ([`Suggestion::holds`]).

use super::metal_call;
use crate::lower::{ContextKind, Lowerer, scope::Entity};
use crate::{
    diagnostic::{Diagnostic, Suggestion},
    source::Span,
    syntax::ast::{self, ExprKind, TypeKind, UnaryOp},
};

impl<'a> Lowerer<'a> {
    /// The text at a place; empty where there is none.
    pub(in crate::lower) fn text(&self, span: Span) -> &'a str {
        let text = &self.sources.file(span.file).text;
        text.get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }

    /// Puts another text in a place's stead.
    pub(in crate::lower) fn rewriting(
        &self,
        diagnostic: Diagnostic,
        span: Span,
        replacement: &str,
    ) -> Diagnostic {
        match self.text(span) {
            "" => diagnostic,
            text => diagnostic.with_suggestion(Suggestion::replace(span, text, replacement)),
        }
    }

    /// The call of a function that Metal has by another name.
    pub(in crate::lower) fn foreign_call(
        &self,
        ident: &ast::Ident,
        args: &[ast::Expr],
        span: Span,
    ) -> Option<Suggestion> {
        let texts: Vec<&str> = args.iter().map(|arg| self.text(arg.span)).collect();
        let replacement = metal_call(&ident.name, &texts)?;
        let whole = self.text(span);
        let is_call = self.text(ident.span) == ident.name && whole.ends_with(')');
        is_call.then(|| Suggestion::replace(span, whole, &replacement))
    }

    /// Declares a built-in as a parameter of the kernel at work.
    pub(in crate::lower) fn built_in_parameter(&self, name: &str, ty: &str) -> Option<Suggestion> {
        let mut contexts = self.contexts.iter().rev();
        let kernel = contexts.find(|context| context.kind == ContextKind::Kernel)?;
        let ast = self.functions[kernel.decl?.0].ast.function()?;
        let (last, body) = (ast.params.last()?.span, ast.body.as_ref()?.span);
        let in_place = last.file == body.file && last.end < body.start;
        let after = Span {
            start: last.end,
            ..last
        };
        in_place.then(|| Suggestion::insert(after, &format!(", {ty} {name} [[{name}]]")))
    }

    /// Where the operator stands that leads to a member.
    pub(in crate::lower) fn access_operator(
        &self,
        member: &ast::Ident,
        operator: &str,
    ) -> Option<Span> {
        if self.text(member.span) != member.name {
            return None;
        }
        let before = self.text(Span {
            start: 0,
            end: member.span.start,
            ..member.span
        });
        let before = before.trim_end();
        let start = u32::try_from(before.strip_suffix(operator)?.len()).ok()?;
        let end = u32::try_from(before.len()).ok()?;
        Some(Span {
            start,
            end,
            ..member.span
        })
    }

    /// Takes `const` from the declaration of the variable that an expression leads to.
    pub(in crate::lower) fn without_const(&self, expr: &ast::Expr) -> Option<Suggestion> {
        let name = root(expr)?;
        let (Entity::Local(index), _) = self.lookup(self.contexts.last()?.scope, &name.name)?
        else {
            return None;
        };
        let declared = self.variables[index].span;
        if self.text(declared) != name.name {
            return None;
        }
        let before = self.text(Span {
            start: 0,
            end: declared.start,
            ..declared
        });
        let start = before
            .rfind([';', '{', '}', '(', ','])
            .map_or(0, |at| at + 1);
        let mut found = before[start..].match_indices("const ");
        let (at, text) = found.next()?;
        if found.next().is_some() || before[start..].contains("constant ") {
            return None;
        }
        let start = u32::try_from(start + at).ok()?;
        let span = Span {
            start,
            end: start + u32::try_from(text.len()).ok()?,
            ..declared
        };
        Some(Suggestion::replace(span, text, ""))
    }

    /// Puts words before the name of the type that a parameter or variable is built of.
    pub(in crate::lower) fn qualified(&self, ty: &ast::Type, words: &str) -> Option<Suggestion> {
        let name = base_name(ty)?;
        let replacement = format!("{words} {}", name.name);
        let is_there = self.text(name.span) == name.name;
        is_there.then(|| Suggestion::replace(name.span, &name.name, &replacement))
    }
}

/// The name that a path of fields and elements begins with.
fn root(expr: &ast::Expr) -> Option<&ast::Ident> {
    match &expr.kind {
        ExprKind::Path(path) => match &path.segments[..] {
            [segment] => Some(&segment.ident),
            _ => None,
        },
        ExprKind::Paren(inner)
        | ExprKind::Unary(UnaryOp::Deref, inner)
        | ExprKind::Index(inner, _) => root(inner),
        ExprKind::Member { base, .. } => root(base),
        _ => None,
    }
}

/// The first name of the type that pointers, references and arrays are of.
pub(in crate::lower) fn base_name(ty: &ast::Type) -> Option<&ast::Ident> {
    match &ty.kind {
        TypeKind::Path(path) if !path.global => Some(&path.segments.first()?.ident),
        TypeKind::Pointer(inner) | TypeKind::Reference(inner) | TypeKind::Array(inner, _) => {
            base_name(inner)
        }
        _ => None,
    }
}

/// Whether the text names no address space for what a pointer or reference leads to.
pub(in crate::lower) fn names_no_space(ty: &ast::Type) -> bool {
    match &ty.kind {
        TypeKind::Pointer(inner) | TypeKind::Reference(inner) => inner.qualifiers.space.is_none(),
        _ => false,
    }
}
