//! Every vector and many queries, by kernels.
//!
//! ```text
//! few rows:   all distances -> the first k
//! many rows:  distances of a sample -> its first k -> rows that do not come after its k-th -> the first k of them
//! ```
//!
//! Not an approximation: what the bound keeps out cannot be among the first `k`. A sample is every so many-th block, so
//! that vectors that were added in some order are still met.

use kernsmith_runtime::{Stream, Tensor};

use crate::{
    Error, Metric,
    list::{Packed, ROWS},
    rank::Ranked,
    scan::{Candidates, Every, Meetings, distances, entries, queries_of_pass},
    select::{MOST, topk},
};

/// Rows of a sample at least, and for each of `k`; not tuned.
const SAMPLE: usize = 16 << 10;
const SAMPLE_A_NEIGHBOR: usize = 128;
/// Room for candidates: so many times as many as there would be of rows in any order.
const ROOM: usize = 4;
const LEAST_ROOM: usize = 1024;
/// Candidates of a pass at most: 384 MiB.
const PASS_CANDIDATES: usize = 32 << 20;

/// What stands for how the first `k` of so many rows are found.
pub(super) fn selection(count: usize, k: usize) -> &'static str {
    match Sample::of(count, k) {
        Some(_) => "rows within the `k`-th distance of a sample, then `select_k`",
        None => "all distances of 8 queries at a time, then `select_k`",
    }
}

/// The rows of an index on a device.
pub(super) struct Rows<'a> {
    pub(super) metric: Metric,
    pub(super) packed: &'a Packed,
    pub(super) count: usize,
}

impl Rows<'_> {
    /// The first `k` of each query; an id is a place.
    pub(super) fn search(
        &self,
        stream: &Stream,
        queries: &Tensor,
        k: usize,
    ) -> Result<Vec<Ranked>, Error> {
        let sample = Sample::of(self.count, k);
        let each = match &sample {
            Some(sample) => (PASS_CANDIDATES / sample.room).max(1),
            None => queries_of_pass(self.count),
        };
        let mut found = Vec::new();
        let batch = queries.shape()[0];
        for start in (0..batch).step_by(each) {
            let queries = queries.slice(0, start..batch.min(start + each))?;
            found.extend(match &sample {
                Some(sample) => self.near(stream, &queries, sample, k)?,
                None => self.all(stream, &queries, k)?,
            });
        }
        Ok(found)
    }

    fn all(&self, stream: &Stream, queries: &Tensor, k: usize) -> Result<Vec<Ranked>, Error> {
        let (distances, ids) = self.of_every(stream, queries, (1, self.count), k)?;
        entries(&distances, &ids)
    }

    /// The first `k` of every `stride`-th block, by place among them.
    fn of_every(
        &self,
        stream: &Stream,
        queries: &Tensor,
        (stride, count): (usize, usize),
        k: usize,
    ) -> Result<(Tensor, Tensor), Error> {
        let every = Every {
            numbers: &self.packed.numbers,
            stride,
            count,
        };
        topk(stream, &distances(stream, self.metric, queries, every)?, k)
    }

    fn near(
        &self,
        stream: &Stream,
        queries: &Tensor,
        sample: &Sample,
        k: usize,
    ) -> Result<Vec<Ranked>, Error> {
        let batch = queries.shape()[0];
        let bounds = self.of_every(stream, queries, (sample.stride, sample.rows), k)?;
        let candidates = Candidates {
            metric: self.metric,
            queries,
            lists: self.packed,
            bounds: (&bounds.0, &bounds.1),
            stride: sample.stride,
            room: sample.room,
        };
        let meetings = Meetings::new(&vec![0; batch], 1, &self.packed.offsets, |_| self.count);
        let found = candidates.search(stream, &meetings, k)?;
        let found = found.expect("a sample is of rows, and there are queries");
        let mut all = entries(&found.first.0, &found.first.1)?;
        for query in found.overfull {
            let alone = queries.slice(0, query..query + 1)?;
            all[query * k..(query + 1) * k].copy_from_slice(&self.all(stream, &alone, k)?);
        }
        Ok(all)
    }
}

/// Rows that tell how near the first `k` are at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sample {
    rows: usize,
    /// Every so many-th block is in the sample.
    stride: usize,
    /// Candidates of a query that there is room for.
    room: usize,
}

impl Sample {
    /// A sample of so many rows; none where it would be most of them, or no kernel selects `k`.
    fn of(count: usize, k: usize) -> Option<Self> {
        let rows = SAMPLE.max(SAMPLE_A_NEIGHBOR * k.min(MOST));
        let stride = count / ROWS / (rows / ROWS);
        (stride >= 4 && k <= MOST).then(|| Self {
            rows,
            stride,
            room: (ROOM * k * count.div_ceil(rows)).max(LEAST_ROOM),
        })
    }
}
