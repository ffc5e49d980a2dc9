//! Branches against choices between values.

use kernsmith_runtime::{Call, DType, Device};

use super::{Exercise, Spot, floats, upload};
use crate::{Error, plan::WholeFile};

pub(super) static SPOT: Spot = Spot {
    name: "select",
    lesson: "choose between values where threads of a simdgroup would take different branches",
    slow: "`if` and `else`",
    fast: "the conditional operator",
    file: WholeFile {
        file: "select.metal",
        text: include_str!("select.metal"),
    },
    functions: ["select_slow", "select_fast"],
    prepare,
};

fn prepare(device: &Device, elems: usize) -> Result<Exercise, Error> {
    let input = floats(DType::F32, &[elems]);
    let call = Call::new()
        .buffer(0, &upload(SPOT.name, device, &input)?)
        .output(1, [elems], DType::F32)
        .grid([elems, 1, 1])
        .threadgroup([256, 1, 1]);
    let values = input.values();
    Ok(Exercise {
        calls: [call.clone(), call],
        bytes: [2 * input.bytes.len() as u64; 2],
        expected: values.iter().map(|x| x.clamp(-1.0, 1.0)).collect(),
    })
}
