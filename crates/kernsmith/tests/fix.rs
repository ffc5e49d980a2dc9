//! `kernsmith check --fix`: what it changes, and that it changes nothing twice.

use std::{fs, path::Path, process::Output};

use kernsmith_testkit::golden;

use crate::{root, transcript};

/// A kernel around statements.
fn kernel(statements: &str) -> String {
    format!(
        "#include <metal_stdlib>\nusing namespace metal;\n\
         kernel void k(device float* values [[buffer(0)]], uint3 place [[thread_position_in_grid]]) {{\n\
         {statements}\n}}\n"
    )
}

fn fix(path: &Path, args: &[&str]) -> Output {
    let mut command = transcript::kernsmith(root());
    command.args(["check", "--fix"]).args(args).arg(path);
    command
        .output()
        .expect("the command was built for this test")
}

/// Statements before and after.
const CASES: &[(&str, &str, &str)] = &[
    (
        "names that are spelled alike, at each of their uses",
        "float total = 1.0f; values[0] = totl + totl; values[1] = totl;",
        "float total = 1.0f; values[0] = total + total; values[1] = total;",
    ),
    (
        "functions of the library",
        "values[0] = sqtr(2.0f);",
        "values[0] = sqrt(2.0f);",
    ),
    (
        "types",
        "flaot a = 1.0f; values[0] = a;",
        "float a = 1.0f; values[0] = a;",
    ),
    (
        "members",
        "struct P { float height; }; P p; p.height = 1.0f; values[0] = p.heigth;",
        "struct P { float height; }; P p; p.height = 1.0f; values[0] = p.height;",
    ),
    (
        "semicolons at the end of a line, before the comment",
        "float a = 1.0f // one\nvalues[0] = a",
        "float a = 1.0f; // one\nvalues[0] = a;",
    ),
    (
        "a position where a number is expected",
        "uint i = place; values[place] = 1.0f; values[i] = 2.0f;",
        "uint i = place.x; values[place.x] = 1.0f; values[i] = 2.0f;",
    ),
    (
        "the type that Metal has not",
        "double a = 1.0; values[0] = a;",
        "float a = 1.0; values[0] = a;",
    ),
    (
        "characters that look like others",
        "values[0] = 3.0f \u{2212} 1.0f\u{ff1b}",
        "values[0] = 3.0f - 1.0f;",
    ),
];

#[test]
fn mistakes_with_one_remedy_are_mended() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (index, (what, before, after)) in CASES.iter().enumerate() {
        let path = folder.path().join(format!("{index}.metal"));
        fs::write(&path, kernel(before)).expect("the folder is ours");
        let output = fix(&path, &[]);
        let text = fs::read_to_string(&path).expect("it is there");
        assert_eq!(text, kernel(after), "{what}: {output:?}");
        assert!(output.status.success(), "{what}: {output:?}");
        let again = fix(&path, &[]);
        assert!(again.status.success(), "{what}: {again:?}");
        assert!(
            !String::from_utf8_lossy(&again.stdout).contains("fixed"),
            "{what}: {again:?}"
        );
    }
}

/// Files of `tests/mended` with mistakes that have one remedy each; what becomes of them is a golden, and
/// compiles.
#[test]
fn files_with_common_mistakes_compile_when_they_are_mended() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut count = 0;
    let mut complaints = String::new();
    for entry in fs::read_dir(tests.join("mended")).expect("it is there") {
        let source = entry.expect("it can be read").path();
        let name = source.file_name().expect("a file has a name");
        let path = folder.path().join(name);
        fs::copy(&source, &path).expect("the folder is ours");
        let output = fix(&path, &[]);
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr);
            complaints += &format!("{}:\n{said}\n", name.display());
        }
        let text = fs::read_to_string(&path).expect("it is there");
        golden::check(tests.join("mended_golden").join(name), &text);
        let again = fix(&path, &[]);
        assert!(
            !String::from_utf8_lossy(&again.stdout).contains("fixed"),
            "{again:?}"
        );
        count += 1;
    }
    assert!(complaints.is_empty(), "{complaints}");
    assert!(count > 40, "{count}");
}

/// What the lints say how to mend: before, after. The kernel gives the same before and after.
const LINTED: &[(&str, &str, &str)] = &[
    (
        "flags of barriers",
        "threadgroup float t[8]; t[place.x] = 1; \
         threadgroup_barrier(mem_flags::mem_device | mem_flags::mem_threadgroup); values[place.x] = t[7 - place.x];",
        "threadgroup float t[8]; t[place.x] = 1; \
         threadgroup_barrier(mem_flags::mem_threadgroup); values[place.x] = t[7 - place.x];",
    ),
    (
        "barriers that order nothing",
        "values[place.x] = 2; threadgroup_barrier(mem_flags::mem_threadgroup);",
        "values[place.x] = 2; threadgroup_barrier(mem_flags::mem_none);",
    ),
    (
        "literals of half",
        "half h = half(place.x) / 3; half g = h * 0.5f; values[place.x] = g;",
        "half h = half(place.x) / 3; half g = h * 0.5h; values[place.x] = g;",
    ),
    (
        "literals that half has not are left alone",
        "half h = half(place.x) / 3; half g = h * 0.1f; values[place.x] = g;",
        "half h = half(place.x) / 3; half g = h * 0.1f; values[place.x] = g;",
    ),
    (
        "branches that choose",
        "// kernsmith: warn(branch-as-select)\n\
         float x = 0; if (place.x > 3) { x = 1.5f; } else { x = place.x * 2.0f; } values[place.x] = x;",
        "// kernsmith: warn(branch-as-select)\n\
         float x = 0; x = place.x > 3 ? 1.5f : place.x * 2.0f; values[place.x] = x;",
    ),
];

#[test]
fn what_lints_mend_computes_the_same() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    for (index, (what, before, after)) in LINTED.iter().enumerate() {
        let path = folder.path().join(format!("{index}.metal"));
        fs::write(&path, kernel(before)).expect("the folder is ours");
        let computed = computed(&path);
        let output = fix(&path, &[]);
        assert!(output.status.success(), "{what}: {output:?}");
        let text = fs::read_to_string(&path).expect("it is there");
        assert_eq!(text, kernel(after), "{what}: {output:?}");
        assert_eq!(computed, self::computed(&path), "{what}");
    }
}

/// What a kernel of these tests gives.
fn computed(path: &Path) -> Vec<u8> {
    let mut command = transcript::kernsmith(root());
    command.args([
        "run",
        "--kernel",
        "k",
        "--output",
        "values=float32[8]",
        "--grid",
        "8",
    ]);
    command.args(["--threadgroup", "8", "--device", "check"]);
    let output = command
        .arg(path)
        .output()
        .expect("the command was built for this test");
    assert!(output.status.success(), "{output:?}");
    output.stdout
}

#[test]
fn an_input_that_nothing_uses_loses_its_name() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("k.metal");
    let text = "kernel void k(device float* out, device const float* a [[buffer(1)]], constant float& s) { out[0] = 1; }\n";
    fs::write(&path, text).expect("the folder is ours");
    let output = fix(&path, &[]);
    assert!(output.status.success(), "{output:?}");
    let fixed = "kernel void k(device float* out, device const float* [[buffer(1)]], constant float&) { out[0] = 1; }\n";
    assert_eq!(fs::read_to_string(&path).expect("it is there"), fixed);
}

/// The examples, their mistakes aside, have nothing that a lint would say.
#[test]
fn examples_are_as_they_should_be() {
    let mut command = transcript::kernsmith(root());
    command.args(["check", "--deny", "warnings", "--warn", "missing-include"]);
    command.args(["examples/exp/exp.toml", "examples/row_norm/row_norm.toml"]);
    command.arg("examples/whole_file");
    let output = command
        .output()
        .expect("the command was built for this test");
    assert!(output.status.success(), "{output:?}");
}

/// What must not change: names that come out of a macro, files that were not named, and what has
/// no remedy.
#[test]
fn only_the_users_own_text_is_changed() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let put = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).expect("the folder is ours");
        path
    };
    let header = "inline float twice(float value) { return 2.0f * vaule; }\n";
    let included = put("twice.h", header);
    let text = kernel("#define WRONG valeus[0] = 1.0f;\nWRONG\nvalues[1] = twice(1.0f) + nothing;");
    let text = text.replace("using", "#include \"twice.h\"\nusing");
    let path = put("k.metal", &text);
    let output = fix(&path, &[]);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert_eq!(fs::read_to_string(&path).expect("it is there"), text);
    assert_eq!(fs::read_to_string(included).expect("it is there"), header);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let path = folder.path().join("twice.h").display().to_string();
    assert!(
        told.contains("did you mean `value`?") && told.contains(&path),
        "{told}"
    );
}

#[test]
fn a_body_is_mended_by_its_launch_file() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let body = folder.path().join("body.metal");
    fs::write(
        &body,
        "uint i = thread_position_in_grid\nout[i] = 1.0f;\r\n",
    )
    .expect("ours");
    let launch = folder.path().join("body.toml");
    let text = "[kernel]\nname = \"one\"\nsource_file = \"body.metal\"\n[[output]]\nname = \"out\"\n\
                dtype = \"float32\"\nshape = [4]\n[launch]\ngrid = [4]\nthreadgroup = [4]\n";
    fs::write(&launch, text).expect("the folder is ours");
    let output = fix(&launch, &["--format", "json"]);
    assert!(output.status.success(), "{output:?}");
    let fixed = "uint i = thread_position_in_grid.x;\nout[i] = 1.0f;\r\n";
    assert_eq!(fs::read_to_string(&body).expect("it is there"), fixed);
    let told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one document");
    assert_eq!(told["fixed"].as_array().map(Vec::len), Some(2), "{told}");
}
