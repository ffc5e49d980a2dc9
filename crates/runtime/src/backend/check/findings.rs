//! What a checked launch found, over all of its threadgroups.

use kernsmith_msl::{
    diagnostic::{Diagnostic, Diagnostics, RenderStyle},
    interp::Finding,
    source::{SourceMap, Span},
};
use std::{collections::BTreeMap, fmt};

/// What a run on the device `check` found: each fault once, with the first thread that committed
/// it, in the order of threadgroups.
#[derive(Clone)]
pub struct Findings {
    /// Kernel.
    pub kernel: String,
    /// The faults. `count` is over the whole launch.
    pub list: Vec<Finding>,
    /// The texts that their spans speak of.
    pub sources: SourceMap,
}

impl Findings {
    /// The faults as diagnostics.
    #[must_use]
    pub fn diagnostics(&self) -> Diagnostics {
        let mut diagnostics = Diagnostics::default();
        for finding in &self.list {
            diagnostics.push(diagnostic(finding));
        }
        diagnostics
    }
}

fn diagnostic(finding: &Finding) -> Diagnostic {
    let Finding {
        thread,
        threadgroup,
        count,
        ..
    } = finding;
    let mut diagnostic = Diagnostic::error(finding.name, finding.span, &finding.message);
    if finding.name != super::NEVER_WRITTEN {
        let times = if *count == 1 { "time" } else { "times" };
        diagnostic = diagnostic.with_note(format!(
            "first by thread {thread:?} of the grid, in threadgroup {threadgroup:?}; {count} {times} in all"
        ));
    }
    for (span, label) in &finding.related {
        diagnostic = diagnostic.with_related(*span, label);
    }
    diagnostic
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.diagnostics().render(&self.sources, RenderStyle::Plain))
    }
}

/// As displayed, so that an `unwrap` shows the places in the text.
impl fmt::Debug for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\n{self}")
    }
}

/// Findings of threadgroups, merged as they come: memory for each fault, not for each threadgroup, and
/// the same result whatever the order.
#[derive(Default)]
pub(super) struct Merged(BTreeMap<(&'static str, Span), (u64, usize, Finding)>);

impl Merged {
    /// Adds what the threadgroup of this index found.
    pub(super) fn add(&mut self, group: u64, findings: Vec<Finding>) {
        for (place, finding) in findings.into_iter().enumerate() {
            self.insert(group, place, finding);
        }
    }

    /// Adds what others found.
    pub(super) fn merge(mut self, other: Self) -> Self {
        for (group, place, finding) in other.0.into_values() {
            self.insert(group, place, finding);
        }
        self
    }

    fn insert(&mut self, group: u64, place: usize, mut finding: Finding) {
        let key = (finding.name, finding.span);
        let Some(known) = self.0.get_mut(&key) else {
            self.0.insert(key, (group, place, finding));
            return;
        };
        let count = known.2.count.saturating_add(finding.count);
        if (group, place) < (known.0, known.1) {
            finding.count = count;
            *known = (group, place, finding);
        } else {
            known.2.count = count;
        }
    }

    /// All of them, by threadgroup and then as they came.
    pub(super) fn into_list(self) -> Vec<Finding> {
        let mut list: Vec<_> = self.0.into_values().collect();
        list.sort_by_key(|(group, place, _)| (*group, *place));
        list.into_iter().map(|(_, _, finding)| finding).collect()
    }
}
