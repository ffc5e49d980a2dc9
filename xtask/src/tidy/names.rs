//! Files are named by the concept in them.

use super::{
    Problem,
    tree::{Tree, file_name},
};
use crate::error::Error;

const STEMS: [&str; 9] = [
    "utils", "util", "helpers", "helper", "common", "misc", "base", "core", "types",
];

pub(super) fn check(tree: &Tree) -> Result<Vec<Problem>, Error> {
    Ok(tree
        .paths()
        .filter(|path| path.ends_with(".rs") || path.ends_with(".metal"))
        .filter_map(|path| {
            let parts = path
                .split('/')
                .map(|part| part.split('.').next().unwrap_or(part));
            let bad = parts.into_iter().find(|stem| is_banned(stem))?;
            Some(Problem::new(path, format!("`{bad}` names no concept")))
        })
        .chain(tree.paths().filter_map(|path| {
            let stem = path.strip_suffix(".rs")?;
            let twin = format!("{stem}/mod.rs");
            (file_name(path) != "mod.rs" && tree.has(&twin))
                .then(|| Problem::new(path, format!("`{twin}` stands for this module too")))
        }))
        .collect())
}

fn is_banned(stem: &str) -> bool {
    STEMS.contains(&stem)
        || stem.starts_with("new_")
        || stem.ends_with("_final")
        || stem.rsplit_once("_v").is_some_and(|(_, version)| {
            !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_say_nothing_are_found() {
        let tree = Tree::of(&[
            ("crates/a/src/utils.rs", ""),
            ("crates/a/src/common/mod.rs", ""),
            ("crates/a/src/parser_v2.rs", ""),
            ("crates/a/src/rms_norm_vector.rs", ""),
        ]);
        let found: Vec<String> = check(&tree)
            .expect("no file is read")
            .into_iter()
            .map(|p| p.path)
            .collect();
        assert_eq!(
            found,
            [
                "crates/a/src/common/mod.rs",
                "crates/a/src/parser_v2.rs",
                "crates/a/src/utils.rs"
            ]
        );
    }
}
