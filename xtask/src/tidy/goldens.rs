//! A golden file belongs to an input: `golden/STAGE/a/b.EXT` to `corpus/a/b.metal`, or to that file
//! in `corpus/a/ok` or `corpus/a/err` where good and bad inputs are kept apart.

use super::{Problem, tree::Tree};
use crate::error::Error;

pub(super) fn check(tree: &Tree) -> Result<Vec<Problem>, Error> {
    Ok(tree
        .paths()
        .filter_map(|path| {
            let (tests, rest) = path.split_once("/tests/golden/")?;
            let (_stage, relative) = rest.split_once('/')?;
            let stem = relative.rsplit_once('.').map_or(relative, |(stem, _)| stem);
            let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
            let input = ["", "ok/", "err/"]
                .map(|kind| format!("{tests}/tests/corpus/{folder}/{kind}{name}.metal"));
            let found = input.iter().any(|input| tree.has(input));
            (!found).then(|| Problem::new(path, format!("no input `{}`", input[0])))
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_orphan_is_found() {
        let tree = Tree::of(&[
            ("crates/msl/tests/corpus/syntax/ok/a.metal", ""),
            ("crates/msl/tests/golden/ast/syntax/ok/a.ast", ""),
            ("crates/msl/tests/golden/ast/syntax/ok/b.ast", ""),
        ]);
        let found = check(&tree).expect("no file is read");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].path, "crates/msl/tests/golden/ast/syntax/ok/b.ast");
    }
}
