//! What a kernel did wrong while it ran.

use crate::source::Span;
use std::collections::BTreeMap;

/// One kind of fault at one place of the source, with the first thread that committed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable name in kebab case, one of [`NAMES`].
    pub name: &'static str,
    /// One line: lower case, no full stop, values in backticks.
    pub message: String,
    /// Where in the source.
    pub span: Span,
    /// The first thread, by its position in the grid.
    pub thread: [u32; 3],
    /// Its threadgroup's position in the grid.
    pub threadgroup: [u32; 3],
    /// How often it happened in this threadgroup.
    pub count: u64,
    /// Other places that matter, each with a word about it.
    pub related: Vec<(Span, String)>,
}

/// The names of all findings, with what each means.
pub const NAMES: [(&str, &str); 16] = [
    (
        "out-of-bounds",
        "an access outside of the object that the pointer points into",
    ),
    (
        "misaligned-access",
        "an access at an address that its type does not allow",
    ),
    ("uninitialized-read", "a value is used that nothing wrote"),
    (
        "null-pointer",
        "an access through a pointer that points to nothing",
    ),
    (
        "write-to-constant",
        "a write to a buffer or table that is read-only",
    ),
    (
        "division-by-zero",
        "an integer division or remainder by zero",
    ),
    (
        "shift-out-of-range",
        "a shift by the type's width or more, or by less than zero",
    ),
    (
        "invalid-conversion",
        "a float is converted to an integer type that cannot hold it",
    ),
    (
        "inactive-lane-read",
        "a simdgroup operation reads a thread that takes no part",
    ),
    (
        "divergent-lane",
        "a `simd_broadcast` whose lane differs between threads",
    ),
    (
        "divergent-matrix",
        "an operation on matrices that not all threads of a simdgroup come to, or not alike",
    ),
    (
        "divergent-barrier",
        "a barrier that not all threads of its scope reach",
    ),
    (
        "unordered-read",
        "a read of threadgroup memory that no barrier ordered after another thread's write",
    ),
    (
        "step-limit-exceeded",
        "a thread ran for longer than the limit",
    ),
    (
        "memory-limit-exceeded",
        "the variables of a threadgroup's threads take too much room",
    ),
    (
        "threadgroup-memory-exceeded",
        "more threadgroup memory than the device has",
    ),
];

/// The findings of one threadgroup, each once.
#[derive(Debug, Default)]
pub(super) struct Findings {
    list: Vec<Finding>,
    known: BTreeMap<(&'static str, Span), usize>,
}

/// Who did it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Culprit {
    pub(super) thread: [u32; 3],
    pub(super) threadgroup: [u32; 3],
}

impl Findings {
    /// Adds one, or counts it where its like is known; `describe` runs only for a new one.
    pub(super) fn push(
        &mut self,
        name: &'static str,
        span: Span,
        who: Culprit,
        describe: impl FnOnce() -> (String, Vec<(Span, String)>),
    ) {
        debug_assert!(NAMES.iter().any(|(known, _)| *known == name));
        if let Some(&at) = self.known.get(&(name, span)) {
            self.list[at].count += 1;
            return;
        }
        let (message, related) = describe();
        self.known.insert((name, span), self.list.len());
        self.list.push(Finding {
            name,
            message,
            span,
            thread: who.thread,
            threadgroup: who.threadgroup,
            count: 1,
            related,
        });
    }

    pub(super) fn into_list(self) -> Vec<Finding> {
        self.list
    }
}
