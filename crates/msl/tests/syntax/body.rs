//! A unit of several files, as a body-only kernel is: what the caller wrote is never closed, or
//! reported, outside the caller's own text.

use kernsmith_msl::{
    diagnostic::{Diagnostics, RenderStyle},
    ir::MathMode,
    source::{Origin, SourceFile, SourceMap},
    syntax,
    unit::Unit,
};

/// What is said about a header and a body; the body begins in line 10 of `kernel.py`.
fn rendered(header: &str, body: &str) -> String {
    let mut sources = SourceMap::default();
    let header = sources.add("<header>", header, Origin::User);
    let signature = "[[kernel]] void k(device float* out [[buffer(0)]], uint i [[thread_position_in_grid]]) {\n";
    let before = sources.add("<signature>", signature, Origin::Builtin);
    let body = sources.add_file(SourceFile {
        name: "kernel.py".to_owned(),
        text: body.into(),
        origin: Origin::User,
        first_line: 10,
    });
    let after = sources.add("<end>", "\n}\n", Origin::Builtin);
    let unit = Unit::new(vec![header, before, body, after], MathMode::Fast);
    let mut diagnostics = Diagnostics::default();
    syntax::parse(&mut sources, &unit, &mut diagnostics);
    diagnostics.render(&sources, RenderStyle::Plain)
}

#[test]
fn files_share_macros_and_declarations() {
    let header = "#define TWICE(x) ((x) + (x))\nstruct S { float a; };\ntemplate <typename T> T f(T x) { return x; }";
    let body = "S s = {1};\nout[i] = f<float>(TWICE(s.a));\n#if __FAST_MATH__\nreturn;\n#endif";
    assert_eq!(rendered(header, body), "");
}

#[test]
fn lines_are_those_of_the_callers_file() {
    let text = rendered("", "float a = 1;\nout[i] = a +;");
    assert!(text.contains("--> kernel.py:11:13"), "{text}");
    assert!(text.contains("11 | out[i] = a +;"), "{text}");
}

#[test]
fn an_unclosed_brace_is_the_callers() {
    let text = rendered("", "if (i > 1) {\n  out[i] = 1;");
    assert!(
        text.contains("expected `}`, found the end of the source"),
        "{text}"
    );
    assert!(text.contains("--> kernel.py:11:14"), "{text}");
    assert_eq!(text.matches("error[").count(), 1, "{text}");
}

#[test]
fn a_brace_too_many_is_the_callers() {
    let text = rendered("", "out[i] = 1;\n}\nout[i] = 2;");
    assert!(text.contains("unexpected `}`"), "{text}");
    assert!(text.contains("--> kernel.py:11:1"), "{text}");
    assert_eq!(text.matches("error[").count(), 1, "{text}");
}

#[test]
fn what_is_missing_at_the_end_is_missing_in_the_body() {
    for (body, place) in [
        ("out[i] = 1", "kernel.py:10:11"),
        ("out[i] = (1", "kernel.py:10:12"),
        ("out[i] = ", "kernel.py:10:9"),
        ("if (i)", "kernel.py:10:7"),
        ("/* no end", "kernel.py:10:1"),
        ("for (int j = 0", "kernel.py:10:15"),
    ] {
        let text = rendered("", body);
        assert!(text.contains(place), "{body}\n{text}");
        assert!(!text.contains("<end>"), "{body}\n{text}");
        assert!(!text.contains("<signature>"), "{body}\n{text}");
    }
}

#[test]
fn a_header_without_an_end_is_the_headers() {
    let text = rendered("struct S { float a;", "out[i] = 1;");
    assert!(text.contains("<header>:1:20"), "{text}");
}

#[test]
fn a_whole_kernel_is_no_body() {
    let text = rendered("", "kernel void f(device float* out) {\n  out[0] = 1;\n}\n");
    assert!(
        text.contains("a kernel cannot be defined inside a function"),
        "{text}"
    );
    assert!(text.contains("leave out the kernel's signature"), "{text}");
    assert_eq!(text.matches("error[").count(), 1, "{text}");
}
