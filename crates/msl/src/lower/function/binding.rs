//! What is said of a kernel's parameters that nothing can bind.

use crate::lower::{
    Lowerer,
    function::Signature,
    spelling::{base_name, names_no_space},
    ty::{Ty, TyKind},
};
use crate::{
    diagnostic::{Diagnostic, Suggestion, closest},
    ir::{BuiltIn, EntryParam, Scalar},
    source::Span,
    syntax::ast,
};
use std::collections::BTreeMap;

impl<'a> Lowerer<'a> {
    /// What to say of a value that nothing gives to the kernel.
    pub(super) fn unbound(&self, param: &ast::Parameter, ty: Ty) -> Diagnostic {
        let others = ["buffer", "threadgroup", "function_constant"];
        for ast::Attribute { name, .. } in &param.attributes {
            let known = BuiltIn::ALL.iter().map(|(_, spelled)| *spelled);
            if let Some(meant) = closest(&name.name, known.chain(others)) {
                let message = format!("no attribute is called `{}`", name.name);
                return Diagnostic::error("unbound-parameter", name.span, message)
                    .with_meant(&name.name, meant);
            }
        }
        let message = "nothing binds this parameter of a kernel";
        let diagnostic = Diagnostic::error("unbound-parameter", param.span, message);
        let is_place = matches!(self.tys.shape(ty), Some((Scalar::U32 | Scalar::U16, _)));
        if is_place || !param.attributes.is_empty() {
            let help = "give it an attribute: `[[thread_position_in_grid]]` for the thread's place, \
                        or pass a value as `constant uint& n [[buffer(1)]]`";
            return diagnostic.with_help(help);
        }
        self.with_space(diagnostic, param, false)
    }

    /// Says how a parameter is written that is memory, where its type says nothing of that.
    pub(super) fn with_space(
        &self,
        mut diagnostic: Diagnostic,
        param: &ast::Parameter,
        threadgroup: bool,
    ) -> Diagnostic {
        let space = if threadgroup { "threadgroup" } else { "device" };
        if names_no_space(&param.ty) {
            let change = self.qualified(&param.ty, space);
            diagnostic.suggestions.extend(change);
            return diagnostic.with_help(format!("say where it lies: `{space}` before the type"));
        }
        let ast::TypeKind::Path(_) = &param.ty.kind else {
            return diagnostic;
        };
        let Some(name) = base_name(&param.ty).filter(|_| !threadgroup) else {
            return diagnostic;
        };
        let ty = match param.ty.qualifiers.space {
            None => format!("constant {}&", name.name),
            Some(_) => format!("{}&", name.name),
        };
        // Template arguments would stand between the name and the `&`.
        if self.text(param.ty.span) == name.name {
            diagnostic = self.rewriting(diagnostic, param.ty.span, &ty);
        }
        let of = param.name.as_ref().map_or("", |name| name.name.as_str());
        let help = format!("a value comes by reference: `constant {}& {of}`", name.name);
        diagnostic.with_help(help)
    }

    pub(in crate::lower) fn check_built_in(
        &mut self,
        built_in: BuiltIn,
        ty: Ty,
        spelled: &ast::Type,
    ) {
        let lanes = match self.tys.shape(ty) {
            Some((Scalar::U32 | Scalar::U16, lanes)) => lanes,
            _ if ty == Ty::ERROR => return,
            _ => 0,
        };
        let fits = if built_in.is_vector() {
            (1..=3).contains(&lanes)
        } else {
            lanes == 1
        };
        if !fits {
            let expected = if built_in.is_vector() {
                "`uint`, `uint2` or `uint3`"
            } else {
                "`uint`"
            };
            let message = format!(
                "expected {expected} or its `ushort` form, found `{}`",
                self.ty_name(ty)
            );
            let mut diagnostic = Diagnostic::error("type-mismatch", spelled.span, message);
            let scalar = matches!(self.tys[ty], TyKind::Scalar(_));
            if let Some(name) = base_name(spelled).filter(|_| scalar) {
                let change = Suggestion::replace(spelled.span, &name.name, "uint");
                diagnostic = diagnostic.with_help("write `uint`").with_suggestion(change);
            }
            self.report(diagnostic);
        }
    }

    /// A built-in occurs once in a signature, and vectors of positions and extents have one length
    /// (clause 5.2.3.6).
    pub(super) fn check_built_ins(
        &mut self,
        ast: &'a ast::Function,
        signature: &Signature,
        params: &[Option<EntryParam>],
    ) {
        let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
        let mut vector: Option<(u32, Span)> = None;
        let declared = ast.params.iter().zip(&signature.params);
        for ((param, &ty), entry) in declared.zip(params) {
            let Some(EntryParam::BuiltIn(built_in)) = entry else {
                continue;
            };
            let mut known = BuiltIn::ALL.iter();
            let name = known
                .find(|(known, _)| known == built_in)
                .map_or("", |(_, name)| name);
            if let Some(other) = seen.insert(name, param.span) {
                let message = format!("another parameter is `[[{name}]]` already");
                let diagnostic = Diagnostic::error("redeclaration", param.span, message)
                    .with_related(other, "declared here")
                    .with_help("use that one");
                self.report(diagnostic);
            }
            let lanes = self.tys.shape(ty).map_or(0, |(_, lanes)| u32::from(lanes));
            if !built_in.is_vector() || lanes < 2 {
                continue;
            }
            match vector {
                Some((first, other)) if first != lanes => {
                    let message = format!(
                        "expected {first} components, as another position has, found `{}`",
                        self.ty_name(ty)
                    );
                    let diagnostic = Diagnostic::error("type-mismatch", param.ty.span, message)
                        .with_related(other, "declared here")
                        .with_note("positions and extents of one signature that are vectors have one length");
                    self.report(diagnostic);
                }
                Some(_) => {}
                None => vector = Some((lanes, param.ty.span)),
            }
        }
    }
}
