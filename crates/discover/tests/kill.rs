//! A process that is killed at any moment loses nothing and repeats nothing.

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    process::{Command, Stdio},
    sync::atomic::AtomicBool,
    thread::sleep,
    time::Duration,
};

use kernsmith_discover::{Session, Silent, Verdict, report};
use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng, SeedableRng},
};
use serde_json::Value;

use crate::synthetic::{Synthetic, request, smooth};

const FOLDER: &str = "KERNSMITH_TEST_RUN";

/// Runs a session to its end: in the folder that the parent names, or in one of its own.
#[test]
fn a_session_runs_in_a_process_of_its_own() {
    #[expect(
        clippy::disallowed_methods,
        reason = "a child learns its folder from its parent"
    )]
    let folder = std::env::var_os(FOLDER);
    let own = tempfile::tempdir().expect("there is room");
    let mut request = request(folder.as_deref().map_or(own.path(), Path::new));
    request.resume = true;
    let mut evaluator = Synthetic::new(smooth);
    evaluator.pause = Duration::from_millis(5);
    let mut session =
        Session::with_evaluator(&request, Box::new(evaluator)).expect("the parent waits");
    let summary = session
        .run(&mut Silent, &AtomicBool::new(false))
        .expect("nothing fails");
    assert_eq!(summary.verdict, Verdict::Faster);
}

/// Starts the session above as a child and kills it after a while; whether it came to its end.
fn run_for(dir: &Path, milliseconds: u64) -> bool {
    let test = "kill::a_session_runs_in_a_process_of_its_own";
    let mut child = Command::new(std::env::current_exe().expect("tests have a file"))
        .args(["--exact", test])
        .env(FOLDER, dir)
        .stdout(Stdio::null())
        .spawn()
        .expect("a process can be started");
    sleep(Duration::from_millis(milliseconds));
    if let Some(status) = child.try_wait().expect("it is ours") {
        assert!(status.success(), "the child failed by itself");
        return true;
    }
    child.kill().expect("it is ours");
    child.wait().expect("it is ours");
    false
}

#[test]
fn a_run_that_is_killed_again_and_again_ends_complete() {
    let dir = tempfile::tempdir().expect("there is room");
    let mut moments = ChaCha8Rng::seed_from_u64(11);
    let (mut kills, mut midway, mut written, mut life) = (0, 0, 0, 20);
    while !run_for(dir.path(), life + u64::from(moments.next_u32() % 60)) {
        kills += 1;
        let log = fs::read_to_string(dir.path().join("run.ndjson")).unwrap_or_default();
        midway += u32::from(log.contains("\"evaluation\"") && !log.contains("\"finished\""));
        // On a slow machine a short life ends before anything is done.
        life = if log.len() > written { life } else { life * 2 };
        written = log.len();
        assert!(kills < 200, "each life does something");
    }
    assert!(
        midway >= 3,
        "{kills} kills, {midway} of them while there was work done and left"
    );
    let log = fs::read_to_string(dir.path().join("run.ndjson")).expect("it is written");
    let mut evaluated: BTreeMap<String, usize> = BTreeMap::new();
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    for line in log.lines() {
        let record: Value = serde_json::from_str(line).expect("every line is whole");
        let text = |key: &str| record[key].as_str().unwrap_or_default().to_owned();
        match text("event").as_str() {
            "evaluation" => *evaluated.entry(text("candidate_id")).or_default() += 1,
            "final" => *others.entry(text("left") + &text("right")).or_default() += 1,
            other => *others.entry(other.to_owned()).or_default() += 1,
        }
    }
    assert_eq!(evaluated.len(), 72, "all of them");
    let once = |counts: &BTreeMap<String, usize>| counts.values().all(|count| *count == 1);
    assert!(
        once(&evaluated) && once(&others),
        "each once: {evaluated:?} {others:?}"
    );
    let written = fs::read(dir.path().join("report.md")).expect("it is written");
    report::rebuild(dir.path()).expect("the records are whole");
    assert_eq!(
        fs::read(dir.path().join("report.md")).expect("it is written"),
        written
    );
}
