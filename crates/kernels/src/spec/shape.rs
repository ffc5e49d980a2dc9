//! Shapes of an operation: named sizes, and named lists of them.

use std::fmt;

/// Sizes by name, in the operation's order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signature(Vec<(&'static str, u64)>);

impl Signature {
    /// The signature of these sizes.
    #[must_use]
    pub fn new(sizes: impl IntoIterator<Item = (&'static str, u64)>) -> Self {
        Self(sizes.into_iter().collect())
    }

    /// Pairs names with sizes.
    ///
    /// # Panics
    /// If there are more or fewer sizes than names.
    #[must_use]
    pub fn zip(names: &[&'static str], sizes: &[u64]) -> Self {
        assert_eq!(names.len(), sizes.len(), "one size for each of {names:?}");
        Self(names.iter().copied().zip(sizes.iter().copied()).collect())
    }

    /// The signature with one more size.
    #[must_use]
    pub fn with(mut self, name: &'static str, size: u64) -> Self {
        self.0.push((name, size));
        self
    }

    /// A size.
    ///
    /// # Panics
    /// If the operation has no such dimension: its own code asks for its own names.
    #[must_use]
    pub fn size(&self, name: &str) -> u64 {
        self.iter()
            .find(|(each, _)| *each == name)
            .map_or_else(|| panic!("`{self}` has no `{name}`"), |(_, size)| size)
    }

    /// A size as an index.
    ///
    /// # Panics
    /// As [`Signature::size`].
    #[must_use]
    pub fn elems(&self, name: &str) -> usize {
        usize::try_from(self.size(name)).unwrap_or(usize::MAX)
    }

    /// All sizes with their names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.0.iter().copied()
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sizes: Vec<String> = self
            .iter()
            .map(|(name, size)| format!("{name}={size}"))
            .collect();
        f.pad(&sizes.join(" "))
    }
}

/// A named list of shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suite {
    /// Its name on the command line and in records.
    pub name: &'static str,
    /// Sizes of the operation's dimensions, in order.
    pub shapes: &'static [&'static [u64]],
}
