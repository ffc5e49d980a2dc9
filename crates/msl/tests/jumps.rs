//! Kernels whose jumps were made flags do what they did before, on the reference interpreter.

use kernsmith_msl::{
    ir::{Module, without_jumps},
    valid,
};
use kernsmith_testkit::{
    corpus::{Case, compile_case, folders, interpret},
    generate::generate,
};
use std::path::Path;

/// Generated kernels of a test run.
const GENERATED: u64 = 60;

fn rewritten(mut module: Module) -> Module {
    let ids: Vec<_> = module.functions.iter().map(|(id, _)| id).collect();
    for id in ids {
        let function = module.functions[id].clone();
        module.functions[id] = without_jumps(&mut module.types, &function, &|_| true);
    }
    module
}

fn check(case: &Case) -> Result<(), String> {
    let mut compiled = compile_case(case)?;
    let expected = interpret(case, &compiled)?;
    compiled.module = rewritten(compiled.module);
    valid::validate(&compiled.module)
        .map_err(|error| format!("{}: {error}\n{}", case.name, compiled.module.dump()))?;
    let found = interpret(case, &compiled)?;
    if expected == found {
        Ok(())
    } else {
        Err(format!("{}: the results differ", case.name))
    }
}

#[test]
fn the_corpus_stays_what_it_is() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut count = 0;
    for folder in folders(&corpus) {
        for case in Case::all_in(corpus.join(folder)) {
            check(&case).unwrap_or_else(|said| panic!("{said}"));
            count += 1;
        }
    }
    assert!(count > 0);
}

#[test]
fn generated_kernels_stay_what_they_are() {
    for seed in 0..GENERATED {
        check(&generate(seed).case()).unwrap_or_else(|said| panic!("seed {seed}: {said}"));
    }
}
