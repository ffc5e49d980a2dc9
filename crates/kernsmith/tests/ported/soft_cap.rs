use kernsmith::{DType, Error, Kernel, Launch, Stream, Tensor};

const HEADER: &str = r#"// soft_cap.metal: output[i] = cap_value * tanh(input[i] / cap_value)
//
// Shapes   input, output: [size]    cap_value, size: one number each
// Types    T: half | bfloat | float; computed in float, rounded once.
// Launch   one thread per element; threads from `size` on do nothing.
// Assumes  cap_value is not 0; output does not alias input.

#include <metal_stdlib>
using namespace metal;
"#;

const SOURCE: &str = r#"    uint id = thread_position_in_grid.x;
    if (id >= size) {
        return;
    }
    const float value = float(input[id]);
    output[id] = T(cap_value * tanh(value / cap_value)); // rounded once
"#;

/// Launches `soft_cap_kernel`.
///
/// `inputs[0]` is `input`: float32.
/// `inputs[1]` is `cap_value`: float32 without dimensions.
/// `inputs[2]` is `size`: uint32 without dimensions.
pub fn soft_cap_kernel(
    stream: &Stream,
    inputs: [&Tensor; 3],
    shapes: [&[usize]; 1],
    grid: [u32; 3],
    threadgroup: [u32; 3],
) -> Result<Vec<Tensor>, Error> {
    let kernel = Kernel::builder("soft_cap_kernel")
        .inputs(["input", "cap_value", "size"])
        .outputs(["output"])
        .header(HEADER)
        .source(SOURCE)
        .build()?;
    let launch = Launch::new()
        .inputs(inputs)
        .template("T", DType::F32)
        .output(shapes[0], DType::F32)
        .grid(grid)
        .threadgroup(threadgroup);
    kernel.call(stream, &launch)
}
