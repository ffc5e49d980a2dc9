//! `kernsmith check --watch`: a change is seen, and told.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::Stdio,
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::{root, transcript};

/// Longer than any machine should take to see a change.
const PATIENCE: Duration = Duration::from_secs(60);

const KERNEL: &str =
    "#include \"value.h\"\nkernel void k(device float* x [[buffer(0)]]) { x[0] = VALUE; }\n";

#[test]
fn changed_added_and_included_files_are_checked_again() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let put = |name: &str, text: &str| {
        // In one step: what is written half is a change too.
        let new = folder.path().join("new");
        fs::write(&new, text).expect("the folder is ours");
        fs::rename(&new, folder.path().join(name)).expect("the folder is ours");
    };
    put("value.h", "#define VALUE 1.0f\n");
    put("a.metal", KERNEL);
    put("b.metal", "");
    let mut child = transcript::kernsmith(root())
        .args(["check", "--watch"])
        .arg(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command was built for this test");
    let stdout = BufReader::new(child.stdout.take().expect("it is a pipe"));
    let (sender, summaries) = mpsc::channel();
    let reader = thread::spawn(move || {
        for line in stdout.lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    let expect = |summary: &str| {
        let told = summaries.recv_timeout(PATIENCE);
        assert_eq!(told.as_deref(), Ok(summary));
    };
    expect("2 files: nothing found");
    put("value.h", "#define VALUE unknown_name\n");
    expect("2 files: 1 error");
    put("value.h", "#define VALUE 1.0f + 1.0f\n");
    expect("2 files: nothing found");
    put(
        "c.metal",
        "kernel void c(device float* x) { x[0] = 1.0f }\n",
    );
    expect("3 files: 1 error");
    child.kill().expect("it runs");
    child.wait().expect("it was started here");
    drop(summaries);
    reader.join().expect("it reads to the end");
}
