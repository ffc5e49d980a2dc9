//! Diagnostics as commands of GitHub's workflows, which show them beside the lines of a change.
//!
//! ```text
//! ::error file=a.metal,line=7,endLine=7,col=3,endColumn=9,title=name::what is wrong
//! ```
//!
//! Source: "Workflow commands for GitHub Actions" in GitHub's documentation.

use kernsmith_msl::{
    diagnostic::{Diagnostic, Diagnostics},
    source::SourceMap,
};

use super::{Region, full_message, user_file, word};

/// One command a diagnostic.
pub(crate) fn commands(diagnostics: &Diagnostics, sources: &SourceMap) -> Vec<String> {
    let commands = diagnostics.iter().map(|d| command(d, sources));
    commands.collect()
}

/// What is wrong with a file as a whole.
pub(crate) fn failure(file: &str, message: &str) -> String {
    format!("::error file={}::{}", property(file), data(message))
}

fn command(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let region = Region::of(diagnostic.span, sources);
    let place = user_file(diagnostic.span, sources).map_or_else(String::new, |file| {
        format!(
            "file={},line={},endLine={},col={},endColumn={},",
            property(file),
            region.start.line,
            region.end.line,
            region.start.column,
            region.end.column,
        )
    });
    format!(
        "::{} {place}title={}::{}",
        word(diagnostic.severity),
        property(diagnostic.name),
        data(&with_related(diagnostic, sources))
    )
}

/// The message, with the places that a command cannot point to.
fn with_related(diagnostic: &Diagnostic, sources: &SourceMap) -> String {
    let related = diagnostic.related.iter().filter_map(|(span, label)| {
        let (file, start) = (user_file(*span, sources)?, sources.line_column(*span));
        Some(format!("\n{label}: {file}:{}:{}", start.line, start.column))
    });
    full_message(diagnostic) + &related.collect::<String>()
}

/// The text of a command, which ends at the line's end.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property's value, which ends at `,` and `:` too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use kernsmith_msl::source::{Origin, Span};

    use super::*;

    #[test]
    fn what_would_end_a_command_is_escaped() {
        let mut sources = SourceMap::default();
        let file = sources.add("a,b:c.metal", "one\ntwo", Origin::User);
        let span = Span {
            file,
            start: 4,
            end: 7,
        };
        let mut list = Diagnostics::default();
        list.push(Diagnostic::error("some-name", span, "100%: a, b").with_help("do this"));
        assert_eq!(
            commands(&list, &sources),
            [
                "::error file=a%2Cb%3Ac.metal,line=2,endLine=2,col=1,endColumn=4,title=some-name::\
              100%25: a, b%0Ahelp: do this"
            ]
        );
    }

    #[test]
    fn a_place_in_generated_text_is_left_out() {
        let mut sources = SourceMap::default();
        let file = sources.add("<signature>", "x", Origin::Builtin);
        let span = Span {
            file,
            start: 0,
            end: 1,
        };
        let mut list = Diagnostics::default();
        list.push(Diagnostic::warning("some-name", span, "odd"));
        assert_eq!(
            commands(&list, &sources),
            ["::warning title=some-name::odd"]
        );
    }
}
