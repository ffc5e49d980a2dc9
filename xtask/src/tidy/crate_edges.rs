//! Which package of the workspace may depend on which.
//!
//! Edges lead downwards only; a new one is a design change, made here and in ARCHITECTURE.md.
//! Development dependencies may also name the test kit.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Problem, tree::Tree};
use crate::error::Error;

const MSL: &str = "kernsmith-msl";
const RUNTIME: &str = "kernsmith-runtime";
const KERNELS: &str = "kernsmith-kernels";
const SEARCH: &str = "kernsmith-search";
const LINALG: &str = "kernsmith-linalg";
const DISCOVER: &str = "kernsmith-discover";
const CLI: &str = "kernsmith-cli";
const TESTKIT: &str = "kernsmith-testkit";

/// Each package with all it may depend on.
const TABLE: [(&str, &[&str]); 11] = [
    (MSL, &[]),
    (RUNTIME, &[MSL]),
    (KERNELS, &[MSL, RUNTIME]),
    (LINALG, &[MSL, RUNTIME, KERNELS]),
    (SEARCH, &[MSL, RUNTIME, KERNELS, LINALG]),
    (DISCOVER, &[MSL, RUNTIME, KERNELS]),
    (CLI, &[MSL, RUNTIME, KERNELS, LINALG, SEARCH, DISCOVER]),
    (
        "kernsmith",
        &[MSL, RUNTIME, KERNELS, LINALG, SEARCH, DISCOVER, CLI],
    ),
    (TESTKIT, &[MSL, RUNTIME]),
    ("kernsmith-fuzz", &[TESTKIT]),
    ("xtask", &[]),
];

#[derive(Deserialize)]
struct Manifest {
    package: Package,
    #[serde(default)]
    dependencies: BTreeMap<String, toml::Value>,
    #[serde(default, rename = "dev-dependencies")]
    dev_dependencies: BTreeMap<String, toml::Value>,
    #[serde(default, rename = "build-dependencies")]
    build_dependencies: BTreeMap<String, toml::Value>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
}

pub(super) fn check(tree: &Tree) -> Result<Vec<Problem>, Error> {
    let mut problems = Vec::new();
    for (path, text) in tree.texts("/Cargo.toml") {
        let manifest: Manifest = toml::from_str(text)?;
        problems.extend(check_manifest(path, &manifest));
    }
    Ok(problems)
}

fn check_manifest(path: &str, manifest: &Manifest) -> Vec<Problem> {
    let name = manifest.package.name.as_str();
    let Some((_, allowed)) = TABLE.iter().find(|(package, _)| *package == name) else {
        return vec![Problem::new(
            path,
            format!("`{name}` is not in the table of crate edges"),
        )];
    };
    let shipped = manifest
        .dependencies
        .keys()
        .chain(manifest.build_dependencies.keys());
    let shipped = shipped.filter(|other| !allowed.contains(&other.as_str()));
    let tests = manifest.dev_dependencies.keys();
    let tests = tests.filter(|other| !allowed.contains(&other.as_str()) && *other != TESTKIT);
    shipped
        .chain(tests)
        .filter(|other| TABLE.iter().any(|(package, _)| package == other))
        .map(|other| Problem::new(path, format!("`{name}` may not depend on `{other}`")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_upward_edge_is_found() {
        let tree = Tree::of(&[(
            "crates/msl/Cargo.toml",
            "[package]\nname = \"kernsmith-msl\"\n\
             [dependencies]\nhalf = \"2\"\nkernsmith-runtime.workspace = true\n\
             [dev-dependencies]\nkernsmith-testkit.workspace = true\n",
        )]);
        let found: Vec<String> = check(&tree)
            .expect("the manifest is read")
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            found,
            ["crates/msl/Cargo.toml: `kernsmith-msl` may not depend on `kernsmith-runtime`"]
        );
    }

    #[test]
    fn the_test_kit_does_not_ship() {
        let tree = Tree::of(&[(
            "crates/runtime/Cargo.toml",
            "[package]\nname = \"kernsmith-runtime\"\n\
             [dependencies]\nkernsmith-testkit.workspace = true\n",
        )]);
        assert_eq!(check(&tree).expect("the manifest is read").len(), 1);
    }
}
