//! Floats in memory against halves in memory, with floats in registers.

use kernsmith_runtime::{Call, DType, Device};

use super::{Exercise, Spot, floats, upload};
use crate::{Error, HostTensor, plan::WholeFile};

pub(super) static SPOT: Spot = Spot {
    name: "half_io",
    lesson: "keep halves in memory and floats in registers: half of the bytes, one rounding",
    slow: "float in, float out",
    fast: "half in, half out, float in between",
    file: WholeFile {
        file: "half_io.metal",
        text: include_str!("half_io.metal"),
    },
    functions: ["half_io_slow", "half_io_fast"],
    prepare,
};

fn prepare(device: &Device, elems: usize) -> Result<Exercise, Error> {
    // Both forms read the same numbers.
    let half = floats(DType::F16, &[elems]);
    let values = half.values();
    let float = HostTensor::from_values(DType::F32, &[elems], &values);
    let call = |input: &HostTensor| -> Result<Call, Error> {
        Ok(Call::new()
            .buffer(0, &upload(SPOT.name, device, input)?)
            .output(1, [elems], input.dtype)
            .grid([elems, 1, 1])
            .threadgroup([256, 1, 1]))
    };
    Ok(Exercise {
        calls: [call(&float)?, call(&half)?],
        bytes: [&float, &half].map(|input| 2 * input.bytes.len() as u64),
        expected: values.iter().map(|x| x * x + 0.5 * x).collect(),
    })
}
