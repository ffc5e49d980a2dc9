//! Licences and origins of all dependencies, by the tables of `deny.toml`.

use serde::Deserialize;

use super::{Problem, tree::Tree};
use crate::{cargo, error::Error};

const POLICY: &str = "deny.toml";

#[derive(Deserialize)]
struct Policy {
    licenses: Licenses,
    sources: Sources,
    bans: Bans,
}

#[derive(Deserialize)]
struct Licenses {
    allow: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Sources {
    allow_registry: Vec<String>,
    allow_git: Vec<String>,
}

#[derive(Deserialize)]
struct Bans {
    deny: Vec<Ban>,
}

#[derive(Deserialize)]
struct Ban {
    name: String,
    reason: String,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    license: Option<String>,
    source: Option<String>,
}

pub(super) fn check(tree: &Tree) -> Result<Vec<Problem>, Error> {
    let Some(policy) = tree.text(POLICY) else {
        return Ok(vec![Problem::new(POLICY, "is not there")]);
    };
    let policy: Policy = toml::from_str(policy)?;
    let metadata = cargo::capture(&["metadata", "--format-version", "1", "--locked"])?;
    let metadata: Metadata = serde_json::from_slice(&metadata)?;
    Ok(metadata
        .packages
        .iter()
        .flat_map(|package| check_package(&policy, package))
        .collect())
}

fn check_package(policy: &Policy, package: &Package) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut say = |message: String| problems.push(Problem::new(&package.name, message));
    match &package.license {
        None => say("states no licence".to_owned()),
        Some(license) if !is_allowed(license, &policy.licenses.allow) => {
            say(format!("licence `{license}` is not allowed"));
        }
        Some(_) => {}
    }
    if let Some(source) = &package.source {
        let registry = source
            .strip_prefix("registry+")
            .map(|url| (url, &policy.sources.allow_registry));
        let git = source
            .strip_prefix("git+")
            .map(|url| (url, &policy.sources.allow_git));
        let known = registry.or(git).is_some_and(|(url, allowed)| {
            allowed
                .iter()
                .any(|prefix| url.starts_with(prefix.as_str()))
        });
        if !known {
            say(format!("comes from `{source}`"));
        }
    }
    if let Some(ban) = policy.bans.deny.iter().find(|ban| ban.name == package.name) {
        say(format!("is banned: {}", ban.reason));
    }
    problems
}

/// Whether an SPDX expression can be met with allowed licences only: `OR` needs one side, `AND`
/// both; an exception (`WITH`) only widens what a licence permits. The old `/` means `OR`.
fn is_allowed(expression: &str, allowed: &[String]) -> bool {
    let spaced = expression
        .replace('(', " ( ")
        .replace(')', " ) ")
        .replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut parser = Spdx {
        words: &words,
        allowed,
    };
    parser.any_of() && parser.words.is_empty()
}

struct Spdx<'a> {
    words: &'a [&'a str],
    allowed: &'a [String],
}

impl Spdx<'_> {
    fn any_of(&mut self) -> bool {
        let mut met = self.all_of();
        while self.take("OR") {
            met |= self.all_of();
        }
        met
    }

    fn all_of(&mut self) -> bool {
        let mut met = self.one();
        while self.take("AND") {
            met &= self.one();
        }
        met
    }

    fn one(&mut self) -> bool {
        if self.take("(") {
            return self.any_of() & self.take(")");
        }
        let Some((&license, rest)) = self.words.split_first() else {
            return false;
        };
        self.words = rest;
        if self.take("WITH") {
            self.words = self.words.get(1..).unwrap_or_default();
        }
        self.allowed.iter().any(|known| known == license)
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.words.first() == Some(&word);
        if found {
            self.words = &self.words[1..];
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_met_as_spdx_means_them() {
        let allowed = ["MIT", "Apache-2.0", "Unicode-3.0"].map(str::to_owned);
        for (expression, met) in [
            ("MIT", true),
            ("MIT/Apache-2.0", true),
            ("GPL-3.0-only", false),
            ("GPL-3.0-only OR MIT", true),
            ("GPL-3.0-only AND MIT", false),
            ("(MIT OR GPL-3.0-only) AND Unicode-3.0", true),
            ("MIT OR GPL-3.0-only AND LGPL-2.1-only", true),
            ("Apache-2.0 WITH LLVM-exception OR Zlib", true),
            ("(MIT", false),
            ("", false),
        ] {
            assert_eq!(is_allowed(expression, &allowed), met, "{expression}");
        }
    }

    #[test]
    fn a_package_from_elsewhere_is_found() {
        let policy = Policy {
            licenses: Licenses {
                allow: vec!["MIT".to_owned()],
            },
            sources: Sources {
                allow_registry: vec!["https://a".to_owned()],
                allow_git: Vec::new(),
            },
            bans: Bans { deny: Vec::new() },
        };
        let package = |source: &str| Package {
            name: "p".to_owned(),
            license: Some("MIT".to_owned()),
            source: Some(source.to_owned()),
        };
        assert_eq!(
            check_package(&policy, &package("registry+https://a/index")),
            []
        );
        assert_eq!(check_package(&policy, &package("git+https://a")).len(), 1);
        assert_eq!(
            check_package(&policy, &package("registry+https://b")).len(),
            1
        );
    }
}
