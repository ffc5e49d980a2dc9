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

pub(crate) fn rows() -> Outcome {
    // A number that no kept code has.
    let seed = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)?
        .as_nanos();
    let seed = u64::try_from(seed % 1_000_000_007)?;
    let nvrtc = compiler_alone(seed)?;
    let first = another_process(seed)?;
    let again = another_process(seed)?;
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    Ok(vec![
        Row::new(
            "first call of a new kernel, ms more than NVRTC",
            format!("{:.2} ms, NVRTC alone {:.2} ms", ms(first), ms(nvrtc)),
            ms(first) - ms(nvrtc),
            Target::AtMost(5.0),
        ),
        Row::new(
            "the same in a new process, ms",
            format!("{:.2} ms", ms(again)),
            ms(again),
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
    let mut times = Vec::new();
    for number in 0..KERNELS {
        let source = format!(
            "uint i = thread_position_in_grid.x; out[i] = a[i] + float(i * {}u);",
            seed + number
        );
        let kernel = Kernel::builder("first")
            .inputs(["a"])
            .outputs(["out"])
            .source(source)
            .build()?;
        let launch = Launch::new()
            .inputs([&x])
            .output([256], DType::F32)
            .grid([256, 1, 1])
            .threadgroup([256, 1, 1]);
        let start = Instant::now();
        let outputs = kernel.call(&stream, &launch)?;
        stream.synchronize()?;
        times.push(start.elapsed());
        outputs[0].to_vec::<f32>()?;
    }
    println!("{}", median(times).as_nanos());
    Ok(())
}

fn another_process(seed: u64) -> Fallible<Duration> {
    let mut command = Command::new(std::env::current_exe()?);
    let output = command.args(["--first-call", &seed.to_string()]).output()?;
    let text = String::from_utf8(output.stdout)?;
    let nanoseconds = text
        .trim()
        .parse()
        .map_err(|_| String::from_utf8_lossy(&output.stderr).into_owned())?;
    Ok(Duration::from_nanos(nanoseconds))
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
