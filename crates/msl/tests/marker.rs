//! Expected diagnostics, written into the source they are about.
//!
//! * `//~ error[name] part` expects one on this line,
//! * `//~^ error[name] part` on the line above, and so on with more carets,
//! * `//    ^~ error[name] part`, alone on its line, at the caret's column of the nearest line
//!   above that is not such a marker itself.
//!
//! `part` is optional, and part of the message. Each diagnostic must be expected, and each expected
//! one must be made.

use std::fmt::Write as _;

use kernsmith_msl::{
    diagnostic::{Diagnostic, Diagnostics, RenderStyle, Severity},
    source::{FileId, SourceMap, Span},
};

/// One expected diagnostic.
#[derive(Debug)]
struct Marker {
    line: u32,
    column: Option<u32>,
    severity: Severity,
    name: String,
    part: String,
}

impl Marker {
    fn matches(&self, diagnostic: &Diagnostic, sources: &SourceMap) -> bool {
        let at = sources.line_column(diagnostic.span);
        at.line == self.line
            && self.column.is_none_or(|column| at.column == column)
            && diagnostic.severity == self.severity
            && diagnostic.name == self.name
            && diagnostic.message.contains(&self.part)
    }
}

/// How what was found in `file` differs from its markers; empty where it does not.
pub(crate) fn complaint(file: FileId, sources: &SourceMap, diagnostics: &Diagnostics) -> String {
    let source = sources.file(file);
    let mut expected = markers(&source.text);
    let mut complaint = String::new();
    for diagnostic in diagnostics.iter() {
        let at = expected
            .iter()
            .position(|marker| marker.matches(diagnostic, sources));
        match at.filter(|_| diagnostic.span.file == file) {
            Some(at) => drop(expected.swap_remove(at)),
            None => {
                let text = diagnostic.render(sources, RenderStyle::Plain);
                writeln!(complaint, "unexpected:\n{text}\n").unwrap();
            }
        }
    }
    for marker in expected {
        writeln!(complaint, "not found: {marker:?}").unwrap();
    }
    if !complaint.is_empty() {
        complaint.insert_str(0, &format!("{}:\n", source.name));
    }
    complaint
}

fn markers(text: &str) -> Vec<Marker> {
    let mut markers = Vec::new();
    let mut last_code_line = 0;
    for (line, content) in (1..).zip(text.lines()) {
        if let Some((column, rest)) = caret(content) {
            markers.push(marker(last_code_line, Some(column), rest));
            continue;
        }
        last_code_line = line;
        let Some((_, rest)) = content.split_once("//~") else {
            continue;
        };
        let above = rest.chars().take_while(|&c| c == '^').count();
        let line = line - u32::try_from(above).unwrap();
        markers.push(marker(line, None, &rest[above..]));
    }
    markers
}

/// The caret's column and what follows, of a line that is such a marker.
fn caret(line: &str) -> Option<(u32, &str)> {
    let rest = line.trim_start().strip_prefix("//")?;
    let rest = rest.trim_start().strip_prefix("^~")?;
    let before = &line[..line.len() - rest.len() - "^~".len()];
    Some((u32::try_from(before.chars().count() + 1).unwrap(), rest))
}

/// `error[name] part`.
fn marker(line: u32, column: Option<u32>, text: &str) -> Marker {
    let text = text.trim();
    let (severity, rest) = if let Some(rest) = text.strip_prefix("error[") {
        (Severity::Error, rest)
    } else if let Some(rest) = text.strip_prefix("warning[") {
        (Severity::Warning, rest)
    } else {
        panic!("line {line}: expected `error[name]` or `warning[name]`, found `{text}`");
    };
    let (name, part) = rest
        .split_once(']')
        .unwrap_or_else(|| panic!("line {line}: expected `]`, found `{text}`"));
    Marker {
        line,
        column,
        severity,
        name: name.to_owned(),
        part: part.trim().to_owned(),
    }
}

#[test]
fn a_marker_points_where_it_says() {
    let text = "a\nb //~ error[x] one\n//~^^ warning[y]\n  //  ^~ error[z] two\n";
    let found: Vec<String> = markers(text)
        .iter()
        .map(|m| format!("{} {:?} {} {}", m.line, m.column, m.name, m.part))
        .collect();
    assert_eq!(found, ["2 None x one", "1 None y ", "3 Some(7) z two"]);
}

#[test]
fn an_unexpected_diagnostic_is_complained_of() {
    let (file, sources) = one_line("a");
    let mut diagnostics = Diagnostics::default();
    let span = Span {
        file,
        start: 0,
        end: 1,
    };
    diagnostics.push(Diagnostic::error("x", span, "y"));
    assert!(complaint(file, &sources, &diagnostics).contains("unexpected"));
}

#[test]
fn a_missing_diagnostic_is_complained_of() {
    let (file, sources) = one_line("a //~ error[x]");
    let complaint = complaint(file, &sources, &Diagnostics::default());
    assert!(complaint.contains("not found"));
}

fn one_line(text: &str) -> (FileId, SourceMap) {
    let mut sources = SourceMap::default();
    let file = sources.add("test", text, kernsmith_msl::source::Origin::User);
    (file, sources)
}
