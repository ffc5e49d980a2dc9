//! How long the front end takes: lexing, parsing, lowering, validation; and the lints after it.
//!
//! Three questions. A kernel of usual size, from text to IR that was checked: less than a millisecond. A file
//! of 10,000 lines: less than 100 milliseconds. And of each kind of text that a program might write, in
//! sizes from 1,000 to 16,000 lines: twice the text takes about twice the time.
//!
//! What it is not: a benchmark of kernels. Times are the least of many turns, in time that this thread
//! computed: where others take turns on the processor, theirs do not count.
//!
//! ```text
//! front_bench [all|usual|long|NAME] [MOST_LINES]
//! front_bench once usual|long|NAME [LINES] [TURNS]     for a profiler: text to checked IR, so many times
//! ```
#![forbid(unsafe_code)]
#![expect(clippy::print_stdout, reason = "a tool for people at a terminal")]

mod stopwatch;

use std::{hint::black_box, process::ExitCode, time::Duration};

use kernsmith_msl::{
    compile::{Compilation, compile, to_ir},
    contract::{BodyKernel, InputForm, Specialization, TemplateValue, assemble},
    diagnostic::{Diagnostics, RenderStyle},
    dtype::DType,
    ir::MathMode,
    lower,
    source::{Origin, SourceMap},
    syntax,
    unit::Unit,
    valid::validate,
};
use kernsmith_testkit::shapes::{SHAPES, Shape, mixed};
use stopwatch::Stopwatch;

/// Twice the text may take so many times the time; the rest is caches, and tables that grow.
const MOST_GROWTH: f64 = 2.8;

/// What is repeated takes at least so long together.
const ENOUGH: Duration = Duration::from_millis(200);

/// And is not repeated more often.
const MOST_TURNS: u32 = 1000;

/// What has a limit is measured so often, some time apart: the processor is slower while others use it, too.
const ROUNDS: u32 = 5;

/// Times below this are mostly what every unit costs.
const LEAST: Duration = Duration::from_micros(500);

/// A text to compile, with what goes with it.
struct Work {
    sources: SourceMap,
    unit: Unit,
}

impl Work {
    fn of_text(what: &str, text: &str) -> Self {
        let mut sources = SourceMap::default();
        let file = sources.add(what, text, Origin::User);
        Self {
            sources,
            unit: Unit::new(vec![file], MathMode::Safe),
        }
    }

    fn to_ir(&self) -> Compilation {
        to_ir(&mut self.sources.clone(), &self.unit)
    }
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let slow = match arguments[..] {
        ["once", name, ref rest @ ..] => return once(name, rest),
        [] | ["all"] => all(None, 16_000),
        [name] => all(Some(name), 16_000),
        [name, lines, ..] => all(Some(name), lines.parse().unwrap_or(16_000)),
    };
    if slow == 0 {
        return ExitCode::SUCCESS;
    }
    println!("{slow} slower than they may be");
    ExitCode::FAILURE
}

/// Measures everything, or what has this name. How much of it is slow.
fn all(name: Option<&str>, most_lines: usize) -> usize {
    let is_asked = |other: &str| name.is_none_or(|name| name == other || name == "all");
    let mut slow = 0;
    head("");
    if is_asked("usual") {
        slow += row("a kernel of usual size", &usual(), Duration::from_millis(1));
    }
    if is_asked("long") {
        slow += row("a long file", &long(), Duration::from_millis(100));
    }
    let chosen = SHAPES.iter().filter(|shape| is_asked(shape.name));
    slow + chosen.map(|shape| grow(shape, most_lines)).sum::<usize>()
}

/// The same work again and again, and nothing else.
fn once(name: &str, rest: &[&str]) -> ExitCode {
    let number = |at: usize| rest.get(at).and_then(|text| text.parse().ok());
    let work = match name {
        "usual" => usual(),
        "long" => long(),
        _ => {
            let Some(shape) = SHAPES.iter().find(|shape| shape.name == name) else {
                println!("no kind of text is called `{name}`");
                return ExitCode::FAILURE;
            };
            Work::of_text(name, &(shape.text)(number(0).unwrap_or(1000)))
        }
    };
    for _ in 0..number(1).unwrap_or(1) {
        black_box(work.to_ir());
    }
    ExitCode::SUCCESS
}

/// The parts of a compilation.
#[derive(Clone, Copy)]
struct Times {
    parse: Duration,
    lower: Duration,
    check: Duration,
    /// Text to checked IR: these three.
    to_ir: Duration,
    /// And the lints.
    all: Duration,
}

impl Times {
    /// Of each the least.
    fn least(self, other: Self) -> Self {
        Self {
            parse: self.parse.min(other.parse),
            lower: self.lower.min(other.lower),
            check: self.check.min(other.check),
            to_ir: self.to_ir.min(other.to_ir),
            all: self.all.min(other.all),
        }
    }

    fn row(self) -> String {
        let parts = [self.parse, self.lower, self.check, self.to_ir, self.all];
        let ms = |time: Duration| format!("{:10.3}", time.as_secs_f64() * 1e3);
        parts.map(ms).concat()
    }
}

/// Times a unit, part by part and as a whole; the text has to be right.
fn timed(what: &str, Work { sources, unit }: &Work) -> Times {
    let mut copy = sources.clone();
    let compilation = compile(&mut copy, unit);
    let told = || compilation.diagnostics.render(&copy, RenderStyle::Plain);
    let module = compilation.module.as_ref();
    let module = module.unwrap_or_else(|| panic!("{what}: {}", told()));
    let parsed = |sources: &SourceMap| {
        syntax::parse(&mut sources.clone(), unit, &mut Diagnostics::default())
    };
    let tree = parsed(sources);
    Times {
        parse: least(|| parsed(sources)),
        lower: least(|| lower::lower(&tree, sources, unit, &mut Diagnostics::default())),
        check: least(|| validate(module).is_ok()),
        to_ir: least(|| to_ir(&mut sources.clone(), unit)),
        all: least(|| compile(&mut sources.clone(), unit)),
    }
}

/// The least time that a turn took.
fn least<R>(work: impl Fn() -> R) -> Duration {
    let (mut least, mut together) = (Duration::MAX, Duration::ZERO);
    let mut turns = 0;
    while turns < 3 || turns < MOST_TURNS && together < ENOUGH {
        let stopwatch = Stopwatch::start();
        let result = black_box(work());
        let time = stopwatch.elapsed();
        drop(result);
        least = least.min(time);
        together += time;
        turns += 1;
    }
    least
}

fn head(what: &str) {
    println!(
        "{what:24} {:>7}{:>10}{:>10}{:>10}{:>10}{:>10}  ms",
        "lines", "parse", "lower", "check", "to IR", "all"
    );
}

fn row(what: &str, work: &Work, most: Duration) -> usize {
    let files = work.unit.files.iter();
    let lines: usize = files
        .map(|file| work.sources.file(*file).text.lines().count())
        .sum();
    let rounds = (0..ROUNDS).map(|_| timed(what, work));
    let times = rounds.reduce(Times::least).expect("there are rounds");
    println!("{what:24} {lines:7}{}", times.row());
    let is_slow = times.to_ir > most;
    if is_slow {
        println!("  slow: at most {most:?} to IR");
    }
    usize::from(is_slow)
}

/// A kernel of usual size, assembled as for a launch.
fn usual() -> Work {
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
    Work {
        sources: assembled.sources,
        unit: assembled.unit,
    }
}

/// A file of 10,000 lines, of all kinds of text.
fn long() -> Work {
    Work::of_text("long", &mixed(10_000))
}

/// One kind of text, twice as much each time.
fn grow(shape: &Shape, most_lines: usize) -> usize {
    println!();
    head(shape.name);
    let (mut before, mut slow) = (None, 0);
    let mut lines = 1000;
    while lines <= most_lines.min(shape.most_lines) {
        let text = (shape.text)(lines);
        let times = timed(shape.name, &Work::of_text(shape.name, &text));
        let growth = before
            .replace(times.all)
            .map(|before| times.all.as_secs_f64() / Duration::max(before, LEAST).as_secs_f64());
        let shown = growth.map_or(String::new(), |growth| format!("   x{growth:.2}"));
        println!("{:24} {:7}{}{shown}", "", text.lines().count(), times.row());
        if growth.is_some_and(|growth| growth > MOST_GROWTH) {
            println!("  slow: at most {MOST_GROWTH} times the time for twice the text");
            slow += 1;
        }
        lines *= 2;
    }
    slow
}
