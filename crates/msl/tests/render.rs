//! Drawing diagnostics: where they are, over several files, and on text and spans of any kind.

use kernsmith_msl::{
    diagnostic::{Diagnostic, RenderStyle},
    source::{FileId, Origin, SourceFile, SourceMap, Span},
};

fn span(file: FileId, start: usize, end: usize) -> Span {
    let offset = |at| u32::try_from(at).unwrap();
    Span {
        file,
        start: offset(start),
        end: offset(end),
    }
}

/// The first place of `part` in a file.
fn find(sources: &SourceMap, file: FileId, part: &str) -> Span {
    let start = sources.file(file).text.find(part).unwrap();
    span(file, start, start + part.len())
}

#[test]
fn all_that_is_known_is_shown() {
    let mut sources = SourceMap::default();
    let body = sources.add_file(SourceFile {
        name: "kernel.py".to_owned(),
        text: "float a = x;\nfloat b = a;\n\n\n\n\nfloat a = 2;\n".into(),
        origin: Origin::User,
        first_line: 40,
    });
    let header = sources.add("<header>", "constant float a = 1;", Origin::User);
    let builtin = sources.add("<prelude>", "float a;", Origin::Builtin);
    let diagnostic = Diagnostic::error(
        "redefinition",
        find(&sources, body, "a = 2"),
        "`a` is defined twice",
    )
    .with_label("defined again")
    .with_related(find(&sources, body, "a = x"), "defined here")
    .with_related(find(&sources, header, "a = 1"), "and here")
    .with_related(
        find(&sources, builtin, "a"),
        "this is not the caller's text",
    )
    .with_note("a name is defined once")
    .with_help("use another name");
    let expected = "\
error[redefinition]: `a` is defined twice
  --> kernel.py:46:7
   |
40 | float a = x;
   |       ----- defined here
...
46 | float a = 2;
   |       ^^^^^ defined again
   |
  ::: <header>:1:16
   |
 1 | constant float a = 1;
   |                ----- and here
   |
   = note: a name is defined once
   = help: use another name";
    assert_eq!(diagnostic.render(&sources, RenderStyle::Plain), expected);
    let colored = diagnostic.render(&sources, RenderStyle::Colored);
    assert!(colored.contains("\u{1b}["), "{colored}");
}

#[test]
fn a_warning_is_called_one() {
    let mut sources = SourceMap::default();
    let file = sources.add("a.metal", "x", Origin::User);
    let text =
        Diagnostic::warning("unused", span(file, 0, 1), "m").render(&sources, RenderStyle::Plain);
    assert!(text.starts_with("warning[unused]: m\n"), "{text}");
}

#[test]
fn a_long_line_is_shortened() {
    let mut sources = SourceMap::default();
    let text = format!("{}é HERE é{}", "aé".repeat(20_000), "bé".repeat(20_000));
    let file = sources.add("a.metal", text, Origin::User);
    let place = find(&sources, file, "HERE");
    let text = Diagnostic::error("x", place, "m")
        .with_related(span(file, 5, 9), "start")
        .render(&sources, RenderStyle::Plain);
    assert!(text.contains("a.metal:1:40003"), "{text}");
    assert!(text.contains("HERE"), "{text}");
    assert!(text.len() < 4000, "{} bytes", text.len());
}

/// Every span of a text with all that is awkward, and spans outside of it.
#[test]
fn no_span_and_no_text_fails() {
    let text = "a\tb\r\né→\u{200b}\u{301}\u{202e}日本\u{0}\u{1b}[31m\n\n🦀\u{feff}x\r";
    for text in ["", "\n", "\r\n\r\n", "\t", text] {
        let mut sources = SourceMap::default();
        let other = sources.add("b", "x\ny", Origin::User);
        let file = sources.add("a\u{1b}é", text, Origin::User);
        let most = text.len() + 3;
        for start in 0..most {
            for end in (0..most).chain([4_000_000_000]) {
                let diagnostic = Diagnostic::error("x", span(file, start, end), "m\nn")
                    .with_label("l\tm")
                    .with_related(span(file, end, start), "")
                    .with_related(span(other, start, end), "é\u{0}");
                let drawn = diagnostic.render(&sources, RenderStyle::Plain);
                assert!(drawn.starts_with("error[x]: m"), "{drawn}");
            }
        }
    }
}
