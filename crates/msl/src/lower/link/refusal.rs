//! What is not supported, and the kernels that need it.
//!
//! A file may hold what this compiler does not have beside kernels that do without it: a helper for textures,
//! a struct of arguments of a fragment function, a recursion. So an error about what is not supported
//! ([`Diagnostic::is_refusal`]) is no error of the file: it belongs to the function, struct, alias or variable that it is in, which is then *refused*. A use of such a
//! declaration refuses the one that it is in, a call of a refused function its caller, and so on; kernels that
//! are refused are left out of the module, each with all the reasons and the calls that lead there. What is
//! refused and no kernel needs is a warning.
//!
//! Not for mistakes: a text that is wrong in Metal is wrong as a whole, as it is for Metal's own compiler. Neither for
//! what stands outside of all declarations.
//!
//! # How
//!
//! Findings of a declaration are set apart while it is made ([`Lowerer::declaring`]). Those of the parser are
//! found by their place: the tree has no types for what is not supported. What is made of a refused declaration has the
//! error type, about which nothing is said; a function in which that was seen without a reason is refused, too.

use crate::lower::{Lowerer, function::Instance, record::RecordId, ty::Ty};
use crate::{
    diagnostic::{Diagnostic, Diagnostics, Severity},
    source::Span,
    syntax::ast,
};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Of the calls from a kernel to what is refused, how many a finding names at either end.
const MAX_CALLS_SHOWN: usize = 2;

/// Why a declaration cannot be used.
pub(in crate::lower) type Refusals = Vec<Diagnostic>;

/// A kernel that is not in the module.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its name for the host.
    pub name: String,
    /// What of it is not supported.
    pub diagnostics: Diagnostics,
}

impl Refused {
    /// What all of them need, in the order of the text, each once and with the kernels if these are several.
    pub(crate) fn reasons(kernels: &[Self]) -> Vec<Diagnostic> {
        let mut reasons: BTreeMap<_, (Diagnostic, Vec<&str>)> = BTreeMap::new();
        for kernel in kernels {
            for said in kernel.diagnostics.iter() {
                let key = (
                    said.span.file,
                    said.span.start,
                    said.span.end,
                    &said.message,
                );
                let known = reasons
                    .entry(key)
                    .or_insert_with(|| (said.clone(), Vec::new()));
                known.1.push(&kernel.name);
            }
        }
        let reasons = reasons.into_values().map(|(said, names)| match &names[..] {
            [_] => said,
            [first, second] => {
                said.with_note(format!("the kernels `{first}` and `{second}` need it"))
            }
            [first, rest @ ..] => said.with_note(format!(
                "the kernel `{first}` needs it, and {} others do",
                rest.len()
            )),
            [] => said,
        });
        reasons.collect()
    }
}

/// What is known of refusals while the unit is lowered.
#[derive(Debug, Default)]
pub(in crate::lower) struct Known {
    /// The parser's, with whether a declaration was found for each.
    syntax: Vec<(Diagnostic, bool)>,
    /// Where structs are declared, templates among them.
    pub(in crate::lower) declared: Vec<Span>,
    /// The first of each declaration.
    first: Vec<Diagnostic>,
    /// Of functions without the bodies.
    pub(in crate::lower) signatures: BTreeMap<usize, Refusals>,
}

/// The first in the text.
fn first(refusals: &[Diagnostic]) -> Option<&Diagnostic> {
    let place = |refusal: &&Diagnostic| (refusal.span.file, refusal.span.start);
    refusals.iter().min_by_key(place)
}

fn contains(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}

impl<'a> Lowerer<'a> {
    /// Takes the parser's refusals out of what was found so far.
    pub(in crate::lower) fn take_refusals(&mut self, found: &mut Diagnostics) {
        let refusals = found.iter().filter(|said| said.is_refusal()).cloned();
        self.refusals.syntax = refusals.map(|said| (said, false)).collect();
        found.retain(|said| !said.is_refusal());
        self.broken = found.has_errors();
    }

    /// Runs `work` that makes a declaration. What is refused is returned; other findings stand, even if the
    /// use that led here is only tried.
    pub(in crate::lower) fn declaring<R>(
        &mut self,
        work: impl FnOnce(&mut Self) -> R,
    ) -> (R, Refusals) {
        let outer = std::mem::take(&mut self.diagnostics);
        let result = work(self);
        let inner = std::mem::replace(&mut self.diagnostics, outer);
        let inner = inner.iter().cloned();
        let (refusals, others): (Refusals, Vec<_>) = inner.partition(Diagnostic::is_refusal);
        self.certain.extend(others);
        (result, refusals)
    }

    /// Takes the refusals out of what the work that is tried has found.
    pub(in crate::lower) fn take_said_refusals(&mut self) -> Refusals {
        let refusals = self.diagnostics.iter().filter(|said| said.is_refusal());
        let refusals = refusals.cloned().collect();
        self.diagnostics.retain(|said| !said.is_refusal());
        refusals
    }

    /// The parser's refusals in a declaration.
    pub(in crate::lower) fn syntax_refusals(&mut self, place: Span) -> Refusals {
        let mut found = Refusals::new();
        for (refusal, is_placed) in &mut self.refusals.syntax {
            if contains(place, refusal.span) {
                *is_placed = true;
                found.push(refusal.clone());
            }
        }
        found
    }

    /// Keeps the first refusal of a declaration, to be said as a warning if no kernel needs it.
    pub(in crate::lower) fn note_refusals(&mut self, refusals: &[Diagnostic]) {
        self.refusals.first.extend(first(refusals).cloned());
    }

    /// The parser's refusals in a struct but for its methods, each of which has its own.
    pub(in crate::lower) fn refusals_of_record(&mut self, record: &ast::Record) -> Refusals {
        let members = record.members.iter().flatten();
        let members = members.filter(|member| !matches!(member.kind, ast::ItemKind::Function(_)));
        let mut places: Vec<Span> = members.map(|member| member.span).collect();
        places.extend(record.bases.iter().map(|base| base.span));
        let found = places.into_iter();
        found
            .flat_map(|place| self.syntax_refusals(place))
            .collect()
    }

    /// The parser's refusals in a function.
    pub(in crate::lower) fn refusals_of_function(
        &mut self,
        ast: &ast::Function,
        name: Span,
    ) -> Refusals {
        let start = ast.ret.as_ref().map_or(name, |ret| ret.span.to(name));
        let params = ast
            .params
            .iter()
            .fold(start, |place, param| place.to(param.span));
        let place = ast
            .body
            .as_ref()
            .map_or(params, |body| params.to(body.span));
        self.syntax_refusals(place)
    }

    /// Says of a use of a declaration why it cannot be used: the first reason is enough.
    pub(in crate::lower) fn use_refused(
        &mut self,
        refusals: &[Diagnostic],
        name: &str,
        span: Span,
    ) {
        if let Some(refusal) = first(refusals) {
            let label = format!("`{name}` is used here");
            self.report(refusal.clone().with_related(span, label));
        }
    }

    /// A use of a type by its name.
    pub(in crate::lower) fn use_type(&mut self, ty: Ty, name: &ast::Ident) {
        if let Some(record) = self.tys.record(self.tys.innermost_element(ty)) {
            self.use_record(record, name.span);
        }
    }

    /// A use of a struct.
    pub(in crate::lower) fn use_record(&mut self, record: RecordId, span: Span) {
        let record = &self.records[record.index()];
        if !record.refusals.is_empty() {
            let (refusals, name) = (record.refusals.clone(), record.name.clone());
            self.use_refused(&refusals, &name, span);
        }
    }

    /// A function in which the error type was seen and nothing said, in a text without errors.
    pub(super) fn refuse_doubtful(&mut self) {
        let is_error = |said: &Diagnostic| said.severity == Severity::Error;
        if self.broken || self.diagnostics.has_errors() || self.certain.iter().any(is_error) {
            return;
        }
        for instance in &mut self.instances {
            if instance.doubtful && instance.refusals.is_empty() {
                let span = self.functions[instance.decl.0].span;
                let message = "this uses something that is not supported";
                let refusal = Diagnostic::error("unsupported-feature", span, message);
                instance.refusals.push(refusal);
            }
        }
    }

    /// The instances that need what is refused.
    fn refused_calls(&self) -> BTreeSet<usize> {
        let mut callers: Vec<Vec<usize>> = vec![Vec::new(); self.instances.len()];
        for (caller, instance) in self.instances.iter().enumerate() {
            for (callee, _) in &instance.calls {
                callers[*callee].push(caller);
            }
        }
        let own = (0..self.instances.len()).filter(|at| !self.instances[*at].refusals.is_empty());
        let mut queue: Vec<usize> = own.collect();
        let mut refused: BTreeSet<usize> = queue.iter().copied().collect();
        while let Some(callee) = queue.pop() {
            for &caller in &callers[callee] {
                if refused.insert(caller) {
                    queue.push(caller);
                }
            }
        }
        refused
    }

    /// Takes the kernels that need what is refused out of those that the module will offer.
    pub(super) fn refuse_kernels(&mut self) -> Vec<Refused> {
        let refused = self.refused_calls();
        let kernels = std::mem::take(&mut self.kernels);
        let (bad, good): (Vec<_>, Vec<_>) = kernels
            .into_iter()
            .partition(|kernel| refused.contains(&kernel.instance));
        self.kernels = good;
        let mut bad: Vec<_> = bad
            .into_iter()
            .map(|kernel| (kernel.name, kernel.instance))
            .collect();
        // In the order of the text, though templates' instances are known before functions.
        bad.sort_by_key(|(_, instance)| {
            let span = self.functions[self.instances[*instance].decl.0].span;
            (span.file, span.start)
        });
        let reasons = bad.into_iter().map(|(name, instance)| {
            let mut diagnostics = Diagnostics::default();
            let mut found = self.reasons(instance);
            found.sort_by_key(|said| (said.span.file, said.span.start));
            found.into_iter().for_each(|said| diagnostics.push(said));
            Refused { name, diagnostics }
        });
        reasons.collect()
    }

    /// Why a kernel's instance is refused, each with the calls that lead there.
    fn reasons(&self, kernel: usize) -> Refusals {
        let mut from: BTreeMap<usize, (usize, Span)> = BTreeMap::new();
        let mut queue = VecDeque::from([kernel]);
        let mut reasons = Refusals::new();
        while let Some(instance) = queue.pop_front() {
            for refusal in &self.instances[instance].refusals {
                reasons.push(self.with_calls(refusal.clone(), instance, &from));
            }
            for &(callee, span) in &self.instances[instance].calls {
                if callee != kernel && !from.contains_key(&callee) {
                    from.insert(callee, (instance, span));
                    queue.push_back(callee);
                }
            }
        }
        reasons
    }

    /// A refusal with the calls by which a kernel comes to it, the kernel's first.
    fn with_calls(
        &self,
        mut refusal: Diagnostic,
        mut at: usize,
        from: &BTreeMap<usize, (usize, Span)>,
    ) -> Diagnostic {
        let mut calls = Vec::new();
        while let Some(&(caller, span)) = from.get(&at) {
            let names = [caller, at].map(|instance| &self.instances[instance].name);
            calls.push((span, format!("`{}` calls `{}`", names[0], names[1])));
            at = caller;
        }
        calls.reverse();
        if calls.len() > 2 * MAX_CALLS_SHOWN {
            calls.drain(MAX_CALLS_SHOWN..calls.len() - MAX_CALLS_SHOWN);
        }
        refusal.related.extend(calls);
        refusal
    }

    /// What is refused and in no declaration, which is an error of the file; and what is in one that no kernel
    /// needs, as warnings.
    pub(in crate::lower) fn other_refusals(&mut self, needed: &[Refused]) -> (Refusals, Refusals) {
        self.refusals.syntax.retain(|(_, placed)| !placed);
        for at in 0..self.functions.len() {
            let (ast, name) = (self.functions[at].ast, self.functions[at].span);
            if let Some(ast) = ast.function() {
                let refusals = self.refusals_of_function(ast, name);
                self.note_refusals(&refusals);
            }
        }
        for place in std::mem::take(&mut self.refusals.declared) {
            let refusals = self.syntax_refusals(place);
            self.note_refusals(&refusals);
        }
        let syntax = std::mem::take(&mut self.refusals.syntax).into_iter();
        let of_file: Refusals = syntax
            .filter_map(|(said, placed)| (!placed).then_some(said))
            .collect();
        let is_said = |refusal: &Diagnostic| {
            let mut said = needed.iter().flat_map(|kernel| kernel.diagnostics.iter());
            said.any(|said| said.span == refusal.span && said.message == refusal.message)
        };
        let first = std::mem::take(&mut self.refusals.first).into_iter();
        let rest = first
            .filter(|refusal| !is_said(refusal))
            .map(|mut refusal| {
                refusal.severity = Severity::Warning;
                refusal.with_note("no kernel that compiles needs it: what it is in is left out")
            });
        (of_file, rest.collect())
    }

    /// What an instance cannot do without: its own findings, those of its signature, of its struct and of the
    /// parser.
    pub(in crate::lower) fn refuse_instance(&mut self, id: usize, mut refusals: Refusals) {
        let decl = self.instances[id].decl.0;
        if let Some(ast) = self.functions[decl].ast.function() {
            let name = self.functions[decl].span;
            refusals.extend(self.refusals_of_function(ast, name));
        }
        refusals.extend(
            self.refusals
                .signatures
                .get(&decl)
                .into_iter()
                .flatten()
                .cloned(),
        );
        if let Some(record) = self.functions[decl].record {
            refusals.extend(self.records[record.index()].refusals.iter().cloned());
        }
        self.instances[id].doubtful = self.doubtful;
        self.instances[id].refusals.extend(refusals);
        let refusals = self.instances[id].refusals.clone();
        self.note_refusals(&refusals);
    }

    /// Says that a constant expression calls what is refused.
    pub(in crate::lower) fn use_function(&mut self, instance: usize, span: Span) {
        let Instance {
            refusals,
            name,
            doubtful,
            ..
        } = &self.instances[instance];
        self.doubtful |= doubtful;
        let (refusals, name) = (refusals.clone(), name.clone());
        self.use_refused(&refusals, &name, span);
    }
}
