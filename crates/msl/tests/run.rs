//! What kernels do, on the reference interpreter: the corpus, and generated kernels, which are free
//! of undefined behaviour. The runtime's tests run the same on every device.

use kernsmith_testkit::{
    corpus::{self, Case, REFERENCES},
    generate::generate,
};

/// Generated kernels of a test run.
const GENERATED: u64 = 100;

pub(crate) fn check_all(folder: &str) {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus/");
    let cases = Case::all_in(format!("{root}{folder}"));
    let failures: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(!cases.is_empty());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn check(case: &Case) -> Result<(), String> {
    let corpus::Outcome {
        outputs,
        findings,
        log,
    } = corpus::run(case)?;
    case.check_log(&log)?;
    if findings != case.findings {
        let (name, expected) = (&case.name, &case.findings);
        return Err(format!("{name}: expected {expected:?}, found {findings:?}"));
    }
    if findings.is_empty() {
        case.check(&outputs, &REFERENCES)?;
    }
    Ok(())
}

#[test]
fn the_seed_documents_kernels() {
    check_all("seeds");
}

#[test]
fn the_features_that_people_use() {
    check_all("run");
}

#[test]
fn generated_kernels_compile_and_nothing_is_found() {
    for seed in 0..GENERATED {
        let program = generate(seed);
        let found = corpus::run(&program.case()).map(|outcome| outcome.findings);
        assert_eq!(found, Ok(Vec::new()), "seed {seed}:\n{}", program.text());
    }
}
