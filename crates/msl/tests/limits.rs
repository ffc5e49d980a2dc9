//! Whatever a source asks of the compiler, it ends soon, on a small stack: with a module, or with a
//! diagnostic that says what was too much. The parser alone has its own tests of this kind.

use std::{
    collections::BTreeSet,
    fmt::Write as _,
    thread,
    time::{Duration, Instant},
};

use kernsmith_msl::{
    compile::compile,
    ir::MathMode,
    source::{Origin, SourceMap},
    unit::Unit,
};

/// What a main thread has on some systems.
const STACK_BYTES: usize = 2 << 20;
/// On an idle machine the slowest takes a few tenths of a second; machines are not always idle.
const LIMIT: Duration = Duration::from_secs(5);

/// Compiles on a small stack; the names of what was found.
fn survive(name: &str, text: String) -> BTreeSet<&'static str> {
    let label = name.to_owned();
    let start = Instant::now();
    let run = move || {
        let mut sources = SourceMap::default();
        let file = sources.add("limits.metal", text, Origin::User);
        let compilation = compile(&mut sources, &Unit::new(vec![file], MathMode::Safe));
        let found = compilation.diagnostics;
        assert_eq!(compilation.module.is_none(), found.has_errors(), "{label}");
        // What there is can be walked over and written out.
        if let Some(module) = &compilation.module {
            assert!(!module.dump().is_empty(), "{label}");
            assert!(kernsmith_msl::emit::msl::emit(module).is_ok(), "{label}");
        }
        found.iter().map(|found| found.name).collect()
    };
    let builder = thread::Builder::new().stack_size(STACK_BYTES);
    let found = builder.spawn(run).unwrap().join();
    let found = found.unwrap_or_else(|_| panic!("{name}: the compiler failed"));
    let elapsed = start.elapsed();
    assert!(elapsed < LIMIT, "{name} took {elapsed:?}");
    found
}

/// Checks that each source is refused for one reason.
fn refused(sources: &[(&str, &str, &str)]) {
    for (name, reason, text) in sources {
        let found = survive(name, (*text).to_owned());
        assert!(found.contains(reason), "{name}: {found:?}");
    }
}

/// A kernel around some statements.
fn kernel(body: &str) -> String {
    format!("kernel void k(device float* a, device int* n) {{ {body} }}")
}

#[test]
fn constants_that_do_not_end() {
    refused(&[
        (
            "while",
            "not-a-constant",
            "constexpr int f() { int n = 0; while (true) n++; return n; } constant int x = f();",
        ),
        (
            "for",
            "not-a-constant",
            "constexpr int f() { int n = 0; for (;;) { n += 2; } return n; } constant int x = f();",
        ),
        (
            "do",
            "not-a-constant",
            "constexpr int f() { int n = 1; do { n *= 3; } while (n != 0); return n; } constant int x = f();",
        ),
        (
            "empty loop",
            "not-a-constant",
            "constexpr int f() { for (;;) ; return 1; } static_assert(f() == 1);",
        ),
        (
            "continue",
            "not-a-constant",
            "constexpr int f() { for (int i = 0; i < 2;) continue; return 1; } constant int x = f();",
        ),
        (
            "switch in a loop",
            "not-a-constant",
            "constexpr int f() { int n = 0; while (n < 3) switch (n) { case 0: n = 1; break; default: n = 0; } return n; } \
             constant int x = f();",
        ),
        (
            "loops in loops",
            "not-a-constant",
            "constexpr int f() { int n = 0; for (int i = 0; i < 60000; ++i) for (int j = 0; j < 60000; ++j) \
             for (int k = 0; k < 60000; ++k) n ^= i + j + k; return n; } constant int x = f();",
        ),
        (
            "recursion",
            "recursion",
            "constexpr int f(int n) { return n < 2 ? n : f(n - 1) + f(n - 2); } constant int x = f(60);",
        ),
        (
            "recursion in turns",
            "recursion",
            "constexpr int g(int n); constexpr int f(int n) { return g(n) + 1; } \
             constexpr int g(int n) { return f(n) + 1; } constant int x = f(1);",
        ),
        (
            "as an array's length",
            "not-a-constant",
            "constexpr int f() { int n = 0; while (true) n++; return n; } kernel void k(device int* o) { int a[f()]; }",
        ),
        (
            "as a template's argument",
            "not-a-constant",
            "constexpr int f() { int n = 0; while (true) n++; return n; } template <int N> int g() { return N; } \
             kernel void k(device int* o) { o[0] = g<f()>(); }",
        ),
        (
            "as a case",
            "not-a-constant",
            "constexpr int f() { int n = 0; while (true) n++; return n; } \
             kernel void k(device int* o) { switch (o[0]) { case f(): o[1] = 1; } }",
        ),
    ]);
}

#[test]
fn constants_that_are_large() {
    refused(&[
        (
            "copies of a table",
            "not-a-constant",
            "constant int t[60000] = {1}; struct S { int a[60000]; }; constexpr S g(S s) { s.a[1] = 2; return s; } \
             constexpr int f() { S s = {}; for (int i = 0; i < 60000; ++i) s = g(s); return s.a[0]; } constant int x = f();",
        ),
        (
            "a large variable",
            "not-a-constant",
            "constexpr int f() { int a[16000000]; a[15999999] = 3; return a[7]; } constant int x = f();",
        ),
    ]);
    // Looking at one element of a table is no copy of it.
    let table = "constant int t[60000] = {3, 4}; constexpr int f() { int s = 0; \
                 for (int i = 0; i < 20000; ++i) s += t[i]; return s; } static_assert(f() == 7);";
    assert_eq!(survive("a table", table.to_owned()), BTreeSet::new());
}

/// Each constant alone is small enough; together they are not.
#[test]
fn many_constants_share_a_budget() {
    let mut text = "constexpr int f(int n) { int s = 0; for (int i = 0; i < 40000; ++i) s += i ^ n; return s; }\n"
        .to_owned();
    for n in 0..2000 {
        writeln!(text, "constant int x{n} = f({n});").unwrap();
    }
    assert!(survive("many constants", text).contains("not-a-constant"));
    let template = "template <int N> constexpr int f() { int s = 0; for (int i = 0; i < 40000; ++i) s += i ^ N; return s; } \
                    template <int N> struct S { static constant int value = f<N>() + S<N - 1>::value; }; \
                    template <> struct S<0> { static constant int value = 0; }; \
                    kernel void k(device int* o) { o[0] = S<100>::value; }";
    assert!(survive("a chain", template.to_owned()).contains("not-a-constant"));
}

#[test]
fn templates_that_do_not_end() {
    refused(&[
        (
            "functions",
            "instantiation-too-deep",
            "template <int N> int f() { return f<N + 1>(); } kernel void k(device int* o) { o[0] = f<0>(); }",
        ),
        (
            "functions that branch",
            "instantiation-too-deep",
            "template <int A, int B> int f() { return f<A + 1, 2 * B>() + f<A + 1, 2 * B + 1>(); } \
             kernel void k(device int* o) { o[0] = f<0, 1>(); }",
        ),
        (
            "functions with auto",
            "instantiation-too-deep",
            "template <int N> auto f() { return f<N + 1>(); } kernel void k(device int* o) { o[0] = f<0>(); }",
        ),
        (
            "types",
            "no-matching-function",
            "template <typename T> int f(thread T* p) { thread T* q = p; return f(&q); } \
             kernel void k(device int* o) { int x; o[0] = f(&x); }",
        ),
        (
            "structs",
            "nesting-too-deep",
            "template <int N> struct S { S<N + 1> next; }; kernel void k(device int* o) { S<0> s; }",
        ),
        (
            "constants of structs",
            "nesting-too-deep",
            "template <int N> struct S { static constant int v = S<N + 1>::v + 1; }; \
             kernel void k(device int* o) { o[0] = S<0>::v; }",
        ),
        (
            "variables",
            "nesting-too-deep",
            "template <int N> constexpr int v = v<N + 1> + 1; kernel void k(device int* o) { o[0] = v<0>; }",
        ),
        (
            "aliases",
            "nesting-too-deep",
            "template <typename T> struct S { using type = typename S<thread T*>::type; }; \
             kernel void k(device int* o) { S<int>::type x; }",
        ),
        (
            "lambdas",
            "instantiation-too-deep",
            "template <typename F> int f(F g) { return f([&](int x) { return g(x); }); } \
             kernel void k(device int* o) { o[0] = f([](int x) { return x; }); }",
        ),
    ]);
}

/// Sources of a few lines that a compiler without memory would work on for years.
#[test]
fn what_doubles_at_each_step() {
    let mut names = "template <typename A, typename B> struct P { A a; B b; };\n\
                     template <typename T> struct Q { static constant int v = sizeof(int); };\n\
                     using T0 = P<char, char>;\n"
        .to_owned();
    for n in 1..60 {
        let before = n - 1;
        writeln!(names, "using T{n} = P<Q<T{before}>, Q<T{before}>>;").unwrap();
    }
    names += "kernel void k(device int* o) { o[0] = sizeof(T59); }";
    assert_eq!(survive("names of types", names), BTreeSet::new());

    let mut calls = "template <int N> constexpr int f() { return N; }\n\
                     template <bool B, int N> constexpr int f() { return N; }\n\
                     kernel void k(device int* o) { o[0] = "
        .to_owned();
    calls += &"f<".repeat(30);
    calls += "1";
    calls += &">()".repeat(30);
    assert_eq!(
        survive("calls in arguments", calls + "; }"),
        BTreeSet::new()
    );

    let mut overloads = String::from("int f0(int x) { return x; }\n");
    for n in 1..60 {
        let before = n - 1;
        writeln!(
            overloads,
            "template <typename T> auto f{n}(T x) -> decltype(f{before}(x)) {{ return f{before}(x); }}\n\
             template <typename T> auto f{n}(thread T* x) -> decltype(f{before}(*x)) {{ return f{before}(*x); }}"
        )
        .unwrap();
    }
    overloads += "kernel void k(device int* o) { int x = 1; o[0] = f59(x); }";
    assert_eq!(survive("result types", overloads), BTreeSet::new());
}

/// Thousands of things of one name must not be compared with each other over and over.
#[test]
fn many_things_of_one_name() {
    let mut structs = String::from("kernel void k(device int* o) {\n");
    let mut tables = structs.clone();
    for n in 0..3000 {
        writeln!(
            structs,
            "{{ struct S {{ int a; }}; S s = {{{n}}}; o[{n}] = s.a; }}"
        )
        .unwrap();
        writeln!(
            tables,
            "{{ constexpr int t[2] = {{{n}, 1}}; o[{n}] = t[o[0]]; }}"
        )
        .unwrap();
    }
    assert_eq!(survive("structs", structs + "}"), BTreeSet::new());
    assert_eq!(survive("tables", tables + "}"), BTreeSet::new());
    let mut functions = String::from("template <int N> int f() { return N; }\n");
    functions += "kernel void k(device int* o) {\n";
    for n in 0..3000 {
        writeln!(functions, "o[{n}] = f<{n}>() + f<{n}>();").unwrap();
    }
    assert_eq!(survive("functions", functions + "}"), BTreeSet::new());
}

/// What stands inside itself, some levels deep: below the limit it compiles, above it is refused.
#[test]
fn nesting_of_any_kind() {
    let shapes: &[(&str, &str, &str, &str, &str)] = &[
        ("parentheses", "a[0] = ", "(", "1", ");"),
        ("unary operators", "n[0] = ", "- ", "n[1]", ";"),
        ("complements", "n[0] = ", "~", "n[1]", ";"),
        ("nots", "bool b = ", "!", "n[1]", ";"),
        ("casts", "n[0] = ", "(int)", "n[1]", ";"),
        ("blocks", "", "{", "n[0] = 1;", "}"),
        (
            "loops",
            "",
            "for (int i = 0; i < n[1]; ++i) ",
            "n[0] = 1;",
            "",
        ),
        ("ifs", "", "if (n[1] > 2) ", "n[0] = 1;", ""),
        (
            "else-ifs",
            "",
            "if (n[1] > 2) n[2] = 1; else ",
            "n[0] = 1;",
            "",
        ),
        ("braced ifs", "", "if (n[1] > 2) {", "n[0] = 1;", "}"),
        ("do loops", "", "do {", "n[0] = 1;", "} while (n[0] > 1);"),
        ("switches", "", "switch (n[1]) { case 1: ", "n[0] = 1;", "}"),
        ("calls", "a[0] = ", "metal::abs(", "a[1]", ")"),
        ("indices", "n[0] = ", "n[", "1", "]"),
        ("vectors", "a[0] = ", "float2(", "a[1]", ").x"),
        ("conditionals", "n[0] = ", "n[1] > 1 ? 1 : ", "2", ""),
        ("conditionals inside", "n[0] = ", "n[1] ? ", "2", " : 3"),
        ("assignments", "", "n[0] = ", "1", ""),
        ("lambdas", "", "[&]() { ", "n[0] = 1;", "}();"),
        ("conjunctions", "bool b = ", "n[1] > 1 && (", "true", ")"),
        ("lists", "int x = ", "{", "1", "}"),
        ("sizes", "n[0] = ", "sizeof(", "n[0]", ")"),
        ("types of expressions", "", "decltype(", "n[0]", ")"),
    ];
    for &(name, before, open, inside, close) in shapes {
        for depth in [20, 100, 120, 240, 260, 1000, 20_000] {
            let close_all = match close.strip_suffix(';') {
                Some(close) if name != "do loops" && name != "lambdas" => close.repeat(depth) + ";",
                _ => close.repeat(depth),
            };
            let end = if close_all.ends_with([';', '}']) {
                ""
            } else {
                ";"
            };
            let body = format!("{before}{}{inside}{close_all}{end}", open.repeat(depth));
            let found = survive(&format!("{depth} {name}"), kernel(&body));
            if depth >= 1000 {
                assert!(!found.is_empty(), "{depth} {name}");
            }
        }
    }
}

#[test]
fn chains_of_any_kind() {
    let shapes = [
        ("sums", "a[0] = a[1]", " + a[1]"),
        ("products", "n[0] = n[1]", " * n[1]"),
        ("comparisons", "bool b = n[0]", " == n[1]"),
        ("shifts", "n[0] = n[1]", " << n[2]"),
        ("conjunctions", "if (n[0]", " && n[1] / n[2] > 1"),
        ("disjunctions", "if (n[0]", " || n[1] / n[2] > 1"),
        ("commas", "n[0]", ", n[1]"),
        ("members", "float4 v = 1; a[0] = v", ".xyzw"),
    ];
    for (name, head, link) in shapes {
        for length in [50, 200, 250, 1000, 100_000] {
            let close = if head.starts_with("if") {
                ") n[0] = 1"
            } else {
                ""
            };
            let tail = if name == "members" { ".x" } else { "" };
            let body = format!("{head}{}{tail}{close};", link.repeat(length));
            let found = survive(&format!("{length} {name}"), kernel(&body));
            if length == 50 {
                assert_eq!(found, BTreeSet::new(), "{length} {name}");
            }
            if length >= 1000 {
                assert!(!found.is_empty(), "{length} {name}");
            }
        }
    }
    // Chains that are no deeper for being longer.
    let statements = kernel(&"n[0] += n[1];".repeat(20_000));
    assert_eq!(survive("statements", statements), BTreeSet::new());
    let calls: String = (1..3000)
        .map(|n| format!("int f{n}(int x) {{ return f{}(x) + 1; }}\n", n - 1))
        .collect();
    let calls = format!(
        "int f0(int x) {{ return x; }}\n{calls}{}",
        kernel("n[0] = f2999(1);")
    );
    assert_eq!(survive("calls", calls), BTreeSet::new());
}

/// Types that lead to themselves, or far away, are refused before anything walks over them.
#[test]
fn types_without_end() {
    refused(&[
        (
            "a struct with an array that leads to itself",
            "unsupported-feature",
            "struct S { device S* next[2]; int v; }; kernel void k(device S* s) { s->v = s->next[0]->v; }",
        ),
        (
            "a struct that holds itself",
            "type-mismatch",
            "struct S { S s[2]; int v; }; kernel void k(device S* s) { s->v = 1; }",
        ),
        (
            "two structs with arrays that lead to each other",
            "unsupported-feature",
            "struct B; struct A { device B* b[2]; }; struct B { device A* a; }; kernel void k(device A* a) { }",
        ),
    ]);
    let mut addresses = String::from("int x0 = 1;");
    for n in 1..5000 {
        write!(addresses, "auto x{n} = &x{};", n - 1).unwrap();
    }
    assert!(survive("addresses of addresses", kernel(&addresses)).contains("nesting-too-deep"));
}

#[test]
fn nesting_of_declarations() {
    for depth in [10, 100, 200, 1000, 20_000] {
        let namespaces = format!(
            "{}int f() {{ return 1; }}{}",
            "namespace a {".repeat(depth),
            "}".repeat(depth)
        );
        survive("namespaces", namespaces);
        let structs = format!(
            "{}int x;{}",
            (0..depth)
                .map(|n| format!("struct S{n} {{"))
                .collect::<String>(),
            (0..depth)
                .rev()
                .map(|n| format!("}} s{n};"))
                .collect::<String>()
        );
        survive("structs", structs);
        let arguments = format!(
            "template <typename T> struct V {{ T x; }}; {}",
            kernel(&format!(
                "{}int{} v; n[0] = sizeof(v);",
                "V<".repeat(depth),
                ">".repeat(depth)
            ))
        );
        survive("template arguments", arguments);
        let fields: String = (1..depth)
            .map(|n| format!("struct S{n} {{ S{} s; }};\n", n - 1))
            .collect();
        let chain = format!(
            "struct S0 {{ int x; }};\n{fields}{}",
            kernel(&format!("S{} s = {{}}; n[0] = sizeof(s);", depth - 1))
        );
        let found = survive("structs in structs", chain);
        assert_eq!(found.contains("nesting-too-deep"), depth > 100, "{depth}");
        let aliases: String = (1..depth)
            .map(|n| format!("template <typename T> using A{n} = A{}<T>;\n", n - 1))
            .collect();
        let chain = format!(
            "template <typename T> using A0 = T;\n{aliases}{}",
            kernel(&format!("A{}<int> x = 1; n[0] = x;", depth - 1))
        );
        survive("aliases", chain);
        let constants: String = (1..depth)
            .map(|n| {
                format!(
                    "template <typename T> constexpr int c{n} = c{}<T> + 1;\n",
                    n - 1
                )
            })
            .collect();
        let chain = format!(
            "template <typename T> constexpr int c0 = 1;\n{constants}{}",
            kernel(&format!("n[0] = c{}<int>;", depth - 1))
        );
        survive("constants", chain);
        let results: String = (1..depth)
            .map(|n| format!("auto f{n}(int x) {{ return f{}(x); }}\n", n - 1))
            .collect();
        let chain = format!(
            "auto f0(int x) {{ return x; }}\n{results}{}",
            kernel(&format!("n[0] = f{}(1);", depth - 1))
        );
        survive("results", chain);
    }
}
