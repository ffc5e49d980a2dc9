//! The command as people meet it: transcripts, executed.
#![forbid(unsafe_code)]

mod files;
mod fix;
#[cfg(unix)]
mod interrupt;
mod port;
mod transcript;
mod watch;

use std::path::Path;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

/// Runs all transcripts of the pages with these paths below the root.
fn check(pages: &[&str]) {
    for page in pages {
        transcript::check(root(), page);
    }
}

#[test]
fn the_readme_says_what_happens() {
    check(&["README.md"]);
}

#[test]
fn the_guide_says_what_happens() {
    check(&[
        "docs/src/guide/first-kernel.md",
        "docs/src/guide/launch-files.md",
        "docs/src/guide/discovery.md",
        "docs/src/guide/whole-files.md",
        "docs/src/guide/mistakes.md",
        "docs/src/guide/lints.md",
        "docs/src/guide/port.md",
        "docs/src/guide/logging.md",
        "docs/src/guide/spot.md",
        "docs/src/guide/gpu.md",
    ]);
}

#[test]
fn commands_do_what_their_pages_say() {
    let folder = root().join("crates/kernsmith/tests/cmd");
    let entries = std::fs::read_dir(&folder).expect("the folder is in the repository");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("the folder can be read").file_name())
        .map(|name| name.into_string().expect("our names are text"))
        .filter(|name| name.ends_with(".md"))
        .collect();
    names.sort();
    assert!(names.len() >= 5, "found {names:?}");
    for name in names {
        transcript::check(root(), &format!("crates/kernsmith/tests/cmd/{name}"));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = transcript::kernsmith(root())
        .args(["run", "examples/exp/exp.toml", "--full"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the command was built for this test");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
}
