//! Warnings about kernels that compile and are slow, fragile or not what was meant.
//!
//! What it is not: a proof of anything. A lint speaks where it is sure of the pattern, and is silent
//! where it depends on what only the launch knows. What a run shows, the checker finds.
//!
//! # The idea
//!
//! A lint is a function over a module that was checked, with the facts of [`analysis`](crate::analysis),
//! or over its syntax tree for what the IR no longer shows, in a file of its own. Its spans lead to the caller's text; what would point into text of ours is
//! dropped. The caller silences a lint in the source, with a reason (`comment.rs`).
//!
//! Source: the rules that kernel authors pass on, each with what breaking it costs, in the
//! explanation of the lint's name ([`explain`]).

mod arithmetic;
mod comment;
pub mod launch;
mod memory;
mod subject;
mod text;
mod threads;

use crate::{
    diagnostic::{Diagnostic, Diagnostics, Severity, explain},
    ir::Module,
    source::{Origin, SourceMap},
    syntax::ast,
};
use comment::Comments;
use std::collections::BTreeSet;
use subject::Subject;

/// When a lint speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Always.
    Warning,
    /// Where the source or the caller asks for it: it is true of many good kernels too.
    Advice,
}

/// A rule.
#[derive(Clone, Copy, Debug)]
pub struct Lint {
    /// Its name, which is that of its diagnostics.
    pub name: &'static str,
    /// When it speaks.
    pub level: Level,
    check: fn(&Subject<'_>, &mut Vec<Diagnostic>),
}

impl Lint {
    /// What it is about, in one line.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        explain::find(self.name).map_or("", |explanation| explanation.summary)
    }
}

/// All rules, in the order in which they are applied.
pub const LINTS: [Lint; 31] = [
    arithmetic::division_in_loop::LINT,
    arithmetic::half_with_float_literal::LINT,
    arithmetic::half_accumulator::LINT,
    arithmetic::wide_type::LINT,
    arithmetic::exp_of_infinity::LINT,
    arithmetic::unsigned_index::LINT,
    memory::dynamic_local_array::LINT,
    memory::uncoalesced_access::LINT,
    memory::threadgroup_bank_conflict::LINT,
    memory::threadgroup_memory_over_limit::LINT,
    memory::missing_bounds_guard::LINT,
    memory::unused_input::LINT,
    threads::barrier_in_divergent_flow::LINT,
    threads::return_before_barrier::LINT,
    threads::barrier_wider_than_needed::LINT,
    threads::barrier_narrower_than_needed::LINT,
    threads::simdgroup_barrier_across_simdgroups::LINT,
    threads::branch_as_select::LINT,
    threads::shuffle_beyond_edge::LINT,
    threads::swapped_shuffle_arguments::LINT,
    arithmetic::constant_comparison::LINT,
    arithmetic::mixed_sign_comparison::LINT,
    text::assignment_in_condition::LINT,
    text::missing_include::LINT,
    text::missing_kernel_keyword::LINT,
    text::missing_return::LINT,
    text::self_assignment::LINT,
    text::shadowed_variable::LINT,
    text::unreachable_code::LINT,
    text::unused_function::LINT,
    text::unused_variable::LINT,
];

/// Adds what the lints say about a valid module. Lints that are advice speak if they are asked for.
pub(crate) fn lint(
    module: &Module,
    tree: &ast::File,
    sources: &SourceMap,
    advice: &BTreeSet<String>,
    diagnostics: &mut Diagnostics,
) {
    let mut comments = Comments::new(sources);
    diagnostics.retain(|said| said.severity == Severity::Error || !comments.silence(said));
    let subject = Subject::new(module, tree, sources);
    let mut found = Vec::new();
    for lint in &LINTS {
        let asked = || advice.contains(lint.name) || comments.asks_for(lint.name);
        if lint.level == Level::Warning || asked() {
            comments.applied(lint);
            (lint.check)(&subject, &mut found);
        }
    }
    for diagnostic in found {
        let file = sources.file(diagnostic.span.file);
        if file.origin == Origin::User && !comments.silence(&diagnostic) {
            diagnostics.push(diagnostic);
        }
    }
    let complaints = comments.complaints(!subject.is_specialized());
    complaints.for_each(|said| diagnostics.push(said));
}

/// Drops the warnings that the source silences; for those that another stage makes.
pub(crate) fn silence(found: &mut Diagnostics, sources: &SourceMap) {
    let mut comments = Comments::new(sources);
    found.retain(|said| said.severity == Severity::Error || !comments.silence(said));
}
