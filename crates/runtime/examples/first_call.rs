//! What a program waits for when it calls a kernel: the first call of the process, the first call of another
//! kernel, which is compiled, and a call of one that was called before.
//!
//! The results are compared with what they must be. Times are of the clock, the least of many; the first
//! call of a process happens once.

use kernsmith_runtime::{DType, Device, Error, Kernel, Launch, Library, Stream, Tensor};
use kernsmith_testkit::shapes::mixed;
use std::{
    io::{self, Write},
    time::{Duration, Instant},
};

/// Kernels, texts or calls of which the least time counts.
const TURNS: u32 = 50;
/// Elements of the row that the kernel is called with.
const ROW_ELEMS: usize = 4096;
/// Lines of the text that is a library.
const LINES: usize = 1000;

fn main() -> Result<(), Error> {
    let device = Device::cpu();
    let stream = device.default_stream()?;
    let launch = launch(&device)?;
    let mut out = io::stdout();
    let mut line = |what: &str, time: Duration| {
        let ms = time.as_secs_f64() * 1e3;
        writeln!(out, "{what:48}{ms:10.3} ms").expect("stdout is open");
    };
    line(
        "a kernel of usual size, first of the process",
        call(0, &stream, &launch)?.0,
    );
    let others = (1..=TURNS).map(|number| call(number, &stream, &launch));
    let others = others.collect::<Result<Vec<_>, _>>()?;
    line(
        "another one, called for the first time",
        least(others.iter().map(|(time, _)| *time)),
    );
    let again = others
        .iter()
        .map(|(_, kernel)| timed(|| kernel.call(&stream, &launch)));
    let again = again.collect::<Result<Vec<_>, _>>()?;
    line(
        "one that was called before",
        least(again.iter().map(|(time, _)| *time)),
    );
    let libraries = (0..TURNS).map(|number| {
        let text = format!("// {number}\n{}", mixed(LINES));
        timed(|| Library::from_source(text))
    });
    let libraries = libraries.collect::<Result<Vec<_>, _>>()?;
    line(
        "Library::from_source of 1,000 lines",
        least(libraries.iter().map(|(time, _)| *time)),
    );
    Ok(())
}

/// How long it takes to make and call a kernel that no other call made.
fn call(number: u32, stream: &Stream, launch: &Launch) -> Result<(Duration, Kernel), Error> {
    let header = concat!(
        include_str!("../../kernels/include/kernsmith/vector.h"),
        include_str!("../../kernels/include/kernsmith/reduce.h"),
    );
    let (time, (kernel, outputs)) = timed(|| {
        let kernel = Kernel::builder("rms_norm")
            .inputs(["x", "w", "eps"])
            .outputs(["y"])
            .header(header)
            .source(include_str!("../../kernels/src/norm/rms_norm.metal"))
            .define("NUMBER", number.to_string())
            .build()?;
        let outputs = kernel.call(stream, launch)?;
        Ok((kernel, outputs))
    })?;
    let found = outputs[0].to_vec::<f32>()?;
    assert!(found.iter().all(|&y| y == 1.0), "the norm of ones is ones");
    Ok((time, kernel))
}

/// A row of ones, whose norm is 1.
fn launch(device: &Device) -> Result<Launch, Error> {
    let x = Tensor::full(device, 1.0, DType::F32, [1, ROW_ELEMS])?;
    let w = Tensor::full(device, 1.0, DType::F32, [ROW_ELEMS])?;
    Ok(Launch::new()
        .input(&x)
        .input(&w)
        .input(0.0_f32)
        .output([1, ROW_ELEMS], DType::F32)
        .template("T", DType::F32)
        .template("TG", 256)
        .template("VEC", 4)
        .template("UNROLL", 2)
        .template("SIMD", true)
        .template("CACHE", 4096)
        .grid([256, 1, 1])
        .threadgroup([256, 1, 1]))
}

fn timed<R>(work: impl FnOnce() -> Result<R, Error>) -> Result<(Duration, R), Error> {
    let start = Instant::now();
    let result = work()?;
    Ok((start.elapsed(), result))
}

fn least(times: impl Iterator<Item = Duration>) -> Duration {
    times.min().unwrap_or_default()
}
