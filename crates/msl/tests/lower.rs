//! Trees to IR, by folders of the corpus: `run` holds kernels with what they must compute, `err`
//! sources whose diagnostics are marked and kept as goldens, and `ok` sources whose IR is.

use std::{fs, path::Path};

use kernsmith_msl::{
    compile::{Compilation, compile},
    diagnostic::RenderStyle,
    ir::MathMode,
    source::{FileId, Origin, SourceMap},
    unit::Unit,
};
use kernsmith_testkit::golden;

use crate::{marker, run};

fn tests() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"))
}

fn compile_file(name: &str, text: &str) -> (FileId, SourceMap, Compilation) {
    let mut sources = SourceMap::default();
    let file = sources.add(name, text, Origin::User);
    let compilation = compile(&mut sources, &Unit::new(vec![file], MathMode::Safe));
    (file, sources, compilation)
}

/// Names without extension and texts of a folder's files, in order.
fn sources_in(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).unwrap();
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let stem = path.file_stem().unwrap().to_str().unwrap().to_owned();
        (stem, fs::read_to_string(path).unwrap())
    };
    paths.iter().map(read).collect()
}

fn goldens_match(folder: &Path, names: &[String]) {
    let kept: Vec<String> = sources_in(folder)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        kept,
        names,
        "a golden without a source in {}",
        folder.display()
    );
}

/// What a folder's `run` kernels compute, and what is said about its `err` sources.
fn check_folder(folder: &str) {
    run::check_all(&format!("{folder}/run"));
    check_errors(folder);
}

/// What is said about a folder's `err` sources.
fn check_errors(folder: &str) {
    let goldens = tests().join("golden/diagnostic").join(folder);
    let mut complaints = String::new();
    let mut names = Vec::new();
    for (name, text) in sources_in(&tests().join("corpus").join(folder).join("err")) {
        let (file, sources, compilation) = compile_file(&format!("{name}.metal"), &text);
        complaints += &marker::complaint(file, &sources, &compilation.diagnostics);
        check_compiled(&text, &compilation);
        let rendered = compilation.diagnostics.render(&sources, RenderStyle::Plain);
        golden::check(goldens.join(format!("{name}.txt")), &(rendered + "\n"));
        names.push(name);
    }
    assert!(complaints.is_empty(), "{complaints}");
    goldens_match(&goldens, &names);
}

/// `// compiled: a, b` says which kernels there are beside those that are refused.
fn check_compiled(text: &str, compilation: &Compilation) {
    let mut lines = text.lines();
    let Some(expected) = lines.find_map(|line| line.strip_prefix("// compiled: ")) else {
        let no_kernel = compilation
            .module
            .iter()
            .all(|module| module.kernels.is_empty());
        assert!(no_kernel || !compilation.diagnostics.has_errors(), "{text}");
        return;
    };
    let module = compilation
        .module
        .as_ref()
        .expect("it has kernels without errors");
    let names: Vec<&str> = module
        .kernels
        .iter()
        .map(|kernel| kernel.name.as_str())
        .collect();
    assert_eq!(names.join(", "), expected);
}

#[test]
fn the_standard_library() {
    for topic in ["math", "simd", "atomics"] {
        run::check_all(&format!("{topic}/run"));
    }
}

#[test]
fn mistakes_with_threads_and_macros() {
    check_errors("threads");
    check_errors("preprocessor");
}

#[test]
fn macros_and_whole_kernels() {
    for topic in ["preprocessor", "kernels"] {
        run::check_all(&format!("{topic}/run"));
    }
}

#[test]
fn types() {
    check_folder("values");
}

#[test]
fn templates() {
    check_folder("templates");
}

#[test]
fn control_flow() {
    check_folder("control_flow");
}

#[test]
fn pointers() {
    check_folder("pointers");
}

#[test]
fn structs() {
    check_folder("structs");
}

#[test]
fn conversion() {
    check_folder("conversion");
}
