//! Which of several functions a call means (\[over.match\]).

mod deduce;
mod index;
mod user;

pub(super) use deduce::{Bound, Deduced};
pub(super) use index::Overloads;

use crate::lower::{
    Lowerer,
    conversion::Rank,
    expr::operand::{Operand, OperandKind},
    function::{DeclId, FunctionDecl, Signature},
    spelling::names_no_space,
    template::{TemplateArg, specificity},
    ty::{Target, Ty, TyKind},
};
use crate::{diagnostic::Diagnostic, ir::AddressSpace, source::Span, syntax::ast};
use std::rc::Rc;

/// A call that looks for its function.
pub(in crate::lower) struct CallSite<'c> {
    pub(in crate::lower) name: &'c str,
    pub(in crate::lower) decls: &'c [DeclId],
    /// Template arguments as written.
    pub(in crate::lower) explicit: Option<Vec<TemplateArg>>,
    pub(in crate::lower) args: &'c [Operand],
    /// The object of a method call.
    pub(in crate::lower) this: Option<Target>,
    pub(in crate::lower) span: Span,
}

/// A function that a call could mean.
#[derive(Clone)]
pub(in crate::lower) struct Candidate {
    pub(in crate::lower) decl: DeclId,
    pub(in crate::lower) arguments: Vec<TemplateArg>,
    pub(in crate::lower) signature: Rc<Signature>,
    pub(in crate::lower) ranks: Vec<Rank>,
}

/// What a search found.
pub(in crate::lower) enum Selection {
    One(Candidate),
    /// None fits.
    None,
    Several(Vec<Candidate>),
}

/// Why a function does not fit; put in words only where none does.
enum Refusal {
    Said(String),
    /// Another number of arguments than it takes: from so many on, up to so many where there is an end.
    Count {
        least: usize,
        most: Option<usize>,
    },
    /// An argument that does not convert to its parameter's type.
    Argument(usize, Ty),
}

impl<S: Into<String>> From<S> for Refusal {
    fn from(reason: S) -> Self {
        Self::Said(reason.into())
    }
}

/// So many candidates are as much work as an expression.
const CANDIDATES_PER_WORK: usize = 16;

impl<'a> Lowerer<'a> {
    /// Finds the function that a call means.
    pub(in crate::lower) fn select(&mut self, site: &CallSite<'_>) -> Selection {
        let likely = self.likely(site);
        let decls = likely.as_deref().unwrap_or(site.decls);
        self.spend(decls.len() / CANDIDATES_PER_WORK);
        let viable = decls.iter().map(|&decl| self.candidate(decl, site).ok());
        let viable: Vec<Candidate> = viable.flatten().collect();
        if viable.is_empty() {
            return Selection::None;
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
                let (left, right) = (&left.signature.origins, &right.signature.origins);
                let score = |param: &ast::Parameter, params| {
                    2 * specificity(&param.ty, params) + u32::from(!param.pack)
                };
                let scores: Vec<(u32, u32)> = left
                    .iter()
                    .zip(right)
                    .map(|(&left, &right)| {
                        let left = score(&a.ast.params()[left], a_params);
                        (left, score(&b.ast.params()[right], b_params))
                    })
                    .collect();
                let has_pack = |function: &FunctionDecl<'_>| {
                    function.ast.params().iter().any(|param| param.pack)
                };
                let shorter = !has_pack(a) && has_pack(b);
                scores.iter().all(|(a, b)| a >= b) && (shorter || scores.iter().any(|(a, b)| a > b))
            }
            (_, None) => false,
        }
    }

    fn reason(&self, refusal: Refusal, site: &CallSite<'_>) -> String {
        match refusal {
            Refusal::Said(reason) => reason,
            Refusal::Count { least, most } => {
                let expected = match most {
                    None => format!("{least} or more"),
                    Some(most) if most == least => least.to_string(),
                    Some(most) => format!("{least} to {most}"),
                };
                let plural = if expected == "1" { "" } else { "s" };
                let found = site.args.len();
                format!("expected {expected} argument{plural}, found {found}")
            }
            Refusal::Argument(index, ty) => format!(
                "argument {} is `{}`, expected `{}`",
                index + 1,
                self.operand_name(&site.args[index]),
                self.ty_name(ty)
            ),
        }
    }

    /// Whether a function takes so many arguments.
    fn check_count(&self, decl: DeclId, count: usize) -> Result<(), Refusal> {
        let declaration = &self.functions[decl.0];
        let params = declaration.ast.params();
        let any = params.iter().any(|param| param.pack);
        let asks = |&(at, param): &(usize, &ast::Parameter)| {
            !param.pack && declaration.default(at).is_none()
        };
        let least = params.iter().enumerate().filter(asks).count();
        if count < least || count > params.len() && !any {
            let most = (!any).then_some(params.len());
            return Err(Refusal::Count { least, most });
        }
        Ok(())
    }

    fn candidate(&mut self, decl: DeclId, site: &CallSite<'_>) -> Result<Candidate, Refusal> {
        let count = site.args.len();
        self.check_count(decl, count)?;
        let this = self.rank_this(decl, site)?;
        let (arguments, signature) = match self.functions[decl.0].template() {
            Some(params) => self.deduce_call(decl, params, site)?,
            None if site.explicit.is_some() => return Err("it is no template".into()),
            None => (Vec::new(), self.signature(decl)),
        };
        if count > signature.params.len() {
            let expected = signature.params.len();
            return Err(format!("expected {expected} arguments, found {count}").into());
        }
        let mut ranks: Vec<Rank> = this.into_iter().collect();
        for (index, (arg, &ty)) in site.args.iter().zip(&signature.params).enumerate() {
            match self.rank(arg, ty) {
                Some(rank) => ranks.push(rank),
                None => return Err(Refusal::Argument(index, ty)),
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
                format!("{} {name}", crate::lower::ty::space_name(place.space))
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
        if ast.specifiers.is_static {
            return Ok(Some(Rank::Exact));
        }
        let qualifiers = ast.method_qualifiers;
        let constructor = self.functions[decl.0].constructor;
        if this.constant && !qualifiers.constant && !constructor {
            // A method of a constant table cannot change it, and does not say so.
            if this.space != AddressSpace::Constant {
                return Err("the object is `const`, the method is not".into());
            }
        }
        match qualifiers.space.map(crate::lower::spelling::space) {
            Some(space) if space != this.space => Err(format!(
                "it is for objects in `{}` memory",
                crate::lower::ty::space_name(space)
            )),
            None if this.space != AddressSpace::Thread => Ok(Some(Rank::Promotion)),
            _ if this.constant == qualifiers.constant => Ok(Some(Rank::Exact)),
            _ => Ok(Some(Rank::Adjusted)),
        }
    }

    /// The type of an operand's value: arrays are pointers.
    pub(in crate::lower) fn decayed(&mut self, operand: &Operand) -> Ty {
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
    pub(in crate::lower) fn selected(&mut self, site: &CallSite<'_>) -> Option<Candidate> {
        if site.args.iter().any(Operand::is_error) {
            return None;
        }
        match self.select(site) {
            Selection::One(candidate) => Some(candidate),
            Selection::None => {
                self.no_match(site);
                None
            }
            Selection::Several(candidates) => {
                self.ambiguous(site.name, &candidates, site.span);
                None
            }
        }
    }

    /// Says between which functions a call does not choose.
    pub(in crate::lower) fn ambiguous(&mut self, name: &str, between: &[Candidate], span: Span) {
        let message = format!("the call of `{name}` fits several functions equally well");
        let mut diagnostic = Diagnostic::error("ambiguous-call", span, message);
        for Candidate { decl, .. } in between {
            diagnostic = diagnostic.with_related(self.functions[decl.0].span, "this one");
        }
        self.report(diagnostic);
    }

    /// Says of the functions why they do not fit.
    fn no_match(&mut self, site: &CallSite<'_>) {
        self.spend(site.decls.len() / CANDIDATES_PER_WORK);
        let refused = site.decls.iter().filter_map(|&decl| {
            let refusal = self.candidate(decl, site).err()?;
            Some((decl, self.reason(refusal, site)))
        });
        let refused: Vec<(DeclId, String)> = refused.collect();
        let refused = &refused[..];
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
        if let [(decl, reason)] = refused {
            diagnostic.help = help(site.name, reason);
            if let Some((at, words)) = space_wanted(reason)
                && let Some(param) = self.functions[decl.0].ast.params().get(at)
                && names_no_space(&param.ty)
            {
                diagnostic
                    .suggestions
                    .extend(self.qualified(&param.ty, &words));
            }
        }
        self.report(diagnostic);
    }
}

/// What to do about the reason why the only candidate does not fit.
fn help(name: &str, reason: &str) -> Option<String> {
    if reason.starts_with("nothing says what ") {
        let help = format!("say it at the call: `{name}<...>(...)` with all template arguments");
        return Some(help);
    }
    let (found, expected) = spaces(reason)?;
    let reference = if expected.ends_with('&') { "&" } else { "" };
    Some(format!(
        "memory keeps its address space: declare the parameter as `{found}{reference}`, in a second function if both are needed"
    ))
}

/// The types of a reason that differ by their address space, and maybe by `const`.
fn spaces(reason: &str) -> Option<(&str, &str)> {
    let (_, rest) = reason.split_once(" is `")?;
    let (found, rest) = rest.split_once("`, expected `")?;
    let expected = rest.strip_suffix('`')?;
    let is_space = |word| matches!(word, "device" | "constant" | "threadgroup" | "thread");
    let (found_space, found_rest) = found.split_once(' ')?;
    let (space, expected_rest) = expected.split_once(' ')?;
    let plain = |ty: &str| ty.replace("const ", "").trim_end_matches('&').to_owned();
    let differ = is_space(space) && is_space(found_space) && space != found_space;
    (differ && plain(found_rest) == plain(expected_rest)).then_some((found, expected))
}

/// Which parameter of a function that leads to thread memory must name another space, and the words.
fn space_wanted(reason: &str) -> Option<(usize, String)> {
    let (found, expected) = spaces(reason)?;
    let rest = reason.strip_prefix("argument ")?;
    let (number, _) = rest.split_once(' ')?;
    let (space, rest) = found.split_once(' ')?;
    let adds_const =
        rest.starts_with("const ") && !expected.contains(" const ") && space != "constant";
    let words = if adds_const {
        format!("{space} const")
    } else {
        space.to_owned()
    };
    Some((number.parse::<usize>().ok()?.checked_sub(1)?, words))
}
