//! The first call of a new kernel, and the same in a new process.

use crate::{
    Fallible, Outcome, median,
    peer::Peer,
    report::{Row, Target},
};
use kernsmith_runtime::{DType, Device, Kernel, Launch, Tensor};
use std::{
    process::Command,
    time::{Duration, Instant},
};

const KERNELS: u64 = 5;

/// What a process measured, each the median of several kernels.
struct Times {
    /// A first call.
    call: Duration,
    /// The same without the device and what is kept: text to code.
    code: Duration,
}

pub(crate) fn rows() -> Outcome {
    // A number that no kept code has.
    let seed = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)?
        .as_nanos();
    let seed = u64::try_from(seed % 1_000_000_007)?;
    let nvrtc = compiler_alone(seed)?;
    let first = another_process(seed, true)?;
    let again = another_process(seed, true)?;
    let unkept = another_process(seed + 4 * KERNELS, false)?;
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let only =
        |what: &str, value: f64| Row::new(what, format!("{value:.2} ms"), value, Target::None);
    Ok(vec![
        Row::new(
            "first call of a new kernel, ms more than NVRTC",
            format!("{:.2} ms, NVRTC alone {:.2} ms", ms(first.call), ms(nvrtc)),
            ms(first.call) - ms(nvrtc),
            Target::AtMost(5.0),
        ),
        only(
            "of these: from Metal to code, NVRTC among it",
            ms(first.code) - ms(nvrtc),
        ),
        only(
            "of these: to load, launch and keep it",
            ms(first.call) - ms(first.code),
        ),
        only(
            "the same where nothing can be kept",
            ms(unkept.call) - ms(unkept.code),
        ),
        Row::new(
            "the first call in a new process, ms",
            format!("{:.2} ms", ms(again.call)),
            ms(again.call),
            Target::AtMost(2.0),
        ),
    ])
}

/// The times of first calls, in this process.
pub(crate) fn in_a_process(seed: u64) -> Fallible<()> {
    let device = Device::cuda(0)?;
    let stream = device.default_stream()?;
    let x = Tensor::full(&device, 1.0, DType::F32, [256])?;
    stream.synchronize()?;
    x.to_vec::<f32>()?;
    let launch = Launch::new()
        .inputs([&x])
        .output([256], DType::F32)
        .grid([256, 1, 1])
        .threadgroup([256, 1, 1]);
    let architecture = device
        .info()
        .instruction_set
        .replace(|c: char| !c.is_ascii_digit(), "");
    let architecture: i32 = architecture.parse()?;
    let (mut calls, mut codes) = (Vec::new(), Vec::new());
    for number in 0..KERNELS {
        let other = kernel(seed + KERNELS + number)?;
        let start = Instant::now();
        other.cubin_for(&device, &launch, architecture)?;
        codes.push(start.elapsed());
        let kernel = kernel(seed + number)?;
        let start = Instant::now();
        let outputs = kernel.call(&stream, &launch)?;
        stream.synchronize()?;
        calls.push(start.elapsed());
        outputs[0].to_vec::<f32>()?;
    }
    println!("{} {}", median(calls).as_nanos(), median(codes).as_nanos());
    Ok(())
}

fn kernel(factor: u64) -> Fallible<Kernel> {
    let source =
        format!("uint i = thread_position_in_grid.x; out[i] = a[i] + float(i * {factor}u);");
    let builder = Kernel::builder("first").inputs(["a"]).outputs(["out"]);
    Ok(builder.source(source).build()?)
}

fn another_process(seed: u64, keeps: bool) -> Fallible<Times> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["--first-call", &seed.to_string()]);
    if !keeps {
        // No folder, and nobody can make one there.
        command.env("KERNSMITH_CACHE_DIR", "/dev/null/none");
    }
    let output = command.output()?;
    let text = String::from_utf8(output.stdout)?;
    let failed = || String::from_utf8_lossy(&output.stderr).into_owned();
    let (call, code) = text.trim().split_once(' ').ok_or_else(failed)?;
    Ok(Times {
        call: Duration::from_nanos(call.parse()?),
        code: Duration::from_nanos(code.parse()?),
    })
}

/// NVRTC on a kernel that computes the same.
fn compiler_alone(seed: u64) -> Fallible<Duration> {
    let peer = Peer::new()?;
    let mut times = Vec::new();
    for number in 0..KERNELS {
        let text = format!(
            "extern \"C\" __global__ void first(const float* a, float* out) {{
                unsigned i = blockIdx.x * blockDim.x + threadIdx.x; out[i] = a[i] + float(i * {}u); }}",
            seed + number
        );
        let start = Instant::now();
        peer.compile_to_code(&text)?;
        times.push(start.elapsed());
    }
    Ok(median(times))
}
