//! Runs `cargo` in the repository's root.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use crate::error::Error;

/// The benchmark of the CPU executor.
pub(crate) const CPU_BENCH: [&str; 7] = [
    "run",
    "--release",
    "--quiet",
    "--package",
    "kernsmith-runtime",
    "--example",
    "cpu_bench",
];

/// The benchmark of the front end.
pub(crate) const FRONT_BENCH: [&str; 8] = [
    "run",
    "--release",
    "--quiet",
    "--package",
    "kernsmith-msl",
    "--example",
    "front_bench",
    "--",
];

/// What a first call through the library takes.
pub(crate) const FIRST_BENCH: [&str; 7] = [
    "run",
    "--release",
    "--quiet",
    "--package",
    "kernsmith-runtime",
    "--example",
    "first_call",
];

/// The CUDA back end on a GPU.
pub(crate) const GPU_SUITE: [&str; 8] = [
    "run",
    "--release",
    "--quiet",
    "--package",
    "kernsmith-runtime",
    "--example",
    "gpu_suite",
    "--",
];

/// The library's operations on a GPU, beside others'.
pub(crate) const GPU_OPS: [&str; 7] = [
    "run",
    "--release",
    "--quiet",
    "--package",
    "kernsmith-kernels",
    "--example",
    "gpu_ops",
];

/// What `cargo` starts programs with, on the machines that have NVIDIA GPUs.
pub(crate) const RUNNER: &str = "CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUNNER";

/// Generated kernels on every device.
pub(crate) const GENERATED: [&str; 8] = [
    "run",
    "--release",
    "--quiet",
    "--package",
    "kernsmith-runtime",
    "--example",
    "generated",
    "--",
];

/// The repository's root.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("this crate is a folder of the root")
}

/// Runs it with its output going to ours.
pub(crate) fn run(args: &[&str]) -> Result<(), Error> {
    finish(args, command(args))
}

/// As [`run`], with one variable set.
pub(crate) fn run_with(name: &str, value: &str, args: &[&str]) -> Result<(), Error> {
    let mut command = command(args);
    command.env(name, value);
    finish(args, command)
}

/// Runs it and returns what it printed.
pub(crate) fn capture(args: &[&str]) -> Result<Vec<u8>, Error> {
    let output = command(args)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| Error::Start {
            command: words(args),
            source,
        })?;
    if !output.status.success() {
        return Err(Error::Failed {
            command: words(args),
            status: output.status,
        });
    }
    Ok(output.stdout)
}

fn finish(args: &[&str], mut command: Command) -> Result<(), Error> {
    let status = command.status().map_err(|source| Error::Start {
        command: words(args),
        source,
    })?;
    if status.success() {
        Ok(())
    } else {
        Err(Error::Failed {
            command: words(args),
            status,
        })
    }
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root()).args(args);
    command
}

fn words(args: &[&str]) -> String {
    format!("cargo {}", args.join(" "))
}
