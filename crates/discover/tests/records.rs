//! What a run leaves on disk, and who may touch it.

use std::{fs, path::Path};

use kernsmith_discover::{Error, Session, report};
use serde_json::Value;

use crate::{
    sessions::{run, session},
    synthetic::{Synthetic, request, smooth},
};

fn reopen(dir: &Path, resume: bool, seed: u64) -> Result<Session, Error> {
    let mut request = request(dir);
    request.resume = resume;
    request.seed = seed;
    Session::with_evaluator(&request, Box::new(Synthetic::new(smooth)))
}

fn read(dir: &Path, file: &str) -> String {
    fs::read_to_string(dir.join(file)).expect("it is written")
}

#[test]
fn a_report_is_built_again_byte_for_byte() {
    let dir = tempfile::tempdir().expect("there is room");
    let summary = run(&mut session(&request(dir.path()), smooth));
    let files = ["report.md", "best_kernels.json"];
    let before = files.map(|file| read(dir.path(), file));
    for file in files {
        fs::remove_file(dir.path().join(file)).expect("it is there");
    }
    assert_eq!(
        report::rebuild(dir.path()).expect("the records are there"),
        summary
    );
    assert_eq!(files.map(|file| read(dir.path(), file)), before);
}

#[test]
fn every_line_of_the_log_is_strict_json_with_sorted_keys() {
    let dir = tempfile::tempdir().expect("there is room");
    let mut evaluator = Synthetic::new(smooth);
    evaluator.fails = |candidate| candidate.step % 7 == 3;
    let mut session =
        Session::with_evaluator(&request(dir.path()), Box::new(evaluator)).expect("it is new");
    run(&mut session);
    let log = read(dir.path(), "run.ndjson");
    let mut kinds: Vec<String> = Vec::new();
    for line in log.lines() {
        let value: Value = serde_json::from_str(line).expect("strict JSON");
        assert_eq!(
            value.to_string(),
            line,
            "the parser's map is sorted, so the line is"
        );
        kinds.push(value["event"].as_str().expect("a name").to_owned());
    }
    let count = |kind: &str| kinds.iter().filter(|each| *each == kind).count();
    assert_eq!(
        (count("calibration"), count("evaluation"), count("failure")),
        (1, 62, 10)
    );
    assert_eq!(
        (count("finished"), kinds.last().map(String::as_str)),
        (1, Some("finished"))
    );
}

#[test]
fn the_header_says_what_was_asked() {
    let dir = tempfile::tempdir().expect("there is room");
    session(&request(dir.path()), smooth);
    let meta: Value = serde_json::from_str(&read(dir.path(), "run_meta.json")).expect("JSON");
    assert_eq!(meta["op_name"], "rmsnorm_residual");
    assert_eq!(meta["shapes"][3]["rows"], 1024);
    assert_eq!(meta["attributes"]["eps"], 1e-6);
    assert_eq!(
        (&meta["budget"], &meta["space_size"]),
        (&72.into(), &72.into())
    );
    assert!(
        meta["kernel"]["metal_source"]
            .as_str()
            .expect("a text")
            .contains("rsqrt")
    );
}

#[test]
fn a_folder_is_not_written_by_accident() {
    let dir = tempfile::tempdir().expect("there is room");
    drop(session(&request(dir.path()), smooth));
    assert!(matches!(
        reopen(dir.path(), false, 0),
        Err(Error::RunExists { .. })
    ));
    let error = reopen(dir.path(), true, 1)
        .err()
        .expect("another seed is another run");
    assert!(
        error
            .to_string()
            .contains("to have `seed` 1, found 0; help: a run is continued with"),
        "{error}"
    );
    let open = reopen(dir.path(), true, 0).expect("it goes on");
    assert!(matches!(
        reopen(dir.path(), true, 0),
        Err(Error::Locked { .. })
    ));
    assert!(matches!(
        report::rebuild(dir.path()),
        Err(Error::Locked { .. })
    ));
    drop(open);
    reopen(dir.path(), true, 0).expect("the lock goes with its owner");
}

#[test]
fn folders_without_a_run_are_refused_or_used() {
    let dir = tempfile::tempdir().expect("there is room");
    let missing = dir.path().join("missing");
    assert!(matches!(
        reopen(&missing, true, 0),
        Err(Error::NoRun { .. })
    ));
    assert!(matches!(
        report::rebuild(&missing),
        Err(Error::NoRun { .. })
    ));
    fs::write(dir.path().join("notes.txt"), "mine").expect("there is room");
    assert!(matches!(
        reopen(dir.path(), false, 0),
        Err(Error::NotEmpty { .. })
    ));
    // A run that was killed before it wrote its header.
    fs::create_dir(&missing).expect("there is room");
    fs::write(missing.join("run_meta.json.tmp"), "{").expect("there is room");
    reopen(&missing, true, 0).expect("nothing is lost, so it begins");
}

/// Whatever a killed process wrote of its last line, the run goes on and ends as it would have.
#[test]
fn a_torn_line_is_dropped() {
    let dir = tempfile::tempdir().expect("there is room");
    let mut whole = session(&request(dir.path()), smooth);
    run(&mut whole);
    drop(whole);
    let path = dir.path().join("run.ndjson");
    let log = read(dir.path(), "run.ndjson");
    let lines: Vec<&str> = log.split_inclusive('\n').collect();
    for (kept, torn) in [(0, 10), (1, 1), (30, 400), (72, 1000), (lines.len() - 1, 5)] {
        let text = lines[..kept].concat() + &lines[kept][..torn.min(lines[kept].len() - 1)];
        fs::write(&path, text).expect("there is room");
        let mut resumed = reopen(dir.path(), true, 0).expect("it goes on");
        assert_eq!(
            resumed.history().evaluated.len(),
            kept.saturating_sub(1).min(72)
        );
        run(&mut resumed);
        let again = read(dir.path(), "run.ndjson");
        assert_eq!(again.lines().count(), lines.len(), "{kept} lines were kept");
    }
}

#[test]
fn damage_in_the_middle_is_an_error_that_names_the_line() {
    let dir = tempfile::tempdir().expect("there is room");
    run(&mut session(&request(dir.path()), smooth));
    let log = read(dir.path(), "run.ndjson");
    let damaged = log.replacen("\"event\":\"evaluation\"", "\"event\":\"\u{0}", 1);
    fs::write(dir.path().join("run.ndjson"), damaged).expect("there is room");
    let error = report::rebuild(dir.path())
        .expect_err("it is damaged")
        .to_string();
    assert!(
        error.contains("run.ndjson` line 2: expected a record, found"),
        "{error}"
    );
}

#[test]
fn another_schema_version_is_refused() {
    let dir = tempfile::tempdir().expect("there is room");
    drop(session(&request(dir.path()), smooth));
    let meta = read(dir.path(), "run_meta.json")
        .replace("\"schema_version\": \"1\"", "\"schema_version\": \"7\"");
    fs::write(dir.path().join("run_meta.json"), meta).expect("there is room");
    let error = report::rebuild(dir.path())
        .expect_err("it is from the future")
        .to_string();
    assert!(
        error.ends_with("expected schema version `1`, found `7`"),
        "{error}"
    );
}
