//! A kernel's Metal text and the Rust that launches it stand beside each other, same stem.

use super::{
    Problem,
    tree::{Tree, file_name, folder},
};
use crate::error::Error;

/// Where kernels with launchers live; the corpus and the compiler's own prelude have none.
const HOMES: [&str; 3] = [
    "crates/kernels/src/",
    "crates/linalg/src/",
    "crates/search/src/",
];

fn is_home(path: &str) -> bool {
    HOMES.iter().any(|home| path.starts_with(home))
}

pub(super) fn check(tree: &Tree) -> Result<Vec<Problem>, Error> {
    let mut problems = Vec::new();
    for (path, text) in tree.texts(".metal").filter(|(path, _)| is_home(path)) {
        let twin = format!("{}.rs", path.trim_end_matches(".metal"));
        let include = format!("include_str!(\"{}\")", file_name(path));
        match tree.text(&twin) {
            None => problems.push(Problem::new(path, format!("has no launcher `{twin}`"))),
            Some(launcher) if !launcher.contains(&include) => {
                problems.push(Problem::new(&twin, format!("does not use `{include}`")));
            }
            Some(_) => {}
        }
        let header = format!("// {}", file_name(path));
        if !text.starts_with(&header) {
            problems.push(Problem::at(
                path,
                1,
                format!("does not begin with `{header}`"),
            ));
        }
    }
    for (path, text) in tree.texts(".rs").filter(|(path, _)| is_home(path)) {
        for name in included(text).filter(|name| name.ends_with(".metal")) {
            if !tree.has(&format!("{}/{name}", folder(path))) {
                problems.push(Problem::new(
                    path,
                    format!("includes `{name}`, which is not there"),
                ));
            }
        }
    }
    Ok(problems)
}

fn included(text: &str) -> impl Iterator<Item = &str> {
    text.split("include_str!(\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kernel_has_a_launcher() {
        let tree = Tree::of(&[
            ("crates/kernels/src/norm/a.metal", "// a.metal — y = x\n"),
            (
                "crates/kernels/src/norm/a.rs",
                "const A: &str = include_str!(\"a.metal\");",
            ),
            ("crates/kernels/src/norm/b.metal", "// b.metal — y = x\n"),
            ("crates/kernels/src/norm/c.metal", "kernel"),
            ("crates/kernels/src/norm/c.rs", ""),
        ]);
        let found: Vec<String> = check(&tree)
            .expect("no file is read")
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            found,
            [
                "crates/kernels/src/norm/b.metal: has no launcher `crates/kernels/src/norm/b.rs`",
                "crates/kernels/src/norm/c.rs: does not use `include_str!(\"c.metal\")`",
                "crates/kernels/src/norm/c.metal:1: does not begin with `// c.metal`",
            ]
        );
    }
}
