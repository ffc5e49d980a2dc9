//! What the front end makes of every corpus kernel: its tree, its IR, and the texts made of that.
//! A change of any of them is read before it lands.

use kernsmith_msl::{
    diagnostic::Diagnostics,
    emit,
    ir::{MathMode, Module},
    source::{Origin, SourceMap},
    syntax,
    unit::Unit,
};
use kernsmith_testkit::{
    corpus::{self, Case, compile_case, folders},
    golden,
};
use std::path::{Path, PathBuf};

/// Calls `check` with every case and where its golden lies, without an ending.
fn on_each_case(kind: &str, check: impl Fn(&Case, PathBuf)) {
    let tests = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests"));
    let corpus = tests.join("corpus");
    for folder in folders(&corpus) {
        let goldens = tests.join("golden").join(kind).join(&folder);
        for case in Case::all_in(corpus.join(&folder)) {
            check(&case, goldens.join(&case.name));
        }
    }
}

fn module(case: &Case) -> Module {
    compile_case(case)
        .unwrap_or_else(|said| panic!("{said}"))
        .module
}

#[test]
fn trees() {
    on_each_case("ast", |case, golden| {
        let mut sources = SourceMap::default();
        let text = corpus::text(case).expect("the contract takes it");
        let file = sources.add("case.metal", text, Origin::User);
        let unit = Unit::new(vec![file], MathMode::Safe);
        let tree = syntax::parse(&mut sources, &unit, &mut Diagnostics::default());
        golden::check(golden.with_extension("ast"), &tree.dump());
    });
}

#[test]
fn modules() {
    on_each_case("ir", |case, golden| {
        golden::check(golden.with_extension("ir"), &module(case).dump());
    });
}

#[test]
fn emitted_text() {
    on_each_case("emit", |case, golden| {
        let text = emit::msl::emit(&module(case)).unwrap_or_else(|error| panic!("{error}"));
        golden::check(golden.with_extension("msl"), &text);
    });
}

#[test]
fn cuda_text() {
    on_each_case("cuda", |case, golden| {
        let compiled = compile_case(case).unwrap_or_else(|said| panic!("{said}"));
        let options = emit::cuda::Options::default();
        let program = emit::cuda::emit(&compiled.module, &compiled.kernel, options)
            .unwrap_or_else(|error| panic!("{error}"));
        // The prelude stands in files of its own.
        let start = program
            .text
            .find("namespace ks_user")
            .expect("there is a text of the kernel");
        golden::check(golden.with_extension("cu"), &program.text[start..]);
    });
}
