//! Everything that must hold before a change lands, one step after another.
//!
//! A failing step does not hide the later ones: all run, and the failed ones are named at the
//! end. The tests come last, so that a log ends with their own closing lines.

use std::time::Instant;

use crate::{cargo, error::Error, tidy};

type Step = (&'static str, fn() -> Result<(), Error>);

const STEPS: [Step; 5] = [
    ("fmt", || cargo::run(&["fmt", "--all", "--check"])),
    ("tidy", tidy::run),
    ("clippy", || {
        cargo::run(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ])
    }),
    ("doc", || {
        cargo::run_with(
            "RUSTDOCFLAGS",
            "-D warnings",
            &["doc", "--workspace", "--no-deps", "--locked"],
        )
    }),
    ("test", || {
        cargo::run(&["test", "--workspace", "--locked", "--no-fail-fast"])
    }),
];

/// Runs all steps.
pub(crate) fn run() -> Result<(), Error> {
    let mut failed = Vec::new();
    for (name, step) in STEPS {
        println!("==> {name}");
        let start = Instant::now();
        if let Err(error) = step() {
            eprintln!("error: {error}");
            failed.push(name);
        }
        println!("==> {name}: {:.0} s", start.elapsed().as_secs_f64());
    }
    if failed.is_empty() {
        Ok(())
    } else {
        Err(Error::Steps(failed))
    }
}
