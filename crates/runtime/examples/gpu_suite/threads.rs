//! Eight threads that compile and launch many kernels on a stream each.

use crate::{
    Outcome, differs, in_use,
    report::{Row, Target},
};
use kernsmith_runtime::{DType, Device, Error, Kernel, Launch, Stream, Tensor};
use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

const THREADS: u64 = 8;
const KERNELS: u64 = 200;
const ELEMENTS: usize = 4096;

pub(crate) fn rows(device: &Device, soak: Duration) -> Outcome {
    let before = in_use(device)?;
    let launches = AtomicU64::new(0);
    let end = Instant::now() + soak;
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS)
            .map(|thread| {
                let launches = &launches;
                scope.spawn(move || work(device, thread, end, launches))
            })
            .collect();
        threads
            .into_iter()
            .try_for_each(|thread| thread.join().map_err(|_| "a thread panicked".to_owned())?)
    })?;
    let after = in_use(device)?;
    if after > before + (1 << 20) {
        return Err(differs(&format!(
            "memory: {before} bytes before, {after} after; it"
        )));
    }
    let count = launches.into_inner();
    Ok(vec![Row::new(
        format!(
            "{THREADS} threads, {KERNELS} kernels each, {} s",
            soak.as_secs()
        ),
        format!("{count} launches, all right; {}", device.memory()),
        0.0,
        Target::AtMost(0.0),
    )])
}

fn work(device: &Device, thread: u64, end: Instant, launches: &AtomicU64) -> Result<(), String> {
    let run = || -> Result<(), Error> {
        let stream = Stream::new(device)?;
        let kernels: Vec<Kernel> = (0..KERNELS).map(kernel).collect::<Result<_, _>>()?;
        let mut round = 0;
        while round == 0 || Instant::now() < end {
            for (number, kernel) in (0u16..).zip(&kernels) {
                let x = Tensor::full(device, f32::from(number), DType::F32, [ELEMENTS])?;
                let launch = Launch::new()
                    .inputs([&x])
                    .output([ELEMENTS], DType::F32)
                    .grid([ELEMENTS, 1, 1])
                    .threadgroup([256, 1, 1]);
                let out = kernel.call(&stream, &launch)?.remove(0);
                launches.fetch_add(1, Ordering::Relaxed);
                // Now and then on the host; otherwise the host runs ahead.
                if (u64::from(number) + round + thread).is_multiple_of(16) {
                    let expected = 2.0 * f32::from(number) + f32::from(number);
                    assert!(
                        out.to_vec::<f32>()? == [expected; ELEMENTS],
                        "kernel {number}"
                    );
                }
            }
            round += 1;
        }
        stream.synchronize()
    };
    run().map_err(|error| error.to_string())
}

/// The same text for all threads, so that they meet at what is kept.
fn kernel(number: u64) -> Result<Kernel, Error> {
    let source = format!("uint i = thread_position_in_grid.x; out[i] = 2 * a[i] + {number};");
    Kernel::builder("soak")
        .inputs(["a"])
        .outputs(["out"])
        .source(source)
        .build()
}
