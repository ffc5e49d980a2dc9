//! Launches `candidates.metal`: all rows that may be among the first `k`, for many queries at once.
//!
//! Not a selection: a bound of each query, the `k`-th of some of its rows, keeps almost all rows out, so that distances
//! need not be written; the few that remain are selected afterwards. A query with more of them than there is room for is
//! named, and searched otherwise.

use kernsmith_kernels::{
    dispatch::{kernel, prepare},
    plan::{BodySource, Plan},
};
use kernsmith_runtime::{DType, Device, Stream, TemplateValue, Tensor};

use super::NO_LIST;
use crate::{
    Error,
    list::Packed,
    metric::Metric,
    select::{Segment, groups, select},
};

/// Threads of a threadgroup, as the kernel is cut.
const THREADS: u32 = 256;
/// Components in threadgroup memory: with 16, a thread of eight queries has more registers than let two threadgroups
/// share a processor.
const CHUNK: usize = 8;
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
        let (members, ends) = by_list(probes, per, offsets.len());
        let asked = |list: usize| ends[list + 1] - ends[list];
        let lists = (0..offsets.len()).filter(|list| asked(*list) > 0 && rows(*list) > 0);
        let lists: Vec<usize> = lists.collect();
        let each = match members.len() > lists.len() * 16 * FEW {
            true => MANY,
            false => FEW,
        };
        let mut items = Vec::new();
        for list in lists {
            for start in (0..rows(list)).step_by(PART) {
                for member in (0..asked(list)).step_by(16 * each) {
                    let rows = PART.min(rows(list) - start);
                    let members = (16 * each).min(asked(list) - member);
                    let first = [offsets[list] + start, rows, ends[list] + member, members];
                    items.push(first.map(number));
                }
            }
        }
        Self {
            members,
            items,
            each,
        }
    }
}

/// The queries of each list, one list after another, and where each list's begin.
fn by_list(probes: &[u32], per: usize, lists: usize) -> (Vec<i64>, Vec<usize>) {
    let probed = || {
        let probes = probes.iter().enumerate();
        let probes = probes.filter(|(_, list)| **list != NO_LIST);
        probes.map(|(at, list)| (*list as usize, at / per))
    };
    let mut ends = vec![0; lists + 1];
    for (list, _) in probed() {
        ends[list + 1] += 1;
    }
    for list in 0..lists {
        ends[list + 1] += ends[list];
    }
    let mut next = ends.clone();
    let mut members = vec![0; ends[lists]];
    for (list, query) in probed() {
        members[next[list]] = number(query);
        next[list] += 1;
    }
    (members, ends)
}

/// Bounds that keep nothing out, for so many queries.
pub(crate) fn unbounded(device: &Device, queries: usize) -> Result<(Tensor, Tensor), Error> {
    Ok((
        Tensor::full(device, 0.0, DType::F32, [queries, 1])?,
        Tensor::full(device, -1.0, DType::I64, [queries, 1])?,
    ))
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
    /// The first `k` of each query, and their ids: `[b, k]`.
    pub(crate) first: (Tensor, Tensor),
    /// Queries that had more candidates than there was room for; what is found of theirs is some of them.
    pub(crate) overfull: Vec<usize>,
}

impl Candidates<'_> {
    /// The first `k` of what each query meets; none where nobody meets anything.
    pub(crate) fn search(
        &self,
        stream: &Stream,
        meetings: &Meetings,
        k: usize,
    ) -> Result<Option<Found>, Error> {
        if meetings.items.is_empty() {
            return Ok(None);
        }
        let [counts, distances, ids] = self.launch(stream, meetings)?;
        let counts = counts.to_vec::<u32>()?;
        let counts: Vec<usize> = counts.into_iter().map(|count| count as usize).collect();
        let segment = |(query, &count): (usize, &usize)| Segment {
            first: query * self.room,
            count: count.min(self.room),
            first_id: 0,
        };
        let segments: Vec<Segment> = counts.iter().enumerate().map(segment).collect();
        let overfull = (0..counts.len()).filter(|query| counts[*query] > self.room);
        Ok(Some(Found {
            first: select(stream, &distances, Some(&ids), &segments, k)?,
            overfull: overfull.collect(),
        }))
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
                ("T", TemplateValue::Type(self.lists.numbers.dtype())),
                ("QN", int(meetings.each)),
                ("CHUNK", int(CHUNK)),
                (
                    "SIMILARITY",
                    TemplateValue::Bool(self.metric.is_similarity()),
                ),
            ],
            grid: groups(CANDIDATES.name, meetings.items.len(), THREADS)?,
            threadgroup: [THREADS, 1, 1],
            outputs: vec![
                (vec![batch], DType::U32),
                (vec![batch, self.room], DType::F32),
                (vec![batch, self.room], DType::I64),
            ],
            align_elems: 1,
            memory_bytes: None,
        };
        let items = &meetings.items;
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
