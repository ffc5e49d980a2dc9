//! The clock, for calls that are more than one launch; a single kernel is timed by its device.

use std::time::Instant;

use kernsmith_runtime::Stream;

use crate::error::Error;

/// Microseconds of each of so many calls, with all that the host does for them, until the stream has run them.
pub(crate) fn each_us(
    stream: &Stream,
    calls: u32,
    mut call: impl FnMut() -> Result<(), Error>,
) -> Result<f64, Error> {
    stream.synchronize()?;
    let start = Instant::now();
    for _ in 0..calls {
        call()?;
    }
    stream.synchronize()?;
    Ok(start.elapsed().as_secs_f64() * 1e6 / f64::from(calls))
}
