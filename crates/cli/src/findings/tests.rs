//! Mistakes in many places: every form says of each what the drawing for people says, file, line, column
//! and end, and names the places that led there.

use kernsmith_msl::{
    compile::compile,
    diagnostic::{Diagnostics, RenderStyle},
    ir::MathMode,
    source::{Origin, SourceMap},
    unit::Unit,
};
use serde_json::Value;

use super::{github, sarif, to_json};

/// The compiler's own table: a mistake a line.
const MISTAKES: &str = include_str!("../../../msl/tests/places/mistakes.txt");

const NAMES: &str = "float x = 1; float3 v = 0; constexpr int c = 1; thread float* q = &x; S s; s.m = x; x = *q + c + v.x;";
const STRUCT: &str = "struct S { float m; }; inline float twice(float y) { return 2 * y; }";
const KERNEL: &str =
    "kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {";

/// A mistake in a kernel, a macro's body, a template and an include file: the file and what it includes.
fn texts(mistake: &str) -> [(String, String); 4] {
    let inner =
        format!("inline void f(device float* out, uint i) {{\n  {NAMES}\n  {mistake}\n}}\n");
    [
        (
            format!("{STRUCT}\n{KERNEL}\n  {NAMES}\n  {mistake}\n}}\n"),
            String::new(),
        ),
        (
            format!(
                "{STRUCT}\n#define BODY {mistake}\n{KERNEL}\n  {NAMES}\n  BODY\n  out[i] = x;\n}}\n"
            ),
            String::new(),
        ),
        (
            format!(
                "{STRUCT}\ntemplate <typename T>\nvoid inner(device T* out, uint i) {{\n  {NAMES}\n  {mistake}\n}}\n\
                 {KERNEL}\n  inner(out, i);\n}}\n"
            ),
            String::new(),
        ),
        (
            format!("{STRUCT}\n#include \"inner.h\"\n{KERNEL}\n  f(out, i);\n}}\n"),
            inner,
        ),
    ]
}

/// Every finding of every text, by itself.
fn each(mut test: impl FnMut(&Diagnostics, &SourceMap)) {
    for mistake in MISTAKES.lines() {
        for (text, included) in texts(mistake) {
            let mut sources = SourceMap::default();
            let file = sources.add("a folder/k.metal", text, Origin::User);
            let mut unit = Unit::new(vec![file], MathMode::Safe);
            unit.includes.insert("inner.h".to_owned(), included);
            let found = compile(&mut sources, &unit).diagnostics;
            assert!(found.has_errors(), "{mistake}");
            for diagnostic in found.iter() {
                let mut one = Diagnostics::default();
                one.push(diagnostic.clone());
                test(&one, &sources);
            }
        }
    }
}

fn number(value: &Value, key: &str) -> usize {
    let number = value[key].as_u64().expect("a place has numbers");
    usize::try_from(number).expect("texts are short")
}

/// The drawing's rows: the text of the numbered line before each row of marks, and the marks.
fn marks(drawing: &str, line: usize) -> impl Iterator<Item = &str> {
    let mut current = None;
    drawing.lines().filter_map(move |row| {
        let (gutter, rest) = row.split_once('|')?;
        if let Ok(number) = gutter.trim().parse::<usize>() {
            current = Some(number);
            return None;
        }
        (gutter.trim().is_empty() && current == Some(line)).then_some(rest.get(1..)?)
    })
}

/// Where a row has a run of carets that begins at this column, from 1, and how long it is.
fn carets(row: &str, column: usize) -> Option<usize> {
    let from: Vec<char> = row.chars().skip(column - 1).collect();
    let before = column.checked_sub(2).and_then(|at| row.chars().nth(at));
    let run = from.iter().take_while(|&&mark| mark == '^').count();
    (run > 0 && before != Some('^')).then_some(run)
}

/// What is not drawn as the place says.
fn drawn_otherwise(drawing: &str, place: &Value) -> Option<String> {
    let (line, column) = (number(place, "line"), number(place, "column"));
    let file = place["file"].as_str().expect("a place has a file");
    let head = format!("--> {file}:{line}:{column}");
    if !drawing.lines().any(|row| row.trim_start() == head) {
        return Some(format!("expected `{head}`"));
    }
    if number(place, "end_line") != line {
        return (!drawing.contains('^')).then(|| "no caret".to_owned());
    }
    let width = (number(place, "end_column") - column).max(1);
    let runs: Vec<usize> = marks(drawing, line)
        .filter_map(|row| carets(row, column))
        .collect();
    (runs != [width]).then(|| format!("expected {width} carets, found {runs:?}"))
}

#[test]
fn json_has_the_places_of_the_drawing() {
    let mut ways = [0; 3];
    each(|found, sources| {
        let drawing = found.render(sources, RenderStyle::Plain).to_string();
        let place = &to_json(found, sources)[0];
        if let Some(complaint) = drawn_otherwise(&drawing, place) {
            panic!("{complaint} of {place}\n{drawing}");
        }
        for related in place["related"].as_array().expect("a list") {
            let label = related["label"].as_str().expect("a label");
            let line = number(related, "line");
            let row = drawing.lines().any(|row| {
                let number = row.split_once('|').map(|(gutter, _)| gutter.trim());
                number == Some(line.to_string().as_str())
            });
            assert!(drawing.contains(label) && row, "{related}\n{drawing}");
            for (count, way) in
                ways.iter_mut()
                    .zip(["in expansion of", "in instantiation of", "included from"])
            {
                *count += usize::from(label.starts_with(way));
            }
        }
    });
    assert!(ways.iter().all(|count| *count > 20), "{ways:?}");
}

#[test]
fn sarif_has_the_places_of_json() {
    each(|found, sources| {
        let json = &to_json(found, sources)[0];
        let mut log = sarif::Log::default();
        log.add(found, sources);
        let log = log.finish();
        let result = &log["runs"][0]["results"][0];
        let same = |place: &Value, location: &Value| {
            let physical = &location["physicalLocation"];
            let region = &physical["region"];
            for (ours, theirs) in [
                ("line", "startLine"),
                ("column", "startColumn"),
                ("end_line", "endLine"),
                ("end_column", "endColumn"),
            ] {
                assert_eq!(place[ours], region[theirs], "{place} {location}");
            }
            let uri = physical["artifactLocation"]["uri"].as_str().expect("a URI");
            let file = place["file"].as_str().expect("a file");
            assert_eq!(uri.replace("%20", " "), file);
        };
        same(json, &result["locations"][0]);
        let related = json["related"].as_array().expect("a list");
        let located = result["relatedLocations"].as_array().expect("a list");
        assert_eq!(related.len(), located.len(), "{json}");
        for (place, location) in related.iter().zip(located) {
            same(place, location);
            assert_eq!(place["label"], location["message"]["text"]);
        }
        assert_eq!(missing_members(&log), Vec::<String>::new(), "{log}");
    });
}

/// What the schema of SARIF 2.1.0 requires, by where it stands; `*` is each member of a list.
const REQUIRED: [(&str, &[&str]); 13] = [
    ("", &["version", "runs"]),
    ("runs/*", &["tool"]),
    ("runs/*/tool", &["driver"]),
    ("runs/*/tool/driver", &["name"]),
    ("runs/*/tool/driver/rules/*", &["id"]),
    ("runs/*/invocations/*", &["executionSuccessful"]),
    (
        "runs/*/invocations/*/toolExecutionNotifications/*",
        &["message"],
    ),
    ("runs/*/results/*", &["message"]),
    ("runs/*/results/*/message", &["text"]),
    ("runs/*/results/*/relatedLocations/*/message", &["text"]),
    ("runs/*/results/*/fixes/*", &["artifactChanges"]),
    (
        "runs/*/results/*/fixes/*/artifactChanges/*",
        &["artifactLocation", "replacements"],
    ),
    (
        "runs/*/results/*/fixes/*/artifactChanges/*/replacements/*",
        &["deletedRegion"],
    ),
];

fn missing_members(log: &Value) -> Vec<String> {
    let mut missing = Vec::new();
    for (path, members) in REQUIRED {
        let steps: Vec<&str> = path.split('/').filter(|step| !step.is_empty()).collect();
        for value in at(log, &steps) {
            let absent = members.iter().filter(|member| value.get(member).is_none());
            missing.extend(absent.map(|member| format!("{path}: {member}")));
        }
    }
    missing
}

fn at<'v>(value: &'v Value, steps: &[&str]) -> Vec<&'v Value> {
    match steps {
        [] => vec![value],
        ["*", rest @ ..] => {
            let members = value.as_array().into_iter().flatten();
            members.flat_map(|member| at(member, rest)).collect()
        }
        [step, rest @ ..] => value
            .get(step)
            .map_or_else(Vec::new, |value| at(value, rest)),
    }
}

#[test]
fn a_log_with_a_failure_has_what_its_schema_requires() {
    let mut log = sarif::Log::default();
    log.fail("a.metal", "no such file");
    let log = log.finish();
    assert_eq!(missing_members(&log), Vec::<String>::new());
    let empty = serde_json::json!({ "runs": [{}] });
    assert_eq!(missing_members(&empty), [": version", "runs/*: tool"]);
}

#[test]
fn commands_have_the_places_of_json() {
    each(|found, sources| {
        let json = &to_json(found, sources)[0];
        let command = &github::commands(found, sources)[0];
        let place = format!(
            "::error file={},line={},endLine={},col={},endColumn={},",
            json["file"].as_str().expect("a file"),
            json["line"],
            json["end_line"],
            json["column"],
            json["end_column"]
        );
        assert!(command.starts_with(&place), "{command}\n{json}");
        for related in json["related"].as_array().expect("a list") {
            let way = format!(
                "%0A{}: {}:{}:{}",
                related["label"].as_str().expect("a label"),
                related["file"].as_str().expect("a file"),
                related["line"],
                related["column"]
            );
            assert!(command.contains(&way), "{command}\n{json}");
        }
    });
}
