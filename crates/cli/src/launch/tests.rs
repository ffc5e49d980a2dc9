//! Launch files as people write them, right and wrong.

use std::fs;

use super::*;

/// A launch file that is right, to change one thing of.
const GOOD: &str = r#"[kernel]
name = "scale"
source_file = "scale.metal"

[[input]]
name = "a"
dtype = "float32"
shape = [2, 3]
values = [[1, 2, 3], [4, 5, 6.5]]

[[output]]
name = "out"
dtype = "float16"
shape = [2, 3]
save = "out.npy"

[launch]
grid = [6]
threadgroup = [32, 1, 1]

[template]
T = "float32"
N = 4
A = true
"#;

fn load(text: &str) -> Result<LaunchFile, String> {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let path = folder.path().join("scale.toml");
    fs::write(&path, text).expect("the folder is ours");
    fs::write(folder.path().join("scale.metal"), "out[0] = a[0];").expect("the folder is ours");
    LaunchFile::load(&path).map_err(|error| {
        error
            .to_string()
            .replace(&format!("{}/", folder.path().display()), "")
    })
}

/// What a file says that has `to` where the good one has `from`.
fn refused(from: &str, to: &str) -> String {
    assert!(GOOD.contains(from), "{from}");
    load(&GOOD.replacen(from, to, 1)).expect_err(to)
}

fn accepted(from: &str, to: &str) -> LaunchFile {
    assert!(GOOD.contains(from), "{from}");
    load(&GOOD.replacen(from, to, 1)).expect(to)
}

fn body(launch: &LaunchFile) -> &Body {
    match &launch.kernel.form {
        Form::Body(body) => body,
        Form::Whole(_) => panic!("expected a body"),
    }
}

#[test]
fn a_file_says_everything_about_a_launch() {
    let launch = load(GOOD).expect("it is right");
    assert_eq!(launch.kernel.name, "scale");
    assert_eq!(body(&launch).source.text, "out[0] = a[0];");
    assert!(body(&launch).ensure_row_contiguous && !body(&launch).atomic_outputs);
    assert_eq!((launch.grid, launch.threadgroup), ([6, 1, 1], [32, 1, 1]));
    assert_eq!(launch.inputs[0].array.shape, [2, 3]);
    assert_eq!(launch.inputs[0].array.bytes[20..], 6.5_f32.to_ne_bytes());
    assert!(
        launch.outputs[0]
            .save
            .as_ref()
            .is_some_and(|path| path.ends_with("out.npy"))
    );
    let names: Vec<&str> = launch
        .template
        .iter()
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(
        names,
        ["T", "N", "A"],
        "template arguments keep their order"
    );
}

#[test]
fn an_inline_source_knows_its_lines() {
    let launch = accepted(
        "source_file = \"scale.metal\"",
        "source = '''\nout[0] = 1;\n'''",
    );
    assert_eq!(body(&launch).source.first_line, 4);
    assert_eq!(body(&launch).source.text, "out[0] = 1;\n");
    let launch = accepted("source_file = \"scale.metal\"", "source = 'out[0] = 1;'");
    assert_eq!(body(&launch).source.first_line, 3);
}

#[test]
fn contents_come_in_many_forms() {
    let values = "values = [[1, 2, 3], [4, 5, 6.5]]";
    let elems = |to: &str| accepted(values, to).inputs[0].array.len_elems();
    assert_eq!(elems("values = [1, 2, 3, 4, 5, 6]"), 6);
    assert_eq!(elems("fill = \"ones\""), 6);
    assert_eq!(elems("fill = { constant = 2.5 }"), 6);
    assert_eq!(elems("fill = { arange = { start = 1, step = 0.5 } }"), 6);
    assert_eq!(elems("fill = { normal = { seed = 7, std = 0.1 } }"), 6);
    assert_eq!(elems("fill = { uniform = { low = -1, high = 1 } }"), 6);
    assert_eq!(elems("fill = { normal = {} }\nstrides = [1, 2]"), 6);
    assert_eq!(
        elems("fill = { normal = {} }\nstrides = [0, 2]\noffset = 3"),
        8
    );

    let scalar = accepted(
        "shape = [2, 3]\nvalues = [[1, 2, 3], [4, 5, 6.5]]",
        "values = 2",
    );
    assert_eq!(scalar.inputs[0].array.shape, [0_usize; 0]);
    let complex = "dtype = \"complex64\"\nvalues = [[1, 2], [3, 4]]";
    let complex = accepted(
        "dtype = \"float32\"\nshape = [2, 3]\nvalues = [[1, 2, 3], [4, 5, 6.5]]",
        complex,
    );
    assert_eq!(complex.inputs[0].array.shape, [2]);
}

#[test]
fn mistakes_are_told_at_their_line() {
    for (from, to, message) in [
        (
            "shape = [2, 3]\nv",
            "shap = [2, 3]\nv",
            "scale.toml:8: unknown field `shap`, expected one of `name`, `dtype`, `shape`, \
             `strides`, `offset`, `values`, `file`, `tensor`, `fill`\nhelp: did you mean `shape`?",
        ),
        (
            "\"float32\"\nshape",
            "\"float23\"\nshape",
            "scale.toml:7: expected an element type, found `float23`\nhelp: one of `bool_`, \
             `uint8`, `uint16`, `uint32`, `uint64`, `int8`, `int16`, `int32`, `int64`, \
             `float16`, `bfloat16`, `float32`, `complex64`",
        ),
        (
            "[launch]",
            "[lunch]",
            "scale.toml:17: unknown field `lunch`, expected one of `kernel`, `include`, `input`, `output`, \
             `launch`, `template`, `constants`, `threadgroup_memory`\nhelp: did you mean `launch`?",
        ),
        ("grid = [6]", "", "scale.toml:17: missing field `grid`"),
        (
            "grid = [6]",
            "grid = [1, 2, 3, 4]",
            "scale.toml:18: expected one to three extents, found 4",
        ),
        (
            "N = 4",
            "N = 5000000000",
            "scale.toml:23: expected an integer of 32 bits, found `5000000000`",
        ),
        (
            "N = 4",
            "N = 1.5",
            "scale.toml:23: invalid type: floating point `1.5`, expected the name of an element \
             type, an integer or a bool",
        ),
        (
            "source_file = \"scale.metal\"",
            "",
            "scale.toml:1: the kernel has no source\nhelp: give `source_file` or `source`, or `file` for a \
             whole file",
        ),
        (
            "source_file",
            "source = ''\nsource_file",
            "scale.toml:4: expected either `source` or `source_file`, found both",
        ),
        (
            "scale.metal",
            "gone.metal",
            "scale.toml:3: cannot read `gone.metal`: No such file or directory (os error 2)",
        ),
    ] {
        assert_eq!(refused(from, to), message);
    }
}

#[test]
fn contents_that_do_not_fit_are_refused() {
    for (from, to, message) in [
        (
            "values = [[1, 2, 3], [4, 5, 6.5]]",
            "",
            "scale.toml:5: input `a`: expected one of `values`, `file` and `fill`, found 0",
        ),
        (
            "[4, 5, 6.5]",
            "[4, 5]",
            "scale.toml:5: input `a`: nested values differ in length",
        ),
        (
            "shape = [2, 3]\nv",
            "shape = [3, 3]\nv",
            "scale.toml:5: input `a`: expected shape [3, 3], found [2, 3]",
        ),
        (
            "\"float32\"\nshape",
            "\"int8\"\nshape",
            "scale.toml:5: input `a`: expected a value of `int8`, found `6.5`",
        ),
        (
            "shape = [2, 3]\nv",
            "shape = [2, 3]\nstrides = [3]\nv",
            "scale.toml:5: input `a`: expected 2 strides, found 1",
        ),
        (
            "shape = [2, 3]\nv",
            "shape = [2, 3]\nstrides = [3, -1]\nv",
            "scale.toml:5: input `a`: the view reaches element -2, the contents are elements 0 to \
             6",
        ),
        (
            "shape = [2, 3]\nv",
            "shape = [2, 3]\noffset = 3\nv",
            "scale.toml:5: input `a`: `offset` has a meaning only with `strides`",
        ),
        (
            "\"float16\"",
            "\"bfloat16\"",
            "scale.toml:11: output `out`: `.npy` cannot hold `bfloat16`\nhelp: use a \
             `.safetensors` file",
        ),
        (
            "out.npy",
            "out.txt",
            "scale.toml:11: output `out`: expected a file ending in `.npy` or `.safetensors`, \
             found `out.txt`",
        ),
    ] {
        assert_eq!(refused(from, to), message);
    }
}

#[test]
fn a_file_that_is_not_toml_is_refused() {
    assert!(
        load("[kernel\n")
            .expect_err("it is cut off")
            .starts_with("scale.toml:1: ")
    );
    let deep = format!("[kernel]\nname = {}", "[".repeat(100_000));
    assert!(
        load(&deep)
            .expect_err("too deep")
            .starts_with("scale.toml:2: ")
    );
}

#[test]
fn a_whole_file_has_nothing_of_a_body() {
    assert_eq!(
        refused("source_file = ", "header = ''\nfile = "),
        "scale.toml:4: `header` has a meaning only for a kernel that is a body, and `file` gives a \
         whole file"
    );
    assert_eq!(
        refused("source_file = ", "file = "),
        "scale.toml:1: `[template]` has a meaning only for a kernel that is a body, and `file` \
         gives a whole file"
    );
    assert_eq!(
        refused("[template]", "[threadgroup_memory]\nx = 4\n[template]"),
        "scale.toml:1: `[threadgroup_memory]` has a meaning only for a whole file; a body declares \
         its own"
    );
    assert_eq!(
        refused("[template]", "[constants]\nx = 4\n[template]"),
        "scale.toml:1: `[constants]` has a meaning only for a whole file; a body takes `[template]` \
         arguments"
    );
}
