//! The CUDA back end on a GPU: first that it is right, then how fast it is, as one table. Run by
//! `cargo xtask gpu`.
//!
//! What it is not: no test, which `cargo test` on a machine with a GPU is. Nothing here is timed before
//! what it computes was compared. Peers are hand-written CUDA through another crate, in the same
//! process and on the same device, timed in turns with ours.
#![expect(clippy::print_stdout, reason = "a tool for people at a terminal")]

mod conformance;
mod copies;
mod first_call;
mod kernels;
mod launches;
mod overlap;
mod peer;
mod report;
mod threads;

use kernsmith_runtime::{Device, Error};
use report::Row;
use std::time::Duration;

/// What is done when nothing else is asked for.
const GENERATED: u64 = 2000;
const SOAK_SECONDS: u64 = 10;

type Fallible<T> = Result<T, Box<dyn std::error::Error>>;
type Outcome = Fallible<Vec<Row>>;

struct Options {
    generated: u64,
    /// The first generated kernel's seed.
    first: u64,
    soak: Duration,
    /// The folder of the corpus.
    corpus: String,
    /// Names of parts; all where there are none.
    only: Vec<String>,
}

fn main() -> Fallible<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    // The second process of the part `first_call`.
    if let [flag, number] = args.as_slice()
        && flag == "--first-call"
    {
        return first_call::in_a_process(number.parse()?);
    }
    let options = options(&args)?;
    let device = Device::cuda(0)?;
    let info = device.info();
    println!("{}: {}, {}", info.name, info.model, info.instruction_set);
    let parts: [(&str, &dyn Fn() -> Outcome); 7] = [
        ("conformance", &|| {
            let last = options.first.saturating_add(options.generated);
            conformance::rows(&device, &options.corpus, options.first..last)
        }),
        ("kernels", &|| kernels::rows(&device)),
        ("launches", &|| launches::rows(&device)),
        ("overlap", &|| overlap::rows(&device)),
        ("copies", &|| copies::rows(&device)),
        ("first_call", &|| first_call::rows()),
        ("threads", &|| threads::rows(&device, options.soak)),
    ];
    let mut rows = Vec::new();
    for (name, part) in parts {
        if !options.only.is_empty() && !options.only.iter().any(|only| only == name) {
            continue;
        }
        println!("{name} ...");
        match part() {
            Ok(found) => rows.extend(found),
            Err(error) => rows.push(Row::failed(name, error.to_string())),
        }
    }
    println!("\n{}", report::table(&rows));
    match rows.iter().all(Row::is_met) {
        true => Ok(()),
        false => Err("a row is not met".into()),
    }
}

fn options(args: &[String]) -> Fallible<Options> {
    let mut options = Options {
        generated: GENERATED,
        first: 0,
        soak: Duration::from_secs(SOAK_SECONDS),
        corpus: concat!(env!("CARGO_MANIFEST_DIR"), "/../msl/tests/corpus/").to_owned(),
        only: Vec::new(),
    };
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        let mut value = || {
            args.next()
                .ok_or_else(|| format!("expected a value after `{arg}`"))
        };
        match arg.as_str() {
            "--generated" => options.generated = value()?.parse()?,
            "--seed" => options.first = value()?.parse()?,
            "--soak" => options.soak = Duration::from_secs(value()?.parse()?),
            "--corpus" => options.corpus.clone_from(value()?),
            "--only" => options.only.push(value()?.clone()),
            other => return Err(format!("expected an option, found `{other}`").into()),
        }
    }
    Ok(options)
}

/// The middle one of several times.
fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// A result that is not what it should be.
fn differs(what: &str) -> Box<dyn std::error::Error> {
    format!("{what} is wrong").into()
}

/// How many bytes the device's buffers take once everything is dropped.
fn in_use(device: &Device) -> Result<usize, Error> {
    device.default_stream()?.synchronize()?;
    Ok(device.memory().in_use_bytes)
}
