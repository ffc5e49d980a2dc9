//! `kernsmith spot`: lessons on kernels, measured where they are to be believed.
//!
//! The lessons are `kernsmith_kernels::spot`, the timing is the search's: pairs in random order, and the
//! interval of the median ratio. What is said of the outcome is computed from that interval and from
//! the speed of a copy of the same bytes; nothing is said that was not measured.

mod seen;

use kernsmith_discover::evaluate::{
    measure::{Bench, Paired, Sampling, Side, paired_by_seed},
    stats::median,
};
use kernsmith_kernels::{
    Error as KernelsError,
    spot::{self, Exercise, SPOTS, Spot, Verified},
};
use kernsmith_runtime::{Call, Device, DeviceKind, Function, Stream};
use serde_json::{Value, json};

use crate::{
    error::Error, exit::Exit, printer::Printer, report::Report, settings::Settings, suggest,
};
use seen::Seen;

/// Time the slow and the fast form of a kernel, to see what matters on a device
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  kernsmith spot
  kernsmith spot division --device cpu --elements 4194304
  kernsmith spot --list")]
pub(crate) struct Args {
    /// One lesson; all without it
    #[arg(value_name = "NAME")]
    name: Option<String>,
    /// Where to run
    #[arg(long, value_name = "NAME")]
    device: Option<String>,
    /// About how many elements the arrays have
    #[arg(long, value_name = "N", default_value_t = 1 << 20)]
    elements: usize,
    /// Which order the pairs are timed in
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Print the lessons, and run none
    #[arg(long)]
    list: bool,
}

pub(crate) fn run(args: &Args, settings: &Settings, printer: &mut Printer) -> Result<Exit, Error> {
    let chosen: Vec<&'static Spot> = match &args.name {
        Some(name) => vec![find(name)?],
        None => SPOTS.to_vec(),
    };
    let mut report = Report::new(printer);
    if args.list {
        list(&chosen, &mut report);
        report.finish();
        return Ok(Exit::Fine);
    }
    let device = super::device(args.device.as_deref(), settings)?;
    if device.kind() == DeviceKind::Check {
        return Err(Error::Usage(
            "a device whose times mean something, found `check`",
        ));
    }
    report.set("device", device.name());
    report.set("elements", args.elements);
    let exit = compare(&chosen, (&device, args), &mut report)?;
    report.finish();
    Ok(exit)
}

/// Measures the lessons, and tells what was seen.
fn compare(
    chosen: &[&'static Spot],
    (device, args): (&Device, &Args),
    report: &mut Report<'_>,
) -> Result<Exit, Error> {
    let width = chosen.iter().map(|spot| spot.name.len()).max().unwrap_or(0);
    let (mut all, mut sentences, mut exit) = (Vec::new(), Vec::new(), Exit::Fine);
    for spot in chosen {
        let (verified, timed) = measure(spot, device, args)?;
        if all.is_empty() {
            report.line(seen::head(width));
        }
        let Some(seen) = timed else {
            report.line(format!("{:width$}  wrong results, so no times", spot.name));
            exit = Exit::Findings;
            all.push(facts(spot, &verified, None));
            continue;
        };
        report.line(format!("{:width$}  {}", spot.name, seen.row()));
        sentences.push(format!("{}: {}", spot.name, seen.sentence()));
        all.push(facts(spot, &verified, Some(&seen)));
    }
    for sentence in sentences {
        report.line("");
        report.line(sentence);
    }
    report.set("spots", all);
    Ok(exit)
}

fn find(name: &str) -> Result<&'static Spot, Error> {
    spot::find(name).ok_or_else(|| {
        let known = SPOTS.map(|spot| spot.name);
        Error::UnknownSpot {
            name: name.to_owned(),
            help: suggest::nearest(name, known).map_or_else(
                || format!("one of `{}`", known.join("`, `")),
                |near| format!("did you mean `{near}`?"),
            ),
        }
    })
}

fn list(chosen: &[&'static Spot], report: &mut Report<'_>) {
    for spot in chosen {
        report.line(format!("{}: {}", spot.name, spot.lesson));
        report.line(format!("  slow  {}", spot.slow));
        report.line(format!("  fast  {}", spot.fast));
    }
    let all: Vec<Value> = chosen
        .iter()
        .map(|spot| json!({ "name": spot.name, "lesson": spot.lesson, "slow": spot.slow, "fast": spot.fast, "text": spot.file.text }))
        .collect();
    report.set("spots", all);
}

/// Elements of the run on the checking device.
const CHECKED_ELEMS: usize = 1000;

/// Verifies both forms, and times them if they are right.
fn measure(
    spot: &'static Spot,
    device: &Device,
    args: &Args,
) -> Result<(Verified, Option<Seen>), Error> {
    let check = Device::check();
    let small = spot.exercise(&check, CHECKED_ELEMS.min(args.elements))?;
    let checked = spot.verify(&check.default_stream()?, &small)?;
    if !checked.passes() {
        return Ok((checked, None));
    }
    let stream = device.default_stream()?;
    let exercise = spot.exercise(device, args.elements)?;
    let verified = spot.verify(&stream, &exercise)?;
    if !verified.passes() {
        return Ok((verified, None));
    }
    let sampling = Sampling::finals();
    let paired = time((spot, &stream), &exercise, (&sampling, args.seed))?;
    let bytes = usize::try_from(exercise.bytes[1] / 2).unwrap_or(usize::MAX);
    let copy_gb_per_s = device.copy_bandwidth(bytes.max(1))?.gb_per_s();
    let seen = Seen::new(&paired, exercise.bytes, copy_gb_per_s);
    Ok((verified, Some(seen)))
}

fn time(
    (spot, stream): (&'static Spot, &Stream),
    exercise: &Exercise,
    (sampling, seed): (&Sampling, u64),
) -> Result<Paired, Error> {
    let mut forms = Forms {
        functions: spot.functions()?,
        calls: &exercise.calls,
        stream,
    };
    let paired = paired_by_seed(&mut forms, sampling, seed);
    paired.map_err(|source| {
        let op = spot.name;
        let source = Box::new(source);
        KernelsError::Runtime { op, source }.into()
    })
}

/// Two forms; the slow one is the reference.
struct Forms<'a> {
    functions: [Function; 2],
    calls: &'a [Call; 2],
    stream: &'a Stream,
}

impl Bench for Forms<'_> {
    type Error = kernsmith_runtime::Error;

    fn sample(&mut self, side: Side, launches: u32) -> Result<f64, Self::Error> {
        let form = usize::from(side == Side::Candidate);
        let call = self.calls[form].clone().repeats(launches);
        let launched = self.functions[form].launch(self.stream, &call)?;
        let durations = launched.event.durations()?.iter();
        let times: Vec<f64> = durations.map(|time| time.as_secs_f64() * 1e6).collect();
        Ok(median(&times))
    }
}

fn facts(spot: &Spot, verified: &Verified, seen: Option<&Seen>) -> Value {
    let worst = [&verified.slow, &verified.fast, &verified.between].map(|gap| gap.max_abs);
    json!({
        "name": spot.name,
        "lesson": spot.lesson,
        "slow": spot.slow,
        "fast": spot.fast,
        "verified": {
            "passes": verified.passes(),
            "elements": verified.slow.length.1,
            "max_abs_err_slow": worst[0],
            "max_abs_err_fast": worst[1],
            "max_abs_err_between": worst[2],
        },
        "seen": seen.map(Seen::to_json),
    })
}
