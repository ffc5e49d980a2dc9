//! Checks of the tree's shape that no compiler makes.
//!
//! What it is not: nothing here looks at what code means; function lengths, argument counts and
//! missing docs are clippy's and rustc's. Each rule is a function in a file of its own, from the
//! [`Tree`] to a list of [`Problem`]s, and is named in [`RULES`]. All problems of all rules are
//! printed at once. The same rules run as a test, so that `cargo test` alone finds them.

mod crate_edges;
mod diagnostics;
mod file_sizes;
mod folders;
mod forbidden_text;
mod goldens;
mod kernel_twins;
mod licenses;
mod links;
mod names;
mod tree;

use std::fmt;

use crate::{cargo, error::Error};
use tree::Tree;

/// Something that must be mended.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Problem {
    /// Relative to the root; may name a folder or a package.
    path: String,
    /// From 1, where a line is meant.
    line: Option<usize>,
    message: String,
}

impl Problem {
    fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            line: None,
            message: message.into(),
        }
    }

    fn at(path: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            line: Some(line),
            message: message.into(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.message),
            None => write!(f, "{}: {}", self.path, self.message),
        }
    }
}

type Rule = fn(&Tree) -> Result<Vec<Problem>, Error>;

const RULES: [(&str, Rule); 10] = [
    ("crate-edges", crate_edges::check),
    ("diagnostics", diagnostics::check),
    ("file-sizes", file_sizes::check),
    ("folders", folders::check),
    ("forbidden-text", forbidden_text::check),
    ("goldens", goldens::check),
    ("kernel-twins", kernel_twins::check),
    ("licenses", licenses::check),
    ("links", links::check),
    ("names", names::check),
];

/// Runs all rules and prints what they find.
pub(crate) fn run() -> Result<(), Error> {
    let found = find()?;
    for line in &found {
        println!("{line}");
    }
    if found.is_empty() {
        println!("tidy: {} rules hold", RULES.len());
        Ok(())
    } else {
        Err(Error::Untidy(found.len()))
    }
}

fn find() -> Result<Vec<String>, Error> {
    let tree = Tree::read(cargo::root())?;
    let mut lines = Vec::new();
    for (name, rule) in RULES {
        let mut problems = rule(&tree)?;
        problems.sort();
        lines.extend(problems.iter().map(|problem| format!("{problem} [{name}]")));
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_tree_is_tidy() {
        let found = super::find().expect("the tree can be read");
        assert!(found.is_empty(), "\n{}", found.join("\n"));
    }
}
