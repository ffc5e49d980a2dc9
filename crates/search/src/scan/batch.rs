//! Launches `batch.metal`: distances of several queries to all rows, which are selected afterwards.

use kernsmith_kernels::{
    Error as KernelsError,
    dispatch::launch,
    plan::{BodySource, Plan},
};
use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use crate::{Error, metric::Metric};

/// Threads of a threadgroup, queries that share a row, and components of them in threadgroup memory; not tuned.
const THREADS: u32 = 256;
const QUERIES: u32 = 8;
const CHUNK: u32 = 64;
/// Distances of a pass at most: 1 GiB.
const PASS_DISTANCES: usize = 256 << 20;

/// The body, for those who launch it themselves.
pub static BATCH: BodySource = BodySource {
    name: "scan_batch",
    file: "batch.metal",
    source: include_str!("batch.metal"),
    header: "",
    inputs: &["queries", "rows", "count", "stride"],
    outputs: &["distances"],
};

/// Queries of a pass over so many rows.
pub(crate) fn queries_of_pass(rows: usize) -> usize {
    (PASS_DISTANCES / rows.max(1)).max(1)
}

/// Rows of every `stride`-th block of 32, `count` of them.
#[derive(Clone, Copy)]
pub(crate) struct Every<'a> {
    pub(crate) numbers: &'a Tensor,
    pub(crate) stride: usize,
    pub(crate) count: usize,
}

/// What each of so many rows is ranked by, for each query: `[queries, count]`.
pub(crate) fn distances(
    stream: &Stream,
    metric: Metric,
    queries: &Tensor,
    Every {
        numbers,
        stride,
        count,
    }: Every<'_>,
) -> Result<Tensor, Error> {
    let batch = queries.shape()[0];
    let rows = count.next_multiple_of(THREADS as usize);
    let tiles = batch.div_ceil(QUERIES as usize);
    let too_large = || KernelsError::TooLarge {
        op: BATCH.name,
        shape: format!("{batch} queries and {count} vectors"),
        threads: rows as u128 * tiles as u128,
    };
    let [width, height] = [rows, tiles].map(|side| u32::try_from(side).ok());
    let grid = [
        width.ok_or_else(too_large)?,
        height.ok_or_else(too_large)?,
        1,
    ];
    let int = |value: u32| TemplateValue::Int(value.cast_signed());
    let plan = Plan {
        op: BATCH.name,
        source: &BATCH,
        function: format!("kernsmith_{}_q{QUERIES}", BATCH.name),
        template: vec![
            ("TPB", int(THREADS)),
            ("Q", int(QUERIES)),
            ("CHUNK", int(CHUNK)),
            ("SIMILARITY", TemplateValue::Bool(metric.is_similarity())),
        ],
        grid,
        threadgroup: [THREADS, 1, 1],
        outputs: vec![(vec![batch, count], DType::F32)],
        align_elems: 1,
        memory_bytes: None,
    };
    let [count, stride] = [count, stride].map(|number| {
        let number = i64::try_from(number).expect("memory holds fewer than 2^63 vectors");
        Tensor::scalar(stream.device(), number)
    });
    let mut outputs = launch(stream, &plan, &[queries, numbers, &count?, &stride?])?;
    Ok(outputs.remove(0))
}
