//! Explanations: each name that the compiler says has one, each example of a mistake makes just that
//! mistake, and the reference in the documentation is made from them.

use std::{collections::BTreeSet, fs, path::Path};

use kernsmith_msl::{
    compile::compile,
    contract::port,
    diagnostic::explain::{self, Explanation},
    ir::MathMode,
    source::{Origin, SourceMap},
    unit::Unit,
};
use kernsmith_testkit::{
    corpus::{self, Case},
    golden,
};

/// No short source makes these: a defect of ours, what only an enormous source meets, and what is said
/// of a launch.
const WITHOUT_EXAMPLE: [&str; 12] = [
    "grid-smaller-than-outputs",
    "index-overflow",
    "output-read-before-written",
    "template-churn",
    "threadgroup-larger-than-grid",
    "threadgroup-not-multiple-of-32",
    "nesting-too-deep",
    "internal-error",
    "too-many-errors",
    "memory-limit-exceeded",
    "step-limit-exceeded",
    "null-pointer",
];

/// The names of all that is said about an example, and found when it runs.
fn said(name: &str, example: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    if example.starts_with("// kernel: ") {
        // A case that names findings may leave open what its outputs hold.
        let open = example.replacen("// grid: ", "// findings: any\n// grid: ", 1);
        let case = Case::parse(name, &open).unwrap_or_else(|error| panic!("{error}"));
        let (diagnostics, _) = corpus::diagnose(&case).unwrap();
        names.extend(diagnostics.iter().map(|found| found.name.to_owned()));
        if !diagnostics.has_errors() {
            match corpus::run(&case) {
                Ok(outcome) => names.extend(outcome.findings),
                // What the interpreter refuses it names.
                Err(refusal) => drop(names.insert(refusal)),
            }
        }
    } else {
        let mut sources = SourceMap::default();
        let file = sources.add(name, example, Origin::User);
        let compilation = compile(&mut sources, &Unit::new(vec![file], MathMode::Safe));
        let found = compilation.diagnostics;
        names.extend(found.iter().map(|found| found.name.to_owned()));
    }
    names
}

/// The names of all that keeps a kernel from being a body.
fn refused(example: &str) -> BTreeSet<String> {
    let mut sources = SourceMap::default();
    let file = sources.add("example", example, Origin::User);
    match port::to_body(sources, &Unit::new(vec![file], MathMode::Safe), None) {
        Err(port::Error::Source(found, _)) => found.iter().map(|f| f.name.to_owned()).collect(),
        Err(other) => panic!("{other}"),
        Ok(_) => BTreeSet::new(),
    }
}

/// What is wrong with an explanation's examples.
fn complaints(explanation: &Explanation) -> Vec<String> {
    let name = explanation.name;
    let (Some(bad), Some(good)) = (explanation.bad, explanation.good) else {
        let known = WITHOUT_EXAMPLE.contains(&name);
        return (!known)
            .then(|| format!("{name} lacks an example"))
            .into_iter()
            .collect();
    };
    let mut complaints = Vec::new();
    let said = |example| match name {
        port::NOT_PORTABLE => refused(example),
        _ => said(name, example),
    };
    let found = said(bad);
    if found != BTreeSet::from([name.to_owned()]) {
        complaints.push(format!("{name}: the bad example gives {found:?}"));
    }
    let found = said(good);
    if !found.is_empty() {
        complaints.push(format!("{name}: the good example gives {found:?}"));
    }
    complaints
}

#[test]
fn each_bad_example_makes_one_mistake_and_each_good_one_none() {
    let complaints: Vec<String> = explain::all().flat_map(complaints).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
}

#[test]
fn each_name_is_explained_once_with_a_summary_of_one_line() {
    let mut names = BTreeSet::new();
    for explanation in explain::all() {
        assert!(names.insert(explanation.name), "{} twice", explanation.name);
        let summary = explanation.summary;
        assert!(!summary.is_empty(), "{}", explanation.name);
        assert!(!summary.contains('\n'), "{}", explanation.name);
        assert!(!summary.ends_with('.'), "{}", explanation.name);
    }
}

/// The first argument of each call that makes a diagnostic, where it is a literal.
fn made(text: &str, names: &mut BTreeSet<String>) {
    for call in ["error(", "warning("] {
        for (at, _) in text.match_indices(call) {
            let argument = text[at + call.len()..].trim_start();
            let name = argument.strip_prefix('"').and_then(|a| a.split_once('"'));
            let is_name = |name: &str| name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            if let Some((name, _)) = name.filter(|(name, _)| name.len() > 1 && is_name(name)) {
                names.insert(name.to_owned());
            }
        }
    }
}

fn walk(folder: &Path, names: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, names);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            made(&fs::read_to_string(&path).unwrap(), names);
        }
    }
}

#[test]
fn each_name_that_is_said_is_explained() {
    let mut names = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    walk(&root.join("src"), &mut names);
    names.extend(kernsmith_msl::interp::FINDING_NAMES.map(|(name, _)| name.to_owned()));
    assert!(names.contains("recursion") && names.contains("type-mismatch"));
    names.retain(|name| explain::find(name).is_none());
    assert_eq!(names, BTreeSet::new(), "lack an explanation");
}

#[test]
fn the_reference_is_current() {
    let page = "../../docs/src/reference/diagnostics.md";
    golden::check(
        Path::new(env!("CARGO_MANIFEST_DIR")).join(page),
        &explain::reference(),
    );
}
