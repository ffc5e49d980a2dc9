//! Every corpus kernel on every device, against its expectation and against each other.

use kernsmith_runtime::{Device, DeviceKind};
use kernsmith_testkit::{
    corpus::{Case, FileRun, Outcome, REFERENCES, folders},
    device,
};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../msl/tests/corpus/");

/// Runs all cases and fails with everything that is wrong.
fn check_all(cases: &[Case]) {
    let failures: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    let count = failures.len();
    assert!(
        failures.is_empty(),
        "{count} of {}:\n{}",
        cases.len(),
        failures.join("\n")
    );
}

/// A device that finds nothing gives what the case expects; the checker finds just what it expects.
fn check(case: &Case) -> Result<(), String> {
    for device in Device::all() {
        // What the checker objects to may do anything on a GPU, and end its context.
        if device.kind() == DeviceKind::Cuda && !case.findings.is_empty() {
            continue;
        }
        compare(case, &device, device::run(case, &device))?;
    }
    Ok(())
}

/// What a device made of a case, against what it should.
fn compare(
    case: &Case,
    device: &Device,
    outcome: Result<Outcome, kernsmith_runtime::Error>,
) -> Result<(), String> {
    let fail = |what: String| format!("on `{}`: {}: {what}", device.name(), case.name);
    let outcome = outcome.map_err(|error| fail(error.to_string()))?;
    let checks = device.kind() == DeviceKind::Check;
    let expected: &[String] = if checks { &case.findings } else { &[] };
    if outcome.findings != expected {
        let found = &outcome.findings;
        return Err(fail(format!("expected {expected:?}, found {found:?}")));
    }
    case.check_log(&outcome.log).map_err(fail)?;
    if outcome.findings.is_empty() {
        case.check(&outcome.outputs, &REFERENCES).map_err(fail)?;
    }
    Ok(())
}

/// Kernels with signatures of their own, several in a file.
#[test]
fn every_run_of_the_whole_files() {
    let runs = FileRun::all_in(format!("{ROOT}files"));
    let mut failures = Vec::new();
    for run in &runs {
        for device in Device::all() {
            let outcome = device::run_file(run, &device);
            failures.extend(compare(&run.case, &device, outcome).err());
        }
    }
    assert!(runs.len() >= 30, "{} runs", runs.len());
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_case_of_the_corpus() {
    let folders = folders(ROOT);
    let cases = folders
        .iter()
        .flat_map(|folder| Case::all_in(format!("{ROOT}{folder}")));
    check_all(&cases.collect::<Vec<_>>());
}
