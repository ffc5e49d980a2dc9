//! Division by a number that the compiler does not know, against a grid of two dimensions.

use kernsmith_runtime::{Call, DType, Device};

use super::{Exercise, Spot, floats, upload};
use crate::{Error, plan::WholeFile};

pub(super) static SPOT: Spot = Spot {
    name: "division",
    lesson: "integer division by a number known only at run time is slow; use a grid of two dimensions",
    slow: "row and column by `/` and `%` in a grid of one dimension",
    fast: "row and column from a grid of two dimensions",
    file: WholeFile {
        file: "division.metal",
        text: include_str!("division.metal"),
    },
    functions: ["division_slow", "division_fast"],
    prepare,
};

fn prepare(device: &Device, elems: usize) -> Result<Exercise, Error> {
    let columns = elems.isqrt().max(1);
    let rows = elems / columns;
    let input = floats(DType::F32, &[rows, columns]);
    let array = upload(SPOT.name, device, &input)?;
    let extents = [rows, columns].map(|extent| extent as u32);
    let call = Call::new()
        .buffer(0, &array)
        .output(1, [rows, columns], DType::F32)
        .value(2, extents[1]);
    Ok(Exercise {
        calls: [
            call.clone()
                .grid([rows * columns, 1, 1])
                .threadgroup([256, 1, 1]),
            call.grid([columns, rows, 1]).threadgroup([256, 1, 1]),
        ],
        bytes: [2 * input.bytes.len() as u64; 2],
        expected: input.values().iter().map(|x| 2.0 * x).collect(),
    })
}
