//! Texts to trees: `corpus/syntax/ok` parses to goldens, `corpus/syntax/err` has its diagnostics
//! marked and their texts in goldens, and noise ends soon.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use kernsmith_msl::{
    diagnostic::{Diagnostics, RenderStyle},
    ir::MathMode,
    source::{FileId, Origin, SourceMap},
    syntax,
    syntax::ast::File,
    unit::Unit,
};
use kernsmith_testkit::golden;

use crate::marker;

mod body;
mod macros;
mod noise;

/// A parsed unit of one file.
struct Parsed {
    id: FileId,
    sources: SourceMap,
    diagnostics: Diagnostics,
    file: File,
}

impl Parsed {
    fn rendered(&self) -> String {
        self.diagnostics.render(&self.sources, RenderStyle::Plain)
    }
}

fn parse(name: &str, text: &str) -> Parsed {
    let mut sources = SourceMap::default();
    let id = sources.add(name, text, Origin::User);
    let mut unit = Unit::new(vec![id], MathMode::Safe);
    for (name, text) in [
        ("twice.h", "int twice(int x) { return 2 * x; }\n"),
        ("once.h", "#pragma once\nstruct Once { int a; };\n"),
        ("limits/edge.h", "#include \"one.h\"\n"),
        ("limits/one.h", "#define ONE 1\n"),
        ("self.h", "#include \"self.h\"\n"),
        ("wrong.h", "int wrong = ;\n"),
    ] {
        unit.includes.insert(name.to_owned(), text.to_owned());
    }
    let mut diagnostics = Diagnostics::default();
    let file = syntax::parse(&mut sources, &unit, &mut diagnostics);
    Parsed {
        id,
        sources,
        diagnostics,
        file,
    }
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The names of a folder's files without their extension, in order.
fn stems(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("cannot list {}: {error}", folder.display()));
    let stem = |entry: std::io::Result<fs::DirEntry>| {
        let path = entry.unwrap().path();
        path.file_stem().unwrap().to_str().unwrap().to_owned()
    };
    let stems: BTreeSet<String> = entries.map(stem).collect();
    stems.into_iter().collect()
}

/// Checks each file of a corpus folder against what `text` makes of it.
fn check_folder(
    kind: &str,
    goldens: &str,
    extension: &str,
    mut text: impl FnMut(Parsed) -> String,
) {
    let corpus = tests().join("corpus/syntax").join(kind);
    let golden_folder = tests()
        .join("golden")
        .join(goldens)
        .join("syntax")
        .join(kind);
    let names = stems(&corpus);
    assert!(!names.is_empty(), "{} is empty", corpus.display());
    for name in &names {
        let file = format!("{name}.metal");
        let source = fs::read_to_string(corpus.join(&file)).unwrap();
        let parsed = parse(&file, &source);
        golden::check(
            golden_folder.join(format!("{name}.{extension}")),
            &text(parsed),
        );
    }
    assert_eq!(stems(&golden_folder), names, "a golden without a source");
}

#[test]
fn what_is_right_becomes_a_tree() {
    check_folder("ok", "ast", "ast", |parsed| {
        assert!(parsed.diagnostics.is_empty(), "{}", parsed.rendered());
        parsed.file.dump()
    });
}

#[test]
fn what_is_wrong_is_said_where_it_is() {
    let mut complaints = String::new();
    check_folder("err", "diagnostic", "txt", |parsed| {
        complaints += &marker::complaint(parsed.id, &parsed.sources, &parsed.diagnostics);
        parsed.rendered() + "\n"
    });
    assert!(complaints.is_empty(), "{complaints}");
}
