//! Files stay short enough to be one concept.

use super::{Problem, tree::Tree};
use crate::error::Error;

const LIMITS: [(&str, usize); 2] = [(".rs", 1000), (".metal", 400)];

/// Pages with a limit of their own.
const PAGES: [(&str, usize); 2] = [("README.md", 150), ("ARCHITECTURE.md", 300)];

pub(super) fn check(tree: &Tree) -> Result<Vec<Problem>, Error> {
    let files = LIMITS.iter().flat_map(|&(ending, limit)| {
        tree.texts(ending)
            .map(move |(path, text)| (path, text, limit))
    });
    let pages = PAGES
        .iter()
        .filter_map(|&(path, limit)| Some((path, tree.text(path)?, limit)));
    Ok(files
        .chain(pages)
        .filter_map(|(path, text, limit)| {
            let lines = text.lines().count();
            (lines > limit).then(|| Problem::new(path, format!("{lines} lines, at most {limit}")))
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_found_and_a_full_one_is_not() {
        let tree = Tree::of(&[("a.rs", &"\n".repeat(1001)), ("b.rs", &"\n".repeat(1000))]);
        let found = check(&tree).expect("no file is read");
        assert_eq!(found, [Problem::new("a.rs", "1001 lines, at most 1000")]);
    }
}
