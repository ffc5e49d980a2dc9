//! IR to Metal text and back: every kernel of the corpus, and generated ones, compute the same and
//! make the same findings.

use kernsmith_msl::{
    compile::compile,
    diagnostic::RenderStyle,
    emit,
    ir::{MathMode, Module},
    source::{Origin, SourceMap},
    unit::Unit,
};
use kernsmith_testkit::{
    corpus::{Case, CompiledCase, Outcome, compile_case, folders, interpret},
    generate::generate,
};
use std::path::Path;

/// Generated kernels of a test run.
const GENERATED: u64 = 60;

fn compile_text(text: &str, math_mode: MathMode) -> Result<Module, String> {
    let mut sources = SourceMap::default();
    let file = sources.add("emitted.metal", text, Origin::User);
    let compilation = compile(&mut sources, &Unit::new(vec![file], math_mode));
    let said = compilation.diagnostics.render(&sources, RenderStyle::Plain);
    compilation.module.ok_or(said)
}

/// What is wrong with a case's way to text and back.
fn round_trip(case: &Case) -> Result<(), String> {
    let compiled = compile_case(case)?;
    let text = emit::msl::emit(&compiled.module).map_err(|error| error.to_string())?;
    let in_text = |said: String| format!("{}: {said}\n{text}", case.name);
    let again = CompiledCase {
        module: compile_text(&text, case.kernel.math_mode).map_err(in_text)?,
        kernel: compiled.kernel.clone(),
        slots: compiled.slots.clone(),
    };
    if outcome(case, &compiled)? == outcome(case, &again)? {
        Ok(())
    } else {
        Err(in_text("the results differ".to_owned()))
    }
}

/// Each kind of finding once: operations of one place in the source have places of their own in
/// the text.
fn outcome(case: &Case, compiled: &CompiledCase) -> Result<Outcome, String> {
    let mut outcome = interpret(case, compiled)?;
    outcome.findings.dedup();
    Ok(outcome)
}

fn check(cases: &[Case]) {
    assert!(!cases.is_empty());
    let failed: Vec<_> = cases
        .iter()
        .filter_map(|case| round_trip(case).err())
        .collect();
    let count = failed.len();
    assert!(
        failed.is_empty(),
        "{count} fail:\n\n{}",
        failed.join("\n\n")
    );
}

#[test]
fn the_corpus_survives() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    for folder in folders(&corpus) {
        check(&Case::all_in(corpus.join(folder)));
    }
}

#[test]
fn generated_kernels_survive() {
    let cases: Vec<_> = (0..GENERATED).map(|seed| generate(seed).case()).collect();
    check(&cases);
}
