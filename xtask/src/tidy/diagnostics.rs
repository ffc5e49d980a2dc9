//! Every diagnostic and finding has its line in the reference, and every line its diagnostic.
//!
//! In the compiler a string literal of several words in kebab case is the name of one; that is how
//! they are found here.

use std::collections::BTreeSet;

use super::{Problem, tree::Tree};
use crate::error::Error;

const PAGE: &str = "docs/src/reference/diagnostics.md";

/// Where every such literal is a name.
const COMPILER: &str = "crates/msl/src/";

/// Where a name of the page may be made, too.
const RUNTIME: &str = "crates/runtime/src/";

pub(super) fn check(tree: &Tree) -> Result<Vec<Problem>, Error> {
    let made = literals(tree, COMPILER);
    let also_made = literals(tree, RUNTIME);
    let listed = listed(tree.text(PAGE).unwrap_or_default());
    let missing = made.difference(&listed).map(|name| {
        Problem::new(
            PAGE,
            format!("lacks a line for `{name}`, which the compiler says"),
        )
    });
    let stale = listed
        .iter()
        .filter(|name| !made.contains(*name) && !also_made.contains(*name))
        .map(|name| Problem::new(PAGE, format!("has a line for `{name}`, which nothing says")));
    Ok(missing.chain(stale).collect())
}

fn literals<'a>(tree: &'a Tree, home: &'a str) -> BTreeSet<&'a str> {
    tree.texts(".rs")
        .filter(|(path, _)| path.starts_with(home))
        .flat_map(|(_, text)| text.lines())
        .filter(|line| !line.trim_start().starts_with("//"))
        .flat_map(|line| line.split('"').skip(1).step_by(2))
        .filter(|text| is_name(text))
        .collect()
}

/// The names in the first column of the page's tables.
fn listed(page: &str) -> BTreeSet<&str> {
    page.lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once("` |"))
        .map(|(name, _)| name)
        .filter(|name| is_name(name))
        .collect()
}

fn is_name(text: &str) -> bool {
    let mut words = text.split('-');
    text.contains('-')
        && words.all(|word| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_and_the_compiler_agree() {
        let page = "| name | meaning |\n| `made-and-listed` | x |\n| `only-listed` | x |\n";
        let code = "error(\"made-and-listed\");\n    (\"only-made\", 1),\n// \"a-comment\"\n";
        let tree = Tree::of(&[(PAGE, page), ("crates/msl/src/a.rs", code)]);
        let found = check(&tree).expect("no file is read");
        let found: Vec<&str> = found
            .iter()
            .map(|problem| problem.message.as_str())
            .collect();
        assert_eq!(
            found,
            [
                "lacks a line for `only-made`, which the compiler says",
                "has a line for `only-listed`, which nothing says",
            ]
        );
    }
}
