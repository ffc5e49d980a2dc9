//! Lists of whole vectors and queries, by kernels.
//!
//! ```text
//! few queries:   the nearest lists of each, which stay on the device -> the first k of each part of their rows
//!                -> the first k of them
//! many queries:  the nearest list of each -> its first k -> rows of all its lists that do not come after the k-th
//!                -> the first k of them
//! ```
//!
//! With many queries a list is read once for all that meet it. Not an approximation: what the bound keeps out cannot be
//! among the first `k`.

use kernsmith_runtime::{Stream, Tensor};

use super::Pass;
use crate::{
    Error, Metric,
    list::{List, Packed},
    rank::Ranked,
    scan::{
        Candidates, KernelScan, Meetings, ProbeScan, Rows, entries, probe_threads, probed,
        unbounded,
    },
    select::MOST,
};

/// Queries for which a list is read once for all.
pub(super) const MANY: usize = 16;
/// Room for candidates of a query, for each neighbor; not tuned.
const ROOM: usize = 16;
const LEAST_ROOM: usize = 1024;
/// Candidates of a pass at most: 384 MiB.
const PASS_CANDIDATES: usize = 32 << 20;

/// The lists of an index on a device.
pub(super) struct Lists<'a> {
    pub(super) metric: Metric,
    pub(super) lists: &'a [List],
    pub(super) packed: &'a Packed,
    /// Threads of a threadgroup, where a query reads alone.
    pub(super) threads: u32,
}

impl Lists<'_> {
    pub(super) fn search(
        &self,
        stream: &Stream,
        queries: &Tensor,
        pass: &Pass<'_>,
    ) -> Result<Vec<Ranked>, Error> {
        let batch = queries.shape()[0];
        if let Some(probes) = pass.kept {
            return self.kept(stream, queries, (pass, probes));
        }
        let longest = self.lists.iter().map(List::len).max().unwrap_or(0);
        let room = longest.max(LEAST_ROOM).max(ROOM * pass.k);
        let together = batch >= MANY && pass.k <= MOST && batch * room <= PASS_CANDIDATES;
        match together {
            true => self.together(stream, queries, (pass, longest)),
            false => self.alone(stream, queries, pass, |_| true),
        }
    }

    /// The lists of each query are on the device.
    fn kept(
        &self,
        stream: &Stream,
        queries: &Tensor,
        (pass, probes): (&Pass<'_>, &Tensor),
    ) -> Result<Vec<Ranked>, Error> {
        if self.packed.ids.elements() == 0 {
            return Ok(vec![Ranked::NONE; queries.shape()[0] * pass.k]);
        }
        let scan = ProbeScan {
            metric: self.metric,
            queries,
            lists: self.packed,
            threads: probe_threads(stream.device(), pass.k)?.value,
        };
        let (distances, ids) = scan.search(stream, probes, pass.k)?;
        entries(&distances, &ids)
    }

    /// Each of some queries reads its lists; of the others nothing is found.
    fn alone(
        &self,
        stream: &Stream,
        queries: &Tensor,
        pass: &Pass<'_>,
        reads: impl Fn(usize) -> bool,
    ) -> Result<Vec<Ranked>, Error> {
        let rows = |list: usize| self.lists[list].len();
        let mut asked = probed(pass.probes, pass.per, &self.packed.offsets, rows);
        asked.retain(|rows: &Rows| reads(rows.query));
        let scan = KernelScan::of(self.metric, queries, self.packed, self.threads);
        let (distances, ids) = scan.search(stream, &asked, pass.k)?;
        entries(&distances, &ids)
    }

    fn together(
        &self,
        stream: &Stream,
        queries: &Tensor,
        (pass, longest): (&Pass<'_>, usize),
    ) -> Result<Vec<Ranked>, Error> {
        let (batch, k) = (queries.shape()[0], pass.k);
        let meetings = |probes: &[u32], per| {
            let rows = |list: usize| self.lists[list].len();
            Meetings::new(probes, per, &self.packed.offsets, rows)
        };
        let mut bounds = unbounded(stream.device(), batch)?;
        let candidates = |bounds: &(Tensor, Tensor), room, meetings: &Meetings| {
            let candidates = Candidates {
                metric: self.metric,
                queries,
                lists: self.packed,
                bounds: (&bounds.0, &bounds.1),
                stride: 1,
                room,
            };
            candidates.search(stream, meetings, k)
        };
        let nearest: Vec<u32> = pass.probes.iter().step_by(pass.per).copied().collect();
        let of_nearest = candidates(&bounds, longest.max(1), &meetings(&nearest, 1))?;
        if pass.per == 1 {
            let all = of_nearest.map(|found| entries(&found.first.0, &found.first.1));
            return all.unwrap_or_else(|| Ok(vec![Ranked::NONE; batch * k]));
        }
        if let Some(found) = of_nearest {
            bounds = found.first;
        }
        let room = LEAST_ROOM.max(ROOM * k);
        let Some(found) = candidates(&bounds, room, &meetings(pass.probes, pass.per))? else {
            return Ok(vec![Ranked::NONE; batch * k]);
        };
        let mut all = entries(&found.first.0, &found.first.1)?;
        if !found.overfull.is_empty() {
            let again = |query| found.overfull.binary_search(&query).is_ok();
            let entries = self.alone(stream, queries, pass, again)?;
            for &query in &found.overfull {
                let place = query * k..(query + 1) * k;
                all[place.clone()].copy_from_slice(&entries[place]);
            }
        }
        Ok(all)
    }
}
