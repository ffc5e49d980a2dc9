//! The time of one call, by captured graphs of many.

use crate::Fallible;
use kernsmith_runtime::{Kernel, Launch, Stream};
use std::time::{Duration, Instant};

/// Graphs that are timed, after one that is not.
const ROUNDS: usize = 9;

/// The time of one call among many in a graph.
pub(crate) fn each(stream: &Stream, call: (&Kernel, &Launch), calls: u32) -> Fallible<Duration> {
    let (few, many) = (graph(stream, call, calls)?, graph(stream, call, 2 * calls)?);
    let mut times = Vec::new();
    for round in 0..=ROUNDS {
        let (short, long) = (few()?, many()?);
        if round > 0 {
            times.push(long.saturating_sub(short) / calls);
        }
    }
    times.sort_unstable();
    Ok(times[ROUNDS / 2])
}

/// A graph of so many calls, that says how long it took.
fn graph<'a>(
    stream: &'a Stream,
    (kernel, launch): (&Kernel, &Launch),
    calls: u32,
) -> Fallible<impl Fn() -> Fallible<Duration> + 'a> {
    let graph = stream.capture(&[], |stream, _| {
        for _ in 0..calls {
            kernel.call(stream, launch)?;
        }
        Ok(Vec::new())
    })?;
    Ok(move || {
        stream.synchronize()?;
        let start = Instant::now();
        graph.replay(stream, &[])?;
        stream.synchronize()?;
        Ok(start.elapsed())
    })
}
