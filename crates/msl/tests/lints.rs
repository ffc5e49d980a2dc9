//! Lints: `NAME_bad` files of the corpus have what their markers say, `NAME_good` files have nothing, and
//! no lint speaks about the kernels of the seed documents.

use std::{collections::BTreeSet, fs, path::Path};

use kernsmith_msl::{
    compile::compile,
    diagnostic::{Diagnostics, RenderStyle, explain},
    ir::MathMode,
    lint::LINTS,
    source::{FileId, Origin, SourceMap},
    unit::Unit,
};
use kernsmith_testkit::corpus::{self, Case};

use crate::marker;

fn corpus_folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus")
}

fn lint_text(name: &str, text: &str) -> (FileId, SourceMap, Diagnostics) {
    let mut sources = SourceMap::default();
    let file = sources.add(name, text, Origin::User);
    let compilation = compile(&mut sources, &Unit::new(vec![file], MathMode::Safe));
    (file, sources, compilation.diagnostics)
}

#[test]
fn lints_speak_where_the_markers_say() {
    let mut complaints = String::new();
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(corpus_folder().join("lints")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let (file, sources, found) = lint_text(&format!("{name}.metal"), &text);
        complaints += &marker::complaint(file, &sources, &found);
        let lint = name.strip_suffix("_bad").map(|lint| lint.replace('_', "-"));
        if let Some(lint) = lint {
            assert!(text.contains(&format!("warning[{lint}]")), "{name}");
        }
        names.insert(name);
    }
    assert!(complaints.is_empty(), "{complaints}");
    for lint in LINTS {
        for kind in ["bad", "good"] {
            let file = format!("{}_{kind}", lint.name.replace('-', "_"));
            assert!(names.contains(&file), "{file}.metal is missing");
        }
    }
}

#[test]
fn each_lint_says_what_it_costs() {
    for name in LINTS.iter().map(|lint| lint.name) {
        let explanation = explain::find(name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(explanation.topic, "Lints");
        let costs = explanation
            .text
            .split("\n\n")
            .any(|p| p.starts_with("Costs: "));
        assert!(costs, "{name}");
    }
}

#[test]
fn kernels_of_the_seed_documents_are_silent_or_say_why() {
    let mut complaints = Vec::new();
    for case in Case::all_in(corpus_folder().join("seeds")) {
        let (found, sources) = corpus::diagnose(&case).unwrap();
        if !found.is_empty() {
            let said = found.render(&sources, RenderStyle::Plain);
            complaints.push(format!("{}:\n{said}", case.name));
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n\n"));
}

#[test]
fn advice_speaks_when_it_is_asked_for() {
    let text =
        "kernel void k(device float* out, uint i [[thread_position_in_grid]]) { out[i] = 1; }";
    let mut sources = SourceMap::default();
    let file = sources.add("k.metal", text, Origin::User);
    let mut unit = Unit::new(vec![file], MathMode::Safe);
    assert!(compile(&mut sources, &unit).diagnostics.is_empty());
    unit.advice.insert("missing-bounds-guard".into());
    let found = compile(&mut sources, &unit).diagnostics;
    let names: Vec<_> = found.iter().map(|found| found.name).collect();
    assert_eq!(names, ["missing-bounds-guard"]);
}

#[test]
fn an_input_that_a_body_does_not_use_is_told_at_the_body() {
    let text = "// kernel: k\n// input a: float32[8] = arange\n// output out: float32[8]\n\
        // findings: none\n// grid: 8 1 1\n// threadgroup: 8 1 1\n// body:\nout[0] = 1;\n";
    let case = Case::parse("k", text).unwrap_or_else(|error| panic!("{error}"));
    let (found, sources) = corpus::diagnose(&case).unwrap();
    let said: Vec<_> = found
        .iter()
        .map(|found| (found.name, sources.text(found.span)))
        .collect();
    assert_eq!(said, [("unused-input", "out")]);
}
#[test]
fn an_input_of_which_a_body_uses_the_shape_is_used() {
    let text = "// kernel: k\n// input a: float32[8] = arange\n// output out: float32[8]\n\
        // findings: none\n// grid: 8 1 1\n// threadgroup: 8 1 1\n// body:\nout[0] = a_shape[0];\n";
    let case = Case::parse("k", text).unwrap_or_else(|error| panic!("{error}"));
    let (found, _) = corpus::diagnose(&case).unwrap();
    assert!(found.is_empty(), "{found:?}");
}
