//! Which warnings count: what the command line allows, denies and asks for.

use std::collections::BTreeSet;

use kernsmith_msl::{
    diagnostic::{Diagnostics, Severity, explain},
    lint::{LINTS, Level, launch},
};

use crate::{error::Error, suggest};

/// All warnings, or all advice.
const WARNINGS: &str = "warnings";
const ADVICE: &str = "advice";

/// What to make of warnings.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct Levels {
    /// Say nothing of this warning, by its name
    #[arg(long, value_name = "NAME")]
    allow: Vec<String>,
    /// Count this warning as an error, so that the exit code is 1; `warnings` are all of them
    #[arg(long, value_name = "NAME|warnings")]
    deny: Vec<String>,
    /// Let a lint speak that is silent unless it is asked for; `advice` are all of them
    #[arg(long, value_name = "NAME|advice")]
    warn: Vec<String>,
}

impl Levels {
    /// Names that nothing has are an error.
    pub(super) fn check(&self) -> Result<(), Error> {
        let lists = [
            (&self.allow, None),
            (&self.deny, Some(WARNINGS)),
            (&self.warn, Some(ADVICE)),
        ];
        for (names, word) in lists {
            let known = |name: &str| explain::find(name).is_some() || word == Some(name);
            if let Some(name) = names.iter().find(|name| !known(name)) {
                let known = explain::all().map(|explanation| explanation.name);
                return Err(Error::UnknownDiagnostic {
                    name: name.clone(),
                    suggestion: suggest::nearest(name, known.chain(word)).map(str::to_owned),
                });
            }
        }
        Ok(())
    }

    /// The lints that are advice and speak: those asked for, and those denied.
    pub(super) fn advice(&self) -> BTreeSet<String> {
        let all = LINTS
            .iter()
            .map(|lint| (lint.name, lint.level))
            .chain(launch::names());
        let all = all.filter(|(_, level)| *level == Level::Advice);
        let every = self.warn.iter().any(|name| name == ADVICE);
        let asked = |name: &str| {
            self.warn
                .iter()
                .chain(&self.deny)
                .any(|given| given == name)
        };
        let speaks = all.filter(|(name, _)| every || asked(name));
        speaks.map(|(name, _)| name.to_owned()).collect()
    }

    /// Drops what is allowed, and makes errors of what is denied. What is both is denied.
    pub(super) fn apply(&self, found: Diagnostics) -> Diagnostics {
        let has = |names: &[String], name: &str| names.iter().any(|given| given == name);
        let denied = |name: &str| {
            has(&self.deny, name) || (has(&self.deny, WARNINGS) && !has(&self.allow, name))
        };
        let mut left = found.map(|mut said| {
            if said.severity == Severity::Warning && denied(said.name) {
                said.severity = Severity::Error;
            }
            said
        });
        left.retain(|said| said.severity == Severity::Error || !has(&self.allow, said.name));
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernsmith_msl::{
        diagnostic::Diagnostic,
        source::{FileId, Span},
    };

    fn levels(allow: &[&str], deny: &[&str]) -> Levels {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Levels {
            allow: owned(allow),
            deny: owned(deny),
            warn: Vec::new(),
        }
    }

    fn left(levels: &Levels) -> Vec<(&'static str, Severity)> {
        let span = Span {
            file: FileId(0),
            start: 0,
            end: 0,
        };
        let mut found = Diagnostics::default();
        found.push(Diagnostic::warning("wide-type", span, "x"));
        found.push(Diagnostic::warning("unused-input", span, "x"));
        found.push(Diagnostic::error("recursion", span, "x"));
        let left = levels.apply(found);
        left.iter().map(|said| (said.name, said.severity)).collect()
    }

    #[test]
    fn warnings_are_allowed_and_denied_by_name() {
        use Severity::{Error, Warning};
        let found = left(&levels(&["wide-type", "recursion"], &[]));
        assert_eq!(found, [("unused-input", Warning), ("recursion", Error)]);
        let found = left(&levels(&["wide-type"], &["warnings"]));
        assert_eq!(found, [("unused-input", Error), ("recursion", Error)]);
        let found = left(&levels(&["wide-type"], &["wide-type"]));
        let expected = [
            ("wide-type", Error),
            ("unused-input", Warning),
            ("recursion", Error),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_name_that_nothing_has_is_an_error() {
        let error = levels(&["wide-typ"], &[])
            .check()
            .expect_err("it is mistyped");
        assert!(
            error.to_string().contains("did you mean `wide-type`?"),
            "{error}"
        );
        assert!(levels(&["advice"], &[]).check().is_err());
        assert!(levels(&[], &["warnings"]).check().is_ok());
    }

    #[test]
    fn advice_is_all_of_it_or_what_is_named() {
        let mut levels = levels(&[], &["unsigned-index"]);
        assert_eq!(
            levels.advice(),
            BTreeSet::from(["unsigned-index".to_owned()])
        );
        levels.warn.push("advice".into());
        assert!(levels.advice().contains("missing-bounds-guard"));
        assert!(!levels.advice().contains("wide-type"));
    }
}
