//! Launches `probes.metal`: the lists of few queries, which the device has chosen itself.
//!
//! Nobody waits between the choice of lists and their rows: what a query probes stays on the device, and its rows are cut
//! into parts of the same length there, whatever lists they are in.

use kernsmith_kernels::{
    Error as KernelsError,
    dispatch::launch,
    plan::{BodySource, Plan},
    settings::{Place, Setting, ivf_config},
};
use kernsmith_runtime::{DType, Device, DeviceKind, Stream, TemplateValue, Tensor};

use crate::{
    Error,
    list::{Packed, ROWS},
    metric::Metric,
    select::{MOST, merge_parts, room},
};

/// Lists of a query at most: what threadgroup memory has room for beside a queue.
pub(crate) const MOST_PROBES: usize = 256;
/// Threads of a threadgroup on a GPU where nothing else is said; not tuned.
const THREADS: u32 = 128;
/// Parts of all queries at most: four for each of a large GPU's processors.
const MOST_PARTS: usize = 528;
/// Entries of all parts of a query at most, which are merged afterwards; parts there may be so many at least.
const MOST_ENTRIES: usize = 16 << 10;
const LEAST_PARTS: usize = 64;

/// The body, for those who launch it themselves.
pub static PROBES: BodySource = BodySource {
    name: "scan_probes",
    file: "probes.metal",
    source: include_str!("probes.metal"),
    header: concat!(
        include_str!("../../include/kernsmith/queue.h"),
        include_str!("../../include/kernsmith/distance.h")
    ),
    inputs: &["queries", "rows", "row_ids", "lists", "probes", "k"],
    outputs: &["distances", "ids"],
};

/// Threads of a threadgroup: the setting, but for the rule of a GPU.
pub(crate) fn probe_threads(device: &Device, k: usize) -> Result<Setting<u32>, Error> {
    let setting = ivf_config(device, k)?.tpb;
    Ok(match (&setting.place, device.kind()) {
        (Place::Rule(_), DeviceKind::Cuda) => Setting {
            value: THREADS,
            place: Place::Rule("a part of a query's rows for four simdgroups"),
        },
        _ => setting,
    })
}

/// Whether a query of so many lists and neighbors can be read by parts.
pub(crate) fn fits(probes: usize, k: usize) -> bool {
    probes <= MOST_PROBES && k <= MOST
}

/// What is launched for a few queries.
pub(crate) struct ProbeScan<'a> {
    pub(crate) metric: Metric,
    pub(crate) queries: &'a Tensor,
    pub(crate) lists: &'a Packed,
    /// Threads of a threadgroup.
    pub(crate) threads: u32,
}

impl ProbeScan<'_> {
    /// The first `k` of each query in the lists `probes`: `[b, p]`; distances and ids are `[b, k]`.
    pub(crate) fn search(
        &self,
        stream: &Stream,
        probes: &Tensor,
        k: usize,
    ) -> Result<(Tensor, Tensor), Error> {
        let batch = self.queries.shape()[0];
        let per = probes.shape()[1];
        let parts = self.parts(batch, per, k);
        let grid = u32::try_from(parts * self.threads as usize).ok();
        let grid = grid.zip(u32::try_from(batch).ok());
        let (width, height) = grid.ok_or_else(|| KernelsError::TooLarge {
            op: PROBES.name,
            shape: format!("{batch} queries in {parts} parts"),
            threads: (parts * batch) as u128 * u128::from(self.threads),
        })?;
        let room = room(k, self.threads);
        let most = per.next_power_of_two().max(ROWS);
        let int = |value: usize| TemplateValue::Int(value.try_into().expect("a few"));
        let plan = Plan {
            op: PROBES.name,
            source: &PROBES,
            function: format!("kernsmith_{}_tg{}_r{room}", PROBES.name, self.threads),
            template: vec![
                ("TPB", int(self.threads as usize)),
                ("ROOM", int(room as usize)),
                ("PROBES", int(most)),
                (
                    "SIMILARITY",
                    TemplateValue::Bool(self.metric.is_similarity()),
                ),
            ],
            grid: [width, height, 1],
            threadgroup: [self.threads, 1, 1],
            outputs: [DType::F32, DType::I64]
                .map(|dtype| (vec![batch, parts, k], dtype))
                .to_vec(),
            align_elems: 1,
            memory_bytes: None,
        };
        let neighbors = i64::try_from(k).expect("as many as a kernel selects");
        let inputs = [
            self.queries,
            &self.lists.numbers,
            &self.lists.ids,
            &self.lists.spans,
            probes,
            &Tensor::scalar(stream.device(), neighbors)?,
        ];
        let outputs = launch(stream, &plan, &inputs)?;
        match parts {
            1 => Ok((
                outputs[0].reshape([batch, k])?,
                outputs[1].reshape([batch, k])?,
            )),
            _ => merge_parts(stream, (&outputs[0], &outputs[1]), k),
        }
    }

    /// Parts of a query: a turn of a threadgroup each, or fewer where there would be too many to merge.
    fn parts(&self, batch: usize, per: usize, k: usize) -> usize {
        let lists = &self.lists;
        let blocks = lists.ids.elements() / ROWS;
        let blocks = (blocks * per).div_ceil(lists.offsets.len().max(1));
        let turns = blocks.div_ceil(self.threads as usize / ROWS);
        let most = (MOST_PARTS / batch.max(1)).min((MOST_ENTRIES / k).max(LEAST_PARTS));
        turns.clamp(1, most.max(1))
    }
}
