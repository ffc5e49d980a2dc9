//! Diagnostics and findings for people and for programs.

use kernsmith_msl::{
    diagnostic::{Diagnostic, Diagnostics, Severity},
    source::{SourceMap, Span},
};
use serde_json::{Value, json};

/// Each diagnostic with its place.
pub(crate) fn to_json(diagnostics: &Diagnostics, sources: &SourceMap) -> Vec<Value> {
    diagnostics
        .iter()
        .map(|diagnostic| one(diagnostic, sources))
        .collect()
}

fn one(diagnostic: &Diagnostic, sources: &SourceMap) -> Value {
    let mut value = place(diagnostic.span, sources);
    let related = diagnostic.related.iter().map(|(span, label)| {
        let mut value = place(*span, sources);
        value["label"] = json!(label);
        value
    });
    value["name"] = json!(diagnostic.name);
    value["severity"] = json!(word(diagnostic.severity));
    value["message"] = json!(diagnostic.message);
    value["label"] = json!(diagnostic.label);
    value["related"] = related.collect();
    value["notes"] = json!(diagnostic.notes);
    value["help"] = json!(diagnostic.help);
    value
}

fn place(span: Span, sources: &SourceMap) -> Value {
    let start = sources.line_column(span);
    json!({
        "file": sources.file(span.file).name,
        "line": start.line,
        "column": start.column,
        "text": sources.text(span),
    })
}

const fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

/// How many there are of each kind: `2 errors, 1 warning`; nothing for none.
pub(crate) fn count(diagnostics: &Diagnostics) -> String {
    let counts = [Severity::Error, Severity::Warning].map(|severity| {
        let count = diagnostics
            .iter()
            .filter(|d| d.severity == severity)
            .count();
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {}{plural}", word(severity)))
    });
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
