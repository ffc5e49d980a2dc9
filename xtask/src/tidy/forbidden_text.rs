//! Text that must not stand in Rust sources.

use super::{Problem, tree::Tree};
use crate::error::Error;

/// What is looked for, where it is allowed, and what to do instead. The texts are joined from
/// parts so that this file does not hold them.
const TEXTS: [(&str, &[&str], &str); 7] = [
    (
        concat!("to", "do!("),
        &[],
        "write it, or report it as unsupported",
    ),
    (
        concat!("unimpl", "emented!("),
        &[],
        "write it, or report it as unsupported",
    ),
    (
        concat!("#[ign", "ore"),
        &[],
        "assert what it does today, or declare the failure",
    ),
    (
        concat!("un", "safe {"),
        UNSAFE_AT_HOME,
        "only `runtime` may hold it",
    ),
    (
        concat!("un", "safe fn"),
        UNSAFE_AT_HOME,
        "only `runtime` may hold it",
    ),
    (
        concat!("un", "safe impl"),
        UNSAFE_AT_HOME,
        "only `runtime` may hold it",
    ),
    (
        concat!("un", "safe extern"),
        UNSAFE_AT_HOME,
        "only `runtime` may hold it",
    ),
];

const UNSAFE_AT_HOME: &[&str] = &["crates/runtime/"];

pub(super) fn check(tree: &Tree) -> Result<Vec<Problem>, Error> {
    let mut problems = Vec::new();
    for (path, text) in tree.texts(".rs") {
        for (number, line) in text.lines().enumerate() {
            for (forbidden, allowed, advice) in TEXTS {
                if line.contains(forbidden) && !allowed.iter().any(|at| path.starts_with(at)) {
                    let message = format!("`{forbidden}`: {advice}");
                    problems.push(Problem::at(path, number + 1, message));
                }
            }
        }
        if is_crate_root(path) && !text.contains("#![forbid(unsafe_code)]") {
            problems.push(Problem::new(path, "lacks `#![forbid(unsafe_code)]`"));
        }
    }
    Ok(problems)
}

fn is_crate_root(path: &str) -> bool {
    (path.ends_with("/src/lib.rs") || path.ends_with("/src/main.rs"))
        && !path.starts_with("crates/runtime/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_text_is_found_where_it_is_forbidden() {
        let block = concat!("fn f() {\n    un", "safe { g() }\n}\n");
        let tree = Tree::of(&[
            ("crates/msl/src/a.rs", block),
            ("crates/runtime/src/a.rs", block),
        ]);
        let found = check(&tree).expect("no file is read");
        assert_eq!(found.len(), 1);
        assert_eq!(
            (found[0].path.as_str(), found[0].line),
            ("crates/msl/src/a.rs", Some(2))
        );
    }

    #[test]
    fn a_crate_root_says_that_it_is_safe() {
        let tree = Tree::of(&[("crates/msl/src/lib.rs", "//! Doc.\n")]);
        assert_eq!(check(&tree).expect("no file is read").len(), 1);
    }
}
