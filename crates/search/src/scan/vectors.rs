//! Launches `vectors.metal` over items.

use kernsmith_kernels::{dispatch::launch, plan::BodySource};
use kernsmith_runtime::{Stream, TemplateValue, Tensor};

use super::items::{Items, PART, Rows, search};
use crate::{Error, list::Packed, metric::Metric};

/// The body, for those who launch it themselves.
pub static SCAN: BodySource = BodySource {
    name: "scan_vectors",
    file: "vectors.metal",
    source: include_str!("vectors.metal"),
    header: concat!(
        include_str!("../../include/kernsmith/queue.h"),
        include_str!("../../include/kernsmith/distance.h")
    ),
    inputs: &["queries", "rows", "row_ids", "items", "k"],
    outputs: &["distances", "ids"],
};

/// What is launched for a batch of queries.
pub(crate) struct KernelScan<'a> {
    pub(crate) similarity: bool,
    pub(crate) blocked: bool,
    pub(crate) queries: &'a Tensor,
    pub(crate) numbers: &'a Tensor,
    pub(crate) ids: &'a Tensor,
    /// Threads of a threadgroup.
    pub(crate) threads: u32,
    /// Rows of an item.
    pub(crate) part: usize,
}

impl<'a> KernelScan<'a> {
    /// A scan of an index's lists.
    pub(crate) fn of(metric: Metric, queries: &'a Tensor, lists: &'a Packed, threads: u32) -> Self {
        Self {
            similarity: metric.is_similarity(),
            blocked: true,
            queries,
            numbers: &lists.numbers,
            ids: &lists.ids,
            threads,
            part: PART,
        }
    }

    /// The first `k` of each query. `asked` goes by query.
    pub(crate) fn search(
        &self,
        stream: &Stream,
        asked: &[Rows],
        k: usize,
    ) -> Result<(Tensor, Tensor), Error> {
        let queries = self.queries.shape()[0];
        search(stream, queries, (asked, self.part), k, |items| {
            self.launch(stream, items)
        })
    }

    fn launch(&self, stream: &Stream, items: &Items) -> Result<(Tensor, Tensor), Error> {
        let template = [
            ("SIMILARITY", TemplateValue::Bool(self.similarity)),
            ("BLOCKED", TemplateValue::Bool(self.blocked)),
        ];
        let plan = items.plan(&SCAN, self.threads, template)?;
        let inputs = [self.queries, self.numbers, self.ids, &items.table, &items.k];
        let mut outputs = launch(stream, &plan, &inputs)?;
        let ids = outputs.remove(1);
        Ok((outputs.remove(0), ids))
    }
}
