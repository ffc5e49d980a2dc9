//! Where findings point: the same mistakes in a macro's body and argument, in a template, in an include
//! file, in a body and at what a launch declares. Each is said once, at the user's own line, with the way
//! that led there.

use std::{fmt::Write as _, path::Path};

use kernsmith_msl::{
    compile::compile,
    diagnostic::{Diagnostics, RenderStyle},
    ir::MathMode,
    source::{Origin, SourceMap},
    unit::Unit,
};
use kernsmith_testkit::{
    corpus::{self, Case},
    golden,
};

const MISTAKES: &str = include_str!("places/mistakes.txt");
const LAUNCH: &str = include_str!("places/launch.txt");

/// What the mistakes are about, on one line.
const STRUCT: &str = "struct S { float m; }; inline float twice(float y) { return 2 * y; }";
const NAMES: &str = "float x = 1; float3 v = 0; constexpr int c = 1; thread float* q = &x; S s; s.m = x; x = *q + c + v.x;";
const KERNEL: &str =
    "kernel void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {";

/// Where a mistake must be said.
struct Expected {
    file: &'static str,
    line: u32,
    /// A related place that must be named.
    way: &'static str,
}

fn compiled(text: String, includes: &[(&str, String)]) -> (Diagnostics, SourceMap) {
    let mut sources = SourceMap::default();
    let file = sources.add("k.metal", text, Origin::User);
    let mut unit = Unit::new(vec![file], MathMode::Safe);
    let named = includes.iter();
    unit.includes = named
        .map(|(name, text)| ((*name).to_owned(), text.clone()))
        .collect();
    let found = compile(&mut sources, &unit).diagnostics;
    (found, sources)
}

/// Each mistake in one place: its golden, and what is not as it should be.
fn check(
    name: &str,
    mistakes: &str,
    expected: &Expected,
    find: impl Fn(&str) -> (Diagnostics, SourceMap),
) {
    let (mut all, mut complaints) = (String::new(), String::new());
    for mistake in mistakes.lines() {
        let (found, sources) = find(mistake);
        let said = found.render(&sources, RenderStyle::Plain);
        write!(all, "==== {mistake}\n{said}\n\n").unwrap();
        if let Some(complaint) = complaint(&found, &sources, expected) {
            writeln!(complaints, "{mistake}: {complaint}\n{said}").unwrap();
        }
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/places/said");
    golden::check(folder.join(format!("{name}.txt")), &all);
    assert!(complaints.is_empty(), "{complaints}");
}

fn complaint(found: &Diagnostics, sources: &SourceMap, expected: &Expected) -> Option<String> {
    if found.len() != 1 {
        return Some(format!("{} findings", found.len()));
    }
    let found = found.iter().next()?;
    let at = sources.line_column(found.span);
    let file = &sources.file(found.span.file).name;
    if (file.as_str(), at.line) != (expected.file, expected.line) {
        return Some(format!("said at {file}:{}", at.line));
    }
    let mut related = found.related.iter();
    let named =
        expected.way.is_empty() || related.any(|(_, label)| label.starts_with(expected.way));
    (!named).then(|| format!("expected `{}`", expected.way))
}

#[test]
fn in_a_macros_body() {
    let expected = Expected {
        file: "k.metal",
        line: 5,
        way: "in expansion of macro `BODY`",
    };
    check("macro_body", MISTAKES, &expected, |mistake| {
        let text = format!(
            "{STRUCT}\n#define BODY {mistake}\n{KERNEL}\n  {NAMES}\n  BODY\n  out[i] = x;\n}}\n"
        );
        compiled(text, &[])
    });
}

#[test]
fn in_a_macros_argument() {
    let expected = Expected {
        file: "k.metal",
        line: 6,
        way: "in expansion of macro `RUN`",
    };
    // An argument that does not end is the macro's matter.
    let mistakes = MISTAKES.replace("out[i] = (x;\n", "");
    check("macro_argument", &mistakes, &expected, |mistake| {
        let text = format!(
            "{STRUCT}\n#define RUN(...) __VA_ARGS__\n{KERNEL}\n  {NAMES}\n  RUN(\n    {mistake})\n  out[i] = x;\n}}\n"
        );
        compiled(text, &[])
    });
}

#[test]
fn in_a_macro_inside_of_a_macro() {
    let expected = Expected {
        file: "k.metal",
        line: 6,
        way: "in expansion of macro",
    };
    check("macro_in_macro", MISTAKES, &expected, |mistake| {
        let text = format!(
            "{STRUCT}\n#define INNER {mistake}\n#define OUTER(a) {{ a = 0; INNER }}\n{KERNEL}\n  {NAMES}\n  OUTER(x)\n  out[i] = x;\n}}\n"
        );
        compiled(text, &[])
    });
}

#[test]
fn in_a_template() {
    let expected = Expected {
        file: "k.metal",
        line: 5,
        way: "in instantiation of `outer<float>`",
    };
    // What the parser finds, and what is wrong with every instance, is said without one.
    let mistakes: String = MISTAKES
        .lines()
        .filter(|mistake| !PARSED.contains(mistake))
        .flat_map(|mistake| [mistake, "\n"])
        .collect();
    check("template", &mistakes, &expected, |mistake| {
        let text = format!(
            "{STRUCT}\ntemplate <typename T>\nvoid inner(device T* out, uint i) {{\n  {NAMES}\n  {mistake}\n}}\n\
             template <typename T>\nvoid outer(device T* out, uint i) {{ inner(out, i); }}\n\
             {KERNEL}\n  outer(out, i);\n}}\n"
        );
        compiled(text, &[])
    });
}

/// Mistakes of [`MISTAKES`] that are found before there are instances.
const PARSED: [&str; 7] = [
    "out[i] = x +;",
    "double d = 1;",
    "out[i] = 08;",
    "goto end;",
    "out[i] = (x;",
    "foo t;",
    "__syncthreads();",
];

#[test]
fn in_an_include_file() {
    let expected = Expected {
        file: "inner.h",
        line: 3,
        way: "included from here",
    };
    check("include", MISTAKES, &expected, |mistake| {
        let inner =
            format!("inline void f(device float* out, uint i) {{\n  {NAMES}\n  {mistake}\n}}\n");
        let outer = "#include \"inner.h\"\n".to_owned();
        let text = format!("{STRUCT}\n#include \"outer.h\"\n{KERNEL}\n  f(out, i);\n}}\n");
        compiled(text, &[("inner.h", inner), ("outer.h", outer)])
    });
}

/// A launch's body; the mistake is on line 18 of the file.
fn in_body(before: &str, mistake: &str) -> (Diagnostics, SourceMap) {
    let text = format!(
        "// kernel: k\n// input a: float32[8] = arange\n// input n: int32 = 3\n// input h: float16[2, 2] = fill(1)\n\
         // output out: float32[8]\n// output count: uint32[1]\n// template: T=float32, N=4, flag=true\n\
         // atomic_outputs: false\n// findings: any\n// grid: 8 1 1\n// threadgroup: 8 1 1\n// header:\n\
         {STRUCT}\ninline float one(float y) {{ return y; }}\n\
         // body:\n{before}\nout[0] = a[0] + n + h[0]; count[0] = a_shape[0];\n{mistake}\n"
    );
    let case = Case::parse("body", &text).unwrap_or_else(|error| panic!("{error}"));
    corpus::diagnose(&case).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn in_a_body() {
    let expected = Expected {
        file: "body.metal",
        line: 18,
        way: "",
    };
    let before = format!("uint i = thread_position_in_grid.x; {NAMES}");
    check("body", MISTAKES, &expected, |mistake| {
        in_body(&before, mistake)
    });
    check("launch", LAUNCH, &expected, |mistake| in_body("", mistake));
}
