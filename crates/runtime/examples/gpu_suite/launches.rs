//! The price of a launch: ours, by itself and in a graph, beside a bare one.

use crate::{
    Fallible, Outcome, differs, median,
    peer::Peer,
    report::{Row, Target},
};
use cudarc::driver::{LaunchConfig, PushKernelArg};
use kernsmith_runtime::{DType, Device, Error, Kernel, Launch, Stream, Tensor};
use std::time::{Duration, Instant};

const LAUNCHES: u32 = 10_000;
const CAPTURED: u32 = 1000;
const ELEMENTS: usize = 256;
const ROUNDS: usize = 7;
const BODY: &str = "uint i = thread_position_in_grid.x; out[i] = a[i] + 1.0f;";
const PEER: &str = "extern \"C\" __global__ void increment(const float* a, float* out) {
    unsigned i = blockIdx.x * blockDim.x + threadIdx.x; out[i] = a[i] + 1.0f; }";

pub(crate) fn rows(device: &Device) -> Outcome {
    let stream = Stream::new(device)?;
    let kernel = Kernel::builder("increment")
        .inputs(["a"])
        .outputs(["out"])
        .source(BODY)
        .build()?;
    let x = Tensor::full(device, 1.0, DType::F32, [ELEMENTS])?;
    let launch = launch(&x);
    let out = kernel.call(&stream, &launch)?.remove(0);
    if out.to_vec::<f32>()? != [2.0; ELEMENTS] {
        return Err(differs("a launch"));
    }
    let peer = bare()?;
    let ours = || -> Result<Duration, Error> {
        let start = Instant::now();
        for _ in 0..LAUNCHES {
            kernel.call(&stream, &launch)?;
        }
        stream.synchronize()?;
        Ok(start.elapsed() / LAUNCHES)
    };
    let (mut our_times, mut peer_times) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let times = (ours()?, peer()?);
        if round > 0 {
            our_times.push(times.0);
            peer_times.push(times.1);
        }
    }
    let (mine, bare) = (median(our_times), median(peer_times));
    let replay = replay(&stream, &kernel, &x)?;
    Ok(vec![
        Row::new(
            format!("{LAUNCHES} launches in a row"),
            format!("{:.2} us each, bare {:.2} us", us(mine), us(bare)),
            mine.as_secs_f64() / bare.as_secs_f64(),
            Target::AtMost(1.15),
        ),
        Row::new(
            format!("replay of {CAPTURED} captured launches"),
            format!("{:.2} us each", us(replay)),
            us(replay),
            Target::AtMost(1.3),
        ),
    ])
}

fn launch(a: &Tensor) -> Launch {
    Launch::new()
        .inputs([a])
        .output([ELEMENTS], DType::F32)
        .grid([ELEMENTS, 1, 1])
        .threadgroup([ELEMENTS, 1, 1])
}

/// As many launches of hand-written CUDA.
fn bare() -> Fallible<impl Fn() -> Fallible<Duration>> {
    let peer = Peer::new()?;
    let function = peer.function(PEER, "increment")?;
    Ok(move || {
        let a = peer.stream.alloc_zeros::<f32>(ELEMENTS)?;
        let mut out = peer.stream.alloc_zeros::<f32>(ELEMENTS)?;
        let config = LaunchConfig {
            grid_dim: (1, 1, 1),
            block_dim: (256, 1, 1),
            shared_mem_bytes: 0,
        };
        peer.stream.synchronize()?;
        let start = Instant::now();
        for _ in 0..LAUNCHES {
            let mut builder = peer.stream.launch_builder(&function);
            builder.arg(&a).arg(&mut out);
            // SAFETY: the kernel takes two arrays of as many elements as there are threads.
            unsafe { builder.launch(config) }?;
        }
        peer.stream.synchronize()?;
        let time = start.elapsed() / LAUNCHES;
        match peer
            .stream
            .clone_dtoh(&out)?
            .iter()
            .all(|&value| value.to_bits() == 1f32.to_bits())
        {
            true => Ok(time),
            false => Err(differs("a bare launch")),
        }
    })
}

/// The time of a launch in a replayed chain.
fn replay(stream: &Stream, kernel: &Kernel, x: &Tensor) -> Fallible<Duration> {
    let graph = stream.capture(&[x], |stream, inputs| {
        let mut last = inputs[0].clone();
        for _ in 0..CAPTURED {
            last = kernel.call(stream, &launch(&last))?.remove(0);
        }
        Ok(vec![last])
    })?;
    let mut times = Vec::new();
    for round in 0..=ROUNDS {
        stream.synchronize()?;
        let start = Instant::now();
        let outputs = graph.replay(stream, &[x])?.outputs;
        stream.synchronize()?;
        let time = start.elapsed();
        let value = outputs[0].to_vec::<f32>()?[ELEMENTS - 1];
        if (f64::from(value) - f64::from(CAPTURED + 1)).abs() > 0.0 {
            return Err(differs("a replay"));
        }
        if round > 0 {
            times.push(time / CAPTURED);
        }
    }
    Ok(median(times))
}

fn us(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}
