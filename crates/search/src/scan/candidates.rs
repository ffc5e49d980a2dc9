//! Launches `candidates.metal`: all rows that may be among the first `k`, for many queries at once.
//!
//! Not a selection: a bound of each query, the `k`-th of some of its rows, keeps almost all rows out, so that distances
//! need not be written; the few that remain are selected afterwards. A query with more of them than there is room for is
//! named, and searched otherwise.

use kernsmith_kernels::{
    dispatch::{kernel, prepare},
    plan::{BodySource, Plan},
};
use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use super::NO_LIST;
use crate::{
    Error,
    list::Packed,
    metric::Metric,
    rank::Ranked,
    scan::entries,
    select::{Segment, groups, select},
};

/// Threads of a threadgroup, as the kernel is cut.
const THREADS: u32 = 256;
/// Components in threadgroup memory; not tuned.
const CHUNK: u32 = 16;
/// Rows of an item; not tuned.
const PART: usize = 1024;
/// Queries of a thread, for few and for many queries of a list; sixteen threads side by side.
const FEW: usize = 4;
const MANY: usize = 8;

/// The body, for those who launch it themselves.
pub static CANDIDATES: BodySource = BodySource {
    name: "scan_candidates",
    file: "candidates.metal",
    source: include_str!("candidates.metal"),
    header: include_str!("../../include/kernsmith/queue.h"),
    inputs: &[
        "queries",
        "rows",
        "row_ids",
        "members",
        "items",
        "bounds",
        "bound_ids",
        "stride",
        "room",
    ],
    outputs: &["counts", "distances", "ids"],
};

/// What queries meet, as the kernel reads it.
pub(crate) struct Meetings {
    /// Queries of each list, one list after another.
    members: Vec<i64>,
    /// First row, rows, first member, members.
    items: Vec<[i64; 4]>,
    /// Queries of a thread.
    each: usize,
}

impl Meetings {
    /// `probes` has the lists of each query, `per` a query; `rows` are those of a list.
    pub(crate) fn new(
        probes: &[u32],
        per: usize,
        offsets: &[usize],
        rows: impl Fn(usize) -> usize,
    ) -> Self {
        let probes = probes.iter().enumerate();
        let probes = probes.filter(|(_, list)| **list != NO_LIST);
        let mut pairs: Vec<(u32, usize)> = probes.map(|(at, &list)| (list, at / per)).collect();
        pairs.sort_unstable();
        let lists = || pairs.chunk_by(|a, b| a.0 == b.0);
        let each = match pairs.len() > lists().count() * 16 * FEW {
            true => MANY,
            false => FEW,
        };
        let mut items = Vec::new();
        let mut first = 0;
        for pairs in lists() {
            let list = pairs[0].0 as usize;
            for start in (0..rows(list)).step_by(PART) {
                for member in (0..pairs.len()).step_by(16 * each) {
                    let rows = PART.min(rows(list) - start);
                    let members = (16 * each).min(pairs.len() - member);
                    items.push([offsets[list] + start, rows, first + member, members].map(number));
                }
            }
            first += pairs.len();
        }
        Self {
            members: pairs.iter().map(|pair| number(pair.1)).collect(),
            items,
            each,
        }
    }
}

/// A search for candidates among the rows of an index.
pub(crate) struct Candidates<'a> {
    pub(crate) metric: Metric,
    pub(crate) queries: &'a Tensor,
    pub(crate) lists: &'a Packed,
    /// The first `k` of some rows of each query, and their ids: `[b, k]`.
    pub(crate) bounds: (&'a Tensor, &'a Tensor),
    /// Ids of bounds are places in every so many-th block of the rows.
    pub(crate) stride: usize,
    /// Candidates of a query at most.
    pub(crate) room: usize,
}

/// What was found.
pub(crate) struct Found {
    /// The first `k` of each query, one query after another.
    pub(crate) entries: Vec<Ranked>,
    /// Queries that had more candidates than there was room for; their entries are some of them.
    pub(crate) overfull: Vec<usize>,
}

impl Candidates<'_> {
    /// The first `k` of what each query meets.
    pub(crate) fn search(
        &self,
        stream: &Stream,
        meetings: &Meetings,
        k: usize,
    ) -> Result<Found, Error> {
        let [counts, distances, ids] = self.launch(stream, meetings)?;
        let counts = counts.to_vec::<u32>()?;
        let counts: Vec<usize> = counts.into_iter().map(|count| count as usize).collect();
        let segment = |(query, &count): (usize, &usize)| Segment {
            first: query * self.room,
            count: count.min(self.room),
            first_id: 0,
        };
        let segments: Vec<Segment> = counts.iter().enumerate().map(segment).collect();
        let (distances, ids) = select(stream, &distances, Some(&ids), &segments, k)?;
        let overfull = (0..counts.len()).filter(|query| counts[*query] > self.room);
        Ok(Found {
            entries: entries(&distances, &ids)?,
            overfull: overfull.collect(),
        })
    }

    fn launch(&self, stream: &Stream, meetings: &Meetings) -> Result<[Tensor; 3], Error> {
        let device = stream.device();
        let batch = self.queries.shape()[0];
        let int = |value: usize| TemplateValue::Int(value.try_into().expect("a few"));
        let plan = Plan {
            op: CANDIDATES.name,
            source: &CANDIDATES,
            function: format!("kernsmith_{}_q{}", CANDIDATES.name, meetings.each),
            template: vec![
                ("QN", int(meetings.each)),
                ("CHUNK", int(CHUNK as usize)),
                (
                    "SIMILARITY",
                    TemplateValue::Bool(self.metric.is_similarity()),
                ),
            ],
            grid: groups(CANDIDATES.name, meetings.items.len().max(1), THREADS)?,
            threadgroup: [THREADS, 1, 1],
            outputs: vec![
                (vec![batch], DType::U32),
                (vec![batch, self.room], DType::F32),
                (vec![batch, self.room], DType::I64),
            ],
            align_elems: 1,
        };
        // Where nobody meets anything, one item of no rows.
        let mut items = meetings.items.clone();
        if items.is_empty() {
            items.push([0; 4]);
        }
        let items = Tensor::from_slice(device, items.as_flattened(), [items.len(), 4])?;
        let members = Tensor::from_slice(device, &meetings.members, [meetings.members.len()])?;
        let [stride, room] =
            [self.stride, self.room].map(|value| Tensor::scalar(device, number(value)));
        let inputs = [
            self.queries,
            &self.lists.numbers,
            &self.lists.ids,
            &members,
            &items,
            self.bounds.0,
            self.bounds.1,
            &stride?,
            &room?,
        ];
        let launch = prepare(&plan, &inputs).init_value(0.0);
        let outputs = kernel(plan.op, plan.source)?.call(stream, &launch)?;
        Ok(outputs.try_into().expect("as many as the plan says"))
    }
}

fn number(value: usize) -> i64 {
    i64::try_from(value).expect("arrays are shorter than 2^63")
}
