//! Barriers of threadgroups against barriers of simdgroups.

use kernsmith_runtime::{Call, DType, Device};

use super::{Exercise, Spot, floats, upload};
use crate::{Error, plan::WholeFile};

pub(super) static SPOT: Spot = Spot {
    name: "barrier",
    lesson: "wait for no more threads than pass data to each other",
    slow: "`threadgroup_barrier` between the steps of a sum over each simdgroup",
    fast: "`simdgroup_barrier` there",
    file: WholeFile {
        file: "barrier.metal",
        text: include_str!("barrier.metal"),
    },
    functions: ["barrier_slow", "barrier_fast"],
    prepare,
};

/// Threads of a threadgroup, as the file has it.
const THREADS: usize = 256;
/// Threads of a simdgroup.
const LANES: usize = 32;

fn prepare(device: &Device, elems: usize) -> Result<Exercise, Error> {
    let elems = (elems / THREADS).max(1) * THREADS;
    let input = floats(DType::F32, &[elems]);
    let call = Call::new()
        .buffer(0, &upload(SPOT.name, device, &input)?)
        .output(1, [elems / LANES], DType::F32)
        .grid([elems, 1, 1])
        .threadgroup([THREADS, 1, 1]);
    let bytes = input.bytes.len() as u64;
    let values = input.values();
    Ok(Exercise {
        calls: [call.clone(), call],
        bytes: [bytes + bytes / LANES as u64; 2],
        expected: values
            .chunks(LANES)
            .map(|lanes| lanes.iter().sum())
            .collect(),
    })
}
