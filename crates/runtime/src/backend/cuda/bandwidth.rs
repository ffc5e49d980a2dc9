//! How fast a device copies its own memory.

use super::{
    device::{Context, Direction},
    driver::StreamHandle,
    mark::elapsed,
    memory::{Memory, fill::copy},
};
use crate::error::Error;
use std::time::Duration;

/// Copies that are timed, after one that is not.
const SAMPLES: usize = 7;

/// The median time of a copy of so many bytes.
pub(crate) fn copy_time(context: &'static Context, bytes: usize) -> Result<Duration, Error> {
    let queue = context.copies(Direction::ToDevice)?;
    let source = Memory::new(queue, bytes)?;
    let target = Memory::new(queue, bytes)?;
    let one =
        |stream: StreamHandle| copy(context, stream, (target.address(), bytes), source.address());
    let mut times = Vec::with_capacity(SAMPLES);
    for sample in 0..=SAMPLES {
        context.bind()?;
        let (begin, end) = (context.timing_event()?, context.timing_event()?);
        let ticket = queue.enqueue(None, |stream| {
            begin.record(stream)?;
            one(stream)?;
            end.record(stream)
        })?;
        source.used_by(queue, ticket);
        target.written_by(ticket);
        queue.wait(ticket)?;
        if sample > 0 {
            times.push(elapsed(context, &begin, &end)?);
        }
    }
    times.sort_unstable();
    Ok(times[SAMPLES / 2].max(Duration::from_nanos(1)))
}
