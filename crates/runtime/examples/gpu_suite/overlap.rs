//! The host works while the GPU does: two kernels of known duration, one on each, take as long together
//! as the longer one.

use crate::{
    Fallible, Outcome, median,
    report::{Row, Target},
};
use kernsmith_runtime::{DType, Device, Kernel, Launch, Stream, Tensor};
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;
/// Turns of the loop: some 30 ms on an H100, and on its host.
const TURNS: [i32; 2] = [4_000_000, 800_000];
const BODY: &str = "
    uint x = uint(a[0]);
    for (uint i = 0; i < uint(TURNS); i++) { x = x * 1664525u + 1013904223u + (x >> 3); }
    out[0] = float(x & 1u);";

/// A kernel of one thread on a device of its own.
struct Side {
    stream: Stream,
    launch: Launch,
}

impl Side {
    fn new(device: &Device, turns: i32) -> Fallible<Self> {
        let a = Tensor::full(device, 1.0, DType::F32, [1])?;
        let launch = Launch::new()
            .inputs([&a])
            .output([1], DType::F32)
            .template("TURNS", turns)
            .grid([1, 1, 1])
            .threadgroup([1, 1, 1]);
        Ok(Self {
            stream: Stream::new(device)?,
            launch,
        })
    }
}

pub(crate) fn rows(device: &Device) -> Outcome {
    let builder = Kernel::builder("busy").inputs(["a"]).outputs(["out"]);
    let kernel = builder.source(BODY).build()?;
    let sides = [
        Side::new(device, TURNS[0])?,
        Side::new(&Device::cpu(), TURNS[1])?,
    ];
    let time = |sides: &[Side]| -> Fallible<Duration> {
        let start = Instant::now();
        for side in sides {
            kernel.call(&side.stream, &side.launch)?;
        }
        for side in sides {
            side.stream.synchronize()?;
        }
        Ok(start.elapsed())
    };
    // The first round compiles.
    let (mut gpu, mut host, mut both) = (Vec::new(), Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let times = (time(&sides[..1])?, time(&sides[1..])?, time(&sides)?);
        if round > 0 {
            gpu.push(times.0);
            host.push(times.1);
            both.push(times.2);
        }
    }
    let (gpu, host, both) = (median(gpu), median(host), median(both));
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    Ok(vec![Row::new(
        "a kernel on the GPU and one on the host, in times of the longer one",
        format!(
            "{:.1} ms together, {:.1} ms and {:.1} ms alone",
            ms(both),
            ms(gpu),
            ms(host)
        ),
        both.as_secs_f64() / gpu.max(host).as_secs_f64(),
        Target::AtMost(1.15),
    )])
}
