//! Two ways to call an operation, timed in pairs.

use kernsmith_discover::evaluate::measure::{Bench, Paired, Sampling, Side, paired_by_seed};
use kernsmith_runtime::Stream;

use crate::{clock, error::Error};

/// One way.
pub(super) type Way<'a> = &'a dyn Fn() -> Result<(), Error>;

/// What holds now, and a candidate.
struct Calls<'a> {
    stream: &'a Stream,
    ways: [Way<'a>; 2],
}

impl Bench for Calls<'_> {
    type Error = Error;

    fn sample(&mut self, side: Side, launches: u32) -> Result<f64, Error> {
        let way = self.ways[usize::from(side == Side::Candidate)];
        clock::each_us(self.stream, launches, way)
    }
}

/// How much faster the second is than the first.
pub(super) fn compare(stream: &Stream, ways: [Way<'_>; 2], seed: u64) -> Result<Paired, Error> {
    paired_by_seed(&mut Calls { stream, ways }, &Sampling::screening(), seed)
}
