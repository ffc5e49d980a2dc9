//! Launches `means.metal`.

use kernsmith_kernels::{
    Error as KernelsError,
    dispatch::launch,
    plan::{BodySource, Plan},
};
use kernsmith_runtime::{DType, Stream, TemplateValue, Tensor};

use crate::Error;

/// Threads of a threadgroup; not tuned.
const THREADS: u32 = 256;

/// The body, for those who launch it themselves.
pub static MEANS: BodySource = BodySource {
    name: "kmeans_means",
    file: "means.metal",
    source: include_str!("means.metal"),
    header: "",
    inputs: &["points", "nearest", "centers", "done"],
    outputs: &["means", "sizes"],
};

/// Means of the points of each center, where there are some and the part is not done, and how many points there are.
pub(super) fn means(
    stream: &Stream,
    [points, nearest, centers]: [&Tensor; 3],
    done: &[bool],
) -> Result<(Tensor, Tensor), Error> {
    let &[parts, entries, width] = centers.shape() else {
        unreachable!("centers have three dimensions");
    };
    let threads = entries as u128 * u128::from(THREADS);
    let grid = u32::try_from(threads).ok().zip(u32::try_from(parts).ok());
    let (columns, height) = grid.ok_or_else(|| KernelsError::TooLarge {
        op: MEANS.name,
        shape: format!("{entries} centers of {parts} parts"),
        threads,
    })?;
    let plan = Plan {
        op: MEANS.name,
        source: &MEANS,
        function: format!("kernsmith_{}_tg{THREADS}", MEANS.name),
        template: vec![("TPB", TemplateValue::Int(THREADS.cast_signed()))],
        grid: [columns, height, 1],
        threadgroup: [THREADS, 1, 1],
        outputs: vec![
            (vec![parts, entries, width], DType::F32),
            (vec![parts, entries], DType::U32),
        ],
        align_elems: 1,
        memory_bytes: None,
    };
    let done: Vec<u32> = done.iter().map(|done| u32::from(*done)).collect();
    let done = Tensor::from_slice(stream.device(), &done, [parts])?;
    let mut outputs = launch(stream, &plan, &[points, nearest, centers, &done])?;
    let sizes = outputs.remove(1);
    Ok((outputs.remove(0), sizes))
}
