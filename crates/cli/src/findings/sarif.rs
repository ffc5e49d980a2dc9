//! Diagnostics as a SARIF log, which editors and code hosts read.
//!
//! Source: "Static Analysis Results Interchange Format (SARIF) Version 2.1.0", OASIS. Clauses are
//! named where something follows from them.

use std::collections::BTreeSet;

use kernsmith_msl::{
    diagnostic::{Diagnostic, Diagnostics, Suggestion},
    source::{SourceMap, Span},
};
use serde_json::{Value, json};

use super::{Region, full_message, suggestions, user_file, word};

/// A log of one run in the making.
#[derive(Default)]
pub(crate) struct Log {
    rules: BTreeSet<&'static str>,
    results: Vec<Value>,
    failures: Vec<Value>,
}

impl Log {
    /// Adds what was found in one compilation.
    pub(crate) fn add(&mut self, diagnostics: &Diagnostics, sources: &SourceMap) {
        for diagnostic in diagnostics.iter() {
            self.rules.insert(diagnostic.name);
            self.results.push(result(diagnostic, sources));
        }
    }

    /// Adds a file that could not be checked (clause 3.20.21).
    pub(crate) fn fail(&mut self, file: &str, message: &str) {
        self.failures.push(json!({
            "level": "error",
            "message": { "text": message },
            "locations": [{ "physicalLocation": { "artifactLocation": { "uri": uri(file) } } }],
        }));
    }

    /// The document.
    pub(crate) fn finish(self) -> Value {
        let rules = self.rules.iter().map(|name| json!({ "id": name }));
        json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "kernsmith",
                    "version": env!("CARGO_PKG_VERSION"),
                    "rules": rules.collect::<Vec<_>>(),
                } },
                "columnKind": "unicodeCodePoints",
                "invocations": [{
                    "executionSuccessful": self.failures.is_empty(),
                    "toolExecutionNotifications": self.failures,
                }],
                "results": self.results,
            }],
        })
    }
}

fn result(diagnostic: &Diagnostic, sources: &SourceMap) -> Value {
    let place = location(diagnostic.span, sources);
    let related = diagnostic.related.iter().filter_map(|(span, label)| {
        let mut place = location(*span, sources)?;
        place["message"] = json!({ "text": label });
        Some(place)
    });
    let fixes = suggestions(diagnostic, sources);
    let fixes: Vec<Value> = fixes.filter_map(|s| fix(s, sources)).collect();
    let mut result = json!({
        "ruleId": diagnostic.name,
        "level": word(diagnostic.severity),
        "message": { "text": full_message(diagnostic) },
        "locations": place.into_iter().collect::<Vec<_>>(),
        "relatedLocations": related.collect::<Vec<_>>(),
    });
    // Clause 3.27.30: absent rather than empty.
    if !fixes.is_empty() {
        result["fixes"] = json!(fixes);
    }
    result
}

/// A place in a text that can be opened.
fn location(span: Span, sources: &SourceMap) -> Option<Value> {
    let file = user_file(span, sources)?;
    Some(json!({
        "physicalLocation": {
            "artifactLocation": { "uri": uri(file) },
            "region": region(span, sources),
        }
    }))
}

/// Clause 3.30: lines and columns from 1, the end column after the last character.
fn region(span: Span, sources: &SourceMap) -> Value {
    let region = Region::of(span, sources);
    json!({
        "startLine": region.start.line,
        "startColumn": region.start.column,
        "endLine": region.end.line,
        "endColumn": region.end.column,
    })
}

/// Clause 3.55.
fn fix(suggestion: &Suggestion, sources: &SourceMap) -> Option<Value> {
    let file = user_file(suggestion.span, sources)?;
    Some(json!({
        "description": { "text": suggestion.message },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(file) },
            "replacements": [{
                "deletedRegion": region(suggestion.span, sources),
                "insertedContent": { "text": suggestion.replacement },
            }],
        }],
    }))
}

/// A path as a URI reference (RFC 3986): what is no letter, digit or one of a few marks is escaped.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    }
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_become_uris() {
        assert_eq!(uri("a/b c.metal"), "a/b%20c.metal");
        assert_eq!(uri("/kernels/ü.metal"), "file:///kernels/%C3%BC.metal");
        assert_eq!(uri("a\\b.metal"), "a/b.metal");
    }
}
