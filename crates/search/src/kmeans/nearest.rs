//! Launches `nearest.metal`: which center each point belongs to, with the bits of the host's distances.

use kernsmith_kernels::{
    Error as KernelsError,
    dispatch::{kernel, prepare},
    plan::{BodySource, Plan},
};
use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use crate::{Error, metric::Metric};

/// Threads of a threadgroup and points that it has, as the kernel is cut.
const THREADS: u32 = 256;
const TILE: usize = 128;

/// The body, for those who launch it themselves.
pub static NEAREST: BodySource = BodySource {
    name: "kmeans_nearest",
    file: "nearest.metal",
    source: include_str!("nearest.metal"),
    header: include_str!("../../include/kernsmith/queue.h"),
    inputs: &["points", "centers", "before"],
    outputs: &["nearest", "changed"],
};

/// The nearest center of each part of each point, `[parts, n]`, and how many are not those of before.
pub(super) fn assign(
    stream: &Stream,
    metric: Metric,
    [points, centers]: [&Tensor; 2],
    before: Option<&Tensor>,
) -> Result<(Tensor, Tensor), Error> {
    let (rows, parts) = (points.shape()[0], centers.shape()[0]);
    let groups = rows.div_ceil(TILE);
    let threads = groups as u128 * u128::from(THREADS);
    let width = u32::try_from(threads).ok().filter(|_| rows < 1 << 31);
    let height = u32::try_from(parts).ok();
    let (width, height) = width.zip(height).ok_or_else(|| KernelsError::TooLarge {
        op: NEAREST.name,
        shape: format!("{rows} points of {parts} parts"),
        threads,
    })?;
    let plan = Plan {
        op: NEAREST.name,
        source: &NEAREST,
        function: format!("kernsmith_{}", NEAREST.name),
        template: vec![
            ("SIMILARITY", TemplateValue::Bool(metric.is_similarity())),
            ("COMPARE", TemplateValue::Bool(before.is_some())),
        ],
        grid: [width, height, 1],
        threadgroup: [THREADS, 1, 1],
        outputs: vec![(vec![parts, rows], DType::U32), (vec![parts], DType::U32)],
        align_elems: 1,
        memory_bytes: None,
    };
    let none = Tensor::from_slice(stream.device(), &[0u32], [1, 1])?;
    let inputs = [points, centers, before.unwrap_or(&none)];
    let launch = prepare(&plan, &inputs).init_value(0.0);
    let mut outputs = kernel(plan.op, plan.source)?.call(stream, &launch)?;
    let changed = outputs.remove(1);
    Ok((outputs.remove(0), changed))
}
