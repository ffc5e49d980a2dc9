//! Links between the repository's pages lead somewhere.
//!
//! Only links to files are checked; nothing here uses the network. The text between backticks is
//! no link.

use super::{
    Problem,
    tree::{Tree, folder},
};
use crate::error::Error;

pub(super) fn check(tree: &Tree) -> Result<Vec<Problem>, Error> {
    let mut problems = Vec::new();
    for (page, text) in tree.texts(".md") {
        let mut fenced = false;
        for (number, line) in text.lines().enumerate() {
            if line.trim_start().starts_with("```") {
                fenced = !fenced;
            }
            if fenced {
                continue;
            }
            for target in targets(line) {
                if !leads_somewhere(tree, page, target) {
                    let message = format!("link to `{target}`, which is not there");
                    problems.push(Problem::at(page, number + 1, message));
                }
            }
        }
    }
    Ok(problems)
}

/// The targets of `[text](target)` in a line.
fn targets(line: &str) -> impl Iterator<Item = &str> {
    let pieces = line.split("](").skip(1);
    pieces.filter_map(|rest| rest.split(')').next())
}

fn leads_somewhere(tree: &Tree, page: &str, target: &str) -> bool {
    let path = target.split('#').next().unwrap_or(target);
    if path.is_empty() || target.contains("://") || target.starts_with("mailto:") {
        return true;
    }
    let mut parts: Vec<&str> = folder(page)
        .split('/')
        .filter(|part| !part.is_empty())
        .collect();
    for part in path.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => {
                if parts.pop().is_none() {
                    return false;
                }
            }
            part => parts.push(part),
        }
    }
    let path = parts.join("/");
    tree.has(&path) || tree.has_folder(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dead_links_are_found() {
        let text = "[a](b.md) [b](../README.md#x) [c](https://example.org) [d](#here)\n\
                    ```\n[e](gone.md)\n```\n[f](gone.md)\n[g](../crates)\n";
        let tree = Tree::of(&[
            ("README.md", ""),
            ("docs/a.md", text),
            ("docs/b.md", ""),
            ("crates/a/src/lib.rs", ""),
        ]);
        let found = check(&tree).expect("no file is read");
        assert_eq!(
            found,
            [Problem::at(
                "docs/a.md",
                5,
                "link to `gone.md`, which is not there"
            )]
        );
    }
}
