//! The instance of a function template that a call means (\[temp.deduct.call\]).

use super::CallSite;
use crate::lower::{
    Lowerer,
    expr::operand::{Operand, OperandKind},
    function::{DeclId, FunctionDecl, Signature},
    link::Refusals,
    template::{Deduction, TemplateArg, grouped, mentioned},
    ty::{QualTy, TyKind},
};
use crate::{source::Span, syntax::ast};
use std::rc::Rc;

/// A function template with the arguments that a call deduced or wrote.
pub(in crate::lower) type Deduced = (DeclId, Vec<Option<TemplateArg>>);

/// All arguments of a function template, and the types they give.
pub(in crate::lower) type Bound = (Vec<TemplateArg>, Rc<Signature>);

impl<'a> Lowerer<'a> {
    /// The instance of a template that a call means (\[temp.deduct.call\]).
    pub(super) fn deduce_call(
        &mut self,
        decl: DeclId,
        params: &'a [ast::TemplateParameter],
        site: &CallSite<'_>,
    ) -> Result<Bound, String> {
        let declaration = self.functions[decl.0].clone();
        let mut deduction = Deduction::new(params, declaration.scope);
        if let Some(given) = &site.explicit {
            take_explicit(&mut deduction, params, given)?;
        }
        let explicit = deduction.found.clone();
        let count = declaration.ast.params().len();
        let mut args = site.args.iter();
        for (at, param) in declaration.ast.params().iter().enumerate() {
            if param.pack {
                let here = args.len().saturating_sub(count - at - 1);
                let rest: Vec<&Operand> = args.by_ref().take(here).collect();
                let fits = self.as_of(declaration.since, |lowerer| {
                    lowerer.deduce_rest(&mut deduction, param, &rest)
                });
                if !fits {
                    return Err("the arguments do not fit its pack".into());
                }
                continue;
            }
            let Some(arg) = args.next() else { break };
            let before = deduction.found.clone();
            // Its patterns name what was declared before it, not before the call.
            let fits = self.as_of(declaration.since, |lowerer| {
                lowerer.deduce_parameter(&mut deduction, param, arg)
            });
            if !fits {
                // Explicit arguments win: the argument is converted instead.
                let mut known = before.iter().zip(&explicit);
                let is_deduced = known.any(|(known, given)| known != given && given.is_none());
                if is_deduced || explicit.iter().all(Option::is_none) {
                    return Err(format!(
                        "`{}` does not fit its pattern",
                        self.operand_name(arg)
                    ));
                }
                deduction.found = before;
            }
        }
        let found = deduction.found;
        let bound = self.bound_signature(decl, params, &found, site.span);
        bound.ok_or_else(|| missing(params, &found))
    }

    /// Deduces the packs of a pack of parameters. Elements that were written are not deduced.
    fn deduce_rest(
        &mut self,
        deduction: &mut Deduction<'a>,
        param: &'a ast::Parameter,
        args: &[&Operand],
    ) -> bool {
        let names = mentioned(&param.ty);
        let written = deduction.written_packs(&names);
        let mut at = 0;
        self.deduce_pack(deduction, &names, args.iter(), |lowerer, deduction, arg| {
            let known = deduction.give(&written, at);
            at += 1;
            known || lowerer.deduce_parameter(deduction, param, arg)
        })
    }

    /// The signature for deduced arguments, worked out once: a result type may name a call that
    /// names a call.
    pub(in crate::lower) fn bound_signature(
        &mut self,
        decl: DeclId,
        params: &'a [ast::TemplateParameter],
        found: &[Option<TemplateArg>],
        span: Span,
    ) -> Option<Bound> {
        let key = (decl, found.to_vec());
        if let Some(known) = self.bound_signatures.get(&key) {
            return known.clone();
        }
        let FunctionDecl { scope, since, .. } = self.functions[decl.0];
        let mut refusals = Refusals::new();
        let bound = self.attempt(|lowerer| {
            let bound = lowerer.as_of(since, |lowerer| {
                lowerer.bind_template(params, found, scope, span)
            })?;
            let (scope, arguments) = bound;
            let signature = lowerer.signature_in(decl, scope);
            // What is not supported is no reason to take another function.
            refusals = lowerer.take_said_refusals();
            Some((arguments, signature))
        });
        let bound = bound.flatten();
        if bound.is_some() && !refusals.is_empty() {
            self.note_refusals(&refusals);
            self.refusals.signatures.insert(decl.0, refusals);
        }
        self.bound_signatures.insert(key, bound.clone());
        bound
    }

    fn deduce_parameter(
        &mut self,
        deduction: &mut Deduction<'a>,
        param: &'a ast::Parameter,
        arg: &Operand,
    ) -> bool {
        if matches!(arg.kind, OperandKind::Braces(_)) || arg.is_error() {
            return true;
        }
        match &param.ty.kind {
            ast::TypeKind::Reference(inner) => {
                let (constant, space) = match &arg.kind {
                    OperandKind::Place(place) => (place.constant, Some(place.space)),
                    _ => (false, None),
                };
                let actual = QualTy {
                    ty: arg.ty,
                    constant,
                    space,
                };
                let outer_constant = inner.qualifiers.constant;
                self.deduce(
                    deduction,
                    inner,
                    QualTy {
                        constant: constant && !outer_constant,
                        ..actual
                    },
                )
            }
            ast::TypeKind::Array(element, _) => {
                let decayed = self.decayed(arg);
                match self.tys[decayed] {
                    TyKind::Pointer(target) => {
                        let actual = QualTy {
                            ty: target.ty,
                            constant: target.constant,
                            space: Some(target.space),
                        };
                        self.deduce(deduction, element, actual)
                    }
                    _ => false,
                }
            }
            _ => {
                let decayed = self.decayed(arg);
                self.deduce(deduction, &param.ty, QualTy::plain(decayed))
            }
        }
    }
}

fn missing(params: &[ast::TemplateParameter], found: &[Option<TemplateArg>]) -> String {
    let unknown = params.iter().zip(found).find(|(_, found)| found.is_none());
    match unknown.and_then(|(param, _)| param.name.as_ref()) {
        Some(name) => format!("nothing says what `{}` is", name.name),
        None => "its template arguments do not fit".into(),
    }
}

/// Begins a deduction with the arguments that a call writes.
fn take_explicit(
    deduction: &mut Deduction<'_>,
    params: &[ast::TemplateParameter],
    given: &[TemplateArg],
) -> Result<(), String> {
    let any = params.iter().any(|param| param.pack);
    if given.len() > params.len() && !any {
        return Err(format!("it has {} template parameters", params.len()));
    }
    let given = grouped(params, given.to_vec());
    for (slot, argument) in deduction.found.iter_mut().zip(given) {
        // What is not written may still be deduced.
        *slot = argument.filter(|argument| argument.count() > 0);
    }
    Ok(())
}
