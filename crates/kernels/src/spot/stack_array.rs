//! An array of a thread's own with places known only at run time, against registers.

use kernsmith_runtime::{Call, DType, Device, Tensor};

use super::{Exercise, Spot, floats, upload};
use crate::{Error, dispatch, plan::WholeFile};

pub(super) static SPOT: Spot = Spot {
    name: "stack_array",
    lesson: "a thread's own array is slow where its index is known only at run time; choose between registers",
    slow: "an array of 8 floats, one of them by index",
    fast: "the same 8 products, one of them by comparison",
    file: WholeFile {
        file: "stack_array.metal",
        text: include_str!("stack_array.metal"),
    },
    functions: ["stack_array_slow", "stack_array_fast"],
    prepare,
};

fn prepare(device: &Device, elems: usize) -> Result<Exercise, Error> {
    let input = floats(DType::F32, &[elems]);
    // Neighbors choose differently.
    let choice = (0..elems as u32).map(|i| i.wrapping_mul(0x9e37_79b9) >> 16);
    let choice: Vec<u32> = choice.collect();
    let chosen = Tensor::from_slice(device, &choice, [elems]);
    let call = Call::new()
        .buffer(0, &upload(SPOT.name, device, &input)?)
        .buffer(1, &chosen.map_err(dispatch::runtime(SPOT.name))?)
        .output(2, [elems], DType::F32)
        .grid([elems, 1, 1])
        .threadgroup([256, 1, 1]);
    let values = input.values();
    let pairs = values.iter().zip(&choice);
    Ok(Exercise {
        calls: [call.clone(), call],
        bytes: [3 * input.bytes.len() as u64; 2],
        expected: pairs
            .map(|(x, choice)| f64::from(1 + choice % 8) * x)
            .collect(),
    })
}
