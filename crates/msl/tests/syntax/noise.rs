//! Whatever is handed over, the front end ends soon, on a small stack, and says what is wrong.

use std::{
    thread,
    time::{Duration, Instant},
};

use super::parse;

/// The size of each text.
const BYTES: usize = 100_000;
/// What a main thread has on some systems.
const STACK_BYTES: usize = 2 << 20;
/// Each takes about a tenth of a second on an idle machine; a quadratic step would take minutes.
const LIMIT: Duration = Duration::from_secs(5);

/// Parses and draws on a small stack; tells the names of what was found.
fn survive(name: &str, text: String) -> Vec<&'static str> {
    let label = name.to_owned();
    let start = Instant::now();
    let run = move || {
        let parsed = parse("noise", &text);
        // Drawing must not fail either, whatever the spans are.
        let drawn = parsed.rendered();
        assert_eq!(drawn.is_empty(), parsed.diagnostics.is_empty());
        let others = parsed.diagnostics.iter().filter(|d| !d.is_refusal());
        assert!(others.count() <= 101, "{label}");
        // Whoever walks the tree may recurse.
        assert!(parsed.file.dump().len() < 1 << 27);
        parsed.diagnostics.iter().map(|d| d.name).collect()
    };
    let builder = thread::Builder::new().stack_size(STACK_BYTES);
    let found = builder.spawn(run).unwrap().join();
    let found = found.unwrap_or_else(|_| panic!("{name}: the parser failed"));
    let elapsed = start.elapsed();
    assert!(elapsed < LIMIT, "{name} took {elapsed:?}");
    found
}

/// Repeats a text to the size of a noise.
fn repeated(text: &str) -> String {
    text.repeat(BYTES / text.len())
}

/// Numbers that look random and are the same in each run (xorshift64).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

#[test]
fn random_characters() {
    let mut random = Random(1);
    let any: String = (0..BYTES)
        .map(|_| char::from_u32(u32::try_from(random.below(0x3000)).unwrap()).unwrap_or('\u{fffd}'))
        .collect();
    assert!(survive("any character", any).contains(&"unexpected-character"));
    let ascii: String = (0..BYTES)
        .map(|_| char::from(u8::try_from(random.below(128)).unwrap()))
        .collect();
    assert!(!survive("ascii", ascii).is_empty());
    let bytes: Vec<u8> = (0..BYTES)
        .map(|_| u8::try_from(random.below(256)).unwrap())
        .collect();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    assert!(!survive("bytes", text).is_empty());
}

const WORDS: &[&str] = &[
    "if",
    "else",
    "for",
    "while",
    "do",
    "switch",
    "case",
    "return",
    "struct",
    "template",
    "kernel",
    "device",
    "constant",
    "const",
    "threadgroup",
    "float",
    "float4",
    "vec",
    "int",
    "auto",
    "x",
    "y",
    "T",
    "typename",
    "using",
    "namespace",
    "operator",
    "enum",
    "sizeof",
    "static_cast",
    "metal",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    ">>",
    ";",
    ",",
    ":",
    "::",
    "?",
    "=",
    "+",
    "-",
    "*",
    "&",
    "&&",
    "||",
    "!",
    "~",
    ".",
    "->",
    "...",
    "[[",
    "]]",
    "1",
    "2.5f",
    "0x1u",
    "\"s\"",
    "'c'",
    "\n",
    "\n#define M(x) x x\n",
    "\n#if 1\n",
    "\n#endif\n",
    "\n#else\n",
    "M",
    "##",
    "#",
    "\\\n",
    "/*",
    "*/",
    "//",
];

#[test]
fn random_tokens() {
    for seed in 1..=6 {
        let mut random = Random(seed);
        let mut text = String::new();
        while text.len() < BYTES {
            text.push_str(random.pick(WORDS));
            text.push(' ');
        }
        assert!(!survive(&format!("tokens {seed}"), text).is_empty());
    }
}

#[test]
fn random_tokens_in_a_function() {
    for seed in 11..=16 {
        let mut random = Random(seed);
        // Without what ends the function, comments out the rest, or is a directive.
        let words = &WORDS[..WORDS.iter().position(|word| *word == "\n").unwrap()];
        let mut text = "template <typename T> void f(int x, float y) {\n".to_owned();
        while text.len() < BYTES {
            let word = random.pick(words);
            if word != "}" {
                text.push_str(word);
                text.push_str(if random.below(12) == 0 { ";\n" } else { " " });
            }
        }
        assert!(!survive(&format!("tokens in a function {seed}"), text).is_empty());
    }
}

#[test]
fn deep_nesting_is_refused() {
    let nests = [
        "(",
        "[",
        "{",
        "((",
        "(int)(",
        "f(",
        "a[",
        "vec<",
        "f<",
        "a<(",
        "(vec<",
        "(vec<(",
        "x{",
        "-",
        "!",
        "*",
        "- -",
        "&",
        "(int)",
        "sizeof ",
        "sizeof(",
        "a ? ",
        "a ? b : ",
        "a = ",
        "a + (",
        "static_cast<",
        "static_cast<int>(",
        "decltype(",
        "{1, {",
        "[](",
        "[]{",
        "[&](int x) {",
        "if (1) ",
        "if (1) {",
        "if (1) ; else ",
        "for (;;) ",
        "while (1) ",
        "do ",
        "switch (1) {",
        "struct A { int f() { ",
        "float4(",
        "float4{",
        "vec<float, 4>(",
        "typename T::",
        "auto f = [] { ",
        "::",
        "a::b<",
        "int x = {",
        "int (*",
        "operator ",
        "template <",
    ];
    for nest in nests {
        let inside = format!("void f() {{ {}", repeated(nest));
        assert!(!survive(nest, inside).is_empty(), "{nest}");
        assert!(!survive(nest, repeated(nest)).is_empty(), "{nest}");
    }
    for nest in [
        "namespace a { ",
        "namespace a::",
        "struct A { ",
        "struct A : ",
        "enum { ",
        "template <typename T> ",
        "[[",
        "using A = ",
        "typedef ",
    ] {
        assert!(!survive(nest, repeated(nest)).is_empty(), "{nest}");
    }
}

#[test]
fn long_chains_are_refused_or_read() {
    for link in [
        "+ a ", "- a ", ", a ", "&& a ", "= a ", ".x ", "[0]", "()", "++", "-> x ", "? a : a ",
        "<< a ",
    ] {
        let chain = format!("void f(int a) {{ a {}; }}", repeated(link));
        assert_eq!(survive(link, chain), ["too-deeply-nested"], "{link}");
    }
    let stars = format!("int {} x;", repeated("*"));
    assert_eq!(survive("stars", stars), ["too-deeply-nested"]);
    let dimensions = format!("int x{};", repeated("[1]"));
    assert_eq!(survive("dimensions", dimensions), ["too-deeply-nested"]);
    let path = format!("int x = {} a;", repeated("a::"));
    assert!(!survive("path", path).is_empty());
}

#[test]
fn long_lists_are_read() {
    let lists = [
        ("int x[] = {", "1, ", "};"),
        ("void f() {", "g(1);\n", "}"),
        ("void f() {", "{}", "}"),
        ("", "int f();\n", ""),
        ("", ";", ""),
        ("void f() { int x", ", x = 1", "; }"),
        ("void f(", "int, ", "int);"),
        ("int x = f(", "a, ", "a);"),
        ("enum E {", "a, ", "};"),
        ("struct S {", "int a;", "};"),
        ("const char* s = ", "\"a\" ", ";"),
        ("", "#if 1\n#endif\n", ""),
        ("", "#define A(x) x\n#undef A\n", ""),
        ("", "\\\n", ""),
        ("/*", "* ", "*/"),
        ("", "// \n", ""),
    ];
    for (before, part, after) in lists {
        let text = format!("{before}{}{after}", repeated(part));
        assert!(survive(part, text).is_empty(), "{part}");
    }
}

#[test]
fn macros_that_explode_are_stopped() {
    let doubling: String = (0..64)
        .map(|n| format!("#define A{} A{n} A{n}\n", n + 1))
        .collect();
    let calls: String = (0..64)
        .map(|n| format!("#define B{}(x) B{n}(x x)\n", n + 1))
        .collect();
    let nested: String = (0..64)
        .map(|n| format!("#define C{}(x) C{n}(C{n}(x))\n", n + 1))
        .collect();
    let strings: String = (0..100)
        .map(|n| {
            format!(
                "#define D{}(x) E{n}(#x)\n#define E{}(x) D{n}(x)\n",
                n + 1,
                n + 1
            )
        })
        .collect();
    let chain: String = (0..4000)
        .map(|n| format!("#define F{} F{n}\n", n + 1))
        .collect();
    let pasting: String = (0..64)
        .map(|n| format!("#define G{}(x) G{n}(x ## x)\n", n + 1))
        .collect();
    let bombs = [
        ("doubling", format!("#define A0 x x\n{doubling}A64")),
        ("calls", format!("#define B0(x) x\n{calls}B64(x)")),
        ("nested", format!("#define C0(x) x x\n{nested}C64(x)")),
        (
            "strings",
            format!("#define D0(x) x\n{strings}D100(\"\\\\\")"),
        ),
        ("chain", format!("#define F0 x\n{chain}int F4000;")),
        ("pasting", format!("#define G0(x) int x;\n{pasting}G64(a)")),
        ("includes", "#include \"self.h\"\n".to_owned()),
        ("open calls", format!("#define F(x) x\n{}", repeated("F("))),
        (
            "nested calls",
            format!(
                "#define F(x) x\nint x = {}1{};",
                "F(".repeat(20_000),
                ")".repeat(20_000)
            ),
        ),
        ("conditions", format!("#if {}", repeated("("))),
        (
            "signs",
            format!("#if {}1\n#endif\nint x = ;", repeated("-")),
        ),
        ("open conditionals", repeated("#if 1\n")),
        ("skipped conditionals", repeated("#if 0\n")),
    ];
    for (name, text) in bombs {
        let found = survive(name, text);
        assert!(!found.is_empty(), "{name}: {found:?}");
    }
}

#[test]
fn ends_in_the_middle_of_anything_are_errors() {
    let whole = include_str!("../corpus/syntax/ok/kernel.metal");
    let boundaries = whole.char_indices().map(|(at, _)| at);
    for at in boundaries.step_by(7) {
        let parsed = parse("cut", &whole[..at]);
        assert_eq!(parsed.rendered().is_empty(), parsed.diagnostics.is_empty());
    }
}
