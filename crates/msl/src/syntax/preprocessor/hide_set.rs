//! Hide sets: for each token the macros it must not be expanded by again (Prosser's algorithm,
//! C++14 [cpp.rescan]/2).
//!
//! Sets are interned, so a token carries a number, and union and intersection are remembered.

use crate::{hash::HashMap, syntax::token::Symbol};

/// An interned set; the default is the empty one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct HideSet(usize);

/// All sets of one compilation.
#[derive(Debug)]
pub(super) struct HideSets {
    /// Each sorted; the first is empty.
    sets: Vec<Vec<Symbol>>,
    numbers: HashMap<Vec<Symbol>, HideSet>,
    unions: HashMap<(HideSet, HideSet), HideSet>,
    intersections: HashMap<(HideSet, HideSet), HideSet>,
}

impl Default for HideSets {
    fn default() -> Self {
        Self {
            sets: vec![Vec::new()],
            numbers: HashMap::from_iter([(Vec::new(), HideSet(0))]),
            unions: HashMap::default(),
            intersections: HashMap::default(),
        }
    }
}

impl HideSets {
    /// Whether `set` has `name`.
    pub(super) fn contains(&self, set: HideSet, name: Symbol) -> bool {
        self.sets[set.0].binary_search(&name).is_ok()
    }

    /// How many names `set` has: how deep the expansion is.
    pub(super) fn len(&self, set: HideSet) -> usize {
        self.sets[set.0].len()
    }

    /// `set` and `name`.
    pub(super) fn with(&mut self, set: HideSet, name: Symbol) -> HideSet {
        let single = self.intern(vec![name]);
        self.union(set, single)
    }

    /// What is in either.
    pub(super) fn union(&mut self, a: HideSet, b: HideSet) -> HideSet {
        if a == b || b == HideSet::default() {
            return a;
        }
        if a == HideSet::default() {
            return b;
        }
        if let Some(&known) = self.unions.get(&(a, b)) {
            return known;
        }
        let mut names = [&self.sets[a.0][..], &self.sets[b.0]].concat();
        names.sort_unstable();
        names.dedup();
        let result = self.intern(names);
        self.unions.insert((a, b), result);
        result
    }

    /// What is in both.
    pub(super) fn intersection(&mut self, a: HideSet, b: HideSet) -> HideSet {
        if a == b {
            return a;
        }
        if let Some(&known) = self.intersections.get(&(a, b)) {
            return known;
        }
        let both = |name: &Symbol| self.contains(b, *name);
        let names = self.sets[a.0].iter().copied().filter(both).collect();
        let result = self.intern(names);
        self.intersections.insert((a, b), result);
        result
    }

    fn intern(&mut self, names: Vec<Symbol>) -> HideSet {
        if let Some(&known) = self.numbers.get(&names) {
            return known;
        }
        let number = HideSet(self.sets.len());
        self.sets.push(names.clone());
        self.numbers.insert(names, number);
        number
    }
}
