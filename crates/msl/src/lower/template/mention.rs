//! Names that a pattern mentions: those among them that are packs are what its expansion runs over
//! (\[temp.variadic\]). What stands inside of an expansion of its own is not looked at.

use crate::syntax::ast::{Expr, ExprKind, Path, TemplateArgument, Type, TypeKind};

/// The names in a type.
pub(in crate::lower) fn mentioned(ty: &Type) -> Vec<&str> {
    let mut names = Vec::new();
    in_type(ty, &mut names);
    names
}

/// The names in an argument of a template.
pub(super) fn in_argument<'a>(argument: &'a TemplateArgument, names: &mut Vec<&'a str>) {
    match argument {
        TemplateArgument::Type(ty) => in_type(ty, names),
        TemplateArgument::Expr(expr) => in_expr(expr, names),
        TemplateArgument::Ambiguous(path) => in_path(path, names),
        TemplateArgument::Expansion(..) => {}
    }
}

fn in_path<'a>(path: &'a Path, names: &mut Vec<&'a str>) {
    for segment in path.segments.iter() {
        names.push(&segment.ident.name);
        for argument in segment.arguments.iter().flatten() {
            in_argument(argument, names);
        }
    }
}

/// The names in a type.
pub(super) fn in_type<'a>(ty: &'a Type, names: &mut Vec<&'a str>) {
    match &ty.kind {
        TypeKind::Path(path) => in_path(path, names),
        TypeKind::Decltype(expr) => in_expr(expr, names),
        TypeKind::Member(of, path) => {
            in_type(of, names);
            in_path(path, names);
        }
        TypeKind::Pointer(inner) | TypeKind::Reference(inner) => in_type(inner, names),
        TypeKind::Array(element, length) => {
            in_type(element, names);
            length.iter().for_each(|length| in_expr(length, names));
        }
        TypeKind::Function(ret, params) => {
            in_type(ret, names);
            params.iter().for_each(|param| in_type(&param.ty, names));
        }
        TypeKind::Auto | TypeKind::Record(_) | TypeKind::Error => {}
    }
}

/// The names in an expression.
pub(super) fn in_expr<'a>(expr: &'a Expr, names: &mut Vec<&'a str>) {
    let mut all = |list: &[&'a Expr]| list.iter().for_each(|expr| in_expr(expr, names));
    match &expr.kind {
        ExprKind::Path(path) => in_path(path, names),
        ExprKind::TypeMember(of, path) => {
            in_type(of, names);
            in_path(path, names);
        }
        ExprKind::Unary(_, inner)
        | ExprKind::Postfix(_, inner)
        | ExprKind::Designated(_, inner)
        | ExprKind::Paren(inner) => all(&[inner]),
        ExprKind::Assign(_, left, right)
        | ExprKind::Binary(_, left, right)
        | ExprKind::Index(left, right) => all(&[left, right]),
        ExprKind::Conditional(condition, accept, reject) => all(&[condition, accept, reject]),
        ExprKind::Call(callee, list) => {
            in_expr(callee, names);
            list.iter().for_each(|expr| in_expr(expr, names));
        }
        ExprKind::Construct(ty, list) | ExprKind::BraceConstruct(ty, list) => {
            in_type(ty, names);
            list.iter().for_each(|expr| in_expr(expr, names));
        }
        ExprKind::InitList(list) => list.iter().for_each(|expr| in_expr(expr, names)),
        ExprKind::Member { base, member, .. } => {
            in_expr(base, names);
            for argument in member.arguments.iter().flatten() {
                in_argument(argument, names);
            }
        }
        ExprKind::Cast(ty, inner) | ExprKind::NamedCast(_, ty, inner) => {
            in_type(ty, names);
            in_expr(inner, names);
        }
        ExprKind::SizeofType(ty) | ExprKind::Alignof(ty) | ExprKind::IsEmpty(ty) => {
            in_type(ty, names)
        }
        ExprKind::SizeofExpr(inner) => all(&[inner]),
        ExprKind::DesignatedElements(elements) => {
            all(&[&elements.first, &elements.value]);
            elements.last.iter().for_each(|last| in_expr(last, names));
        }
        ExprKind::Literal(_)
        | ExprKind::String(_)
        | ExprKind::This
        | ExprKind::Lambda(_)
        | ExprKind::PackExpansion(_)
        | ExprKind::SizeofPack(_)
        | ExprKind::Fold(_)
        | ExprKind::Error => {}
    }
}
