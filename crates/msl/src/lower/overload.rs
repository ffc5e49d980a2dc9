//! Which of several functions a call means (\[over.match\]).

use super::{
    Lowerer,
    conversion::Rank,
    expr::operand::{Operand, OperandKind},
    function::{DeclId, FunctionDecl, Signature},
    record::RecordId,
    template::{Deduction, TemplateArg, specificity},
    ty::{QualTy, Target, Ty, TyKind},
};
use crate::{diagnostic::Diagnostic, ir::AddressSpace, source::Span, syntax::ast};
use std::rc::Rc;

/// A function template with the arguments that a call deduced or wrote.
pub(super) type Deduced = (DeclId, Vec<Option<TemplateArg>>);
/// All arguments of a function template, and the types they give.
pub(super) type Bound = (Vec<TemplateArg>, Rc<Signature>);

/// A call that looks for its function.
pub(super) struct CallSite<'c> {
    pub(super) name: &'c str,
    pub(super) decls: &'c [DeclId],
    /// Template arguments as written.
    pub(super) explicit: Option<Vec<TemplateArg>>,
    pub(super) args: &'c [Operand],
    /// The object of a method call.
    pub(super) this: Option<Target>,
    pub(super) span: Span,
}

/// A function that a call could mean.
#[derive(Clone)]
pub(super) struct Candidate {
    pub(super) decl: DeclId,
    pub(super) arguments: Vec<TemplateArg>,
    pub(super) signature: Rc<Signature>,
    pub(super) ranks: Vec<Rank>,
}

/// What a search found.
pub(super) enum Selection {
    One(Candidate),
    /// None fits; each with the reason.
    None(Vec<(DeclId, String)>),
    Several(Vec<Candidate>),
}

impl<'a> Lowerer<'a> {
    /// Finds the function that a call means.
    pub(super) fn select(&mut self, site: &CallSite<'_>) -> Selection {
        let mut viable = Vec::new();
        let mut refused = Vec::new();
        for &decl in site.decls {
            match self.candidate(decl, site) {
                Ok(candidate) => viable.push(candidate),
                Err(reason) => refused.push((decl, reason)),
            }
        }
        if viable.is_empty() {
            return Selection::None(refused);
        }
        let best: Vec<Candidate> = viable
            .iter()
            .filter(|one| {
                viable
                    .iter()
                    .all(|other| one.decl == other.decl || !self.beats(other, one))
            })
            .cloned()
            .collect();
        self.choose(best)
    }

    /// One of equals: a definition among its own declarations.
    fn choose(&mut self, mut best: Vec<Candidate>) -> Selection {
        if best.len() > 1 {
            let same = best
                .iter()
                .all(|one| one.signature.params == best[0].signature.params);
            let defined = best
                .iter()
                .position(|one| self.functions[one.decl.0].ast.body().is_some());
            if same
                || best
                    .iter()
                    .filter(|one| self.functions[one.decl.0].ast.body().is_some())
                    .count()
                    == 1
            {
                let generic: Vec<bool> = best
                    .iter()
                    .map(|c| self.functions[c.decl.0].template().is_some())
                    .collect();
                let bodies = best
                    .iter()
                    .filter(|c| self.functions[c.decl.0].ast.body().is_some());
                if bodies.count() <= 1 || !generic.contains(&true) {
                    return Selection::One(best.swap_remove(defined.unwrap_or(0)));
                }
            }
        }
        match best.len() {
            1 => Selection::One(best.swap_remove(0)),
            _ => Selection::Several(best),
        }
    }

    /// Whether `left` is the better function (\[over.match.best\]).
    fn beats(&self, left: &Candidate, right: &Candidate) -> bool {
        let pairs = || left.ranks.iter().zip(&right.ranks);
        if pairs().any(|(left, right)| left > right) {
            return false;
        }
        if pairs().any(|(left, right)| left < right) {
            return true;
        }
        let (a, b) = (&self.functions[left.decl.0], &self.functions[right.decl.0]);
        match (a.template(), b.template()) {
            (None, Some(_)) => true,
            (Some(a_params), Some(b_params)) => {
                let scores: Vec<(u32, u32)> = a
                    .ast
                    .params()
                    .iter()
                    .zip(b.ast.params())
                    .map(|(a, b)| (specificity(&a.ty, a_params), specificity(&b.ty, b_params)))
                    .collect();
                scores.iter().all(|(a, b)| a >= b) && scores.iter().any(|(a, b)| a > b)
            }
            (_, None) => false,
        }
    }

    fn candidate(&mut self, decl: DeclId, site: &CallSite<'_>) -> Result<Candidate, String> {
        let declaration = self.functions[decl.0].clone();
        let params = declaration.ast.params();
        let required = params
            .iter()
            .take_while(|param| param.default.is_none())
            .count();
        let count = site.args.len();
        if count > params.len() || count < required {
            let expected = match required == params.len() {
                true => required.to_string(),
                false => format!("{required} to {}", params.len()),
            };
            let plural = if expected == "1" { "" } else { "s" };
            return Err(format!(
                "expected {expected} argument{plural}, found {count}"
            ));
        }
        let this = self.rank_this(decl, site)?;
        let (arguments, signature) = match declaration.template() {
            Some(params) => self.deduce_call(decl, params, site)?,
            None if site.explicit.is_some() => return Err("it is no template".into()),
            None => (Vec::new(), self.signature(decl)),
        };
        let mut ranks: Vec<Rank> = this.into_iter().collect();
        for (index, (arg, &ty)) in site.args.iter().zip(&signature.params).enumerate() {
            match self.rank(arg, ty) {
                Some(rank) => ranks.push(rank),
                None => {
                    return Err(format!(
                        "argument {} is `{}`, expected `{}`",
                        index + 1,
                        self.operand_name(arg),
                        self.ty_name(ty)
                    ));
                }
            }
        }
        Ok(Candidate {
            decl,
            arguments,
            signature,
            ranks,
        })
    }

    /// An operand's type with what matters for binding a reference to it.
    fn operand_name(&self, operand: &Operand) -> String {
        let name = self.ty_name(operand.ty);
        match &operand.kind {
            OperandKind::Place(place) if place.space != AddressSpace::Thread => {
                format!("{} {name}", super::ty::space_name(place.space))
            }
            OperandKind::Place(place) if place.constant => format!("const {name}"),
            _ => name,
        }
    }

    fn rank_this(&mut self, decl: DeclId, site: &CallSite<'_>) -> Result<Option<Rank>, String> {
        let Some(this) = site.this else {
            return Ok(None);
        };
        let Some(ast) = self.functions[decl.0].ast.function() else {
            return Ok(None);
        };
        let qualifiers = ast.method_qualifiers;
        let constructor = self.functions[decl.0].constructor;
        if this.constant && !qualifiers.constant && !constructor {
            // A method of a constant table cannot change it, and does not say so.
            if this.space != AddressSpace::Constant {
                return Err("the object is `const`, the method is not".into());
            }
        }
        match qualifiers.space.map(super::spelling::space) {
            Some(space) if space != this.space => Err(format!(
                "it is for objects in `{}` memory",
                super::ty::space_name(space)
            )),
            None if this.space != AddressSpace::Thread => Ok(Some(Rank::Promotion)),
            _ if this.constant == qualifiers.constant => Ok(Some(Rank::Exact)),
            _ => Ok(Some(Rank::Adjusted)),
        }
    }

    /// The instance of a template that a call means (\[temp.deduct.call\]).
    fn deduce_call(
        &mut self,
        decl: DeclId,
        params: &'a [ast::TemplateParameter],
        site: &CallSite<'_>,
    ) -> Result<Bound, String> {
        let declaration = self.functions[decl.0].clone();
        let mut deduction = Deduction::new(params, declaration.scope);
        if let Some(given) = &site.explicit {
            if given.len() > params.len() {
                return Err(format!("it has {} template parameters", params.len()));
            }
            for (slot, argument) in deduction.found.iter_mut().zip(given) {
                *slot = Some(argument.clone());
            }
        }
        let explicit = deduction.found.clone();
        for (param, arg) in declaration.ast.params().iter().zip(site.args) {
            let before = deduction.found.clone();
            if !self.deduce_parameter(&mut deduction, param, arg) {
                // Explicit arguments win: the argument is converted instead.
                if before
                    .iter()
                    .zip(&explicit)
                    .any(|(known, given)| known != given && given.is_none())
                    || explicit.iter().all(Option::is_none)
                {
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

    /// The signature for deduced arguments, worked out once: a result type may name a call that
    /// names a call.
    fn bound_signature(
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
        let bound = self.attempt(|lowerer| {
            let bound = lowerer.as_of(since, |lowerer| {
                lowerer.bind_template(params, found, scope, span)
            });
            bound.map(|(scope, arguments)| (arguments, lowerer.signature_in(decl, scope)))
        });
        let bound = bound.flatten();
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

    /// The type of an operand's value: arrays are pointers.
    pub(super) fn decayed(&mut self, operand: &Operand) -> Ty {
        match (&self.tys[operand.ty], &operand.kind) {
            (TyKind::Array { element, .. }, OperandKind::Place(place)) => {
                let target = Target {
                    ty: *element,
                    space: place.space,
                    constant: place.constant,
                };
                self.tys.pointer(target)
            }
            _ => operand.ty,
        }
    }

    /// The selected function, or a report about why there is none.
    pub(super) fn selected(&mut self, site: &CallSite<'_>) -> Option<Candidate> {
        if site.args.iter().any(Operand::is_error) {
            return None;
        }
        match self.select(site) {
            Selection::One(candidate) => Some(candidate),
            Selection::None(refused) => {
                self.no_match(site, &refused);
                None
            }
            Selection::Several(candidates) => {
                let message = format!(
                    "the call of `{}` fits several functions equally well",
                    site.name
                );
                let mut diagnostic = Diagnostic::error("ambiguous-call", site.span, message);
                for candidate in candidates {
                    let span = self.functions[candidate.decl.0].span;
                    diagnostic = diagnostic.with_related(span, "this one");
                }
                self.report(diagnostic);
                None
            }
        }
    }

    fn no_match(&mut self, site: &CallSite<'_>, refused: &[(DeclId, String)]) {
        let count_only = refused
            .iter()
            .all(|(_, reason)| reason.starts_with("expected "));
        let name = if count_only {
            "wrong-argument-count"
        } else {
            "no-matching-function"
        };
        let message = match refused {
            [(_, reason)] if count_only => format!("`{}`: {reason}", site.name),
            _ => format!("no function `{}` takes these arguments", site.name),
        };
        let mut diagnostic = Diagnostic::error(name, site.span, message);
        for (decl, reason) in refused.iter().take(8) {
            let span = self.functions[decl.0].span;
            let label = if count_only && refused.len() == 1 {
                "declared here"
            } else {
                reason
            };
            diagnostic = diagnostic.with_related(span, label);
        }
        self.report(diagnostic);
    }

    /// The constructor that turns one operand into a struct, as an implicit conversion.
    pub(super) fn converting_constructor(
        &mut self,
        record: RecordId,
        from: &Operand,
    ) -> Option<DeclId> {
        if self.tys.record(from.ty) == Some(record) {
            return None;
        }
        let decls = self.records[record.index()].constructors.clone();
        for decl in decls {
            let params = self.functions[decl.0].ast.params();
            let one =
                !params.is_empty() && params.iter().skip(1).all(|param| param.default.is_some());
            if !one {
                continue;
            }
            let fits = match self.functions[decl.0].template() {
                // A template constructor is tried; its constraints decide.
                Some(template) => {
                    let args = [from.clone()];
                    let site = CallSite {
                        name: "",
                        decls: &[decl],
                        explicit: None,
                        args: &args,
                        this: None,
                        span: from.span,
                    };
                    self.deduce_call(decl, template, &site).is_ok()
                }
                None => {
                    let param = self.signature(decl).params[0];
                    let of_record = match self.tys[param] {
                        TyKind::Reference(target) => self.tys.record(target.ty).is_some(),
                        TyKind::Record(_) => true,
                        _ => false,
                    };
                    !of_record && self.rank(from, param).is_some_and(|rank| rank < Rank::User)
                }
            };
            if fits {
                return Some(decl);
            }
        }
        None
    }

    /// The function `operator T()` that leads to a type.
    pub(super) fn conversion_function(&mut self, record: RecordId, to: Ty) -> Option<DeclId> {
        let decls = self.records[record.index()].conversions.clone();
        let mut best = None;
        for decl in decls {
            if self.functions[decl.0].template().is_some() {
                continue;
            }
            let Some(ret) = self.signature(decl).ret else {
                continue;
            };
            if ret == to {
                return Some(decl);
            }
            if best.is_none()
                && self.tys.component(ret).is_some()
                && self.tys.component(to).is_some()
            {
                best = Some(decl);
            }
        }
        best
    }
}

fn missing(params: &[ast::TemplateParameter], found: &[Option<TemplateArg>]) -> String {
    let unknown = params.iter().zip(found).find(|(_, found)| found.is_none());
    match unknown.and_then(|(param, _)| param.name.as_ref()) {
        Some(name) => format!("nothing says what `{}` is", name.name),
        None => "its template arguments do not fit".into(),
    }
}
