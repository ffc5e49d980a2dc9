//! Kinds of text, of any length, that compile: what the front end is measured with, and what shows that it
//! takes no more than its share of work.

use std::fmt::Write as _;

/// A kind of text.
#[derive(Debug)]
pub struct Shape {
    /// What it is made of.
    pub name: &'static str,
    /// About so many lines of it.
    pub text: fn(usize) -> String,
    /// The language's limits end it here.
    pub most_lines: usize,
}

const fn shape(name: &'static str, text: fn(usize) -> String) -> Shape {
    Shape {
        name,
        text,
        most_lines: usize::MAX,
    }
}

/// All kinds.
pub const SHAPES: &[Shape] = &[
    shape("functions", functions),
    shape("kernels", kernels),
    shape("statements", statements),
    shape("variables", variables),
    shape("branches", branches),
    shape("loops", loops),
    shape("switch", switch),
    shape("expression", expression),
    shape("macros", macros),
    shape("chained_macros", chained_macros),
    shape("conditions", conditions),
    shape("comments", comments),
    shape("overloads", overloads),
    shape("one_name", one_name),
    Shape {
        most_lines: 8000,
        ..shape("templates", templates)
    },
    Shape {
        most_lines: 8000,
        ..shape("instances", instances)
    },
    shape("structs", structs),
    shape("nested_structs", nested_structs),
    shape("fields", fields),
    shape("methods", methods),
    shape("namespaces", namespaces),
    shape("deep_namespaces", deep_namespaces),
    shape("struct_lists", struct_lists),
    shape("globals", globals),
    shape("table", table),
    shape("enumerators", enumerators),
    shape("lambdas", lambdas),
];

/// Text of so many lines, of all kinds that go into one file.
#[must_use]
pub fn mixed(lines: usize) -> String {
    let each = lines / SHAPES.len();
    SHAPES.iter().map(|shape| (shape.text)(each)).collect()
}

/// Lines that `line` writes by number.
fn repeat(count: usize, line: impl Fn(&mut String, usize)) -> String {
    let mut text = String::new();
    for index in 0..count {
        line(&mut text, index);
    }
    text
}

macro_rules! put {
    ($text:expr, $($format:tt)*) => {
        writeln!($text, $($format)*).expect("a string takes any text")
    };
}

/// A kernel around statements.
fn kernel(name: &str, before: &str, statements: &str) -> String {
    format!(
        "{before}\nkernel void {name}(device float* out [[buffer(0)]], device const float* in [[buffer(1)]], uint id [[thread_position_in_grid]]) {{\nfloat x = in[id];\n{statements}out[id] = x;\n}}\n"
    )
}

fn functions(lines: usize) -> String {
    let count = lines / 5;
    let defined = repeat(count, |text, i| {
        put!(text, "inline float fun{i}(float a, float b) {{");
        put!(text, "    float c = a * b + {i}.0f;");
        put!(text, "    return metal::max(c, a) - b;\n}}");
    });
    let used = repeat(count, |text, i| put!(text, "x = fun{i}(x, 2.0f);"));
    kernel("many_functions", &defined, &used)
}

fn kernels(lines: usize) -> String {
    repeat(lines / 5, |text, i| {
        text.push_str(&kernel(&format!("kernel{i}"), "", "x = metal::exp(x);\n"));
    })
}

fn statements(lines: usize) -> String {
    let all = repeat(lines, |text, i| match i % 4 {
        0 => put!(text, "x = metal::fma(x, 1.5f, in[id + {i}]);"),
        1 => put!(text, "x += float(id * {i}u) * 0.25f;"),
        2 => put!(text, "out[{i}] = x > 0.0f ? x : -x;"),
        _ => put!(text, "x -= metal::sin(x) * out[id];"),
    });
    kernel("many_statements", "", &all)
}

fn variables(lines: usize) -> String {
    let all = repeat(lines, |text, i| {
        put!(
            text,
            "float v{i} = {} + x;",
            if i == 0 {
                "1.0f".into()
            } else {
                format!("v{}", i - 1)
            }
        );
    });
    kernel("many_variables", "", &all)
}

fn branches(lines: usize) -> String {
    let all = repeat(lines / 5, |text, i| {
        put!(
            text,
            "if (id > {i}u) {{\nx += 1.0f;\n}} else {{\nx *= 2.0f;\n}}"
        );
    });
    kernel("many_branches", "", &all)
}

fn loops(lines: usize) -> String {
    let all = repeat(lines / 4, |text, i| {
        put!(
            text,
            "for (uint i{i} = 0; i{i} < id; ++i{i}) {{\nif (i{i} == 3) break;\nx += in[i{i}];\n}}"
        );
    });
    kernel("many_loops", "", &all)
}

fn switch(lines: usize) -> String {
    let cases = repeat(lines / 2, |text, i| {
        put!(text, "case {i}:\nx += {i}.0f; break;")
    });
    kernel("many_cases", "", &format!("switch (id) {{\n{cases}}}\n"))
}

/// Expressions of a hundred terms each.
fn expression(lines: usize) -> String {
    let all = repeat(lines, |text, i| {
        let end = match i % 100 {
            99 => ";",
            _ => " +",
        };
        let start = if i % 100 == 0 { "x = " } else { "    " };
        put!(text, "{start}x * {i}.0f{end}");
    });
    let rest = match lines % 100 {
        0 => "",
        _ => "0.0f;\n",
    };
    kernel("long_expressions", "", &(all + rest))
}

fn macros(lines: usize) -> String {
    let defined = repeat(lines / 2, |text, i| {
        put!(text, "#define MAC{i}(a, b) ((a) * {i}.0f + (b))")
    });
    let used = repeat(lines / 2, |text, i| {
        put!(text, "x = MAC{i}(x, MAC{i}(x, 1.0f));")
    });
    kernel("many_macros", &defined, &used)
}

/// Each macro stands for the one before, in chains of thirty-two.
fn chained_macros(lines: usize) -> String {
    let defined = repeat(lines / 2, |text, i| match i % 32 {
        0 => put!(text, "#define LINK{i} (x + {i}.0f)"),
        _ => put!(text, "#define LINK{i} LINK{}", i - 1),
    });
    let used = repeat(lines / 2, |text, i| put!(text, "x = LINK{i};"));
    kernel("macros_of_macros", &defined, &used)
}

fn conditions(lines: usize) -> String {
    let all = repeat(lines / 5, |text, i| {
        put!(
            text,
            "#if {i} % 2 && defined(__METAL_VERSION__)\nx += 1.0f;\n#else\nx += 2.0f;\n#endif"
        );
    });
    kernel("many_conditions", "", &all)
}

fn comments(lines: usize) -> String {
    let all = repeat(lines / 2, |text, i| {
        put!(
            text,
            "// This is comment number {i}, and nothing else.\nx += 1.0f; /* so */"
        )
    });
    kernel("many_comments", "", &all)
}

/// Overloads of many names, sixty-four each.
fn overloads(lines: usize) -> String {
    named(lines, "many_overloads", |i| i / 64)
}

/// Functions of a name by number, each for a struct of its own.
fn named(lines: usize, kernel_name: &str, name: fn(usize) -> usize) -> String {
    let count = lines / 3;
    let defined = repeat(count, |text, i| {
        let name = name(i);
        put!(text, "struct {kernel_name}_tag{i} {{ float a; }};");
        put!(
            text,
            "inline float {kernel_name}_take{name}({kernel_name}_tag{i} t) {{ return t.a + {i}.0f; }}"
        );
    });
    let used = repeat(count, |text, i| {
        let name = name(i);
        put!(
            text,
            "{{ {kernel_name}_tag{i} t; t.a = x; x = {kernel_name}_take{name}(t); }}"
        );
    });
    kernel(kernel_name, &defined, &used)
}

/// One name for all.
fn one_name(lines: usize) -> String {
    named(lines, "one_name", |_| 0)
}

fn templates(lines: usize) -> String {
    let count = lines / 5;
    let defined = repeat(count, |text, i| {
        put!(
            text,
            "template <typename T, int N>\ninline T generic{i}(T a) {{\n    return a * T(N);\n}}"
        );
    });
    let used = repeat(count, |text, i| {
        put!(text, "x = generic{i}<float, {i}>(x);")
    });
    kernel("many_templates", &defined, &used)
}

/// One template, and its instances.
fn instances(lines: usize) -> String {
    let defined = "template <int N> inline float numbered(float a) { return a * float(N); }\n";
    let used = repeat(lines, |text, i| put!(text, "x += numbered<{i}>(x);"));
    kernel("many_instances", defined, &used)
}

fn structs(lines: usize) -> String {
    let count = lines / 6;
    let defined = repeat(count, |text, i| {
        put!(
            text,
            "struct Part{i} {{\n    float a;\n    uint b;\n    float4 c;\n}};"
        )
    });
    let used = repeat(count, |text, i| {
        put!(text, "{{ Part{i} p = {{x, id, float4(x)}}; x += p.c.y; }}")
    });
    kernel("many_structs", &defined, &used)
}

/// Structs in structs, thirty-two deep.
fn nested_structs(lines: usize) -> String {
    let count = lines / 4;
    let defined = repeat(count, |text, i| match i % 32 {
        0 => put!(text, "struct Nest{i} {{\n    float a;\n}};"),
        _ => put!(
            text,
            "struct Nest{i} {{\n    Nest{} inner; float a;\n}};",
            i - 1
        ),
    });
    let used = repeat(count, |text, i| {
        put!(text, "{{ Nest{i} n; n.a = x; x += n.a; }}")
    });
    kernel("structs_in_structs", &defined, &used)
}

/// Structs with a hundred fields each.
fn fields(lines: usize) -> String {
    let count = (lines / 201).max(1);
    let defined = repeat(count, |text, i| {
        let members = repeat(100, |text, f| put!(text, "    float member{f};"));
        put!(text, "struct Wide{i} {{\n{members}}};");
    });
    let used = repeat(count, |text, i| {
        let members = repeat(98, |text, f| put!(text, "x += w{i}.member{f};"));
        put!(text, "Wide{i} w{i} = {{}};\n{members}");
    });
    kernel("wide_structs", &defined, &used)
}

fn methods(lines: usize) -> String {
    let count = lines / 6;
    let defined = repeat(count, |text, i| {
        put!(
            text,
            "struct Class{i} {{\n    float a;\n    Class{i}(float v) : a(v) {{}}\n    float get() const {{ return a; }}\n}};"
        );
    });
    let used = repeat(count, |text, i| put!(text, "x = Class{i}(x).get();"));
    kernel("many_methods", &defined, &used)
}

fn namespaces(lines: usize) -> String {
    let count = lines / 4;
    let defined = repeat(count, |text, i| {
        put!(
            text,
            "namespace space{i} {{\ninline float inner(float a) {{ return a + 1.0f; }}\n}}"
        )
    });
    let used = repeat(count, |text, i| put!(text, "x = space{i}::inner(x);"));
    kernel("many_namespaces", &defined, &used)
}

/// Namespaces in namespaces, thirty-two deep, with a function that calls the one further out in each.
fn deep_namespaces(lines: usize) -> String {
    let count = lines / 5;
    let defined = repeat(count, |text, i| {
        let before = match i % 32 {
            0 => "a".to_owned(),
            at => format!("inner{}(a)", at - 1),
        };
        put!(
            text,
            "namespace deep{i} {{\ninline float inner{}(float a) {{ return {before} + 1.0f; }}",
            i % 32
        );
        if i % 32 == 31 || i + 1 == count {
            put!(text, "{}", "}".repeat(i % 32 + 1));
        }
    });
    let used = repeat(count, |text, i| {
        let path: String = (i - i % 32..=i).map(|at| format!("deep{at}::")).collect();
        put!(text, "x = {path}inner{}(x);", i % 32);
    });
    kernel("namespaces_in_namespaces", &defined, &used)
}

/// Lists of structs, each given as a list.
fn struct_lists(lines: usize) -> String {
    let rows = repeat(lines, |text, i| {
        put!(text, "    {{{{{i}.0f, {i}}}, {i}u}},")
    });
    let defined = format!(
        "struct Cell {{ float a; int b; }};\nstruct Row {{ Cell cell; uint c; }};\nconstant Row rows_of_structs[] = {{\n{rows}}};"
    );
    kernel(
        "one_list",
        &defined,
        &format!("x += rows_of_structs[id % {lines}].cell.a;\n"),
    )
}

fn globals(lines: usize) -> String {
    let count = lines / 2;
    let defined = repeat(count, |text, i| {
        put!(text, "constant float global{i} = {i}.0f * 2.0f;")
    });
    let used = repeat(count, |text, i| put!(text, "x += global{i};"));
    kernel("many_globals", &defined, &used)
}

fn table(lines: usize) -> String {
    let rows = repeat(lines, |text, i| put!(text, "    {{{i}.0f, {i}.5f}},"));
    let defined = format!("constant float2 rows_of_table[] = {{\n{rows}}};");
    kernel(
        "one_table",
        &defined,
        &format!("x += rows_of_table[id % {lines}].x;\n"),
    )
}

fn enumerators(lines: usize) -> String {
    let count = lines / 2;
    let names = repeat(count, |text, i| put!(text, "    item{i},"));
    let used = repeat(count, |text, i| put!(text, "x += float(item{i});"));
    kernel(
        "many_enumerators",
        &format!("enum Items {{\n{names}}};"),
        &used,
    )
}

fn lambdas(lines: usize) -> String {
    let used = repeat(lines / 2, |text, i| {
        put!(
            text,
            "auto lambda{i} = [&](float a) {{ return a + x + {i}.0f; }};\nx = lambda{i}(x);"
        );
    });
    kernel("many_lambdas", "", &used)
}
