//! Maintenance commands of this repository: `cargo xtask COMMAND`.
//!
//! What it is not: nothing here ships. Checks of the tree that need no compiler are in [`tidy`];
//! everything else runs `cargo` and says what it ran.
#![forbid(unsafe_code)]
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for people at a terminal"
)]

mod cargo;
mod ci;
mod error;
mod tidy;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use error::Error;

/// Maintenance commands of the kernsmith repository.
#[derive(Parser)]
#[command(name = "cargo xtask")]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Everything that must hold before a change lands
    Ci,
    /// Run all tests, doctests included
    Test {
        /// What to hand on to `cargo test`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Check the shape of the tree: crate edges, sizes, names, goldens, links, licences
    Tidy,
    /// Rewrite the goldens from what the code says today; read the difference
    Bless,
    /// Measure, in a release build, verifying before timing
    Bench {
        /// What to measure
        #[arg(value_enum)]
        suite: Suite,
        /// What to hand on to the benchmark
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Verify and measure the CUDA back end on a GPU
    Gpu {
        /// What to hand on: `--only PART`, `--generated COUNT`, `--soak SECONDS`
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<String>,
    },
    /// Look for wrong accesses and races on a GPU, in all corpus kernels, by `compute-sanitizer`
    Sanitize,
    /// Run generated kernels on every device and compare the results
    Generated {
        /// How many kernels
        #[arg(long, default_value_t = 3000)]
        count: u32,
        /// The first seed
        #[arg(long, default_value_t = 0)]
        seed: u64,
    },
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Suite {
    /// Kernels on the CPU executor against a copy of the same bytes
    Cpu,
    /// Text to checked IR: a kernel of usual size, 10,000 lines, and how time grows with the text
    Front,
    /// Text to answer: the first call of a kernel through the library, and the calls after it
    First,
}

fn main() -> ExitCode {
    match run(Args::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Error> {
    match command {
        Command::Ci => ci::run(),
        Command::Test { rest } => {
            cargo::run(&[&["test", "--workspace"], &strs(&rest)[..]].concat())
        }
        Command::Tidy => tidy::run(),
        Command::Bless => cargo::run_with("BLESS", "1", &["test", "--workspace"]),
        Command::Bench { suite, rest } => {
            let bench = match suite {
                Suite::Cpu => &cargo::CPU_BENCH[..],
                Suite::Front => &cargo::FRONT_BENCH[..],
                Suite::First => &cargo::FIRST_BENCH[..],
            };
            cargo::run(&[bench, &strs(&rest)[..]].concat())
        }
        Command::Gpu { rest } => {
            let suite = cargo::run(&[&cargo::GPU_SUITE[..], &strs(&rest)[..]].concat());
            // Parts of the suite were asked for, and nothing else.
            match rest.is_empty() {
                true => suite.and(cargo::run(&cargo::GPU_OPS)),
                false => suite,
            }
        }
        Command::Sanitize => ["memcheck", "racecheck"].iter().try_for_each(|tool| {
            let runner = format!("compute-sanitizer --tool {tool} --error-exitcode 1");
            let only = ["--only", "conformance", "--generated", "0"];
            cargo::run_with(
                cargo::RUNNER,
                &runner,
                &[&cargo::GPU_SUITE[..], &only].concat(),
            )
        }),
        Command::Generated { count, seed } => cargo::run(
            &[
                &cargo::GENERATED[..],
                &["--count", &count.to_string(), "--seed", &seed.to_string()],
            ]
            .concat(),
        ),
    }
}

fn strs(strings: &[String]) -> Vec<&str> {
    strings.iter().map(String::as_str).collect()
}
