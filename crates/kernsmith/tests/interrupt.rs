//! A search that someone stops.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// Longer than any machine should take for one variant.
const PATIENCE: Duration = Duration::from_secs(120);

/// How many variants are on record.
fn evaluated(folder: &Path) -> usize {
    fs::read_to_string(folder.join("run.ndjson")).map_or(0, |records| {
        records
            .lines()
            .filter(|line| line.contains("\"benchmarked\"") && line.contains("candidate"))
            .count()
    })
}

#[test]
fn an_interrupted_search_reports_what_it_knows() {
    let temporary = tempfile::tempdir().expect("a folder for the run");
    let folder = temporary.path().join("run");
    let child = crate::transcript::kernsmith(crate::root())
        .args("discover run --op swiglu --shapes glm_flash_decode --out".split(' '))
        .arg(&folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command was built for this test");
    let start = Instant::now();
    while evaluated(&folder) == 0 {
        assert!(start.elapsed() < PATIENCE, "no variant was evaluated");
        thread::sleep(Duration::from_millis(5));
    }
    let sent = Command::new("kill")
        .args(["-INT", &child.id().to_string()])
        .status();
    assert!(sent.is_ok_and(|status| status.success()));
    let output = child.wait_with_output().expect("it ends");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(
        text.contains("unfinished") && text.contains("`--resume`"),
        "{text}"
    );
    let report = fs::read_to_string(folder.join("report.md")).expect("the report was written");
    assert!(report.contains("Unfinished"), "{report}");
}
