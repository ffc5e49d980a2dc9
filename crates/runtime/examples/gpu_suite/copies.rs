//! A gigabyte to the device and back, beside bare copies of pinned memory.

use crate::{
    Fallible, Outcome, differs, median,
    peer::Peer,
    report::{Row, Target},
};
use kernsmith_runtime::{Device, Tensor};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};

const BYTES: usize = 1 << 30;
const ROUNDS: usize = 5;

pub(crate) fn rows(device: &Device) -> Outcome {
    let count = u32::try_from(BYTES / 4)?;
    let source: Vec<u32> = (0..count).map(|i| i.wrapping_mul(2_654_435_761)).collect();
    let mut target = vec![1u32; source.len()];
    let (to, from) = there_and_back(device, &source, &mut target)?;
    let mut pinned_source = device.pinned::<u32>(source.len())?;
    let mut pinned_target = device.pinned::<u32>(source.len())?;
    pinned_source.copy_from_slice(&source);
    let (pinned_to, pinned_from) = there_and_back(device, &pinned_source, &mut pinned_target)?;
    let tensor = Tensor::from_slice(device, &source, [source.len()])?;
    let mut to_new = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        black_box(tensor.to_vec::<u32>()?);
        to_new.push(start.elapsed());
    }
    let (bare_to, bare_from) = bare()?;
    let row = |what: &str, time: Duration, bare: Duration, target: Target| {
        Row::new(
            what,
            format!("{:.1} GB/s, bare pinned {:.1} GB/s", rate(time), rate(bare)),
            bare.as_secs_f64() / time.as_secs_f64(),
            target,
        )
    };
    Ok(vec![
        row(
            "1 GiB of pinned memory to the device",
            pinned_to,
            bare_to,
            Target::AtLeast(0.9),
        ),
        row(
            "1 GiB back into pinned memory",
            pinned_from,
            bare_from,
            Target::AtLeast(0.9),
        ),
        row(
            "1 GiB from a slice to the device",
            to,
            bare_to,
            Target::AtLeast(0.9),
        ),
        row(
            "1 GiB back into a slice",
            from,
            bare_from,
            Target::AtLeast(0.9),
        ),
        row(
            "1 GiB back into a new vector",
            median(to_new),
            bare_from,
            Target::None,
        ),
    ])
}

/// The times of copies of memory of either kind, which are right.
fn there_and_back(
    device: &Device,
    source: &[u32],
    target: &mut [u32],
) -> Fallible<(Duration, Duration)> {
    let (mut to, mut from) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let start = Instant::now();
        let tensor = Tensor::from_slice(device, source, [source.len()])?;
        // The last piece may still be on its way: a byte of it is waited for.
        tensor
            .slice(0, source.len() - 1..source.len())?
            .to_vec::<u32>()?;
        let there = start.elapsed();
        target.fill(1);
        let start = Instant::now();
        tensor.copy_to(target)?;
        let back = start.elapsed();
        if target != source {
            return Err(differs("a copy"));
        }
        if round > 0 {
            to.push(there);
            from.push(back);
        }
    }
    Ok((median(to), median(from)))
}

fn rate(time: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a rate, not a count")]
    let bytes = BYTES as f64;
    bytes / time.as_secs_f64() / 1e9
}

fn bare() -> Fallible<(Duration, Duration)> {
    let peer = Peer::new()?;
    // SAFETY: the memory is written before it is read.
    let mut pinned = unsafe { peer.context.alloc_pinned::<u8>(BYTES) }?;
    pinned.as_mut_slice()?.fill(7);
    let mut there = peer.stream.alloc_zeros::<u8>(BYTES)?;
    let (mut to, mut from) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        peer.stream.synchronize()?;
        let start = Instant::now();
        peer.stream.memcpy_htod(&pinned, &mut there)?;
        peer.stream.synchronize()?;
        let time_to = start.elapsed();
        let start = Instant::now();
        peer.stream.memcpy_dtoh(&there, &mut pinned)?;
        peer.stream.synchronize()?;
        if round > 0 {
            to.push(time_to);
            from.push(start.elapsed());
        }
    }
    Ok((median(to), median(from)))
}
