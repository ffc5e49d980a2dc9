//! Lints: `NAME_bad` files of the corpus have what their markers say, `NAME_good` files have nothing, and
//! no lint speaks about the kernels of the seed documents.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use kernsmith_msl::{
    compile::compile,
    diagnostic::{Diagnostics, RenderStyle, explain},
    ir::MathMode,
    lint::{
        LINTS,
        launch::{self, Launch, Profile},
    },
    source::{FileId, Origin, SourceMap},
    unit::Unit,
};
use kernsmith_testkit::corpus::{self, Case};

use crate::marker;

fn corpus_folder() -> PathBuf {
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
    for path in metal_files("lints") {
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
    assert_each_has_both(LINTS.iter().map(|lint| lint.name), &names);
}

/// A launch as the first line of a file has it: `// launch: grid=8,1,1 threadgroup=8,1,1 new=0:64`.
fn launch_of(text: &str) -> Launch {
    let line = text
        .lines()
        .next()
        .and_then(|line| line.strip_prefix("// launch: "))
        .unwrap();
    let mut launch = Launch::default();
    for word in line.split(' ') {
        let (key, value) = word.split_once('=').unwrap();
        let mut numbers = value.split(',').map(|number| number.parse().unwrap());
        let mut extent = || [(); 3].map(|()| numbers.next().unwrap());
        let pair = || value.split_once(':').unwrap();
        match key {
            "grid" => launch.grid = extent(),
            "threadgroup" => launch.threadgroup = extent(),
            "asked" => launch.threads_asked = value.parse().unwrap(),
            "variants" => launch
                .variants
                .push((pair().0.to_owned(), pair().1.parse().unwrap())),
            "new" | "array" => {
                let (index, elements) = pair();
                let (elements, is_new) = (elements.parse().unwrap(), key == "new");
                let array = launch::Array { elements, is_new };
                launch.arrays.insert(index.parse().unwrap(), array);
            }
            _ => panic!("{word}"),
        }
    }
    launch
}

#[test]
fn lints_of_launches_speak_where_the_markers_say() {
    let mut complaints = String::new();
    let mut names = BTreeSet::new();
    for path in metal_files("lints/launch") {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(&path).unwrap();
        let mut sources = SourceMap::default();
        let file = sources.add(&name, text.as_str(), Origin::User);
        let compilation = compile(&mut sources, &Unit::new(vec![file], MathMode::Safe));
        let module = compilation.module.unwrap_or_else(|| panic!("{name}"));
        let profile = Profile::new(&module, &sources, &module.kernels[0], &BTreeSet::new());
        let found = launch::lint(&profile.unwrap(), &sources, &launch_of(&text));
        complaints += &marker::complaint(file, &sources, &found);
        names.insert(name);
    }
    assert!(complaints.is_empty(), "{complaints}");
    assert_each_has_both(launch::names().map(|(name, _)| name), &names);
}

fn metal_files(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(corpus_folder().join(folder)).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .filter(|path| path.extension().is_some_and(|ending| ending == "metal"))
        .collect()
}

fn assert_each_has_both<'a>(lints: impl Iterator<Item = &'a str>, files: &BTreeSet<String>) {
    for lint in lints {
        for kind in ["bad", "good"] {
            let file = format!("{}_{kind}", lint.replace('-', "_"));
            assert!(files.contains(&file), "{file}.metal is missing");
        }
    }
}

#[test]
fn each_lint_says_what_it_costs() {
    let of_launches = launch::names().map(|(name, _)| name);
    for name in LINTS.iter().map(|lint| lint.name).chain(of_launches) {
        let explanation = explain::find(name).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(explanation.topic, "Lints");
        assert!(costs(&explanation.text).is_some(), "{name}");
    }
    // So do the pages about comments to lints; and each says where.
    let pages = explain::all().filter(|page| page.topic == "Lints");
    for page in pages {
        let costs = costs(&page.text).unwrap_or_else(|| panic!("{}", page.name));
        let devices = [
            "GPU",
            "`cpu`",
            "`check`",
            "device",
            "Metal's compiler",
            "fast functions",
        ];
        let is_placed = devices.iter().any(|device| costs.contains(device));
        assert!(is_placed, "{}: {costs}", page.name);
    }
}

/// The paragraph that says what the habit costs.
fn costs(text: &str) -> Option<&str> {
    text.split("\n\n")
        .find(|paragraph| paragraph.starts_with("Costs: "))
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

/// Whole kernels that a page shows as they should be; bodies are seen with their launches.
#[test]
fn what_the_documentation_shows_is_silent() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut texts = Vec::new();
    for folder in ["docs/src", "docs/src/guide"] {
        for entry in fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "md") {
                texts.extend(metal_blocks(&fs::read_to_string(&path).unwrap()));
            }
        }
    }
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    texts.extend(metal_blocks(&readme));
    assert!(texts.len() > 5, "{} blocks", texts.len());
    let mut complaints = String::new();
    for text in &texts {
        let (_, sources, mut found) = lint_text("page.metal", text);
        // A page shows what is not supported, too.
        found.retain(|said| said.name != "unsupported-feature");
        let is_body = !text.contains("kernel");
        if !is_body && !found.is_empty() {
            complaints += &found.render(&sources, RenderStyle::Plain).to_string();
        }
    }
    assert!(complaints.is_empty(), "{complaints}");
}

/// Blocks in Metal, and files that a transcript prints.
fn metal_blocks(page: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    for block in page.split("\n```").skip(1).step_by(2) {
        let (language, text) = block.split_once('\n').unwrap_or((block, ""));
        match language {
            "metal" => blocks.push(text.to_owned()),
            "console" => {
                let commands = text.split("\n$ ").map(|part| part.trim_start_matches("$ "));
                let files = commands.filter_map(|part| {
                    let (command, output) = part.split_once('\n')?;
                    let is_metal = command.starts_with("cat ") && command.ends_with(".metal");
                    let is_right = is_metal && !command.contains("/mistakes/");
                    is_right.then(|| output.to_owned())
                });
                blocks.extend(files);
            }
            _ => {}
        }
    }
    blocks
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
