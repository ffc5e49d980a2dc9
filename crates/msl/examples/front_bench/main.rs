//! How long the front end takes: lexing, parsing, lowering, validation.
//!
//! Three questions. A kernel of usual size: less than a millisecond. A file of 10,000 lines: less than 100
//! milliseconds. And of each kind of text that a program might write, in sizes from 1,000 to 16,000
//! lines: twice the text takes about twice the time.
//!
//! What it is not: a benchmark of kernels. Times are this program's own: where others
//! take turns on the processor, theirs do not count.
//!
//! ```text
//! front_bench [all|usual|long|NAME] [MOST_LINES]
//! ```
#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, reason = "a tool for people at a terminal")]

mod shapes;
mod stopwatch;

use std::{hint::black_box, process::ExitCode, time::Duration};

use kernsmith_msl::{
    compile::compile,
    contract::{BodyKernel, InputForm, Specialization, TemplateValue, assemble},
    diagnostic::{Diagnostics, RenderStyle},
    dtype::DType,
    ir::MathMode,
    lower,
    source::{Origin, SourceMap},
    syntax,
    unit::Unit,
};
use shapes::{SHAPES, Shape};
use stopwatch::Stopwatch;

/// Twice the text may take so many times the time; the rest is caches, and tables that grow.
const MOST_GROWTH: f64 = 2.8;

/// What is repeated takes at least so long together.
const ENOUGH: Duration = Duration::from_millis(100);

/// Times below this are mostly what every unit costs.
const LEAST: Duration = Duration::from_micros(500);

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().filter(|name| name != "all");
    let most_lines = arguments.next().and_then(|lines| lines.parse().ok());
    let mut slow = 0;
    let is_asked = |other: &str| name.as_deref().is_none_or(|name| name == other);
    if is_asked("usual") {
        slow += usual();
    }
    if is_asked("long") {
        slow += long();
    }
    let chosen = SHAPES.iter().filter(|shape| is_asked(shape.name));
    for shape in chosen {
        slow += grow(shape, most_lines.unwrap_or(16_000));
    }
    if slow == 0 {
        return ExitCode::SUCCESS;
    }
    println!("{slow} slower than they may be");
    ExitCode::FAILURE
}

/// The parts of a compilation, and all of it.
#[derive(Clone, Copy)]
struct Times {
    parse: Duration,
    lower: Duration,
    all: Duration,
}

impl Times {
    fn row(self) -> String {
        let ms = |time: Duration| time.as_secs_f64() * 1e3;
        format!(
            "{:10.3} {:10.3} {:10.3}",
            ms(self.parse),
            ms(self.lower),
            ms(self.all)
        )
    }
}

/// Times a unit, part by part and as a whole; the text has to be right.
fn timed(what: &str, sources: &SourceMap, unit: &Unit) -> Times {
    let mut copy = sources.clone();
    let compilation = compile(&mut copy, unit);
    let told = || compilation.diagnostics.render(&copy, RenderStyle::Plain);
    assert!(compilation.module.is_some(), "{what}: {}", told());
    let parsed = |sources: &SourceMap| {
        syntax::parse(&mut sources.clone(), unit, &mut Diagnostics::default())
    };
    let tree = parsed(sources);
    Times {
        parse: average(|| parsed(sources)),
        lower: average(|| lower::lower(&tree, sources, unit, &mut Diagnostics::default())),
        all: average(|| compile(&mut sources.clone(), unit)),
    }
}

/// The time of one turn, where as many are taken as the stopwatch needs, which ticks 250 times a second.
fn average<R>(work: impl Fn() -> R) -> Duration {
    let stopwatch = Stopwatch::start();
    let mut turns = 0;
    while turns < 2 || stopwatch.elapsed() < ENOUGH {
        black_box(work());
        turns += 1;
    }
    stopwatch.elapsed() / turns
}

fn of_text(what: &str, text: &str) -> Times {
    let mut sources = SourceMap::default();
    let file = sources.add(what, text, Origin::User);
    timed(what, &sources, &Unit::new(vec![file], MathMode::Safe))
}

fn head(what: &str) {
    println!(
        "{what:24} {:>7} {:>10} {:>10} {:>10}  ms",
        "lines", "parse", "lower", "all"
    );
}

/// A kernel of usual size, assembled as for a launch.
fn usual() -> usize {
    let kernel = BodyKernel {
        name: "rms_norm".into(),
        inputs: ["x", "w", "eps"].map(str::to_owned).into(),
        outputs: vec!["y".into()],
        header: concat!(
            include_str!("../../../kernels/include/kernsmith/vector.h"),
            include_str!("../../../kernels/include/kernsmith/reduce.h"),
        )
        .into(),
        source: include_str!("../../../kernels/src/norm/rms_norm.metal").into(),
        ..BodyKernel::default()
    };
    let array = |dtype, scalar| InputForm {
        dtype,
        scalar,
        constant: scalar,
    };
    let number = |name: &str, value| (name.to_owned(), TemplateValue::Int(value));
    let spec = Specialization {
        inputs: vec![
            array(DType::F16, false),
            array(DType::F16, false),
            array(DType::F32, true),
        ],
        outputs: vec![DType::F16],
        template: vec![
            ("T".into(), TemplateValue::Type(DType::F16)),
            number("TG", 256),
            number("VEC", 4),
            number("UNROLL", 2),
            ("SIMD".into(), TemplateValue::Bool(true)),
            number("CACHE", 4096),
        ],
    };
    let assembled = assemble(&kernel, &spec).expect("its names are fine");
    let lines = assembled.text().lines().count();
    let times = timed("usual", &assembled.sources, &assembled.unit);
    head("");
    println!("{:24} {lines:7} {}", "a kernel of usual size", times.row());
    verdict(times.all, Duration::from_millis(1))
}

/// A file of 10,000 lines, of all kinds of text.
fn long() -> usize {
    let parts = SHAPES.iter().filter(|shape| shape.mixes);
    let lines = 10_000 / parts.clone().count();
    let text: String = parts.map(|shape| (shape.text)(lines)).collect();
    let lines = text.lines().count();
    let times = of_text("long", &text);
    println!("{:24} {lines:7} {}", "a long file", times.row());
    verdict(times.all, Duration::from_millis(100))
}

fn verdict(time: Duration, most: Duration) -> usize {
    if time > most {
        println!("  slow: at most {most:?}");
    }
    usize::from(time > most)
}

/// One kind of text, twice as much each time.
fn grow(shape: &Shape, most_lines: usize) -> usize {
    println!();
    head(shape.name);
    let (mut before, mut slow) = (None, 0);
    let mut lines = 1000;
    while lines <= most_lines.min(shape.most_lines) {
        let text = (shape.text)(lines);
        let times = of_text(shape.name, &text);
        println!("{:24} {:7} {}", "", text.lines().count(), times.row());
        if let Some(before) = before.replace(times.all) {
            let growth = times.all.as_secs_f64() / Duration::max(before, LEAST).as_secs_f64();
            let most = MOST_GROWTH * if shape.is_quadratic { 2.0 } else { 1.0 };
            if growth > most {
                println!("  slow: {growth:.1} times the time for twice the text");
                slow += 1;
            }
        }
        lines *= 2;
    }
    slow
}
