//! Folders of source stay small enough to be read at a glance.

use std::collections::{BTreeMap, BTreeSet};

use super::{Problem, tree::Tree};
use crate::error::Error;

const LIMIT: usize = 16;

pub(super) fn check(tree: &Tree) -> Result<Vec<Problem>, Error> {
    let mut entries: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for path in tree
        .paths()
        .filter(|path| path.contains("/src/") && path.starts_with("crates/"))
    {
        for (at, _) in path.match_indices('/') {
            let rest = &path[at + 1..];
            let name = rest.split('/').next().unwrap_or(rest);
            entries.entry(&path[..at]).or_default().insert(name);
        }
    }
    Ok(entries
        .iter()
        .filter(|(folder, names)| folder.contains("/src") && names.len() > LIMIT)
        .map(|(folder, names)| {
            Problem::new(*folder, format!("{} entries, at most {LIMIT}", names.len()))
        })
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowded_folder_is_found() {
        let paths: Vec<String> = (0..17).map(|i| format!("crates/a/src/m/f{i}.rs")).collect();
        let files: Vec<(&str, &str)> = paths.iter().map(|path| (path.as_str(), "")).collect();
        let found = check(&Tree::of(&files)).expect("no file is read");
        assert_eq!(
            found,
            [Problem::new("crates/a/src/m", "17 entries, at most 16")]
        );
        assert_eq!(check(&Tree::of(&files[1..])).expect("no file is read"), []);
    }
}
